#include "ui/live/live_page.h"

#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"
#include "ui/common/widgets/elided_label.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/live/conversation_pane.h"
#include "ui/live/list/queue_tabs.h"

#include <QInputMethodEvent>
#include <QLabel>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::OpenedPage;

/// Writing, sending, taking over and drafts on the Live page, as a person uses it, on a desk without an engine.
class LiveAnswerTest : public QObject {
    Q_OBJECT

private slots:
    void enterSendsAndTheLineStandsInTheThreadAtOnce()
    {
        OpenedPage stage;
        stage.desk.setAnswering(false);
        stage.type(u"Dạ còn 3 chiếc ạ"_s);
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        const ThreadLine& last = stage.model().lineAt(stage.model().rowCount() - 1);
        QCOMPARE(last.message.body, u"Dạ còn 3 chiếc ạ"_s);
        QCOMPARE(int(last.sending), int(ThreadLine::Sending::Queued));
        QVERIFY(stage.box().toPlainText().isEmpty());
        stage.desk.setAnswering(true);
        QTRY_COMPARE(stage.desk.sent.size(), size_t(1));
        QTRY_COMPARE(int(stage.model().lineAt(stage.model().rowCount() - 1).sending), int(ThreadLine::Sending::No));
        QVERIFY(!stage.desk.sent.front().isNote);
    }

    void shiftEnterBreaksTheLine()
    {
        OpenedPage stage;
        stage.type(u"một"_s);
        QTest::keyClick(&stage.box(), Qt::Key_Return, Qt::ShiftModifier);
        stage.type(u"hai"_s);
        QCOMPARE(stage.box().toPlainText(), u"một\nhai"_s);
        QVERIFY(stage.desk.sent.empty());
    }

    void enterOnlyCommitsWhileAnInputMethodComposes()
    {
        OpenedPage stage;
        stage.type(u"chao "_s);
        QInputMethodEvent composing(u"ddaats"_s, {});
        QCoreApplication::sendEvent(&stage.box(), &composing);
        QVERIFY(stage.box().isComposing());
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        stage.settle();
        QVERIFY(stage.desk.sent.empty());
        QKeyEvent shortcut(QEvent::ShortcutOverride, Qt::Key_F9, Qt::NoModifier);
        QCoreApplication::sendEvent(&stage.box(), &shortcut);
        QVERIFY(shortcut.isAccepted());  // no shortcut fires either
        QInputMethodEvent committed;
        committed.setCommitString(u"đất"_s);
        QCoreApplication::sendEvent(&stage.box(), &committed);
        QVERIFY(stage.box().toPlainText().contains(u"đất"_s));
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        QTRY_COMPARE(stage.desk.sent.size(), size_t(1));
    }

    void aNoteIsSavedAsANoteAndLooksLikeOne()
    {
        OpenedPage stage;
        auto* send = stage.child<QPushButton>(u"send"_s);
        QCOMPARE(send->text(), u"Send to customer"_s);
        QTest::keyClick(&stage.box(), Qt::Key_M, Qt::ControlModifier);
        QVERIFY(stage.page.view()->composer()->isNote());
        QCOMPARE(send->text(), u"Save note"_s);
        QStringList words;
        for (const QLabel* label : stage.page.view()->composer()->findChildren<QLabel*>())
            words << label->accessibleName();
        QVERIFY(words.contains(u"Enter saves · Shift+Enter new line"_s));  // a note does not close
        // Where the focus is shows in a note, too.
        Composer& composer = *stage.page.view()->composer();
        stage.box().setFocus(Qt::TabFocusReason);
        const QImage focused = composer.grab(QRect(0, 0, composer.width(), composer.height())).toImage();
        stage.box().clearFocus();
        QVERIFY(composer.grab(QRect(0, 0, composer.width(), composer.height())).toImage() != focused);
        stage.box().setFocus(Qt::TabFocusReason);
        QCOMPARE(stage.box().palette().color(QPalette::Base), stage.theme.color(ColorRole::NoteBlock));
        stage.type(u"khách quen"_s);
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        QTRY_COMPARE(stage.desk.sent.size(), size_t(1));
        QVERIFY(stage.desk.sent.front().isNote);
        QVERIFY(stage.page.view()->composer()->isNote());  // only a person goes back to replying
    }

