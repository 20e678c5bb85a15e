#pragma once

#include "engine/domain/ports/ai_client.h"
#include "engine/domain/ports/live/live_state.h"
#include "engine/domain/ports/platform_client.h"
#include "engine/domain/work/one_shot.h"
#include "engine/work/message/pipeline_events.h"
#include "tests/engine/work/fakes/memory_database.h"

#include <map>

namespace tongdai::testing {

/// A Redis that may be away or forget everything at any moment; shared by the engines of a world.
struct MemoryRedis {
    struct Lock {
        QByteArray token;
        std::chrono::nanoseconds until{};
    };
    std::map<ConversationId, Lock> locks;
    std::map<ConversationId, QJsonObject> states;
    std::vector<HistoryEvent> stream;
    bool isUp = true;
    void flush()
    {
        locks.clear();
        states.clear();
    }
};

class FakeLive final : public ports::LiveState {
public:
    FakeLive(MemoryRedis& redis, VirtualTime& time, LifePtr life)
        : m_redis(redis), m_time(time), m_life(std::move(life))
    {
    }
    bool seesRedis = true;  ///< false: this engine is cut off from it
    int hints = 0;
    int settles = 0;

    QCoro::Task<Gate> acquireGate(ConversationId conversation, QByteArray token,
                                  std::chrono::milliseconds ttl) override;
    QCoro::Task<void> renewGates(std::vector<std::pair<ConversationId, QByteArray>> held,
                                 std::chrono::milliseconds ttl) override;
    QCoro::Task<void> releaseGate(ConversationId conversation, QByteArray token) override;
    QCoro::Task<bool> dropGate(ConversationId conversation) override;
    QCoro::Task<void> settle(SettleRequest request) override;
    QCoro::Task<void> forgetStates(std::vector<ConversationId> conversations) override;
    QCoro::Task<std::vector<ConversationId>> withoutGate(std::vector<ConversationId> conversations) override;
    QCoro::Task<void> hint(ConversationId conversation) override;
    QCoro::Task<LiveStateStats> stats() override;
    bool isShared() const override { return isThere(); }

private:
    bool isThere() const { return m_life->isAlive && seesRedis && m_redis.isUp; }
    void release(const ConversationId& conversation, const QByteArray& token);
    void showNobodyAtWork(const ConversationId& conversation);
    void show(const SettleRequest& request);

    MemoryRedis& m_redis;
    VirtualTime& m_time;
    LifePtr m_life;
};

/// Says "answer to <texts>" after a while, or fails as told.
class FakeAi final : public ports::AiClient {
public:
    FakeAi(VirtualTime& time, SeededRandom& random, LifePtr life)
        : m_time(time), m_random(random), m_life(std::move(life))
    {
    }
    std::chrono::nanoseconds least = std::chrono::milliseconds(100);
    std::chrono::nanoseconds most = std::chrono::milliseconds(100);
    double failing = 0;            ///< chance of a retryable failure
    bool isFatal = false;          ///< failures are not worth a retry
    bool ignoresCancel = false;    ///< answers although nobody wants it any more
    std::vector<Action> actions;   ///< empty: one send_message
    std::optional<AiAnswer> says;  ///< instead of all that, word for word
    std::vector<AiRequest> asked;
    int running = 0;
    int mostRunning = 0;

    QCoro::Task<AiAnswer> answer(AiRequest request, std::chrono::milliseconds deadline,
                                 std::shared_ptr<CancelToken> cancel) override;
    QString describe() const override { return QStringLiteral("fake"); }
    QCoro::Task<bool> isHealthy() override;

private:
    VirtualTime& m_time;
    SeededRandom& m_random;
    LifePtr m_life;
};

/// The platform's own memory: what arrived, in order. Survives the engines.
struct MemoryPlatform {
    std::vector<SightFact> sights;
    std::vector<QJsonObject> bodies;
};

class FakePlatform final : public ports::PlatformClient {
public:
    FakePlatform(MemoryPlatform& platform, VirtualTime& time, SeededRandom& random, LifePtr life)
        : m_platform(platform), m_time(time), m_random(random), m_life(std::move(life))
    {
    }
    bool configured = true;
    std::chrono::nanoseconds latency = std::chrono::milliseconds(20);
    double refused = 0;    ///< chance that nothing arrived
    double ambiguous = 0;  ///< chance that it arrived and the answer was lost
    bool isUnauthorised = false;
    bool refusesForGood = false;
    int sends = 0;

