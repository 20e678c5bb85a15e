#include "engine/host/backup/history_import_host.h"

#include "engine/history/privacy/sql_privacy.h"
#include "engine/history/sessions/sql_imports.h"
#include "engine/history/tasks/sql_tasks.h"
#include "engine/host/machine/system_clock.h"
#include "engine/host/machine/system_random.h"
#include "engine/work/tasks/task_bodies.h"
#include "engine/work/tasks/task_worker.h"
#include "tests/engine/history/await_task.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QMessageAuthenticationCode>
#include <QTemporaryDir>
#include <QTest>

#include <set>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using api::DeskError;
using api::DeskFailure;
using api::ImportLook;
using api::ImportPlan;
using api::ImportPreview;
using api::ImportStatus;

namespace {

constexpr int kImportPatience = 30'000;
const OwnerId kOneImporter("one"_ba);
const OwnerId kOtherImporter("two"_ba);

/// Imports that something happens to after each part.
class WatchedImports final : public ports::ImportStore {
public:
    explicit WatchedImports(ports::ImportStore& real) : m_real(real) {}
    QCoro::Task<std::vector<LineFate>> importFates(std::vector<ImportedLine> lines,
                                                   std::shared_ptr<const ImportPeople> people) override
    {
        return m_real.importFates(std::move(lines), std::move(people));
    }
    QCoro::Task<ImportStep> keepPart(BackgroundTask task, ImportPart part) override
    {
        auto keeping = m_real.keepPart(task, std::move(part));
        ImportStep step = co_await keeping;
        after(task);
        co_return step;
    }
    QCoro::Task<bool> endImport(BackgroundTask task, bool isCancelled) override
    {
        return m_real.endImport(std::move(task), isCancelled);
    }
    QCoro::Task<std::optional<TaskOnDesk>> newestImport() override { return m_real.newestImport(); }

    std::function<void(const BackgroundTask& task)> after = [](const BackgroundTask&) {};

private:
    ports::ImportStore& m_real;
};

}  // namespace

/// The way of another system's history through the window into a real store (features E10).
class HistoryImportTest : public QObject {
    Q_OBJECT

    /// One engine's part of it. Its worker runs only where a test starts it.
    struct Engine {
        Engine(SqlHistory& history, SystemClock& clock, SystemRandom& random, const QString& computer)
            : tasks(history),
              real(history),
              imports(real),
              task({clock, random, imports, tasks}, computer),
              worker({clock, random, tasks}, kOneImporter),
              service({clock, imports, tasks, tasks, task, gate, [this] { worker.wake(); }})
        {
            gate.setRoster({});
            worker.handle(task_kind::kImport, task);
            host.attach(&service);
        }
        SqlTasks tasks;
        SqlImports real;
        WatchedImports imports;
        ImportTask task;
        TaskWorker worker;
        DeskGate gate{{OperatorId("minh"_ba), u"Trần Minh"_s}};
        HistoryImportService service;
        HistoryImportHost host;
    };

    std::unique_ptr<QTemporaryDir> m_dir;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<SqlHistory> m_history;
    std::unique_ptr<SqlSession> m_raw;

