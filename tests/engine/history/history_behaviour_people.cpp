#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/conversation/system_note.h"
#include "engine/history/outbox/sql_plans.h"
#include "engine/history/privacy/sql_privacy.h"
#include "tests/engine/history/history_behaviour.h"

#include <QJsonArray>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const OwnerId kPeopleA("engine-a"_ba);
const OwnerId kRelay("relay"_ba);
const OperatorId kPeopleLan("lan"_ba);
const OperatorId kPeopleMinh("minh"_ba);
const ConversationId kPeopleC1("c1"_ba);

OperatorActResult done(OperatorActOutcome outcome)
{
    return std::get<OperatorActResult>(std::move(outcome));
}

OperatorMessage words(const QString& id, const QString& text)
{
    return {kPeopleC1, MessageId::fromString(id), kPeopleLan, u"Lan"_s, text};
}

SendOutcome outcome(SendOutcome::Kind kind, const QString& error = {})
{
    SendOutcome result;
    result.kind = kind;
    result.error = error;
    if (kind == SendOutcome::Kind::Sent) result.answer = {{u"status"_s, u"success"_s}, {u"actions_executed"_s, 1}};
    return result;
}

}  // namespace

// ---- people ---------------------------------------------------------------------------------------------------------

void HistoryBehaviour::takesOverAtOnce()
{
    QVERIFY(std::holds_alternative<NoSuchConversation>(await(store().takeOver(kPeopleC1, kPeopleLan, u"Lan"_s))));
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kPeopleA).claim;
    const TimePoint asked = clock().now();
    clock().advance(5s);
    const auto taken = done(await(store().takeOver(kPeopleC1, kPeopleLan, u"Lan"_s)));
    QCOMPARE(taken.conversation.mode, BotMode::Human);
    QCOMPARE(taken.conversation.assignee, kPeopleLan);
    QCOMPARE(row(u"c1"_s).assigneeName, u"Lan"_s);
    QCOMPARE(taken.conversation.fence, claim.fence + 1);
    QCOMPARE(taken.conversation.waitingSince, asked);
    QVERIFY(!taken.conversation.pending);
    const SystemNote note = *systemNote(taken.line->metadata);
    QCOMPARE(note.event, SystemEvent::TookOver);
    QCOMPARE(note.actor, u"Lan"_s);
    QCOMPARE(note.cancelledTurns, 1);
    QCOMPARE(taken.events.size(), 2u);

    const auto fenced = std::get<Fenced>(await(store().finish(answer(claim, 1, u"bot trả lời"_s))));
    QCOMPARE(fenced.mode, BotMode::Human);
    QCOMPARE(answerCard(fenced.botMessage->metadata).reason, u"takeover"_s);
    QCOMPARE(answerCard(fenced.botMessage->metadata).cancelledByName, u"Lan"_s);
    QVERIFY(std::holds_alternative<NothingPending>(await(store().claim(kPeopleC1, kPeopleA))));
    QVERIFY(await(store().due(10)).empty());
    QCOMPARE(row(u"c1"_s).lastText, u"còn size M không?"_s);

    QVERIFY2(!done(await(store().takeOver(kPeopleC1, kPeopleLan, u"Lan"_s))).line, "asking twice adds no second line");
    QCOMPARE(std::get<TakenBySomeone>(await(store().takeOver(kPeopleC1, kPeopleMinh, u"Minh"_s))).by, kPeopleLan);
}

void HistoryBehaviour::letsOnePersonTake()
{
    accept(message(u"c1"_s, u"m1"_s));
    std::vector<QCoro::Task<OperatorActOutcome>> tasks;
    tasks.push_back(store().assign(kPeopleC1, kPeopleMinh, u"Minh"_s));
    tasks.push_back(store().assign(kPeopleC1, kPeopleLan, u"Lan"_s));
    const auto outcomes = awaitAll(std::move(tasks));
    QCOMPARE(std::get<OperatorActResult>(outcomes[0]).conversation.assignee, kPeopleMinh);
    QCOMPARE(std::get<TakenBySomeone>(outcomes[1]).by, kPeopleMinh);
    QCOMPARE(std::get<TakenBySomeone>(outcomes[1]).name, u"Minh"_s);
    QVERIFY(!done(await(store().assign(kPeopleC1, kPeopleMinh, u"Minh"_s))).line);
    QCOMPARE(row(u"c1"_s).mode, BotMode::Bot);
    QVERIFY(std::holds_alternative<NoSuchConversation>(
        await(store().assign(ConversationId("c9"_ba), kPeopleLan, u"Lan"_s))));
}