    void f9TakesOverAndHandsBack()
    {
        OpenedPage stage(true, "c-12348"_ba);  // Lê Văn Ưng, with the bot
        QTRY_VERIFY(stage.page.view()->conversation().has_value());
        QCOMPARE(stage.child<QPushButton>(u"flip"_s)->text(), u"Take over  F9"_s);
        QTest::keyClick(&stage.box(), Qt::Key_F9);
        QTRY_COMPARE(stage.page.view()->conversation()->mode, BotMode::Human);
        QTRY_COMPARE(stage.child<QPushButton>(u"flip"_s)->text(), u"Hand back to bot  F9"_s);
        const StoredMessage& last = stage.model().lineAt(stage.model().rowCount() - 1).message;
        QCOMPARE(int(last.speaker), int(Speaker::System));
        QTest::keyClick(&stage.box(), Qt::Key_F9);
        QTRY_COMPARE(stage.page.view()->conversation()->mode, BotMode::Bot);
        QCOMPARE(stage.desk.acts, (QStringList{u"take_over c-12348"_s, u"hand_back c-12348"_s}));
    }

    void aTakeThatSomebodyElseWonSaysWho()
    {
        OpenedPage stage(true, "c-12346"_ba);  // unassigned
        QTRY_VERIFY(stage.page.view()->conversation().has_value());
        stage.desk.failNext(api::DeskError::TakenBySomeone, u"Minh"_s);
        QTest::keyClick(&stage.box(), Qt::Key_F2);
        auto* notice = stage.child<QWidget>(u"actNotice"_s);
        QTRY_VERIFY(notice->isVisible());
        bool named = false;
        for (const QLabel* label : notice->findChildren<QLabel*>())
            named |= label->text().contains(u"Minh"_s);
        QVERIFY(named);
    }

    void sendPausesOnceWhenSomebodyWroteMeanwhile()
    {
        OpenedPage stage;
        stage.type(u"Dạ còn ạ"_s);
        stage.desk.say(ConversationId("c-12345"), Speaker::Customer, u"Thôi mình lấy size L"_s);
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        stage.settle();
        QVERIFY(stage.desk.sent.empty());
        QVERIFY(stage.child<QWidget>(u"pause"_s)->isVisible());
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        QTRY_COMPARE(stage.desk.sent.size(), size_t(1));
        QVERIFY(!stage.child<QWidget>(u"pause"_s)->isVisible());
    }

    void receiptsOfOldLinesAreNoArrivals()
    {
        OpenedPage stage;
        const ConversationId id("c-12345");
        stage.type(u"Dạ còn ạ"_s);
        std::vector<StoredMessage> again = stage.desk.thread(id);
        for (StoredMessage& line : again) {
            line.deliveries += 1;  // the channel repeats what it has brought
            if (line.speaker == Speaker::Bot) {
                Delivery delivery = deliveryOf(line.metadata).value_or(Delivery());
                delivery.deliveredAt = delivery.readAt = stage.desk.now;
                line.metadata[u"delivery"_s] = toJson(delivery);
            }
        }
        emit stage.desk.linesChanged(id, again);
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        QTRY_COMPARE(stage.desk.sent.size(), size_t(1));
        QVERIFY(!stage.child<QWidget>(u"pause"_s)->isVisible());
    }

    void onlyNewerLinesAreNamedInThePause()
    {
        OpenedPage stage;
        const ConversationId id("c-12345");
        stage.type(u"Dạ còn ạ"_s);
        std::vector<StoredMessage> batch = stage.desk.thread(id);
        batch.push_back(stage.desk.say(id, Speaker::Customer, u"Thôi mình lấy size L"_s, false));
        emit stage.desk.linesChanged(id, batch);
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        const auto* pause = stage.child<NoticeBar>(u"pause"_s);
        QVERIFY(pause->isVisible());
        QVERIFY2(pause->sentence().startsWith(u"1 message arrived"_s), qPrintable(pause->sentence()));
    }

    void whatCameWhileTheDeskWasCutOffIsAnArrival()
    {
        OpenedPage stage;
        stage.type(u"Dạ còn ạ"_s);
        stage.desk.say(ConversationId("c-12345"), Speaker::Customer, u"Thôi mình lấy size L"_s, false);
        const int rows = stage.model().rowCount();
        emit stage.desk.ready();
        QTRY_COMPARE(stage.model().rowCount(), rows + 1);
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        stage.settle();
        QVERIFY(stage.desk.sent.empty());
        QVERIFY(stage.child<QWidget>(u"pause"_s)->isVisible());
    }

