#include "ui/shell/main_window.h"

#include "tests/support/fake_desk.h"
#include "tests/support/fake_system.h"
#include "tests/support/test_registry.h"
#include "ui/common/empty_state.h"
#include "ui/common/notice_bar.h"
#include "ui/common/screen_settings.h"
#include "ui/common/system_scheme.h"
#include "ui/live/conversation_pane.h"
#include "ui/live/conversation_view.h"
#include "ui/live/live_page.h"
#include "ui/shell/key_sheet.h"
#include "ui/shell/page_picture.h"
#include "ui/shell/view_menu.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class LightDesktop final : public SystemScheme {
public:
    Scheme current() const override { return Scheme::Light; }
};

/// A window over fakes with a clock that stands still until it is moved.
struct Stage {
    explicit Stage(const QString& settingsFile = {}) : settings(settingsFile)
    {
        language.setZone(QTimeZone("Asia/Ho_Chi_Minh"));
        language.setChoice(LanguageChoice::English);
        theme.install();
        window = std::make_unique<MainWindow>(EngineDoors{desk, system, sample},
                                              Look{theme, language, [this] { return now; }}, settings);
    }
    void openFirstConversation()
    {
        auto* list = window->findChild<QListView*>(u"convList"_s);
        list->setCurrentIndex(list->model()->index(0, 0));
        for (int round = 0; round < 4; ++round)
            QCoreApplication::processEvents();
    }
    static void settle()
    {
        for (int round = 0; round < 4; ++round)
            QCoreApplication::processEvents();
    }
    void show(const QString& page)
    {
        window->resize(1366, 1200);  // nothing below the fold
        window->show();
        QApplication::setActiveWindow(window.get());
        emit desk.ready();
        settle();
        if (!desk.conversations.empty()) openFirstConversation();
        window->openPage(page);
        settle();
    }
    /// What the Tab key meets, from the first of the rail on.
    QList<QWidget*> tabStops() const
    {
        QList<QWidget*> stops;
        QWidget* const first = window->findChild<QWidget*>(u"rail_live"_s);
        for (QWidget* each = first; stops.isEmpty() || each != first; each = each->nextInFocusChain()) {
            if ((each->focusPolicy() & Qt::TabFocus) && each->isVisibleTo(window.get()) && each->isEnabled() &&
                !each->focusProxy())
                stops << each;
        }
        return stops;
    }
    void lookAgain() { emit system.healthChanged(system.health()); }

    TimePoint now = testing::FakeDesk::shopTime();
    testing::FakeDesk desk;
    testing::FakeSystem system;
    testing::FakeSampleShop sample;
    LightDesktop desktop;
    Theme theme{desktop};
    Language language;
    ScreenSettings settings;
    std::unique_ptr<MainWindow> window;
};

/// Pictures are kept for whoever wants to look at them when TONGDAI_PICTURE_DIR says where.
void keepPicture(const QImage& image, const QString& name)
{
    const QString dir = qEnvironmentVariable("TONGDAI_PICTURE_DIR");
    if (!dir.isEmpty()) QVERIFY(image.save(QDir(dir).filePath(name + u".png"_s)));
}

}  // namespace

class MainWindowTest : public QObject {
    Q_OBJECT
private slots:
    void drawsItselfWithoutBeingShown_data();
    void drawsItselfWithoutBeingShown();
    void troubleShowsAfterTwoSeconds();
    void aBusyPortIsSeenOnEveryPage();
    void menuChangesTheLookAndKeepsIt();
    void textSizeKeysWork();
    void switchesLanguageWhileItRuns();
    void sampleShopMarksTheTopBar();
    void digitKeysOpenPages();
    void titleCountsWhoNeedsMe();
    void theRailCountsWhatWasNotSent();
    void whereNobodyCanWriteTheWayToAChannelIsShown();
    void remembersThePageAndTheLook();
    void keySheetListsWhatIsBound();
    void unknownPageHasNoPicture();
    void everyTabStopCanBeSeen_data();
    void everyTabStopCanBeSeen();
    void tabFollowsTheRailAndTheColumns();
    void keysOfThePageWorkFromTheStartAndFromAnywhere();
    void aPressedButtonLeavesTheFocusInTheBox();
};

