#include "engine/history/conversations/rows.h"
#include "engine/history/statistics/sql_roll_ups.h"
#include "engine/history/statistics/statistics.h"
#include "engine/history/tasks/sql_tasks.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>
#include <QTimeZone>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

void HistoryBehaviour::rollsUpEachHourOnce()
{
    plantWeeks(16);
    QVERIFY(rollUp() > 0);
    const RollUpState first = reads::rollUpState(raw());
    QCOMPARE(first.upto, reads::openHour(clock().now()));
    QCOMPARE(rollUp(), 0);
    // The open hour alone is read line by line.
    StatsQuery query;
    query.zone = "Asia/Ho_Chi_Minh";
    query.size = TimeBuckets::Size::Day;
    query.from = startOfDay(clock().now(), QTimeZone(query.zone), 364);
    query.to = clock().now();
    reads::StatisticsCount count(query, clock().now());
    while (count.step(raw())) {
    }
    QVERIFY(count.report().in > 500);
    QVERIFY2(count.linesRead() < 20, qPrintable(QString::number(count.linesRead())));
    // An hour later there is one hour to do, and nothing changes by it.
    clock().advance(1h);
    QCOMPARE(rollUp(), 1);
    QCOMPARE(reads::rollUpState(raw()).upto, first.upto + 1);
    QCOMPARE(await(store().statistics(query)).in, count.report().in);
}

/// A line that was committed long after the time in its id: its hour is counted anew, and what it changes later.
void HistoryBehaviour::rollsUpAnewWhatCameLate()
{
    plantWeeks(8);
    rollUp();
    const qint64 upto = reads::rollUpState(raw()).upto;
    const TimePoint said = timeOfHour(upto - 20) + 59min;
    StatsQuery query;
    query.zone = "Asia/Ho_Chi_Minh";
    query.from = startOfDay(clock().now(), QTimeZone(query.zone), 6);
    query.to = clock().now();
    const StatsReport before = await(store().statistics(query));
    const QUuid room = rows::newUuid(said);
    raw().execute(u"insert into conversations (id, conversation_id, created_at, updated_at) values (?, ?, ?, ?)"_s,
                  {room, ConversationId("late"_ba), said, said});
    const auto plant = [this, room](TimePoint at, int speaker, qint64 rev) {
        const QUuid id = rows::newUuid(at);
        raw().execute(
            u"insert into messages (id, conversation_id, source, message_id, rev, speaker, state, sent, content, "
            u"folded, "
            "sent_at, received_at) values (?, ?, ?, ?, ?, ?, 1, 1, 'tin', 'tin', ?, ?)"_s,
            {id, room, SqlValue::ofId("platform"_ba), rows::lineId(id), rev, speaker, at, at});
    };
    plant(said, 0, 1);
    plant(said + 3min, 1, 2);  // in the hour after
    clock().advance(1h);
    QVERIFY(rollUp() > 0);
    QCOMPARE(reads::rollUpState(raw()).upto, upto + 1);
    const StatsReport after = await(store().statistics(query));
    QCOMPARE(after.in, before.in + 1);
    QCOMPARE(after.bot, before.bot + 1);
    QCOMPARE(after.botFirst.count, before.botFirst.count + 1);
    // By lines alone it is the same.
    raw().execute(u"delete from stat_state"_s);
    const StatsReport live = await(store().statistics(query));
    QCOMPARE(live.in, after.in);
    QCOMPARE(live.botFirst.count, after.botFirst.count);
    QCOMPARE(live.botFirst.p95, after.botFirst.p95);
    QCOMPARE(live.heat, after.heat);
}

void HistoryBehaviour::leavesTheWritingToWhoHasTheTask()
{
    plantWeeks(8);
    const auto hours = reads::rollUpNext(raw(), clock().now());
    BackgroundTask lost;
    lost.id = 4711;
    SqlRollUps rollUps(store(), clock());
    QCOMPARE(await(rollUps.rollUpNext(lost)), ports::RollUpStore::Written::NotOurs);
    QCOMPARE(reads::rollUpState(raw()).revision, 0);
    rollUp();
    // What was counted before somebody else wrote is not written over theirs.
    SqlTasks tasks(store());
    const QString kind = QString::fromLatin1(task_kind::kRollUpStatistics);
    await(tasks.addTasks({{kind, ConversationId("statistics"_ba), "again"_ba, {}, 5}}));
    const std::vector<BackgroundTask> claimed = await(tasks.claimTasks(OwnerId("other"_ba), {kind}, 1));
    QCOMPARE(claimed.size(), size_t(1));
    const qint64 revision = reads::rollUpState(raw()).revision;
    raw().begin();
    UnitOfWork work(raw(), clock().now());
    QCOMPARE(writeRolledHours(work, claimed[0], hours), ports::RollUpStore::Written::Overtaken);
    raw().commit();
    QCOMPARE(reads::rollUpState(raw()).revision, revision);
}

}  // namespace tongdai::testing
