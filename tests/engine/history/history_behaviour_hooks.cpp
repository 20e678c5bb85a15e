#include "engine/history/tasks/sql_hooks.h"
#include "engine/history/tasks/sql_tasks.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>

/// Outgoing hooks (features E8).
namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const OwnerId kHookWorker("engine-a"_ba);
const QStringList kOtherKinds{u"customer_details"_s, u"save_message"_s};

NewTask hookTask(const QByteArray& conversation, const QByteArray& key, const QString& kind = u"save_message"_s)
{
    return {kind, ConversationId(conversation), key, {{u"key"_s, QString::fromUtf8(key)}}};
}

QByteArrayList hookKeys(const std::vector<BackgroundTask>& tasks)
{
    QByteArrayList keys;
    for (const BackgroundTask& task : tasks)
        keys << task.dedupKey;
    return keys;
}

}  // namespace

/// A program that is away holds up neither another one nor what else is to be done for the conversation; what it took
/// is forgotten at once.
void HistoryBehaviour::callsOfAHookAreAQueueOfTheirOwn()
{
    const QString crm = u"outgoing_hook:crm"_s;
    const QString erp = u"outgoing_hook:erp"_s;
    SqlTasks tasks(store());
    await(tasks.addTasks({hookTask("c1", "crm1", crm), hookTask("c1", "erp1", erp), hookTask("c1", "crm2", crm),
                          hookTask("c1", "a"), hookTask("c1", "b")}));
    QCOMPARE(await(tasks.taskCounts()).waiting, 2);  // of other work
    const auto first = await(tasks.claimTasks(kHookWorker, {crm}, 9));
    QCOMPARE(hookKeys(first), QByteArrayList{"crm1"});
    await(tasks.settleTask(first[0], {TaskResult::Kind::Retry, u"status 503"_s, 1h}));
    QVERIFY(await(tasks.claimTasks(kHookWorker, {crm}, 9)).empty());
    QCOMPARE(hookKeys(await(tasks.claimTasks(kHookWorker, {erp}, 9))), QByteArrayList{"erp1"});
    const auto other = await(tasks.claimTasks(kHookWorker, kOtherKinds, 9));
    QCOMPARE(hookKeys(other), QByteArrayList{"a"});
    raw().run(u"update tasks set next_at = 0"_s);
    const auto again = await(tasks.claimTasks(kHookWorker, {crm}, 9));
    QCOMPARE(hookKeys(again), QByteArrayList{"crm1"});
    QCOMPARE(await(tasks.settleTask(again[0], {})).state, TaskState::Done);
    QVERIFY(!await(tasks.settleTask(again[0], {})).wasOurs);
    QVERIFY(raw().run(u"select 1 from tasks where state = 2"_s).isEmpty());
    const auto dead = await(tasks.claimTasks(kHookWorker, {crm}, 9));
    await(tasks.settleTask(dead.at(0), {TaskResult::Kind::Dead, u"status 410"_s, {}}));
    QCOMPARE(await(tasks.taskCounts()).dead, 1);
}

/// Two engines read for the same hook: each event is one call, from the hook's first day on.
void HistoryBehaviour::aHookReadsEveryEventOnce()
{
    SqlHistory other(backend(), clock());
    await(other.open());
    SqlHooks here(store());
    SqlHooks there(other);
    SqlTasks tasks(store());
    OutgoingHook hook;
    hook.name = u"crm"_s;
    hook.events = {u"message_sent"_s};
    accept(message(u"c1"_s, u"m1"_s));
    const auto begun = await(here.hookStanding(hook));
    QVERIFY(begun.newest > 0);
    QCOMPARE(begun.place, begun.newest);
    QCOMPARE(await(there.hookStanding(hook)).place, begun.place);
    accept(message(u"c1"_s, u"m2"_s));
    await(store().takeOver(ConversationId("c1"_ba), OperatorId("lan"_ba), u"Lan"_s));
    const auto now = await(there.hookStanding(hook));
    QVERIFY(now.newest > begun.newest);
    QCOMPARE(now.place, begun.place);
    const auto page = await(here.eventsForHook(now.place, now.newest, hook.events));
    QCOMPARE(page.upto, now.newest);
    QVERIFY(!page.events.empty());
    QCOMPARE(page.events.front().event.messageId, MessageId("m2"));
    QVERIFY(page.events.front().at > TimePoint{});
    for (const TimedEvent& told : page.events)
        QCOMPARE(told.event.kind, u"message_sent"_s);
    const NewTask call = hookTask("c1", "hook:crm:1", hook.taskKind());
    QVERIFY(await(here.feedHook(hook, now.place, page.upto, {call})));
    QVERIFY(!await(there.feedHook(hook, now.place, page.upto, {hookTask("c1", "hook:crm:2", hook.taskKind())})));
    const auto fed = await(there.hookStanding(hook));
    QCOMPARE(fed.place, page.upto);
    QCOMPARE(fed.waiting, 1);
    QCOMPARE(fed.dead, 0);
    QCOMPARE(hookKeys(await(tasks.claimTasks(kHookWorker, {hook.taskKind()}, 9))), QByteArrayList{"hook:crm:1"});
}

