#include "engine/contract/json/queue_hint.h"
#include "engine/contract/redis_keys.h"
#include "tests/support/engine_scene.h"
#include "tests/support/redis_server.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tongdai;
using namespace tongdai::testing;

namespace {

constexpr int kPayloads = 300;
/// The dead one's heartbeat runs out within 15 s, the next look comes within 5 (guarantees 2.7): 20 s, and what a busy
/// machine adds.
constexpr int kQueuePatience = 40'000;

QByteArrayList lines(const QByteArray& printed)
{
    return printed.isEmpty() ? QByteArrayList() : printed.split('\n');
}

/// An engine that kills itself with what it has just taken from message_queue in its hands.
struct QueueKill {
    explicit QueueKill(const QByteArray& at) : fault(at) {}

    bool run();
    QByteArrayList queue() const { return lines(redis.cli({"LRANGE"_ba, "message_queue"_ba, "0"_ba, "-1"_ba})); }
    QByteArrayList takenBy(const QByteArray& instance) const
    {
        return lines(redis.cli({"LRANGE"_ba, contract::keys::processingQueue(instance), "0"_ba, "-1"_ba}));
    }
    QByteArrayList instances() const { return lines(redis.cli({"SMEMBERS"_ba, "engine:instances"_ba})); }
    /// What is in Redis of `wanted`, first what the living engine has taken, then what waits.
    QByteArrayList foundOf(const QByteArrayList& wanted) const;

    QByteArray fault;
    RedisServer redis{RedisServer::Options{true, {}}};
    EngineScene scene;
    QByteArrayList pushed;
    QByteArray dead;
    QByteArrayList taken;  ///< payloads that were the dead engine's
    QElapsedTimer sinceDeath;
};

bool QueueKill::run()
{
    if (!redis.start()) return false;
    scene.engine.setEnvironment(u"REDIS_HOST"_s, u"127.0.0.1"_s);
    scene.engine.setEnvironment(u"REDIS_PORT"_s, QString::number(redis.port()));
    if (!scene.start(fault) || !scene.waitForRedis()) return false;
    if (!QTest::qWaitFor([this] { return instances().size() == 1; }, 10'000)) return false;
    dead = instances().first();
    for (int i = 0; i < kPayloads; ++i) {
        pushed << "{\"id\":\"task-" + QByteArray::number(i) + "\",\"type\":\"save_message\"}";
        if (i % 10 == 9) pushed << contract::writeQueueHint(ConversationId("c" + QByteArray::number(i)));
    }
    redis.cli(QByteArrayList{"RPUSH"_ba, "message_queue"_ba} + pushed);
    if (!scene.engine.waitForEnd(20'000)) return false;
    sinceDeath.start();
    for (const QByteArray& element : takenBy(dead)) {
        if (!contract::readQueueHint(element)) taken << element;
    }
    return true;
}

QByteArrayList QueueKill::foundOf(const QByteArrayList& wanted) const
{
    QByteArrayList found;
    for (const QByteArray& instance : instances())
        found += takenBy(instance);
    found += queue();
    const QSet<QByteArray> known(wanted.begin(), wanted.end());
    found.removeIf([&known](const QByteArray& element) { return !known.contains(element); });
    return found;
}

}  // namespace

/// Row F09 of guarantees 3.4: what an engine had taken from message_queue when it died is back in its old order, and
/// nothing of it is lost or there twice. What is no hint belongs to other programs and is nobody's to drop.
class QueueKillsE2eTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void whatItHadTakenComesBackInOrder_data();
    void whatItHadTakenComesBackInOrder();
    void cleanupTestCase();

private:
    std::vector<std::unique_ptr<QueueKill>> m_kills;
};

/// All side by side: each waits for a dead engine's heartbeat to run out.
void QueueKillsE2eTest::initTestCase()
{
    for (const char* fault : {"P15@1:kill", "P15@11:kill", "P15@219:kill"}) {
        m_kills.push_back(std::make_unique<QueueKill>(fault));
        QVERIFY2(m_kills.back()->run(), fault);
    }
    for (const auto& kill : m_kills)
        QVERIFY2(kill->scene.start(), kill->fault.constData());
}

void QueueKillsE2eTest::whatItHadTakenComesBackInOrder_data()
{
    QTest::addColumn<int>("index");
    for (size_t i = 0; i < m_kills.size(); ++i)
        QTest::newRow(m_kills[i]->fault.constData()) << int(i);
}

void QueueKillsE2eTest::whatItHadTakenComesBackInOrder()
{
    QFETCH(int, index);
    QueueKill& kill = *m_kills[size_t(index)];
    QVERIFY(!kill.taken.isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(kill.takenBy(kill.dead).isEmpty(), kQueuePatience);
    const qint64 recovered = kill.sinceDeath.elapsed();
    QTRY_VERIFY_WITH_TIMEOUT(!kill.instances().contains(kill.dead), kQueuePatience);
    QCOMPARE(kill.foundOf(kill.taken), kill.taken);

    QByteArrayList payloads = kill.pushed;
    payloads.removeIf([](const QByteArray& element) { return contract::readQueueHint(element).has_value(); });
    QByteArrayList all = kill.foundOf(payloads);
    QCOMPARE(all.size(), payloads.size());
    QCOMPARE(QSet<QByteArray>(all.begin(), all.end()), QSet<QByteArray>(payloads.begin(), payloads.end()));
    qInfo("%lld payloads in its hands; all back after %lld ms, %lld of %d in Redis once", qint64(kill.taken.size()),
          recovered, qint64(all.size()), kPayloads);
}

void QueueKillsE2eTest::cleanupTestCase()
{
    for (const auto& kill : m_kills)
        QCOMPARE(kill->scene.engine.stop(), std::optional<int>(0));
    m_kills.clear();
}

TONGDAI_FAILPOINT_TEST(QueueKillsE2eTest)
#include "queue_kills_e2e_test.moc"
