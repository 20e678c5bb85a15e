#include "tests/support/test_registry.h"
#include "tests/ui/stats_stage.h"
#include "tests/ui/whole_stage.h"
#include "ui/common/widgets/elided_label.h"
#include "ui/common/words/state_word.h"
#include "ui/dispute/dispute_page.h"
#include "ui/dispute/travel_pane.h"
#include "ui/live/list/queue_tabs.h"
#include "ui/locks/column_needs.h"
#include "ui/privacy/erasure_dialog.h"
#include "ui/stats/charts/time_chart.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QStyleOption>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QTreeView>
#include <QTreeWidget>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::StatsStage;
using testing::WholeStage;

namespace {

/// The widths a page has on a laptop of 1366 at 100, 125, 150 and 200 %.
constexpr std::array kPageWidths{1302, 1022, 840, 612};

/// Cells and headings that are cut although the table has room beside them.
QStringList cutCells(const QTableView& table)
{
    QStringList cut;
    const QAbstractItemModel& model = *table.model();
    for (int column = 0; column < model.columnCount(); ++column) {
        if (table.isColumnHidden(column)) continue;
        const int wide = table.columnWidth(column);
        const QString heading = model.headerData(column, Qt::Horizontal).toString();
        if (table.fontMetrics().horizontalAdvance(heading) + 16 > wide) cut << heading;
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex cell = model.index(row, column);
            if (table.sizeHintForIndex(cell).width() > wide) cut << cell.data().toString();
        }
    }
    return cut;
}

QWidget* locksTab(WholeStage& stage, Qt::Key tab)
{
    stage.locks.picture.isRedisHere = stage.locks.picture.isWhole = true;
    stage.window->resize(1366, 731);
    stage.window->show();
    QApplication::setActiveWindow(stage.window.get());
    stage.fill();
    stage.window->openPage(u"locks"_s);
    stage.settle();
    QTest::keyClick(stage.window.get(), tab, Qt::AltModifier);
    stage.settle();
    return stage.window.get();
}

}  // namespace

/// What is said in a narrow place is said in full while there is room anywhere.
class NarrowPartsTest : public QObject {
    Q_OBJECT
private slots:
    void aTileSaysWhatBelongsToItsFigure_data()
    {
        QTest::addColumn<LanguageChoice>("words");
        QTest::addColumn<int>("width");
        for (const auto words : {LanguageChoice::English, LanguageChoice::Vietnamese}) {
            for (const int width : kPageWidths)
                QTest::addRow("%s %d", words == LanguageChoice::English ? "en" : "vi", width) << words << width;
        }
    }
    void aTileSaysWhatBelongsToItsFigure()
    {
        QFETCH(const LanguageChoice, words);
        QFETCH(const int, width);
        StatsStage stage(SchemeChoice::Light, words);
        stage.page->resize(width, 700);
        stage.openBusy();
        const QList<StatsTile*> tiles = stage.page->findChildren<StatsTile*>();
        QVERIFY(!tiles.isEmpty());
        for (const StatsTile* tile : tiles) {
            const QFontMetrics small(fontOf(tile->font(), TextRole::Small));
            const int line = lineHeightOf(fontOf(tile->font(), TextRole::Small));
            const QRect room(0, 0, tile->width() - 24, 1000);
            const int lines = qRound(
                double(small.boundingRect(room, Qt::TextWordWrap, tile->figure().detail).height()) / small.height());
            const int needed = line * (1 + lines) + lineHeightOf(fontOf(tile->font(), TextRole::Heading)) + 20;
            QVERIFY2(tile->height() >= needed, qPrintable(tile->figure().detail));
        }
    }

