#include "ui/stats/charts/time_chart.h"

#include "tests/support/test_registry.h"
#include "tests/ui/stats_stage.h"
#include "ui/common/widgets/empty_state.h"
#include "ui/models/search_request.h"
#include "ui/stats/charts/heat_map.h"
#include "ui/stats/charts/intent_bars.h"
#include "ui/stats/charts/twin_panel.h"
#include "ui/stats/stats_page.h"
#include "ui/stats/stats_table_view.h"
#include "ui/stats/stats_tile.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::StatsStage;

/// The charts of the Stats page: what they lead to, how keys and the pointer walk them, and their tables.
class StatsChartsTest : public QObject {
    Q_OBJECT
private slots:
    void leadsFromEveryChartToItsConversations()
    {
        StatsStage stage;
        stage.openBusy();
        QSignalSpy wanted(stage.page.get(), &StatsPage::linesWanted);
        const auto last = [&wanted] { return wanted.isEmpty() ? QString() : wanted.takeLast().first().toString(); };
        auto* chart = stage.page->findChild<TimeChart*>();
        chart->setFocus();
        stage.press(Qt::Key_Home);
        stage.press(Qt::Key_Right);
        stage.press(Qt::Key_Return);
        QCOMPARE(last(), u"from:customer after:\"21/11/2025 01:00\" before:\"21/11/2025 02:00\""_s);
        stage.press(Qt::Key_End);
        stage.press(Qt::Key_Return);
        QVERIFY2(!last().contains(u"before"_s), "the hour that goes on");
        auto* heat = stage.page->findChild<HeatMap*>();
        heat->setFocus();
        stage.press(Qt::Key_Home);
        for (int i = 0; i < 4; ++i)
            stage.press(Qt::Key_Down);
        stage.press(Qt::Key_Return);
        QCOMPARE(last(), u"from:customer after:21/11/2025 before:\"21/11/2025 01:00\""_s);
        auto* bars = stage.page->findChild<IntentBars*>();
        bars->setFocus();
        stage.press(Qt::Key_Return);
        const QString intent = last();
        QVERIFY2(intent.startsWith(u"intent:"_s), qPrintable(intent));
        stage.press(Qt::Key_Down);
        stage.press(Qt::Key_Return);
        QVERIFY(last() != intent);
        // What it leads to can be read back, as far as it was shown.
        const SearchRequest read = readSearch(intent, QDate(2025, 11, 21), QTimeZone("Asia/Ho_Chi_Minh"));
        QVERIFY(read.query.intent && !read.query.intent->isEmpty() && read.query.from);
        stage.page->findChild<StatsTile*>(u"tile-takeovers"_s)->click();
        stage.page->findChild<QPushButton*>(u"lead"_s)->click();
        QCOMPARE(last(), u"event:takeover after:21/11/2025"_s);
    }