void MainWindowTest::drawsItselfWithoutBeingShown_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<SchemeChoice>("scheme");
    QTest::addColumn<bool>("vietnamese");
    QTest::addColumn<bool>("trouble");
    QTest::addColumn<bool>("sample");
    QTest::addColumn<int>("scale");
    QTest::addColumn<QSize>("size");
    const QSize laptop(1366, 768);
    for (const QString& page : {u"live"_s, u"system"_s}) {
        const auto row = [&page](const char* name) -> QTestData& {
            return QTest::newRow(qPrintable(page + u'_' + QLatin1StringView(name))) << page;
        };
        row("light") << SchemeChoice::Light << false << false << false << 100 << laptop;
        row("dark") << SchemeChoice::Dark << false << false << false << 100 << laptop;
        row("vietnamese") << SchemeChoice::Light << true << true << false << 100 << laptop;
        row("dark_vietnamese_sample") << SchemeChoice::Dark << true << true << true << 100 << laptop;
        row("contrast") << SchemeChoice::HighContrast << true << true << true << 100 << laptop;
        row("light_sample") << SchemeChoice::Light << false << false << true << 100 << laptop;
        row("small") << SchemeChoice::Light << true << true << true << 100 << QSize(1024, 640);
        row("large_text") << SchemeChoice::Light << true << false << false << 150 << QSize(1920, 1080);
    }
}

void MainWindowTest::drawsItselfWithoutBeingShown()
{
    QFETCH(const QString, page);
    QFETCH(const SchemeChoice, scheme);
    QFETCH(const bool, vietnamese);
    QFETCH(const bool, trouble);
    QFETCH(const bool, sample);
    QFETCH(const int, scale);
    QFETCH(const QSize, size);
    Stage stage;
    stage.theme.setChoice(scheme);
    stage.theme.setTextScale(scale);
    stage.language.setChoice(vietnamese ? LanguageChoice::Vietnamese : LanguageChoice::English);
    if (sample) stage.sample.open();
    if (trouble) {
        stage.system.setState(Part::Redis, PartState::Down, u"connect: Connection refused"_s);
        stage.system.setState(Part::Ai, PartState::Down, u"timeout after 30 s"_s);
        stage.system.setWaiting(3, 18);
        stage.now += 42s;
        stage.lookAgain();
    }
    stage.desk.fillShop();
    emit stage.desk.ready();
    QCoreApplication::processEvents();
    stage.openFirstConversation();
    const QImage image = pictureOf(*stage.window, page, size);
    QCOMPARE(image.size() / image.devicePixelRatio(), size);
    const QColor ground = image.pixelColor(image.width() - 3, image.height() - 3);
    QCOMPARE(ground, stage.theme.color(ColorRole::Rail));
    keepPicture(image, QString::fromLatin1(QTest::currentDataTag()));
}

void MainWindowTest::troubleShowsAfterTwoSeconds()
{
    Stage stage;
    auto* bar = stage.window->findChild<NoticeBar*>(u"trouble"_s);
    QVERIFY(bar);
    stage.system.setState(Part::Redis, PartState::Down);
    QVERIFY(bar->isHidden());
    stage.now += 3s;
    stage.lookAgain();
    QVERIFY(!bar->isHidden());
    QVERIFY2(bar->sentence().contains(u"Redis"_s), qPrintable(bar->sentence()));
    stage.system.setState(Part::Redis, PartState::Ok);
    QCOMPARE(bar->tone(), Tone::Good);
    stage.now += 6s;
    stage.lookAgain();
    QVERIFY(bar->isHidden());
}

