#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/live/conversation_pane.h"

#include <QClipboard>
#include <QPushButton>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// What leaves the sight of whoever sits at the desk leaves the window, and nothing that was written is lost
/// (features I2).
class LiveSightTest : public QObject {
    Q_OBJECT

    const ConversationId m_open{"c-12345"};

    static void send(OpenedPage& stage, const QString& words)
    {
        stage.type(words);
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        stage.settle();
    }
    static void copy(OpenedPage& stage)
    {
        QGuiApplication::clipboard()->clear();
        auto* button = stage.child<QPushButton>(u"actNoticeCopy"_s);
        QVERIFY(button && button->isVisible());
        button->click();
    }

private slots:
    void theOpenConversationLeavesAndItsDraftIsKept()
    {
        OpenedPage stage;
        QSignalSpy closed(stage.page.view(), &ConversationView::closed);
        stage.type(u"nháp cho chị Hạnh"_s);
        emit stage.desk.conversationsHidden({ConversationId("c-12346")});
        QVERIFY2(stage.page.view()->conversation(), "another one has left");
        const QString name = stage.page.view()->conversation()->customerName;
        emit stage.desk.conversationsHidden({m_open});
        QVERIFY(!stage.page.view()->conversation());
        QCOMPARE(closed.count(), 1);
        QVERIFY(stage.desk.watched.isEmpty());
        QCOMPARE(stage.desk.drafts.value(m_open), u"nháp cho chị Hạnh"_s);
        const auto* notice = stage.child<NoticeBar>(u"actNotice"_s);
        QVERIFY(notice->isVisible());
        QCOMPARE(notice->sentence(),
                 u"Somebody else has the conversation with %1 now, and it is not among those you see. You had begun to "
                 "write: “nháp cho chị Hạnh”."_s.arg(name));
        copy(stage);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"nháp cho chị Hạnh"_s);
        QVERIFY(stage.page.conversations()->current().isEmpty());
    }

    void nothingIsSaidOfADraftThatThereIsNot()
    {
        OpenedPage stage;
        emit stage.desk.conversationsHidden({m_open});
        const auto* notice = stage.child<NoticeBar>(u"actNotice"_s);
        QVERIFY2(notice->sentence().endsWith(u"not among those you see."_s), qPrintable(notice->sentence()));
    }

    /// The colleague was faster than the reply: whether it goes out is not known, and then that it did not.
    void aReplyThatWasOnItsWayIsNotLostWithoutAWord()
    {
        OpenedPage stage;
        stage.desk.failNext(api::DeskError::NotFound);
        stage.desk.setAnswering(false);
        send(stage, u"Dạ còn hàng chị ạ"_s);
        emit stage.desk.conversationsHidden({m_open});
        const auto* notice = stage.child<NoticeBar>(u"actNotice"_s);
        QVERIFY2(notice->sentence().contains(u"may not be sent: “Dạ còn hàng chị ạ”."_s),
                 qPrintable(notice->sentence()));
        copy(stage);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"Dạ còn hàng chị ạ"_s);
        stage.child<QWidget>(u"actNotice"_s)->findChild<QPushButton*>()->click();
        QVERIFY(!notice->isVisible());
        stage.desk.setAnswering(true);
        QTRY_VERIFY_WITH_TIMEOUT(notice->isVisible(), 20'000);
        QVERIFY2(notice->sentence().contains(u": this was not sent: “Dạ còn hàng chị ạ”."_s),
                 qPrintable(notice->sentence()));
        copy(stage);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"Dạ còn hàng chị ạ"_s);
    }

    /// It had failed before, and there is a draft beside it; another conversation is open by then.
    void whatHadFailedIsSaidAlsoOfOneThatIsNotOpen()
    {
        OpenedPage stage;
        const QString name = stage.page.view()->conversation()->customerName;
        stage.desk.failNext(api::DeskError::StoreDown);
        send(stage, u"Dạ còn"_s);
        stage.type(u"mai em giao"_s);
        stage.page.open(ConversationId("c-12346"));
        stage.settle();
        const auto* notice = stage.child<NoticeBar>(u"actNotice"_s);
        QVERIFY(!notice->isVisible());
        emit stage.desk.conversationsHidden({m_open});
        QVERIFY(notice->isVisible());
        QVERIFY2(notice->sentence().contains(name), qPrintable(notice->sentence()));
        QVERIFY2(notice->sentence().contains(u"This was not sent: “Dạ còn”."_s), qPrintable(notice->sentence()));
        copy(stage);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"Dạ còn\nmai em giao"_s);
        QCOMPARE(stage.page.view()->conversation()->id, ConversationId("c-12346"));
        // What can be had nowhere else does not go because something else is opened or said.
        stage.page.open(ConversationId("c-12347"));
        stage.settle();
        QVERIFY(notice->isVisible());
        stage.page.view()->tell(Tone::Danger, u"Something else."_s);
        QVERIFY(notice->sentence().contains(u"“Dạ còn”"_s) && notice->sentence().endsWith(u"Something else."_s));
        copy(stage);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"Dạ còn\nmai em giao"_s);
    }

    void whatWasRecordedIsNotCalledUnsent()
    {
        OpenedPage stage;
        send(stage, u"Dạ còn"_s);
        QTRY_COMPARE_WITH_TIMEOUT(stage.desk.sent.size(), size_t(1), 20'000);
        stage.settle();
        emit stage.desk.conversationsHidden({m_open});
        const auto* notice = stage.child<NoticeBar>(u"actNotice"_s);
        QVERIFY2(notice->sentence().endsWith(u"not among those you see."_s), qPrintable(notice->sentence()));
        QVERIFY(notice->offered().isEmpty());
    }

    void whatComesBackCanBeOpenedAgain()
    {
        OpenedPage stage;
        stage.type(u"nháp"_s);
        emit stage.desk.conversationsHidden({m_open});
        stage.desk.report(m_open);
        QCOMPARE(stage.page.conversations()->model().draft(m_open), u"nháp"_s);
        stage.page.open(m_open);
        stage.settle();
        QCOMPARE(stage.page.view()->conversation()->id, m_open);
        QCOMPARE(stage.box().toPlainText(), u"nháp"_s);
    }

    /// Somebody narrowed it: everything is asked for anew, and this one is answered as one that does not exist.
    void aThreadThatIsNotThereAnyMoreIsClosed()
    {
        OpenedPage stage;
        stage.type(u"nháp"_s);
        emit stage.desk.ready();
        stage.settle();
        QVERIFY(stage.page.view()->conversation());
        stage.desk.hidden.insert(m_open);
        emit stage.desk.ready();
        QTRY_VERIFY_WITH_TIMEOUT(!stage.page.view()->conversation(), 20'000);
        QCOMPARE(stage.desk.drafts.value(m_open), u"nháp"_s);
        const auto* notice = stage.child<NoticeBar>(u"actNotice"_s);
        QVERIFY2(notice->sentence().startsWith(u"This conversation is not there any more"_s),
                 qPrintable(notice->sentence()));
    }
};

TONGDAI_TEST(LiveSightTest)

}  // namespace tongdai::testing

#include "live_sight_gui_test.moc"
