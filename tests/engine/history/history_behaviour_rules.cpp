#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/conversation/rule_trial.h"
#include "engine/domain/conversation/system_note.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>

// Which answers are sent, and what another rule would have changed (features C12, 2.9).
namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const OwnerId kRuleEngine("engine-a"_ba);

FinishRequest heldBack(FinishRequest request, QLatin1StringView why)
{
    AiAnswer& answer = request.turn.answer;
    request.held = HeldAnswer{std::exchange(answer.responseText, {}), std::exchange(answer.actions, {})};
    answer.actions = {{ActionType::TransferToAgent, {{u"reason"_s, QString(why)}}}};
    request.turn.outcome = TurnOutcome::HandedOver;
    request.turn.error = why;
    request.handOver = true;
    return request;
}

QString said(const RuleEffect& effect)
{
    QStringList changed;
    for (const RuleEffect::Changed& each : effect.conversations)
        changed << u"%1 %2 x%3"_s.arg(each.conversation.toString(), each.intent).arg(each.answers);
    return u"%1 sent, %2 held; now %3 held (%4 unsure), %5 sent; %6 of %7"_s.arg(effect.sent)
        .arg(effect.heldBack)
        .arg(effect.nowHeld)
        .arg(effect.nowUnsure)
        .arg(effect.nowSent)
        .arg(changed.join(u", "_s))
        .arg(effect.changedConversations);
}

}  // namespace

