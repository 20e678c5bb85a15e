#include "tests/support/test_registry.h"
#include "tests/ui/dispute_stage.h"

#include <QLineEdit>
#include <QPushButton>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// Being led to a line that the newest page of a conversation does not hold.
class DisputeAroundTest : public QObject {
    Q_OBJECT

    /// Lines "l-<first>" to "l-<last>", a minute each, of whom the short delivery has.
    static DisputeThread linesOf(int first, int last)
    {
        DisputeThread thread = shortDeliveryThread();
        const DisputeLine pattern = thread.lines.front();
        thread.lines.clear();
        for (int i = first; i <= last; ++i) {
            DisputeLine line = pattern;
            line.id = "l-" + QByteArray::number(i);
            line.body = u"Dòng %1"_s.arg(i);
            line.at = pattern.at + std::chrono::minutes(i);
            line.receipts.clear();
            thread.lines.push_back(line);
        }
        return thread;
    }
    static QTableView& table(const DisputeStage& stage) { return *stage.child<QTableView>(u"knew"_s); }
    static QByteArray chosen(const DisputeStage& stage)
    {
        const auto& lines = stage.page->travel()->thread().lines;
        const QModelIndex current = table(stage).currentIndex();
        return current.isValid() ? lines[size_t(current.row())].id : QByteArray();
    }
    /// Searches, and opens what was found first, by keys.
    static void openHit(DisputeStage& stage)
    {
        stage.press(Qt::Key_E, Qt::ControlModifier);
        stage.child<QLineEdit>(u"disputeSearch"_s)->setText(u"giao thieu"_s);
        stage.press(Qt::Key_Return);
        auto* hits = stage.child<QListView>(u"hits"_s);
        QTRY_COMPARE(hits->model()->rowCount(), 2);
        hits->setFocus();
        hits->setCurrentIndex(hits->model()->index(0, 0));
        QTest::keyClick(hits, Qt::Key_Return);
        DisputeStage::settle();
    }

private slots:
    void theLineIsMarkedAmongWhatWasSaidAroundIt()
    {
        DisputeStage stage;
        DisputeThread around = linesOf(101, 300);
        around.lines[99].id = "m-507";  // what the search finds first
        around.earlier = LineKey{around.lines.front().at, around.lines.front().id};
        around.hasLater = true;
        stage.disputes.around = around;
        stage.openFilled();
        openHit(stage);
        QCOMPARE(stage.disputes.askedLines.back(), "m-507"_ba);
        QCOMPARE(chosen(stage), "m-507"_ba);
        QCOMPARE(stage.page->travel()->instant(), around.lines[99].at);
        const QRect line = table(stage).visualRect(table(stage).currentIndex());
        QVERIFY2(table(stage).viewport()->rect().contains(line.center()), "the marked line is in sight");
        QVERIFY(!stage.child<NoticeBar>(u"disputeNotice"_s)->isVisible());
        QVERIFY(stage.child<QPushButton>(u"earlierLines"_s)->isVisible());
        QVERIFY(stage.child<QPushButton>(u"laterLines"_s)->isVisible());
    }

    void goesOnFromThereBothWaysAndKeepsThePlace()
    {
        DisputeStage stage;
        DisputeThread around = linesOf(101, 300);
        around.lines[99].id = "m-507";
        around.earlier = LineKey{around.lines.front().at, around.lines.front().id};
        around.hasLater = true;
        stage.disputes.around = around;
        stage.openFilled();
        openHit(stage);
        const TimePoint instant = stage.page->travel()->instant();
        auto* later = stage.child<QPushButton>(u"laterLines"_s);
        stage.disputes.around = linesOf(201, 350);  // the page around the last line
        later->setFocus();
        QTest::keyClick(later, Qt::Key_Space);
        DisputeStage::settle();
        QCOMPARE(stage.disputes.askedLines.back(), "l-300"_ba);
        const auto& lines = stage.page->travel()->thread().lines;
        QCOMPARE(int(lines.size()), 250);
        QCOMPARE(lines[199].id, "l-300"_ba);
        QCOMPARE(lines[200].id, "l-301"_ba);
        QCOMPARE(lines.back().id, "l-350"_ba);
        QCOMPARE(chosen(stage), "m-507"_ba);
        QCOMPARE(stage.page->travel()->instant(), instant);
        QVERIFY(!later->isVisible());
        auto* earlier = stage.child<QPushButton>(u"earlierLines"_s);
        stage.disputes.told = linesOf(51, 100);
        earlier->setFocus();
        QTest::keyClick(earlier, Qt::Key_Space);
        DisputeStage::settle();
        QCOMPARE(int(stage.page->travel()->thread().lines.size()), 300);
        QCOMPARE(chosen(stage), "m-507"_ba);
        QCOMPARE(stage.page->travel()->instant(), instant);
    }

    /// Erased, or gone from the other program's database, since it was found.
    void aLineThatHasGoneIsSaidToHaveGone()
    {
        DisputeStage stage;
        stage.disputes.gone = "m-507";
        stage.disputes.told = linesOf(301, 500);
        stage.openFilled();
        openHit(stage);
        auto* notice = stage.child<NoticeBar>(u"disputeNotice"_s);
        QVERIFY(notice->isVisible());
        QCOMPARE(notice->sentence(), u"That message is no longer in this conversation; its newest are shown."_s);
        QCOMPARE(stage.page->travel()->thread().lines.back().id, "l-500"_ba);
        QVERIFY(!stage.child<QPushButton>(u"laterLines"_s)->isVisible());
    }

    void aCaseOpensAtTheMessageItIsAbout()
    {
        DisputeStage stage;
        DisputeThread around = linesOf(101, 300);
        around.lines[50].id = "m-505";  // of the first case
        around.hasLater = true;
        stage.disputes.around = around;
        stage.openFilled();
        auto* list = stage.child<QListView>(u"cases"_s);
        list->setCurrentIndex({});
        list->setCurrentIndex(list->model()->index(0, 0));
        DisputeStage::settle();
        QCOMPARE(stage.disputes.askedLines.back(), "m-505"_ba);
        QCOMPARE(chosen(stage), "m-505"_ba);
    }
};

TONGDAI_TEST(DisputeAroundTest)

}  // namespace tongdai::testing

#include "dispute_around_gui_test.moc"
