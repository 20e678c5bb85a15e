#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/conversation/chat.h"
#include "engine/domain/conversation/system_note.h"
#include "engine/history/privacy/sql_privacy.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const OwnerId kTurnA("engine-a"_ba);
const OwnerId kTurnB("engine-b"_ba);
const ConversationId kTurnC1("c1"_ba);

}  // namespace

// ---- claim ----------------------------------------------------------------------------------------------------------

void HistoryBehaviour::grantsAClaimOnceAndTellsWhoHoldsIt()
{
    QVERIFY(std::holds_alternative<NothingPending>(await(store().claim(kTurnC1, kTurnA))));
    accept(message(u"c1"_s, u"m1"_s));
    const auto claim = std::get<Claim>(await(store().claim(kTurnC1, kTurnA)));
    QCOMPARE(claim.fence, 1);
    const auto held = std::get<HeldBySomeone>(await(store().claim(kTurnC1, kTurnB)));
    QCOMPARE(held.owner, kTurnA);
    QVERIFY(held.remaining > 25s && held.remaining <= 30s);
    const auto again = std::get<Claim>(await(store().claim(kTurnC1, kTurnA)));
    QVERIFY2(again.fence == claim.fence && again.attempts == 1, "asking twice is not a second claim");
}

void HistoryBehaviour::grantsAgainWhenTheLeaseIsOver()
{
    accept(message(u"c1"_s, u"m1"_s), kTurnA);
    expireLeases(u"conversations"_s);
    const auto claim = std::get<Claim>(await(store().claim(kTurnC1, kTurnB)));
    QCOMPARE(claim.fence, 2);
    QCOMPARE(claim.attempts, 2);
}

void HistoryBehaviour::ignoresALeaseFurtherAheadThanAnyLegalOne()
{
    accept(message(u"c1"_s, u"m1"_s), kTurnA);
    raw().run(u"update conversations set lease_until = lease_until + 3600"_s);
    QCOMPARE(await(store().due(10)), std::vector{kTurnC1});
    QVERIFY(std::holds_alternative<Claim>(await(store().claim(kTurnC1, kTurnB))));
}

void HistoryBehaviour::renewsOnlyWhatIsStillHeld()
{
    const Claim first = *accept(message(u"c1"_s, u"m1"_s), kTurnA).claim;
    const Claim second = *accept(message(u"c2"_s, u"m2"_s), kTurnA).claim;
    raw().run(u"update conversations set lease_until = lease_until - 20"_s);
    QVERIFY(await(store().renew({first, second})).empty());
    const auto held = std::get<HeldBySomeone>(await(store().claim(kTurnC1, kTurnB)));
    QVERIFY(held.remaining > 25s);
    await(store().forceRelease(kTurnC1, u"test"_s));
    QCOMPARE(await(store().renew({first, second})), std::vector{kTurnC1});
    QVERIFY(await(store().renew({})).empty());
}

void HistoryBehaviour::givesBackAClaim()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kTurnA).claim;
    await(store().giveBack(claim));
    const auto next = std::get<Claim>(await(store().claim(kTurnC1, kTurnB)));
    QCOMPARE(next.attempts, 1);
    await(store().giveBack(claim));  // lost by now: without effect
    QVERIFY(std::holds_alternative<HeldBySomeone>(await(store().claim(kTurnC1, kTurnA))));
}

void HistoryBehaviour::shutsTheHolderOutByForce()
{
    QVERIFY(!await(store().forceRelease(kTurnC1, u"stuck"_s)).existed);
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kTurnA).claim;
    const auto released = await(store().forceRelease(kTurnC1, u"stuck"_s));
    QVERIFY(released.existed && released.wasHeld);
    QCOMPARE(released.conversation.fence, claim.fence + 1);
    const auto fenced = std::get<Fenced>(await(store().finish(answer(claim, 1))));
    QCOMPARE(fenced.mode, BotMode::Bot);
    QCOMPARE(answerCard(fenced.botMessage->metadata).reason, u"forced_release"_s);
    QCOMPARE(await(store().due(10)), std::vector{kTurnC1});
}

