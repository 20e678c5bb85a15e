#include "engine/contract/json/handled_message.h"
#include "engine/domain/conversation/answer_card.h"
#include "engine/history/conversations/sql_proposals.h"
#include "engine/history/privacy/sql_privacy.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>

#include <algorithm>
#include <cmath>

/// Other words in place of a refused answer (guarantees 2.6).
namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const OwnerId kRewordRelay("relay"_ba);
const OperatorId kRewordLan("lan"_ba);
const ConversationId kRewordC1("c1"_ba);

QJsonObject requestWith(const QString& text, std::vector<Action> actions)
{
    AiAnswer said;
    said.responseText = text;
    said.actions = std::move(actions);
    return contract::platformRequest(kRewordC1, said, TimePoint(), u"lock"_s);
}

Action saying(const QString& text)
{
    return {ActionType::SendMessage, {{u"message"_s, text}}};
}

SendOutcome refusal(SendOutcome::Kind kind)
{
    SendOutcome outcome;
    outcome.kind = kind;
    outcome.error = u"status 400: no"_s;
    return outcome;
}

Rewording reworded(qint64 outboxId, const QString& id, const QString& text)
{
    OperatorMessage message{kRewordC1, MessageId::fromString(id), kRewordLan, u"Lan"_s, text};
    message.sendToPlatform = true;
    message.platformBody = requestWith(text, {saying(text)});
    return {outboxId, message};
}

FinishRequest toPlatform(FinishRequest request, std::vector<Action> actions)
{
    request.sendToPlatform = true;
    request.sendNow = false;
    request.platformBody = requestWith(request.turn.answer.responseText, actions);
    request.turn.answer.actions = std::move(actions);
    return request;
}

std::optional<NotReworded::Why> whyNot(const RewordOutcome& outcome)
{
    const auto* refused = std::get_if<NotReworded>(&outcome);
    return refused ? std::optional(refused->why) : std::nullopt;
}

}  // namespace

