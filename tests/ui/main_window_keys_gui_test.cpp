#include "ui/shell/main_window.h"

#include "tests/support/test_registry.h"
#include "tests/ui/main_window_stage.h"
#include "ui/shell/key_sheet.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::MainWindowStage;

/// The window by keyboard: where Tab goes, which keys work from where, and the sheet that lists them.
class MainWindowKeysTest : public QObject {
    Q_OBJECT
private slots:
    void digitKeysOpenPages();
    void textSizeKeysWork();
    void keySheetListsWhatIsBound();
    void everyTabStopCanBeSeen_data();
    void everyTabStopCanBeSeen();
    void tabFollowsTheRailAndTheColumns();
    void keysOfThePageWorkFromTheStartAndFromAnywhere();
    void aPressedButtonLeavesTheFocusInTheBox();
};

void MainWindowKeysTest::digitKeysOpenPages()
{
    MainWindowStage stage;
    stage.window->show();
    stage.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(stage.window.get()));
    const auto current = [&stage] { return stage.window->windowTitle(); };
    QTest::keyClick(stage.window.get(), Qt::Key_5, Qt::ControlModifier);
    QVERIFY2(current().startsWith(u"System"_s), qPrintable(current()));
    QTest::keyClick(stage.window.get(), Qt::Key_1, Qt::ControlModifier);
    QVERIFY2(current().startsWith(u"Live"_s), qPrintable(current()));
    // There is no such page yet, so its key does nothing.
    QTest::keyClick(stage.window.get(), Qt::Key_2, Qt::ControlModifier);
    QVERIFY2(current().startsWith(u"Live"_s), qPrintable(current()));
    QVERIFY(!stage.window->openPage(u"moon"_s));
    stage.window->openPage(u"system"_s);
    QTest::keyClick(stage.window->focusWidget(), Qt::Key_Escape);
    QVERIFY2(current().startsWith(u"Live"_s), qPrintable(current()));
}

void MainWindowKeysTest::textSizeKeysWork()
{
    MainWindowStage stage;
    stage.window->show();
    stage.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(stage.window.get()));
    QTest::keyClick(stage.window.get(), Qt::Key_Equal, Qt::ControlModifier);
    QCOMPARE(stage.theme.textScale(), 110);
    QTest::keyClick(stage.window.get(), Qt::Key_Minus, Qt::ControlModifier);
    QTest::keyClick(stage.window.get(), Qt::Key_Minus, Qt::ControlModifier);
    QCOMPARE(stage.theme.textScale(), 90);
    QCOMPARE(stage.settings.textScale(), 90);
    QTest::keyClick(stage.window.get(), Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(stage.theme.textScale(), 100);
}

void MainWindowKeysTest::keySheetListsWhatIsBound()
{
    MainWindowStage stage;
    auto* keys = stage.window->findChild<QAction*>(u"keySheetAction"_s);
    QVERIFY(keys);
    keys->trigger();
    auto* sheet = stage.window->findChild<KeySheet*>();
    QVERIFY(sheet);
    keepPicture(sheet->grab().toImage(), u"key_sheet"_s);
    QString all;
    const QList<QLabel*> labels = sheet->findChildren<QLabel*>();
    for (const QLabel* label : labels)
        all += label->text() + u'\n';
    for (const QString& wanted : {u"Ctrl+5"_s, u"F11"_s, u"Ctrl+0"_s, u"F1"_s, u"Esc"_s})
        QVERIFY2(all.contains(wanted), qPrintable(all));
}

void MainWindowKeysTest::everyTabStopCanBeSeen_data()
{
    QTest::addColumn<QString>("page");
    QTest::newRow("live") << u"live"_s;
    QTest::newRow("system") << u"system"_s;
}

