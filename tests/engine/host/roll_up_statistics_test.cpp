#include "engine/work/tasks/roll_up_statistics.h"

#include "engine/history/conversations/rows.h"
#include "engine/history/sql_history.h"
#include "engine/history/statistics/roll_ups.h"
#include "engine/history/statistics/sql_roll_ups.h"
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

/// Hours are rolled up by themselves while an engine runs, by one of several, over a real store.
class RollUpStatisticsTest : public QObject {
    Q_OBJECT

    struct Engine {
        Engine(SqlHistory& history, SystemClock& clock, SystemRandom& random, const char* name)
            : tasks(history),
              rollUps(history, clock),
              worker({clock, random, tasks}, OwnerId(QByteArray(name))),
              rollUp({clock, tasks, rollUps, tasks}, worker)
        {
            worker.handle(task_kind::kRollUpStatistics, rollUp);
            worker.start();
            rollUp.start();
        }
        void stop()
        {
            await(rollUp.stop());
            await(worker.stop(5s));
        }
        SqlTasks tasks;
        SqlRollUps rollUps;
        TaskWorker worker;
        RollUpStatistics rollUp;
    };

    QTemporaryDir m_dir;
    SystemClock m_clock;
    SystemRandom m_random;

private slots:
    void happensByItselfAndOnce()
    {
        SqlHistory history(sqliteBackend(m_dir.filePath(u"h.sqlite"_s)), m_clock);
        await(history.open());
        const auto raw = sqliteBackend(m_dir.filePath(u"h.sqlite"_s)).writer();
        raw->open();
        const QUuid room = rows::newUuid(m_clock.now() - 500h);
        raw->execute(u"insert into conversations (id, conversation_id, created_at, updated_at) values (?, ?, 1, 1)"_s,
                     {room, ConversationId("c1"_ba)});
        for (int i = 0; i < 400; ++i) {
            const TimePoint at = m_clock.now() - 499h + 1h * i;
            const QUuid id = rows::newUuid(at);
            raw->execute(
                u"insert into messages (id, conversation_id, source, message_id, rev, speaker, state, content, folded, "
                "sent_at, received_at) values (?, ?, ?, ?, ?, 0, 1, 'tin', 'tin', ?, ?)"_s,
                {id, room, SqlValue::ofId("platform"_ba), rows::lineId(id), i + 1, at, at});
        }
        Engine one(history, m_clock, m_random, "one");
        Engine other(history, m_clock, m_random, "other");
        const qint64 end = reads::openHour(m_clock.now());
        QTRY_VERIFY_WITH_TIMEOUT(reads::rollUpState(*raw).upto >= end, 30'000);
        QCOMPARE(raw->query(u"select count(*) from stat_hours"_s)[0][0].toInteger(), 400);
        QCOMPARE(raw->query(u"select sum(line_count) from stat_stored"_s)[0][0].toInteger(), 400);
        QTRY_COMPARE(raw->query(u"select count(*) from tasks where state <> 2"_s)[0][0].toInteger(), 0);
        QVERIFY(one.rollUp.writtenTotal() + other.rollUp.writtenTotal() >= 4);  // in pieces
        one.stop();
        other.stop();
        m_clock.wakeAll();  // whoever still sleeps ends here
        history.close();
    }

    void aShopThatHasJustBegunHasNothingToDo()
    {
        SqlHistory history(sqliteBackend(m_dir.filePath(u"new.sqlite"_s)), m_clock);
        await(history.open());
        SqlRollUps rollUps(history, m_clock);
        QVERIFY(!await(rollUps.hoursToRollUp()));
        history.close();
    }
};

TONGDAI_TEST(RollUpStatisticsTest)

}  // namespace tongdai::testing

#include "roll_up_statistics_test.moc"
