#include "engine/history/privacy/sql_privacy.h"
#include "engine/history/tasks/sql_tasks.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const OwnerId kOneWorker("engine-a"_ba);
const OwnerId kOtherWorker("engine-b"_ba);
const QStringList kKinds{u"customer_details"_s, u"save_message"_s};

NewTask newTask(const QByteArray& conversation, const QByteArray& key, const QString& kind = u"save_message"_s)
{
    return {kind, ConversationId(conversation), key, {{u"key"_s, QString::fromUtf8(key)}}};
}

QByteArrayList keysOf(const std::vector<BackgroundTask>& tasks)
{
    QByteArrayList keys;
    for (const BackgroundTask& task : tasks)
        keys << task.dedupKey;
    return keys;
}

LineDetails said(qint64 rev, const QString& phone)
{
    return {{MessageId("m" + QByteArray::number(rev)), rev, TimePoint(1s * rev)}, {{DetailField::Phone, phone}}};
}

}  // namespace

void HistoryBehaviour::keepsATaskOnceAndInOrder()
{
    SqlTasks tasks(store());
    await(tasks.addTasks({newTask("c1", "a"), newTask("c1", "b"), newTask("c2", "c")}));
    await(tasks.addTasks({newTask("c1", "b"), newTask("c1", "d")}));
    QCOMPARE(await(tasks.taskCounts()).waiting, 4);
    // One of each conversation; the others wait for it.
    const auto first = await(tasks.claimTasks(kOneWorker, kKinds, 10));
    QCOMPARE(keysOf(first), (QByteArrayList{"a", "c"}));
    QCOMPARE(first[0].attempts, 1);
    QCOMPARE(first[0].payload, (QJsonObject{{u"key"_s, u"a"_s}}));
    QVERIFY(await(tasks.claimTasks(kOtherWorker, kKinds, 10)).empty());
    QVERIFY(await(tasks.settleTask(first[0], {})).wasOurs);
    const auto second = await(tasks.claimTasks(kOtherWorker, kKinds, 10));
    QCOMPARE(keysOf(second), QByteArrayList{"b"});
    QVERIFY(await(tasks.settleTask(second[0], {})).wasOurs);
    QCOMPARE(keysOf(await(tasks.claimTasks(kOneWorker, kKinds, 10))), QByteArrayList{"d"});
    // What is done stays known: it is not done again when it comes again.
    await(tasks.addTasks({newTask("c1", "a")}));
    QCOMPARE(await(tasks.taskCounts()).waiting, 0);
    QCOMPARE(await(tasks.taskCounts()).working, 2);
    // Nor is it begun again: whoever wants to is given the row as it is, also one that waits for its next try.
    QCOMPARE(await(tasks.beginTask(newTask("c1", "a"), kOneWorker)).state, TaskState::Done);
    const BackgroundTask begun = await(tasks.beginTask(newTask("c3", "e"), kOneWorker));
    QCOMPARE(begun.state, TaskState::Working);
    QVERIFY(await(tasks.settleTask(begun, {TaskResult::Kind::GivenBack, {}, 1h})).wasOurs);
    NewTask other = newTask("c3", "e");
    other.payload = {{u"key"_s, u"another"_s}};
    const BackgroundTask known = await(tasks.beginTask(other, kOtherWorker));
    QCOMPARE(known.id, begun.id);
    QCOMPARE(known.state, TaskState::Waiting);
    QCOMPARE(known.payload, begun.payload);
}

/// A worker that stood still and wakes after its lease.
void HistoryBehaviour::refusesALateWorker()
{
    SqlTasks tasks(store());
    await(tasks.addTasks({newTask("c1", "a")}));
    const auto late = await(tasks.claimTasks(kOneWorker, kKinds, 1));
    QCOMPARE(late.size(), 1u);
    expireLeases(u"tasks"_s);
    const auto taken = await(tasks.claimTasks(kOtherWorker, kKinds, 1));
    QCOMPARE(taken.size(), 1u);
    QCOMPARE(taken[0].fence, late[0].fence + 1);
    QCOMPARE(taken[0].attempts, 2);
    QVERIFY(!await(tasks.settleTask(late[0], {})).wasOurs);
    QVERIFY(!await(tasks.settleTask(late[0], {TaskResult::Kind::Dead, u"late"_s, {}})).wasOurs);
    QVERIFY(await(tasks.settleTask(taken[0], {})).wasOurs);
    QVERIFY(!await(tasks.settleTask(taken[0], {TaskResult::Kind::Retry, u"again"_s, {}})).wasOurs);
}