void HistoryBehaviour::handsBackWithUnansweredMessages()
{
    accept(message(u"c1"_s, u"m1"_s));
    await(store().takeOver(kPeopleC1, kPeopleLan, u"Lan"_s));
    accept(message(u"c1"_s, u"m2"_s));
    const auto back = done(await(store().handBack(kPeopleC1, kPeopleLan, u"Lan"_s, kPeopleA)));
    QCOMPARE(back.conversation.mode, BotMode::Bot);
    QVERIFY(back.conversation.assignee.isEmpty() && back.conversation.assigneeName.isEmpty());
    QVERIFY(!back.conversation.waitingSince);
    QCOMPARE(systemNote(back.line->metadata)->event, SystemEvent::HandedBack);
    QVERIFY(back.claim);
    QCOMPARE(back.claim->from, 0);
    const AnswerContext context = await(store().context(*back.claim, 10));
    QCOMPARE(context.waiting.size(), 2u);
    std::get<Finished>(await(store().finish(answer(*back.claim, 2))));
    QCOMPARE(thread(u"c1"_s)[0].state, MessageState::Answered);
    QCOMPARE(std::get<Duplicate>(tryAccept(message(u"c1"_s, u"m1"_s))).reply->value("text"_L1).toString(),
             u"Dạ còn ạ."_s);
}

void HistoryBehaviour::handsBackWithoutAskingTwice()
{
    accept(message(u"c1"_s, u"m1"_s));
    await(store().takeOver(kPeopleC1, kPeopleLan, u"Lan"_s));
    await(store().send(words(u"d1"_s, u"Dạ còn ạ"_s)));
    const auto back = done(await(store().handBack(kPeopleC1, kPeopleLan, u"Lan"_s, kPeopleA)));
    QVERIFY2(!back.claim && !back.conversation.pending, "what a person answered is not answered again");
    QVERIFY(!done(await(store().handBack(kPeopleC1, kPeopleLan, u"Lan"_s, kPeopleA))).line);
    const Accepted next = accept(message(u"c1"_s, u"m2"_s), kPeopleA);
    QCOMPARE(next.claim->from, 1);
}

void HistoryBehaviour::handsBackWithAWordForTheBot()
{
    accept(message(u"c1"_s, u"m1"_s));
    await(store().takeOver(kPeopleC1, kPeopleLan, u"Lan"_s));
    await(store().send(words(u"d1"_s, u"Dạ em giữ cái đỏ cho mình"_s)));
    const auto back =
        done(await(store().handBack(kPeopleC1, kPeopleLan, u"Lan"_s, kPeopleA, u"đã giữ cái đỏ đến thứ Sáu"_s)));
    QCOMPARE(handBackWords(back.line->speaker, back.line->body), u"đã giữ cái đỏ đến thứ Sáu"_s);
    QCOMPARE(back.conversation.lastText, u"Dạ em giữ cái đỏ cho mình"_s);  // no line of the talk
    const Accepted next = accept(message(u"c1"_s, u"m2"_s), kPeopleA);
    const AnswerContext context = await(store().context(*next.claim, 10));
    QCOMPARE(context.handedBack, u"đã giữ cái đỏ đến thứ Sáu"_s);
    QCOMPARE(context.lines.size(), 2u);  // what the customer said and was told, and nothing else
    for (const ContextLine& line : context.lines)
        QVERIFY(line.speaker != Speaker::System);
    // The newest words count.
    std::get<Finished>(await(store().finish(answer(*next.claim, 2))));
    await(store().takeOver(kPeopleC1, kPeopleLan, u"Lan"_s));
    await(store().handBack(kPeopleC1, kPeopleLan, u"Lan"_s, kPeopleA, u"khách đã trả tiền"_s));
    const Accepted last = accept(message(u"c1"_s, u"m3"_s), kPeopleA);
    QCOMPARE(await(store().context(*last.claim, 10)).handedBack, u"khách đã trả tiền"_s);
}

