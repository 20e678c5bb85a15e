#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/live/conversation_pane.h"

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// What leaves the sight of whoever sits at the desk leaves the window, and nothing that was written is lost
/// (features I2).
class LiveSightTest : public QObject {
    Q_OBJECT

    const ConversationId m_open{"c-12345"};

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
                 u"Somebody else has the conversation with %1 now, and it is not among those you see. What you had "
                 "written is kept as its draft."_s.arg(name));
        QVERIFY(stage.page.conversations()->current().isEmpty());
    }

    void nothingIsSaidOfADraftThatThereIsNot()
    {
        OpenedPage stage;
        emit stage.desk.conversationsHidden({m_open});
        const auto* notice = stage.child<NoticeBar>(u"actNotice"_s);
        QVERIFY2(notice->sentence().endsWith(u"not among those you see."_s), qPrintable(notice->sentence()));
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