void HistoryBehaviour::triesATaskAgainAndSetsItAside()
{
    SqlTasks tasks(store());
    NewTask poison = newTask("c1", "a");
    poison.maxAttempts = 2;
    await(tasks.addTasks({poison, newTask("c1", "b")}));
    auto claimed = await(tasks.claimTasks(kOneWorker, kKinds, 9));
    QCOMPARE(await(tasks.settleTask(claimed.at(0), {TaskResult::Kind::Retry, u"no"_s, 1h})).state, TaskState::Waiting);
    QVERIFY(await(tasks.claimTasks(kOneWorker, kKinds, 9)).empty());  // its pause holds what comes after it, too
    raw().run(u"update tasks set next_at = 0"_s);
    claimed = await(tasks.claimTasks(kOneWorker, kKinds, 9));
    QCOMPARE(claimed.at(0).lastError, u"no"_s);
    QCOMPARE(await(tasks.settleTask(claimed.at(0), {TaskResult::Kind::Retry, u"never"_s, 0ms})).state, TaskState::Dead);
    QCOMPARE(await(tasks.taskCounts()).dead, 1);
    // Poison stops nobody: the next one of the conversation goes on.
    QCOMPARE(keysOf(await(tasks.claimTasks(kOneWorker, kKinds, 9))), QByteArrayList{"b"});
}

void HistoryBehaviour::aTaskThatKillsItsWorkerEndsAsADeadLetter()
{
    SqlTasks tasks(store());
    await(tasks.addTasks({newTask("c1", "a")}));
    for (int i = 0; i < kMaxTaskAttempts; ++i) {
        QCOMPARE(await(tasks.claimTasks(kOneWorker, kKinds, 9)).size(), 1u);
        expireLeases(u"tasks"_s);
    }
    QVERIFY(await(tasks.claimTasks(kOneWorker, kKinds, 9)).empty());
    QCOMPARE(await(tasks.taskCounts()).dead, 1);
    const SqlRows rows = raw().run(u"select last_error from tasks"_s);
    QVERIFY(rows[0][0].toText().contains(u"stopped"_s));
}

void HistoryBehaviour::keepsEveryTryThatFailed()
{
    SqlTasks tasks(store(), u"shop-pc/4711"_s);
    NewTask poison = newTask("c1", "a");
    poison.maxAttempts = 3;
    await(tasks.addTasks({poison}));
    const auto first = await(tasks.claimTasks(kOneWorker, kKinds, 9));
    await(tasks.settleTask(first.at(0), {TaskResult::Kind::Retry, u"no"_s, 0ms}));
    await(tasks.claimTasks(kOneWorker, kKinds, 9));
    expireLeases(u"tasks"_s);  // its engine dies
    const auto third = await(tasks.claimTasks(kOtherWorker, kKinds, 9));
    await(tasks.settleTask(third.at(0), {TaskResult::Kind::Dead, u"never"_s, {}}));
    const std::vector<TaskOnDesk> shown = await(tasks.tasksOnDesk(9));
    QCOMPARE(shown.size(), 1u);
    QCOMPARE(shown[0].task.state, TaskState::Dead);
    QCOMPARE(shown[0].tries.size(), 3u);
    QCOMPARE(shown[0].tries[0].error, u"no"_s);
    QCOMPARE(shown[0].tries[0].worker, u"shop-pc/4711"_s);
    QVERIFY(shown[0].tries[0].at > TimePoint());
    QVERIFY(shown[0].tries[1].error.contains(u"stopped"_s));
    QCOMPARE(shown[0].tries[2].error, u"never"_s);
    for (int i = 0; i < kMaxTaskTries + 5; ++i) {
        QVERIFY(await(tasks.resolveTask(shown[0].task.id, TaskDecision::Retry, "lan"_ba)));
        const auto again = await(tasks.claimTasks(kOneWorker, kKinds, 9));
        await(tasks.settleTask(again.at(0), {TaskResult::Kind::Dead, QString::number(i), {}}));
    }
    const auto later = await(tasks.taskOnDesk(shown[0].task.id));
    QCOMPARE(later->tries.size(), size_t(kMaxTaskTries));
    QCOMPARE(later->tries.back().error, QString::number(kMaxTaskTries + 4));
}

