#include "engine/server/pancake/pancake_hook.h"

#include "engine/contract/rest_routes.h"
#include "engine/domain/log.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using contract::PancakeEvent;

namespace {

const Log pancakeHookLog("pancake.hook");

constexpr qsizetype kMostPancakeBytes = 2 * 1024 * 1024;

http::Response acknowledged()
{
    return http::Response::json({{u"success"_s, true}});
}

http::Response comeAgain()
{
    http::Response response = http::Response::error(503, u"not stored yet"_s);
    response.setHeader("Retry-After"_ba, "5"_ba);
    return response;
}

}  // namespace

PancakeHook::PancakeHook(std::vector<Page> pages, PageIntake& intake, const ports::Clock& clock, Missed missed,
                         Heard heard)
    : m_intake(intake), m_clock(clock), m_missed(std::move(missed)), m_heard(std::move(heard))
{
    for (Page& page : pages)
        m_doors.push_back({std::move(page.page), BearerTokens({page.secret})});
}

std::optional<qsizetype> PancakeHook::bodyLimit(const http::Request& head) const
{
    Q_UNUSED(head)
    return kMostPancakeBytes;
}

PancakeHook::BodyBegin PancakeHook::bodyBegins(const http::Request& head)
{
    if (openedBy(head).empty()) return notFound();
    return std::shared_ptr<void>();
}

http::UpgradeHandler PancakeHook::upgradeHandler(const http::Request& head) const
{
    Q_UNUSED(head)
    return {};
}

http::Response PancakeHook::notFound()
{
    ++m_figures.wrongSecrets;
    return http::Response::error(404, u"Not found"_s);
}

/// Several pages may share a secret. Every one is compared, so that the time tells nothing.
std::vector<const contract::PancakePage*> PancakeHook::openedBy(const http::Request& request) const
{
    std::vector<const contract::PancakePage*> opened;
    if (request.method != "POST") return opened;
    const QByteArray secret =
        request.query.queryItemValue(QString::fromLatin1(contract::kPancakeHookSecret), QUrl::FullyDecoded).toUtf8();
    for (const Door& door : m_doors) {
        if (door.secret.accepts(secret)) opened.push_back(&door.page);
    }
    return opened;
}

QCoro::Task<http::Response> PancakeHook::handle(std::shared_ptr<http::Exchange> exchange)
{
    const http::Request& request = exchange->request();
    const std::vector<const contract::PancakePage*> opened = openedBy(request);
    if (opened.empty()) co_return notFound();
    ++m_figures.heard;
    PancakeEvent event = contract::readPancakeEvent(request.body);
    if (event.kind == PancakeEvent::Kind::Other) {
        ++m_figures.ignored;
        co_return acknowledged();
    }
    if (event.kind == PancakeEvent::Kind::Odd) {
        ++m_figures.odd;
        pancakeHookLog.warn("an event that cannot be read", {{u"bytes"_s, request.body.size()}});
        co_return acknowledged();
    }
    const auto known = std::ranges::find_if(opened, [&](const auto* page) { return page->id == event.page; });
    if (known == opened.end()) {
        ++m_figures.strange;
        pancakeHookLog.warn("an event of a page that is not set up",
                            {{u"page"_s, QString::fromUtf8(event.page.left(64))}});
        co_return acknowledged();
    }
    contract::PancakePage page = **known;
    auto taking = take(std::move(event), std::move(page));
    http::Response response = co_await taking;
    co_return response;
}

QCoro::Task<http::Response> PancakeHook::take(PancakeEvent event, contract::PancakePage page)
{
    PageFigures& figures = m_byPage[page.id];
    figures.lastHeard = m_clock.now();
    ++figures.heard;
    contract::PancakeLines read = contract::linesOf(page, event.data);
    if (!read.oddity.isEmpty()) {
        ++m_figures.odd;
        pancakeHookLog.warn("an event with nothing to keep", {{u"cause"_s, read.oddity}});
        co_return acknowledged();
    }
    bool isKept = true;
    for (size_t i = 0; i < read.lines.size() && isKept; ++i) {
        auto taking = m_intake.take(std::move(read.lines[i]));
        const PageIntake::Taken taken = co_await taking;
        isKept = taken != PageIntake::Taken::NotStored && taken != PageIntake::Taken::Refused;
    }
    if (isKept) {
        m_heard(page.id, event.data);
        co_return acknowledged();
    }
    ++m_figures.deferred;
    m_missed(page.id);
    co_return comeAgain();
}

}  // namespace tongdai
