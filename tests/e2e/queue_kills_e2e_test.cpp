#include "engine/contract/json/notices/queue_hint.h"
#include "tests/support/engine_scene.h"
#include "tests/support/redis_server.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tongdai;
using namespace tongdai::testing;

namespace {

constexpr int kTasks = 300;
constexpr int kQueuePatience = 40'000;

QByteArrayList printedLines(const QByteArray& printed)
{
    return printed.isEmpty() ? QByteArrayList() : printed.split('\n');
}

}  // namespace

/// Row F09 of guarantees 3.4: an engine dies with hints of message_queue in its hands, beside another program whose
/// tasks stand in the same list. Not one of them has moved; the hints were only hints.
class QueueKillsE2eTest : public QObject {
    Q_OBJECT

private slots:
    void aDyingEngineTouchesNobodysTasks_data();
    void aDyingEngineTouchesNobodysTasks();
};

void QueueKillsE2eTest::aDyingEngineTouchesNobodysTasks_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::newRow("with the first hints") << "hints.taken@1:kill"_ba;
    QTest::newRow("with later ones") << "hints.taken@2:kill"_ba;
}

void QueueKillsE2eTest::aDyingEngineTouchesNobodysTasks()
{
    QFETCH(const QByteArray, fault);
    RedisServer redis{RedisServer::Options{true, {}}};
    QVERIFY2(redis.start(), qPrintable(redis.problem()));
    EngineScene scene;
    scene.engine.setEnvironment(u"REDIS_HOST"_s, u"127.0.0.1"_s);
    scene.engine.setEnvironment(u"REDIS_PORT"_s, QString::number(redis.port()));
    QVERIFY(scene.start(fault) && scene.waitForRedis());
    QByteArrayList tasks;
    for (int i = 0; i < kTasks; ++i)
        tasks << "{\"id\":\"task-" + QByteArray::number(i) + "\",\"type\":\"send_survey\"}";
    const auto hint = [](const QByteArray& id) { return contract::writeQueueHint(ConversationId(id)); };
    const auto queue = [&] { return printedLines(redis.cli({"LRANGE"_ba, "message_queue"_ba, "0"_ba, "-1"_ba})); };
    const QByteArrayList push{"RPUSH"_ba, "message_queue"_ba};
    redis.cli(push + tasks.mid(0, 100) + QByteArrayList{hint("a"_ba)} + tasks.mid(100) + QByteArrayList{hint("b"_ba)});
    if (!fault.startsWith("hints.taken@1")) {
        QTRY_COMPARE_WITH_TIMEOUT(queue(), tasks, kQueuePatience);
        redis.cli(push + QByteArrayList{hint("c"_ba)});
    }
    QVERIFY(scene.engine.waitForEnd(kQueuePatience));
    QCOMPARE(queue(), tasks);

    QVERIFY(scene.start());
    redis.cli(push + QByteArrayList{hint("d"_ba)});
    QTRY_COMPARE_WITH_TIMEOUT(queue(), tasks, kQueuePatience);
    QCOMPARE(scene.engine.stop(), std::optional<int>(0));
}

TONGDAI_FAILPOINT_TEST(QueueKillsE2eTest)
#include "queue_kills_e2e_test.moc"