void HistoryBehaviour::givesADeadLetterAnotherBody()
{
    SqlTasks tasks(store());
    await(tasks.addTasks({newTask("c1", "a")}));
    BackgroundTask task = await(tasks.claimTasks(kOneWorker, kKinds, 9)).at(0);
    task.payload = {{u"key"_s, u"mended"_s}};
    task.conversation = ConversationId("c2"_ba);
    QVERIFY(!await(tasks.editTask(task, "lan"_ba)));  // it is in work
    await(tasks.settleTask(task, {TaskResult::Kind::Dead, u"bad"_s, {}}));
    QVERIFY(await(tasks.editTask(task, "lan"_ba)));
    QVERIFY(!await(tasks.editTask(task, "lan"_ba)));  // somebody was faster
    const auto again = await(tasks.claimTasks(kOneWorker, kKinds, 9));
    QCOMPARE(again.size(), 1u);
    QCOMPARE(again[0].payload, task.payload);
    QCOMPARE(again[0].conversation, task.conversation);
    QCOMPARE(again[0].attempts, 1);
    QCOMPARE(raw().run(u"select 1 from audit where action = 'task.edited'"_s).size(), 1);
}

void HistoryBehaviour::cancelsATask()
{
    SqlTasks tasks(store());
    await(tasks.addTasks({newTask("c1", "a"), newTask("c1", "b")}));
    const auto claimed = await(tasks.claimTasks(kOneWorker, kKinds, 9));
    const std::vector<TaskOnDesk> shown = await(tasks.tasksOnDesk(9));
    QCOMPARE(shown.size(), 2u);
    QCOMPARE(shown[0].task.dedupKey, "a"_ba);  // in work comes first
    // One that waits is set aside, one in work is told, and both once.
    QVERIFY(await(tasks.cancelTask(shown[1].task.id, "lan"_ba)));
    QVERIFY(!await(tasks.cancelTask(shown[1].task.id, "lan"_ba)));
    QVERIFY(await(tasks.noteProgress(claimed[0], 1, 0)));
    QVERIFY(await(tasks.cancelTask(shown[0].task.id, "lan"_ba)));
    QVERIFY(!await(tasks.noteProgress(claimed[0], 2, 0)));
    QCOMPARE(await(tasks.taskCounts()).dead, 1);
    QCOMPARE(await(tasks.taskOnDesk(shown[1].task.id))->task.lastError, u"cancelled"_s);
    QVERIFY(await(tasks.taskOnDesk(shown[0].task.id))->isCancelWanted);
    QCOMPARE(raw().run(u"select 1 from audit where action = 'task.cancelled'"_s).size(), 2);
    // It can be tried again, and is not stopped at once then.
    QVERIFY(await(tasks.settleTask(claimed[0], {TaskResult::Kind::Dead, u"cancelled"_s, {}})).wasOurs);
    QVERIFY(await(tasks.resolveTask(shown[0].task.id, TaskDecision::Retry, "lan"_ba)));
    const auto again = await(tasks.claimTasks(kOneWorker, kKinds, 9));
    QVERIFY(await(tasks.noteProgress(again.at(0), 1, 0)));
}

void HistoryBehaviour::saysHowFarATaskIs()
{
    SqlTasks tasks(store());
    await(tasks.addTasks({newTask("c1", "a")}));
    const auto late = await(tasks.claimTasks(kOneWorker, kKinds, 9));
    QVERIFY(await(tasks.noteProgress(late.at(0), 3, 12)));
    QCOMPARE(await(tasks.taskOnDesk(late[0].id))->done, 3);
    QCOMPARE(await(tasks.taskOnDesk(late[0].id))->total, 12);
    expireLeases(u"tasks"_s);
    const auto taken = await(tasks.claimTasks(kOtherWorker, kKinds, 9));
    QCOMPARE(await(tasks.taskOnDesk(taken.at(0).id))->done, 0);  // begun anew
    QVERIFY2(!await(tasks.noteProgress(late[0], 4, 12)), "a late worker is told to stop");
    QCOMPARE(await(tasks.taskOnDesk(taken[0].id))->done, 0);
}

