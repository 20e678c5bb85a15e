#include "engine/upstream/pancake/page_reads.h"

#include "engine/domain/log.h"

#include <algorithm>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log pageReadsLog("pancake.reads");

constexpr auto kReadsTogether = 2s;  // a person's next line may follow at once
constexpr auto kFirstReadAgain = 5s;
constexpr int kMostDoublings = 6;  // … up to about five minutes
constexpr auto kHeldBackFor = 60s;
constexpr auto kReadsKept = 1h;
constexpr auto kReadsIdle = 1h;
constexpr qsizetype kMostReadsWaiting = 10'000;

}  // namespace

PageReads::PageReads(ports::Clock& clock) : m_clock(clock), m_rounds(clock, [this] { return round(); }) {}

void PageReads::note(std::shared_ptr<PageCalls> calls, const QByteArray& conversation)
{
    if (const auto known = m_waiting.find(conversation); known != m_waiting.end()) {
        known->number = ++m_noted;  // a call on its way is about what was answered before
        known->until = m_clock.elapsed() + kReadsKept;
        return;
    }
    if (m_waiting.size() >= kMostReadsWaiting) {
        ++m_figures.leftOut;
        return;
    }
    const auto now = m_clock.elapsed();
    m_waiting.insert(conversation, {std::move(calls), ++m_noted, now + kReadsTogether, now + kReadsKept});
    if (std::exchange(m_isIdle, false)) m_rounds.wake();
}

QCoro::Task<std::chrono::milliseconds> PageReads::round()
{
    const auto now = m_clock.elapsed();
    QByteArrayList due;
    for (auto each = m_waiting.cbegin(); each != m_waiting.cend(); ++each) {
        if (each->nextAt <= now) due << each.key();
    }
    for (qsizetype i = 0; i < due.size() && !m_rounds.isStopping(); ++i) {
        const auto known = m_waiting.constFind(due[i]);
        if (known == m_waiting.constEnd()) continue;
        const auto calls = known->calls;
        const qint64 number = known->number;
        QByteArray target = contract::pancakeReadTarget(calls->account().page, due[i], calls->account().token);
        auto telling = calls->actBeside(std::move(target));
        const PageAnswer answer = co_await telling;
        settle(due[i], number, answer);
    }
    co_return restUntilNext();
}

void PageReads::settle(const QByteArray& conversation, qint64 number, const PageAnswer& answer)
{
    using Answered = PageAnswer::Kind;
    const auto known = m_waiting.find(conversation);
    if (known == m_waiting.end()) return;
    const auto now = m_clock.elapsed();
    const bool isRefused = answer.kind == Answered::Refused;
    if (known->number != number && (answer.kind == Answered::Done || isRefused)) {
        m_figures.told += answer.kind == Answered::Done ? 1 : 0;
        known->nextAt = now + kReadsTogether;
        return;
    }
    if (answer.kind == Answered::Done || isRefused || now >= known->until) {
        const QString page = QString::fromUtf8(known->calls->account().page);
        m_waiting.erase(known);
        ++(answer.kind == Answered::Done ? m_figures.told : m_figures.leftOut);
        if (answer.kind != Answered::Done)
            pageReadsLog.info("a conversation of a page was not marked as read",
                              {{u"page"_s, page}, {u"cause"_s, answer.words}});
        return;
    }
    const bool isUnsure = answer.kind == Answered::NotAsked || answer.kind == Answered::MayBeDone;
    if (isUnsure) {
        known->nextAt = now + kFirstReadAgain * (1 << std::min(known->tries, kMostDoublings));
        ++known->tries;
    } else if (answer.kind == Answered::TokenRefused) {
        known->nextAt = now + PageCalls::kTokenTriedEvery;
    } else {
        known->nextAt = now + answer.retryAfter.value_or(kHeldBackFor);
    }
}

std::chrono::milliseconds PageReads::restUntilNext()
{
    m_isIdle = m_waiting.isEmpty();
    if (m_isIdle) return kReadsIdle;
    std::chrono::nanoseconds next = std::chrono::nanoseconds::max();
    for (const Mark& mark : m_waiting)
        next = std::min(next, mark.nextAt);
    const auto rest = std::chrono::ceil<std::chrono::milliseconds>(next - m_clock.elapsed());
    return std::clamp<std::chrono::milliseconds>(rest, 1s, kReadsTogether);
}

}  // namespace tongdai::upstream
