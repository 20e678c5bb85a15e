#include "engine/domain/conversation/outbox.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cmath>

namespace tongdai {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

std::chrono::milliseconds backOff(int attempts, double unit, std::optional<std::chrono::seconds> retryAfter)
{
    if (retryAfter) return std::clamp(*retryAfter, 1s, std::chrono::seconds(6h));
    const double ceiling = std::min(900.0, 2.0 * std::exp2(std::clamp(attempts, 0, 20)));
    return std::chrono::milliseconds(qint64(unit * ceiling * 1000.0));
}

bool wasRefused(const OutboxItem& item, TimePoint endedAt)
{
    return item.state == OutboxState::Dead && item.lastError != QLatin1StringView(kGivenUp) &&
           item.attempts < kMaxSendAttempts && endedAt - item.createdAt < kMaxSendAge;
}

QByteArray keyOfNextAttempt(const OutboxItem& item, TimePoint endedAt)
{
    if (!wasRefused(item, endedAt)) return item.dedupKey;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData("again"_ba);
    hash.addData(item.dedupKey);
    hash.addData(QByteArray::number(item.attempts));
    return hash.result();
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

}  // namespace tongdai