void HistoryBehaviour::sendsOtherWordsInPlaceOfARefusedLine()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), OwnerId("engine-a"_ba)).claim;
    const QJsonArray choices{QJsonObject{{u"title"_s, u"Đặt hàng"_s}}};
    std::vector<Action> actions{
        {ActionType::SendQuickReplies, {{u"message"_s, u"Dạ còn ạ."_s}, {u"quick_replies"_s, choices}}}};
    std::get<Finished>(await(store().finish(toPlatform(answer(claim, 1), actions))));
    const OutboxItem first = await(store().claimOutbox(kRewordRelay, 8)).at(0);
    QCOMPARE(whyNot(await(store().rewordOutbox(reworded(first.id, u"d0"_s, u"Dạ"_s)))), NotReworded::Why::Decided);
    await(store().settleOutbox(first, kRewordRelay, refusal(SendOutcome::Kind::Dead), 0ms));

    const Rewording wanted = reworded(first.id, u"d1"_s, u"Dạ còn 2 chiếc ạ"_s);
    auto outcome = await(store().rewordOutbox(wanted));
    const auto done = std::get<OperatorActResult>(outcome);
    QCOMPARE(done.withdrawn, 1);
    QVERIFY(done.outbox);
    // Told to whoever looks, with the numbers under which the store keeps them.
    const auto told = [&done](const QString& kind, qint64 rev) {
        return std::ranges::any_of(done.events, [&](const HistoryEvent& event) {
            return event.kind == kind && event.rev == rev && event.id > 0;
        });
    };
    QVERIFY(told(u"outbox"_s, first.ord));
    QVERIFY(told(u"message_sent"_s, done.line->rev));
    const std::vector<StoredMessage> lines = thread(u"c1"_s);
    const StoredMessage& before = lines[lines.size() - 2];
    QCOMPARE(before.rev, first.ord);
    QCOMPARE(before.body, u"Dạ còn ạ."_s);
    QCOMPARE(deliveryOf(before.metadata)->state, OutboxState::Withdrawn);
    QCOMPARE(deliveryOf(before.metadata)->error, QString(QLatin1StringView(kReworded) + u"status 400: no"_s));
    QCOMPARE(lines.back().speaker, Speaker::Operator);
    QCOMPARE(lines.back().body, u"Dạ còn 2 chiếc ạ"_s);
    QCOMPARE(lines.back().metadata[QLatin1StringView(kInsteadOf)].toInteger(), first.ord);
    QCOMPARE(raw().query(u"select count(*) from message_actions where status = 'skipped'"_s)[0][0].toInteger(), 1);

    // With the choices that the bot had offered.
    const auto claimed = await(store().claimOutbox(kRewordRelay, 8));
    QCOMPARE(claimed.size(), 1u);
    const OutboxItem& second = claimed[0];
    QCOMPARE(second.ord, lines.back().rev);
    QCOMPARE(second.attempts, 1);
    QVERIFY2(second.dedupKey != first.dedupKey, "the platform would repeat its answer to the first one");
    QCOMPARE(second.body["ai_response"_L1]["response_text"_L1].toString(), u"Dạ còn 2 chiếc ạ"_s);
    QCOMPARE(second.body["actions"_L1][0]["data"_L1]["message"_L1].toString(), u"Dạ còn 2 chiếc ạ"_s);
    QCOMPARE(second.body["actions"_L1][0]["data"_L1]["quick_replies"_L1].toArray(), choices);

    SqlPrivacy privacy(store());
    const AuditLine noted = await(privacy.auditLines(1)).at(0);
    QCOMPARE(noted.action, u"outbox_decided"_s);
    QCOMPARE(noted.detail["decision"_L1].toString(), u"reword"_s);
    QCOMPARE(noted.detail["old"_L1].toInteger(), first.ord);
    QCOMPARE(noted.detail["new"_L1].toInteger(), second.ord);

    // Its answer was lost, and it is asked for again: nothing is written twice.
    outcome = await(store().rewordOutbox(wanted));
    QCOMPARE(std::get<OperatorActResult>(outcome).withdrawn, 0);
    QCOMPARE(std::get<OperatorActResult>(outcome).line->rev, second.ord);
    QCOMPARE(thread(u"c1"_s).size(), lines.size());
    QCOMPARE(await(privacy.auditLines(1)).at(0).n, noted.n);
    // What became of the first words was not known, and others were tried.
    Rewording changed = wanted;
    changed.message.text = u"Dạ hết hàng ạ"_s;
    QCOMPARE(whyNot(await(store().rewordOutbox(changed))), NotReworded::Why::SentBefore);
    QCOMPARE(thread(u"c1"_s).size(), lines.size());
    // Another desk was slower.
    QCOMPARE(whyNot(await(store().rewordOutbox(reworded(first.id, u"d2"_s, u"Dạ"_s)))), NotReworded::Why::Decided);
    QVERIFY(!await(store().resolveOutbox(first.id, OutboxDecision::SendAgain, kRewordLan)).wasOurs);
    QCOMPARE(thread(u"c1"_s).size(), lines.size());
}

void HistoryBehaviour::leavesWordsThatMayHaveArrived()
{
    const auto dead = [this](const QString& conversation, std::vector<Action> actions, SendOutcome::Kind kind) {
        const Claim claim = *accept(message(conversation, u"m1"_s), OwnerId("engine-a"_ba)).claim;
        std::get<Finished>(await(store().finish(toPlatform(answer(claim, 1), std::move(actions)))));
        if (kind != SendOutcome::Kind::Dead)
            raw().run(u"update outbox set attempts = %1 where state = 0"_s.arg(kMaxSendAttempts - 1));
        const OutboxItem item = await(store().claimOutbox(kRewordRelay, 8)).at(0);
        await(store().settleOutbox(item, kRewordRelay, refusal(kind), 0ms));
        return item.id;
    };
    const auto why = [this](qint64 id, const QString& conversation) {
        Rewording wanted = reworded(id, u"d-"_s + conversation, u"Dạ"_s);
        wanted.message.conversation = ConversationId::fromString(conversation);
        return whyNot(await(store().rewordOutbox(wanted)));
    };
    const qint64 cut = dead(u"c1"_s, {saying(u"Dạ còn ạ."_s)}, SendOutcome::Kind::Ambiguous);
    QCOMPARE(why(cut, u"c1"_s), NotReworded::Why::MayHaveArrived);
    const qint64 order =
        dead(u"c2"_s, {{ActionType::ExecuteApi, {{u"name"_s, u"create_order"_s}}}}, SendOutcome::Kind::Dead);
    QCOMPARE(why(order, u"c2"_s), NotReworded::Why::MoreThanWords);
    const qint64 twoTexts =
        dead(u"c3"_s, {saying(u"Dạ còn ạ."_s), saying(u"Chị lấy không ạ?"_s)}, SendOutcome::Kind::Dead);
    QCOMPARE(why(twoTexts, u"c3"_s), NotReworded::Why::MoreThanWords);
    const QJsonArray cards{QJsonObject{{u"title"_s, u"Áo thun"_s}}};
    const qint64 withCards =
        dead(u"c5"_s, {saying(u"Dạ còn ạ."_s), {ActionType::SendCarousel, {{u"elements"_s, cards}}}},
             SendOutcome::Kind::Dead);
    QCOMPARE(why(withCards, u"c5"_s), NotReworded::Why::MoreThanWords);
    const qint64 plain = dead(u"c4"_s, {saying(u"Dạ còn ạ."_s)}, SendOutcome::Kind::Dead);
    QCOMPARE(why(plain, u"c1"_s), NotReworded::Why::Decided);  // of another conversation
    Rewording nobody = reworded(plain, u"d9"_s, u"Dạ"_s);
    nobody.message.conversation = ConversationId("nobody"_ba);
    QVERIFY(std::holds_alternative<NoSuchConversation>(await(store().rewordOutbox(nobody))));
    // All of them can still be decided about as they are.
    QCOMPARE(await(store().outbox({OutboxState::Dead}, 10)).size(), 5u);
    QVERIFY(await(store().claimOutbox(kRewordRelay, 8)).empty());
    QVERIFY(!why(plain, u"c4"_s));
}

