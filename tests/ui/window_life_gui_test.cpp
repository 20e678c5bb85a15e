#include "ui/shell/window_life.h"

#include "tests/support/test_registry.h"
#include "tests/ui/window_stage.h"
#include "ui/live/conversation_pane.h"
#include "ui/live/live_page.h"
#include "ui/shell/closing_sheet.h"
#include "ui/shell/system_tray.h"

#include <QDir>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::WindowStage;

namespace {

ClosingSheet* sheetOf(const WindowStage& stage)
{
    ClosingSheet* newest = nullptr;
    for (ClosingSheet* sheet : stage.window->findChildren<ClosingSheet*>())
        if (sheet->isVisible()) newest = sheet;
    return newest;
}

QString wordsOn(const ClosingSheet& sheet)
{
    QString all;
    for (const QLabel* label : sheet.findChildren<QLabel*>())
        all += label->text() + u'\n';
    return all;
}

void press(const WindowStage& stage, const QString& answer)
{
    auto* button = sheetOf(stage)->findChild<QPushButton*>(answer);
    QVERIFY2(button, qPrintable(answer));
    QTest::mouseClick(button, Qt::LeftButton);
    WindowStage::settle();
}

QAction* trayAction(const WindowStage& stage, const QString& name)
{
    return stage.tray.menu->findChild<QAction*>(name);
}

void keepLifePicture(QWidget& widget, const QString& name)
{
    const QString dir = qEnvironmentVariable("TONGDAI_PICTURE_DIR");
    if (!dir.isEmpty()) QVERIFY(widget.grab().save(QDir(dir).filePath(name + u".png"_s)));
}

}  // namespace

/// The real window, beside a tray that can be taken away.
class WindowLifeTest : public QObject {
    Q_OBJECT
private slots:
    void closingHidesToTheTrayAndSaysSoOnce();
    void withoutATrayTheWindowIsMinimised();
    void theNoticeCanBeLeft();
    void quitNamesWhatStops();
    void quitFromTheTrayAsksOnTheWindow();
    void aSignalEndsAWindowThatIsHidden();
    void theTrayShowsStateAndCountAndOpensTheQueue();
    void aTrayThatGoesAwayLeavesTheWindow();
    void startsPutAway();
    void aSessionThatEndsIsNotHeldUp();
    void sheetsFitAndNothingIsCut_data();
    void sheetsFitAndNothingIsCut();
    void theTrayIconShowsTheCount();
};

void WindowLifeTest::closingHidesToTheTrayAndSaysSoOnce()
{
    const QTemporaryDir dir;
    const QString file = dir.filePath(u"console.ini"_s);
    {
        WindowStage stage(file);
        const QSignalSpy gone(stage.window.get(), &MainWindow::quitWanted);
        stage.open();
        QVERIFY(!stage.window->close());
        QVERIFY(stage.window->isVisible());
        QVERIFY(sheetOf(stage));
        QVERIFY2(wordsOn(*sheetOf(stage)).contains(u"tray"_s), qPrintable(wordsOn(*sheetOf(stage))));
        keepLifePicture(*sheetOf(stage), u"closing_notice"_s);
        press(stage, u"putAway"_s);
        QVERIFY(!stage.window->isVisible());
        stage.tray.activated();
        QVERIFY(stage.window->isVisible());
        stage.window->close();  // without a word from now on
        QVERIFY(!stage.window->isVisible());
        QCOMPARE(gone.count(), 0);
        stage.settings.sync();
    }
    WindowStage again(file);
    again.open();
    again.window->close();
    QVERIFY(!again.window->isVisible());
}

void WindowLifeTest::withoutATrayTheWindowIsMinimised()
{
    WindowStage stage;
    stage.tray.there = false;
    stage.open();
    stage.window->close();
    QVERIFY2(wordsOn(*sheetOf(stage)).contains(u"task bar"_s), qPrintable(wordsOn(*sheetOf(stage))));
    press(stage, u"putAway"_s);
    QVERIFY(stage.window->isVisible());
    QVERIFY(stage.window->isMinimized());
}

