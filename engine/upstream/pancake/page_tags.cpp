#include "engine/upstream/pancake/page_tags.h"

#include "engine/contract/json/chat/plain_session.h"
#include "engine/domain/log.h"

#include <algorithm>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log pageTagsLog("pancake.tags");

constexpr auto kTagsTogether = 2s;  // what is said meanwhile is taken together
constexpr auto kTagsAgain = 30s;    // after what could not be taken
constexpr auto kTagsIdle = 1h;
constexpr auto kNamesAskedEvery = 10min;
/// Conversations of one page: what is said of more comes again with the list.
constexpr qsizetype kMostTagsWaiting = 10'000;
constexpr qsizetype kMostTagsTaken = 50'000;

}  // namespace

PageTags::PageTags(const std::vector<std::shared_ptr<PageCalls>>& pages, ports::ConversationTags& store,
                   ports::Clock& clock)
    : m_store(store), m_clock(clock), m_rounds(clock, [this] { return round(); })
{
    for (const auto& calls : pages)
        m_pages.push_back({calls});
}

PageTags::Page* PageTags::pageOf(const QByteArray& page)
{
    const auto known =
        std::ranges::find_if(m_pages, [&](const Page& each) { return each.calls->account().page == page; });
    return known == m_pages.end() ? nullptr : &*known;
}

void PageTags::note(const QByteArray& page, const QJsonObject& conversation)
{
    const std::optional<QByteArrayList> ids = contract::tagIdsIn(conversation);
    const ConversationId id(contract::conversationIdIn(conversation));
    Page* const known = pageOf(page);
    if (!ids || checkId(id.bytes()) || !known) return;
    if (known->heard.size() >= kMostTagsTaken) known->heard.clear();
    known->heard.insert(id, m_clock.elapsed());
    take(*known, id, *ids);
}

void PageTags::noteListed(const QByteArray& page, const QJsonObject& conversation, std::chrono::nanoseconds askedAt)
{
    const std::optional<QByteArrayList> ids = contract::tagIdsIn(conversation);
    const ConversationId id(contract::conversationIdIn(conversation));
    Page* const known = pageOf(page);
    if (!ids || checkId(id.bytes()) || !known) return;
    const auto heard = known->heard.constFind(id);
    if (heard != known->heard.constEnd() && *heard >= askedAt) return;
    take(*known, id, *ids);
}

void PageTags::take(Page& page, const ConversationId& conversation, const QByteArrayList& ids)
{
    const auto taken = page.taken.constFind(conversation);
    const bool isTaken = taken != page.taken.constEnd() && m_clock.elapsed() - taken->at < kNamesAskedEvery;
    if (isTaken && taken->ids == ids) {
        page.waiting.remove(conversation);  // whatever was said between
        return;
    }
    if (page.waiting.size() >= kMostTagsWaiting && !page.waiting.contains(conversation)) return;
    page.waiting.insert(conversation, ids);
    if (std::exchange(m_isIdle, false)) m_rounds.wake();
}

QCoro::Task<std::chrono::milliseconds> PageTags::round()
{
    bool isWhole = true;
    bool isAnyResting = false;
    for (size_t at = 0; at < m_pages.size() && !m_rounds.isStopping(); ++at) {
        const bool isWaiting = !m_pages[at].waiting.isEmpty();
        if (isWaiting && isResting(m_pages[at])) {
            isAnyResting = true;  // and holds none of the others up
            continue;
        }
        auto taking = takeOf(at);
        const bool isTaken = co_await taking;
        isWhole = isWhole && isTaken;
    }
    m_figures.isBehind = !isWhole || isAnyResting;
    if (!isWhole) co_return kTagsAgain;
    m_isIdle = std::ranges::all_of(m_pages, [](const Page& page) { return page.waiting.isEmpty(); });
    if (m_isIdle) co_return kTagsIdle;
    co_return kTagsTogether;
}

QCoro::Task<bool> PageTags::takeOf(size_t at)
{
    if (m_pages[at].waiting.isEmpty()) co_return true;
    if (mustAsk(m_pages[at])) {
        auto learning = learnNames(at);
        const bool isKnown = co_await learning;
        if (!isKnown || m_rounds.isStopping()) co_return false;
    }
    const Waiting said = std::exchange(m_pages[at].waiting, {});
    auto storing = store(at, said);
    const bool isStored = co_await storing;
    if (isStored) co_return true;
    Waiting& waiting = m_pages[at].waiting;
    for (auto each = said.cbegin(); each != said.cend(); ++each) {
        if (!waiting.contains(each.key())) waiting.insert(each.key(), each.value());
    }
    co_return false;
}

/// A tag may be new there, or have another name.
bool PageTags::mustAsk(const Page& page) const
{
    if (!page.askedAt || m_clock.elapsed() - *page.askedAt >= kNamesAskedEvery) return true;
    const auto isNew = [&](const QByteArray& id) {
        if (page.names.contains(id)) return false;
        const auto stranger = page.strangers.constFind(id);
        return stranger == page.strangers.constEnd() || m_clock.elapsed() - *stranger >= kNamesAskedEvery;
    };
    return std::ranges::any_of(page.waiting,
                               [&](const QByteArrayList& ids) { return std::ranges::any_of(ids, isNew); });
}