/// The platform's refusal is about its own try alone.
void HistoryBehaviour::leavesWordsAfterATryThatMayHaveArrived()
{
    const auto settled = [this](const SendOutcome& outcome) {
        raw().run(u"update outbox set next_at = 0 where state = 0"_s);
        const OutboxItem item = await(store().claimOutbox(kRewordRelay, 8)).at(0);
        await(store().settleOutbox(item, kRewordRelay, outcome, 0ms));
        return item.id;
    };
    const auto begin = [this](const QString& conversation) {
        const Claim claim = *accept(message(conversation, u"m1"_s), OwnerId("engine-a"_ba)).claim;
        std::get<Finished>(await(store().finish(toPlatform(answer(claim, 1), {saying(u"Dạ còn ạ."_s)}))));
    };
    const auto why = [this](qint64 id, const QString& conversation) {
        Rewording wanted = reworded(id, u"d-"_s + conversation, u"Dạ"_s);
        wanted.message.conversation = ConversationId::fromString(conversation);
        return whyNot(await(store().rewordOutbox(wanted)));
    };
    begin(u"c1"_s);
    settled(refusal(SendOutcome::Kind::Ambiguous));
    const qint64 cut = settled(refusal(SendOutcome::Kind::Dead));
    QCOMPARE(why(cut, u"c1"_s), NotReworded::Why::MayHaveArrived);
    // Nor after a person has had it sent again, with a life of its own.
    QVERIFY(await(store().resolveOutbox(cut, OutboxDecision::SendAgain, kRewordLan)).wasOurs);
    settled(refusal(SendOutcome::Kind::Dead));
    QCOMPARE(why(cut, u"c1"_s), NotReworded::Why::MayHaveArrived);

    begin(u"c2"_s);
    const OutboxItem stopped = await(store().claimOutbox(kRewordRelay, 8)).at(0);
    expireLeases(u"outbox"_s);
    QCOMPARE(settled(refusal(SendOutcome::Kind::Dead)), stopped.id);
    QCOMPARE(why(stopped.id, u"c2"_s), NotReworded::Why::MayHaveArrived);

    begin(u"c3"_s);
    SendOutcome secondPiece = refusal(SendOutcome::Kind::Dead);
    secondPiece.isPartly = true;
    const qint64 torn = settled(secondPiece);
    QCOMPARE(why(torn, u"c3"_s), NotReworded::Why::MayHaveArrived);

    begin(u"c4"_s);
    const qint64 old = settled(refusal(SendOutcome::Kind::Dead));
    raw().run(u"update outbox set tries = null where id = %1"_s.arg(old));  // as an older version left it
    QCOMPARE(why(old, u"c4"_s), NotReworded::Why::MayHaveArrived);

    begin(u"c5"_s);
    settled(refusal(SendOutcome::Kind::Retry));
    const qint64 plain = settled(refusal(SendOutcome::Kind::Dead));
    QVERIFY(!why(plain, u"c5"_s));
}