void HistoryBehaviour::givesATaskBackWithoutCountingIt()
{
    SqlTasks tasks(store());
    await(tasks.addTasks({newTask("c1", "a")}));
    const auto claimed = await(tasks.claimTasks(kOneWorker, kKinds, 9));
    QVERIFY(await(tasks.settleTask(claimed.at(0), {TaskResult::Kind::GivenBack, {}, {}})).wasOurs);
    QCOMPARE(await(tasks.claimTasks(kOtherWorker, kKinds, 9)).at(0).attempts, 1);
}

void HistoryBehaviour::leavesKindsItDoesNotKnow()
{
    SqlTasks tasks(store());
    await(tasks.addTasks({newTask("c1", "a", u"of_a_newer_engine"_s), newTask("c2", "b")}));
    QCOMPARE(keysOf(await(tasks.claimTasks(kOneWorker, kKinds, 9))), QByteArrayList{"b"});
}

void HistoryBehaviour::forgetsTasksThatAreLongDone()
{
    SqlTasks tasks(store());
    await(tasks.addTasks({newTask("c1", "a"), newTask("c2", "b")}));
    const auto claimed = await(tasks.claimTasks(kOneWorker, kKinds, 9));
    await(tasks.settleTask(claimed.at(0), {}));
    QCOMPARE(await(tasks.forgetDoneTasks()), 0);
    clock().advance(kDoneTasksKept + 1s);
    QCOMPARE(await(tasks.forgetDoneTasks()), 1);
    QCOMPARE(raw().run(u"select 1 from tasks"_s).size(), 1);
}

/// One that is forgotten while a later one is known would leave its place to another order.
void HistoryBehaviour::forgetsOrdersOfOneConversationTogether()
{
    SqlTasks tasks(store());
    const QString kind = QString::fromLatin1(task_kind::kShopOrder);
    const auto made = [&](const QByteArray& conversation, const QByteArray& key) {
        const BackgroundTask row = await(tasks.beginTask(newTask(conversation, key, kind), kOneWorker));
        QVERIFY(await(tasks.settleTask(row, {TaskResult::Kind::Done, u"DH1"_s, {}})).wasOurs);
    };
    made("c1", "order:aa:1");
    made("c2", "order:ab:1");
    clock().advance(kDoneTasksKept - 1s);
    made("c1", "order:aa:2");
    clock().advance(2s);
    QCOMPARE(await(tasks.forgetDoneTasks()), 1);
    QCOMPARE(keysOf(await(tasks.tasksNamed("order:aa:"))), (QByteArrayList{"order:aa:1", "order:aa:2"}));
    QVERIFY(await(tasks.tasksNamed("order:ab:")).empty());
    clock().advance(kDoneTasksKept);
    QCOMPARE(await(tasks.forgetDoneTasks()), 2);
    QVERIFY(await(tasks.tasksNamed("order:")).empty());
}

void HistoryBehaviour::twoEnginesShareTheTasks()
{
    SqlHistory other(backend(), clock());
    await(other.open());
    SqlTasks here(store());
    SqlTasks there(other);
    std::vector<NewTask> many;
    constexpr int kConversations = 20;
    constexpr int kOfEach = 5;
    for (int i = 0; i < kConversations * kOfEach; ++i)
        many.push_back(newTask("c" + QByteArray::number(i % kConversations), "k" + QByteArray::number(1000 + i)));
    await(here.addTasks(many));
    QHash<QByteArray, QByteArrayList> order;
    int done = 0;
    for (int round = 0; round < 200 && done < int(many.size()); ++round) {
        auto a = here.claimTasks(kOneWorker, kKinds, 3);
        auto b = there.claimTasks(kOtherWorker, kKinds, 4);
        for (const auto& [tasks, claimed] :
             {std::pair{&here, await(std::move(a))}, std::pair{&there, await(std::move(b))}}) {
            for (const BackgroundTask& task : claimed) {
                order[task.conversation.bytes()] << task.dedupKey;
                QVERIFY(await(tasks->settleTask(task, {})).wasOurs);
                ++done;
            }
        }
    }
    QCOMPARE(done, int(many.size()));
    for (QByteArrayList keys : std::as_const(order)) {
        QCOMPARE(keys.size(), kOfEach);
        const QByteArrayList claimed = keys;
        std::sort(keys.begin(), keys.end());
        QCOMPARE(claimed, keys);
    }
    other.close();
}

