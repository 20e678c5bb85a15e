#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/conversation/channel_off.h"
#include "engine/domain/conversation/judge_answer.h"
#include "engine/domain/conversation/system_note.h"
#include "engine/history/conversations/sql_proposals.h"
#include "engine/history/conversations/sql_takeovers.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>

/// A bot that only drafts (features C11, guarantees 2.4), on every store.
namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const ConversationId kDraftedChat("c1"_ba);
const OperatorId kDraftedLan("lan"_ba);
const OperatorId kDraftedMinh("minh"_ba);

OperatorActResult draftedAct(OperatorActOutcome outcome)
{
    return std::get<OperatorActResult>(std::move(outcome));
}

Turn proposalFor(const ports::ProposalStore::Wanted& wanted, const QString& text,
                 const QString& intent = u"ask_stock"_s)
{
    Turn turn;
    turn.outcome = TurnOutcome::Proposed;
    turn.upto = wanted.context.upto;
    turn.from = turn.upto - Seq(wanted.context.waiting.size());
    turn.answer.responseText = text;
    turn.answer.intent = intent;
    turn.answer.confidence = 0.9;
    turn.answer.modelUsed = u"fake"_s;
    turn.answer.actions.push_back({ActionType::SendMessage, {{u"message"_s, text}}});
    return turn;
}

OperatorMessage saidBy(const OperatorId& who, const QByteArray& id, const QString& text)
{
    OperatorMessage message;
    message.conversation = kDraftedChat;
    message.messageId = MessageId(id);
    message.author = who;
    message.authorName = u"Lan"_s;
    message.text = text;
    return message;
}

qint64 draftedRows(SqlSession& session, const QString& sql)
{
    return session.query(sql)[0][0].toInteger();
}

}  // namespace

