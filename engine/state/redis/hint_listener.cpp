#include "engine/state/redis/hint_listener.h"

#include "engine/contract/json/queue_hint.h"
#include "engine/contract/redis_keys.h"
#include "engine/domain/failpoint.h"
#include "engine/domain/log.h"
#include "engine/state/redis/ask_all.h"

namespace tongdai::redis {

using namespace Qt::StringLiterals;
namespace keys = contract::keys;

namespace {

const Log hintListenerLog("redis.queue");
/// More than an engine ever holds: in two goes, what was taken between them would come before what is older.
constexpr int kMaxRecoveredAtOnce = 1000;
constexpr int kMaxInstancesLookedAt = 64;
constexpr int kMaxReclaimed = 1000;

}  // namespace

HintListener::HintListener(Connection& connection, Health& health, Options options, QObject* parent)
    : QObject(parent),
      m_connection(&connection),
      m_health(health),
      m_options(options),
      m_instance(health.identity().instance),
      m_processing(keys::processingQueue(m_instance)),
      m_blocking(connection.endpoint(), options.connection)
{
    connect(&health, &Health::changed, this, &HintListener::followHealth);
    connect(&m_blocking, &Connection::ready, this, [this] { listen(); });
    connect(&m_beatTimer, &QTimer::timeout, this, &HintListener::beat);
    followHealth();
}

/// A full Redis refuses LMOVE but not LREM: waiting on it would only fail. The store is polled meanwhile.
void HintListener::followHealth()
{
    if (m_health.canWrite() == m_beatTimer.isActive()) return;
    if (m_health.canWrite()) {
        m_blocking.open();
        m_beatTimer.start(m_options.beat);
        beat();
    } else {
        m_beatTimer.stop();
        m_blocking.close();
    }
}

QCoro::Task<void> HintListener::listen()
{
    if (std::exchange(m_isListening, true)) co_return;
    const QPointer<HintListener> self(this);
    // Taken before the connection broke: announce again. Twice is harmless, never is not.
    const QByteArrayList reclaim{"LRANGE"_ba, m_processing, "0"_ba, QByteArray::number(kMaxReclaimed)};
    auto reclaiming = orNothing(m_blocking.command(reclaim));
    const auto mine = co_await reclaiming;
    if (!self) co_return;
    if (mine) {
        for (const Reply& element : mine->elements()) {
            if (!m_unsettled.contains(element.bytes())) handle(element.bytes());
            if (!self) co_return;
        }
    }
    const QByteArray seconds = QByteArray::number(double(m_options.block.count()) / 1000.0, 'f', 3);
    while (m_blocking.isReady() && m_unsettled.size() < m_options.maxUnsettled) {
        const QByteArrayList take{"BLMOVE"_ba, QByteArray(keys::kMessageQueue), m_processing, "LEFT"_ba, "RIGHT"_ba,
                                  seconds};
        auto taking = orNothing(m_blocking.command(take, m_options.block + std::chrono::seconds(1)));
        const auto taken = co_await taking;
        if (!self) co_return;
        if (!taken) break;
        if (taken->isError()) {
            hintListenerLog.warn("the queue cannot be read",
                                 {{u"cause"_s, QString::fromUtf8(taken->errorText().left(200))}});
            break;  // a key of another type, or no memory: the next beat tries again
        }
        if (taken->isNil()) continue;
        FAILPOINT("P15");
        handle(taken->bytes());
        if (!self) co_return;
    }
    m_isListening = false;
}

void HintListener::handle(const QByteArray& element)
{
    if (const auto conversation = contract::readQueueHint(element)) {
        m_blocking.ask({"LREM"_ba, m_processing, "1"_ba, element});
        emit hinted(*conversation);
        return;
    }
    m_unsettled.insert(element);
    emit payloadReceived(element);
}

void HintListener::settlePayload(const QByteArray& payload)
{
    if (!m_unsettled.remove(payload)) return;
    if (m_connection) m_connection->ask({"LREM"_ba, m_processing, "0"_ba, payload});  // equal payloads are one task
    if (!m_isListening && m_blocking.isReady()) listen();
}

void HintListener::beat()
{
    if (!m_connection || !m_health.canWrite()) return;
    const auto life = std::chrono::milliseconds(keys::kEngineAliveTtl).count();
    m_connection->ask({"SET"_ba, keys::engineAlive(m_instance), "1"_ba, "PX"_ba, QByteArray::number(life)});
    m_connection->ask({"SADD"_ba, QByteArray(keys::kEngineInstances), m_instance});
    if (!m_isListening && m_blocking.isReady()) listen();
    if (!m_isRecovering) giveBackOfTheDead();
}

QCoro::Task<void> HintListener::giveBackOfTheDead()
{
    m_isRecovering = true;
    const QPointer<HintListener> self(this);
    const QByteArrayList someOfThem{"SRANDMEMBER"_ba, QByteArray(keys::kEngineInstances),
                                    QByteArray::number(kMaxInstancesLookedAt)};
    auto asking = orNothing(m_connection->command(someOfThem));
    const auto instances = co_await asking;
    if (!self) co_return;
    const std::vector<Reply> members = instances ? instances->elements() : std::vector<Reply>();
    for (const Reply& member : members) {
        const QByteArray instance = member.bytes();
        if (instance == m_instance || !m_connection) continue;
        const QByteArrayList touched{keys::engineAlive(instance), keys::processingQueue(instance),
                                     QByteArray(keys::kMessageQueue), QByteArray(keys::kEngineInstances)};
        const QByteArrayList args{QByteArray::number(kMaxRecoveredAtOnce), instance};
        auto recovering = orNothing(m_recover.run(*m_connection, touched, args));
        const auto moved = co_await recovering;
        if (!self) co_return;
        if (moved && moved->integer().value_or(0) > 0)
            hintListenerLog.info("gave back elements of a dead engine", {{u"count"_s, *moved->integer()}});
    }
    m_isRecovering = false;
}

}  // namespace tongdai::redis
