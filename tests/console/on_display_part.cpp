#include "tests/support/test_part.h"
#include "tests/support/x_display.h"
#include "tests/ui/cut_parts.h"
#include "tests/ui/whole_stage.h"
#include "ui/common/window_place.h"
#include "ui/live/conversation_pane.h"
#include "ui/live/thread/composer_edit.h"
#include "ui/setup/setup_page.h"
#include "ui/shell/closing_sheet.h"
#include "ui/shell/key_sheet.h"
#include "ui/shell/system_tray.h"

#include <QFileDialog>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QTest>
#include <QWindow>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::pressOnDisplay;
using testing::WholeStage;

namespace {

constexpr int kManagerAnswers = 10'000;  // ms

/// The window is on the screen with its frame, and has the keyboard.
void present(const WholeStage& stage)
{
    stage.window->present();
    QVERIFY(QTest::qWaitForWindowExposed(stage.window.get(), kManagerAnswers));
    QTRY_VERIFY_WITH_TIMEOUT(stage.window->isActiveWindow(), kManagerAnswers);
    QTRY_VERIFY_WITH_TIMEOUT(stage.window->windowHandle()->frameMargins().top() > 10, kManagerAnswers);
}

bool fitsScreen(const QWidget& window)
{
    return window.screen()->availableGeometry().contains(window.windowHandle()->frameGeometry());
}

QByteArray placeOf(const QWidget& window)
{
    QString words;
    QDebug(&words) << window.objectName() << window.windowHandle()->frameGeometry() << "in"
                   << window.screen()->availableGeometry();
    return words.toUtf8();
}

/// The dialog is all on the screen, and so is what ends it.
void verifyDialog(QDialog& dialog)
{
    QVERIFY(QTest::qWaitForWindowExposed(&dialog, kManagerAnswers));
    QTRY_VERIFY_WITH_TIMEOUT(dialog.isActiveWindow(), kManagerAnswers);
    QTRY_VERIFY2_WITH_TIMEOUT(fitsScreen(dialog), placeOf(dialog).constData(), kManagerAnswers);
    for (const QPushButton* button : dialog.findChildren<QPushButton*>()) {
        if (button->isVisible())
            QVERIFY2(dialog.rect().contains(QRect(button->mapTo(&dialog, QPoint()), button->size())),
                     qPrintable(dialog.objectName() + u' ' + button->text()));
    }
}

}  // namespace

/// The real window on a real display with a window manager, over fakes of the engine; started by WindowOnDisplayTest.
class OnDisplayPart : public QObject {
    Q_OBJECT
private slots:
    void nothingIsBelowTheEdge();
    void closingMinimisesWithoutATray();
    void hiddenWindowComesBackWhereItWas();
    void keysGoWhereTheyShould();
    void nothingTakesTheFocusFromAnotherProgram();
};

