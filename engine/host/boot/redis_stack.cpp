#include "engine/host/boot/redis_stack.h"

#include "engine/contract/redis_keys.h"
#include "engine/domain/log.h"
#include "engine/host/locks/locks_process.h"
#include "engine/state/local/local_live_state.h"
#include "engine/state/redis/connection/ask_all.h"
#include "engine/state/redis/live/redis_live_state.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log redisStackLog("redis");

}  // namespace

redis::Endpoint endpointOf(const RedisTarget& target)
{
    redis::Endpoint endpoint = redis::Endpoint::onTcp(target.host, target.port);
    endpoint.useTls = target.tls;
    endpoint.caFile = target.caFile;
    endpoint.userName = target.user.toUtf8();
    endpoint.password = target.password.toUtf8();
    endpoint.database = target.database;
    for (const auto& [host, port] : target.sentinels)
        endpoint.sentinels.append({host, port});
    endpoint.group = target.group.toUtf8();
    endpoint.sentinelUser = target.sentinelUser.toUtf8();
    endpoint.sentinelPassword = target.sentinelPassword.toUtf8();
    return endpoint;
}

RedisStack::RedisStack(const EngineConfig& config, const ports::Clock& clock, const QByteArray& instance,
                       HealthBoard& board, std::shared_ptr<RateLedger> ledger)
    : m_board(board), m_instance(instance), m_isOff(!config.hasRedis)
{
    if (!config.redis && !m_isOff) m_server = std::make_unique<PrivateRedis>(config.dataDir + "/redis"_L1);
    // Switched off it is never opened, and so never ready.
    const redis::Endpoint own = redis::Endpoint::onUnixSocket(m_server ? m_server->socketPath() : QString());
    m_connection = std::make_unique<redis::Connection>(config.redis && !m_isOff ? endpointOf(*config.redis) : own);
    redis::Identity identity{{}, instance, m_server != nullptr};
    m_health = std::make_unique<redis::Health>(*m_connection, std::move(identity));
    auto shared = std::make_shared<redis::RedisLiveState>(*m_connection, *m_health, config.stateTtl);
    auto local = std::make_shared<LocalLiveState>(clock);
    m_live = std::make_unique<FallbackLiveState>(std::move(shared), std::move(local), m_health.get());
    redis::HintListener::Options hints;
    hints.process = ProcessName::ofThisProcess().text();
    m_hints = std::make_unique<redis::HintListener>(*m_connection, *m_health, hints);
    m_claims = std::make_unique<redis::ClaimStream>(*m_connection, *m_health, hints.process);
    m_plans = std::make_unique<redis::PlanStates>(*m_connection, *m_health);
    m_tasks = std::make_unique<redis::TaskQueue>(*m_connection, *m_health);
    m_fences = std::make_unique<redis::FenceNews>(*m_connection, *m_health);
    m_feed = std::make_unique<redis::FeedNews>(*m_connection, *m_health, instance);
    m_journals = std::make_unique<redis::JournalNews>(*m_connection, *m_health, instance);
    m_localChat = std::make_unique<LocalChatLive>(clock, ledger);
    m_rates = std::make_unique<redis::RateLimiter>(*m_connection, *m_health, ledger);
    m_chat = std::make_unique<redis::RedisChatLive>(*m_connection, *m_health, *m_localChat, *m_rates);
    m_senderLimit = std::make_unique<redis::RedisSenderLimit>(*m_rates);
    m_shelf = std::make_unique<redis::RedisSharedShelf>(*m_connection, *m_health, clock, ledger);
    m_bus = std::make_unique<redis::PubSubBus>(*m_connection, *m_health);
    m_sessions = std::make_unique<redis::SessionStatusCache>(*m_connection, *m_health);
    connect(m_bus.get(), &redis::PubSubBus::listening, this, &RedisStack::listening);

    if (!m_isOff) m_board.describe(Part::Redis, m_connection->endpoint().describe());
    connect(m_health.get(), &redis::Health::changed, this, &RedisStack::report);
    connect(m_health.get(), &redis::Health::measured, this, &RedisStack::report);
    connect(m_hints.get(), &redis::HintListener::hinted, this, &RedisStack::hinted);
    connect(m_health.get(), &redis::Health::foreignInstall, this, [this](const QByteArray& owner) {
        redisStackLog.error(
            "this Redis belongs to another installation; it is left alone",
            {{u"endpoint"_s, m_connection->endpoint().describe()}, {u"owner"_s, QString::fromUtf8(owner.left(64))}});
    });
    connect(m_health.get(), &redis::Health::dataLost, this, &RedisStack::dataLost);
    connect(m_live.get(), &FallbackLiveState::modeChanged, this, [this](bool isShared) {
        redisStackLog.info(isShared ? "live state is in redis" : "live state is in this process alone");
        if (isShared) emit ready();
    });
    if (m_server) connect(m_server.get(), &PrivateRedis::stateChanged, this, &RedisStack::report);
}

void RedisStack::start()
{
    report();
    if (m_isOff) return;
    if (m_server) m_server->start();
    m_connection->open();
    m_bus->open();
}

void RedisStack::stop()
{
    m_bus->close();
    m_connection->close();
    if (!m_server) {
        emit stopped();
        return;
    }
    connect(m_server.get(), &PrivateRedis::stopped, this, &RedisStack::stopped);
    m_server->stop();
}

QCoro::Task<QString> RedisStack::processOf(QByteArray engine)
{
    if (engine == m_instance) co_return ProcessName::ofThisProcess().shown();
    if (engine.isEmpty() || !isReady()) co_return QString();
    auto asking =
        redis::orNothing(m_connection->command({"GETRANGE"_ba, contract::keys::engineAlive(engine), "0"_ba, "299"_ba}));
    const auto answer = co_await asking;
    const auto process = answer ? ProcessName::fromText(answer->bytes()) : std::nullopt;
    co_return process ? process->shown() : QString();
}

void RedisStack::report()
{
    if (m_isOff) return m_board.report(Part::Redis, PartState::Off);
    const PartHealth health = m_health->report();
    if (!health.version.isEmpty()) m_board.describe(Part::Redis, health.endpoint, health.version);
    // A server of our own that cannot be had is the cause; that nobody listens on its socket is only its effect.
    const bool ownTrouble = m_server && !m_server->cause().isEmpty() && health.state != PartState::Ok;
    m_board.report(Part::Redis, health.state, ownTrouble ? m_server->cause() : health.cause, health.latency);
}

}  // namespace tongdai
