#include "ui/stats/stats_page.h"

#include "tests/support/test_registry.h"
#include "tests/ui/stats_stage.h"
#include "ui/common/widgets/empty_state.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/live/live_page.h"
#include "ui/shell/rail.h"
#include "ui/stats/charts/time_chart.h"
#include "ui/stats/stats_table_view.h"
#include "ui/stats/stats_tile.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QtCharts/QCategoryAxis>
#include <QtCharts/QLineSeries>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::DaylightScheme;
using testing::FakeStatistics;
using testing::StatsStage;

/// The Stats page: when it asks, what it shows of the answer, and its place in the window.
class StatsPageTest : public QObject {
    Q_OBJECT
private slots:
    void asksOnlyWhileItIsOnScreen()
    {
        StatsStage stage;
        emit stage.statistics.ready();
        StatsStage::settle();
        QVERIFY2(stage.statistics.asked.empty(), "nobody looks");
        stage.open();
        QCOMPARE(stage.statistics.asked.size(), 1u);
        QCOMPARE(stage.statistics.asked[0].zone, "Asia/Ho_Chi_Minh"_ba);
        // 15:00 on 21 November in Saigon: its day began at 17:00 UTC of the day before.
        QCOMPARE(stage.statistics.asked[0].from, TimePoint(std::chrono::milliseconds(1'763'658'000'000)));
        stage.page->hide();
        stage.statistics.answerBusy();
        QVERIFY(!stage.tile(u"in"_s));
        emit stage.statistics.ready();
        StatsStage::settle();
        QCOMPARE(stage.statistics.asked.size(), 1u);
        stage.page->show();
        StatsStage::settle();
        QCOMPARE(stage.statistics.asked.size(), 2u);
    }

    void asksAgainAfterTheEngineWasAway()
    {
        StatsStage stage;
        stage.open();
        QCOMPARE(stage.statistics.asked.size(), 1u);  // never answered: the engine stops
        emit stage.statistics.ready();
        StatsStage::settle();
        QCOMPARE(stage.statistics.asked.size(), 2u);
        stage.statistics.answerBusy();
        QVERIFY(stage.tile(u"in"_s));
    }

