#include "engine/work/tasks/retention_task.h"

#include "engine/history/privacy/sql_privacy.h"
#include "engine/history/sql_history.h"
#include "engine/history/tasks/sql_tasks.h"
#include "engine/host/machine/system_clock.h"
#include "engine/host/machine/system_random.h"
#include "tests/engine/history/await_task.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Retention as background work over a real store: in pieces, told how far it is, and stopped when somebody says so.
class RetentionTaskTest : public QObject {
    Q_OBJECT

    struct Engine {
        Engine(SqlHistory& history, SystemClock& clock, SystemRandom& random, const RetentionPolicy& policy)
            : tasks(history),
              privacy(history),
              worker({clock, random, tasks}, OwnerId("one"_ba)),
              retention({clock, tasks, tasks, privacy}, policy, worker)
        {
        }
        SqlTasks tasks;
        SqlPrivacy privacy;
        TaskWorker worker;
        RetentionTask retention;
    };

    std::unique_ptr<QTemporaryDir> m_dir;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<SqlHistory> m_history;
    std::unique_ptr<SqlSession> m_raw;

    static RetentionPolicy aMonthOfEvents()
    {
        RetentionPolicy policy;
        policy.events = 30;
        return policy;
    }
    void addOldEvents(int count)
    {
        m_raw->execute(
            u"with recursive n(i) as (select 1 union all select i + 1 from n where i < ?) insert into events "
            "(id, kind, conversation_id, at) select -i, 'message', x'6331', 1 from n"_s,
            {count});
    }
    qint64 events() { return m_raw->query(u"select count(*) from events where at = 1"_s)[0][0].toInteger(); }
    static NewTask today()
    {
        NewTask task;
        task.kind = QString::fromLatin1(task_kind::kRetention);
        task.conversation = ConversationId("retention"_ba);
        task.dedupKey = "retention:today"_ba;
        return task;
    }
    BackgroundTask claimed(Engine& engine)
    {
        await(engine.tasks.addTasks({today()}));
        return await(engine.tasks.claimTasks(OwnerId("one"_ba), {today().kind}, 1)).at(0);
    }

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

    void removesWhatIsTooOldInPiecesAndSaysHowFarItIs()
    {
        addOldEvents(12'000);
        Engine engine(*m_history, m_clock, m_random, aMonthOfEvents());
        const BackgroundTask task = claimed(engine);
        QCOMPARE(await(engine.retention.run(task)).kind, TaskResult::Kind::Done);
        QCOMPARE(events(), 0);
        const TaskOnDesk shown = await(engine.tasks.taskOnDesk(task.id)).value();
        QCOMPARE(shown.total, 12'000);
        QCOMPARE(shown.done, 12'000);
    }
    void stopsWhenSomebodyCancelsIt()
    {
        addOldEvents(12'000);
        Engine engine(*m_history, m_clock, m_random, aMonthOfEvents());
        const BackgroundTask task = claimed(engine);
        QVERIFY(await(engine.tasks.cancelTask(task.id, "lan"_ba)));
        const TaskResult result = await(engine.retention.run(task));
        QCOMPARE(result.kind, TaskResult::Kind::Dead);
        QCOMPARE(result.reason, u"cancelled"_s);
        QCOMPARE(events(), 12'000);
    }
    /// Who tells of progress keeps its lease; who was overtaken stops.
    void whoWasOvertakenStops()
    {
        addOldEvents(12'000);
        Engine engine(*m_history, m_clock, m_random, aMonthOfEvents());
        const BackgroundTask older = claimed(engine);
        m_raw->execute(u"update tasks set lease_until = 1"_s, {});
        QVERIFY(await(engine.tasks.noteProgress(older, 1, 2)));
        QVERIFY(await(engine.tasks.claimTasks(OwnerId("two"_ba), {today().kind}, 1)).empty());
        m_raw->execute(u"update tasks set lease_until = 1"_s, {});
        QCOMPARE(await(engine.tasks.claimTasks(OwnerId("two"_ba), {today().kind}, 1)).size(), 1u);
        await(engine.retention.run(older));
        QCOMPARE(events(), 12'000);
    }
    void nothingIsBegunWithoutAPolicy()
    {
        Engine engine(*m_history, m_clock, m_random, {});
        engine.retention.start();
        await(engine.retention.stop());
        QCOMPARE(m_raw->query(u"select count(*) from tasks"_s)[0][0].toInteger(), 0);
    }
};

TONGDAI_TEST(RetentionTaskTest)

}  // namespace tongdai::testing

#include "retention_task_test.moc"