void HistoryBehaviour::endsCallsOfAHookThatIsNoMore()
{
    const QString crm = u"outgoing_hook:crm"_s;
    const QString erp = u"outgoing_hook:erp"_s;
    SqlHooks hooks(store());
    SqlTasks tasks(store());
    await(tasks.addTasks({hookTask("c1", "crm1", crm), hookTask("c1", "crm2", crm), hookTask("c1", "erp1", erp),
                          hookTask("c2", "erp2", erp), hookTask("c1", "a")}));
    raw().run(u"update tasks set updated_at = 0"_s);
    QCOMPARE(await(hooks.endForgottenCalls({crm, erp}, 5min)), 0);
    // An engine that has it has put off one of its calls.
    const auto tried = await(tasks.claimTasks(kHookWorker, {erp}, 1));
    QCOMPARE(tried.size(), 1u);
    QCOMPARE(await(hooks.endForgottenCalls({crm}, 5min)), 0);
    await(tasks.settleTask(tried[0], {TaskResult::Kind::Retry, u"status 503"_s, 1h}));
    raw().run(u"update tasks set updated_at = 0"_s);
    QCOMPARE(await(hooks.endForgottenCalls({crm}, 5min)), 0);

    // One that comes back just then, between the look and the end.
    holdTheWriter();
    auto claiming = tasks.claimTasks(kHookWorker, {crm}, 1);
    QTRY_VERIFY_WITH_TIMEOUT(store().queueLength() >= 1u, 60'000);
    auto ending = hooks.endForgottenCalls({}, 5min);
    QTRY_VERIFY_WITH_TIMEOUT(store().queueLength() >= 2u, 60'000);
    leaveIt();
    const auto back = await(std::move(claiming));
    QCOMPARE(back.size(), 1u);
    QCOMPARE(await(std::move(ending)), 0);
    await(tasks.settleTask(back[0], {TaskResult::Kind::Retry, u"status 503"_s, 0s}));
    raw().run(u"update tasks set updated_at = 0, next_at = 0, lease_until = 0 where kind = '%1'"_s.arg(crm));

    QCOMPARE(await(hooks.endForgottenCalls({}, 5min)), 2);
    QCOMPARE(await(hooks.endForgottenCalls({}, 5min)), 0);
    QVERIFY(await(tasks.claimTasks(kHookWorker, {crm}, 9)).empty());
    const auto dead = await(tasks.deadTasks(9));
    QCOMPARE(dead.size(), 2u);
    for (const BackgroundTask& each : dead) {
        QCOMPARE(each.kind, crm);
        QCOMPARE(each.lastError, QString::fromLatin1(kHookRemoved));
    }
    QCOMPARE(hookKeys(await(tasks.claimTasks(kHookWorker, kOtherKinds, 9))), QByteArrayList{"a"});
    QCOMPARE(hookKeys(await(tasks.claimTasks(kHookWorker, {erp}, 9))), QByteArrayList{"erp2"});
    // It has come back, and somebody wants them told after all.
    QVERIFY(await(tasks.resolveTask(dead[0].id, TaskDecision::Retry, "lan")));
    QCOMPARE(await(tasks.claimTasks(kHookWorker, {crm}, 9)).size(), 1u);
}

}  // namespace tongdai::testing
