#include "tests/support/test_registry.h"
#include "tests/ui/dispute_stage.h"

#include <QLineEdit>
#include <QPushButton>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// Finding in a conversation of which a page in its midst is read.
class DisputeFindTest : public QObject {
    Q_OBJECT

    static constexpr int kLong = 60'000;  // milliseconds

    /// Lines "l-<first>" to "l-<last>", a minute each; a zebra in those that are named.
    static DisputeThread linesOf(int first, int last, const QList<int>& zebras)
    {
        DisputeThread thread = shortDeliveryThread();
        const DisputeLine pattern = thread.lines.front();
        thread.lines.clear();
        for (int i = first; i <= last; ++i) {
            DisputeLine line = pattern;
            line.id = "l-" + QByteArray::number(i);
            line.body = zebras.contains(i) ? u"Con ngựa vằn"_s : u"Dòng %1"_s.arg(i);
            line.at = pattern.at + std::chrono::minutes(i);
            line.receipts.clear();
            thread.lines.push_back(line);
        }
        return thread;
    }
    static DisputeHit hitAt(int line)
    {
        const DisputeThread thread = linesOf(line, line, {line});
        DisputeHit hit;
        hit.line = thread.lines[0].id;
        hit.at = thread.lines[0].at;
        hit.body = thread.lines[0].body;
        return hit;
    }
    static DisputeThread midst(const QList<int>& zebras)
    {
        DisputeThread thread = linesOf(101, 110, zebras);
        thread.earlier = LineKey{thread.lines.front().at, thread.lines.front().id};
        thread.hasLater = true;
        return thread;
    }
    /// Opens that page, and looks for zebras.
    static void look(DisputeStage& stage, const DisputeThread& page, const QString& words = u"ngua van"_s)
    {
        stage.disputes.around = page;
        stage.openFilled();
        auto* list = stage.child<QListView>(u"cases"_s);
        list->setCurrentIndex({});
        list->setCurrentIndex(list->model()->index(0, 0));
        DisputeStage::settle();
        stage.child<QTableView>(u"knew"_s)->setFocus();
        stage.press(Qt::Key_F, Qt::ControlModifier);
        stage.child<QLineEdit>(u"threadFind"_s)->setText(words);
    }
    static QString count(const DisputeStage& stage) { return stage.words(u"threadFindCount"_s); }
    static QByteArray chosen(const DisputeStage& stage)
    {
        const auto& lines = stage.page->travel()->thread().lines;
        const QModelIndex current = stage.child<QTableView>(u"knew"_s)->currentIndex();
        return current.isValid() ? lines[size_t(current.row())].id : QByteArray();
    }

private slots:
    void goesOnBothWays()
    {
        DisputeStage stage;
        stage.disputes.inOne = {hitAt(115), hitAt(105), hitAt(95)};
        look(stage, midst({105}));
        QCOMPARE(count(stage), u"1 / 1 · older lines are not read yet · later lines are not read yet"_s);
        QTRY_COMPARE_WITH_TIMEOUT(count(stage), u"1 / 1 · 1 in older lines · 1 in later lines"_s, kLong);
        stage.disputes.around = linesOf(106, 120, {115});
        stage.press(Qt::Key_F3, Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(count(stage), u"1 / 2 · 1 in older lines"_s, kLong);
        QCOMPARE(chosen(stage), "l-115"_ba);
        stage.press(Qt::Key_F3);
        QCOMPARE(chosen(stage), "l-105"_ba);
        stage.disputes.before = {linesOf(91, 100, {95})};
        stage.press(Qt::Key_F3);
        QTRY_COMPARE_WITH_TIMEOUT(count(stage), u"3 / 3"_s, kLong);
        QCOMPARE(chosen(stage), "l-95"_ba);
        stage.press(Qt::Key_F3);
        QVERIFY2(chosen(stage) == "l-115"_ba, "round");
    }

    void goesOnPageByPageToALaterOne()
    {
        DisputeStage stage;
        stage.disputes.inOne = {hitAt(115)};
        DisputeThread page = midst({});
        page.earlier.reset();
        look(stage, page);
        QTRY_COMPARE_WITH_TIMEOUT(count(stage), u"Not found · 1 in later lines"_s, kLong);
        stage.disputes.around = linesOf(106, 120, {115, 118});
        stage.press(Qt::Key_F3, Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(count(stage), u"2 / 2"_s, kLong);
        QVERIFY2(chosen(stage) == "l-115"_ba, "the next one, not the newest");
    }

    void whereOnlyLaterLinesHoldTheWordsNothingEarlierIsRead()
    {
        DisputeStage stage;
        stage.disputes.inOne = {hitAt(115)};
        look(stage, midst({105}));
        QTRY_COMPARE_WITH_TIMEOUT(count(stage), u"1 / 1 · 1 in later lines"_s, kLong);
        const size_t before = stage.disputes.askedThreads.size();
        stage.press(Qt::Key_F3);
        QCOMPARE(stage.disputes.askedThreads.size(), before);
        QCOMPARE(chosen(stage), "l-105"_ba);
    }

    /// But where it was found by what the source does not look at, nobody can tell.
    void whereNothingUnreadHoldsTheWordsNothingIsRead()
    {
        DisputeStage stage;
        look(stage, midst({105}));
        QTRY_COMPARE_WITH_TIMEOUT(count(stage), u"1 / 1"_s, kLong);
        const size_t before = stage.disputes.askedThreads.size();
        const size_t led = stage.disputes.askedLines.size();
        stage.press(Qt::Key_F3);
        stage.press(Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(stage.disputes.askedThreads.size(), before);
        QCOMPARE(stage.disputes.askedLines.size(), led);
        const size_t searched = stage.disputes.searched.size();
        stage.child<QLineEdit>(u"threadFind"_s)->setText(u"quoc dat"_s);
        QTRY_VERIFY_WITH_TIMEOUT(stage.disputes.searched.size() > searched, kLong);
        DisputeStage::settle();
        QCOMPARE(count(stage), u"1 / 10 · older lines are not read yet · later lines are not read yet"_s);
    }

    void openingMovesNothing()
    {
        DisputeStage stage;
        look(stage, midst({103, 105}));
        auto* table = stage.child<QTableView>(u"knew"_s);
        QCOMPARE(chosen(stage), "l-105"_ba);
        stage.press(Qt::Key_F3);
        QCOMPARE(chosen(stage), "l-103"_ba);
        stage.press(Qt::Key_F, Qt::ControlModifier);
        QVERIFY2(chosen(stage) == "l-103"_ba && count(stage).startsWith("2 / 2"_L1), "it was open");
        stage.press(Qt::Key_Escape);
        table->selectRow(0);
        stage.press(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(count(stage).startsWith("1 / 2"_L1));
        QCOMPARE(chosen(stage), "l-101"_ba);
        stage.press(Qt::Key_F3);
        QCOMPARE(chosen(stage), "l-105"_ba);
        stage.press(Qt::Key_F3);
        QCOMPARE(chosen(stage), "l-103"_ba);
    }

    /// What is read some other time is not what they waited for.
    void steppingOnThatFailedTakesNobodyElsewhereLater()
    {
        DisputeStage stage;
        stage.disputes.inOne = {hitAt(105), hitAt(95)};
        look(stage, midst({105}));
        QTRY_COMPARE_WITH_TIMEOUT(count(stage), u"1 / 1 · 1 in older lines"_s, kLong);
        stage.disputes.failure = api::DeskFailure{api::DeskError::StoreDown, {}};
        stage.press(Qt::Key_F3);
        QTRY_VERIFY_WITH_TIMEOUT(stage.child<NoticeBar>(u"disputeNotice"_s)->isVisible(), kLong);
        stage.disputes.failure.reset();
        stage.disputes.before = {linesOf(91, 100, {95})};
        emit stage.page->travel()->earlierWanted();
        QTRY_COMPARE_WITH_TIMEOUT(count(stage), u"1 / 2"_s, kLong);
        QCOMPARE(chosen(stage), "l-105"_ba);
    }

    void loadingOnOneselfIsNoSteppingOn()
    {
        DisputeStage stage;
        stage.disputes.inOne = {hitAt(115), hitAt(105)};
        look(stage, midst({105}));
        QTRY_COMPARE_WITH_TIMEOUT(count(stage), u"1 / 1 · 1 in later lines"_s, kLong);
        stage.disputes.around = linesOf(201, 210, {});  // without the line that was last
        stage.press(Qt::Key_F3, Qt::ShiftModifier);
        stage.disputes.around = linesOf(106, 120, {115});
        stage.child<QPushButton>(u"laterLines"_s)->click();
        QTRY_COMPARE_WITH_TIMEOUT(count(stage), u"2 / 2"_s, kLong);
        QCOMPARE(chosen(stage), "l-105"_ba);
    }

    void everyKeyBringsTheConversationWhereOneColumnHasRoom()
    {
        for (const int key : {int(Qt::Key_F), int(Qt::Key_F3)}) {
            DisputeStage stage;
            stage.page->resize(600, 300);
            stage.openFilled();
            auto* list = stage.child<QListView>(u"cases"_s);
            list->setCurrentIndex(list->model()->index(0, 0));
            DisputeStage::settle();
            QVERIFY(!stage.page->travel()->isVisible());
            stage.press(key, key == Qt::Key_F ? Qt::ControlModifier : Qt::NoModifier);
            QVERIFY(stage.page->travel()->isVisible() && stage.child<QLineEdit>(u"threadFind"_s)->hasFocus());
        }
    }
};

TONGDAI_TEST(DisputeFindTest)

}  // namespace tongdai::testing

#include "dispute_find_gui_test.moc"
