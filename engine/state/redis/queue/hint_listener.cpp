#include "engine/state/redis/queue/hint_listener.h"

#include "engine/contract/json/notices/queue_hint.h"
#include "engine/contract/redis_keys.h"
#include "engine/domain/failpoint.h"
#include "engine/domain/log.h"
#include "engine/state/redis/connection/ask_all.h"

namespace tongdai::redis {

using namespace Qt::StringLiterals;
namespace keys = contract::keys;

namespace {

const Log hintListenerLog("redis.queue");
/// More than an engine ever holds: in two goes, what was taken between them would come before what is older.
constexpr int kMaxRecoveredAtOnce = 1000;
constexpr int kMaxInstancesLookedAt = 64;
/// Elements looked at from each end of the queue; further in, hints are met as the queue moves.
constexpr int kLookedAt = 250;

}  // namespace

HintListener::HintListener(Connection& connection, Health& health, Options options, QObject* parent)
    : QObject(parent),
      m_connection(&connection),
      m_health(health),
      m_options(options),
      m_instance(health.identity().instance),
      m_wakes(connection.endpoint())
{
    m_wakes.subscribe(QByteArray(keys::kEngineHints));
    connect(&health, &Health::changed, this, &HintListener::followHealth);
    connect(&m_wakes, &Subscriptions::subscribed, this, [this] { look(); });  // pushed before it was heard
    connect(&m_wakes, &Subscriptions::messageReceived, this, [this] { look(); });
    connect(&m_beatTimer, &QTimer::timeout, this, &HintListener::beat);
    connect(&m_lookTimer, &QTimer::timeout, this, [this] { look(); });
    followHealth();
}

/// A full Redis refuses to be written: looking would only fail. The store is polled meanwhile.
void HintListener::followHealth()
{
    if (m_health.canWrite() == m_beatTimer.isActive()) return;
    if (m_health.canWrite()) {
        m_wakes.open();
        m_beatTimer.start(m_options.beat);
        m_lookTimer.start(m_options.look);
        beat();
    } else {
        m_beatTimer.stop();
        m_lookTimer.stop();
        m_wakes.close();
    }
}

QCoro::Task<void> HintListener::look()
{
    m_mustLookAgain = true;
    if (std::exchange(m_isLooking, true)) co_return;
    const QPointer<HintListener> self(this);
    while (std::exchange(m_mustLookAgain, false) && m_connection && m_health.canWrite()) {
        const QByteArrayList queue{QByteArray(keys::kMessageQueue)};
        const QByteArrayList args{QByteArray::number(kLookedAt), QByteArray::number(contract::kMaxHintBytes)};
        auto taking = orNothing(m_take.run(*m_connection, queue, args));
        const auto taken = co_await taking;
        if (!self) co_return;
        if (!taken) break;
        const QByteArray trouble = taken->isError() ? QByteArray(taken->errorText().left(200)) : QByteArray();
        if (std::exchange(m_trouble, trouble) != trouble && !trouble.isEmpty())  // a key of another type, for one
            hintListenerLog.warn("the queue cannot be read", {{u"cause"_s, QString::fromUtf8(trouble)}});
        if (!trouble.isEmpty()) break;
        const std::vector<Reply> elements = taken->elements();
        if (!elements.empty()) FAILPOINT("hints.taken");
        for (const Reply& element : elements) {
            if (const auto conversation = contract::readQueueHint(element.bytes())) emit hinted(*conversation);
            if (!self) co_return;
        }
    }
    m_isLooking = false;
}

void HintListener::beat()
{
    if (!m_connection || !m_health.canWrite()) return;
    const auto life = std::chrono::milliseconds(keys::kEngineAliveTtl).count();
    m_connection->ask({"SET"_ba, keys::engineAlive(m_instance), m_options.process, "PX"_ba, QByteArray::number(life)});
    m_connection->ask({"SADD"_ba, QByteArray(keys::kEngineInstances), m_instance});
    // The same for workers of other programs.
    const auto workerLife = std::chrono::milliseconds(keys::kQueueWorkerTtl).count();
    m_connection->ask({"SET"_ba, keys::queueWorker(m_instance), "1"_ba, "PX"_ba, QByteArray::number(workerLife)});
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
