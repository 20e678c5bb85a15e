#include "engine/domain/conversation/answer_card.h"
#include "engine/server/chat/line_delivery.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

/// What of a thread its customer is shown by chat: nothing that was said to nobody.
class ShownLinesTest : public QObject {
    Q_OBJECT
private slots:
    void nothingUnsentIsShown_data()
    {
        QTest::addColumn<int>("outcome");
        QTest::addColumn<bool>("isSent");
        QTest::addColumn<bool>("isShownThere");
        QTest::newRow("an answer") << int(TurnOutcome::Answered) << true << true;
        QTest::newRow("a hand-over with words") << int(TurnOutcome::HandedOver) << true << true;
        QTest::newRow("held back by the shop's rule") << int(TurnOutcome::HandedOver) << false << false;
        QTest::newRow("proposed to a person") << int(TurnOutcome::Proposed) << false << false;
        QTest::newRow("overtaken") << int(TurnOutcome::Superseded) << false << false;
        QTest::newRow("cancelled") << int(TurnOutcome::Cancelled) << false << false;
    }
    void nothingUnsentIsShown()
    {
        QFETCH(int, outcome);
        QFETCH(bool, isSent);
        QFETCH(bool, isShownThere);
        StoredMessage line;
        line.speaker = Speaker::Bot;
        line.body = u"Dạ 350k ạ"_s;
        AnswerCard card;
        card.outcome = TurnOutcome(outcome);
        line.metadata = toJson(card);
        line.metadata[u"sent"_s] = isSent;
        QCOMPARE(chat::isShown(line), isShownThere);
    }

    void peoplesLinesAreShownAndNotesAreNot()
    {
        StoredMessage line;
        line.body = u"chào"_s;
        for (const Speaker speaker : {Speaker::Customer, Speaker::Operator}) {
            line.speaker = speaker;
            QVERIFY(chat::isShown(line));
        }
        for (const Speaker speaker : {Speaker::Note, Speaker::System}) {
            line.speaker = speaker;
            QVERIFY(!chat::isShown(line));
        }
    }
};

TONGDAI_TEST(ShownLinesTest)

}  // namespace tongdai

#include "shown_lines_test.moc"