void HistoryBehaviour::sendsAnOperatorsWordsOnce()
{
    accept(message(u"c1"_s, u"m1"_s));
    await(store().takeOver(kPeopleC1, kPeopleLan, u"Lan"_s));
    OperatorMessage wanted = words(u"d1"_s, u"Dạ em kiểm kho ạ"_s);
    wanted.sendToPlatform = true;
    wanted.platformBody = {{u"conversation_id"_s, u"c1"_s}};
    const auto sent = done(await(store().send(wanted)));
    QCOMPARE(sent.line->speaker, Speaker::Operator);
    QCOMPARE(sent.conversation.unread, 0);
    QVERIFY(!sent.conversation.waitingSince);
    QVERIFY(sent.outbox->id > 0);
    const auto again = done(await(store().send(wanted)));
    QCOMPARE(again.line->rev, sent.line->rev);
    QCOMPARE(await(store().outbox({OutboxState::Waiting}, 10)).size(), 1u);
    QCOMPARE(await(store().outboxWaiting()), 1);
    QCOMPARE(deliveryOf(thread(u"c1"_s).back().metadata)->state, OutboxState::Waiting);
    await(store().send(words(u"d2"_s, u"không có kênh"_s)));
    QVERIFY(deliveryOf(thread(u"c1"_s).back().metadata)->conversationOnly);
}

/// Its customers are made up: a real platform knows none of them.
void HistoryBehaviour::sendsNothingOfTheSampleShop()
{
    IncomingMessage sample = message(u"c1"_s, u"m1"_s);
    sample.source = kSampleSource;
    const Claim claim = *accept(sample, kPeopleA).claim;
    QVERIFY(await(store().context(claim, 10)).isSample);
    await(store().takeOver(kPeopleC1, kPeopleLan, u"Lan"_s));
    OperatorMessage wanted = words(u"d1"_s, u"Dạ em kiểm kho ạ"_s);
    wanted.sendToPlatform = true;
    wanted.platformBody = {{u"conversation_id"_s, u"c1"_s}};
    QVERIFY(!done(await(store().send(wanted))).outbox);
    QCOMPARE(await(store().outboxWaiting()), 0);
    QVERIFY(deliveryOf(thread(u"c1"_s).back().metadata)->conversationOnly);
    QVERIFY(!await(store().context(*accept(message(u"c2"_s, u"m1"_s), kPeopleA).claim, 10)).isSample);
}

void HistoryBehaviour::keepsNotesAmongColleagues()
{
    accept(message(u"c1"_s, u"m1"_s));
    await(store().takeOver(kPeopleC1, kPeopleLan, u"Lan"_s));
    OperatorMessage note = words(u"n1"_s, u"khách kỹ tính"_s);
    note.isNote = true;
    note.sendToPlatform = true;
    const auto written = done(await(store().send(note)));
    QCOMPARE(written.line->speaker, Speaker::Note);
    QVERIFY2(!written.outbox, "a note never leaves");
    QVERIFY2(written.conversation.waitingSince, "a note answers nobody");
    QCOMPARE(written.conversation.lastText, u"còn size M không?"_s);
}

void HistoryBehaviour::closesAndReopens()
{
    accept(message(u"c1"_s, u"m1"_s));
    await(store().takeOver(kPeopleC1, kPeopleLan, u"Lan"_s));
    const auto closed = done(await(store().setStatus(kPeopleC1, ConversationStatus::Closed, kPeopleLan, u"Lan"_s)));
    QCOMPARE(closed.conversation.status, ConversationStatus::Closed);
    QVERIFY(!closed.conversation.waitingSince && closed.conversation.assignee.isEmpty());
    QCOMPARE(systemNote(closed.line->metadata)->event, SystemEvent::Closed);
    const auto opened = done(await(store().setStatus(kPeopleC1, ConversationStatus::Active, kPeopleLan, u"Lan"_s)));
    QCOMPARE(systemNote(opened.line->metadata)->event, SystemEvent::Reopened);
    QVERIFY(!done(await(store().setStatus(kPeopleC1, ConversationStatus::Active, kPeopleLan, u"Lan"_s))).line);
}

// ---- outbox ---------------------------------------------------------------------------------------------------------

namespace {

FinishRequest toPlatform(FinishRequest request, bool sendNow = false)
{
    request.sendToPlatform = true;
    request.sendNow = sendNow;
    request.platformBody = {{u"text"_s, request.turn.answer.responseText}};
    return request;
}

}  // namespace