void OnDisplayPart::nothingIsBelowTheEdge()
{
    for (const auto words : {LanguageChoice::Vietnamese, LanguageChoice::English}) {
        WholeStage stage({.words = words});
        stage.window->setGeometry(40, 60, 1600, 1000);  // as it was left on a larger screen
        present(stage);
        stage.fill();
        QTRY_VERIFY2_WITH_TIMEOUT(fitsScreen(*stage.window), placeOf(*stage.window).constData(), kManagerAnswers);
        for (const QString& page : stage.window->pageNames()) {
            stage.window->openPage(page);
            stage.settle();
            // A page that learns how much room it has may give some of it up, and is laid out once more.
            QStringList cut;
            const auto isWhole = [&] {
                cut = testing::cutPartsOf(*stage.window);
                return cut.isEmpty();
            };
            QTRY_VERIFY2_WITH_TIMEOUT(isWhole(), qPrintable(page + u":\n"_s + cut.join(u'\n')), kManagerAnswers);
            QVERIFY2(fitsScreen(*stage.window), placeOf(*stage.window).constData());
        }
        QVERIFY(pressOnDisplay({u"F1"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(stage.child<KeySheet>(), kManagerAnswers);
        verifyDialog(*stage.child<KeySheet>());
        auto* scroll = stage.child<KeySheet>()->findChild<QScrollArea*>();
        QCOMPARE(scroll->horizontalScrollBar()->maximum(), 0);
        QTRY_VERIFY(scroll->hasFocus() || scroll->isAncestorOf(QApplication::focusWidget()) ||
                    scroll->verticalScrollBar()->maximum() == 0);
        for (int press = 0; scroll->verticalScrollBar()->value() < scroll->verticalScrollBar()->maximum() && press < 20;
             ++press) {
            const int before = scroll->verticalScrollBar()->value();
            QVERIFY(pressOnDisplay({u"Next"_s}));
            QTRY_VERIFY_WITH_TIMEOUT(scroll->verticalScrollBar()->value() > before, kManagerAnswers);
        }
        QCOMPARE(scroll->verticalScrollBar()->value(), scroll->verticalScrollBar()->maximum());
        QVERIFY(pressOnDisplay({u"Escape"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(!stage.child<KeySheet>(), kManagerAnswers);
        stage.child<QAction>(u"alertLog"_s)->trigger();
        verifyDialog(*stage.child<QDialog>(u"alertLogSheet"_s));
        stage.child<QDialog>(u"alertLogSheet"_s)->close();
        stage.window->showStartFailure(u"Cannot listen on 127.0.0.1 port 8000: the address is in use"_s);
        verifyDialog(*stage.child<QDialog>(u"failureSheet"_s));
        stage.child<QDialog>(u"failureSheet"_s)->close();
        stage.window->openPage(u"setup"_s);
        stage.child<SetupPage>()->openSection(u"backup"_s);
        stage.settle();
        QTest::mouseClick(stage.child<QPushButton>(u"backUp"_s), Qt::LeftButton);
        auto* files = stage.child<QFileDialog>();
        QVERIFY(files);
        verifyDialog(*files);
        files->close();
        QTRY_VERIFY_WITH_TIMEOUT(stage.window->isActiveWindow(), kManagerAnswers);
        QVERIFY(pressOnDisplay({u"ctrl+q"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(stage.child<ClosingSheet>(), kManagerAnswers);
        verifyDialog(*stage.child<ClosingSheet>());
        stage.child<ClosingSheet>()->close();
    }
}

void OnDisplayPart::closingMinimisesWithoutATray()
{
    SystemTray tray;
    QVERIFY(!tray.isThere());  // this desktop has none
    WholeStage stage({.tray = &tray});
    present(stage);
    stage.fill();
    QVERIFY(pressOnDisplay({u"alt+F4"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(stage.child<ClosingSheet>(), kManagerAnswers);
    verifyDialog(*stage.child<ClosingSheet>());
    QVERIFY(pressOnDisplay({u"Return"_s}));  // to the task bar
    QTRY_VERIFY_WITH_TIMEOUT(stage.window->isMinimized(), kManagerAnswers);
    QTRY_VERIFY_WITH_TIMEOUT(!stage.window->isActiveWindow(), kManagerAnswers);
    stage.window->bringToFront();
    QTRY_VERIFY_WITH_TIMEOUT(stage.window->isActiveWindow() && !stage.window->isMinimized(), kManagerAnswers);
    QTRY_VERIFY_WITH_TIMEOUT(fitsScreen(*stage.window), kManagerAnswers);
}

void OnDisplayPart::hiddenWindowComesBackWhereItWas()
{
    WholeStage stage;
    stage.settings.setClosingKnown();
    present(stage);
    stage.fill();
    const QRect place = stage.window->windowHandle()->frameGeometry();
    for (int round = 0; round < 3; ++round) {
        QVERIFY(pressOnDisplay({u"alt+F4"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(!stage.window->isVisible() && !QGuiApplication::focusWindow(), kManagerAnswers);
        emit stage.tray.activated();
        QVERIFY(QTest::qWaitForWindowExposed(stage.window.get(), kManagerAnswers));
        QTRY_VERIFY_WITH_TIMEOUT(stage.window->isActiveWindow(), kManagerAnswers);
        QTRY_COMPARE_WITH_TIMEOUT(stage.window->windowHandle()->frameGeometry(), place, kManagerAnswers);
    }
    QVERIFY(pressOnDisplay({u"F11"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(stage.window->height() > place.height(), kManagerAnswers);
    QVERIFY(pressOnDisplay({u"F11"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(stage.window->windowHandle()->frameGeometry(), place, kManagerAnswers);
}

void OnDisplayPart::keysGoWhereTheyShould()
{
    WholeStage stage;
    present(stage);
    stage.fill();
    auto* pane = stage.child<ConversationPane>();
    auto* box = stage.child<ComposerEdit>(u"composer"_s);
    stage.list()->setFocus();
    for (int digit = 2; digit <= 6; ++digit) {
        QVERIFY(pressOnDisplay({u"alt+%1"_s.arg(digit)}));
        QTRY_COMPARE_WITH_TIMEOUT(int(pane->queue()), digit - 1, kManagerAnswers);
        QVERIFY2(!QApplication::focusWidget() || QApplication::focusWidget()->window() == stage.window.get(), "focus");
    }
    // What is pressed switches itself off meanwhile; the keyboard goes to the box, and to no neighbour.
    stage.desk.setAnswering(false);
    auto* flip = stage.child<QPushButton>(u"flip"_s);
    flip->setFocus();
    QVERIFY(pressOnDisplay({u"space"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(!flip->isEnabled() && box->hasFocus(), kManagerAnswers);
    const auto acts = stage.desk.acts.size();
    QVERIFY(pressOnDisplay({u"Return"_s}));  // once too often
    stage.desk.setAnswering(true);
    QTRY_VERIFY_WITH_TIMEOUT(flip->isEnabled(), kManagerAnswers);
    QVERIFY(box->hasFocus());
    QCOMPARE(stage.desk.acts.size(), acts);
    QVERIFY(stage.desk.sent.empty());
    // Letters are for the customer on screen, wherever the focus is.
    stage.list()->setFocus();
    const QModelIndex before = stage.list()->currentIndex();
    QVERIFY(pressOnDisplay({u"d"_s, u"a"_s, u"space"_s, u"c"_s, u"o"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(box->toPlainText(), u"da co"_s, kManagerAnswers);
    QVERIFY(box->hasFocus());
    QCOMPARE(stage.list()->currentIndex(), before);
}

void OnDisplayPart::nothingTakesTheFocusFromAnotherProgram()
{
    WholeStage stage;
    present(stage);
    stage.fill();
    QLineEdit other;  // stands for another program
    other.show();
    other.activateWindow();
    QTRY_VERIFY_WITH_TIMEOUT(other.isActiveWindow(), kManagerAnswers);
    const ConversationId waiting = stage.desk.conversations.front().id;
    stage.desk.say(waiting, Speaker::Customer, u"Shop ơi"_s);
    Conversation& given = stage.desk.conversation(waiting);
    given.mode = BotMode::Human;
    given.assignee = {};
    given.waitingSince = stage.desk.now;
    stage.desk.report(waiting);
    QTRY_VERIFY_WITH_TIMEOUT(!stage.sound.played.empty(), kManagerAnswers);
    QVERIFY(pressOnDisplay({u"x"_s, u"y"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(other.text(), u"xy"_s, kManagerAnswers);
    QVERIFY(other.isActiveWindow());
    stage.window->openConversation(waiting);  // its notice was pressed
    QTRY_VERIFY_WITH_TIMEOUT(stage.window->isActiveWindow(), kManagerAnswers);
}

TONGDAI_TEST_PART(OnDisplayPart)

}  // namespace tongdai

#include "on_display_part.moc"
