#include "tests/console/console_stage.h"
#include "tests/support/test_registry.h"

#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kExchangePatience = 60'000;  // ms

}  // namespace

/// One person goes and another one comes, at the real window, by keys alone.
class PersonExchangeTest : public QObject {
    Q_OBJECT
private slots:
    void whoWasGivenAPasswordChoosesOneAndGetsAWindowOfTheirOwn()
    {
        ConsoleStage stage;
        const QString given = stage.prepareShop({u"Chào shop"_s});
        QVERIFY(!given.isEmpty());
        QVERIFY(stage.open());
        QVERIFY(stage.signIn(ConsoleStage::reviewerName(), given));
        // The password that was just typed is not asked for again, and the first key goes into the new one.
        QTRY_VERIFY_WITH_TIMEOUT(stage.shown<QLineEdit>(u"newPassword"_s), kExchangePatience);
        QTRY_COMPARE_WITH_TIMEOUT(stage.focus(), u"newPassword"_s, kExchangePatience);
        QVERIFY(!stage.shown<QLineEdit>(u"signInPassword"_s));
        QPointer<MainWindow> before = stage.window();
        const QString own = u"mat khau rieng"_s;
        QVERIFY(stage.type(own) && stage.press(Qt::Key_Tab) && stage.type(own) && stage.press(Qt::Key_Return));
        QTRY_VERIFY_WITH_TIMEOUT(!before, kExchangePatience);  // nothing of it is left
        QTRY_VERIFY_WITH_TIMEOUT(stage.window() && stage.window()->isVisible(), kExchangePatience);
        QVERIFY(!stage.shown<QWidget>(u"signInCover"_s));
        QVERIFY(stage.window()->pageNames().contains(u"dispute"_s));
        QVERIFY(!stage.window()->pageNames().contains(u"setup"_s));

        // Locked, and somebody else comes: an administrator, whose window has more.
        QVERIFY(stage.press(Qt::Key_L, Qt::ControlModifier));
        QTRY_VERIFY_WITH_TIMEOUT(stage.shown<QWidget>(u"signInCover"_s), kExchangePatience);
        QTRY_COMPARE_WITH_TIMEOUT(stage.focus(), u"signInPassword"_s, kExchangePatience);
        QVERIFY(stage.tabTo(u"signInOther"_s));
        before = stage.window();
        QVERIFY(stage.press(Qt::Key_Return));
        // Whoever types at once is not asked to type again: it goes on in the window that comes.
        QTRY_COMPARE_WITH_TIMEOUT(stage.focus(), u"signInName"_s, kExchangePatience);
        QVERIFY(stage.type(ConsoleStage::adminName()));
        QTRY_VERIFY_WITH_TIMEOUT(!before, kExchangePatience);  // who went left nothing, the window neither
        QTRY_VERIFY_WITH_TIMEOUT(stage.shown<QLineEdit>(u"signInName"_s), kExchangePatience);
        QTRY_COMPARE_WITH_TIMEOUT(stage.focus(), u"signInName"_s, kExchangePatience);
        QCOMPARE(stage.shown<QLineEdit>(u"signInName"_s)->text(), ConsoleStage::adminName());
        QVERIFY(stage.press(Qt::Key_Tab) && stage.type(ConsoleStage::adminPassword()) && stage.press(Qt::Key_Return));
        QTRY_VERIFY_WITH_TIMEOUT(stage.window() && stage.window()->pageNames().contains(u"setup"_s), kExchangePatience);
        QTRY_VERIFY_WITH_TIMEOUT(!stage.shown<QWidget>(u"signInCover"_s), kExchangePatience);

        // And the first one again, with the password of their own: a wrong one leaves the cursor where it was typed.
        QVERIFY(stage.press(Qt::Key_L, Qt::ControlModifier));
        QTRY_COMPARE_WITH_TIMEOUT(stage.focus(), u"signInPassword"_s, kExchangePatience);
        QVERIFY(stage.tabTo(u"signInOther"_s));
        before = stage.window();
        QVERIFY(stage.press(Qt::Key_Return));
        // Whoever has gone on to the password meanwhile types it into no other box.
        QTRY_COMPARE_WITH_TIMEOUT(stage.focus(), u"signInName"_s, kExchangePatience);
        QVERIFY(stage.type(ConsoleStage::reviewerName()) && stage.press(Qt::Key_Tab));
        QTRY_VERIFY_WITH_TIMEOUT(!before, kExchangePatience);
        QTRY_COMPARE_WITH_TIMEOUT(stage.focus(), u"signInPassword"_s, kExchangePatience);
        QCOMPARE(stage.shown<QLineEdit>(u"signInName"_s)->text(), ConsoleStage::reviewerName());
        QVERIFY(stage.type(given) && stage.press(Qt::Key_Return));
        QTRY_VERIFY_WITH_TIMEOUT(!stage.shown<QLineEdit>(u"signInPassword"_s) ||
                                     stage.shown<QLineEdit>(u"signInPassword"_s)->text().isEmpty(),
                                 kExchangePatience);
        QTRY_VERIFY_WITH_TIMEOUT(
            stage.shown<QLineEdit>(u"signInPassword"_s) && stage.shown<QLineEdit>(u"signInPassword"_s)->isEnabled(),
            kExchangePatience);
        QTRY_VERIFY_WITH_TIMEOUT(stage.shown<QPushButton>(u"signInAccept"_s)->isEnabled(), kExchangePatience);
        QCOMPARE(stage.focus(), u"signInPassword"_s);
        QVERIFY(stage.type(own) && stage.press(Qt::Key_Return));
        QTRY_VERIFY_WITH_TIMEOUT(stage.window() && !stage.window()->pageNames().contains(u"setup"_s) &&
                                     !stage.shown<QWidget>(u"signInCover"_s),
                                 kExchangePatience);
    }
};

TONGDAI_TEST(PersonExchangeTest)

}  // namespace tongdai::testing

#include "person_exchange_gui_test.moc"