void HistoryBehaviour::sendsInOrderPerConversation()
{
    const Claim first = *accept(message(u"c1"_s, u"m1"_s), kPeopleA).claim;
    const auto one = std::get<Finished>(await(store().finish(toPlatform(answer(first, 1, u"một"_s), true))));
    QCOMPARE(one.outbox->state, OutboxState::Sending);
    QCOMPARE(one.outbox->attempts, 1);
    const Claim second = *accept(message(u"c1"_s, u"m2"_s), kPeopleA).claim;
    const auto two = std::get<Finished>(await(store().finish(toPlatform(answer(second, 2, u"hai"_s), true))));
    QCOMPARE(two.outbox->state, OutboxState::Waiting);  // the first is still on its way
    const Claim other = *accept(message(u"c2"_s, u"m3"_s), kPeopleA).claim;
    std::get<Finished>(await(store().finish(toPlatform(answer(other, 1, u"ba"_s)))));

    auto claimed = await(store().claimOutbox(kRelay, 8));
    QCOMPARE(claimed.size(), 1u);
    QCOMPARE(claimed[0].body["text"_L1].toString(), u"ba"_s);
    QVERIFY(await(store().settleOutbox(*one.outbox, kPeopleA, outcome(SendOutcome::Kind::Sent), 0ms)).wasOurs);
    claimed = await(store().claimOutbox(kRelay, 8));
    QCOMPARE(claimed.size(), 1u);
    QCOMPARE(claimed[0].id, two.outbox->id);
    QCOMPARE(claimed[0].dedupKey, two.outbox->dedupKey);
    QVERIFY(await(store().claimOutbox(kRelay, 8)).empty());
    QVERIFY2(!await(store().settleOutbox(*one.outbox, kPeopleA, outcome(SendOutcome::Kind::Dead), 0ms)).wasOurs,
             "a row is settled once");
}

/// F50
void HistoryBehaviour::triesAgainAndGivesUp()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kPeopleA).claim;
    std::get<Finished>(await(store().finish(toPlatform(answer(claim, 1)))));
    const auto actionState = [this] {
        const SqlRows rows = raw().query(u"select status, retry_count from message_actions"_s);
        return rows[0][0].toText() + u' ' + rows[0][1].toText();
    };
    QCOMPARE(actionState(), u"pending 0"_s);
    auto item = await(store().claimOutbox(kRelay, 8)).at(0);
    auto settled = await(store().settleOutbox(item, kRelay, outcome(SendOutcome::Kind::Retry, u"503"_s), 1h));
    QCOMPARE(settled.state, OutboxState::Waiting);
    QCOMPARE(actionState(), u"pending 1"_s);
    QVERIFY2(await(store().claimOutbox(kRelay, 8)).empty(), "not before its time");
    raw().run(u"update outbox set next_at = 0"_s);
    item = await(store().claimOutbox(kRelay, 8)).at(0);
    QCOMPARE(item.attempts, 2);
    QCOMPARE(item.lastError, u"503"_s);
    settled = await(store().settleOutbox(item, kRelay, outcome(SendOutcome::Kind::Dead, u"400"_s), 0ms));
    QCOMPARE(settled.state, OutboxState::Dead);
    QCOMPARE(settled.events.size(), 1u);
    QCOMPARE(actionState(), u"failed 2"_s);
    const ConversationId other("another"_ba);
    QVERIFY(!await(store().resolveOutbox(item.id, OutboxDecision::SendAgain, kPeopleLan, other)).wasOurs);
    QCOMPARE(actionState(), u"failed 2"_s);
    QVERIFY(await(store().resolveOutbox(item.id, OutboxDecision::SendAgain, kPeopleLan, item.conversation)).wasOurs);
    QVERIFY(!await(store().resolveOutbox(item.id, OutboxDecision::SendAgain, kPeopleLan, item.conversation)).wasOurs);
    SqlPrivacy privacy(store());
    const std::vector<AuditLine> audit = await(privacy.auditLines(2));
    QCOMPARE(audit[0].action, u"outbox_decided"_s);
    QCOMPARE(audit[0].detail, (QJsonObject{{u"decision"_s, u"send_again"_s}}));
    QVERIFY(audit.size() < 2 || audit[1].action != audit[0].action);
    item = await(store().claimOutbox(kRelay, 8)).at(0);
    settled = await(store().settleOutbox(item, kRelay, outcome(SendOutcome::Kind::Sent), 0ms));
    QCOMPARE(actionState(), u"succeeded 2"_s);
    QCOMPARE(deliveryOf(thread(u"c1"_s).back().metadata)->state, OutboxState::Sent);
}

