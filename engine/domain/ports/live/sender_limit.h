#pragma once

#include "engine/domain/conversation/message.h"
#include "engine/domain/limits/rate_answer.h"

#include <QCoro/QCoroTask>

namespace tongdai::ports {

/// How many messages one sender may bring in any minute (guarantees G8, 2.10; security S40). Best effort: never
/// throws, never waits longer than the command time-out. Engine loop.
class SenderLimit {
public:
    virtual ~SenderLimit() = default;
    /// Charges one message; the same id again costs nothing while it is counted.
    virtual QCoro::Task<RateAnswer> charge(SenderId sender, MessageId message) = 0;
};

/// How many messages all customers together may bring in any minute (security S40). Engine loop.
class ShopLimit {
public:
    virtual ~ShopLimit() = default;
    virtual RateAnswer charge() = 0;
};

/// A message that was accepted before.
struct KnownMessage {
    Seq seq = 0;
    QByteArray bodyHash;
};

/// Which messages the store has accepted already. Engine loop.
class KnownMessages {
public:
    virtual ~KnownMessages() = default;
    /// Nothing: none of this key. @throws StoreError
    virtual QCoro::Task<std::optional<KnownMessage>> find(MessageKey message) = 0;
};

}  // namespace tongdai::ports