void MainWindowTest::aBusyPortIsSeenOnEveryPage()
{
    Stage stage;
    api::SystemFacts facts = stage.system.facts();
    facts.engineUrl.clear();
    facts.listenError = u"127.0.0.1:8000: the address is in use"_s;
    const QString deep = u"/home/nguyen-thi-hanh/Tài liệu/Cửa hàng Mộc An/2025/tháng 11/dữ liệu tổng đài"_s;
    facts.dataDir = deep;
    facts.logFile = deep + u"/logs/tongdai-2025-11-21T14-02-11.log"_s;
    stage.system.setFacts(facts);
    stage.system.setState(Part::Engine, PartState::Down);
    stage.now += 3s;
    stage.lookAgain();
    const auto* bar = stage.window->findChild<NoticeBar*>(u"trouble"_s);
    QVERIFY(!bar->isHidden());
    QCOMPARE(bar->tone(), Tone::Danger);
    const QImage image = pictureOf(*stage.window, u"system"_s, QSize(1366, 768));
    QCOMPARE(image.size() / image.devicePixelRatio(), QSize(1366, 768));
    keepPicture(image, u"system_busy_port"_s);
}

void MainWindowTest::menuChangesTheLookAndKeepsIt()
{
    Stage stage;
    auto* menu = stage.window->findChild<ViewMenu*>();
    QVERIFY(menu);
    const auto choose = [menu](const QString& words) {
        const QList<QAction*> actions = menu->findChildren<QAction*>();
        for (QAction* action : actions)
            if (action->text() == words) return action->trigger();
        QFAIL(qPrintable(words));
    };
    choose(u"Dark"_s);
    QCOMPARE(stage.theme.scheme(), Scheme::Dark);
    QCOMPARE(stage.settings.schemeChoice(), SchemeChoice::Dark);
    choose(u"Compact"_s);
    QCOMPARE(stage.theme.conversationRowHeight(), 40);
    QCOMPARE(stage.settings.density(), Density::Compact);
    choose(u"Tiếng Việt"_s);
    QVERIFY(stage.language.isVietnamese());
    QCOMPARE(stage.settings.languageChoice(), LanguageChoice::Vietnamese);
    choose(u"Sáng"_s);
    QCOMPARE(stage.theme.scheme(), Scheme::Light);
}

