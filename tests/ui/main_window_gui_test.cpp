#include "ui/shell/main_window.h"

#include "tests/support/test_registry.h"
#include "tests/ui/main_window_stage.h"
#include "ui/common/look/screen_settings.h"
#include "ui/common/widgets/empty_state.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/live/conversation_pane.h"
#include "ui/live/conversation_view.h"
#include "ui/live/live_page.h"
#include "ui/shell/page_picture.h"
#include "ui/shell/view_menu.h"

#include <QAction>
#include <QDir>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::MainWindowStage;

namespace {

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
    void switchesLanguageWhileItRuns();
    void sampleShopMarksTheTopBar();
    void titleCountsWhoNeedsMe();
    void theRailCountsWhatWasNotSent();
    void whereNobodyCanWriteTheWayToAChannelIsShown();
    void remembersThePageAndTheLook();
    void unknownPageHasNoPicture();
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
    MainWindowStage stage;
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
    MainWindowStage stage;
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
    MainWindowStage stage;
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
    MainWindowStage stage;
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

void MainWindowTest::switchesLanguageWhileItRuns()
{
    MainWindowStage stage;
    stage.window->openPage(u"system"_s);
    QVERIFY(stage.window->windowTitle().startsWith(u"System"_s));
    stage.language.setChoice(LanguageChoice::Vietnamese);
    QVERIFY2(stage.window->windowTitle().startsWith(u"Hệ thống"_s), qPrintable(stage.window->windowTitle()));
    stage.language.setChoice(LanguageChoice::English);
    QVERIFY(stage.window->windowTitle().startsWith(u"System"_s));
}

void MainWindowTest::sampleShopMarksTheTopBar()
{
    MainWindowStage stage;
    auto* word = stage.window->findChild<QWidget*>(u"sampleWord"_s);
    QVERIFY(word);
    QVERIFY(word->isHidden());
    stage.sample.open();
    QVERIFY(!word->isHidden());
    stage.sample.remove();
    QVERIFY(word->isHidden());
}

void MainWindowTest::titleCountsWhoNeedsMe()
{
    MainWindowStage stage;
    QueueCounts counts;
    counts.of.at(size_t(WorkQueue::NeedsMe)) = 5;
    emit stage.desk.queueCountsChanged(counts);
    QVERIFY(stage.window->windowTitle().startsWith(u"(5) "_s));
    emit stage.desk.queueCountsChanged({});
    QVERIFY(!stage.window->windowTitle().startsWith(u"("_s));
}

void MainWindowTest::theRailCountsWhatWasNotSent()
{
    MainWindowStage stage;
    stage.desk.fillShop();
    stage.show(u"system"_s);
    auto* button = stage.window->findChild<QAbstractButton*>(u"rail_undelivered"_s);
    QVERIFY(!button->isVisible());
    const ConversationId id("c-12347");
    stage.desk.say(id, Speaker::Operator, u"Dạ em gửi bảng giá"_s);
    stage.desk.settleDelivery(id, OutboxState::Dead, u"status 400"_s);
    MainWindowStage::settle();
    QVERIFY(button->isVisible());
    QVERIFY2(button->accessibleName().contains(u"(1)"_s), qPrintable(button->accessibleName()));
    QTest::mouseClick(button, Qt::LeftButton);
    MainWindowStage::settle();
    QVERIFY(!button->isChecked());  // it is no page
    const auto* live = stage.window->findChild<LivePage*>();
    QVERIFY(live->isVisible());
    QTRY_VERIFY(live->view()->conversation() && live->view()->conversation()->id == id);
    stage.desk.requestDecision(id, stage.desk.undelivered().front().outboxId, OutboxDecision::Drop);
    QTRY_VERIFY(!button->isVisible());
}

void MainWindowTest::whereNobodyCanWriteTheWayToAChannelIsShown()
{
    MainWindowStage stage;
    stage.show(u"live"_s);
    const auto* empty = stage.window->findChild<ConversationPane*>()->findChild<EmptyState*>();
    const auto* strip = stage.window->findChild<QWidget*>(u"health"_s);
    QVERIFY2(empty->sentence().contains(u"No channel is connected"_s), qPrintable(empty->sentence()));
    QVERIFY2(strip->toolTip().contains(u"No channel is connected"_s), qPrintable(strip->toolTip()));
    auto* way = empty->findChild<QPushButton*>();
    QVERIFY(way->isVisible());
    QTest::mouseClick(way, Qt::LeftButton);
    MainWindowStage::settle();
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
        MainWindowStage stage(file);
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

void MainWindowTest::unknownPageHasNoPicture()
{
    MainWindowStage stage;
    QVERIFY(pictureOf(*stage.window, u"moon"_s, QSize(1366, 768)).isNull());
}

TONGDAI_TEST(MainWindowTest)

}  // namespace tongdai

#include "main_window_gui_test.moc"