    bool isConfigured() const override { return configured; }
    QCoro::Task<SendOutcome> send(OutboxItem item) override;
    QString describe() const override { return QStringLiteral("fake"); }
    QCoro::Task<bool> isHealthy() override;

private:
    MemoryPlatform& m_platform;
    VirtualTime& m_time;
    SeededRandom& m_random;
    LifePtr m_life;
};

/// Only the figures; the desk's queries have their tests with the history.
class FakeReader final : public ports::HistoryReader {
public:
    explicit FakeReader(MemoryDatabase& database) : m_database(database) {}
    QCoro::Task<ConversationPage> conversations(ConversationQuery) override { co_return ConversationPage(); }
    QCoro::Task<QueueCounts> queueCounts(OperatorId, InSight) override { co_return QueueCounts(); }
    QCoro::Task<qint64> messagesSince(TimePoint, qint64) override { co_return 0; }
    QCoro::Task<QueueCounts> peopleCounts(OperatorId, InSight) override { co_return QueueCounts(); }
    QCoro::Task<std::optional<Conversation>> conversation(ConversationId id) override
    {
        co_return std::optional<Conversation>(m_database.conversation(id));
    }
    QCoro::Task<std::vector<Conversation>> conversationsById(std::vector<ConversationId>) override
    {
        co_return std::vector<Conversation>();
    }
    QCoro::Task<ThreadPage> thread(ThreadQuery) override { co_return ThreadPage(); }
    QCoro::Task<std::vector<AdminConversation>> adminConversations(int, InSight) override
    {
        co_return std::vector<AdminConversation>();
    }
    QCoro::Task<HistoryStats> stats(std::chrono::hours, std::chrono::seconds) override { co_return m_database.stats(); }
    QCoro::Task<std::vector<HistoryEvent>> eventsAfter(qint64, int) override { co_return std::vector<HistoryEvent>(); }
    QCoro::Task<qint64> newestEventId() override { co_return qint64(0); }
    QCoro::Task<bool> hasSample() override { co_return false; }
    QCoro::Task<std::vector<OutboxItem>> outbox(std::vector<OutboxState>, int) override
    {
        co_return std::vector<OutboxItem>();
    }

private:
    MemoryDatabase& m_database;
};

class RecordedEvents final : public PipelineEvents {
public:
    void changed(const Change& change) override { changes.push_back(change); }
    void turnStarted(const ConversationId&, TimePoint) override { ++started; }
    void turnEnded(const ConversationId&, TurnOutcome outcome) override { ended.push_back(outcome); }
    void customerAwaited(const ConversationId& conversation, TimePoint since, TimePoint until) override
    {
        awaited.push_back({conversation, since, until});
    }
    void claimNoted(const ClaimEvent& event) override { claims.push_back(event); }
    void platformPaused(const QString& cause) override { pauses << cause; }
    void nobodyCame(const NobodyCameNews& news) override { absences.push_back(news); }
    void alarm(const QString& what) override { alarms << what; }
    std::vector<Change> changes;
    std::vector<ClaimEvent> claims;
    struct Wait {
        ConversationId conversation;
        TimePoint since{};
        TimePoint until{};
    };
    std::vector<Wait> awaited;
    std::vector<NobodyCameNews> absences;
    std::vector<TurnOutcome> ended;
    int started = 0;
    QStringList pauses;
    QStringList alarms;
};

}  // namespace tongdai::testing
