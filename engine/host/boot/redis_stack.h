#pragma once

#include "engine/host/boot/engine_config.h"
#include "engine/host/health/health_board.h"
#include "engine/host/private_redis/private_redis.h"
#include "engine/state/fallback_live_state.h"
#include "engine/state/redis/connection/connection.h"
#include "engine/state/redis/connection/health.h"
#include "engine/state/redis/connection/pubsub_bus.h"
#include "engine/state/redis/live/fence_news.h"
#include "engine/state/redis/live/plan_states.h"
#include "engine/state/redis/live/redis_chat_live.h"
#include "engine/state/redis/live/redis_sender_limit.h"
#include "engine/state/redis/live/redis_shared_shelf.h"
#include "engine/state/redis/live/session_status_cache.h"
#include "engine/state/redis/queue/claim_stream.h"
#include "engine/state/redis/queue/feed_news.h"
#include "engine/state/redis/queue/hint_listener.h"
#include "engine/state/redis/queue/journal_news.h"
#include "engine/state/redis/queue/task_queue.h"

#include <QObject>

#include <memory>

namespace tongdai {

redis::Endpoint endpointOf(const RedisTarget& target);

/// Live state as this installation has it: a private redis-server or a shared one, its connection and health, and this
/// process alone while neither answers. Reports to the health board. Engine loop.
class RedisStack final : public QObject {
    Q_OBJECT
public:
    /// `instance`: this run of the engine.
    RedisStack(const EngineConfig& config, const ports::Clock& clock, const QByteArray& instance, HealthBoard& board,
               std::shared_ptr<RateLedger> ledger);

    void start();
    /// The history is open and says which installation this is: from now on Redis may be used, if it is ours.
    void belongTo(const QByteArray& installation) { m_health->setInstall(installation); }
    /// Emits stopped() when a private server is down; at once without one.
    void stop();

    redis::FenceNews& fences() { return *m_fences; }
    redis::FeedNews& feed() { return *m_feed; }
    redis::JournalNews& journals() { return *m_journals; }
    redis::ClaimStream& claims() { return *m_claims; }
    redis::PlanStates& plans() { return *m_plans; }
    ports::LiveState& live() { return *m_live; }
    ports::ChatLive& chat() { return *m_chat; }
    ports::SenderLimit& senderLimit() { return *m_senderLimit; }
    ports::RateLimits& rates() { return *m_rates; }
    ports::SharedShelf& shelf() { return *m_shelf; }
    ports::ForeignQueue& tasks() { return *m_tasks; }
    ports::EngineBus& bus() { return *m_bus; }
    ports::SessionStatusCache& sessions() { return *m_sessions; }
    redis::Connection& connection() { return *m_connection; }
    redis::Health& health() { return *m_health; }
    /// Which process an engine of the shop is, as people read it ("shop-pc/4711"), by its instance; empty: it is gone,
    /// or nobody can be asked.
    QCoro::Task<QString> processOf(QByteArray engine);
    bool isReady() const { return m_health->canRead(); }

signals:
    void hinted(tongdai::ConversationId conversation);
    /// What was kept in Redis must be put there again: it was flushed, replaced, or is an older copy.
    void dataLost();
    /// Redis is here, for the first time or again.
    void ready();
    /// Notes of other engines are heard from now on; some before may have been missed.
    void listening();
    void stopped();

private:
    void report();

    HealthBoard& m_board;
    QByteArray m_instance;
    bool m_isOff;  ///< by the settings
    std::unique_ptr<PrivateRedis> m_server;
    std::unique_ptr<redis::Connection> m_connection;
    std::unique_ptr<redis::Health> m_health;
    std::unique_ptr<FallbackLiveState> m_live;
    std::unique_ptr<redis::HintListener> m_hints;
    std::unique_ptr<redis::ClaimStream> m_claims;
    std::unique_ptr<redis::PlanStates> m_plans;
    std::unique_ptr<redis::TaskQueue> m_tasks;
    std::unique_ptr<redis::FenceNews> m_fences;
    std::unique_ptr<redis::JournalNews> m_journals;
    std::unique_ptr<redis::FeedNews> m_feed;
    std::unique_ptr<LocalChatLive> m_localChat;
    std::unique_ptr<redis::RedisChatLive> m_chat;
    std::unique_ptr<redis::RateLimiter> m_rates;
    std::unique_ptr<redis::RedisSenderLimit> m_senderLimit;
    std::unique_ptr<redis::RedisSharedShelf> m_shelf;
    std::unique_ptr<redis::PubSubBus> m_bus;
    std::unique_ptr<redis::SessionStatusCache> m_sessions;
};

}  // namespace tongdai