    void aZoomedPageKeepsItsBar_data() { aTileSaysWhatBelongsToItsFigure_data(); }
    void aZoomedPageKeepsItsBar()
    {
        QFETCH(const LanguageChoice, words);
        QFETCH(const int, width);
        StatsStage stage(SchemeChoice::Light, words);
        stage.page->resize(width, 700);
        stage.openBusy();
        stage.page->findChild<TimeChart*>(u"timeChart"_s)->setFocus();
        stage.press(Qt::Key_Left);
        stage.press(Qt::Key_Plus);
        stage.statistics.answerBusy();
        stage.settle();
        for (const QString& name : {u"hold"_s, u"unzoom"_s, u"tables"_s, u"export"_s}) {
            const auto* button = stage.page->findChild<QPushButton*>(name);
            QVERIFY2(button->isVisible() && button->width() >= button->minimumSizeHint().width(), qPrintable(name));
        }
        const auto* asOf = stage.page->findChild<ElidedLabel*>(u"asOf"_s);
        QVERIFY(asOf->isVisible() && !asOf->fullText().isEmpty());
        QVERIFY(asOf->width() >= asOf->sizeHint().width());
    }

    void aColumnIsAsWideAsItsWords_data()
    {
        QTest::addColumn<Qt::Key>("tab");
        QTest::addColumn<QString>("table");
        QTest::newRow("queues") << Qt::Key_2 << u"queuesTable"_s;
        QTest::newRow("limits") << Qt::Key_4 << u"limitsTable"_s;
        QTest::newRow("tasks") << Qt::Key_5 << u"tasksTable"_s;
    }
    void aColumnIsAsWideAsItsWords()
    {
        QFETCH(const Qt::Key, tab);
        QFETCH(const QString, table);
        WholeStage stage({.words = LanguageChoice::Vietnamese});
        stage.queues.fillTrouble(stage.desk.now);
        stage.limits.fillTrouble(stage.desk.now);
        stage.tasks.fill(stage.desk.now);
        locksTab(stage, tab);
        const auto* shown = stage.child<QTableView>(table);
        QVERIFY(shown && shown->isVisible() && shown->model()->rowCount() > 0);
        QStringList cut = cutCells(*shown);
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u" | "_s)));
    }
    void theWidestColumnsGiveWay()
    {
        QCOMPARE(ColumnNeeds::shares({50, 400, 300}, 400, 1), (std::vector<int>{50, 175, 175}));
        QCOMPARE(ColumnNeeds::shares({50, 100, 80}, 400, 1), (std::vector<int>{50, 270, 80}));
        QCOMPARE(ColumnNeeds::shares({50, 0, 80}, 30, 0), (std::vector<int>{15, 0, 15}));
    }

    void theKeyBrowserNamesItsColumns()
    {
        WholeStage stage({.words = LanguageChoice::Vietnamese});
        stage.keys.keys = {{"message_queue"_ba, "list"_ba, 64'000, {}}};
        locksTab(stage, Qt::Key_3);
        const auto* tree = stage.child<QTreeView>(u"keysTree"_s);
        const QHeaderView& header = *tree->header();
        for (int column = 0; column < header.count(); ++column) {
            const QString words = tree->model()->headerData(column, Qt::Horizontal).toString();
            QVERIFY2(header.fontMetrics().horizontalAdvance(words) + 16 <= header.sectionSize(column),
                     qPrintable(words));
        }
    }

    void aTimeInADisputeHasItsMinutes_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("100 %") << QSize(1366, 731);
        QTest::newRow("125 %") << QSize(1093, 585);
        QTest::newRow("150 %") << QSize(910, 487);
    }
    void aTimeInADisputeHasItsMinutes()
    {
        QFETCH(const QSize, size);
        WholeStage stage({.words = LanguageChoice::Vietnamese});
        stage.window->resize(size);
        stage.window->show();
        QApplication::setActiveWindow(stage.window.get());
        stage.fill();
        stage.disputes.fill();
        stage.window->openPage(u"dispute"_s);
        stage.settle();
        auto* cases = stage.child<QListView>(u"cases"_s);
        cases->setCurrentIndex(cases->model()->index(0, 0));
        stage.settle();
        auto* travel = stage.child<DisputePage>()->travel();
        auto* table = travel->findChild<QTableView*>(u"knew"_s);
        QVERIFY(table->model()->rowCount() > 0);
        travel->toFirst();
        for (int step = 0; step < 40; ++step) {
            for (int column = 1; column < table->model()->columnCount(); ++column) {
                for (int row = 0; row < table->model()->rowCount(); ++row) {
                    const QModelIndex cell = table->model()->index(row, column);
                    QVERIFY2(table->sizeHintForIndex(cell).width() <= table->columnWidth(column),
                             qPrintable(cell.data().toString()));
                }
            }
            travel->step(1);
        }
    }

    /// Why an answer was not sent, in a row and in the language of the screens; the platform's own text is a hover
    /// away.
    void aRowSaysAPlatformsReasonInItsLanguage()
    {
        WholeStage stage({.words = LanguageChoice::Vietnamese});
        stage.queues.fillTrouble(stage.desk.now);
        locksTab(stage, Qt::Key_2);
        const QAbstractItemModel& letters = *stage.child<QTableView>(u"lettersTable"_s)->model();
        QVERIFY(letters.rowCount() > 0);
        for (int row = 0; row < letters.rowCount(); ++row) {
            const QModelIndex why = letters.index(row, 3);
            QVERIFY2(!why.data().toString().contains(u"the "_s), qPrintable(why.data().toString()));
        }
        QVERIFY(letters.index(0, 3).data(Qt::ToolTipRole).toString().contains(u"(#10) another app"_s));
    }

    void anAddressIsReadInFull_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("100 %") << QSize(1366, 731);
        QTest::newRow("125 %") << QSize(1093, 585);
        QTest::newRow("150 %") << QSize(910, 487);
        QTest::newRow("200 %") << QSize(683, 347);
    }
    void anAddressIsReadInFull()
    {
        QFETCH(const QSize, size);
        WholeStage stage({.words = LanguageChoice::Vietnamese});
        stage.window->resize(size);
        stage.window->show();
        stage.fill();
        stage.window->openPage(u"system"_s);
        stage.settle();
        int addresses = 0;
        for (const ElidedLabel* label : stage.window->findChildren<ElidedLabel*>()) {
            if (!label->isVisible() || !label->fullText().contains(u'/')) continue;
            ++addresses;
            QVERIFY2(label->toolTip().isEmpty(), qPrintable(label->fullText()));  // it has one when it is cut
            QVERIFY2(label->heightForWidth(label->width()) <= label->height(), qPrintable(label->fullText()));
        }
        QVERIFY(addresses >= 6);
    }

    void anEngineThatNobodyReachesIsNotWell()
    {
        WholeStage stage;
        stage.window->show();
        stage.fill();
        api::SystemFacts facts = stage.system.facts();
        facts.engineUrl.clear();
        facts.listenError = u"Cannot listen on 127.0.0.1 port 8000: The bound address is already in use"_s;
        stage.system.setFacts(facts);
        stage.window->openPage(u"system"_s);
        stage.settle();
        const auto* parts = stage.child<QWidget>(u"parts"_s);
        QStringList engine;
        for (const StateWord* word : parts->findChildren<StateWord*>())
            if (word->accessibleName().startsWith(u"Engine"_s)) engine << word->word();
        QCOMPARE(engine, QStringList{u"takes no messages"_s});
    }

    /// On a laptop at 200 %.
    void anOrderAndTheTabsOfLocksAreReadInFull_data()
    {
        QTest::addColumn<LanguageChoice>("words");
        QTest::newRow("vi") << LanguageChoice::Vietnamese;
        QTest::newRow("en") << LanguageChoice::English;
    }
    void anOrderAndTheTabsOfLocksAreReadInFull()
    {
        QFETCH(const LanguageChoice, words);
        WholeStage stage({.words = words});
        stage.window->resize(683, 347);
        stage.window->show();
        stage.fill();
        const auto* order = stage.child<QComboBox>(u"order"_s);
        QStyleOptionComboBox box;
        box.initFrom(order);
        const QRect room =
            order->style()->subControlRect(QStyle::CC_ComboBox, &box, QStyle::SC_ComboBoxEditField, order);
        QVERIFY(room.width() >= order->fontMetrics().horizontalAdvance(order->currentText()));
        stage.locks.fillBusy();
        stage.window->openPage(u"locks"_s);
        stage.settle();
        const auto* tabs = stage.child<QTabBar>(u"locksTabs"_s);
        for (int i = 0; i < tabs->count(); ++i)
            QVERIFY2(tabs->tabRect(i).width() > tabs->fontMetrics().horizontalAdvance(tabs->tabText(i)) + 8,
                     qPrintable(tabs->tabText(i)));
    }

    void aFilterIsReadFromItsFirstLetter_data()
    {
        QTest::addColumn<LanguageChoice>("words");
        QTest::newRow("vi") << LanguageChoice::Vietnamese;
        QTest::newRow("en") << LanguageChoice::English;
    }
    void aFilterIsReadFromItsFirstLetter()
    {
        QFETCH(const LanguageChoice, words);
        WholeStage stage({.words = words});
        stage.window->resize(683, 347);
        stage.window->show();
        stage.fill();
        auto* filter = stage.child<QLineEdit>(u"filter"_s);
        filter->setText(u"không ai cả"_s);
        stage.settle();
        // The clear button, and the frame on both sides.
        QVERIFY(filter->width() >= filter->fontMetrics().horizontalAdvance(filter->text()) + 16 + 24);
    }

    void queueTabsStandInColumnsWithCountsOfThreeDigits()
    {
        const WholeStage stage({.words = LanguageChoice::Vietnamese});
        QueueTabs tabs;
        tabs.resize(300, 60);
        QueueCounts counts;
        counts.of = {17, 4, 17, 96, 138, 285};
        tabs.setCounts(counts);
        tabs.show();
        stage.settle();
        for (int column = 1; column <= 3; ++column) {
            const auto* above = tabs.findChild<QAbstractButton*>(u"queue%1"_s.arg(column));
            const auto* below = tabs.findChild<QAbstractButton*>(u"queue%1"_s.arg(column + 3));
            QCOMPARE(below->x(), above->x());
            QVERIFY(below->y() > above->y());
        }
    }

    void theRowsOfAHeldErasureAreAsHighAsAllRows()
    {
        WholeStage stage({.words = LanguageChoice::Vietnamese});
        stage.window->show();
        stage.fill();
        LegalHold hold;
        hold.reason = u"KN-0231"_s;
        hold.placedBy = u"Hùng"_s;
        hold.placedAt = stage.desk.now - 26h;
        stage.erasures.report.holds = {hold};
        ErasureDialog dialog(stage.erasures, stage.desk.conversations.front(),
                             Look{stage.theme, stage.language, [&stage] { return stage.desk.now; }}, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        stage.settle();
        const auto* tree = dialog.findChild<QTreeWidget*>(u"erasureTree"_s);
        QVERIFY(tree->topLevelItemCount() > 1);
        for (QTreeWidgetItemIterator row(const_cast<QTreeWidget*>(tree)); *row; ++row) {
            const QRect place = tree->visualItemRect(*row);
            const int name = tree->fontMetrics().horizontalAdvance((*row)->text(0));
            QVERIFY2(place.left() + name <= tree->columnWidth(0), qPrintable((*row)->text(0)));
        }
        for (int row = 0; row < tree->topLevelItemCount(); ++row)
            QVERIFY(tree->visualItemRect(tree->topLevelItem(row)).height() >= stage.theme.tableRowHeight());
    }
};

TONGDAI_TEST(NarrowPartsTest)

}  // namespace tongdai

#include "narrow_parts_gui_test.moc"