    void countsAgainAtOnceWhenSomethingHappens()
    {
        StatsStage stage;
        stage.openBusy();
        const auto* source = stage.page->findChild<QLabel*>(u"statsSource"_s);
        QVERIFY(!source->text().contains(u"event stream"_s));
        emit stage.statistics.moved(StatsNews{1, 1, 0, 4, 0.2, StatsNews::From::Stream});
        QTRY_COMPARE_WITH_TIMEOUT(stage.statistics.asked.size(), 2u, 4'500);               // not after five seconds
        emit stage.statistics.moved(StatsNews{1, 0, 0, 1, 0.2, StatsNews::From::Stream});  // while it is counted
        stage.statistics.answerBusy();
        QVERIFY2(source->text().contains(u"event stream"_s), qPrintable(source->text()));
        QTRY_COMPARE_WITH_TIMEOUT(stage.statistics.asked.size(), 3u, 4'500);
        emit stage.statistics.moved(StatsNews{1, 0, 0, 1, 0, StatsNews::From::Engine});
        stage.statistics.answerBusy();
        QVERIFY(source->text().contains(u"Redis is away"_s));
    }

    void heldFiguresStayWhateverHappens()
    {
        StatsStage stage;
        stage.openBusy();
        stage.page->findChild<QAction*>(u"holdAction"_s)->trigger();
        emit stage.statistics.moved(StatsNews{1, 1, 0, 4, 0.2, StatsNews::From::Stream});
        StatsStage::settle();
        QCOMPARE(stage.statistics.asked.size(), 1u);
    }

    void aMinimisedWindowAsksNothing()
    {
        StatsStage stage;
        stage.openBusy();
        stage.page->setWindowState(Qt::WindowMinimized);
        StatsStage::settle();
        emit stage.statistics.ready();
        StatsStage::settle();
        QCOMPARE(stage.statistics.asked.size(), 1u);
    }

    void aZoneWithoutANameKeepsItsHours()
    {
        const QTimeZone nameless(7 * 3600 + 1800);
        const StatsQuery query = statsQuery(StatsRange::Today, TimePoint(1'763'712'000s), nameless);
        QCOMPARE(startOfDay(query.to, QTimeZone(query.zone)), query.from);
        QVERIFY(TimeBuckets(query.from, query.to, query.size, QTimeZone(query.zone)).count() > 0);
    }

    void everyFigureIsTheReports()
    {
        StatsStage stage;
        stage.openBusy();
        const StatsReport report = testing::busyReport(stage.statistics.asked[0], stage.statistics.now);
        const Formats& formats = stage.language.formats();
        QCOMPARE(stage.tile(u"in"_s)->figure().value, formats.number(report.in));
        QCOMPARE(stage.tile(u"bot"_s)->figure().value, formats.number(report.bot));
        QCOMPARE(stage.tile(u"people"_s)->figure().value, formats.number(report.people));
        QCOMPARE(stage.tile(u"waiting"_s)->figure().value, u"5"_s);
        QVERIFY(stage.tile(u"waiting"_s)->figure().detail.contains(u"06:12"_s));
        QVERIFY(stage.tile(u"waiting"_s)->figure().detail.endsWith(u"17:20, grows by 12 min an hour"_s));
        QCOMPARE(stage.tile(u"failures"_s)->figure().value, formats.number(report.aiFailures));
        QCOMPARE(stage.tile(u"undelivered"_s)->figure().value, u"3"_s);
        qint64 in = 0;
        const StatsTable table = StatsWords(report, formats).overTime();
        for (const auto& row : table.rows)
            in += row[1].exact.toLongLong();
        QCOMPARE(in, report.in);
    }

    void saysWhatWasTakenOverAndWhatNeededMoreTries()
    {
        Language language;
        language.setChoice(LanguageChoice::English);
        const Formats formats = language.formats();
        StatsReport report;
        report.intents = {{u"ask_price"_s, 50, 10, 2, 0.5}, {u"greeting"_s, 0, 0, 1, 0}};
        report.actions = {{u"send_message"_s, 1'200, 1'190, 4, 7, 12}, {u"of_tomorrow"_s, 1, 0, 0, 0, 0}};
        const auto shown = [](const StatsTable& table, int row) {
            QStringList cells;
            for (const StatsCell& cell : table.rows.at(row))
                cells << cell.shown + (cell.exact.isEmpty() ? QString() : u'=' + cell.exact);
            return cells.mid(1);
        };
        const StatsTable intents = StatsWords(report, formats).intents();
        QCOMPARE(intents.headers.size(), intents.rows.at(0).size());
        QCOMPARE(shown(intents, 0),
                 (QStringList{u"50=50"_s, u"10=10"_s, u"20%=0.2000"_s, u"2=2"_s, u"4%=0.0400"_s, u"0.50=0.5000"_s}));
        QCOMPARE(shown(intents, 1).at(4), u"–"_s);
        const StatsTable actions = StatsWords(report, formats).actions();
        QCOMPARE(actions.headers.size(), actions.rows.at(0).size());
        QCOMPARE(actions.rows.at(0).at(0).shown, u"Send a message"_s);
        QCOMPARE(shown(actions, 0), (QStringList{u"1,200=1200"_s, u"1,190=1190"_s, u"4=4"_s, u"7=7"_s, u"12=12"_s}));
        QCOMPARE(actions.rows.at(1).at(0).shown, u"of_tomorrow"_s);
    }

    void saysHowFastTheDebtGrows()
    {
        Language language;
        language.setChoice(LanguageChoice::English);
        const Formats formats = language.formats();
        StatsReport report;
        const auto words = [&](double now, double before) {
            report.answerDebt = now;
            report.answerDebtBefore = before;
            return StatsWords(report, formats).debtSlope();
        };
        QCOMPARE(words(600, 600), u"as an hour ago"_s);
        QCOMPARE(words(625, 600), u"as an hour ago"_s);
        QCOMPARE(words(0, 600), u"shrinks by 10 min an hour"_s);
        QCOMPARE(words(90 * 60, 0), u"grows by 90 min an hour"_s);
        QCOMPARE(words(11'400, 600), u"grows by 3.0 h an hour"_s);
    }

    void spaceHoldsTheFiguresStill()
    {
        StatsStage stage;
        stage.openBusy();
        stage.tile(u"in"_s)->setFocus();
        stage.press(Qt::Key_Space);
        QVERIFY(stage.page->isHeld());
        const QString before = stage.tile(u"in"_s)->figure().value;
        const size_t asked = stage.statistics.asked.size();
        emit stage.statistics.ready();
        StatsStage::settle();
        QCOMPARE(stage.statistics.asked.size(), asked);
        stage.press(Qt::Key_Space);
        QVERIFY(!stage.page->isHeld());
        QCOMPARE(stage.statistics.asked.size(), asked + 1);
        stage.page->setHeld(true);
        stage.statistics.answerEmpty();  // was on its way
        QCOMPARE(stage.tile(u"in"_s)->figure().value, before);
        // On a button Space presses it.
        stage.page->findChild<QPushButton*>(u"tables"_s)->setFocus();
        stage.press(Qt::Key_Space);
        QVERIFY(stage.page->isHeld());
        QVERIFY(stage.page->findChild<QPushButton*>(u"tables"_s)->isChecked());
    }

    void newFiguresMoveNothing()
    {
        StatsStage stage;
        stage.page->resize(1302, 420);
        stage.openBusy();
        auto* scroll = stage.page->findChild<QScrollArea*>(u"statsScroll"_s);
        scroll->verticalScrollBar()->setValue(120);
        stage.page->showTables(true);
        auto* table = stage.page->findChildren<StatsTableView*>().first();
        table->setCurrentCell(3, 1);
        stage.page->setHeld(true);
        stage.page->setHeld(false);
        stage.statistics.answerBusy();
        StatsStage::settle();
        QCOMPARE(scroll->verticalScrollBar()->value(), 120);
        QCOMPARE(table->currentRow(), 3);
    }

    void theRangeStays()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"screens.ini"_s);
        {
            StatsStage stage;
            stage.openBusy();
            stage.page->findChild<QPushButton*>(u"range-month"_s)->click();
            QCOMPARE(stage.statistics.asked.back().size, TimeBuckets::Size::Day);
            ScreenSettings settings(file);
            stage.page->saveLayout(settings);
            settings.sync();
        }
        StatsStage stage;
        const ScreenSettings settings(file);
        stage.page->restoreLayout(settings);
        QCOMPARE(stage.page->range(), StatsRange::Month);
        stage.open();
        QCOMPARE(stage.statistics.asked.back().to - stage.statistics.asked.back().from, 24h * 29 + 15h);
    }

    void theLastHalfHourMovesAlongByTheMinute()
    {
        StatsStage stage;
        stage.openBusy();
        stage.statistics.now += 20s;
        stage.page->findChild<QPushButton*>(u"range-live"_s)->setFocus();
        stage.press(Qt::Key_Space);
        QCOMPARE(stage.page->range(), StatsRange::Live);
        const StatsQuery first = stage.statistics.asked.back();
        QCOMPARE(first.size, TimeBuckets::Size::Minute);
        QCOMPARE(first.to, stage.statistics.now);
        stage.statistics.answerBusy();
        StatsStage::settle();
        const auto* chart = stage.page->findChild<TimeChart*>();
        const auto labels = [chart] {
            return static_cast<QCategoryAxis*>(chart->chart()->axes(Qt::Horizontal).at(0))->categoriesLabels();
        };
        QCOMPARE(static_cast<QLineSeries*>(chart->chart()->series().at(0))->count(), 30);
        QVERIFY(!labels().isEmpty());
        QVERIFY(labels().first().endsWith(u'0') || labels().first().endsWith(u'5'));
        // A minute later it is another half hour, and nobody pressed anything.
        stage.statistics.now += 1min;
        emit stage.statistics.moved(StatsNews{1, 1, 0, 4, 0.2, StatsNews::From::Stream});
        QTRY_VERIFY_WITH_TIMEOUT(stage.statistics.asked.back().to == stage.statistics.now, 3'000);
        QCOMPARE(stage.statistics.asked.back().from, first.from + 1min);
        stage.statistics.answerEmpty();
        StatsStage::settle();
        QVERIFY(stage.empty()->sentence().contains(u"30 minutes"_s));
        emit stage.empty()->actionChosen();
        QCOMPARE(stage.page->range(), StatsRange::Today);
    }

    void answersToAnEarlierRangeAreDropped()
    {
        StatsStage stage;
        stage.open();
        stage.page->setRange(StatsRange::Week);
        StatsStage::settle();
        QVERIFY2(stage.statistics.asked.size() == 1, "one question at a time");
        stage.statistics.answerBusy();  // of today
        StatsStage::settle();
        QVERIFY(!stage.tile(u"in"_s));
        QCOMPARE(stage.statistics.asked.size(), 2u);
        stage.statistics.answerBusy();
        QVERIFY(stage.tile(u"in"_s));
    }

    void theFirstDayIsSaidInWords()
    {
        StatsStage stage;
        stage.open();
        stage.statistics.answerEmpty();
        StatsStage::settle();
        QVERIFY(stage.empty()->isVisible());
        QVERIFY(stage.empty()->sentence().contains(u"first message"_s));
        QSignalSpy sample(stage.page.get(), &StatsPage::sampleShopWanted);
        emit stage.empty()->secondActionChosen();
        QCOMPARE(sample.count(), 1);
        emit stage.empty()->actionChosen();
        QCOMPARE(stage.page->range(), StatsRange::Week);
    }

    void aStoreThatIsAwayIsSaidInWords()
    {
        StatsStage stage;
        stage.open();
        stage.statistics.fail(u"Connection refused"_s);
        StatsStage::settle();
        QVERIFY(stage.empty()->sentence().contains(u"Connection refused"_s));
        emit stage.empty()->actionChosen();
        QCOMPARE(stage.statistics.asked.size(), 2u);
        stage.statistics.answerBusy();
        StatsStage::settle();
        QVERIFY(!stage.empty()->isVisible() && !stage.notice()->isVisible());
        stage.page->setHeld(true);
        stage.page->setHeld(false);
        stage.statistics.fail(u"Connection refused"_s);
        QVERIFY2(stage.tile(u"in"_s)->isVisible(), "old figures stay");
        QVERIFY(stage.notice()->isVisible());
        QVERIFY(stage.notice()->sentence().contains(u"15:00:00"_s));
    }

    void madeUpFiguresSaySo()
    {
        StatsStage stage;
        stage.open();
        StatsReport report = testing::busyReport(stage.statistics.asked.back(), stage.statistics.now);
        report.query.sample = true;
        stage.statistics.answer(report);
        StatsStage::settle();
        QVERIFY(stage.notice()->isVisible());
        QVERIFY(stage.notice()->sentence().startsWith(u"SAMPLE"_s));
    }

    void hasItsPlaceInTheWindow()
    {
        FakeStatistics statistics;
        testing::FakeDesk desk;
        testing::FakeSystem system;
        testing::FakeSampleShop sample;
        DaylightScheme desktop;
        Theme theme(desktop);
        Language language;
        language.setChoice(LanguageChoice::English);
        theme.install();
        ScreenSettings settings{QString()};
        EngineDoors doors{desk, system, sample};
        doors.statistics = &statistics;
        MainWindow window(doors, Look{theme, language, [&desk] { return desk.now; }}, settings);
        window.resize(1366, 768);
        window.show();
        QApplication::setActiveWindow(&window);
        emit desk.ready();
        StatsStage::settle();
        QVERIFY2(statistics.asked.empty(), "another page is on screen");
        auto* pages = window.findChild<QStackedWidget*>(u"pages"_s);
        QTest::keyClick(&window, Qt::Key_4, Qt::ControlModifier);
        StatsStage::settle();
        QCOMPARE(pages->currentWidget()->objectName(), u"stats"_s);
        QCOMPARE(statistics.asked.size(), 1u);
        statistics.answerBusy();
        StatsStage::settle();
        auto* page = window.findChild<StatsPage*>();
        page->findChild<StatsTile*>(u"tile-waiting"_s)->click();
        page->findChild<QPushButton*>(u"lead"_s)->click();
        StatsStage::settle();
        QVERIFY(qobject_cast<LivePage*>(pages->currentWidget()));
        QVERIFY(window.pageNames().contains(u"stats"_s));
        QTest::keyClick(&window, Qt::Key_4, Qt::ControlModifier);
        StatsStage::settle();
        page->findChild<StatsTile*>(u"tile-handOvers"_s)->click();
        page->findChild<QPushButton*>(u"lead"_s)->click();
        StatsStage::settle();
        QVERIFY(qobject_cast<LivePage*>(pages->currentWidget()));
        QVERIFY(window.findChild<QLineEdit*>(u"searchBox"_s)->text().startsWith(u"event:handover"_s));
        QTest::keyClick(&window, Qt::Key_4, Qt::ControlModifier);
        StatsStage::settle();
        page->findChild<StatsTile*>(u"tile-undelivered"_s)->click();
        page->findChild<QPushButton*>(u"lead"_s)->click();
        StatsStage::settle();
        QVERIFY(qobject_cast<LivePage*>(pages->currentWidget()));
        emit page->sampleShopWanted();
        QVERIFY(sample.isOpen());
        // On a wall it stands alone.
        QTest::keyClick(&window, Qt::Key_4, Qt::ControlModifier);
        QTest::keyClick(&window, Qt::Key_F11);
        StatsStage::settle();
        const auto* rail = window.findChild<Rail*>();
        const auto* bar = page->findChild<QPushButton*>(u"export"_s);
        QVERIFY(!rail->isVisible() && !bar->isVisible() && page->isVisible());
        QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
        QVERIFY2(rail->isVisible(), "another page is no wall");
        QTest::keyClick(&window, Qt::Key_4, Qt::ControlModifier);
        QVERIFY(!rail->isVisible());
        QTest::keyClick(&window, Qt::Key_F11);
        StatsStage::settle();
        QVERIFY(rail->isVisible() && bar->isVisible());
    }
};

TONGDAI_TEST(StatsPageTest)

}  // namespace tongdai

#include "stats_page_gui_test.moc"