void WindowLifeTest::theNoticeCanBeLeft()
{
    WindowStage stage;
    const QSignalSpy gone(stage.window.get(), &MainWindow::quitWanted);
    stage.open();
    stage.window->close();
    QTest::keyClick(sheetOf(stage), Qt::Key_Escape);
    WindowStage::settle();
    QVERIFY(stage.window->isVisible());
    stage.window->close();  // nobody has agreed, so it is said again
    QVERIFY(sheetOf(stage));
    press(stage, u"quitInstead"_s);
    QVERIFY2(wordsOn(*sheetOf(stage)).contains(u"Quit Tongdai?"_s), qPrintable(wordsOn(*sheetOf(stage))));
    QCOMPARE(gone.count(), 0);
    press(stage, u"quit"_s);
    QCOMPARE(gone.count(), 1);
    QVERIFY(!stage.window->isVisible());
}

void WindowLifeTest::quitNamesWhatStops()
{
    WindowStage stage;
    const QSignalSpy gone(stage.window.get(), &MainWindow::quitWanted);
    stage.open();
    QueueCounts counts;
    counts.of.at(size_t(WorkQueue::NeedsMe)) = 3;
    emit stage.desk.queueCountsChanged(counts);
    api::SystemFacts facts = stage.system.facts();
    facts.platformMode = u"https://chat.example"_s;
    facts.webOrigins = {u"https://shop.example"_s};
    stage.system.setFacts(facts);
    QTest::keyClick(stage.window.get(), Qt::Key_Q, Qt::ControlModifier);
    WindowStage::settle();
    QVERIFY(sheetOf(stage));
    const QString words = wordsOn(*sheetOf(stage));
    for (const QString& wanted : {u"3 customers wait"_s, u"bot falls silent"_s, u"chat platform"_s, u"web page"_s})
        QVERIFY2(words.contains(wanted), qPrintable(wanted + u'\n' + words));
    keepLifePicture(*sheetOf(stage), u"quit_sheet"_s);
    // Who presses Enter without reading stays.
    QTest::keyClick(sheetOf(stage), Qt::Key_Return);
    WindowStage::settle();
    QVERIFY(!sheetOf(stage));
    QCOMPARE(gone.count(), 0);
    QVERIFY(stage.window->isVisible());
    // What is not there does not stop.
    facts.platformMode.clear();
    facts.webOrigins.clear();
    stage.system.setFacts(facts);
    emit stage.desk.queueCountsChanged({});
    QApplication::setActiveWindow(stage.window.get());
    QTest::keyClick(stage.window.get(), Qt::Key_Q, Qt::ControlModifier);
    WindowStage::settle();
    QVERIFY(sheetOf(stage));
    for (const QString& unwanted : {u"wait"_s, u"platform"_s, u"web page"_s})
        QVERIFY2(!wordsOn(*sheetOf(stage)).contains(unwanted), qPrintable(unwanted));
}

void WindowLifeTest::quitFromTheTrayAsksOnTheWindow()
{
    WindowStage stage;
    stage.settings.setClosingKnown();
    const QSignalSpy gone(stage.window.get(), &MainWindow::quitWanted);
    stage.open();
    stage.window->close();
    trayAction(stage, u"trayQuit"_s)->trigger();
    trayAction(stage, u"trayQuit"_s)->trigger();  // once too often
    QVERIFY(stage.window->isVisible());
    QCOMPARE(stage.window->findChildren<ClosingSheet*>().size(), 1);
    press(stage, u"quit"_s);
    QCOMPARE(gone.count(), 1);
}

void WindowLifeTest::aSignalEndsAWindowThatIsHidden()
{
    WindowStage stage;
    stage.settings.setClosingKnown();
    const QSignalSpy gone(stage.window.get(), &MainWindow::quitWanted);
    stage.open();
    stage.window->close();
    stage.window->quit();
    stage.window->quit();
    QCOMPARE(gone.count(), 1);
    QVERIFY(!stage.settings.windowGeometry().isEmpty());
}

