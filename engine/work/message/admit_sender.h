#pragma once

#include "engine/domain/conversation/message.h"
#include "engine/domain/ports/live/sender_limit.h"

namespace tongdai {

/// The door in front of the pipeline: whether one more message of its sender may come in (guarantees G8). A message
/// the store has accepted before is let through however many came, because its stored answer costs nothing. Never
/// throws. Engine loop.
///
/// Limit: a repetition that comes a minute or more after its message takes a place of the sender's window.
class AdmitSender {
public:
    /// `shop` null: all together may bring any number.
    AdmitSender(ports::SenderLimit& limit, ports::KnownMessages& known, ports::ShopLimit* shop = nullptr)
        : m_limit(limit), m_known(known), m_shop(shop)
    {
    }

    /// Not allowed: nothing of it was stored, and it may be sent again after the time told.
    QCoro::Task<RateAnswer> ask(MessageKey message, SenderId sender);
    /// Since the start.
    qint64 refusedTotal() const { return m_refused; }

private:
    QCoro::Task<bool> isKnown(MessageKey message) const;

    ports::SenderLimit& m_limit;
    ports::KnownMessages& m_known;
    ports::ShopLimit* m_shop;
    qint64 m_refused = 0;
};

}  // namespace tongdai
