#include "engine/domain/conversation/answer_card.h"

#include "engine/domain/conversation/system_note.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

class AnswerCardTest : public QObject {
    Q_OBJECT
private slots:
    void comesBackAsItWasWritten()
    {
        AnswerCard card;
        card.intent = u"hỏi_giá"_s;
        card.confidence = 0.95;
        card.outcome = TurnOutcome::Superseded;
        card.newerMessage = MessageId("m-67891"_ba);
        card.steps.ai = 1180;
        card.actions = {{ActionType::SendMessage, {{u"text"_s, u"Dạ còn ạ"_s}}}};
        const AnswerCard back = answerCard(toJson(card));
        QCOMPARE(back.intent, card.intent);
        QCOMPARE(back.confidence, card.confidence);
        QCOMPARE(back.outcome, TurnOutcome::Superseded);
        QCOMPARE(back.newerMessage, card.newerMessage);
        QCOMPARE(back.steps.ai, 1180.0);
        QCOMPARE(back.actions, card.actions);
    }
    void anEmptyCardIsAnAnsweredOne()
    {
        const AnswerCard card = answerCard(QJsonObject());
        QCOMPARE(card.outcome, TurnOutcome::Answered);
        QVERIFY(!card.confidence);
        QVERIFY(card.actions.empty());
    }
    void anUnknownDeliveryIsNotGuessed()
    {
        QVERIFY(!deliveryOf({}));
        QVERIFY(!deliveryOf({{u"delivery"_s, QJsonObject{{u"state"_s, u"teleported"_s}}}}));
        Delivery sent;
        sent.state = OutboxState::Sent;
        sent.acceptedAt = TimePoint(std::chrono::milliseconds(1700000000123));
        const auto back = deliveryOf({{u"delivery"_s, toJson(sent)}});
        QVERIFY(back);
        QCOMPARE(int(back->state), int(OutboxState::Sent));
        QVERIFY(back->acceptedAt == sent.acceptedAt);
        QVERIFY(!back->readAt);
    }
    void systemNotesComeBackAndUnknownKindsDoNot()
    {
        const auto back = systemNote(toJson(SystemNote{SystemEvent::TookOver, u"Lan"_s, 1, 42, {}}));
        QVERIFY(back);
        QCOMPARE(int(back->event), int(SystemEvent::TookOver));
        QCOMPARE(back->actor, u"Lan"_s);
        QCOMPARE(back->cancelledTurns, 1);
        QVERIFY(!systemNote({{u"kind"_s, u"exploded"_s}}));
    }
};

TONGDAI_TEST(AnswerCardTest)

}  // namespace tongdai

#include "answer_card_test.moc"
