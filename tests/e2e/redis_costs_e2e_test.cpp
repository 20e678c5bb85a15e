#include "tests/support/engine_scene.h"
#include "tests/support/redis_listener.h"
#include "tests/support/redis_server.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

namespace {

const QString kCostPage = u"104883"_s;

}  // namespace

/// What one message asks of Redis, with every limit of its way set. The only place this number stands: whoever adds a
/// command to the path of a message raises it on purpose. The history has its like (aMessageCostsNoMoreThanItDid).
class RedisCostsE2eTest : public QObject {
    Q_OBJECT

private slots:
    void aMessageAsksRedisNoMoreOftenThanItDid();
};

void RedisCostsE2eTest::aMessageAsksRedisNoMoreOftenThanItDid()
{
    RedisServer redis{RedisServer::Options{true, {}}};
    QVERIFY2(redis.start(), qPrintable(redis.problem()));
    EngineScene scene;
    scene.engine.setEnvironment(u"REDIS_HOST"_s, u"127.0.0.1"_s);
    scene.engine.setEnvironment(u"REDIS_PORT"_s, QString::number(redis.port()));
    for (const char* limit : {"SENDER_MESSAGES_PER_MINUTE", "PAGE_ANSWERS_PER_MINUTE", "PLATFORM_REQUESTS_PER_MINUTE"})
        scene.engine.setEnvironment(QString::fromLatin1(limit), u"100"_s);
    QVERIFY(scene.start());
    QVERIFY(scene.waitForRedis());
    // The first one brings the scripts to the server.
    QCOMPARE(scene.say(kCostPage + u"_warm"_s, u"m-1"_s, u"chào"_s).status, 200);
    QVERIFY(scene.settles(60s));

    RedisListener listener;
    QVERIFY(listener.start(redis.socketPath()));
    QCOMPARE(scene.say(kCostPage + u"_counted"_s, u"m-2"_s, u"chào"_s).status, 200);
    QVERIFY(scene.settles(60s));
    QCOMPARE(scene.engine.stop(), std::optional<int>(0));
    QCOMPARE(scene.platform.effects(), 2);
    redis.cli({"ECHO", "all is said"});
    QVERIFY(listener.waitFor("all is said"));

    QByteArrayList ofMessage = listener.naming("_counted");
    // The trail of claims and the states of plans go out now and then, for many messages together.
    ofMessage.removeIf([](const QByteArray& command) {
        return command.contains("engine:claims:") || command.contains("plan_state:");
    });
    if (ofMessage.size() != 5) {
        for (const QByteArray& command : ofMessage)
            qInfo("%s", command.left(120).constData());
    }
    QCOMPARE(ofMessage.size(), 5);
    QCOMPARE(listener.naming("rate_limit:").size(), 1);
}

TONGDAI_TEST(RedisCostsE2eTest)
#include "redis_costs_e2e_test.moc"
