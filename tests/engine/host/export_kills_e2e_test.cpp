#include "engine/history/tasks/sql_tasks.h"
#include "engine/host/boot/engine_runtime.h"
#include "engine/host/machine/system_clock.h"
#include "tests/engine/history/await_task.h"
#include "tests/support/http_client.h"
#include "tests/support/test_part.h"

#include <QDir>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kExportPatience = 60'000;
constexpr auto kExportFolder = "TONGDAI_EXPORT_FOLDER";

EngineConfig exportingConfig(const QString& dir)
{
    EngineConfig config;
    config.dataDir = dir;
    config.port = 0;
    config.pancakeToken = QString(40, u'p');
    config.adminToken = QString(40, u'a');
    config.jwtSecret = QString(40, u'j');
    config.evidenceKey = u"a secret that only this test knows"_s;
    config.operatorId = OperatorId("lan"_ba);
    config.operatorName = u"Lan"_s;
    return config;
}

api::EvidenceRequest exportInto(const QString& file)
{
    api::EvidenceRequest request;
    request.conversation = ConversationId("c1"_ba);
    request.file = file;
    request.zone = "Asia/Ho_Chi_Minh";
    request.print = [](const EvidenceBook& book, const EvidenceGoOn&) {
        return "printed "_ba + QByteArray::number(book.lines.size());
    };
    request.printedAs = u"pdf"_s;
    return request;
}

/// A running engine on a folder; ends in order with its owner.
class ExportingEngine {
public:
    explicit ExportingEngine(const QString& dir) : runtime(exportingConfig(dir))
    {
        QObject::connect(&runtime, &EngineRuntime::ready, &runtime, [this](const QUrl& at) { url = at; });
    }
    ~ExportingEngine()
    {
        QSignalSpy stopped(&runtime, &EngineRuntime::stopped);
        runtime.stop();
        if (stopped.isEmpty()) stopped.wait(kExportPatience);
    }
    Q_DISABLE_COPY_MOVE(ExportingEngine)
    bool start()
    {
        runtime.start();
        return QTest::qWaitFor([this] { return !url.isEmpty(); }, kExportPatience);
    }
    api::Answer<api::EvidenceMade> exportTo(const QString& file)
    {
        const auto asked = runtime.evidence().exportConversation(exportInto(file));
        if (!QTest::qWaitFor([&] { return asked.isFinished(); }, kExportPatience)) return api::DeskFailure{};
        return asked.result();
    }

    EngineRuntime runtime;
    QUrl url;
};

}  // namespace

/// The program that dies: an engine that exports a conversation, with a fault of its own environment.
class ExportKillsPart : public QObject {
    Q_OBJECT
private slots:
    void exports()
    {
        const QString folder = qEnvironmentVariable(kExportFolder);
        ExportingEngine engine(folder);
        QVERIFY(engine.start());
        engine.exportTo(folder + u"/out/evidence.zip"_s);
    }
};

/// An engine is killed in each step of an export: there is a whole file or none, and where the program could not say so
/// itself it stands among the dead letters, with its reason, and nowhere else.
class ExportKillsE2eTest : public QObject {
    Q_OBJECT
private slots:
    void isWholeOrNotThereAndIsSaid_data();
    void isWholeOrNotThereAndIsSaid();
};

void ExportKillsE2eTest::isWholeOrNotThereAndIsSaid_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<bool>("hasFile");
    QTest::newRow("read") << u"export.read:kill"_s << false;
    QTest::newRow("audited") << u"export.audited:kill"_s << false;
    QTest::newRow("named") << u"export.named:kill"_s << true;
    QTest::newRow("nobody dies") << QString() << true;
}

void ExportKillsE2eTest::isWholeOrNotThereAndIsSaid()
{
    QFETCH(const QString, fault);
    QFETCH(const bool, hasFile);
    const QTemporaryDir dir;
    const QString file = dir.filePath(u"out/evidence.zip"_s);
    {
        ExportingEngine engine(dir.path());
        QVERIFY(engine.start());
        JsonClient client(engine.url);
        client.setToken(QByteArray(40, 'p'));
        const QJsonObject message = JsonClient::message(u"c1"_s, u"m1"_s, u"còn size M không"_s);
        QCOMPARE(client.post("/api/v1/enhanced-handle-message", message).status, 200);
    }
    QProcess dying;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(kExportFolder), dir.path());
    environment.insert(u"FAIL"_s, fault.isEmpty() ? u"task-lease:2"_s : fault + u",task-lease:2"_s);
    dying.setProcessEnvironment(environment);
    dying.start(QCoreApplication::applicationFilePath(), {u"ExportKillsPart"_s, u"exports"_s});
    QTRY_COMPARE_WITH_TIMEOUT(dying.state(), QProcess::NotRunning, kExportPatience);
    QCOMPARE(dying.exitStatus(), fault.isEmpty() ? QProcess::NormalExit : QProcess::CrashExit);
    QCOMPARE(QFile::exists(file), hasFile);
    QCOMPARE(QDir(dir.filePath(u"out"_s)).entryList(QDir::Files).size(), hasFile ? 1 : 0);

    ExportingEngine engine(dir.path());
    QVERIFY(engine.start());
    if (hasFile) {
        const auto asked = engine.runtime.evidence().verify(file);
        QTRY_VERIFY_WITH_TIMEOUT(asked.isFinished(), kExportPatience);
        QVERIFY(std::get<EvidenceVerdict>(asked.result()).isWhole());
    }
    // Nothing where it is just on its way from one list to the other.
    const auto shown = [&engine]() -> std::optional<BackgroundTask> {
        const auto asked = engine.runtime.tasks().tasks();
        if (!QTest::qWaitFor([&] { return asked.isFinished(); }, kExportPatience)) return std::nullopt;
        auto picture = std::get<api::TasksPicture>(asked.result());
        std::erase_if(picture.tasks, [](const TaskOnDesk& each) { return each.task.kind != u"export"_s; });
        return picture.tasks.size() == 1 ? std::optional(picture.tasks[0].task) : std::nullopt;
    };
    const auto isDeadBecause = [&shown](const QString& words) {
        const std::optional<BackgroundTask> task = shown();
        return task && task->state == TaskState::Dead && task->lastError.contains(words);
    };
    if (fault.isEmpty()) {
        QVERIFY(!shown());
        return;
    }
    QTRY_VERIFY_WITH_TIMEOUT(isDeadBecause(u"stopped"_s), kExportPatience);
    // Carried out again by nobody but who wants the file.
    const auto again = engine.runtime.tasks().resolve({shown().value_or(BackgroundTask()).id}, TaskDecision::Retry);
    QTRY_VERIFY_WITH_TIMEOUT(again.isFinished(), kExportPatience);
    QTRY_VERIFY_WITH_TIMEOUT(isDeadBecause(u"begins anew"_s), kExportPatience);
    const auto made = engine.exportTo(file);
    QVERIFY(std::holds_alternative<api::EvidenceMade>(made));
    QVERIFY(QFile::exists(file));
    QVERIFY(isDeadBecause(u"begins anew"_s));
}

TONGDAI_FAILPOINT_TEST(ExportKillsE2eTest)
TONGDAI_TEST_PART(ExportKillsPart)

}  // namespace tongdai::testing

#include "export_kills_e2e_test.moc"
