#include "tests/support/engine_scene.h"
#include "tests/support/long_tests.h"
#include "tests/support/message_stream.h"
#include "tests/support/process_facts.h"
#include "tests/support/redis_server.h"
#include "tests/support/steady_senders.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

/// The machine gives the engine too little: memory or descriptors. And what a long run with faults must not use up.
class ScarceResourcesE2eTest : public QObject {
    Q_OBJECT

    std::unique_ptr<EngineScene> m_scene;
    std::unique_ptr<SteadySenders> m_senders;

    void everythingIsRight()
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_senders->isDone(), 60'000);
        QCOMPARE(m_senders->surprises(), QStringList());
        QVERIFY(m_scene->settles(60s));
        const QStringList wrongs = m_scene->wrongs(m_senders->promises());
        QVERIFY2(wrongs.isEmpty(), qPrintable(wrongs.join(u'\n')));
    }
    std::vector<std::unique_ptr<QTcpSocket>> callers(int count) const
    {
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        for (int i = 0; i < count; ++i) {
            sockets.push_back(std::make_unique<QTcpSocket>());
            sockets.back()->connectToHost(m_scene->engine.url().host(), quint16(m_scene->engine.url().port()));
        }
        return sockets;
    }

private slots:
    void init()
    {
        m_scene = std::make_unique<EngineScene>();
        m_senders = std::make_unique<SteadySenders>(m_scene->client, 20);
        StubScript varied;
        varied.maxDelay = 50;
        m_scene->ai.setScript(varied);
    }

    void cleanup()
    {
        if (QTest::currentTestFailed()) qInfo("%s", m_scene->engine.errorOutput().right(14'000).constData());
        m_scene->engine.stop();
        m_senders.reset();
        m_scene.reset();
    }

    /// F57: more callers than descriptors. Those beyond are told so, nothing turns in a circle, and what it needs
    /// itself is there.
    void callersBeyondTheDescriptorsAreTurnedAway()
    {
        QVERIFY(m_scene->start());
        QVERIFY(m_scene->waitForRedis());
        QCOMPARE(m_scene->say(u"c-1"_s, u"m-1"_s, u"alo"_s).status, 200);
        const qint64 pid = m_scene->engine.pid();
        const int most = process::descriptors(pid) + 30;
        QVERIFY(process::setLimit(pid, u"--nofile=%1:%1"_s.arg(most)));
        auto crowd = callers(150);
        const auto refused = [&crowd] {
            return std::ranges::count_if(crowd, [](const auto& each) { return each->bytesAvailable() > 0; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(refused() >= 100, 20'000);
        for (const auto& each : crowd) {
            const QByteArray answer = each->peek(12);
            QVERIFY2(answer.isEmpty() || answer == "HTTP/1.1 503", answer.constData());
        }
        const qint64 begun = process::cpuMilliseconds(pid);
        QElapsedTimer clock;
        clock.start();
        QTest::qWait(isLong() ? 60'000 : 2'000);
        const double load = double(process::cpuMilliseconds(pid) - begun) / double(clock.elapsed());
        qInfo("%.0f %% of a processor with %d of %d descriptors in use", load * 100, process::descriptors(pid), most);
        QVERIFY2(load < 0.2, qPrintable(QString::number(load)));
        QCOMPARE(m_scene->say(u"c-1"_s, u"m-2"_s, u"còn hàng không?"_s).status, 200);
        crowd.clear();
        JsonClient newcomer(m_scene->engine.url(), 1);
        QTRY_COMPARE(newcomer.get("/health").status, 200);
    }

    /// F57: files and services have used up even what was kept back. Nobody gets in, nothing turns in a circle, and it
    /// goes on when there are descriptors again.
    void noDescriptorAtAllIsWaitedFor()
    {
        QVERIFY(m_scene->start());
        QVERIFY(m_scene->waitForRedis());
        QCOMPARE(m_scene->say(u"c-1"_s, u"m-1"_s, u"alo"_s).status, 200);
        const qint64 pid = m_scene->engine.pid();
        // Fewer than it has open already: the kernel gives no more.
        QVERIFY(process::setLimit(pid, u"--nofile=%1:%2"_s.arg(process::descriptors(pid) - 4).arg(4096)));
        auto crowd = callers(150);
        // They wait at the door, or are told to come back.
        const auto isAtTheDoor = [](const auto& each) { return each->state() != QAbstractSocket::ConnectingState; };
        QTRY_VERIFY(std::ranges::all_of(crowd, isAtTheDoor));
        const qint64 begun = process::cpuMilliseconds(pid);
        QElapsedTimer clock;
        clock.start();
        QTest::qWait(isLong() ? 60'000 : 2'000);
        const double load = double(process::cpuMilliseconds(pid) - begun) / double(clock.elapsed());
        qInfo("%.0f %% of a processor", load * 100);
        QVERIFY2(load < 0.2, qPrintable(QString::number(load)));
        QCOMPARE(m_scene->say(u"c-1"_s, u"m-2"_s, u"còn hàng không?"_s).status, 200);
        QVERIFY(process::setLimit(pid, u"--nofile=4096:4096"_s));
        crowd.clear();
        JsonClient newcomer(m_scene->engine.url(), 1);
        QTRY_COMPARE(newcomer.get("/health").status, 200);
    }

    /// F56: it gets no more memory, again and again, amid messages of many sizes. It may refuse, or end and be started
    /// again as the service unit does; what was answered is there, once, and the file is whole.
    void withoutMemoryNothingIsDamaged()
    {
        QVERIFY(m_scene->start());
        QRandomGenerator random(7);
        int number = 0;
        int ends = 0;
        for (int round = 0; round < (isLong() ? 60 : 2); ++round) {
            for (int i = 0; i < 60; ++i, ++number) {
                const QString text = QString(int(random.bounded(50'000)), u'x') + QString::number(number);
                m_senders->add(u"c-%1"_s.arg(number % 7), u"m-%1"_s.arg(number), text);
            }
            const qint64 pid = m_scene->engine.pid();
            const qint64 room = process::writableKiB(pid) * 1024 + random.bounded(1 << 20);
            QVERIFY(process::setLimit(pid, u"--data=%1:%1"_s.arg(room)));
            m_senders->resume();
            // It may hold out and refuse as long as anybody lets it.
            const auto isOver = [this] { return m_senders->isDone() || !m_scene->engine.isRunning(); };
            if (QTest::qWaitFor(isOver, 2'000) && !m_scene->engine.isRunning()) ++ends;
            m_senders->pause();
            m_scene->engine.crash();
            QTRY_COMPARE_WITH_TIMEOUT(m_senders->inFlight(), 0, 60'000);
            QCOMPARE(m_scene->rows(u"pragma integrity_check"_s), QStringList{u"ok"_s});
            QCOMPARE(m_scene->wrongsMeanwhile(m_senders->promises()), QStringList());
            QVERIFY(m_scene->start());
        }
        m_senders->resume();
        QTRY_VERIFY_WITH_TIMEOUT(m_senders->isDone(), 60'000);
        qInfo("%d messages, ended %d times, refused %d, not answered %d", number, ends, m_senders->refused(),
              m_senders->unanswered());
        QVERIFY(ends + m_senders->refused() + m_senders->unanswered() > 0);
        everythingIsRight();
    }

    /// F58: everything at a low rate, for a while. Descriptors, threads and memory come back to where they were.
    void aLongRunUsesNothingUp()
    {
        RedisServer redis(RedisServer::Options{true, {}});
        QVERIFY2(redis.start(), qPrintable(redis.problem()));
        m_scene->engine.setEnvironment(u"REDIS_HOST"_s, u"127.0.0.1"_s);
        m_scene->engine.setEnvironment(u"REDIS_PORT"_s, QString::number(redis.port()));
        m_scene->engine.setEnvironment(u"AI_SERVICE_TIMEOUT"_s, u"1"_s);
        m_scene->engine.setEnvironment(u"AI_PROCESSING_TIMEOUT"_s, u"2"_s);
        QVERIFY(m_scene->start());
        QVERIFY(m_scene->waitForRedis());
        const qint64 pid = m_scene->engine.pid();
        MessageStream stream(*m_senders, 60);
        m_senders->resume();
        const auto goesOn = [this](int messages) {
            const int before = m_senders->acknowledged();
            return QTest::qWaitFor([&] { return m_senders->acknowledged() >= before + messages; }, 30'000);
        };
        const auto oneRound = [&](int round) {
            StubScript trouble;
            trouble.maxDelay = 50;
            const StubScript::Fault faults[] = {StubScript::Fault::Garbage, StubScript::Fault::Close,
                                                StubScript::Fault::Cut, StubScript::Fault::Silent};
            trouble.fault = faults[round % 4];
            StubScript refusal;
            refusal.status = 503;
            for (int i = 0; i < 10; ++i)
                m_scene->ai.enqueue(trouble);
            for (int i = 0; i < 3; ++i)  // fewer than make it pause the platform
                m_scene->platform.enqueue(refusal);
            auto crowd = callers(50);  // they come, say half a request, and go
            for (const auto& each : crowd)
                each->write("GET /health HT");
            if (!goesOn(30)) return false;
            crowd.clear();
            redis.kill();
            if (!goesOn(30) || !redis.restart()) return false;
            redis.cli({"FLUSHALL"_ba});
            redis.cli({"CLIENT"_ba, "KILL"_ba, "TYPE"_ba, "normal"_ba});
            m_scene->ai.dropIdleConnections();
            m_scene->platform.dropIdleConnections();
            return goesOn(30) && m_scene->waitForRedis();
        };
        // What is kept for later use grows to its size in the first rounds.
        for (int round = 0; round < (isLong() ? 20 : 2); ++round)
            QVERIFY(oneRound(round));
        const int descriptors = process::descriptors(pid);
        const int threads = process::threads(pid);
        const qint64 memory = process::residentKiB(pid);
        QElapsedTimer clock;
        clock.start();
        int rounds = 0;
        do {
            QVERIFY(oneRound(rounds++));
        } while (clock.elapsed() < stormLength(3s));
        stream.stop();
        everythingIsRight();
        QTRY_VERIFY2_WITH_TIMEOUT(process::descriptors(pid) <= descriptors + 8,
                                  qPrintable(QString::number(process::descriptors(pid))), 10'000);
        QVERIFY2(process::threads(pid) <= threads, qPrintable(QString::number(process::threads(pid))));
        const qint64 growth = process::residentKiB(pid) - memory;
        qInfo("%d rounds, %d messages: descriptors %d -> %d, threads %d -> %d, memory %lld KiB + %lld KiB", rounds,
              m_senders->total(), descriptors, process::descriptors(pid), threads, process::threads(pid), memory,
              growth);
        QVERIFY(growth < 16'384 + memory / 20);
    }
};

TONGDAI_TEST(ScarceResourcesE2eTest)

#include "scarce_resources_e2e_test.moc"