    void ctrlEnterSendsAndCloses()
    {
        OpenedPage stage;
        stage.type(u"Cảm ơn chị ạ"_s);
        QTest::keyClick(&stage.box(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(stage.page.view()->conversation()->status, ConversationStatus::Closed);
        QCOMPARE(stage.desk.acts.last(), u"close c-12345"_s);
    }

    void draftsFollowTheirConversation()
    {
        OpenedPage stage;
        stage.type(u"nháp cho chị Hạnh"_s);
        QTRY_COMPARE_WITH_TIMEOUT(stage.desk.drafts.value(ConversationId("c-12345")), u"nháp cho chị Hạnh"_s, 300);
        stage.page.open(ConversationId("c-12346"));
        stage.settle();
        QCOMPARE(stage.box().toPlainText(), QString());
        const auto& list = stage.page.conversations()->model();
        QCOMPARE(list.draft(ConversationId("c-12345")), u"nháp cho chị Hạnh"_s);
        stage.page.open(ConversationId("c-12345"));
        stage.settle();
        QCOMPARE(stage.box().toPlainText(), u"nháp cho chị Hạnh"_s);
    }

    /// By an assistant (contracts/mcp §3).
    void aDraftOfSomebodyElseComesIntoAnEmptyBoxAlone()
    {
        OpenedPage stage;
        const ConversationId opened("c-12345"), other("c-12346");
        emit stage.desk.draftsListed({{opened, u"Dạ còn size M ạ"_s}}, {{opened, false}});
        QCOMPARE(stage.box().toPlainText(), u"Dạ còn size M ạ"_s);
        QVERIFY(stage.desk.sent.empty());
        stage.page.open(other);
        stage.settle();
        stage.type(u"em đang viết"_s);
        emit stage.desk.draftsListed({{other, u"của trợ lý"_s}}, {{other, false}});
        QCOMPARE(stage.box().toPlainText(), u"em đang viết"_s);
        QTRY_COMPARE(stage.desk.drafts.value(other), u"em đang viết"_s);
    }

    void aFailedSendKeepsItsTextAndCanBeEdited()
    {
        OpenedPage stage;
        stage.desk.failNext(api::DeskError::StoreDown);
        stage.type(u"quan trọng"_s);
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        const auto last = [&stage] { return stage.model().lineAt(stage.model().rowCount() - 1); };
        QTRY_COMPARE(int(last().sending), int(ThreadLine::Sending::Failed));
        QCOMPARE(stage.desk.drafts.value(ConversationId("c-12345")), u"quan trọng"_s);  // would survive a crash
        emit stage.thread().editWanted(last().message.messageId);
        QCOMPARE(stage.box().toPlainText(), u"quan trọng"_s);
        QCOMPARE(int(last().sending), int(ThreadLine::Sending::No));
    }

    void aClosedConversationSaysWhyItCannotBeAnswered()
    {
        OpenedPage stage(true, {});
        stage.page.conversations()->setQueue(WorkQueue::Closed);
        stage.settle();
        stage.page.conversations()->step(1);
        stage.settle();
        stage.type(u"alo"_s);
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        stage.settle();
        QVERIFY(stage.desk.sent.empty());
        QCOMPARE(stage.child<QPushButton>(u"close"_s)->text(), u"Reopen  Ctrl+D"_s);
        // Why stands in the box, once; nobody is told that sending would take anything over.
        QCOMPARE(stage.child<QPushButton>(u"send"_s)->text(), u"Send to customer"_s);
        QStringList hints;
        for (const ElidedLabel* label : stage.page.findChildren<ElidedLabel*>())
            hints << label->fullText();
        QVERIFY2(hints.contains(u"Ctrl+D reopens it · Ctrl+M writes a note"_s), qPrintable(hints.join(u'\n')));
        QVERIFY(!hints.join(u'\n').contains("This conversation is closed"_L1));
    }
};

TONGDAI_TEST(LiveAnswerTest)

}  // namespace tongdai

#include "live_answer_gui_test.moc"
