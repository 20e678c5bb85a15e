#pragma once

#include "engine/contract/json/notices/fence_notice.h"
#include "engine/state/redis/connection/health.h"
#include "engine/state/redis/connection/subscriptions.h"

namespace tongdai::redis {

/// Word among engines that a person raised a conversation's fence, by Pub/Sub on engine:fences, so that a turn running
/// elsewhere stops at once instead of at its next lease renewal. May be lost: the row decides, and the event rows are
/// read besides. Own notices come back as well; they say nothing new. Lives on the engine loop, with a connection of
/// its own that is open only while Redis is ours and up.
class FenceNews final : public QObject {
    Q_OBJECT
public:
    /// Both must live as long as this.
    FenceNews(Connection& connection, Health& health, QObject* parent = nullptr);

    /// Best effort; returns at once.
    void tell(const contract::FenceNotice& notice);

signals:
    void heard(tongdai::contract::FenceNotice notice);

private:
    void followHealth();

    Connection& m_connection;
    Health& m_health;
    Subscriptions m_subscriptions;
    bool m_isOpen = false;
};

}  // namespace tongdai::redis
