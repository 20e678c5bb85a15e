#include "engine/domain/conversation/rule_trial.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

GivenAnswer givenAnswer(const QByteArray& conversation, const QString& intent, double confidence,
                        bool wasHeldBack = false)
{
    return {QUuid(),
            TimePoint(std::chrono::milliseconds(1'763'712'000'000)),
            ConversationId(conversation),
            u"Hạnh"_s,
            intent,
            confidence,
            wasHeldBack};
}

}  // namespace

/// What another rule would have changed (features 2.9).
class RuleTrialTest : public QObject {
    Q_OBJECT
private slots:
    void countsWhatWouldHaveGoneAnotherWay()
    {
        RuleTrial trial({80, {u"ask_stock"_s, u"ask_price"_s}});
        trial.add(givenAnswer("c3", {}, 0.99));
        trial.add(givenAnswer("c4", u"ask_stock"_s, 0.85, true));  // would be sent now
        trial.add(givenAnswer("c2", u"ask_price"_s, 0.5));
        trial.add(givenAnswer("c2", u"complaint"_s, 0.95));
        trial.add(givenAnswer("c1", u"ask_price"_s, 0.8));
        trial.add(givenAnswer("c1", u"Ask_stock"_s, 0.79));
        trial.add(givenAnswer("c1", u"ask_stock"_s, 0.91));
        const RuleEffect effect = trial.effect({});
        QCOMPARE(effect.sent, 6);
        QCOMPARE(effect.heldBack, 1);
        QCOMPARE(effect.nowHeld, 4);
        QCOMPARE(effect.nowUnsure, 2);
        QCOMPARE(effect.nowSent, 1);
        QCOMPARE(effect.changedConversations, 4);
        QStringList shown;
        for (const RuleEffect::Changed& each : effect.conversations)
            shown << u"%1 %2 %3 x%4"_s.arg(each.conversation.toString(), each.intent)
                         .arg(each.confidence)
                         .arg(each.answers);
        QCOMPARE(shown, (QStringList{u"c3  0.99 x1"_s, u"c4 ask_stock 0.85 x1"_s, u"c2 ask_price 0.5 x2"_s,
                                     u"c1 Ask_stock 0.79 x1"_s}));
        QStringList intents;
        for (const RuleEffect::Intent& each : effect.intents)
            intents << u"%1 %2 -%3 +%4 %5"_s.arg(each.name)
                           .arg(each.answers)
                           .arg(each.nowHeld)
                           .arg(each.nowSent)
                           .arg(each.leastConfidence);
        QCOMPARE(intents, (QStringList{u"ask_stock 3 -1 +1 0.79"_s, u"ask_price 2 -1 +0 0.5"_s, u" 1 -1 +0 0.99"_s,
                                       u"complaint 1 -1 +0 0.95"_s}));
    }

    void judgesEachChannelByItsOwnRule()
    {
        AnswerRule rule{50, {}};
        rule.channels[u"facebook"_s] = {80, {u"ask_stock"_s}};
        RuleTrial trial(rule);
        const auto add = [&trial](const QString& channel, const QString& intent, double confidence) {
            GivenAnswer answer = givenAnswer("c-" + channel.toUtf8(), intent, confidence);
            answer.channel = channel;
            trial.add(answer);
        };
        add(u"zalo"_s, u"complaint"_s, 0.6);      // sent
        add(u"zalo"_s, u"ask_stock"_s, 0.4);      // not sure enough
        add(u"facebook"_s, u"complaint"_s, 0.9);  // not on its list
        add(u"facebook"_s, u"ask_stock"_s, 0.6);  // not sure enough there
        add(u"facebook"_s, u"ask_stock"_s, 0.8);  // sent
        const RuleEffect effect = trial.effect({});
        QCOMPARE(effect.sent, 5);
        QCOMPARE(effect.nowHeld, 3);
        QCOMPARE(effect.nowUnsure, 2);
        QCOMPARE(effect.changedConversations, 2);
        QCOMPARE(effect.rule, rule);
    }

    void showsTheNewestTwoHundredAndCountsAll()
    {
        RuleTrial trial({50, {}});
        for (int i = 0; i < 1'000; ++i)
            trial.add(givenAnswer("c" + QByteArray::number(i % 500), u"x"_s, 0.4));
        const RuleEffect effect = trial.effect({});
        QCOMPARE(effect.nowHeld, 1'000);
        QCOMPARE(effect.changedConversations, 500);
        QCOMPARE(effect.conversations.size(), RuleEffect::kMostConversations);
        QCOMPARE(effect.conversations.front().conversation.toString(), u"c0"_s);
        QCOMPARE(effect.conversations.back().answers, 2);
    }
};

TONGDAI_TEST(RuleTrialTest)

}  // namespace tongdai::testing

#include "rule_trial_test.moc"