void WindowLifeTest::theTrayShowsStateAndCountAndOpensTheQueue()
{
    WindowStage stage;
    stage.desk.fillShop();
    stage.settings.setClosingKnown();
    stage.open();
    QueueCounts counts;
    counts.of.at(size_t(WorkQueue::NeedsMe)) = 3;
    emit stage.desk.queueCountsChanged(counts);
    QCOMPARE(stage.tray.state.waiting, 3);
    QCOMPARE(stage.tray.state.level, TrayState::Level::Ok);
    QVERIFY2(stage.tray.state.words.contains(u"3 customers wait"_s), qPrintable(stage.tray.state.words));
    stage.system.setState(Part::History, PartState::Down, u"disk I/O error"_s);
    QCOMPARE(stage.tray.state.level, TrayState::Level::Down);
    stage.system.setState(Part::History, PartState::Ok);
    QCOMPARE(stage.tray.state.level, TrayState::Level::Ok);
    auto* pane = stage.window->findChild<ConversationPane*>();
    pane->setQueue(WorkQueue::All);
    stage.window->openPage(u"system"_s);
    stage.window->close();
    QVERIFY(!stage.window->isVisible());
    trayAction(stage, u"trayQueue"_s)->trigger();
    WindowStage::settle();
    QVERIFY(stage.window->isVisible());
    QVERIFY(stage.window->findChild<LivePage*>()->isVisible());
    QCOMPARE(pane->queue(), WorkQueue::NeedsMe);
    stage.window->openPage(u"system"_s);
    stage.window->close();
    trayAction(stage, u"trayOpen"_s)->trigger();  // where one was
    QVERIFY(stage.window->isVisible());
    QVERIFY(!stage.window->findChild<LivePage*>()->isVisible());
    stage.language.setChoice(LanguageChoice::Vietnamese);
    QVERIFY2(stage.tray.state.words.contains(u"khách"_s), qPrintable(stage.tray.state.words));
}

void WindowLifeTest::aTrayThatGoesAwayLeavesTheWindow()
{
    WindowStage stage;
    stage.settings.setClosingKnown();
    stage.open();
    stage.window->close();
    QVERIFY(!stage.window->isVisible());
    stage.tray.there = false;
    QTRY_VERIFY(stage.window->isVisible());
    QVERIFY(stage.window->isMinimized());
}

void WindowLifeTest::startsPutAway()
{
    WindowStage stage;
    stage.window->putAway();
    QVERIFY(!stage.window->isVisible());
    stage.handOver(stage.addBots(u"c-1"_s, u"Hạnh"_s));
    QCOMPARE(stage.sound.played.size(), size_t(1));  // it is heard all the same
    WindowStage bare;
    bare.tray.there = false;
    bare.window->putAway();
    QVERIFY(bare.window->isVisible());
    QVERIFY(bare.window->isMinimized());
}

void WindowLifeTest::aSessionThatEndsIsNotHeldUp()
{
    WindowStage stage;
    const QSignalSpy gone(stage.window.get(), &MainWindow::quitWanted);
    stage.open();
    stage.window->letSessionEnd();
    QVERIFY(stage.window->close());
    QVERIFY(!sheetOf(stage));
    QCOMPARE(gone.count(), 1);
}

void WindowLifeTest::sheetsFitAndNothingIsCut_data()
{
    QTest::addColumn<int>("scale");
    QTest::addColumn<LanguageChoice>("words");
    QTest::addColumn<SchemeChoice>("scheme");
    QTest::newRow("english") << 100 << LanguageChoice::English << SchemeChoice::Light;
    QTest::newRow("vietnamese") << 100 << LanguageChoice::Vietnamese << SchemeChoice::Dark;
    QTest::newRow("english_large") << 160 << LanguageChoice::English << SchemeChoice::Dark;
    QTest::newRow("vietnamese_large") << 160 << LanguageChoice::Vietnamese << SchemeChoice::Light;
}

