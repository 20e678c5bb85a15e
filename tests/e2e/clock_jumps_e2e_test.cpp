#include "tests/support/clock_shift.h"
#include "tests/support/engine_scene.h"
#include "tests/support/long_tests.h"
#include "tests/support/message_stream.h"
#include "tests/support/redis_server.h"
#include "tests/support/steady_senders.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

namespace {

/// How long messages go on after each jump.
int messagesAfterAJump()
{
    return isLong() ? 1'500 : 60;
}

}  // namespace

/// The computer's clocks jump under an engine at work, or it sleeps: nothing lost, doubled or held up.
class ClockJumpsE2eTest : public QObject {
    Q_OBJECT

    std::unique_ptr<ClockShift> m_clock;
    std::unique_ptr<EngineScene> m_scene;
    std::unique_ptr<SteadySenders> m_senders;

    void everythingIsRight()
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_senders->isDone(), 60'000);
        QCOMPARE(m_senders->surprises(), QStringList());
        QVERIFY(m_scene->settles(60s));
        QCOMPARE(m_scene->wrongs(m_senders->promises()), QStringList());
        QCOMPARE(m_scene->rows(u"select count(*) from messages where seq is not null"_s),
                 QStringList{QString::number(m_senders->total())});
        QCOMPARE(m_scene->platform.repeated(), 0);
    }

private slots:
    void init()
    {
        m_clock = std::make_unique<ClockShift>();
        QVERIFY2(m_clock->problem().isEmpty(), qPrintable(m_clock->problem()));
        m_scene = std::make_unique<EngineScene>();
        m_senders = std::make_unique<SteadySenders>(m_scene->client, 40);
        m_scene->engine.setEnvironment(u"LD_PRELOAD"_s, ClockShift::library());
        m_scene->engine.setEnvironment(u"CLOCK_SHIFT"_s, m_clock->file());
        m_scene->engine.setEnvironment(u"ASAN_OPTIONS"_s, u"verify_asan_link_order=0:detect_leaks=0"_s);
        StubScript varied;
        varied.maxDelay = 100;
        m_scene->ai.setScript(varied);
    }

    void cleanup()
    {
        if (QTest::currentTestFailed()) qInfo("%s", m_scene->engine.errorOutput().right(4'000).constData());
        m_scene->engine.stop();
        m_senders.reset();
        m_scene.reset();
    }

    /// F45: with turns under way at each jump. Leases of the history run by the clock that jumps.
    void jumpsLoseAndDoubleNothing()
    {
        QVERIFY(m_scene->start());
        QVERIFY(m_scene->waitForRedis());
        MessageStream stream(*m_senders, 60);
        m_senders->resume();
        QTRY_VERIFY_WITH_TIMEOUT(m_senders->acknowledged() >= 60, 30'000);
        for (const std::chrono::seconds ahead : {3600s, -3600s, 86'400s, 0s, 61s, 0s, -86'400s, 0s}) {
            m_clock->stepTo(ahead);
            const int before = m_senders->acknowledged();
            QTRY_VERIFY_WITH_TIMEOUT(m_senders->acknowledged() >= before + messagesAfterAJump(), 90'000);
        }
        stream.stop();
        everythingIsRight();
        // It did see those clocks.
        QCOMPARE(m_scene->rows(u"select min(received_at) < strftime('%s', 'now') - 80000, "
                               "max(received_at) > strftime('%s', 'now') + 80000 from messages"_s),
                 QStringList{u"1|1"_s});
        const ClientReply health = m_scene->admin.get("/api/v1/admin/health");
        QCOMPARE(health.json["level"_L1].toString(), u"full"_s);
    }

    /// F13: asleep for ten minutes, the engine and its Redis, amid turns. What was asked of the AI has no answer any
    /// more.
    void aSleepIsSleptThrough()
    {
        RedisServer redis(RedisServer::Options{true, {}});
        QVERIFY2(redis.start(), qPrintable(redis.problem()));
        m_scene->engine.setEnvironment(u"REDIS_HOST"_s, u"127.0.0.1"_s);
        m_scene->engine.setEnvironment(u"REDIS_PORT"_s, QString::number(redis.port()));
        StubScript silent;
        silent.fault = StubScript::Fault::Silent;
        m_scene->ai.setScript(silent);
        QVERIFY(m_scene->start());
        QVERIFY(m_scene->waitForRedis());
        for (int i = 0; i < 20; ++i)
            m_senders->add(u"c-%1"_s.arg(i % 10), u"m-%1"_s.arg(i), u"tin nhắn số %1"_s.arg(i));
        m_senders->resume();
        QTRY_VERIFY_WITH_TIMEOUT(m_scene->thoughts() >= 10, 20'000);
        m_scene->engine.pause();
        redis.pause();
        m_clock->sleepFor(10min);
        const quint16 port = m_scene->ai.port();
        m_scene->ai.goDown();  // no far end has waited
        m_scene->ai.setScript({});
        QVERIFY(m_scene->ai.listen(port));
        redis.resume();
        m_scene->engine.resume();
        const QJsonObject message = JsonClient::message(u"c-new"_s, u"m-new"_s, u"có ai không?"_s);
        QCOMPARE(m_scene->client.post("/api/v1/enhanced-handle-message", message).status, 200);
        m_senders->add(message);  // once more, so that it counts as one of the messages
        everythingIsRight();
        QCOMPARE(m_scene->rows(u"select max(received_at) > strftime('%s', 'now') + 500 from messages"_s),
                 QStringList{u"1"_s});
    }
};

TONGDAI_TEST(ClockJumpsE2eTest)

#include "clock_jumps_e2e_test.moc"
