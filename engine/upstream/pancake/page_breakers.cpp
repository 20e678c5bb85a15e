#include "engine/upstream/pancake/page_breakers.h"

#include <algorithm>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace {

bool isResting(const PlatformBreaker& breaker, PageBreakers::Elapsed now)
{
    return !breaker.isClosed() && !breaker.mayProbe(now);
}

SendOutcome restingWith(const PlatformBreaker& breaker, PageBreakers::Elapsed now)
{
    SendOutcome outcome;
    outcome.kind = SendOutcome::Kind::Retry;
    outcome.isHeldBack = true;
    outcome.error = u"sending is paused: %1"_s.arg(breaker.cause());
    outcome.retryAfter = breaker.untilProbe(now);
    return outcome;
}

SendOutcome failedAs(SendOutcome::Kind kind, const QString& words)
{
    SendOutcome outcome;
    outcome.kind = kind;
    outcome.error = words;
    return outcome;
}

}  // namespace

std::optional<SendOutcome> PageBreakers::holdBehind(Elapsed now)
{
    if (isResting(m_behind, now)) return restingWith(m_behind, now);
    if (!m_behind.isClosed()) m_behind.probing(now);
    return {};
}

std::optional<SendOutcome> PageBreakers::holdPage(const QByteArray& page, Elapsed now)
{
    PlatformBreaker& own = m_pages[page];
    for (const PlatformBreaker* breaker : {&m_pancake, &own}) {
        if (isResting(*breaker, now)) return restingWith(*breaker, now);
    }
    for (PlatformBreaker* breaker : {&m_pancake, &own}) {
        if (!breaker->isClosed()) breaker->probing(now);
    }
    return {};
}

void PageBreakers::noteBehind(const SendOutcome& outcome, Elapsed now)
{
    if (outcome.isOfPlatform && !outcome.isHeldBack) m_behind.record(outcome, now);
}

void PageBreakers::notePage(const QByteArray& page, const PageAnswer& answer, Elapsed now)
{
    using Answered = PageAnswer::Kind;
    if (answer.kind == Answered::HeldBack) return;
    if (answer.kind == Answered::NotAsked)
        return m_pancake.record(failedAs(SendOutcome::Kind::Retry, answer.words), now);
    if (answer.kind == Answered::MayBeDone)
        return m_pages[page].record(failedAs(SendOutcome::Kind::Ambiguous, answer.words), now);
    m_pancake.record(SendOutcome(), now);
    if (answer.kind == Answered::Done || answer.kind == Answered::Refused) m_pages[page].record(SendOutcome(), now);
}

QString PageBreakers::wholePause() const
{
    return m_behind.isClosed() ? m_pancake.cause() : m_behind.cause();
}

QString PageBreakers::pause(Elapsed now) const
{
    if (const QString whole = wholePause(); !whole.isEmpty()) return whole;
    const auto resting =
        std::ranges::find_if(m_pages, [now](const PlatformBreaker& page) { return isResting(page, now); });
    return resting == m_pages.cend() ? QString() : resting->cause();
}

}  // namespace tongdai::upstream