bool PageTags::isResting(const Page& page) const
{
    return page.restsUntil && m_clock.elapsed() < *page.restsUntil;
}

bool PageTags::areNamed(const Page& page, const QByteArrayList& ids) const
{
    return std::ranges::all_of(ids, [&](const QByteArray& id) { return page.names.contains(id); });
}

/// What Pancake does not tell it will not tell in half a minute either.
void PageTags::noteTrouble(Page& page, const PageAnswer& answer)
{
    const bool isRefused = answer.kind == PageAnswer::Kind::Refused || answer.kind == PageAnswer::Kind::TokenRefused;
    if (isRefused) page.restsUntil = m_clock.elapsed() + PageCalls::kTokenTriedEvery;
    if (std::exchange(page.trouble, answer.words) == answer.words) return;
    pageTagsLog.warn("the tags of a page could not be read",
                     {{u"page"_s, QString::fromUtf8(page.calls->account().page)}, {u"cause"_s, answer.words}});
}

/// What was taken with a name that is another one now is taken once more when it is said again.
void PageTags::takeNames(Page& page, const std::vector<contract::PancakeTag>& listed)
{
    const QHash<QByteArray, QByteArray> before = std::exchange(page.names, {});
    for (const contract::PancakeTag& tag : listed) {
        page.names.insert(tag.id, tag.name);
        page.allNames.insert(tag.name);
    }
    erase_if(page.taken, [&](const auto& each) {
        return std::ranges::any_of(each.value().ids,
                                   [&](const QByteArray& id) { return page.names.value(id) != before.value(id); });
    });
    const auto now = m_clock.elapsed();
    erase_if(page.strangers, [&](const auto& each) {
        return page.names.contains(each.key()) || now - each.value() >= kNamesAskedEvery;
    });
    for (const QByteArrayList& ids : page.waiting) {
        for (const QByteArray& id : ids) {
            if (!page.names.contains(id)) page.strangers.insert(id, now);
        }
    }
}

QCoro::Task<bool> PageTags::learnNames(size_t at)
{
    const auto calls = m_pages[at].calls;
    QByteArray target = contract::pancakeTagsTarget(calls->account().page, calls->account().token);
    auto asking = calls->listBeside(std::move(target), contract::isPancakeTags);
    const PageAnswer answer = co_await asking;
    Page& page = m_pages[at];
    if (answer.kind != PageAnswer::Kind::Done) {
        noteTrouble(page, answer);
        co_return false;
    }
    page.askedAt = m_clock.elapsed();
    page.restsUntil.reset();
    page.trouble.clear();
    takeNames(page, contract::listedTags(answer.body));
    co_return true;
}

QCoro::Task<bool> PageTags::store(size_t at, Waiting said)
{
    try {
        std::vector<ConversationId> conversations(said.keyBegin(), said.keyEnd());
        auto reading = m_store.tagsOf(std::move(conversations));
        const ports::ConversationTags::Tags stored = co_await reading;
        std::vector<ConversationId> written;
        std::vector<QCoro::Task<bool>> writes;  // one transaction of the store takes many
        for (auto each = said.cbegin(); each != said.cend(); ++each) {
            std::vector<QByteArray> had = stored.value(each.key());
            std::vector<QByteArray> wanted;
            std::ranges::copy_if(had, std::back_inserter(wanted),
                                 [&](const QByteArray& tag) { return !m_pages[at].allNames.contains(tag); });
            for (const QByteArray& id : each.value()) {
                const QByteArray name = m_pages[at].names.value(id);
                const bool hasRoom = wanted.size() < size_t(contract::kMaxSessionTags);
                if (!name.isEmpty() && hasRoom && std::ranges::find(wanted, name) == wanted.end())
                    wanted.push_back(name);
            }
            std::ranges::sort(had);
            std::ranges::sort(wanted);
            if (wanted == had) continue;
            written.push_back(each.key());
            writes.push_back(m_store.setTags(each.key(), std::move(wanted)));
        }
        for (size_t i = 0; i < writes.size(); ++i) {
            const bool isThere = co_await writes[i];
            m_figures.changed += isThere ? 1 : 0;
            if (!isThere) said.remove(written[i]);  // its first line may still come
        }
    } catch (const StoreError& error) {
        pageTagsLog.warn("tags of a page could not be stored", {{u"cause"_s, error.cause()}});
        co_return false;
    }
    Page& page = m_pages[at];
    if (page.taken.size() >= kMostTagsTaken) page.taken.clear();
    for (auto each = said.cbegin(); each != said.cend(); ++each) {
        page.taken.remove(each.key());
        if (areNamed(page, each.value())) page.taken.insert(each.key(), {each.value(), m_clock.elapsed()});
    }
    co_return true;
}

}  // namespace tongdai::upstream