/// Without a mouse nothing else says where one is (features K6).
void MainWindowKeysTest::everyTabStopCanBeSeen()
{
    QFETCH(const QString, page);
    MainWindowStage stage;
    stage.desk.fillShop();
    stage.show(page);
    const QList<QWidget*> stops = stage.tabStops();
    QVERIFY(stops.size() > 10);
    QStringList unseen;
    for (QWidget* stop : stops) {
        const QRect around = QRect(stop->mapTo(stage.window.get(), QPoint()), stop->size()).adjusted(-4, -4, 4, 4);
        stop->setFocus(Qt::TabFocusReason);
        const QImage focused = stage.window->grab(around).toImage();
        stop->clearFocus();
        if (stage.window->grab(around).toImage() == focused)
            unseen << stop->objectName() + u' ' + stop->accessibleName();
    }
    QCOMPARE(unseen.join(u'\n'), QString());
}

void MainWindowKeysTest::tabFollowsTheRailAndTheColumns()
{
    MainWindowStage stage;
    stage.show(u"system"_s);
    QStringList rail;
    int y = 0;
    for (QWidget* stop : stage.tabStops()) {
        const QPoint at = stop->mapTo(stage.window.get(), QPoint());
        if (stop->objectName().startsWith("rail_"_L1)) rail << stop->objectName();
        if (at.x() < 840 || at.y() < 60) continue;  // the right column
        QVERIFY2(at.y() >= y, qPrintable(stop->objectName() + u' ' + stop->accessibleName()));
        y = at.y();
    }
    QCOMPARE(rail, (QStringList{u"rail_live"_s, u"rail_system"_s}));
}

void MainWindowKeysTest::keysOfThePageWorkFromTheStartAndFromAnywhere()
{
    MainWindowStage stage;
    stage.window->show();
    QApplication::setActiveWindow(stage.window.get());
    stage.desk.fillShop();  // only now: the window is there before the engine answers
    emit stage.desk.ready();
    stage.settle();
    auto* list = stage.window->findChild<QListView*>(u"convList"_s);
    const auto* tab = stage.window->findChild<QWidget*>(u"queue1"_s);
    auto* box = stage.window->findChild<QWidget*>(u"composer"_s);
    QCOMPARE(stage.window->focusWidget(), tab);
    QVERIFY(!list->currentIndex().isValid());
    QTest::keyClick(stage.window->focusWidget(), Qt::Key_Down, Qt::AltModifier);
    stage.settle();
    QCOMPARE(list->currentIndex().row(), 0);
    QCOMPARE(stage.window->focusWidget(), box);
    auto* rail = stage.window->findChild<QWidget*>(u"rail_system"_s);
    rail->setFocus(Qt::TabFocusReason);
    QTest::keyClick(rail, Qt::Key_Down, Qt::AltModifier);
    stage.settle();
    QCOMPARE(list->currentIndex().row(), 1);
    QCOMPARE(stage.window->focusWidget(), box);
    // Who goes through the list stays there.
    list->setFocus(Qt::TabFocusReason);
    QTest::keyClick(list, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(list->currentIndex().row(), 2);
    QCOMPARE(stage.window->focusWidget(), list);
    // The keys are the page's: on another they do nothing.
    stage.window->openPage(u"system"_s);
    QTest::keyClick(stage.window->focusWidget(), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(list->currentIndex().row(), 2);
}

void MainWindowKeysTest::aPressedButtonLeavesTheFocusInTheBox()
{
    MainWindowStage stage;
    stage.desk.fillShop();
    stage.show(u"live"_s);
    auto* take = stage.window->findChild<QPushButton*>(u"take"_s);
    QVERIFY(take->isVisible());
    take->setFocus(Qt::TabFocusReason);
    QTest::keyClick(take, Qt::Key_Space);
    QTest::keyClick(stage.window->focusWidget(), Qt::Key_Space);  // once too often
    stage.settle();
    QVERIFY(!take->isVisible());
    QCOMPARE(stage.desk.acts.filter(u"take"_s).size(), 1);
    QCOMPARE(stage.desk.acts.filter(u"hand_back"_s).size(), 0);
    QCOMPARE(stage.window->focusWidget()->objectName(), u"composer"_s);
}

TONGDAI_TEST(MainWindowKeysTest)

}  // namespace tongdai

#include "main_window_keys_gui_test.moc"
