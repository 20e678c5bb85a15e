#pragma once

#include "engine/domain/limits/rate_ledger.h"
#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/live/sender_limit.h"

#include <QHostAddress>

#include <memory>

namespace tongdai {

/// How many messages of customers come in through all doors together, from one address and from all, and how many
/// requests (security S40): what one of them may say is bounded elsewhere, and nobody has to be one only. Engine loop.
///
/// Limit: each engine counts what came in through its own doors, so that the limits need no Redis.
class DoorLimits final : public ports::ShopLimit {
public:
    /// 0: any number.
    struct Rules {
        int addressMessagesPerMinute = 0;
        int shopMessagesPerMinute = 0;
        int addressRequestsPerMinute = 0;
    };
    /// `rates` null: a ledger of its own.
    DoorLimits(Rules rules, const ports::Clock& clock, std::shared_ptr<RateLedger> rates = {});

    /// One more message from this address.
    RateAnswer admit(const QHostAddress& peer);
    /// One more request from this address of somebody without a token of the shop's: a customer, or nobody we know.
    RateAnswer admitRequest(const QHostAddress& peer);
    /// One more of a chat client's acts that are no messages; as many as requests, and counted beside them.
    RateAnswer admitAct(const QHostAddress& peer);
    /// One more that somebody trusted brings for others: its address says nothing.
    RateAnswer charge() override;

    qint64 refusedTotal() const { return m_refused; }
    /// Where every door of this process counts.
    const std::shared_ptr<RateLedger>& rates() const { return m_rates; }

private:
    RateAnswer counted(RateAnswer answer);

    std::shared_ptr<RateLedger> m_rates;
    qint64 m_refused = 0;
};

/// For `Retry-After`: whole seconds, at least one.
QByteArray retryAfter(const RateAnswer& answer);

}  // namespace tongdai