void HistoryBehaviour::showsAnAnswersPlanStepByStep()
{
    SqlPlans plans(store());
    const auto newest = [&plans] { return await(plans.plans(kPeopleC1, 5)).at(0); };
    QVERIFY(await(plans.plans(kPeopleC1, 5)).empty());
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kPeopleA).claim;
    FinishRequest turn = toPlatform(answer(claim, 1));
    turn.turn.answer.actions = {{ActionType::SendMessage, {}}, {ActionType::TransferToAgent, {}}};
    std::get<Finished>(await(store().finish(turn)));
    AnswerPlan plan = newest();
    QCOMPARE(plan.state, OutboxState::Waiting);
    QVERIFY(plan.owner.isEmpty());
    QCOMPARE(plan.fence, claim.fence);
    QCOMPARE(plan.steps.size(), 2u);
    QCOMPARE(plan.steps[0].type, u"send_message"_s);
    QCOMPARE(plan.steps[1].type, u"transfer_to_agent"_s);
    QCOMPARE(plan.steps[1].status, u"pending"_s);

    auto item = await(store().claimOutbox(kRelay, 8)).at(0);
    QCOMPARE(newest().owner, kRelay);
    QCOMPARE(newest().state, OutboxState::Sending);
    await(store().settleOutbox(item, kRelay, outcome(SendOutcome::Kind::Retry, u"503"_s), 1h));
    plan = newest();
    QCOMPARE(plan.attempts, 1);
    QCOMPARE(plan.error, u"503"_s);
    QCOMPARE(plan.steps[0].tries, 1);
    // Nobody is to try it again: it stands among the dead letters, and can be sent all the same.
    QVERIFY(await(store().resolveOutbox(item.id, OutboxDecision::GiveUp, kPeopleLan)).wasOurs);
    QVERIFY(!await(store().resolveOutbox(item.id, OutboxDecision::GiveUp, kPeopleLan)).wasOurs);
    QCOMPARE(newest().state, OutboxState::Dead);
    QCOMPARE(newest().error, u"cancelled"_s);
    QCOMPARE(newest().steps[1].status, u"failed"_s);
    QVERIFY(await(store().resolveOutbox(item.id, OutboxDecision::SendAgain, kPeopleLan)).wasOurs);
    const QByteArray key = item.dedupKey;
    item = await(store().claimOutbox(kRelay, 8)).at(0);
    QCOMPARE(item.dedupKey,
             key);  // the platform did not refuse it: a try that arrived all the same is known by its key
    await(store().settleOutbox(item, kRelay, outcome(SendOutcome::Kind::Sent), 0ms));
    plan = newest();
    QCOMPARE(plan.steps[0].status, u"succeeded"_s);
    QVERIFY(plan.steps[0].doneAt);

    // A person's line has steps as well, those of its request.
    done(await(store().takeOver(kPeopleC1, kPeopleLan, u"Lan"_s)));
    OperatorMessage wanted = words(u"d1"_s, u"Dạ còn ạ"_s);
    wanted.sendToPlatform = true;
    wanted.platformBody = {{u"actions"_s, QJsonArray{QJsonObject{{u"type"_s, u"send_message"_s}}}}};
    done(await(store().send(wanted)));
    QCOMPARE(newest().steps.size(), 1u);
    QCOMPARE(newest().steps[0].type, u"send_message"_s);
    QCOMPARE(await(plans.plans(kPeopleC1, 5)).size(), 2u);
    QCOMPARE(await(plans.plans(kPeopleC1, 1)).size(), 1u);
}