/// F51
void HistoryBehaviour::listsWhatIsDueLongestWaitingFirst()
{
    for (const auto& id : {u"c3"_s, u"c1"_s, u"c2"_s}) {
        accept(message(id, u"m-"_s + id));
        clock().advance(1s);
    }
    accept(message(u"c4"_s, u"m4"_s), kTurnA);
    const std::vector expected{ConversationId("c3"_ba), ConversationId("c1"_ba), ConversationId("c2"_ba)};
    QCOMPARE(await(store().due(10)), expected);
    QCOMPARE(await(store().due(1)).size(), 1u);
}

// ---- finish ---------------------------------------------------------------------------------------------------------

void HistoryBehaviour::recordsAnAnswerOnce()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kTurnA).claim;
    clock().advance(2s);
    const auto finished = std::get<Finished>(await(store().finish(answer(claim, 1))));
    QCOMPARE(finished.conversation.doneSeq, 1);
    QVERIFY(!finished.conversation.pending);
    QVERIFY(!finished.next && !finished.outbox);
    QCOMPARE(finished.conversation.unread, 0);
    QCOMPARE(finished.conversation.lastSpeaker, Speaker::Bot);
    QCOMPARE(finished.botMessage.rev, 2);
    QCOMPARE(finished.events.size(), 1u);

    const auto lines = thread(u"c1"_s);
    QCOMPARE(lines.size(), 2u);
    QCOMPARE(lines[0].state, MessageState::Answered);
    QCOMPARE(lines[1].body, u"Dạ còn ạ."_s);
    const AnswerCard card = answerCard(lines[1].metadata);
    QCOMPARE(card.intent, u"ask_stock"_s);
    QCOMPARE(card.fence, claim.fence);
    const SqlRows actions = raw().query(u"select action_type, status, retry_count from message_actions"_s);
    QCOMPARE(actions.size(), 1);
    QCOMPARE(actions[0][0].toText(), u"send_message"_s);
    QCOMPARE(actions[0][1].toText(), u"succeeded"_s);
    QVERIFY(await(store().due(10)).empty());
}

/// What an engine remembers of a conversation counts for as long as nobody else has written to it.
void HistoryBehaviour::tellsHowOftenAConversationWasWritten()
{
    const auto say = [this](const QString& id) { return accept(message(u"c1"_s, id), kTurnA); };
    const auto reply = [this](const Accepted& to) {
        return std::get<Finished>(await(store().finish(answer(*to.claim, to.message.seq))));
    };
    const Accepted first = say(u"m1"_s);
    QVERIFY(first.found.isKnown());
    const Finished answered = reply(first);
    QVERIFY(answered.found.follows(first.found));
    const Accepted second = say(u"m2"_s);
    QVERIFY(second.found.follows(answered.found));
    QVERIFY(!second.found.follows(first.found));
    const Finished again = reply(second);
    QVERIFY(again.found.follows(second.found));

    await(store().assign(kTurnC1, OperatorId("lan"), u"Lan"_s));
    IncomingMessage ofGuest = message(u"c1"_s, u"m3"_s);
    ofGuest.sender = SenderId("guest");
    ofGuest.bodyHash = hashBody(ofGuest);
    const Accepted third = accept(ofGuest, kTurnA);
    QVERIFY(!third.found.follows(again.found));
    const Finished toGuest = reply(third);
    QVERIFY(toGuest.found.follows(third.found));

    SqlPrivacy privacy(store());
    await(privacy.erasePerson(SenderId("guest"), "admin"));
    const Accepted fourth = say(u"m4"_s);
    QCOMPARE(fourth.found.row, toGuest.found.row);
    QVERIFY(!fourth.found.follows(toGuest.found));

    await(privacy.erasePerson(fourth.conversation.customer, "admin"));
    const Accepted anew = say(u"m5"_s);
    QVERIFY(anew.found.isKnown());
    QVERIFY2(anew.found.row != fourth.found.row, "another row, although it has the same id");
}

