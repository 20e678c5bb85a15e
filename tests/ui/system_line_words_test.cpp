#include "ui/live/live_words.h"

#include "engine/domain/conversation/judge_answer.h"
#include "engine/domain/conversation/sender_kind.h"
#include "engine/domain/conversation/system_note.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

class SystemLineWordsTest : public QObject {
    Q_OBJECT
private slots:
    void whatTheShopWroteOutsideIsNotYours()
    {
        const OperatorId me("lan");
        Conversation c;
        c.lastText = u"Dạ còn ạ"_s;
        c.lastSpeaker = Speaker::Operator;
        QCOMPARE(LiveWords::preview(c, me), u"Shop: Dạ còn ạ"_s);
        c.assignee = me;
        QCOMPARE(LiveWords::preview(c, me), u"You: Dạ còn ạ"_s);
        c.assignee = OperatorId("minh");
        QCOMPARE(LiveWords::preview(c, me), u"minh: Dạ còn ạ"_s);
    }

    void saysWhyAPersonIsNeeded()
    {
        QVERIFY(noted({SystemEvent::TransferRequested, {}, 0, 1, kNothingSaid}).endsWith(u"it had nothing to say"_s));
        QVERIFY(noted({SystemEvent::TransferRequested, {}, 0, 1, kServiceCallRefused}).contains(u"service"_s));
        const QString word = QString(kUnknownSenderType) + u" superfan"_s;
        QVERIFY(noted({SystemEvent::TransferRequested, {}, 0, 1, word}).contains(u"“superfan”"_s));
        QVERIFY(noted({SystemEvent::AnsweredOutside, u"Chị Lan"_s, 1, 2, {}}).startsWith(u"Chị Lan answered"_s));
        QVERIFY(
            noted({SystemEvent::RemovedThere, u"Chị Hoa"_s, 0, 1, {}}).startsWith(u"Chị Hoa took a message back"_s));
        QVERIFY(noted({SystemEvent::RemovedThere, {}, 0, 1, {}}).startsWith(u"A message was taken back"_s));
    }

private:
    static QString noted(const SystemNote& note)
    {
        StoredMessage line;
        line.speaker = Speaker::System;
        line.metadata = toJson(note);
        return LiveWords::systemLine(line);
    }
};

TONGDAI_TEST(SystemLineWordsTest)

}  // namespace tongdai::testing

#include "system_line_words_test.moc"