void HistoryBehaviour::asksAPersonWhenASendWasCut()
{
    const Claim first = *accept(message(u"c1"_s, u"m1"_s), kPeopleA).claim;
    FinishRequest risky = toPlatform(answer(first, 1), true);
    risky.turn.answer.actions = {{ActionType::ExecuteApi, {{u"name"_s, u"create_order"_s}}}};
    const auto cut = std::get<Finished>(await(store().finish(risky)));
    const Claim second = *accept(message(u"c2"_s, u"m2"_s), kPeopleA).claim;
    const auto safe = std::get<Finished>(await(store().finish(toPlatform(answer(second, 1), true))));
    expireLeases(u"outbox"_s);
    const auto claimed = await(store().claimOutbox(kRelay, 8));
    QCOMPARE(claimed.size(), 1u);
    QCOMPARE(claimed[0].id, safe.outbox->id);
    QCOMPARE(claimed[0].attempts, 2);
    const auto unknown = await(store().outbox({OutboxState::Unknown}, 10));
    QCOMPARE(unknown.size(), 1u);
    QCOMPARE(unknown[0].id, cut.outbox->id);
    QVERIFY(!await(store().settleOutbox(*cut.outbox, kPeopleA, outcome(SendOutcome::Kind::Sent), 0ms)).wasOurs);
    QVERIFY(await(store().resolveOutbox(unknown[0].id, OutboxDecision::MarkSent, kPeopleLan)).wasOurs);
    QCOMPARE(await(store().outbox({OutboxState::Sent}, 10)).size(), 1u);
}

/// F45: the store's clock jumps while rows are on their way; whether they may be repeated or not, they stay where they
/// are.
void HistoryBehaviour::whatIsInOurHandsIsNotTakenOverByUs()
{
    const Claim first = *accept(message(u"c1"_s, u"m1"_s), kPeopleA).claim;
    FinishRequest risky = toPlatform(answer(first, 1), true);
    risky.turn.answer.actions = {{ActionType::ExecuteApi, {{u"name"_s, u"create_order"_s}}}};
    const auto unsafe = std::get<Finished>(await(store().finish(risky)));
    const Claim second = *accept(message(u"c2"_s, u"m2"_s), kPeopleA).claim;
    const auto safe = std::get<Finished>(await(store().finish(toPlatform(answer(second, 1), true))));
    expireLeases(u"outbox"_s);
    QVERIFY(await(store().claimOutbox(kPeopleA, 8, {unsafe.outbox->id, safe.outbox->id})).empty());
    QVERIFY(await(store().outbox({OutboxState::Unknown}, 10)).empty());
    for (const OutboxItem& item : {*unsafe.outbox, *safe.outbox})
        QVERIFY(await(store().settleOutbox(item, kPeopleA, outcome(SendOutcome::Kind::Sent), 0ms)).wasOurs);
}

void HistoryBehaviour::aRefusedLineIsTriedAgainUnderAKeyOfItsOwn()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kPeopleA).claim;
    std::get<Finished>(await(store().finish(toPlatform(answer(claim, 1)))));
    const OutboxItem first = await(store().claimOutbox(kRelay, 8)).at(0);
    await(store().settleOutbox(first, kRelay, outcome(SendOutcome::Kind::Dead, u"status 400: no"_s), 0ms));
    Delivery delivery = *deliveryOf(thread(u"c1"_s).back().metadata);
    QCOMPARE(delivery.state, OutboxState::Dead);
    QCOMPARE(delivery.error, u"status 400: no"_s);
    QCOMPARE(delivery.outboxId, first.id);
    QCOMPARE(delivery.attempts, 1);

    QVERIFY(await(store().resolveOutbox(first.id, OutboxDecision::SendAgain, kPeopleLan)).wasOurs);
    delivery = *deliveryOf(thread(u"c1"_s).back().metadata);
    QCOMPARE(delivery.state, OutboxState::Waiting);
    QCOMPARE(delivery.error, QString());
    const OutboxItem second = await(store().claimOutbox(kRelay, 8)).at(0);
    QCOMPARE(second.id, first.id);
    QCOMPARE(second.attempts, 2);
    QVERIFY2(second.dedupKey != first.dedupKey, "the platform would repeat its answer to the first one");
    QCOMPARE(second.body, first.body);
    await(store().settleOutbox(second, kRelay, outcome(SendOutcome::Kind::Dead, u"status 403"_s), 0ms));
    QVERIFY(await(store().resolveOutbox(first.id, OutboxDecision::SendAgain, kPeopleLan)).wasOurs);
    const OutboxItem third = await(store().claimOutbox(kRelay, 8)).at(0);
    QCOMPARE(third.attempts, 3);
    QVERIFY(third.dedupKey != second.dedupKey && third.dedupKey != first.dedupKey);
    int decided = 0;
    for (const HistoryEvent& event : await(store().eventsAfter(0, 100)))
        decided += event.kind == "outbox"_L1 && event.data["by"_L1].toString() == "lan"_L1 ? 1 : 0;
    QCOMPARE(decided, 2);
}

