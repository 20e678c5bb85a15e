#include "ui/stats/charts/engine_panels.h"

#include "tests/support/test_registry.h"
#include "tests/ui/stats_stage.h"
#include "ui/common/widgets/card.h"
#include "ui/stats/charts/time_chart.h"
#include "ui/stats/charts/twin_panel.h"
#include "ui/stats/stats_table_view.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtCharts/QLineSeries>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::StatsStage;

/// How the engine goes, as charts with their tables (features 2.22).
class EnginePanelsTest : public QObject {
    Q_OBJECT

    static TwinPanel& panel(StatsStage& stage, const QString& key)
    {
        return *stage.page->findChild<TwinPanel*>(u"engine-"_s + key);
    }
    static QList<QPointF> line(TwinPanel& panel, int number)
    {
        auto* chart = panel.findChild<TimeChart*>();
        return static_cast<QLineSeries*>(chart->chart()->series().at(number))->points();
    }
    static QStringList row(TwinPanel& panel, int row)
    {
        QStringList cells;
        for (int column = 0; column < panel.table().columnCount(); ++column)
            cells << panel.table().item(row, column)->text();
        return cells;
    }

private slots:
    void drawsWhatTheEngineSays()
    {
        StatsStage stage;
        stage.statistics.engine = testing::busyTrail(stage.statistics.now);
        stage.openBusy();
        TwinPanel& claims = panel(stage, u"claims"_s);
        QCOMPARE(line(claims, 0).size(), 120);
        QCOMPARE(line(claims, 0).last(), QPointF(119, 7));
        QCOMPARE(line(claims, 1).last().y(), 12.0);  // one every five seconds
        QCOMPARE(line(claims, 2).size(), 119);       // the first moment has none before it
        TwinPanel& hits = panel(stage, u"hits"_s);
        QCOMPARE(line(hits, 0).last().y(), 75.0);
        QCOMPARE(line(panel(stage, u"memory"_s), 1).last().y(), 64.0);
        QVERIFY2(line(panel(stage, u"sockets"_s), 1).isEmpty(), "not known, and no zero");
    }

    void eachChartIsATableToo()
    {
        StatsStage stage;
        stage.statistics.engine = testing::busyTrail(stage.statistics.now);
        stage.openBusy();
        stage.page->focusFirst();
        TwinPanel& claims = panel(stage, u"claims"_s);
        QVERIFY(claims.findChild<TimeChart*>()->isVisible() && !claims.table().isVisible());
        stage.press(Qt::Key_T, Qt::AltModifier);
        QVERIFY(!claims.findChild<TimeChart*>()->isVisible() && claims.table().isVisible());
        QCOMPARE(claims.table().rowCount(), 10);  // ten minutes
        QCOMPARE(row(claims, 0).mid(1), (QStringList{u"7"_s, u"12"_s, u"0"_s}));
        QCOMPARE(row(panel(stage, u"sockets"_s), 0).at(2), u"–"_s);
        for (TwinPanel* each : stage.page->findChild<EnginePanels*>()->findChildren<TwinPanel*>()) {
            auto* how = each->findChild<QToolButton*>(u"howButton"_s);
            QVERIFY2(how && !how->isHidden(), qPrintable(each->objectName()));
        }
    }

    void theCursorTellsItsFigures()
    {
        StatsStage stage;
        stage.statistics.engine = testing::busyTrail(stage.statistics.now);
        stage.openBusy();
        TwinPanel& claims = panel(stage, u"claims"_s);
        auto* chart = claims.findChild<TimeChart*>();
        chart->setFocus();
        stage.press(Qt::Key_Left);
        QVERIFY2(chart->accessibleDescription().contains(u"held 7"_s), qPrintable(chart->accessibleDescription()));
        QVERIFY(chart->accessibleDescription().contains(u"12"_s));
    }

    void whoWasHeldBackAndHowLongCopiesLive()
    {
        StatsStage stage;
        stage.statistics.engine = testing::busyTrail(stage.statistics.now);
        stage.openBusy();
        stage.page->focusFirst();
        stage.press(Qt::Key_T, Qt::AltModifier);
        const auto titled = [&](const QString& title) -> StatsTableView* {
            for (StatsTableView* table : stage.page->findChildren<StatsTableView*>())
                if (table->accessibleName() == title) return table;
            return nullptr;
        };
        StatsTableView* const refusals = titled(u"Held back by limits"_s);
        QVERIFY(refusals);
        QCOMPARE(refusals->rowCount(), 1);
        QCOMPARE(refusals->item(0, 1)->text(), u"119"_s);
        QCOMPARE(refusals->item(0, 2)->text(), u"124"_s);
        StatsTableView* const copies = titled(u"Copies and their lives"_s);
        QVERIFY(copies);
        QCOMPARE(copies->rowCount(), 2);
        QCOMPARE(copies->item(0, 3)->text(), u"75%"_s);
        QCOMPARE(copies->item(1, 4)->text(), u"5 min 0 s"_s);
    }

    void standsInTheFile()
    {
        const QTemporaryDir folder;
        StatsStage stage;
        stage.statistics.engine = testing::busyTrail(stage.statistics.now);
        stage.statistics.times.steps.fill({120, 0.002, 0.004, 0.006});
        stage.openBusy();
        QCOMPARE(stage.page->exportTo(folder.filePath(u"x.csv"_s)), QString());
        QFile file(folder.filePath(u"x.csv"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray csv = file.readAll();
        for (const QByteArray& title :
             {"Claims"_ba, "Queues"_ba, "Copies and their lives"_ba, "Held back by limits"_ba})
            QVERIFY2(csv.contains("\r\n" + title + "\r\n"), title.constData());
        QVERIFY(csv.contains("Steps of a message"));
        QVERIFY(csv.contains(",7.000,12.000,0.000"));
    }
};

TONGDAI_TEST(EnginePanelsTest)

}  // namespace tongdai

#include "engine_panels_gui_test.moc"
