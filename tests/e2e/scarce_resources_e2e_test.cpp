#include "tests/support/engine_scene.h"
#include "tests/support/long_tests.h"
#include "tests/support/message_stream.h"
#include "tests/support/process_facts.h"
#include "tests/support/redis_server.h"
#include "tests/support/steady_senders.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
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
        QCOMPARE(m_scene->wrongs(m_senders->promises()), QStringList());
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
        if (QTest::currentTestFailed()) qInfo("%s", m_scene->engine.errorOutput().right(4'000).constData());
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
        QTRY_VERIFY(std::ranges::all_of(
            crowd, [](const auto& each) { return each->state() == QAbstractSocket::ConnectedState; }));
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
};

TONGDAI_TEST(ScarceResourcesE2eTest)

#include "scarce_resources_e2e_test.moc"