void HistoryBehaviour::mergesDetailsWithTheTaskThatFoundThem()
{
    SqlTasks tasks(store());
    accept(message(u"c1"_s, u"m1"_s, u"sđt 0912345678"_s));
    accept(message(u"c1"_s, u"m2"_s, u"à 0987654321"_s));
    const ConversationId c1("c1"_ba);
    QCOMPARE(await(tasks.unreadForDetails(clock().now() - 1h, 9)), std::vector<ConversationId>{c1});
    await(tasks.addTasks({newTask("c1", "d1", u"customer_details"_s), newTask("c1", "d2", u"customer_details"_s)}));
    const auto claimed = await(tasks.claimTasks(kOneWorker, kKinds, 9));
    await(tasks.addTasks({newTask("c1", "d3", u"customer_details"_s)}));
    clock().advance(1s);
    const auto kept = await(tasks.keepDetails(claimed.at(0), {said(1, u"0912345678"_s), said(2, u"0987654321"_s)}, 2));
    QVERIFY(kept.wasOurs);
    QVERIFY(kept.isNew);
    QCOMPARE(kept.events.size(), 1u);
    QVERIFY(kept.events[0].id > 0);
    QCOMPARE(await(tasks.customerDetails(c1)), kept.details);
    QCOMPARE(kept.details.value(DetailField::Phone), u"0987654321"_s);
    QCOMPARE(kept.details.readUpto, 2);
    QVERIFY(await(tasks.unreadForDetails(clock().now() - 1h, 9)).empty());
    // Those that waited are done with it; the one that came afterwards saw more and is still to do.
    const auto next = await(tasks.claimTasks(kOneWorker, kKinds, 9));
    QCOMPARE(keysOf(next), QByteArrayList{"d3"});
    // A late worker merges nothing.
    QVERIFY(!await(tasks.keepDetails(claimed.at(0), {said(1, u"0900000000"_s)}, 2)).wasOurs);
    const auto again = await(tasks.keepDetails(next.at(0), {said(1, u"0912345678"_s), said(2, QString())}, 2));
    QVERIFY(again.wasOurs);
    QVERIFY(!again.isNew);
    QCOMPARE(await(tasks.customerDetails(c1)).values, kept.details.values);
    QCOMPARE(raw().run(u"select 1 from tasks"_s).size(), 0);
}

void HistoryBehaviour::beginsATaskInTheHandsOfItsMaker()
{
    SqlTasks tasks(store());
    const QStringList kinds{u"export"_s};
    NewTask wanted = newTask("c1", "e1", u"export"_s);
    wanted.maxAttempts = 1;
    const BackgroundTask begun = await(tasks.beginTask(wanted, kOneWorker));
    QCOMPARE(begun.state, TaskState::Working);
    QCOMPARE(begun.attempts, 1);
    QCOMPARE(begun.payload, wanted.payload);
    QVERIFY(await(tasks.claimTasks(kOtherWorker, kinds, 9)).empty());
    QVERIFY(await(tasks.noteProgress(begun, 3, 9)));
    QVERIFY(await(tasks.settleTask(begun, {})).wasOurs);
    QCOMPARE(raw().run(u"select 1 from tasks where state = 2"_s).size(), 1);
    // One that its engine left is nobody's to go on with.
    wanted.dedupKey = "e2";
    const BackgroundTask left = await(tasks.beginTask(wanted, kOneWorker));
    expireLeases(u"tasks"_s);
    QVERIFY(await(tasks.claimTasks(kOtherWorker, kinds, 9)).empty());
    const auto dead = await(tasks.deadTasks(9));
    QCOMPARE(dead.size(), 1u);
    QCOMPARE(dead[0].id, left.id);
    QVERIFY(!dead[0].lastError.isEmpty());
    QVERIFY(!await(tasks.settleTask(left, {})).wasOurs);
}

