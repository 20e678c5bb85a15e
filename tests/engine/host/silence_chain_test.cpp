#include "engine/host/desk/silence_chain.h"

#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/conversation/system_note.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using api::SilenceCause;

namespace {

const TimePoint kSilenceNow(std::chrono::milliseconds(1'763'712'000'000));

StoredMessage silentLine(qint64 rev, Speaker speaker, MessageState state = MessageState::Answered)
{
    StoredMessage line;
    line.rev = rev;
    line.speaker = speaker;
    line.state = state;
    line.receivedAt = kSilenceNow - 1min + std::chrono::seconds(rev);
    return line;
}

StoredMessage noteOf(qint64 rev, SystemEvent event, const QString& actor = {}, const QString& reason = {})
{
    StoredMessage line = silentLine(rev, Speaker::System);
    line.metadata = toJson(SystemNote{event, actor, 0, 1, reason});
    return line;
}

StoredMessage unsentLine(qint64 rev, TurnOutcome outcome, const QString& by = {}, const QString& reason = {})
{
    AnswerCard card;
    card.outcome = outcome;
    card.cancelledByName = by;
    card.reason = reason;
    StoredMessage line = silentLine(rev, Speaker::Bot);
    line.metadata = toJson(card);
    return line;
}

StoredMessage deliveredLine(qint64 rev, OutboxState state, const QString& error = {})
{
    Delivery delivery;
    delivery.state = state;
    delivery.error = error;
    StoredMessage line = silentLine(rev, Speaker::Bot);
    line.metadata = toJson(AnswerCard());
    line.metadata[u"delivery"_s] = toJson(delivery);
    return line;
}

}  // namespace

/// Why the bot did not answer: each reason with the line that proves it.
class SilenceChainTest : public QObject {
    Q_OBJECT

    SilenceFacts m_facts;

    std::vector<SilenceCause> causes() const
    {
        std::vector<SilenceCause> all;
        for (const api::SilenceStep& step : explainSilence(m_facts).steps)
            all.push_back(step.cause);
        return all;
    }
    using Causes = std::vector<SilenceCause>;

private slots:
    void init()
    {
        m_facts = {};
        m_facts.conversation.id = ConversationId("c1"_ba);
        m_facts.line = silentLine(5, Speaker::Customer);
        m_facts.now = kSilenceNow;
    }

    void namesThePersonWhoHadIt()
    {
        m_facts.before = {noteOf(1, SystemEvent::TookOver, u"Lan"_s), silentLine(2, Speaker::Operator)};
        m_facts.after = {silentLine(6, Speaker::Operator)};
        m_facts.after[0].senderName = u"Lan"_s;
        const api::Silence silence = explainSilence(m_facts);
        QCOMPARE(causes(), (Causes{SilenceCause::PersonHas, SilenceCause::AnsweredByPerson}));
        QCOMPARE(silence.steps[0].who, u"Lan"_s);
        QCOMPARE(silence.steps[0].rev, 1);
        m_facts.before.push_back(noteOf(3, SystemEvent::ReturnedByTime));
        QCOMPARE(causes(), Causes{SilenceCause::AnsweredByPerson});
    }

    void namesTheProcessThatHasIt()
    {
        m_facts.line.state = MessageState::Waiting;
        m_facts.conversation.owner = OwnerId("0011:aa"_ba);
        m_facts.conversation.leaseUntil = kSilenceNow + 20s;
        m_facts.holder = u"shop-pc/4711"_s;
        QCOMPARE(causes(), Causes{SilenceCause::InWork});
        QCOMPARE(explainSilence(m_facts).steps[0].who, u"shop-pc/4711"_s);
    }

    void saysHowSureItWas()
    {
        StoredMessage held = unsentLine(6, TurnOutcome::HandedOver, {}, kNotSureEnough);
        AnswerCard card = answerCard(held.metadata);
        card.confidence = 0.71;
        held.metadata = toJson(card);
        held.metadata[u"sent"_s] = false;
        held.body = u"Dạ 350k ạ"_s;
        m_facts.conversation.channel = u"facebook"_s;
        m_facts.rule.leastConfidence = 50;
        m_facts.rule.channels[u"facebook"_s].leastConfidence = 80;
        m_facts.after = {held, noteOf(7, SystemEvent::TransferRequested, {}, kNotSureEnough)};
        QCOMPARE(causes(), Causes{SilenceCause::PersonWanted});
        const api::SilenceStep step = explainSilence(m_facts).steps[0];
        QCOMPARE(step.confidence, std::optional(0.71));
        QCOMPARE(step.leastConfidence, 80);
        m_facts.after = {noteOf(7, SystemEvent::TransferRequested, {}, kIntentNotAllowed)};
        QVERIFY(!explainSilence(m_facts).steps[0].confidence);
    }

    void anApologyIsNoAnswer()
    {
        StoredMessage apology = silentLine(8, Speaker::Bot);
        apology.metadata = {{u"apology"_s, true}, {u"sent"_s, true}};
        m_facts.after = {noteOf(6, SystemEvent::TransferRequested), noteOf(7, SystemEvent::NobodyCame), apology};
        QCOMPARE(causes(), Causes{SilenceCause::PersonWanted});
    }

    void otherWordsForAnOlderAnswerAreNone()
    {
        StoredMessage reworded = silentLine(7, Speaker::Operator);
        reworded.metadata[QString::fromLatin1(kInsteadOf)] = m_facts.line.rev - 1;
        m_facts.after = {reworded, noteOf(8, SystemEvent::TookOver, u"Minh"_s)};
        QCOMPARE(causes(), Causes{SilenceCause::PersonHas});
        reworded.metadata[QString::fromLatin1(kInsteadOf)] = m_facts.line.rev + 1;
        m_facts.after = {reworded};
        QCOMPARE(causes(), Causes{SilenceCause::AnsweredByPerson});
    }