/// Who changes older words has not read what the customer wrote since.
void HistoryBehaviour::otherWordsLeaveWhoWaitsWaiting()
{
    const auto refusedLine = [this](const QString& conversation) {
        const Claim claim = *accept(message(conversation, u"m1"_s), OwnerId("engine-a"_ba)).claim;
        std::get<Finished>(await(store().finish(toPlatform(answer(claim, 1), {saying(u"Dạ còn ạ."_s)}))));
        const ConversationId of = ConversationId::fromString(conversation);
        const auto claimed = await(store().claimOutbox(kRewordRelay, 8));
        const OutboxItem item = *std::ranges::find(claimed, of, &OutboxItem::conversation);
        await(store().settleOutbox(item, kRewordRelay, refusal(SendOutcome::Kind::Dead), 0ms));
        SqlProposals proposals(store());
        await(proposals.setDrafting(of, true, OperatorId("admin"_ba), u"Admin"_s));  // nobody's as yet
        Rewording wanted = reworded(item.id, u"d-"_s + conversation, u"Dạ"_s);
        wanted.message.conversation = of;
        return wanted;
    };
    const Rewording late = refusedLine(u"c1"_s);
    accept(message(u"c1"_s, u"m2"_s));
    const Conversation before = row(u"c1"_s);
    QVERIFY(before.waitingSince && before.unread > 0);
    const auto done = std::get<OperatorActResult>(await(store().rewordOutbox(late)));
    QVERIFY(done.outbox);
    const Conversation after = row(u"c1"_s);
    QCOMPARE(after.waitingSince, before.waitingSince);
    QCOMPARE(after.unread, before.unread);
    QVERIFY(before.assignee.isEmpty() && after.assignee.isEmpty());
    // The bot gets what nobody has answered.
    const auto back =
        std::get<OperatorActResult>(await(store().handBack(kRewordC1, kRewordLan, u"Lan"_s, OwnerId("engine-a"_ba))));
    QVERIFY(back.claim);
    QCOMPARE(back.claim->from, 1);
    std::get<Finished>(await(store().finish(answer(*back.claim, 2))));

    // Nobody has written since: it answers as any reply does.
    const Rewording last = refusedLine(u"c2"_s);
    std::get<OperatorActResult>(await(store().rewordOutbox(last)));
    QCOMPARE(row(u"c2"_s).unread, 0);
    QCOMPARE(row(u"c2"_s).assignee, kRewordLan);
}

/// In the figures, in the export of conversations, and in what was waited for an hour ago.
void HistoryBehaviour::otherWordsForAnOlderAnswerAreNoReply()
{
    const TimePoint begin = clock().now();
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), OwnerId("engine-a"_ba)).claim;
    std::get<Finished>(await(store().finish(toPlatform(answer(claim, 1), {saying(u"Dạ còn ạ."_s)}))));
    const OutboxItem refused = await(store().claimOutbox(kRewordRelay, 8)).at(0);
    await(store().settleOutbox(refused, kRewordRelay, refusal(SendOutcome::Kind::Dead), 0ms));
    clock().advance(1min);
    accept(message(u"c1"_s, u"m2"_s));
    await(store().takeOver(kRewordC1, kRewordLan, u"Lan"_s));
    clock().advance(2min);
    std::get<OperatorActResult>(await(store().rewordOutbox(reworded(refused.id, u"d1"_s, u"Dạ còn 2 chiếc ạ"_s))));
    clock().advance(3min);
    const OperatorMessage reply{kRewordC1, MessageId("d2"_ba), kRewordLan, u"Lan"_s, u"Dạ có ạ"_s};
    std::get<OperatorActResult>(await(store().send(reply)));
    clock().advance(58min);

    StatsQuery query;
    query.zone = "Asia/Ho_Chi_Minh";
    query.from = begin - 1min;
    query.to = clock().now();
    const StatsReport report = await(store().statistics(query));
    QCOMPARE(report.people, 2);
    QCOMPARE(report.peopleFirst.count, 1);
    QVERIFY2(std::abs(report.peopleFirst.p50 - 300) < 10, qPrintable(QString::number(report.peopleFirst.p50)));
    QVERIFY2(std::abs(report.answerDebtBefore - 180) < 1, qPrintable(QString::number(report.answerDebtBefore)));
    const std::vector<ConversationFigures> rows = detailsOf(query, 10);
    QCOMPARE(rows.size(), size_t(1));
    QCOMPARE(rows[0].people, 2);
    QCOMPARE(rows[0].peopleWaits, 1);
    QVERIFY(rows[0].peopleFirst && std::abs(*rows[0].peopleFirst - 300) < 1);
    QVERIFY(rows[0].longestWait && std::abs(*rows[0].longestWait - 300) < 1);
}

}  // namespace tongdai::testing