void HistoryBehaviour::givesARepeatedFinishTheFirstOutcome()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kTurnA).claim;
    FinishRequest request = answer(claim, 1);
    request.sendToPlatform = true;
    request.platformBody = {{u"conversation_id"_s, u"c1"_s}};
    const auto first = std::get<Finished>(await(store().finish(request)));
    const auto second = std::get<Finished>(await(store().finish(request)));
    QCOMPARE(second.botMessage.messageId, first.botMessage.messageId);
    QCOMPARE(second.outbox->id, first.outbox->id);
    QCOMPARE(thread(u"c1"_s).size(), 2u);
    QCOMPARE(raw().query(u"select count(*) from outbox"_s)[0][0].toInteger(), 1);
}

void HistoryBehaviour::refusesALateHolder()
{
    const Claim late = *accept(message(u"c1"_s, u"m1"_s), kTurnA).claim;
    expireLeases(u"conversations"_s);
    const auto newer = std::get<Claim>(await(store().claim(kTurnC1, kTurnB)));
    const auto fenced = std::get<Fenced>(await(store().finish(answer(late, 1, u"quá muộn"_s))));
    QCOMPARE(fenced.current, newer.fence);
    QCOMPARE(answerCard(fenced.botMessage->metadata).outcome, TurnOutcome::Cancelled);
    QCOMPARE(answerCard(fenced.botMessage->metadata).reason, u"lost_claim"_s);
    std::get<Finished>(await(store().finish(answer(newer, 1, u"đúng lúc"_s))));
    QCOMPARE(row(u"c1"_s).lastText, u"đúng lúc"_s);
    QCOMPARE(raw().query(u"select count(*) from message_actions"_s)[0][0].toInteger(), 1);
    // Also refused: the right fence in other hands, and a claim that was finished already.
    Claim stolen = newer;
    stolen.owner = kTurnA;
    QVERIFY(std::holds_alternative<Fenced>(await(store().finish(answer(stolen, 2)))));
}

void HistoryBehaviour::supersedesAnAnswerThatNewerMessagesOvertook()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kTurnA).claim;
    accept(message(u"c1"_s, u"m2"_s, u"à thôi, size L"_s));
    const auto superseded = std::get<SupersededByNewer>(await(store().finish(answer(claim, 1, u"size M còn"_s))));
    QCOMPARE(superseded.newer.size(), 1u);
    QCOMPARE(superseded.newer[0].messageId, MessageId("m2"_ba));
    QCOMPARE(superseded.next.from, 1);
    QCOMPARE(superseded.next.fence, claim.fence);
    QCOMPARE(superseded.next.restarts, 1);
    QCOMPARE(answerCard(superseded.botMessage.metadata).newerMessage, MessageId("m2"_ba));
    const auto repeated = std::get<Duplicate>(tryAccept(message(u"c1"_s, u"m1"_s)));
    QCOMPARE(repeated.state, MessageState::Superseded);
    QCOMPARE((*repeated.reply)["newer_messages"_L1].toArray().size(), 1);

    const AnswerContext context = await(store().context(superseded.next, 100));
    QCOMPARE(context.waiting.size(), 1u);
    QCOMPARE(context.upto, 2);
    QCOMPARE(context.lines.size(), 1u);  // the superseded question, not the answer nobody saw
    const auto finished = std::get<Finished>(await(store().finish(answer(superseded.next, 2, u"size L còn"_s))));
    QCOMPARE(finished.conversation.restarts, 0);
    QCOMPARE(raw().query(u"select count(*) from message_actions"_s)[0][0].toInteger(), 1);
    QVERIFY(std::holds_alternative<SupersededByNewer>(await(store().finish(answer(claim, 1, u"size M còn"_s)))));
    QCOMPARE(thread(u"c1"_s).size(), 4u);
}