void WindowLifeTest::sheetsFitAndNothingIsCut()
{
    QFETCH(const int, scale);
    QFETCH(const LanguageChoice, words);
    QFETCH(const SchemeChoice, scheme);
    WindowStage stage;
    stage.theme.setChoice(scheme);
    stage.theme.setTextScale(scale);
    stage.language.setChoice(words);
    stage.open();
    stage.window->resize(1024, 600);
    api::SystemFacts facts = stage.system.facts();
    facts.platformMode = u"https://chat.example"_s;
    facts.webOrigins = {u"https://shop.example"_s};
    stage.system.setFacts(facts);
    for (int i = 0; i < 3; ++i)
        stage.handOver(stage.addBots(u"c-%1"_s.arg(i), u"Nguyễn Thị Mỹ Hạnh %1"_s.arg(i)));
    stage.window->close();
    stage.window->findChild<QAction*>(u"alertLog"_s)->trigger();
    trayAction(stage, u"trayQuit"_s)->trigger();
    stage.window->showStartFailure(u"Cannot listen on 127.0.0.1 port 8000: the address is in use"_s);
    WindowStage::settle();
    const QList<QDialog*> sheets = stage.window->findChildren<QDialog*>();
    QCOMPARE(sheets.size(), 4);
    for (QDialog* sheet : sheets) {
        QVERIFY2(sheet->width() <= 1024 && sheet->height() <= 600, qPrintable(sheet->objectName()));
        for (const QLabel* label : sheet->findChildren<QLabel*>()) {
            const int wanted = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
            QVERIFY2(label->height() >= wanted, qPrintable(label->text()));
            QVERIFY2(label->wordWrap() || label->width() >= label->sizeHint().width(), qPrintable(label->text()));
        }
        for (const QPushButton* button : sheet->findChildren<QPushButton*>())
            QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
        keepLifePicture(*sheet, u"%1_%2"_s.arg(sheet->objectName(), QString::fromLatin1(QTest::currentDataTag())));
    }
}

void WindowLifeTest::theTrayIconShowsTheCount()
{
    using Level = TrayState::Level;
    std::vector<QImage> icons;
    for (const TrayState& state :
         {TrayState{Level::Starting, 0, {}}, TrayState{Level::Ok, 0, {}}, TrayState{Level::Ok, 3, {}},
          TrayState{Level::Ok, 120, {}}, TrayState{Level::Down, 3, {}}}) {
        const QImage image = trayIcon(state).pixmap(22).toImage();
        for (const QImage& other : icons)
            QVERIFY(other != image);
        icons.push_back(image);
    }
    const QString dir = qEnvironmentVariable("TONGDAI_PICTURE_DIR");
    if (dir.isEmpty()) return;
    QImage sheet(5 * 72, 72, QImage::Format_ARGB32);
    sheet.fill(QColor(0x40, 0x44, 0x4c));
    QPainter painter(&sheet);
    const std::array states{TrayState{Level::Starting, 0, {}}, TrayState{Level::Ok, 0, {}}, TrayState{Level::Ok, 3, {}},
                            TrayState{Level::Ok, 120, {}}, TrayState{Level::Down, 3, {}}};
    for (size_t i = 0; i < states.size(); ++i) {
        painter.drawPixmap(QPoint(int(i) * 72 + 4, 4), trayIcon(states.at(i)).pixmap(48));
        painter.drawPixmap(QPoint(int(i) * 72 + 48, 48), trayIcon(states.at(i)).pixmap(22));
    }
    QVERIFY(sheet.save(QDir(dir).filePath(u"tray_icons.png"_s)));
}

TONGDAI_TEST(WindowLifeTest)

}  // namespace tongdai

#include "window_life_gui_test.moc"