void HistoryBehaviour::whatMayHaveArrivedKeepsItsKey()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kPeopleA).claim;
    std::get<Finished>(await(store().finish(toPlatform(answer(claim, 1)))));
    raw().run(u"update outbox set attempts = %1"_s.arg(kMaxSendAttempts - 1));
    const OutboxItem last = await(store().claimOutbox(kRelay, 8)).at(0);
    QCOMPARE(last.attempts, kMaxSendAttempts);
    const auto settled = await(store().settleOutbox(last, kRelay, outcome(SendOutcome::Kind::Ambiguous), 0ms));
    QCOMPARE(settled.state, OutboxState::Dead);
    QVERIFY(await(store().resolveOutbox(last.id, OutboxDecision::SendAgain, kPeopleLan)).wasOurs);
    const OutboxItem again = await(store().claimOutbox(kRelay, 8)).at(0);
    QCOMPARE(again.dedupKey, last.dedupKey);
    QVERIFY2(again.attempts < kMaxSendAttempts, "or its first trouble would be its last");
}

/// A platform that knows keys knows the one of the try that was cut, however often it refuses the row since.
void HistoryBehaviour::aRefusalHidesNoTryThatMayHaveArrived()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kPeopleA).claim;
    std::get<Finished>(await(store().finish(toPlatform(answer(claim, 1)))));
    const auto tryOnce = [this](SendOutcome::Kind kind, const QString& error) {
        raw().run(u"update outbox set next_at = 0"_s);
        const OutboxItem item = await(store().claimOutbox(kRelay, 8)).at(0);
        await(store().settleOutbox(item, kRelay, outcome(kind, error), 0ms));
        return item;
    };
    const auto shown = [this] { return *deliveryOf(thread(u"c1"_s).back().metadata); };
    const OutboxItem first = tryOnce(SendOutcome::Kind::Dead, u"status 400: no"_s);
    QVERIFY(!shown().mayHaveArrived);
    QVERIFY(await(store().resolveOutbox(first.id, OutboxDecision::SendAgain, kPeopleLan)).wasOurs);
    const OutboxItem cut = tryOnce(SendOutcome::Kind::Ambiguous, u"cut"_s);
    QVERIFY(cut.dedupKey != first.dedupKey);
    QVERIFY2(!shown().mayHaveArrived, "it is tried again by itself");
    for (int refusals = 0; refusals < 3; ++refusals) {
        const OutboxItem refused = tryOnce(SendOutcome::Kind::Dead, u"status 403"_s);
        QCOMPARE(refused.dedupKey, cut.dedupKey);
        QVERIFY2(shown().mayHaveArrived, "the desk would offer what the engine refuses");
        QVERIFY(await(store().resolveOutbox(first.id, OutboxDecision::SendAgain, kPeopleLan)).wasOurs);
    }
}

/// Rows that an older version left have no record of their tries.
void HistoryBehaviour::anOlderRowsTriesAreNotForgotten()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kPeopleA).claim;
    std::get<Finished>(await(store().finish(toPlatform(answer(claim, 1)))));
    const auto refuse = [this] {
        const OutboxItem item = await(store().claimOutbox(kRelay, 8)).at(0);
        await(store().settleOutbox(item, kRelay, outcome(SendOutcome::Kind::Dead, u"status 400"_s), 0ms));
        return item;
    };
    const OutboxItem once = refuse();
    raw().run(u"update outbox set tries = null"_s);
    QVERIFY(await(store().resolveOutbox(once.id, OutboxDecision::SendAgain, kPeopleLan)).wasOurs);
    const OutboxItem twice = refuse();
    QVERIFY2(twice.dedupKey != once.dedupKey, "its one try was refused");
    raw().run(u"update outbox set tries = null"_s);
    QVERIFY(await(store().resolveOutbox(once.id, OutboxDecision::SendAgain, kPeopleLan)).wasOurs);
    QCOMPARE(refuse().dedupKey, twice.dedupKey);
    QVERIFY(await(store().resolveOutbox(once.id, OutboxDecision::SendAgain, kPeopleLan)).wasOurs);
    QCOMPARE(refuse().dedupKey, twice.dedupKey);
}

