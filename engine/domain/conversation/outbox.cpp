#include "engine/domain/conversation/outbox.h"

#include "engine/domain/conversation/action.h"
#include "engine/domain/shop/page_line.h"
#include "engine/domain/text/whole_text.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cmath>

namespace tongdai {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// One text, with one place where it stands.
bool isOneText(const OutboxItem& item)
{
    const std::vector<Action> actions = extractActions(item.body["actions"_L1], QString()).actions;
    const auto hasText = [](const Action& action) { return action.data.contains("message"_L1); };
    return saidBy(actions).size() == 1 && std::ranges::count_if(actions, hasText) == 1;
}

/// The platform itself ended this row by an answer, at `endedAt`; else time or attempts ran out, or a person gave it
/// up.
bool wasRefused(const OutboxItem& item, TimePoint endedAt)
{
    return item.state == OutboxState::Dead && item.lastError != QLatin1StringView(kGivenUp) &&
           item.attempts < kMaxSendAttempts && endedAt - item.createdAt < kMaxSendAge;
}

/// Likewise, and no earlier try may have arrived. A row without a record of them is older than it: of one try it is
/// known how it ended.
bool wasRefusedEachTime(const OutboxItem& item, const std::vector<SendTry>& tries, TimePoint endedAt)
{
    return wasRefused(item, endedAt) && (tries.empty() ? item.attempts <= 1 : !mayHaveArrived(tries));
}

/// The newest try ended the row by the platform's answer; not our limits, its age or a person did.
bool endedByRefusal(const OutboxItem& item, const std::vector<SendTry>& tries)
{
    return !tries.empty() && tries.back().kind == SendOutcome::Kind::Dead &&
           tries.back().words == cutText(item.lastError, kMaxTryWords);
}

}  // namespace

std::chrono::milliseconds backOff(int attempts, double unit, std::optional<std::chrono::seconds> retryAfter)
{
    if (retryAfter) return std::clamp(*retryAfter, 1s, std::chrono::seconds(6h));
    const double ceiling = std::min(900.0, 2.0 * std::exp2(std::clamp(attempts, 0, 20)));
    return std::chrono::milliseconds(qint64(unit * ceiling * 1000.0));
}

bool mayHaveArrived(const std::vector<SendTry>& tries)
{
    return std::ranges::any_of(
        tries, [](const SendTry& each) { return each.kind == SendOutcome::Kind::Ambiguous || each.isPartly; });
}

bool mayHaveArrived(const OutboxItem& item, const std::vector<SendTry>& tries)
{
    if (item.state == OutboxState::Unknown) return true;
    if (item.state != OutboxState::Dead) return false;
    const bool isOlderThanItsRecord =
        tries.empty() && item.attempts > 0 && item.lastError != QLatin1StringView(kGivenUp);
    return isOlderThanItsRecord || mayHaveArrived(tries);
}

bool endedUnrefused(const OutboxItem& item, const std::vector<SendTry>& tries)
{
    return item.state == OutboxState::Dead && !endedByRefusal(item, tries);
}

std::optional<NotReworded::Why> whyNotReworded(const OutboxItem& item, const std::vector<SendTry>& tries)
{
    using Why = NotReworded::Why;
    if (item.state == OutboxState::Unknown) return Why::MayHaveArrived;
    if (item.state != OutboxState::Dead) return Why::Decided;
    if (!item.repeatable || !isOneText(item)) return Why::MoreThanWords;
    if (mayHaveArrived(item, tries)) return Why::MayHaveArrived;
    if (endedUnrefused(item, tries)) return Why::NotRefused;
    return {};
}

QByteArray keyOfNextAttempt(const OutboxItem& item, const std::vector<SendTry>& tries, TimePoint endedAt)
{
    if (!wasRefusedEachTime(item, tries, endedAt)) return item.dedupKey;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData("again"_ba);
    hash.addData(item.dedupKey);
    hash.addData(QByteArray::number(item.attempts));
    return hash.result();
}

std::optional<SendTry> lostTry(const OutboxItem& item, const std::vector<SendTry>& tries, TimePoint endedAt)
{
    const bool wasTried = item.attempts > 0 && item.lastError != QLatin1StringView(kGivenUp);
    if (!tries.empty() || !wasTried || wasRefusedEachTime(item, tries, endedAt)) return {};
    return SendTry{endedAt, SendOutcome::Kind::Ambiguous, item.lastError};
}

OutboxState stateAfter(const OutboxItem& item, const SendOutcome& outcome, TimePoint now)
{
    const bool isOld = now - item.createdAt >= kMaxSendAge;
    // Nobody was asked: such a try says nothing about whether the next one helps.
    const bool exhausted = isOld || (!outcome.isHeldBack && item.attempts >= kMaxSendAttempts);
    switch (outcome.kind) {
        case SendOutcome::Kind::Sent: return OutboxState::Sent;
        case SendOutcome::Kind::Dead: return OutboxState::Dead;
        case SendOutcome::Kind::Unauthorised: return OutboxState::Waiting;
        case SendOutcome::Kind::Retry: return exhausted ? OutboxState::Dead : OutboxState::Waiting;
        case SendOutcome::Kind::Ambiguous:
            if (!item.repeatable) return OutboxState::Unknown;
            return exhausted ? OutboxState::Dead : OutboxState::Waiting;
    }
    Q_UNREACHABLE();
}

bool isNoAttempt(const SendOutcome& outcome, OutboxState after)
{
    return outcome.isHeldBack && after == OutboxState::Waiting;
}

}  // namespace tongdai