void HistoryBehaviour::keepsAProposalThatNobodyIsSent()
{
    SqlProposals proposals(store());
    accept(message(u"c1"_s, u"m1"_s, u"chào shop"_s));
    accept(message(u"c1"_s, u"m2"_s, u"còn size M không?"_s));
    QVERIFY2(await(proposals.proposalsWanted(0s, 10)).empty(), "the bot answers there");
    const auto began = draftedAct(await(proposals.setDrafting(kDraftedChat, true, kDraftedLan, u"Lan"_s)));
    QCOMPARE(systemNote(began.line->metadata)->event, SystemEvent::DraftsBegan);
    QVERIFY(began.conversation.mode == BotMode::Human && began.conversation.botDrafts);
    QVERIFY2(began.conversation.assignee.isEmpty() && began.conversation.waitingSince, "anybody may answer");
    QVERIFY(!draftedAct(await(proposals.setDrafting(kDraftedChat, true, kDraftedLan, u"Lan"_s))).line);
    reopen();

    SqlProposals again(store());
    QCOMPARE(await(again.proposalsWanted(0s, 10)), std::vector<ConversationId>{kDraftedChat});
    QVERIFY2(await(again.proposalsWanted(std::chrono::seconds(1'000'000'000), 10)).empty(), "another engine is at it");
    const auto wanted = await(again.proposalContext(kDraftedChat, 10));
    QVERIFY(wanted.has_value());
    QCOMPARE(wanted->context.waiting.size(), 2u);
    QCOMPARE(wanted->context.upto, 2);
    const auto kept = await(again.recordProposal(kDraftedChat, proposalFor(*wanted, u"Dạ còn ạ"_s)));
    QCOMPARE(kept.line->body, u"Dạ còn ạ"_s);
    QCOMPARE(answerCard(kept.line->metadata).outcome, TurnOutcome::Proposed);
    QCOMPARE(kept.line->metadata["sent"_L1], QJsonValue(false));
    QCOMPARE(kept.events.size(), 1u);

    QCOMPARE(draftedRows(raw(), u"select count(*) from outbox"_s), 0);
    QCOMPARE(draftedRows(raw(), u"select count(*) from message_actions"_s), 0);
    QCOMPARE(draftedRows(raw(), u"select count(*) from turns where outcome = 5"_s), 1);
    QVERIFY2(row(u"c1"_s).waitingSince, "the customer goes on waiting for a person");
    QVERIFY(await(again.proposalsWanted(0s, 10)).empty());
    QVERIFY2(!await(again.recordProposal(kDraftedChat, proposalFor(*wanted, u"Dạ còn ạ"_s))).line, "once a message");
    QVERIFY2(!await(again.proposalContext(kDraftedChat, 10)), "nothing more is wanted");
    const ThreadPage thread = await(store().thread({kDraftedChat, {}, {}, 50}));
    QCOMPARE(thread.lines.back().body, u"Dạ còn ạ"_s);
}

void HistoryBehaviour::keepsNoProposalThatIsOutOfDate()
{
    SqlProposals proposals(store());
    accept(message(u"c1"_s, u"m1"_s));
    await(proposals.setDrafting(kDraftedChat, true, kDraftedLan, u"Lan"_s));
    const auto first = await(proposals.proposalContext(kDraftedChat, 10));
    accept(message(u"c1"_s, u"m2"_s));
    const auto late = await(proposals.recordProposal(kDraftedChat, proposalFor(*first, u"cũ"_s)));
    QVERIFY2(!late.line && !late.conversation, "the customer has written again");

    const auto second = await(proposals.proposalContext(kDraftedChat, 10));
    QCOMPARE(second->context.upto, 2);
    await(store().send(saidBy(kDraftedLan, "o1"_ba, u"dạ còn"_s)));
    QVERIFY2(!await(proposals.recordProposal(kDraftedChat, proposalFor(*second, u"cũ"_s))).line,
             "somebody has answered");
    QVERIFY(!await(proposals.proposalContext(kDraftedChat, 10)));
    QCOMPARE(draftedRows(raw(), u"select count(*) from proposals"_s), 0);

    // An AI that failed is not asked for the same message for ever.
    accept(message(u"c1"_s, u"m3"_s));
    Turn failed = proposalFor(*await(proposals.proposalContext(kDraftedChat, 10)), {});
    failed.outcome = TurnOutcome::Failed;
    failed.error = u"status 500"_s;
    clock().advance(1s);
    const auto none = await(proposals.recordProposal(kDraftedChat, failed));
    QVERIFY(none.conversation && !none.line);
    // Who looks for what happened since a moment goes by the conversation's own time.
    QCOMPARE(draftedRows(raw(),
                         u"select count(*) from turns t join conversations c on c.id = t.conversation_id where "
                         "t.created_at > c.updated_at"_s),
             0);
    QVERIFY(await(proposals.proposalsWanted(0s, 10)).empty());

    // An AI that had nothing to propose did not fail.
    accept(message(u"c1"_s, u"m4"_s));
    Turn silent = proposalFor(*await(proposals.proposalContext(kDraftedChat, 10)), {});
    silent.outcome = TurnOutcome::Failed;
    silent.error = kNothingSaid;
    await(proposals.recordProposal(kDraftedChat, silent));
    StatsQuery query;
    query.from = clock().now() - 24h;
    query.to = clock().now() + 1h;
    const StatsReport report = await(store().statistics(query));
    QCOMPARE((std::array{report.aiCalls, report.aiFailures}), (std::array<qint64, 2>{2, 1}));
    QVERIFY(report.intents.empty());
}

void HistoryBehaviour::measuresWhatWasSentInsteadOfAProposal()
{
    SqlProposals proposals(store());
    const auto propose = [&](const QString& id, const QString& text, const QString& intent) {
        accept(message(u"c1"_s, id));
        if (!row(u"c1"_s).botDrafts) await(proposals.setDrafting(kDraftedChat, true, kDraftedLan, u"Lan"_s));
        const auto wanted = await(proposals.proposalContext(kDraftedChat, 10));
        QVERIFY(await(proposals.recordProposal(kDraftedChat, proposalFor(*wanted, text, intent))).line);
    };
    propose(u"m1"_s, u"Dạ còn size M ạ"_s, u"ask_stock"_s);
    await(store().send(saidBy(kDraftedLan, "o1"_ba, u"Dạ còn size L ạ"_s)));
    await(store().send(saidBy(kDraftedLan, "p1"_ba, u"chỉ câu đầu được tính"_s)));
    propose(u"m2"_s, u"Dạ còn size M ạ"_s, u"ask_stock"_s);
    await(store().send(saidBy(kDraftedLan, "o2"_ba, u"Dạ còn size M ạ"_s)));
    propose(u"m3"_s, u"Dạ 150k ạ"_s, u"ask_price"_s);
    await(store().send(saidBy(kDraftedLan, "o3"_ba, u"Dạ 180k ạ"_s)));
    propose(u"m4"_s, u"Dạ 150k ạ"_s, u"ask_price"_s);
    OperatorMessage note = saidBy(kDraftedLan, "n4"_ba, u"ghi chú"_s);
    note.isNote = true;
    await(store().send(note));
    propose(u"m5"_s, u"Dạ 150k ạ"_s, u"ask_price"_s);  // written again before anybody answered

    StatsQuery query;
    query.from = clock().now() - 24h;
    query.to = clock().now() + 1h;
    const std::vector<StatsProposal> found = await(store().statistics(query)).proposals;
    QCOMPARE(found.size(), 2u);
    QCOMPARE(found[0].name, u"ask_price"_s);
    QCOMPARE(found[0].proposed, 3);
    QCOMPARE(found[0].answered, 1);
    QCOMPARE(found[0].unchanged, 0);
    QCOMPARE(found[0].changed, 1.0);
    QCOMPARE(found[0].similarity, 1.0 - 1.0 / 9);
    QCOMPARE(found[1].proposed, 2);
    QCOMPARE(found[1].answered, 2);
    QCOMPARE(found[1].unchanged, 1);
    QVERIFY(found[1].similarity > 0.5 && found[1].similarity < 1);
    query.sample = true;
    QVERIFY(await(store().statistics(query)).proposals.empty());
}

void HistoryBehaviour::draftsWhereTheChannelOnlyDrafts()
{
    SqlTakeovers channels(store());
    SqlProposals proposals(store());
    accept(message(u"c1"_s, u"m1"_s));
    const QString channel = row(u"c1"_s).channel;
    QVERIFY(await(channels.setChannelBot(channel, ChannelBot::DraftsOnly, kDraftedLan, u"Lan"_s)));
    QVERIFY(!await(channels.setChannelBot(channel, ChannelBot::DraftsOnly, kDraftedLan, u"Lan"_s)));
    QVERIFY(await(channels.channelsOff()).at(0).drafts);

    const auto claim = std::get<Claim>(await(store().claim(kDraftedChat, OwnerId("engine-a"_ba))));
    FinishRequest handOver = answer(claim, 1);
    handOver.handOver = true;
    handOver.turn.outcome = TurnOutcome::HandedOver;
    handOver.turn.error = kDraftsOnlyForChannel;
    handOver.turn.answer.responseText.clear();
    await(store().finish(handOver));
    QVERIFY(row(u"c1"_s).botDrafts && row(u"c1"_s).waitingSince && row(u"c1"_s).mode == BotMode::Human);
    QCOMPARE(await(proposals.proposalContext(kDraftedChat, 10))->context.waiting.size(), 1u);
    QCOMPARE(await(channels.leftToPersons(channel, 10)), std::vector<ConversationId>{kDraftedChat});

    QCOMPARE(await(proposals.proposalsWanted(0s, 10)), std::vector<ConversationId>{kDraftedChat});
    QVERIFY(await(channels.setChannelBot(channel, ChannelBot::Off, kDraftedLan, u"Lan"_s)));
    QVERIFY(!await(channels.channelsOff()).at(0).drafts);
    QVERIFY2(await(proposals.proposalsWanted(0s, 10)).empty(), "whoever would draft is off");
    QVERIFY(!await(proposals.proposalContext(kDraftedChat, 10)));
    QVERIFY(await(channels.setChannelBot(channel, ChannelBot::On, kDraftedLan, u"Lan"_s)));
    QVERIFY(await(channels.channelsOff()).empty());
}

/// Whoever takes the conversation from the bot there, by whatever way, has its drafts.
void HistoryBehaviour::draftsForWhoeverTakesItInSuchAChannel()
{
    SqlTakeovers channels(store());
    SqlProposals proposals(store());
    accept(message(u"c1"_s, u"m1"_s));
    QVERIFY(await(channels.setChannelBot(row(u"c1"_s).channel, ChannelBot::DraftsOnly, kDraftedLan, u"Lan"_s)));
    await(store().takeOver(kDraftedChat, kDraftedLan, u"Lan"_s));
    QVERIFY(row(u"c1"_s).botDrafts);
    QCOMPARE(await(proposals.proposalsWanted(0s, 10)), std::vector<ConversationId>{kDraftedChat});

    IncomingMessage outside = message(u"c2"_s, u"m1"_s);
    outside.senderType = u"staff"_s;
    accept(outside);
    QVERIFY(row(u"c2"_s).mode == BotMode::Human && row(u"c2"_s).botDrafts);
    IncomingMessage unknown = message(u"c3"_s, u"m1"_s);
    unknown.senderType = u"martian"_s;
    accept(unknown);
    QVERIFY(row(u"c3"_s).mode == BotMode::Human && row(u"c3"_s).botDrafts);

    QVERIFY(await(channels.setChannelBot(row(u"c1"_s).channel, ChannelBot::On, kDraftedLan, u"Lan"_s)));
    accept(message(u"c4"_s, u"m1"_s));
    await(store().takeOver(ConversationId("c4"_ba), kDraftedLan, u"Lan"_s));
    QVERIFY2(!row(u"c4"_s).botDrafts, "elsewhere the bot is silent where a person answers");
}

/// That the bot's own turn failed before a person had the conversation says nothing about a proposal.
void HistoryBehaviour::draftsAfterAFailedTurn()
{
    SqlProposals proposals(store());
    accept(message(u"c1"_s, u"m1"_s));
    const auto claim = std::get<Claim>(await(store().claim(kDraftedChat, OwnerId("engine-a"_ba))));
    FinishRequest failed = answer(claim, 1);
    failed.handOver = true;
    failed.turn.outcome = TurnOutcome::Failed;
    failed.turn.answer.responseText.clear();
    await(store().finish(failed));
    QVERIFY(row(u"c1"_s).mode == BotMode::Human);
    await(proposals.setDrafting(kDraftedChat, true, kDraftedLan, u"Lan"_s));
    QCOMPARE(await(proposals.proposalsWanted(0s, 10)), std::vector<ConversationId>{kDraftedChat});
}

void HistoryBehaviour::endsDraftsWithWhoAnswers()
{
    SqlProposals proposals(store());
    accept(message(u"c1"_s, u"m1"_s));
    await(proposals.setDrafting(kDraftedChat, true, kDraftedLan, u"Lan"_s));
    await(store().assign(kDraftedChat, kDraftedMinh, u"Minh"_s));
    QVERIFY2(row(u"c1"_s).botDrafts, "who takes it has the bot's drafts");
    QVERIFY(std::holds_alternative<NoSuchConversation>(
        await(proposals.setDrafting(ConversationId("nobody"_ba), true, kDraftedLan, u"Lan"_s))));
    const auto ended = draftedAct(await(proposals.setDrafting(kDraftedChat, false, kDraftedMinh, u"Minh"_s)));
    QCOMPARE(systemNote(ended.line->metadata)->event, SystemEvent::DraftsEnded);
    QVERIFY(row(u"c1"_s).mode == BotMode::Human && !row(u"c1"_s).botDrafts);
    const auto other = await(proposals.setDrafting(kDraftedChat, true, kDraftedLan, u"Lan"_s));
    QCOMPARE(std::get<TakenBySomeone>(other).by, kDraftedMinh);

    await(proposals.setDrafting(kDraftedChat, true, kDraftedMinh, u"Minh"_s));
    await(store().handBack(kDraftedChat, kDraftedMinh, u"Minh"_s, {}));
    QVERIFY(row(u"c1"_s).mode == BotMode::Bot && !row(u"c1"_s).botDrafts);
    await(proposals.setDrafting(kDraftedChat, true, kDraftedLan, u"Lan"_s));
    await(store().setStatus(kDraftedChat, ConversationStatus::Closed, kDraftedLan, u"Lan"_s));
    QVERIFY(!row(u"c1"_s).botDrafts);
}

}  // namespace tongdai::testing
