#include "engine/host/boot/engine_runtime.h"
#include "tests/support/test_part.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kKilledImportPatience = 60'000;
constexpr auto kImportFolder = "TONGDAI_IMPORT_FOLDER";

EngineConfig importingConfig(const QString& dir)
{
    EngineConfig config;
    config.dataDir = dir;
    config.port = 0;
    config.pancakeToken = QString(40, u'p');
    config.adminToken = QString(40, u'a');
    config.jwtSecret = QString(40, u'j');
    config.operatorId = OperatorId("lan"_ba);
    config.operatorName = u"Lan"_s;
    return config;
}

/// A running engine on a folder; ends in order with its owner.
class ImportingEngine {
public:
    explicit ImportingEngine(const QString& dir) : runtime(importingConfig(dir)) {}
    ~ImportingEngine()
    {
        QSignalSpy stopped(&runtime, &EngineRuntime::stopped);
        runtime.stop();
        if (stopped.isEmpty()) stopped.wait(kKilledImportPatience);
    }
    Q_DISABLE_COPY_MOVE(ImportingEngine)
    bool start()
    {
        QSignalSpy ready(&runtime, &EngineRuntime::ready);
        runtime.start();
        return !ready.isEmpty() || ready.wait(kKilledImportPatience);
    }
    template <class T>
    std::optional<T> answerOf(const api::Asked<T>& asked)
    {
        if (!QTest::qWaitFor([&] { return asked.isFinished(); }, kKilledImportPatience)) return std::nullopt;
        const api::Answer<T> answer = asked.result();
        const T* const value = std::get_if<T>(&answer);
        return value ? std::optional(*value) : std::nullopt;
    }
    bool begin(const QString& file)
    {
        const auto look = answerOf(runtime.imports().look(file));
        return look && answerOf(runtime.imports().begin({look->file, look->guess, {}}));
    }
    std::optional<api::ImportStatus> newest()
    {
        const auto found = answerOf(runtime.imports().newest());
        return found ? *found : std::nullopt;
    }
    bool ends(TaskState state)
    {
        return QTest::qWaitFor(
            [this, state] {
                const auto status = newest();
                return status && status->state == state;
            },
            kKilledImportPatience);
    }

    EngineRuntime runtime;
};

}  // namespace

/// The program that dies: an engine that imports a history, with a fault of its own environment.
class ImportKillsPart : public QObject {
    Q_OBJECT
private slots:
    void imports()
    {
        const QString folder = qEnvironmentVariable(kImportFolder);
        ImportingEngine engine(folder);
        QVERIFY(engine.start());
        QVERIFY(engine.begin(folder + u"/old.csv"_s));
        QVERIFY(engine.ends(TaskState::Done));
    }
};

/// An engine is killed in the middle of an import: the next one goes on from there by itself, and what is counted at
/// the end is what came, each line once.
class ImportKillsE2eTest : public QObject {
    Q_OBJECT
private slots:
    void goesOnAndCountsEachLineOnce_data();
    void goesOnAndCountsEachLineOnce();
};

void ImportKillsE2eTest::goesOnAndCountsEachLineOnce_data()
{
    QTest::addColumn<QString>("fault");
    QTest::newRow("claimed") << u"task.claimed/history_import@1:kill"_s;
    QTest::newRow("first part") << u"import.part@1:kill"_s;
    QTest::newRow("third part") << u"import.part@3:kill"_s;
    QTest::newRow("last part") << u"import.part@5:kill"_s;
    QTest::newRow("nobody dies") << QString();
}

void ImportKillsE2eTest::goesOnAndCountsEachLineOnce()
{
    QFETCH(const QString, fault);
    const QTemporaryDir dir;
    QFile file(dir.filePath(u"old.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("conversation_id,message_id,content,sent_at\n");
    for (int i = 0; i < 450; ++i)
        file.write("c" + QByteArray::number(i % 7) + "," + QByteArray::number(i) + ",tin,1600000000\n");
    file.close();
    QProcess dying;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(kImportFolder), dir.path());
    environment.insert(u"FAIL"_s, fault.isEmpty() ? u"task-lease:2"_s : fault + u",task-lease:2"_s);
    dying.setProcessEnvironment(environment);
    dying.start(QCoreApplication::applicationFilePath(), {u"ImportKillsPart"_s, u"imports"_s});
    QTRY_COMPARE_WITH_TIMEOUT(dying.state(), QProcess::NotRunning, kKilledImportPatience);
    QCOMPARE(dying.exitStatus(), fault.isEmpty() ? QProcess::NormalExit : QProcess::CrashExit);

    ImportingEngine engine(dir.path());
    QVERIFY(engine.start());
    QVERIFY(engine.ends(TaskState::Done));
    const ImportJob job = engine.newest().value_or(api::ImportStatus()).job;
    QCOMPARE(job.upto, 450);
    QCOMPARE(job.counts, (ImportCounts{7, 450, 0, 0, 0}));
    // And nothing of it is new any more.
    QVERIFY(engine.begin(file.fileName()));
    QVERIFY(engine.ends(TaskState::Done));
    QCOMPARE(engine.newest().value_or(api::ImportStatus()).job.counts, (ImportCounts{0, 0, 450, 0, 0}));
}

TONGDAI_FAILPOINT_TEST(ImportKillsE2eTest)
TONGDAI_TEST_PART(ImportKillsPart)

}  // namespace tongdai::testing

#include "import_kills_e2e_test.moc"