    std::unique_ptr<Engine> engine(const QString& computer = u"shop-pc"_s)
    {
        return std::make_unique<Engine>(*m_history, m_clock, m_random, computer);
    }
    QString write(const QString& name, const QByteArray& bytes)
    {
        QFile file(m_dir->filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }
    QString threeLines()
    {
        const QByteArray broken = QString::fromLatin1("còn màu đen không ạ?").toUtf8();
        return write(u"old.csv"_s,
                     "thread,id,role,body,sent_at\n"
                     "t1,1,customer," +
                         broken +
                         ",2023-05-30 09:00:00\n"
                         "t1,2,staff,Dạ còn ạ,2023-05-30T09:01:00Z\n"
                         "t2,3,customer,chào shop,2023-05-30 09:01:00\n"
                         ",4,customer,không rõ,2023-05-30 09:01:00\n");
    }
    QString manyLines(int count)
    {
        QByteArray bytes = "conversation_id,message_id,content,sent_at\n";
        for (int i = 0; i < count; ++i)
            bytes += "c" + QByteArray::number(i % 7) + "," + QByteArray::number(i) + ",tin " + QByteArray::number(i) +
                     "," + QByteArray::number(1'600'000'000 + i) + "\n";
        return write(u"many.csv"_s, bytes);
    }
    template <class T>
    static api::Answer<T> answerOf(const api::Asked<T>& asked)
    {
        if (!QTest::qWaitFor([&] { return asked.isFinished(); }, kImportPatience)) return DeskFailure{};
        return asked.result();
    }
    /// What is wrong; empty: nothing.
    template <class T>
    static QString refusalOf(const api::Asked<T>& asked)
    {
        const api::Answer<T> answer = answerOf<T>(asked);
        const auto* failure = std::get_if<DeskFailure>(&answer);
        return !failure ? QString() : failure->error == DeskError::Refused ? failure->detail : u"?"_s;
    }
    static ImportPlan planOf(const ImportLook& look) { return {look.file, look.guess, "Asia/Ho_Chi_Minh"}; }
    static ImportPlan begun(Engine& engine, const QString& file)
    {
        const ImportPlan plan = planOf(std::get<ImportLook>(answerOf(engine.host.look(file))));
        return refusalOf(engine.host.begin(plan)).isEmpty() ? plan : ImportPlan();
    }
    static ImportStatus newest(Engine& engine)
    {
        const auto answer = answerOf(engine.host.newest());
        const auto* found = std::get_if<std::optional<ImportStatus>>(&answer);
        return found && *found ? **found : ImportStatus();
    }
    BackgroundTask claimed(Engine& engine, const OwnerId& owner)
    {
        const auto tasks = await(engine.tasks.claimTasks(owner, {QString::fromLatin1(task_kind::kImport)}, 1));
        return tasks.empty() ? BackgroundTask() : tasks[0];
    }
    qint64 count(const QString& what) { return m_raw->query(u"select count(*) from "_s + what)[0][0].toInteger(); }
    qint64 importedLines() { return count(u"messages where source = cast('import' as blob)"_s); }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_history = std::make_unique<SqlHistory>(sqliteBackend(m_dir->filePath(u"h.sqlite"_s)), m_clock);
        await(m_history->open());
        m_raw = sqliteBackend(m_dir->filePath(u"h.sqlite"_s)).writer();
        m_raw->open();
    }
    void cleanup()
    {
        m_clock.wakeAll();
        m_history->close();
        m_history.reset();
        m_raw.reset();
    }

    void aFileIsSeenBeforeAnythingComes();
    void whatIsWrongWithAFileIsSaid();
    void itComesOnceAndUnderThePersonsName();
    void cancelledItKeepsWhatCameAndGoesOn();
    void whatACrashCutGoesOnWhereItWas();
    void whoWasOvertakenKeepsNothing();
    void anotherFileIsNotTakenForIt();
    void itIsLeftToTheComputerOfItsFile();
    void oneIsUnderWayAtATime();
    void onlyAdministratorsMay();
    void itsBodyIsNobodysToEdit();
};

void HistoryImportTest::aFileIsSeenBeforeAnythingComes()
{
    const auto engine = this->engine();
    const ImportLook look = std::get<ImportLook>(answerOf(engine->host.look(threeLines())));
    QCOMPARE(look.kind, ImportFile::Kind::Csv);
    QCOMPARE(look.tables.size(), size_t(1));
    QCOMPARE(look.tables[0].rows, 4);
    QCOMPARE(look.tables[0].columns.size(), size_t(5));
    QCOMPARE(look.tables[0].columns[3].name, u"body"_s);
    QCOMPARE(look.tables[0].columns[3].example, u"còn màu đen không ạ?"_s);
    ImportPlan plan = planOf(look);
    QCOMPARE(plan.map.of(ImportField::Conversation), -1);
    QVERIFY(refusalOf(engine->host.preview(plan)).contains(u"No column is named for the conversation"_s));

    plan.map.of(ImportField::Conversation) = 0;
    const auto preview = std::get<ImportPreview>(answerOf(engine->host.preview(plan)));
    QCOMPARE(preview.lines, 3);
    QCOMPARE(preview.repaired, 1);
    QCOMPARE(preview.zoneless, 2);
    QCOMPARE(preview.leftOut[size_t(ImportProblem::NoConversation)], 1);
    QCOMPARE(preview.counts, (ImportCounts{2, 3, 0, 0, 0}));
    QCOMPARE(preview.sample.size(), size_t(3));
    QCOMPARE(preview.sample[0].text, u"còn màu đen không ạ?"_s);
    QVERIFY(!preview.sample[0].original.isEmpty());
    // Nine in the morning in Vietnam.
    QCOMPARE(preview.sample[0].at, fromUnixSeconds(1'685'412'000));
    QCOMPARE(importedLines(), 0);
    QCOMPARE(count(u"tasks"_s), 0);
    engine->host.forget();
    QCOMPARE(refusalOf(engine->host.preview(plan)), u"choose the file once more"_s);
}

void HistoryImportTest::whatIsWrongWithAFileIsSaid()
{
    const auto engine = this->engine();
    QVERIFY(refusalOf(engine->host.look(m_dir->filePath(u"nowhere.csv"_s))).contains(u"nowhere.csv"_s));
    QCOMPARE(refusalOf(engine->host.look(write(u"empty.csv"_s, " \n"))), u"The file is empty"_s);
    QCOMPARE(refusalOf(engine->host.look(write(u"heads.csv"_s, "a,b,c\n"))), u"No rows were found in the file"_s);
    QVERIFY(refusalOf(engine->host.look(write(u"half.json"_s, "{\"a\": [\n{"))).startsWith(u"Line 1 is no JSON"_s));
    QFile large(m_dir->filePath(u"large.csv"_s));
    QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(kLargestImport + 1));
    QVERIFY(refusalOf(engine->host.look(large.fileName())).endsWith(u"has more than 512 MB; split it"_s));
    const auto look = std::get<ImportLook>(answerOf(engine->host.look(manyLines(3))));
    ImportPlan plan = planOf(look);
    plan.zone = "Asia/Nowhere";
    QVERIFY(refusalOf(engine->host.begin(plan)).contains(u"is no time zone"_s));
    QCOMPARE(count(u"tasks"_s), 0);
}

void HistoryImportTest::itComesOnceAndUnderThePersonsName()
{
    const auto engine = this->engine();
    int ended = 0;
    engine->task.onEnded([&ended] { ++ended; });
    engine->worker.start();
    for (const bool isFirst : {true, false}) {
        QVERIFY(!begun(*engine, manyLines(250)).file.isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(newest(*engine).state, TaskState::Done, kImportPatience);
        const ImportStatus status = newest(*engine);
        QCOMPARE(status.job.upto, 250);
        QCOMPARE(status.job.counts, isFirst ? (ImportCounts{7, 250, 0, 0, 0}) : (ImportCounts{0, 0, 250, 0, 0}));
        QCOMPARE(importedLines(), 250);
    }
    QCOMPARE(ended, 2);
    SqlPrivacy privacy(*m_history);
    const std::vector<AuditLine> audit = await(privacy.auditLines(10));
    QCOMPARE(audit.size(), size_t(4));
    QCOMPARE(audit[3].action, u"history_import_began"_s);
    QCOMPARE(audit[3].detail["lines"_L1].toInteger(), 250);
    QCOMPARE(audit[3].detail["sha256"_L1].toString().size(), 64);
    QCOMPARE(audit[2].action, u"history_imported"_s);
    QCOMPARE(audit[2].detail["added"_L1].toInteger(), 250);
    QCOMPARE(audit[0].detail["added"_L1].toInteger(), 0);
    const QByteArray key = m_raw->query(u"select value from store_keys where name = 'pseudonyms'"_s)[0][0].toBytes();
    for (const AuditLine& line : audit)
        QCOMPARE(line.actor, QMessageAuthenticationCode::hash("minh"_ba, key, QCryptographicHash::Sha256));
    await(engine->worker.stop(5s));
}

void HistoryImportTest::cancelledItKeepsWhatCameAndGoesOn()
{
    const auto engine = this->engine();
    engine->imports.after = [&](const BackgroundTask& task) {
        if (importedLines() == 100) engine->host.cancel(task.id);
    };
    QVERIFY(!begun(*engine, manyLines(1000)).file.isEmpty());
    engine->worker.start();
    QTRY_COMPARE_WITH_TIMEOUT(newest(*engine).state, TaskState::Dead, kImportPatience);
    const ImportStatus cancelled = newest(*engine);
    QCOMPARE(cancelled.trouble, u"cancelled"_s);
    QVERIFY2(cancelled.job.upto > 0 && cancelled.job.upto < 1000, qPrintable(QString::number(cancelled.job.upto)));
    QCOMPARE(importedLines(), cancelled.job.counts.added);
    QCOMPARE(cancelled.job.upto, cancelled.job.counts.added);
    engine->imports.after = [](const BackgroundTask&) {};

    QCOMPARE(std::get<bool>(answerOf(engine->host.goOn(cancelled.id))), true);
    QTRY_COMPARE_WITH_TIMEOUT(newest(*engine).state, TaskState::Done, kImportPatience);
    QCOMPARE(newest(*engine).job.counts, (ImportCounts{7, 1000, 0, 0, 0}));
    QCOMPARE(importedLines(), 1000);
    QCOMPARE(std::get<bool>(answerOf(engine->host.goOn(cancelled.id))), false);
    QCOMPARE(std::get<bool>(answerOf(engine->host.cancel(cancelled.id))), false);
    await(engine->worker.stop(5s));
}

/// Killed between two transactions: its lease ends, and whoever takes it over reads the file again.
void HistoryImportTest::whatACrashCutGoesOnWhereItWas()
{
    {
        const auto dying = engine();
        dying->imports.after = [](const BackgroundTask&) {
            throw StoreError(StoreError::Kind::Unreachable, u"import lines"_s, u"here"_s, u"killed"_s);
        };
        QVERIFY(!begun(*dying, manyLines(250)).file.isEmpty());
        const BackgroundTask task = claimed(*dying, kOneImporter);
        QVERIFY_THROWS_EXCEPTION(StoreError, await(dying->task.run(task)));
        QCOMPARE(newest(*dying).state, TaskState::Working);
        QCOMPARE(newest(*dying).job.upto, 100);
        QVERIFY2(claimed(*dying, kOtherImporter).id == 0, "its lease holds");
    }
    const auto engine = this->engine();
    m_raw->execute(u"update tasks set lease_until = 1"_s, {});
    const BackgroundTask task = claimed(*engine, kOtherImporter);
    QCOMPARE(task.attempts, 2);
    QCOMPARE(await(engine->task.run(task)).kind, TaskResult::Kind::Settled);
    const ImportStatus status = newest(*engine);
    QCOMPARE(status.state, TaskState::Done);
    QCOMPARE(status.job.counts, (ImportCounts{7, 250, 0, 0, 0}));
    QCOMPARE(importedLines(), 250);
    QCOMPARE(count(u"audit where action like 'history_import%'"_s), 2);
}

void HistoryImportTest::whoWasOvertakenKeepsNothing()
{
    const auto engine = this->engine();
    QVERIFY(!begun(*engine, manyLines(250)).file.isEmpty());
    const BackgroundTask late = claimed(*engine, kOneImporter);
    m_raw->execute(u"update tasks set lease_until = 1"_s, {});
    const BackgroundTask taken = claimed(*engine, kOtherImporter);
    QCOMPARE(taken.fence, late.fence + 1);
    QCOMPARE(await(engine->task.run(late)).kind, TaskResult::Kind::Refused);
    QCOMPARE(importedLines(), 0);
    QCOMPARE(await(engine->task.run(taken)).kind, TaskResult::Kind::Settled);
    QCOMPARE(importedLines(), 250);
}

void HistoryImportTest::anotherFileIsNotTakenForIt()
{
    {
        const auto dying = engine();
        QVERIFY(!begun(*dying, manyLines(250)).file.isEmpty());
    }
    manyLines(251);
    const auto engine = this->engine();
    const TaskResult changed = await(engine->task.run(claimed(*engine, kOneImporter)));
    QCOMPARE(changed.kind, TaskResult::Kind::Dead);
    QCOMPARE(changed.reason, u"the file is not the one it was when the import was begun"_s);
    QVERIFY(QFile::remove(m_dir->filePath(u"many.csv"_s)));
    m_raw->execute(u"update tasks set lease_until = 1"_s, {});
    const TaskResult gone = await(engine->task.run(claimed(*engine, kOneImporter)));
    QCOMPARE(gone.kind, TaskResult::Kind::Dead);
    QVERIFY2(gone.reason.contains(u"many.csv"_s), qPrintable(gone.reason));
    QCOMPARE(importedLines(), 0);
}

void HistoryImportTest::itIsLeftToTheComputerOfItsFile()
{
    const auto here = engine();
    QVERIFY(!begun(*here, manyLines(3)).file.isEmpty());
    const auto elsewhere = engine(u"other-pc"_s);
    const BackgroundTask task = claimed(*elsewhere, kOtherImporter);
    const TaskResult left = await(elsewhere->task.run(task));
    QCOMPARE(left.kind, TaskResult::Kind::GivenBack);
    // Not always at the same time: this one might be the first to look every time.
    std::set<std::chrono::milliseconds> rests;
    for (int i = 0; i < 8; ++i)
        rests.insert(await(elsewhere->task.run(task)).nextIn);
    QVERIFY(rests.size() > 1);
    QVERIFY(*rests.begin() >= ImportTask::kLeftToItsComputer);
    QVERIFY(*rests.rbegin() < 2 * ImportTask::kLeftToItsComputer);
    QVERIFY(await(elsewhere->tasks.settleTask(task, left)).wasOurs);
    QCOMPARE(newest(*here).state, TaskState::Waiting);
    m_raw->execute(u"update tasks set next_at = 0"_s, {});
    const BackgroundTask again = claimed(*here, kOneImporter);
    QCOMPARE(again.attempts, 1);
    QCOMPARE(await(here->task.run(again)).kind, TaskResult::Kind::Settled);
    QCOMPARE(importedLines(), 3);
}

void HistoryImportTest::oneIsUnderWayAtATime()
{
    const auto engine = this->engine();
    QVERIFY(!begun(*engine, manyLines(3)).file.isEmpty());
    const ImportPlan other = planOf(std::get<ImportLook>(answerOf(engine->host.look(manyLines(4)))));
    QCOMPARE(refusalOf(engine->host.begin(other)), u"another import is under way"_s);
    QCOMPARE(std::get<bool>(answerOf(engine->host.cancel(newest(*engine).id))), true);
    QCOMPARE(newest(*engine).state, TaskState::Dead);
    QVERIFY(refusalOf(engine->host.begin(other)).isEmpty());
    QCOMPARE(count(u"tasks"_s), 2);
    QCOMPARE(newest(*engine).job.total, 4);
}

void HistoryImportTest::onlyAdministratorsMay()
{
    const auto engine = this->engine();
    const ImportPlan plan = planOf(std::get<ImportLook>(answerOf(engine->host.look(manyLines(3)))));
    engine->gate.viewAs(Role::Supervisor);
    const auto errorOf = [](const auto& answer) {
        const auto* failure = std::get_if<DeskFailure>(&answer);
        return failure ? std::optional(failure->error) : std::nullopt;
    };
    const std::optional<DeskError> refused = DeskError::NotAllowed;
    QCOMPARE(errorOf(answerOf(engine->host.look(plan.file))), refused);
    QCOMPARE(errorOf(answerOf(engine->host.preview(plan))), refused);
    QCOMPARE(errorOf(answerOf(engine->host.begin(plan))), refused);
    QCOMPARE(errorOf(answerOf(engine->host.newest())), refused);
    QCOMPARE(errorOf(answerOf(engine->host.cancel(1))), refused);
    QCOMPARE(errorOf(answerOf(engine->host.goOn(1))), refused);
    QCOMPARE(count(u"tasks"_s), 0);
}

/// Whose act it is and which file it was stand in it.
void HistoryImportTest::itsBodyIsNobodysToEdit()
{
    BackgroundTask task;
    task.kind = QString::fromLatin1(task_kind::kImport);
    const ImportJob job{u"/a.csv"_s, u"shop-pc"_s, "hash", {}, {}, "minh", u"Minh"_s, 3, 0, {}, 0, {}};
    QVERIFY(!giveBody(task, job.json()).isEmpty());
    QVERIFY(task.payload.isEmpty());
    const std::optional<ImportJob> read = ImportJob::fromJson(job.json());
    QVERIFY(read && read->json() == job.json());
    QVERIFY(!ImportJob::fromJson({{u"file"_s, u"/a.csv"_s}}));
    const auto engine = this->engine();
    QCOMPARE(await(engine->task.run(task)).kind, TaskResult::Kind::Dead);
}

TONGDAI_TEST(HistoryImportTest)

}  // namespace tongdai::testing

#include "history_import_test.moc"
