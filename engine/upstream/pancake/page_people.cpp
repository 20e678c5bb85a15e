#include "engine/upstream/pancake/page_people.h"

#include "engine/domain/log.h"

#include <algorithm>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log pagePeopleLog("pancake.people");

constexpr auto kAllPeopleEvery = 6h;
constexpr auto kPeopleAgain = 1min;  // after one that did not answer

}  // namespace

PagePeople::PagePeople(const std::vector<std::shared_ptr<PageCalls>>& pages, ports::Clock& clock)
    : m_clock(clock), m_rounds(clock, [this] { return round(); })
{
    for (const auto& calls : pages)
        m_pages.push_back({calls, std::make_shared<contract::PancakePeople>()});
}

std::shared_ptr<const contract::PancakePeople> PagePeople::of(const QByteArray& page) const
{
    const auto known =
        std::ranges::find_if(m_pages, [&](const Page& each) { return each.calls->account().page == page; });
    return known == m_pages.end() ? nullptr : known->people;
}

void PagePeople::note(const QByteArray& page, const QJsonObject& conversation)
{
    const auto known =
        std::ranges::find_if(m_pages, [&](const Page& each) { return each.calls->account().page == page; });
    if (known == m_pages.end()) return;
    for (const QByteArray& id : contract::assigneeIdsIn(conversation)) {
        if (known->people->contains(id) || known->strangers.contains(id)) continue;
        known->strangers.insert(id);
        known->isWanted = true;
    }
    if (known->isWanted && std::exchange(m_isIdle, false)) m_rounds.wake();
}

QCoro::Task<std::chrono::milliseconds> PagePeople::round()
{
    const auto now = m_clock.elapsed();
    if (!m_allAskedAt || now - *m_allAskedAt >= kAllPeopleEvery) {
        m_allAskedAt = now;
        for (Page& page : m_pages) {
            page.strangers.clear();
            page.isWanted = true;
        }
    }
    for (size_t at = 0; at < m_pages.size() && !m_rounds.isStopping(); ++at) {
        if (!m_pages[at].isWanted) continue;
        auto learning = learn(at);
        co_await learning;
    }
    m_isIdle = std::ranges::none_of(m_pages, &Page::isWanted);
    if (m_isIdle) co_return kAllPeopleEvery;
    co_return kPeopleAgain;
}

QCoro::Task<void> PagePeople::learn(size_t at)
{
    const auto calls = m_pages[at].calls;
    m_pages[at].isWanted = false;
    QByteArray target = contract::pancakeUsersTarget(calls->account().page, calls->account().token);
    auto asking = calls->listBeside(std::move(target), contract::isPancakeUsers);
    const PageAnswer answer = co_await asking;
    if (answer.kind == PageAnswer::Kind::Done) {
        *m_pages[at].people = contract::listedUsers(answer.body);
        co_return;
    }
    pagePeopleLog.info("the people of a page are not known",
                       {{u"page"_s, QString::fromUtf8(calls->account().page)}, {u"cause"_s, answer.words}});
    // What Pancake does not tell it will not tell in a minute either.
    const bool isRefused = answer.kind == PageAnswer::Kind::Refused || answer.kind == PageAnswer::Kind::TokenRefused;
    if (!isRefused) m_pages[at].isWanted = true;
}

}  // namespace tongdai::upstream
