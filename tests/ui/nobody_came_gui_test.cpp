#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/live/conversation_pane.h"
#include "ui/live/live_words.h"

#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::OpenedPage;

/// Customers to whom nobody came (features C6), as the Live page shows them.
class NobodyCamePageTest : public QObject {
    Q_OBJECT

    static ConversationId forget(OpenedPage& stage, bool isAsked)
    {
        const ConversationId id("c-12348");
        Conversation& row = stage.desk.conversation(id);
        row.mode = BotMode::Human;
        row.assignee = {};
        row.waitingSince = stage.desk.now - 12min;
        stage.desk.report(id);
        stage.desk.nobodyCame = {{{id, *row.waitingSince, row.customerName}}, 10min, isAsked};
        stage.desk.tellNobodyCame();
        stage.settle();
        return id;
    }
    /// Somebody whom no list on screen has.
    static ConversationId forgetUnlisted(OpenedPage& stage)
    {
        Conversation row = stage.desk.conversation(ConversationId("c-12348"));
        row.id = ConversationId("c-99001");
        row.mode = BotMode::Human;
        row.assignee = {};
        row.waitingSince = stage.desk.now - 12min;
        stage.desk.nobodyCame = {{{row.id, *row.waitingSince, row.customerName}}, 10min, false};
        stage.desk.addConversation(row);
        stage.desk.tellNobodyCame();
        stage.settle();
        return row.id;
    }
    static QString said(OpenedPage& stage)
    {
        return stage.child<QWidget>(u"nobodyCame"_s)->findChild<NoticeBar*>()->sentence();
    }

private slots:
    void theBarSaysSoAndOpensWhoWaitsLongest()
    {
        OpenedPage stage;
        auto* bar = stage.child<QWidget>(u"nobodyCame"_s);
        QVERIFY(!bar->isVisible());
        const ConversationId id = forget(stage, false);
        QVERIFY(bar->isVisible());
        QCOMPARE(said(stage), u"Nobody came to 1 customer within 10 min."_s);
        auto* open = bar->findChild<QPushButton*>();
        open->setFocus();
        QTest::keyClick(open, Qt::Key_Space);
        stage.settle();
        QCOMPARE(stage.page.view()->conversation()->id, id);
        stage.desk.nobodyCame = {};
        stage.desk.tellNobodyCame();
        QVERIFY(!bar->isVisible());
    }

    void theBoxIsEnteredOnceWhoIsLookedUpIsOpen()
    {
        OpenedPage stage;
        const ConversationId id = forgetUnlisted(stage);
        QVERIFY(!stage.page.conversations()->find(id));
        stage.desk.setAnswering(false);
        auto* open = stage.child<QWidget>(u"nobodyCame"_s)->findChild<QPushButton*>();
        open->setFocus();
        QTest::keyClick(open, Qt::Key_Space);
        stage.settle();
        QCOMPARE(stage.page.view()->conversation()->id, ConversationId("c-12345"));
        QVERIFY2(!stage.box().hasFocus(), "what is typed now is meant for somebody else");
        stage.desk.setAnswering(true);
        stage.settle();
        QCOMPARE(stage.page.view()->conversation()->id, id);
        QVERIFY(stage.box().hasFocus());
    }

    void whoCannotBeLookedUpCanBeOpenedAgain()
    {
        OpenedPage stage;
        const ConversationId id = forgetUnlisted(stage);
        stage.desk.failNext(api::DeskError::StoreDown);
        auto* open = stage.child<QWidget>(u"nobodyCame"_s)->findChild<QPushButton*>();
        open->click();
        stage.settle();
        const ConversationId before("c-12345");
        QCOMPARE(stage.page.view()->conversation()->id, before);
        QCOMPARE(stage.page.conversations()->current(), before);
        auto* notice = stage.child<NoticeBar>(u"actNotice"_s);
        QVERIFY(notice->isVisible());
        QVERIFY2(notice->sentence().startsWith(u"Could not open the conversation."_s), qPrintable(notice->sentence()));
        open->click();
        stage.settle();
        QCOMPARE(stage.page.view()->conversation()->id, id);
        stage.page.open(ConversationId("c-nobody"));
        stage.settle();
        QCOMPARE(stage.page.view()->conversation()->id, id);
        QVERIFY2(notice->sentence().endsWith(u"This conversation is not there any more, or not among those you see."_s),
                 qPrintable(notice->sentence()));
    }

    void whoeverIsAskedIsTold()
    {
        OpenedPage stage;
        forget(stage, true);
        QCOMPARE(said(stage), u"Nobody came to 1 customer within 10 min. You are asked to."_s);
        QCOMPARE(stage.child<QWidget>(u"nobodyCame"_s)->findChild<NoticeBar*>()->tone(), Tone::Danger);
    }

    void theRowSaysSoUntilSomebodyHasIt()
    {
        OpenedPage stage;
        const ConversationId id = forget(stage, false);
        ConversationPane& pane = *stage.page.conversations();
        pane.setQueue(WorkQueue::All);
        stage.settle();
        pane.select(id);
        QVERIFY2(pane.list()->accessibleDescription().contains(u"Nobody came"_s),
                 qPrintable(pane.list()->accessibleDescription()));
        QVERIFY(pane.model().isForgotten(*pane.find(id)));
        stage.desk.requestTake(id);
        stage.settle();
        QVERIFY2(!pane.model().isForgotten(*pane.find(id)), "somebody came, whatever the engine says next");
    }

    void theThreadSaysWhatWasDone()
    {
        StoredMessage line;
        line.speaker = Speaker::System;
        SystemNote note{SystemEvent::NobodyCame, {}, 0, 3, {}};
        note.minutes = 10;
        const auto words = [&] {
            line.metadata = toJson(note);
            return LiveWords::systemLine(line);
        };
        const OpenedPage english;
        QCOMPARE(words(), u"Nobody came within 10 minutes"_s);
        note.supervisorsAsked = true;
        QCOMPARE(words(), u"Nobody came within 10 minutes; the supervisors were asked"_s);
        note.reason = u"minh"_s;
        QCOMPARE(words(), u"Nobody came within 10 minutes; minh and the supervisors were asked"_s);
        note.supervisorsAsked = false;
        QCOMPARE(words(), u"Nobody came within 10 minutes; minh was asked"_s);
        note.botGoesOn = true;
        QCOMPARE(words(), u"Nobody came within 10 minutes: the bot answers again"_s);
    }
};

TONGDAI_TEST(NobodyCamePageTest)

}  // namespace tongdai

#include "nobody_came_gui_test.moc"