    void followsAnAnswerThatWasNotGiven()
    {
        m_facts.line.state = MessageState::Superseded;
        m_facts.after = {silentLine(6, Speaker::Customer), unsentLine(7, TurnOutcome::Superseded),
                         silentLine(8, Speaker::Customer), unsentLine(9, TurnOutcome::Cancelled, u"Minh"_s),
                         noteOf(10, SystemEvent::TookOver, u"Minh"_s)};
        QCOMPARE(causes(), (Causes{SilenceCause::Overtaken, SilenceCause::NotSentOvertaken,
                                   SilenceCause::NotSentTakenOver, SilenceCause::PersonHas}));
        QCOMPARE(explainSilence(m_facts).steps[0].rev, 6);
        m_facts.after = {unsentLine(6, TurnOutcome::Cancelled, {}, u"lost_claim"_s)};
        m_facts.line.state = MessageState::Answered;
        QCOMPARE(explainSilence(m_facts).steps[0].detail, u"lost_claim"_s);
        QCOMPARE(causes(), Causes{SilenceCause::NotSentLate});
    }

    void namesThePlanOfAnAnswerThatDidNotArrive()
    {
        AnswerPlan plan;
        plan.ord = 6;
        plan.attempts = 3;
        plan.steps = {{u"send_message"_s, u"pending"_s, 3, u"HTTP 503"_s, {}},
                      {u"transfer_to_agent"_s, u"pending"_s, 3, u"HTTP 503"_s, {}}};
        m_facts.plans = {plan};
        m_facts.after = {deliveredLine(6, OutboxState::Waiting, u"HTTP 503"_s)};
        QCOMPARE(causes(), (Causes{SilenceCause::DeliveryWaits, SilenceCause::PlanStands}));
        const api::SilenceStep step = explainSilence(m_facts).steps[1];
        QCOMPARE(step.detail, u"send_message,transfer_to_agent"_s);
        QCOMPARE(step.tries, 3);
        QCOMPARE(step.rev, 6);
        m_facts.after = {deliveredLine(6, OutboxState::Sent)};
        QCOMPARE(causes(), Causes{SilenceCause::Answered});
    }

    void saysHowFarTheAnswerCame_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("cause");
        QTest::newRow("dead") << int(OutboxState::Dead) << int(SilenceCause::NotDelivered);
        QTest::newRow("unknown") << int(OutboxState::Unknown) << int(SilenceCause::DeliveryUnknown);
        QTest::newRow("waiting") << int(OutboxState::Waiting) << int(SilenceCause::DeliveryWaits);
        QTest::newRow("sent") << int(OutboxState::Sent) << int(SilenceCause::Answered);
    }
    void saysHowFarTheAnswerCame()
    {
        QFETCH(int, state);
        QFETCH(int, cause);
        m_facts.after = {deliveredLine(6, OutboxState(state), u"blocked"_s), noteOf(7, SystemEvent::TookOver)};
        QCOMPARE(causes(), Causes{SilenceCause(cause)});
    }

    void looksAtWhatStandsInTheWayNow()
    {
        m_facts.line.state = MessageState::Waiting;
        m_facts.conversation.attempts = 2;
        QCOMPARE(causes(), Causes{SilenceCause::NotTakenUp});
        QCOMPARE(explainSilence(m_facts).steps[0].detail, u"2"_s);
        m_facts.conversation.answerAt = kSilenceNow + 20s;
        QCOMPARE(causes(), Causes{SilenceCause::WaitsForCustomer});
        m_facts.conversation.owner = OwnerId("engine:1"_ba);
        m_facts.conversation.leaseUntil = kSilenceNow + 10s;
        PartHealth ai;
        ai.part = Part::Ai;
        ai.state = PartState::Down;
        ai.cause = u"connection refused"_s;
        m_facts.health.parts = {ai};
        QCOMPARE(causes(), (Causes{SilenceCause::InWork, SilenceCause::AiAway}));
        m_facts.after = {noteOf(6, SystemEvent::TurnFailed, {}, u"timeout"_s)};
        m_facts.line.state = MessageState::Dead;
        QCOMPARE(causes(), (Causes{SilenceCause::GaveUp, SilenceCause::AiAway}));
    }

    /// The turn's own line says nothing, or was kept from the customer.
    void aTurnThatCalledAPersonIsNoAnswer()
    {
        m_facts.line.state = MessageState::Answered;
        StoredMessage held = unsentLine(6, TurnOutcome::HandedOver, {}, u"ai_not_sure_enough"_s);
        held.body = u"Dạ 350k ạ"_s;
        held.metadata[u"sent"_s] = false;
        m_facts.after = {held, unsentLine(7, TurnOutcome::HandedOver),
                         noteOf(8, SystemEvent::TransferRequested, {}, u"ai_not_sure_enough"_s)};
        QCOMPARE(causes(), Causes{SilenceCause::PersonWanted});
        held.metadata[u"sent"_s] = true;
        m_facts.after = {held};
        QCOMPARE(causes(), Causes{SilenceCause::Answered});
    }

    void admitsWhatItDoesNotKnow()
    {
        QCOMPARE(causes(), Causes{SilenceCause::Unexplained});
        m_facts.line.speaker = Speaker::Note;
        QCOMPARE(causes(), Causes{SilenceCause::NotACustomers});
    }
};

TONGDAI_TEST(SilenceChainTest)

}  // namespace tongdai

#include "silence_chain_test.moc"