void HistoryBehaviour::tellsWhatAnAiFoundInLines()
{
    SqlTasks tasks(store());
    const Accepted first = accept(message(u"c1"_s, u"m1"_s, u"em tên Bống"_s), kOneWorker);
    FinishRequest request = answer(*first.claim, 1, u"Dạ chào chị Bống"_s);
    request.turn.answer.entities = {{u"name"_s, u"Bống"_s}};
    await(store().finish(request));
    const Accepted second = accept(message(u"c1"_s, u"m2"_s, u"còn hàng không"_s), kOneWorker);
    await(store().finish(answer(*second.claim, 2, u"Dạ còn"_s)));
    const auto found = await(tasks.entitiesOfLines(ConversationId("c1"_ba), 9));
    QCOMPARE(found.size(), 1u);
    QCOMPARE(found[0].rev, 1);
    QCOMPARE(found[0].entities, request.turn.answer.entities);
    QVERIFY(await(tasks.entitiesOfLines(ConversationId("c2"_ba), 9)).empty());
}

void HistoryBehaviour::keepsNothingOfALineThatWasErased()
{
    SqlTasks tasks(store());
    accept(message(u"c1"_s, u"m1"_s, u"sđt 0912345678"_s));
    await(tasks.addTasks({newTask("c1", "d1", u"customer_details"_s)}));
    const auto claimed = await(tasks.claimTasks(kOneWorker, kKinds, 9));
    raw().run(u"update messages set content = ''"_s);
    QVERIFY(!await(tasks.keepDetails(claimed.at(0), {said(1, u"0912345678"_s)}, 1)).isNew);
    QCOMPARE(await(tasks.customerDetails(ConversationId("c1"_ba))).value(DetailField::Phone), QString());
}

void HistoryBehaviour::erasesWhatTasksKnewAndFound()
{
    SqlTasks tasks(store());
    accept(message(u"c1"_s, u"m1"_s, u"sđt 0912345678"_s));
    NewTask dead = newTask("c1", "dead");
    dead.payload = {{u"content"_s, u"gọi 0912345678"_s}};
    await(
        tasks.addTasks({newTask("c1", "d1", u"customer_details"_s), dead, newTask("c1", "d2", u"customer_details"_s)}));
    const auto first = await(tasks.claimTasks(kOneWorker, kKinds, 9));
    QVERIFY(await(tasks.keepDetails(first.at(0), {said(1, u"0912345678"_s)}, 1)).isNew);
    const auto second = await(tasks.claimTasks(kOneWorker, kKinds, 9));
    await(tasks.settleTask(second.at(0), {TaskResult::Kind::Dead, u"0912345678 is no session"_s, {}}));
    const QStringList places = placesOf("0912345678");
    QVERIFY(places.contains(u"customer_details"_s));
    QVERIFY(places.contains(u"tasks"_s));
    await(tasks.addTasks({newTask("c1", "d3", u"customer_details"_s)}));
    const auto third = await(tasks.claimTasks(kOneWorker, kKinds, 9));
    SqlPrivacy privacy(store());
    await(privacy.erasePerson(SenderId("u1"_ba), "lan"_ba));
    QVERIFY(placesOf("0912345678").isEmpty());
    // Whoever was at work meanwhile brings nothing back.
    QVERIFY(!await(tasks.keepDetails(third.at(0), {said(1, u"0912345678"_s)}, 1)).wasOurs);
    QVERIFY(placesOf("0912345678").isEmpty());
}