    void zoomsAndPansByKeys()
    {
        StatsStage stage;
        stage.openBusy();
        auto* chart = stage.page->findChild<TimeChart*>();
        auto* back = stage.page->findChild<QPushButton*>(u"unzoom"_s);
        QVERIFY(!back->isVisible());
        chart->setFocus();
        stage.press(Qt::Key_Home);
        for (int i = 0; i < 9; ++i)
            stage.press(Qt::Key_Right);
        const size_t asked = stage.statistics.asked.size();
        stage.press(Qt::Key_Plus);
        QVERIFY(stage.statistics.asked.size() > asked);
        const StatsQuery zoomed = stage.statistics.asked.back();
        QVERIFY(zoomed.to - zoomed.from <= 9h && zoomed.size == TimeBuckets::Size::Hour);
        QVERIFY2(back->isVisible() && back->toolTip().size() > 5, "it says that this is a stretch");
        stage.statistics.answerBusy();
        StatsStage::settle();
        QVERIFY(stage.tile(u"in"_s)->isVisible());
        stage.press(Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(stage.statistics.asked.back().from, zoomed.from - (zoomed.to - zoomed.from) / 2);
        stage.statistics.answerBusy();
        StatsStage::settle();
        stage.press(Qt::Key_0);
        QVERIFY(!stage.page->span().stretch() && !back->isVisible());
        stage.statistics.answerBusy();
        StatsStage::settle();
    }

    void drawingOverTheChartShowsThatStretch()
    {
        StatsStage stage;
        stage.openBusy();
        auto* chart = stage.page->findChild<TimeChart*>();
        QWidget* view = chart->viewport();
        const QRectF plot = chart->chart()->plotArea();
        const auto at = [&plot](double hour) {
            return QPoint(int(plot.left() + plot.width() * hour / 23), int(plot.center().y()));
        };
        QTest::mousePress(view, Qt::LeftButton, {}, at(9));
        QTest::mouseMove(view, at(11));
        QTest::mouseRelease(view, Qt::LeftButton, {}, at(11));
        QVERIFY(stage.page->span().stretch());
        const StatsQuery query = stage.statistics.asked.back();
        QCOMPARE(query.to - query.from, 3h);
        QCOMPARE(query.size, TimeBuckets::Size::Minute);
        stage.statistics.answerEmpty();
        StatsStage::settle();
        QVERIFY(stage.empty()->isVisible());
        // From an empty stretch there is a way back.
        emit stage.empty()->actionChosen();
        QVERIFY(!stage.page->span().stretch());
    }

    void writesAndRemovesNotesByKeys()
    {
        StatsStage stage;
        stage.statistics.kept = {{QUuid::createUuid(),
                                  StatsMark::Kind::Outage,
                                  stage.statistics.now - 3h,
                                  stage.statistics.now - 3h + 95s,
                                  u"redis"_s,
                                  {}},
                                 {QUuid::createUuid(),
                                  StatsMark::Kind::Version,
                                  stage.statistics.now - 2h,
                                  stage.statistics.now - 2h,
                                  u"0.2.0"_s,
                                  {}}};
        stage.openBusy();
        auto* panel = stage.page->findChild<TwinPanel*>(u"marks"_s);
        StatsTableView& table = panel->table();
        QCOMPARE(table.rowCount(), 2);
        QVERIFY(table.item(0, 1)->text().contains(u"Redis"_s));
        QVERIFY(table.item(1, 1)->text().contains(u"0.2.0"_s));
        auto* chart = stage.page->findChild<TimeChart*>();
        chart->setFocus();
        stage.press(Qt::Key_Home);
        stage.press(Qt::Key_N);
        auto* dialog = stage.page->findChild<QDialog*>(u"noteDialog"_s);
        QVERIFY(dialog && dialog->isVisible());
        auto* note = dialog->findChild<QLineEdit*>(u"note"_s);
        QTest::keyClicks(note, u"Flash sale"_s);
        QTest::keyClick(note, Qt::Key_Return);
        StatsStage::settle();
        QCOMPARE(stage.statistics.kept.size(), size_t(3));
        QCOMPARE(stage.statistics.kept.back().from, stage.statistics.asked.back().from);
        QCOMPARE(table.rowCount(), 3);
        // Only what was written by hand can be removed by hand.
        table.setFocus();
        for (const int row : {0, 2}) {
            table.setCurrentCell(row, 1);
            QTest::keyClick(&table, Qt::Key_Delete);
            StatsStage::settle();
        }
        QCOMPARE(stage.statistics.kept.size(), size_t(2));
        QCOMPARE(table.rowCount(), 2);
    }

    void saysOfEveryPanelHowItIsComputed()
    {
        StatsStage stage;
        stage.openBusy();
        const auto panels = stage.page->findChildren<TwinPanel*>();
        QVERIFY(panels.size() >= 7);
        for (TwinPanel* panel : panels) {
            auto* button = panel->findChild<QToolButton*>(u"howButton"_s);
            auto* how = panel->findChild<QLabel*>(u"panelHow"_s);
            QVERIFY(!how->isVisible());
            button->setFocus();
            stage.press(Qt::Key_Space);
            QVERIFY(how->isVisible() && how->text().size() > 60);
            QVERIFY2(!stage.page->isHeld(), "Space presses a button");
            stage.press(Qt::Key_Space);
            QVERIFY(!how->isVisible());
        }
    }

    void everyChartHasATable()
    {
        StatsStage stage;
        stage.statistics.times.steps.fill({120, 0.002, 0.004, 0.006, 0.009});
        stage.statistics.engine = testing::busyTrail(stage.statistics.now);
        stage.statistics.kept = {{QUuid::createUuid(), StatsMark::Kind::Note, stage.statistics.now - 1h,
                                  stage.statistics.now - 1h, u"Flash sale"_s, u"Lan"_s}};
        stage.openBusy();
        stage.page->focusFirst();
        QVERIFY(stage.page->findChild<TimeChart*>()->isVisible());
        stage.press(Qt::Key_T, Qt::AltModifier);
        QVERIFY(!stage.page->findChild<TimeChart*>()->isVisible());
        QVERIFY(!stage.page->findChild<HeatMap*>()->isVisible());
        int visible = 0;
        const QList<StatsTableView*> tables = stage.page->findChildren<StatsTableView*>();
        for (const StatsTableView* table : tables) {
            QVERIFY(table->isVisible() && table->rowCount() > 0 && !table->accessibleName().isEmpty());
            ++visible;
        }
        QCOMPARE(visible, 21);
        stage.press(Qt::Key_T, Qt::AltModifier);
        QVERIFY(stage.page->findChild<TimeChart*>()->isVisible());
    }

    void everyFigureIsReachedByKeyboard_data()
    {
        QTest::addColumn<bool>("asTables");
        QTest::newRow("charts") << false;
        QTest::newRow("tables") << true;
    }

    /// With Tab alone from the first button round: each tile, chart, table and question; and by arrows each cell.
    void everyFigureIsReachedByKeyboard()
    {
        QFETCH(const bool, asTables);
        StatsStage stage;
        stage.statistics.engine = testing::busyTrail(stage.statistics.now);
        stage.openBusy();
        stage.page->showTables(asTables);
        StatsStage::settle();
        stage.page->focusFirst();
        QSet<const QWidget*> visited;
        for (int presses = 0; presses < 300 && !visited.contains(QApplication::focusWidget()); ++presses) {
            visited.insert(QApplication::focusWidget());
            stage.press(Qt::Key_Tab);
        }
        int figures = 0;
        const auto reached = [&](const auto& widgets) {
            for (const auto* widget : widgets) {
                if (!widget->isVisibleTo(stage.page.get())) continue;
                ++figures;
                QVERIFY2(visited.contains(widget),
                         qPrintable(QLatin1StringView(widget->metaObject()->className()) + u' ' + widget->objectName() +
                                    u' ' + widget->accessibleName()));
            }
        };
        reached(stage.page->findChildren<StatsTile*>());
        reached(stage.page->findChildren<TimeChart*>());
        reached(stage.page->findChildren<HeatMap*>());
        reached(stage.page->findChildren<IntentBars*>());
        reached(stage.page->findChildren<QToolButton*>());
        reached(stage.page->findChildren<StatsTableView*>());
        if (QTest::currentTestFailed()) return;
        QVERIFY2(figures > 25, qPrintable(QString::number(figures)));
        for (StatsTableView* table : stage.page->findChildren<StatsTableView*>()) {
            if (!table->isVisibleTo(stage.page.get()) || table->rowCount() == 0) continue;
            table->setFocus();
            stage.press(Qt::Key_Home, Qt::ControlModifier);
            for (int row = 1; row < table->rowCount(); ++row)
                stage.press(Qt::Key_Down);
            for (int column = 1; column < table->columnCount(); ++column)
                stage.press(Qt::Key_Right);
            QCOMPARE(std::pair(table->currentRow(), table->currentColumn()),
                     std::pair(table->rowCount() - 1, table->columnCount() - 1));
        }
    }

    void chartsAreWalkedByArrows()
    {
        StatsStage stage;
        stage.openBusy();
        auto* chart = stage.page->findChild<TimeChart*>();
        QSignalSpy pointed(chart, &TimeChart::pointed);
        chart->setFocus();
        stage.press(Qt::Key_Home);
        stage.press(Qt::Key_Right);
        QCOMPARE(chart->cursor(), 1);
        QVERIFY(chart->accessibleDescription().startsWith(u"01:00"_s));
        auto* map = stage.page->findChild<HeatMap*>();
        map->setFocus();
        stage.press(Qt::Key_Right);
        stage.press(Qt::Key_Down);
        QVERIFY(map->accessibleDescription().startsWith(u"Tue, 0:00"_s));
        QCOMPARE(chart->cursor(), -1);
    }

    void showsHowLongEachStepTakes()
    {
        StatsStage stage;
        stage.statistics.times.steps[3] = {120, 0.9, 1.7, 2.4, 3.1};
        stage.openBusy();
        const QList<StatsTableView*> tables = stage.page->findChildren<StatsTableView*>();
        const auto found = std::ranges::find_if(tables, [](const StatsTableView* table) {
            return table->rowCount() == 7 && table->columnCount() == 6 && table->item(3, 3) &&
                   table->item(3, 3)->text().startsWith(u"2.4"_s);
        });
        QVERIFY(found != tables.end());
        QVERIFY((*found)->item(3, 4)->text().startsWith(u"3.1"_s));  // p99
        QCOMPARE((*found)->item(3, 5)->text(), u"120"_s);
    }
};

TONGDAI_TEST(StatsChartsTest)

}  // namespace tongdai

#include "stats_charts_gui_test.moc"
