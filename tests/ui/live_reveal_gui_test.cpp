#include "tests/support/fake_people.h"
#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"
#include "tests/ui/window_stage.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/live/reveal_sheet.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

#include <algorithm>
#include <memory>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

/// A Live page of somebody who is shown dots for numbers.
struct MaskedPage : OpenedPage {
    MaskedPage()
    {
        StoredMessage& last = desk.thread(ConversationId("c-12345"_ba)).back();
        last.body = u"Gọi mình số •••• ••• 678 nhé"_s;
        last.isMasked = true;
        rev = last.rev;
        desk.clearText = u"Gọi mình số 0912 345 678 nhé"_s;
        desk.report(ConversationId("c-12345"_ba));
        settle();
        emit desk.linesChanged(ConversationId("c-12345"_ba), {last});
        settle();
    }
    QString body() { return model().lineAt(model().rowOfRev(rev)).message.body; }
    RevealSheet* sheet() { return page.findChild<RevealSheet*>(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &page, key, modifiers);
        settle();
    }
    qint64 rev = 0;
};

}  // namespace

/// Features F11 on Live: dots for whoever may not see numbers, and the line itself for a reason.
class LiveRevealTest : public QObject {
    Q_OBJECT
private slots:
    void aReasonRevealsOneLine()
    {
        MaskedPage stage;
        stage.page.offerReveal();
        stage.thread().setFocus();
        stage.press(Qt::Key_R, Qt::AltModifier);
        QTRY_VERIFY(stage.sheet());
        QPointer<RevealSheet> sheet = stage.sheet();
        auto* reveal = sheet->findChild<QPushButton*>(u"reveal"_s);
        auto* reason = sheet->findChild<QLineEdit*>(u"revealReason"_s);
        QVERIFY(sheet->findChild<QLabel*>(u"revealLine"_s)->text().contains(u"•••• ••• 678"_s));
        QVERIFY(!reveal->isEnabled());
        QTest::keyClicks(reason, u"   "_s);
        QTest::keyClick(reason, Qt::Key_Return);
        stage.settle();
        QVERIFY2(stage.desk.revealed.empty() && sheet, "blanks are no reason");
        QTest::keyClicks(reason, u"doi chieu don"_s);
        QVERIFY(reveal->isEnabled());
        QTest::keyClick(reason, Qt::Key_Return);
        QTRY_COMPARE(stage.body(), u"Gọi mình số 0912 345 678 nhé"_s);
        QCOMPARE(stage.desk.revealed.size(), 1u);
        QCOMPARE(stage.desk.revealed[0].first, stage.rev);
        QCOMPARE(stage.desk.revealed[0].second, u"doi chieu don"_s);
        QTRY_VERIFY(!sheet);
        // There is nothing left to reveal.
        stage.thread().setFocus();
        stage.press(Qt::Key_R, Qt::AltModifier);
        QVERIFY(!stage.sheet());
    }

    void whatIsRefusedStaysMaskedAndIsSaid()
    {
        MaskedPage stage;
        stage.page.offerReveal();
        stage.desk.failNext(api::DeskError::StoreDown);
        stage.page.view()->askForReveal();
        QTRY_VERIFY(stage.sheet());
        stage.sheet()->findChild<QLineEdit*>(u"revealReason"_s)->setText(u"đối chiếu"_s);
        stage.sheet()->findChild<QPushButton*>(u"reveal"_s)->click();
        QTRY_COMPARE(stage.desk.revealed.size(), 1u);
        stage.settle();
        QVERIFY(stage.body().contains(u"•••"_s));
        const QList<NoticeBar*> notices = stage.page.findChildren<NoticeBar*>();
        QVERIFY(std::ranges::any_of(notices, [](const NoticeBar* notice) {
            return notice->isVisible() && notice->sentence().startsWith(u"The numbers stay masked."_s);
        }));
    }

    /// It is nothing about the conversation that is open by then.
    void aLateRefusalIsNotSaidOverAnotherConversation()
    {
        MaskedPage stage;
        stage.page.offerReveal();
        stage.desk.lateReveal = std::make_shared<QPromise<api::Answer<StoredMessage>>>();
        stage.desk.lateReveal->start();
        stage.page.view()->askForReveal();
        QTRY_VERIFY(stage.sheet());
        stage.sheet()->findChild<QLineEdit*>(u"revealReason"_s)->setText(u"đối chiếu"_s);
        stage.sheet()->findChild<QPushButton*>(u"reveal"_s)->click();
        QTRY_COMPARE(stage.desk.revealed.size(), 1u);
        stage.page.open(ConversationId("c-12348"_ba));
        stage.settle();
        stage.desk.lateReveal->addResult(api::DeskFailure{api::DeskError::StoreDown, {}});
        stage.desk.lateReveal->finish();
        stage.settle();
        QVERIFY(!stage.child<NoticeBar>(u"actNotice"_s)->isVisible());
    }

    void whoMayNotHasNoKey()
    {
        MaskedPage stage;
        stage.thread().setFocus();
        stage.press(Qt::Key_R, Qt::AltModifier);
        stage.page.view()->askForReveal();
        stage.settle();
        QVERIFY(!stage.sheet());
        QVERIFY(!stage.page.findChild<QAction*>(u"reveal"_s));
    }

    /// The window offers it to the one role that is shown dots and may have them taken off.
    void theWindowOffersItByRole_data()
    {
        QTest::addColumn<Role>("role");
        QTest::addColumn<bool>("isOffered");
        for (const Role role : kAllRoles)
            QTest::newRow(roleName(role).data()) << role << (role == Role::DisputeReviewer);
    }
    void theWindowOffersItByRole()
    {
        QFETCH(Role, role);
        QFETCH(bool, isOffered);
        FakePeople people;
        WindowStage stage;
        stage.window.reset();
        people.now.isKnown = true;
        people.now.me = api::SignedIn{OperatorId("p"), u"P"_s, role};
        EngineDoors doors{stage.desk, stage.system, stage.sample};
        doors.people = &people;
        stage.window =
            std::make_unique<MainWindow>(doors, Look{stage.theme, stage.language, systemNow}, stage.settings);
        stage.open();
        QCOMPARE(stage.window->findChild<QAction*>(u"reveal"_s) != nullptr, isOffered);
        // So is the bot of a whole channel, to the one who may switch it.
        const auto* channelBot = stage.window->findChild<QAction*>(u"channelBot"_s);
        QCOMPARE(channelBot->isVisible(), role == Role::Administrator);
    }
};

TONGDAI_TEST(LiveRevealTest)

}  // namespace tongdai::testing

#include "live_reveal_gui_test.moc"
