#include "tests/support/test_registry.h"
#include "tests/ui/stats_stage.h"
#include "ui/models/search_request.h"
#include "ui/stats/charts/time_chart.h"
#include "ui/stats/stats_page.h"
#include "ui/stats/stats_tile.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::StatsStage;

/// Figures of the Stats page as doors: each explains itself and leads to the lines behind it (features H7).
class StatsLeadsTest : public QObject {
    Q_OBJECT
private slots:
    void explainsEveryFigureByKeyboard()
    {
        StatsStage stage;
        stage.openBusy();
        QSignalSpy waiting(stage.page.get(), &StatsPage::waitingWanted);
        QSignalSpy undelivered(stage.page.get(), &StatsPage::undeliveredWanted);
        const QList<StatsTile*> tiles = stage.page->findChildren<StatsTile*>();
        QCOMPARE(tiles.size(), 10);
        QSet<QString> texts;
        stage.page->focusFirst();
        for (int steps = 0; steps < 60 && texts.size() < tiles.size(); ++steps) {
            stage.press(Qt::Key_Tab);
            auto* tile = qobject_cast<StatsTile*>(QApplication::focusWidget());
            if (!tile) continue;
            stage.press(Qt::Key_Return);
            QVERIFY(stage.how()->text().startsWith(tile->figure().label));
            QVERIFY2(stage.how()->text().contains(u"GMT+7"_s), "whose days");
            QVERIFY2(stage.how()->text().contains(u"sample shop"_s), "what is left out");
            QVERIFY(!tile->accessibleDescription().isEmpty());
            texts.insert(stage.how()->text());
            if (tile->figure().leads == StatsFigure::Leads::Nowhere) continue;
            stage.page->findChild<QPushButton*>(u"lead"_s)->click();
        }
        QCOMPARE(texts.size(), tiles.size());
        QCOMPARE(waiting.count(), 1);
        QCOMPARE(undelivered.count(), 1);
    }

    /// Where the bar has no room for everything, what changes where figures lead is not what leaves it.
    void showsThatFiguresLeadToDisputeWhileTheyDo()
    {
        StatsStage stage;
        stage.openBusy();
        stage.page->offerDisputes();
        stage.page->offerDetails();
        auto* const toDispute = stage.page->findChild<QPushButton*>(u"toDispute"_s);
        const auto isSeen = [&] { return toDispute->isVisible() && !toDispute->size().isEmpty(); };
        for (int width = stage.page->width(); isSeen() && width > 200; width -= 20) {
            toDispute->parentWidget()->setFixedWidth(width);
            StatsStage::settle();
        }
        QVERIFY2(!isSeen(), "there is room for everything");
        stage.page->findChild<QAction*>(u"disputeLeadAction"_s)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(isSeen(), 60'000);
        stage.page->findChild<QAction*>(u"disputeLeadAction"_s)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!isSeen(), 60'000);
    }

    /// Features H7, into Dispute as well: tiles, charts and tables, where that is on.
    void leadsToDisputeWhereThatIsWanted()
    {
        StatsStage stage;
        stage.openBusy();
        auto* const toDispute = stage.page->findChild<QPushButton*>(u"toDispute"_s);
        auto* const lead = stage.page->findChild<QPushButton*>(u"lead"_s);
        QVERIFY(!toDispute->isVisible());
        stage.page->offerDisputes();
        QVERIFY(toDispute->isVisible());
        QSignalSpy live(stage.page.get(), &StatsPage::linesWanted);
        QSignalSpy dispute(stage.page.get(), &StatsPage::disputedLinesWanted);
        QSignalSpy waiting(stage.page.get(), &StatsPage::waitingWanted);
        stage.tile(u"in"_s)->click();
        QCOMPARE(lead->text(), u"Show in Live"_s);
        lead->click();
        QCOMPARE(live.count(), 1);
        stage.page->findChild<QAction*>(u"disputeLeadAction"_s)->trigger();
        QCOMPARE(lead->text(), u"Show in Dispute"_s);
        lead->click();
        QCOMPARE(dispute.count(), 1);
        QCOMPARE(dispute[0][0].toString(), live[0][0].toString());
        const DisputeSearchRequest read =
            readDisputeSearch(dispute[0][0].toString(), QDate(2025, 11, 21), QTimeZone("Asia/Ho_Chi_Minh"));
        QVERIFY(read.search.text.isEmpty() && read.search.from && read.search.own.role == Speaker::Customer);
        auto* chart = stage.page->findChild<TimeChart*>();
        chart->setFocus();
        stage.press(Qt::Key_Home);
        stage.press(Qt::Key_Return);
        QCOMPARE(dispute.count(), 2);
        QCOMPARE(live.count(), 1);
        stage.tile(u"waiting"_s)->click();
        QCOMPARE(lead->text(), u"Show in Live"_s);
        lead->click();
        QVERIFY2(waiting.count() == 1 && dispute.count() == 2, "who waits is a list of Live");
    }

    void speaksTheFiltersOfItsLanguage()
    {
        StatsStage stage(SchemeChoice::Light, LanguageChoice::Vietnamese);
        stage.openBusy();
        QSignalSpy wanted(stage.page.get(), &StatsPage::linesWanted);
        for (StatsTile* tile : stage.page->findChildren<StatsTile*>()) {
            tile->click();
            if (tile->figure().leads > StatsFigure::Leads::ToUndelivered)
                stage.page->findChild<QPushButton*>(u"lead"_s)->click();
        }
        QCOMPARE(wanted.size(), 8);
        for (const auto& words : wanted) {
            const SearchRequest read =
                readSearch(words.first().toString(), QDate(2025, 11, 21), QTimeZone("Asia/Ho_Chi_Minh"));
            QVERIFY2(read.query.text.trimmed().isEmpty() && read.query.from && (read.query.role || read.query.fact),
                     qPrintable(words.first().toString()));
        }
    }
};

TONGDAI_TEST(StatsLeadsTest)

}  // namespace tongdai

#include "stats_leads_gui_test.moc"