void HistoryBehaviour::triesARuleOnTheLastDays()
{
    int number = 0;
    const auto asked = [&](const QString& conversation, const QString& intent, double confidence) {
        const Accepted accepted = accept(message(conversation, u"m%1"_s.arg(++number)), kRuleEngine);
        FinishRequest request = answer(*accepted.claim, accepted.message.seq);
        request.turn.answer.intent = intent;
        request.turn.answer.confidence = confidence;
        return request;
    };
    const auto give = [&](const FinishRequest& request) { std::get<Finished>(await(store().finish(request))); };
    give(asked(u"c0"_s, u"ask_price"_s, 0.2));  // an hour before the seven days
    clock().advance(25h);
    give(asked(u"c1"_s, u"ask_stock"_s, 0.91));
    give(asked(u"c1"_s, u"ask_stock"_s, 0.79));  // at the same time
    clock().advance(24h);
    give(asked(u"c1"_s, u"ask_price"_s, 0.80));
    clock().advance(24h);
    give(asked(u"c2"_s, u"complaint"_s, 0.95));
    clock().advance(24h);
    give(asked(u"c2"_s, u"ask_price"_s, 0.5));
    clock().advance(24h);
    give(asked(u"c3"_s, QString(), 0.99));
    clock().advance(24h);
    give(heldBack(asked(u"c4"_s, u"ask_stock"_s, 0.7), kNotSureEnough));
    FinishRequest called = asked(u"c5"_s, u"complaint"_s, 0.3);  // the bot itself asks for a person
    called.turn.outcome = TurnOutcome::HandedOver;
    called.handOver = true;
    give(called);
    FinishRequest failed = asked(u"c6"_s, QString(), 0);
    failed.turn.outcome = TurnOutcome::Failed;
    failed.turn.error = u"timeout"_s;
    failed.handOver = true;
    give(failed);
    give(asked(u"sample-1"_s, u"ask_price"_s, 0.1));
    raw().begin();
    raw().execute(u"update conversations set is_sample = 1 where conversation_id = ?"_s,
                  {ConversationId("sample-1"_ba)});
    raw().commit();
    clock().advance(24h);

    GivenAnswersQuery week;
    week.before = clock().now();
    week.from = week.before - RuleEffect::kDays;
    // A page of three cuts the two of one moment apart.
    const auto tried = [&](const AnswerRule& rule, int limit, bool sample = false) {
        RuleTrial trial(rule);
        GivenAnswersQuery page = week;
        page.limit = limit;
        page.sample = sample;
        for (bool hasMore = true; hasMore;) {
            const std::vector<GivenAnswer> answers = await(store().givenAnswers(page));
            for (const GivenAnswer& each : answers)
                trial.add(each);
            hasMore = int(answers.size()) == limit;
            if (!hasMore) break;
            page.before = answers.back().at;
            page.beforeId = answers.back().id;
        }
        return said(trial.effect(week));
    };
    const AnswerRule strict{80, {u"Ask_stock"_s, u"ask_price"_s}};
    for (const int limit : {1, 2, 3, 1'000}) {
        QCOMPARE(tried(strict, limit),
                 u"6 sent, 1 held; now 4 held (2 unsure), 0 sent; c3  x1, c2 ask_price x2, c1 ask_stock x1 of 3"_s);
    }
    QCOMPARE(tried({70, {}}, 1'000),
             u"6 sent, 1 held; now 1 held (1 unsure), 1 sent; c4 ask_stock x1, c2 ask_price x1 of 2"_s);
    QCOMPARE(tried({}, 2), u"6 sent, 1 held; now 0 held (0 unsure), 1 sent; c4 ask_stock x1 of 1"_s);
    QCOMPARE(tried({50, {}}, 2, true), u"1 sent, 0 held; now 1 held (1 unsure), 0 sent; sample-1 ask_price x1 of 1"_s);
    const std::vector<GivenAnswer> newest = await(store().givenAnswers(week));
    QCOMPARE(newest.front().customer, u"Nguyễn Thị Hạnh"_s);
    QVERIFY(newest.front().wasHeldBack);
    QCOMPARE(newest.front().channel, row(u"c4"_s).channel);
    QVERIFY(!newest.front().channel.isEmpty());
    QCOMPARE(newest.front().confidence, 0.7);
}

/// Nobody was told, and what the bot would have said stands in the thread and its turn all the same.
void HistoryBehaviour::keepsWhatARuleHeldBackOfAnAnswerThatWasOvertaken()
{
    const Accepted accepted = accept(message(u"c1"_s, u"m1"_s), kRuleEngine);
    FinishRequest request = heldBack(answer(*accepted.claim, 1, u"Dạ 350k ạ"_s), kNotSureEnough);
    request.mayRestart = true;
    accept(message(u"c1"_s, u"m2"_s));
    const auto overtaken = std::get<SupersededByNewer>(await(store().finish(request)));
    QCOMPARE(overtaken.botMessage.body, u"Dạ 350k ạ"_s);
    QVERIFY(!overtaken.botMessage.metadata["sent"_L1].toBool(true));
    const AnswerCard card = answerCard(overtaken.botMessage.metadata);
    QCOMPARE(card.outcome, TurnOutcome::Superseded);
    QCOMPARE(card.actions.size(), 1u);

    const FinishRequest late = heldBack(answer(overtaken.next, 2, u"Dạ 360k ạ"_s), kNotSureEnough);
    await(store().takeOver(ConversationId("c1"_ba), OperatorId("lan"_ba), u"Lan"_s));
    const auto refused = std::get<Fenced>(await(store().finish(late)));
    QVERIFY(refused.botMessage);
    QCOMPARE(refused.botMessage->body, u"Dạ 360k ạ"_s);
    QCOMPARE(answerCard(refused.botMessage->metadata).outcome, TurnOutcome::Cancelled);
    QVERIFY(!row(u"c1"_s).lastText.contains(u"0k"_s));
    QCOMPARE(row(u"c1"_s).mode, BotMode::Human);
}

void HistoryBehaviour::keepsWhatARuleHeldBackUnsent()
{
    const Accepted accepted = accept(message(u"c1"_s, u"m1"_s), kRuleEngine);
    const FinishRequest request = heldBack(answer(*accepted.claim, 1, u"Dạ 350k ạ"_s), kNotSureEnough);
    const auto finished = std::get<Finished>(await(store().finish(request)));
    QVERIFY(finished.heldMessage);
    QCOMPARE(finished.heldMessage->body, u"Dạ 350k ạ"_s);
    QCOMPARE(finished.conversation.mode, BotMode::Human);
    QVERIFY(finished.conversation.waitingSince);
    const std::vector<StoredMessage> lines = thread(u"c1"_s);
    QCOMPARE(lines.size(), 4u);
    const AnswerCard card = answerCard(lines[1].metadata);
    QVERIFY(!lines[1].metadata["sent"_L1].toBool(true));
    QCOMPARE(card.outcome, TurnOutcome::HandedOver);
    QCOMPARE(card.reason, QString(kNotSureEnough));
    QCOMPARE(card.actions.size(), 1u);
    QVERIFY(lines[2].body.isEmpty() && lines[2].metadata["sent"_L1].toBool());
    QCOMPARE(systemNote(lines[3].metadata)->reason, QString(kNotSureEnough));
    QCOMPARE(raw().query(u"select count(*) from messages where content <> '' and sent = 0"_s)[0][0].toInteger(), 1);
    QVERIFY(!row(u"c1"_s).lastText.contains(u"350k"_s));
    const SqlRows actions = raw().query(u"select action_type from message_actions"_s);
    QCOMPARE(actions.size(), 1);
    QCOMPARE(actions[0][0].toText(), u"transfer_to_agent"_s);
    // The same once more: the same outcome, and nothing twice. The AI is not told what it never said.
    std::get<Finished>(await(store().finish(request)));
    QCOMPARE(thread(u"c1"_s).size(), 4u);
    await(store().handBack(ConversationId("c1"_ba), OperatorId("lan"_ba), u"Lan"_s, OwnerId()));
    const Claim next = *accept(message(u"c1"_s, u"m2"_s), kRuleEngine).claim;
    const AnswerContext context = await(store().context(next, 100));
    for (const ContextLine& line : context.lines)
        QVERIFY(!line.text.contains(u"350k"_s));
}

}  // namespace tongdai::testing