void HistoryBehaviour::answersAnywayWhenRestartsAreUsedUp()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kTurnA).claim;
    accept(message(u"c1"_s, u"m2"_s));
    FinishRequest request = answer(claim, 1);
    request.mayRestart = false;
    const auto finished = std::get<Finished>(await(store().finish(request)));
    QVERIFY(finished.next);
    QCOMPARE(finished.next->from, 1);
    QCOMPARE(finished.next->fence, claim.fence);
    QVERIFY(finished.conversation.pending);
    QVERIFY2(await(store().due(10)).empty(), "the same holder goes on");
}

void HistoryBehaviour::handsOverToAPerson()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kTurnA).claim;
    const TimePoint asked = clock().now();
    clock().advance(3s);
    accept(message(u"c1"_s, u"m2"_s));
    FinishRequest request = answer(claim, 1, u"Em chuyển nhân viên ạ"_s);
    request.handOver = true;
    request.mayRestart = false;
    request.turn.outcome = TurnOutcome::HandedOver;
    const auto finished = std::get<Finished>(await(store().finish(request)));
    QCOMPARE(finished.conversation.mode, BotMode::Human);
    QCOMPARE(finished.conversation.fence, claim.fence + 1);
    QCOMPARE(finished.conversation.waitingSince, asked);
    QVERIFY(!finished.conversation.pending && !finished.next);
    QCOMPARE(finished.conversation.unread, 2);
    const auto lines = thread(u"c1"_s);
    QCOMPARE(lines.size(), 4u);
    QCOMPARE(lines[1].state, MessageState::Answered);
    QCOMPARE(systemNote(lines[3].metadata)->event, SystemEvent::TransferRequested);
}

void HistoryBehaviour::setsPoisonAside()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kTurnA).claim;
    FinishRequest request;
    request.claim = claim;
    request.upto = 1;
    request.finalState = MessageState::Dead;
    request.handOver = true;
    request.turn.outcome = TurnOutcome::Failed;
    request.turn.error = u"five tries"_s;
    const auto finished = std::get<Finished>(await(store().finish(request)));
    QVERIFY(finished.botMessage.body.isEmpty());
    const auto lines = thread(u"c1"_s);
    QCOMPARE(lines[0].state, MessageState::Dead);
    QCOMPARE(systemNote(lines[1].metadata)->event, SystemEvent::TurnFailed);
    QCOMPARE(finished.conversation.mode, BotMode::Human);
}

void HistoryBehaviour::closesWhenTheAnswerEndsTheConversation()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kTurnA).claim;
    FinishRequest request = answer(claim, 1);
    request.endConversation = true;
    QCOMPARE(std::get<Finished>(await(store().finish(request))).conversation.status, ConversationStatus::Closed);
}

void HistoryBehaviour::recordsATurnThatNeverHadAnAnswer()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kTurnA).claim;
    await(store().takeOver(kTurnC1, OperatorId("lan"_ba), u"Lan"_s));
    Turn turn;
    turn.upto = 1;
    turn.outcome = TurnOutcome::Cancelled;
    const auto unsent = await(store().recordUnsent(claim, turn));
    QCOMPARE(answerCard(unsent.line->metadata).cancelledBy, OperatorId("lan"_ba));
    QCOMPARE(unsent.conversation->mode, BotMode::Human);
    QCOMPARE(await(store().recordUnsent(claim, turn)).line->rev, unsent.line->rev);
    QCOMPARE(thread(u"c1"_s).size(), 3u);
    Claim nowhere = claim;
    nowhere.conversation = ConversationId("c9"_ba);
    QVERIFY(!await(store().recordUnsent(nowhere, turn)).line);
}

