#include "engine/host/boot/engine_runtime.h"

#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <semaphore>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kEngineEnds = 30s;

/// Lets a test wait for a line of the log while its own event loop stands still.
class LoggedLine {
public:
    explicit LoggedLine(const QString& start)
    {
        s_start = start;
        s_usual = qInstallMessageHandler(handle);
    }
    ~LoggedLine() { qInstallMessageHandler(s_usual); }
    Q_DISABLE_COPY_MOVE(LoggedLine)

    bool comesWithin(std::chrono::seconds time) { return s_logged.try_acquire_for(time); }

private:
    static void handle(QtMsgType type, const QMessageLogContext& context, const QString& message)
    {
        if (message.startsWith(s_start)) s_logged.release();
        s_usual(type, context, message);
    }

    static inline QString s_start;
    static inline QtMessageHandler s_usual = nullptr;
    static inline std::counting_semaphore<> s_logged{0};
};

}  // namespace

/// The engine's thread, asked to end at moments that suit it badly.
class EngineRuntimeE2eTest : public QObject {
    Q_OBJECT
private slots:
    void aDeskThatWasReadyBeforeTheStopIsNotAttachedAfterIt();
    void aStopWhileTheHistoryIsOpenedStartsNothing();
    void theSampleShopIsKnownAfterEveryStart();

private:
    static EngineConfig configIn(const QTemporaryDir& dir)
    {
        EngineConfig config;
        config.dataDir = dir.path();
        config.port = 0;
        config.pancakeToken = QString(40, u'p');
        config.adminToken = QString(40, u'a');
        config.operatorId = OperatorId("lan");
        return config;
    }
};

void EngineRuntimeE2eTest::aDeskThatWasReadyBeforeTheStopIsNotAttachedAfterIt()
{
    const QTemporaryDir dir;
    EngineRuntime engine(configIn(dir));
    QSignalSpy stopped(&engine, &EngineRuntime::stopped);
    QSignalSpy ready(&engine.desk(), &api::Desk::ready);
    LoggedLine listening(u"listening"_s);
    engine.start();
    // The engine comes up; what it has said waits for this thread, which stops it first.
    QVERIFY(listening.comesWithin(kEngineEnds));
    engine.stop();
    QVERIFY(stopped.wait(int(std::chrono::milliseconds(kEngineEnds).count())));
    QCOMPARE(ready.count(), 0);

    const auto asked = engine.desk().requestConversations({});
    QTRY_VERIFY(asked.isFinished());
    QCOMPARE(std::get<api::DeskFailure>(asked.result()).error, api::DeskError::NotReady);
}

/// What the engine finds in its first moments is heard, however busy the window is at that time.
void EngineRuntimeE2eTest::theSampleShopIsKnownAfterEveryStart()
{
    const QTemporaryDir dir;
    const auto end = [](EngineRuntime& engine) {
        QSignalSpy stopped(&engine, &EngineRuntime::stopped);
        engine.stop();
        QVERIFY(stopped.wait(int(std::chrono::milliseconds(kEngineEnds).count())));
    };
    {
        EngineRuntime engine(configIn(dir));
        QSignalSpy ready(&engine, &EngineRuntime::ready);
        engine.start();
        QVERIFY(ready.wait(int(std::chrono::milliseconds(kEngineEnds).count())));
        QVERIFY(!engine.sampleShop().isOpen());
        engine.sampleShop().open();
        QTRY_VERIFY_WITH_TIMEOUT(engine.sampleShop().isOpen(), 60'000);
        end(engine);
    }
    for (int start = 0; start < 2; ++start) {
        EngineRuntime engine(configIn(dir));
        LoggedLine found(u"the sample shop is open"_s);
        engine.start();
        QVERIFY(found.comesWithin(kEngineEnds));
        QTRY_VERIFY_WITH_TIMEOUT(engine.sampleShop().isOpen(), 10'000);
        if (start == 1) {
            engine.sampleShop().remove();
            QTRY_VERIFY_WITH_TIMEOUT(!engine.sampleShop().isOpen(), 60'000);
        }
        end(engine);
    }
}

void EngineRuntimeE2eTest::aStopWhileTheHistoryIsOpenedStartsNothing()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const QTemporaryDir dir;
    EngineConfig config = configIn(dir);
    config.database = DatabaseTarget{.kind = DatabaseTarget::Kind::Postgres,
                                     .host = u"127.0.0.1"_s,
                                     .port = silent.serverPort(),
                                     .database = u"shop"_s,
                                     .user = u"shop"_s,
                                     .password = u"secret"_s,
                                     .tls = DatabaseTarget::Tls::Off};
    EngineRuntime engine(config);
    QSignalSpy stopped(&engine, &EngineRuntime::stopped);
    QSignalSpy ready(&engine, &EngineRuntime::ready);
    engine.start();
    QVERIFY(silent.waitForNewConnection(int(std::chrono::milliseconds(kEngineEnds).count())));
    engine.stop();
    // Only now the engine learns that its database is away: a reason to go on with the journal, were it not stopping.
    silent.close();
    delete silent.nextPendingConnection();
    QVERIFY(stopped.wait(int(std::chrono::milliseconds(kEngineEnds).count())));
    QCOMPARE(ready.count(), 0);
}

TONGDAI_TEST(EngineRuntimeE2eTest)

}  // namespace tongdai

#include "engine_runtime_e2e_test.moc"