void HistoryBehaviour::whatIsDroppedIsNotSentAgain()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kPeopleA).claim;
    std::get<Finished>(await(store().finish(toPlatform(answer(claim, 1)))));
    const OutboxItem item = await(store().claimOutbox(kRelay, 8)).at(0);
    QVERIFY2(!await(store().resolveOutbox(item.id, OutboxDecision::Drop, kPeopleLan)).wasOurs, "it is on its way");
    await(store().settleOutbox(item, kRelay, outcome(SendOutcome::Kind::Dead, u"status 400"_s), 0ms));
    QVERIFY(await(store().resolveOutbox(item.id, OutboxDecision::Drop, kPeopleLan)).wasOurs);
    QVERIFY(!await(store().resolveOutbox(item.id, OutboxDecision::SendAgain, kPeopleLan)).wasOurs);
    QVERIFY(await(store().claimOutbox(kRelay, 8)).empty());
    QCOMPARE(deliveryOf(thread(u"c1"_s).back().metadata)->state, OutboxState::Withdrawn);
    QVERIFY(await(store().outbox({OutboxState::Dead, OutboxState::Unknown}, 10)).empty());
}

void HistoryBehaviour::tellsHowLongRecordingAndSendingTook()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kPeopleA).claim;
    const auto finished = std::get<Finished>(await(store().finish(toPlatform(answer(claim, 1), true))));
    SendOutcome sent = outcome(SendOutcome::Kind::Sent);
    sent.recordTook = std::chrono::duration<double, std::milli>(12.5);
    sent.sendTook = std::chrono::duration<double, std::milli>(340);
    await(store().settleOutbox(*finished.outbox, kPeopleA, sent, 0ms));
    const TurnSteps steps = answerCard(thread(u"c1"_s).back().metadata).steps;
    QCOMPARE(steps.record, 12.5);
    QCOMPARE(steps.send, 340.0);
}

void HistoryBehaviour::showsThePlatformsAnswerToARepetition()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kPeopleA).claim;
    const auto finished = std::get<Finished>(await(store().finish(toPlatform(answer(claim, 1), true))));
    QVERIFY(!std::get<Duplicate>(tryAccept(message(u"c1"_s, u"m1"_s))).reply->contains("pancake_result"_L1));
    await(store().settleOutbox(*finished.outbox, kPeopleA, outcome(SendOutcome::Kind::Sent), 0ms));
    const auto reply = *std::get<Duplicate>(tryAccept(message(u"c1"_s, u"m1"_s))).reply;
    QCOMPARE(reply["pancake_result"_L1]["actions_executed"_L1].toInt(), 1);
}

void HistoryBehaviour::withdrawsWhatATakeoverMadeStale()
{
    const Claim first = *accept(message(u"c1"_s, u"m1"_s), kPeopleA).claim;
    const auto sending = std::get<Finished>(await(store().finish(toPlatform(answer(first, 1, u"đang gửi"_s), true))));
    const Claim second = *accept(message(u"c1"_s, u"m2"_s), kPeopleA).claim;
    std::get<Finished>(await(store().finish(toPlatform(answer(second, 2, u"đang chờ"_s), true))));
    const auto taken = done(await(store().takeOver(kPeopleC1, kPeopleLan, u"Lan"_s)));
    QCOMPARE(taken.withdrawn, 1);
    QCOMPARE(await(store().outbox({OutboxState::Withdrawn}, 10)).size(), 1u);
    QCOMPARE(await(store().outbox({OutboxState::Sending}, 10)).at(0).id, sending.outbox->id);
    QCOMPARE(raw().query(u"select count(*) from message_actions where status = 'skipped'"_s)[0][0].toInteger(), 1);
    QVERIFY(await(store().claimOutbox(kRelay, 8)).empty());
    // The operator's own words wait behind what is being sent, and are not withdrawn.
    OperatorMessage wanted = words(u"d1"_s, u"Dạ"_s);
    wanted.sendToPlatform = true;
    await(store().send(wanted));
    await(store().settleOutbox(*sending.outbox, kPeopleA, outcome(SendOutcome::Kind::Sent), 0ms));
    QCOMPARE(await(store().claimOutbox(kRelay, 8)).size(), 1u);
}

}  // namespace tongdai::testing