void MainWindowTest::textSizeKeysWork()
{
    Stage stage;
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

void MainWindowTest::switchesLanguageWhileItRuns()
{
    Stage stage;
    stage.window->openPage(u"system"_s);
    QVERIFY(stage.window->windowTitle().startsWith(u"System"_s));
    stage.language.setChoice(LanguageChoice::Vietnamese);
    QVERIFY2(stage.window->windowTitle().startsWith(u"Hệ thống"_s), qPrintable(stage.window->windowTitle()));
    stage.language.setChoice(LanguageChoice::English);
    QVERIFY(stage.window->windowTitle().startsWith(u"System"_s));
}

void MainWindowTest::sampleShopMarksTheTopBar()
{
    Stage stage;
    auto* word = stage.window->findChild<QWidget*>(u"sampleWord"_s);
    QVERIFY(word);
    QVERIFY(word->isHidden());
    stage.sample.open();
    QVERIFY(!word->isHidden());
    stage.sample.remove();
    QVERIFY(word->isHidden());
}

void MainWindowTest::digitKeysOpenPages()
{
    Stage stage;
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

void MainWindowTest::titleCountsWhoNeedsMe()
{
    Stage stage;
    QueueCounts counts;
    counts.of.at(size_t(WorkQueue::NeedsMe)) = 5;
    emit stage.desk.queueCountsChanged(counts);
    QVERIFY(stage.window->windowTitle().startsWith(u"(5) "_s));
    emit stage.desk.queueCountsChanged({});
    QVERIFY(!stage.window->windowTitle().startsWith(u"("_s));
}

void MainWindowTest::theRailCountsWhatWasNotSent()
{
    Stage stage;
    stage.desk.fillShop();
    stage.show(u"system"_s);
    auto* button = stage.window->findChild<QAbstractButton*>(u"rail_undelivered"_s);
    QVERIFY(!button->isVisible());
    const ConversationId id("c-12347");
    stage.desk.say(id, Speaker::Operator, u"Dạ em gửi bảng giá"_s);
    stage.desk.settleDelivery(id, OutboxState::Dead, u"status 400"_s);
    Stage::settle();
    QVERIFY(button->isVisible());
    QVERIFY2(button->accessibleName().contains(u"(1)"_s), qPrintable(button->accessibleName()));
    QTest::mouseClick(button, Qt::LeftButton);
    Stage::settle();
    QVERIFY(!button->isChecked());  // it is no page
    const auto* live = stage.window->findChild<LivePage*>();
    QVERIFY(live->isVisible());
    QTRY_VERIFY(live->view()->conversation() && live->view()->conversation()->id == id);
    stage.desk.requestDecision(id, stage.desk.undelivered().front().outboxId, OutboxDecision::Drop);
    QTRY_VERIFY(!button->isVisible());
}

void MainWindowTest::whereNobodyCanWriteTheWayToAChannelIsShown()
{
    Stage stage;
    stage.show(u"live"_s);
    const auto* empty = stage.window->findChild<ConversationPane*>()->findChild<EmptyState*>();
    const auto* strip = stage.window->findChild<QWidget*>(u"health"_s);
    QVERIFY2(empty->sentence().contains(u"No channel is connected"_s), qPrintable(empty->sentence()));
    QVERIFY2(strip->toolTip().contains(u"No channel is connected"_s), qPrintable(strip->toolTip()));
    auto* way = empty->findChild<QPushButton*>();
    QVERIFY(way->isVisible());
    QTest::mouseClick(way, Qt::LeftButton);
    Stage::settle();
    QVERIFY2(stage.window->windowTitle().startsWith(u"System"_s), qPrintable(stage.window->windowTitle()));

    stage.system.setPart({Part::Platform, PartState::Ok, u"https://chat.example"_s, {}, {}, {}, {}});
    stage.lookAgain();
    QVERIFY(!empty->sentence().contains(u"No channel"_s));
    QVERIFY(!strip->toolTip().contains(u"No channel"_s));
}

void MainWindowTest::remembersThePageAndTheLook()
{
    const QTemporaryDir dir;
    const QString file = dir.filePath(u"console.ini"_s);
    {
        Stage stage(file);
        stage.settings.setSchemeChoice(SchemeChoice::Dark);
        stage.settings.setTextScale(120);
        stage.window->openPage(u"system"_s);
        stage.window->close();
    }
    const ScreenSettings again(file);
    QCOMPARE(again.schemeChoice(), SchemeChoice::Dark);
    QCOMPARE(again.textScale(), 120);
    QCOMPARE(again.lastPage(), u"system"_s);
    QVERIFY(!again.windowGeometry().isEmpty());
}

void MainWindowTest::keySheetListsWhatIsBound()
{
    Stage stage;
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

void MainWindowTest::unknownPageHasNoPicture()
{
    Stage stage;
    QVERIFY(pictureOf(*stage.window, u"moon"_s, QSize(1366, 768)).isNull());
}

void MainWindowTest::everyTabStopCanBeSeen_data()
{
    QTest::addColumn<QString>("page");
    QTest::newRow("live") << u"live"_s;
    QTest::newRow("system") << u"system"_s;
}

/// Without a mouse nothing else says where one is (features K6).
void MainWindowTest::everyTabStopCanBeSeen()
{
    QFETCH(const QString, page);
    Stage stage;
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

void MainWindowTest::tabFollowsTheRailAndTheColumns()
{
    Stage stage;
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

void MainWindowTest::keysOfThePageWorkFromTheStartAndFromAnywhere()
{
    Stage stage;
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

void MainWindowTest::aPressedButtonLeavesTheFocusInTheBox()
{
    Stage stage;
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

TONGDAI_TEST(MainWindowTest)

}  // namespace tongdai

#include "main_window_gui_test.moc"