void HistoryBehaviour::savesALineOfAnotherProgramOnce()
{
    SqlTasks tasks(store());
    await(tasks.addTasks({newTask("W-17", "a"), newTask("W-17", "b"), newTask("W-17", "c")}));
    const auto claim = [&] { return await(tasks.claimTasks(kOneWorker, kKinds, 9)).at(0); };
    SavedLine line;
    line.messageId = MessageId("k-1"_ba);
    line.sender = SenderId("W-17"_ba);
    line.senderName = u"Lan"_s;
    line.text = u"còn hàng không"_s;
    line.at = clock().now() - 5s;
    const BackgroundTask first = claim();
    const auto saved = await(tasks.saveLine(first, line));
    QVERIFY(saved.wasOurs && saved.isNew);
    QCOMPARE(saved.line.rev, 1);
    QCOMPARE(saved.events.size(), 1u);
    // Nobody is asked for an answer.
    QVERIFY(!row(u"W-17"_s).pending);
    QVERIFY(!row(u"W-17"_s).waitingSince);
    QCOMPARE(row(u"W-17"_s).channel, u"web"_s);
    QCOMPARE(row(u"W-17"_s).customer, SenderId("W-17"_ba));
    // The same task again, by whoever was late, and another task with the same message.
    QVERIFY(!await(tasks.saveLine(first, line)).wasOurs);
    const auto again = await(tasks.saveLine(claim(), line));
    QVERIFY(again.wasOurs && !again.isNew);
    line.messageId = MessageId("k-2"_ba);
    line.speaker = Speaker::Bot;
    line.text = u"dạ còn"_s;
    QVERIFY(await(tasks.saveLine(claim(), line)).isNew);
    const std::vector<StoredMessage> lines = thread(u"W-17"_s);
    QCOMPARE(lines.size(), 2u);
    QCOMPARE(lines[0].messageId, MessageId("k-1"_ba));
    QCOMPARE(lines[1].speaker, Speaker::Bot);
    QCOMPARE(await(tasks.taskCounts()).waiting, 0);
}

void HistoryBehaviour::leavesAnOlderStatus()
{
    using Age = ports::SessionTaskStore::StatusAge;
    SqlTasks tasks(store());
    accept(message(u"c1"_s, u"m1"_s));
    await(tasks.addTasks({newTask("c1", "a"), newTask("nowhere", "b")}));
    const auto claimed = await(tasks.claimTasks(kOneWorker, kKinds, 9));
    QCOMPARE(await(tasks.noteStatusVersion(claimed.at(0), 5)), Age::Newest);
    QCOMPARE(await(tasks.noteStatusVersion(claimed.at(0), 5)), Age::Newest);  // carried out again after a crash
    QCOMPARE(await(tasks.noteStatusVersion(claimed.at(0), 4)), Age::Older);
    QCOMPARE(await(tasks.noteStatusVersion(claimed.at(0), 6)), Age::Newest);
    QCOMPARE(await(tasks.noteStatusVersion(claimed.at(1), 1)), Age::NoSuchSession);
    await(tasks.settleTask(claimed.at(0), {}));
    QCOMPARE(await(tasks.noteStatusVersion(claimed.at(0), 7)), Age::Refused);
}

void HistoryBehaviour::aPersonDecidesAboutADeadLetter()
{
    SqlTasks tasks(store());
    await(tasks.addTasks({newTask("c1", "a"), newTask("c2", "b"), newTask("c3", "c")}));
    const auto claimed = await(tasks.claimTasks(kOneWorker, kKinds, 9));
    for (const BackgroundTask& task : {claimed.at(0), claimed.at(1)})
        await(tasks.settleTask(task, {TaskResult::Kind::Dead, u"no such session"_s, {}}));
    const auto dead = await(tasks.deadTasks(9));
    QCOMPARE(dead.size(), 2u);
    QCOMPARE(dead[0].lastError, u"no such session"_s);
    QVERIFY(await(tasks.resolveTask(claimed[0].id, TaskDecision::Retry, "lan"_ba)));
    QVERIFY(!await(tasks.resolveTask(claimed[0].id, TaskDecision::Retry, "lan"_ba)));
    QVERIFY(!await(tasks.resolveTask(claimed[2].id, TaskDecision::Drop, "lan"_ba)));  // in work
    QVERIFY(await(tasks.resolveTask(claimed[1].id, TaskDecision::Drop, "lan"_ba)));
    QVERIFY(await(tasks.deadTasks(9)).empty());
    const auto again = await(tasks.claimTasks(kOtherWorker, kKinds, 9));
    QCOMPARE(keysOf(again), QByteArrayList{"a"});
    QCOMPARE(again[0].attempts, 1);
    QStringList acts;
    for (const AuditLine& line : await(SqlPrivacy(store()).auditLines(9)))
        acts << line.action;
    acts.sort();
    QCOMPARE(acts, (QStringList{u"task.dropped"_s, u"task.retried"_s}));
}

}  // namespace tongdai::testing