void HistoryBehaviour::showsTheBotOnlyWhatTheCustomerKnows()
{
    const Claim first = *accept(message(u"c1"_s, u"m1"_s, u"một"_s), kTurnA).claim;
    std::get<Finished>(await(store().finish(answer(first, 1, u"hai"_s))));
    await(store().send({kTurnC1, MessageId("n1"_ba), OperatorId("lan"_ba), u"Lan"_s, u"ghi chú"_s, true}));
    await(store().send({kTurnC1, MessageId("d1"_ba), OperatorId("lan"_ba), u"Lan"_s, u"ba"_s}));
    const Claim second = *accept(message(u"c1"_s, u"m2"_s, u"bốn"_s), kTurnA).claim;
    await(store().forceRelease(kTurnC1, u"test"_s));
    std::get<Fenced>(await(store().finish(answer(second, 2, u"không ai thấy"_s))));
    accept(message(u"c1"_s, u"m3"_s, u"năm"_s));
    const auto claim = std::get<Claim>(await(store().claim(kTurnC1, kTurnB)));
    AnswerContext context = await(store().context(claim, 100));
    QStringList texts;
    for (const ContextLine& line : context.lines)
        texts << line.text;
    QCOMPARE(texts, (QStringList{u"một"_s, u"hai"_s, u"ba"_s}));
    QCOMPARE(context.waiting.size(), 2u);
    QCOMPARE(context.waiting[1].content, u"năm"_s);
    QCOMPARE(context.upto, 3);
    QCOMPARE(context.metadata["platform"_L1].toString(), u"facebook"_s);
    context = await(store().context(claim, 1));
    QCOMPARE(context.lines.size(), 1u);
    QCOMPARE(context.lines[0].text, u"ba"_s);
}

void HistoryBehaviour::givesTheBotTheMetadataOfTheNewestMessage()
{
    const auto say = [this](const QString& id, const QJsonObject& metadata) {
        IncomingMessage incoming = message(u"c1"_s, id);
        incoming.metadata = metadata;
        incoming.bodyHash = hashBody(incoming);
        return *accept(incoming, kTurnA).claim;
    };
    const auto metadata = [this](const Claim& claim) { return await(store().context(claim, 10)).metadata; };
    const QJsonObject first{{u"platform"_s, u"facebook"_s}, {u"page"_s, u"A"_s}, {u"ad"_s, 7}};
    Claim claim = say(u"m1"_s, first);
    QCOMPARE(metadata(claim), first);
    std::get<Finished>(await(store().finish(answer(claim, 1))));

    claim = say(u"m2"_s, {{u"page"_s, u"B"_s}, {u"post"_s, QJsonObject{{u"id"_s, u"9"_s}}}});
    const QJsonObject second{
        {u"platform"_s, u"facebook"_s}, {u"page"_s, u"B"_s}, {u"ad"_s, 7}, {u"post"_s, QJsonObject{{u"id"_s, u"9"_s}}}};
    QCOMPARE(metadata(claim), second);
    accept([&] {  // of two waiting ones the newer counts
        IncomingMessage incoming = message(u"c1"_s, u"m3"_s);
        incoming.metadata = {{u"page"_s, u"C"_s}};
        incoming.bodyHash = hashBody(incoming);
        return incoming;
    }());
    QCOMPARE(metadata(claim)[u"page"_s].toString(), u"C"_s);
    std::get<Finished>(await(store().finish(answer(claim, 3))));

    // Nothing said about it changes nothing, and no message moves a conversation into our chat or out of it.
    claim = say(u"m4"_s, {{u"platform"_s, u"chat"_s}});
    QCOMPARE(metadata(claim)[u"platform"_s].toString(), u"facebook"_s);
    QCOMPARE(metadata(claim)[u"page"_s].toString(), u"C"_s);
    QCOMPARE(await(store().conversation(claim.conversation))->channel, u"facebook"_s);
    QVERIFY(!livesInOwnChat(metadata(claim)));
    std::get<Finished>(await(store().finish(answer(claim, 4))));

    // Too much to be carried along: only the newest's.
    claim = say(u"m5"_s, {{u"long"_s, QString(40'000, u'a')}});
    std::get<Finished>(await(store().finish(answer(claim, 5))));
    claim = say(u"m6"_s, {{u"longer"_s, QString(40'000, u'b')}});
    QCOMPARE(metadata(claim).keys(), (QStringList{u"longer"_s, u"platform"_s}));
}

}  // namespace tongdai::testing
