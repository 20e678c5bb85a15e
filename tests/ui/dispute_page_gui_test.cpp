#include "tests/support/test_registry.h"
#include "tests/ui/dispute_stage.h"
#include "ui/common/widgets/elided_label.h"
#include "ui/dispute/compare_dialog.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::DisputeStage;

/// The Dispute page, driven as a person would.
class DisputePageTest : public QObject {
    Q_OBJECT

    static void chooseFirst(DisputeStage& stage)
    {
        stage.press(Qt::Key_Down);
        auto* list = stage.child<QListView>(u"cases"_s);
        list->setCurrentIndex(list->model()->index(0, 0));
        DisputeStage::settle();
    }

private slots:
    void asksNothingBeforeItIsOpened()
    {
        DisputeStage stage;
        QVERIFY(stage.page->cases()->sources().empty());
        stage.open();
        QCOMPARE(int(stage.page->cases()->sources().size()), 1);
        QVERIFY(stage.disputes.askedThreads.empty());
    }

    void anEmptyShopSaysWhatToDo()
    {
        DisputeStage stage;
        stage.open();
        const auto* empty = stage.page->cases()->findChild<EmptyState*>();
        QCOMPARE(empty->sentence(), u"No disputes yet. Open one from any message on Live: Ctrl+N."_s);
        QVERIFY(stage.child<QLabel>(u"disputeFoot"_s)->text().contains("audit log"_L1));
    }

    void listsOpenCasesFirstWithTheirDeadlines()
    {
        DisputeStage stage;
        QSignalSpy badge(stage.page.get(), &Page::badgeChanged);
        stage.openFilled();
        const auto* model = stage.child<QListView>(u"cases"_s)->model();
        QCOMPARE(model->rowCount(), 4);
        QCOMPARE(stage.words(u"casesHeading"_s), u"Cases: 3 open"_s);
        QCOMPARE(badge.last().at(0).toInt(), 3);
        const QString first = model->index(0, 0).data().toString();
        QVERIFY2(first.contains("KN-0231"_L1) && first.contains("1,250,000"_L1) && first.contains("held"_L1),
                 qPrintable(first));
        QVERIFY(model->index(3, 0).data().toString().contains("Decided"_L1));
    }

    /// As at 200 % on a laptop: the cases, Return, the thread, Esc, the cases again; F6 goes round.
    void showsOneColumnAtATimeWhereItIsNarrow()
    {
        DisputeStage stage;
        stage.page->resize(600, 300);
        stage.openFilled();
        const QWidget* cases = stage.page->cases();
        const QWidget* thread = stage.page->travel();
        auto* list = stage.child<QListView>(u"cases"_s);
        list->setCurrentIndex(list->model()->index(0, 0));
        stage.settle();
        QVERIFY(cases->isVisible() && !thread->isVisible());
        stage.press(Qt::Key_Return);
        QVERIFY(thread->isVisible() && thread->isAncestorOf(QApplication::focusWidget()));
        QVERIFY(!cases->isVisible());
        stage.press(Qt::Key_Escape);
        QVERIFY(cases->isVisible() && cases->isAncestorOf(QApplication::focusWidget()));
        for (const int column : {1, 2, 0}) {
            stage.press(Qt::Key_F6);
            QCOMPARE(cases->isVisible(), column == 0);
            QCOMPARE(thread->isVisible(), column == 1);
        }
        stage.page->resize(1302, 700);
        stage.settle();
        QVERIFY(cases->isVisible() && thread->isVisible());
    }

    void aCaseOpensAtTheInstantOfItsMessage()
    {
        DisputeStage stage;
        stage.openFilled();
        chooseFirst(stage);
        QCOMPARE(stage.disputes.askedThreads.back(), (ThreadRef{"own", "c-231"}));
        QCOMPARE(stage.words(u"travelClock"_s), u"20 Nov 2025  09:14:33.120  GMT+7"_s);
        QVERIFY2(stage.words(u"insight"_s).contains(u"Lan wrote “Kho báo đã đóng đủ 3 món"_s) &&
                     stage.words(u"insight"_s).contains(u"without having seen [thùng hàng lúc mở.jpg]"_s),
                 qPrintable(stage.words(u"insight"_s)));
        QCOMPARE(stage.cell(0, 2), u"read 09:12"_s);
        QCOMPARE(stage.cell(3, 2), u"–"_s);
        QCOMPARE(stage.cell(0, 3), u"?"_s);  // nothing says what the bot had read
        QVERIFY(stage.cell(6, 0).contains("not sent yet"_L1));
    }

    /// Features F13: the same instants by another clock, as long as the page is looked at.
    void showsTheTimesInUtcOnRequest()
    {
        DisputeStage stage;
        stage.openFilled();
        chooseFirst(stage);
        const auto* zone = stage.child<QPushButton>(u"disputeZone"_s);
        QCOMPARE(zone->text(), u"Times: GMT+7"_s);
        stage.press(Qt::Key_U, Qt::AltModifier);
        QVERIFY2(zone->text().contains(u"UTC"_s), qPrintable(zone->text()));
        QVERIFY2(stage.words(u"travelClock"_s).startsWith(u"20 Nov 2025  02:14:33.120  "_s),
                 qPrintable(stage.words(u"travelClock"_s)));
        QCOMPARE(stage.cell(0, 2), u"read 02:12"_s);
        stage.press(Qt::Key_U, Qt::AltModifier);
        QCOMPARE(stage.words(u"travelClock"_s), u"20 Nov 2025  09:14:33.120  GMT+7"_s);
        stage.press(Qt::Key_U, Qt::AltModifier);
        stage.page->hide();
        QCOMPARE(stage.language.formats().timeZone(), QTimeZone("Asia/Ho_Chi_Minh"));
    }

    /// Another role has a window of its own, built while this one still stands there.
    void aPageBuiltInUtcKnowsTheShopsTime()
    {
        DisputeStage stage;
        stage.openFilled();
        stage.press(Qt::Key_U, Qt::AltModifier);
        auto next = std::make_unique<DisputePage>(
            stage.disputes, Look{stage.theme, stage.language, [&stage] { return stage.disputes.now; }});
        stage.page->hide();
        stage.page = std::move(next);
        stage.open();
        const auto* zone = stage.child<QPushButton>(u"disputeZone"_s);
        QCOMPARE(zone->text(), u"Times: GMT+7"_s);
        stage.press(Qt::Key_U, Qt::AltModifier);
        QCOMPARE(stage.language.formats().timeZone(), QTimeZone::utc());
        QVERIFY2(zone->text().contains(u"UTC"_s), qPrintable(zone->text()));
        stage.language.setChoice(LanguageChoice::Vietnamese);
        QCOMPARE(stage.language.formats().timeZone(), QTimeZone::utc());
        stage.language.setChoice(LanguageChoice::English);
        stage.press(Qt::Key_U, Qt::AltModifier);
        QCOMPARE(stage.language.formats().timeZone(), QTimeZone("Asia/Ho_Chi_Minh"));
    }

    /// Some lines of other programs have no time: the screen says so, and nothing happened in 1970.
    void aLineWithoutATimeSaysThatItIsNotKnown()
    {
        DisputeStage stage;
        stage.disputes.timeless = 1;
        stage.openFilled();
        chooseFirst(stage);
        QVERIFY2(stage.cell(0, 0).startsWith(u"time not known  "_s), qPrintable(stage.cell(0, 0)));
        const QString before = stage.words(u"travelClock"_s);
        stage.page->travel()->showLine("m-501");
        DisputeStage::settle();
        QCOMPARE(stage.words(u"travelClock"_s), before);
        QVERIFY2(stage.words(u"lineHead"_s).endsWith(u"time not known"_s), qPrintable(stage.words(u"lineHead"_s)));
        const auto* table = stage.child<QTableView>(u"knew"_s);
        const auto words = table->model()->index(0, 1).data(Qt::ToolTipRole).toString();
        QVERIFY2(words.endsWith(u"wrote it; when is not recorded in this source."_s), qPrintable(words));
        stage.page->travel()->focusTime();
        stage.press(Qt::Key_Home);
        QVERIFY2(stage.words(u"travelClock"_s).startsWith(u"20 Nov 2025"_s), qPrintable(stage.words(u"travelClock"_s)));
    }

    void goesThroughTimeByKeys()
    {
        DisputeStage stage;
        stage.openFilled();
        chooseFirst(stage);
        stage.page->travel()->focusTime();
        stage.press(Qt::Key_Home);
        QCOMPARE(stage.words(u"travelClock"_s), u"20 Nov 2025  09:12:30.000  GMT+7"_s);
        QCOMPARE(stage.words(u"insight"_s), u"Nobody had answered yet."_s);
        stage.press(Qt::Key_Right);
        QCOMPARE(stage.words(u"travelClock"_s), u"20 Nov 2025  09:12:31.000  GMT+7"_s);
        QCOMPARE(stage.cell(0, 2), u"received 09:12"_s);
        stage.press(Qt::Key_Left);
        QCOMPARE(stage.cell(0, 2), u"–"_s);
        stage.press(Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(stage.words(u"travelClock"_s), u"20 Nov 2025  09:13:30.000  GMT+7"_s);
        stage.press(Qt::Key_End);
        QVERIFY(stage.cell(5, 0).contains("deleted"_L1));
        stage.press(Qt::Key_Space);
        QVERIFY(stage.page->travel()->isPlaying());
        stage.press(Qt::Key_Space);
        QVERIFY(!stage.page->travel()->isPlaying());
    }

    void anOriginalIsOpenedOnlyOnRequest()
    {
        DisputeStage stage;
        stage.openFilled();
        chooseFirst(stage);
        stage.page->travel()->showLine("m-506");
        DisputeStage::settle();
        QVERIFY(!stage.child<QLabel>(u"lineBody"_s)->isVisible());
        auto* open = stage.child<QPushButton>(u"openOriginal"_s);
        QVERIFY(open->isVisible());
        QVERIFY(stage.disputes.openedOriginals.empty());
        open->click();
        DisputeStage::settle();
        QCOMPARE(stage.disputes.openedOriginals, (std::vector<QByteArray>{"m-506"}));
        QVERIFY(stage.words(u"lineBody"_s).startsWith(u"Chắc anh làm rơi"_s));
        QVERIFY(!open->isVisible());
    }

    void putsTwoSourcesSideBySideByKeys()
    {
        DisputeStage stage;
        stage.openFilled();
        chooseFirst(stage);
        stage.press(Qt::Key_D, Qt::ControlModifier);
        auto* notice = stage.child<NoticeBar>(u"disputeNotice"_s);
        QVERIFY(notice->isVisible() && notice->sentence().contains("Ctrl+D"_L1));
        stage.press(Qt::Key_D, Qt::ControlModifier);
        QVERIFY2(!stage.child<CompareDialog>(u"compareDialog"_s), "with itself there is nothing to compare");
        stage.disputes.isMasked = true;  // the other program says something else in its last line
        auto* list = stage.child<QListView>(u"cases"_s);
        list->setCurrentIndex(list->model()->index(1, 0));
        DisputeStage::settle();
        stage.press(Qt::Key_D, Qt::ControlModifier);
        auto* dialog = stage.child<CompareDialog>(u"compareDialog"_s);
        QVERIFY(dialog && dialog->isVisible());
        auto* table = dialog->findChild<QTableWidget*>(u"compareTable"_s);
        QCOMPARE(table->rowCount(), 7);
        QVERIFY2(dialog->findChild<QLabel*>(u"compareCount"_s)->text().startsWith(u"1 difference"_s),
                 qPrintable(dialog->findChild<QLabel*>(u"compareCount"_s)->text()));
        QTest::keyClick(table, Qt::Key_F3);
        QCOMPARE(table->currentRow(), 6);
        QCOMPARE(table->item(6, 1)->text(), u"other words"_s);
        const QString folder = qEnvironmentVariable("TONGDAI_PICTURES");
        if (!folder.isEmpty()) QVERIFY(dialog->grab().save(folder + u"/compare.png"_s));
        QTest::keyClick(table, Qt::Key_Escape);
        QTRY_VERIFY(!stage.child<CompareDialog>(u"compareDialog"_s));
    }

    void findsInTheConversationByKeys()
    {
        DisputeStage stage;
        stage.open();
        stage.press(Qt::Key_F, Qt::ControlModifier);
        QVERIFY2(!stage.child<QLineEdit>(u"threadFind"_s)->isVisible(), "nothing is open");
        stage.openFilled();
        emit stage.disputes.ready();
        DisputeStage::settle();
        chooseFirst(stage);
        stage.press(Qt::Key_F, Qt::ControlModifier);
        auto* box = stage.child<QLineEdit>(u"threadFind"_s);
        QVERIFY(box->hasFocus());
        const auto* table = stage.child<QTableView>(u"knew"_s);
        box->setText(u"du 3 mon"_s);
        QCOMPARE(stage.words(u"threadFindCount"_s), u"1 / 3"_s);
        QCOMPARE(table->currentIndex().row(), 4);
        stage.press(Qt::Key_Return);
        QCOMPARE(table->currentIndex().row(), 1);
        QCOMPARE(stage.words(u"threadFindCount"_s), u"2 / 3"_s);
        QVERIFY(stage.words(u"travelClock"_s).contains("09:12:41"_L1));
        stage.press(Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(table->currentIndex().row(), 4);
        stage.press(Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY2(table->currentIndex().row() == 0, "round");
        QVERIFY(table->model()->index(0, 0).data(Qt::BackgroundRole).isValid());
        QVERIFY(!table->model()->index(2, 0).data(Qt::BackgroundRole).isValid());
        box->setText(u"thungf hangf"_s);  // Telex, the input method switched off; the name of a file
        QCOMPARE(table->currentIndex().row(), 3);
        box->setText(u"kho lạnh"_s);
        QCOMPARE(stage.words(u"threadFindCount"_s), u"Not found"_s);
        stage.press(Qt::Key_Escape);
        QVERIFY(!box->isVisible());
        QVERIFY(!table->model()->index(3, 0).data(Qt::BackgroundRole).isValid());
        QVERIFY(stage.page->travel()->hasThread());
    }

    /// A thread of which only the end was read, and two pages of what was said before; the words are in the older one.
    static void tellInPages(DisputeStage& stage, int row)
    {
        DisputeThread told = testing::shortDeliveryThread();
        told.earlier = LineKey{told.lines.front().at, told.lines.front().id};
        DisputeThread page = told;
        page.lines.resize(1);
        page.lines[0].id = "before-2";
        page.lines[0].body = u"Vâng"_s;
        page.lines[0].attachments.clear();
        page.lines[0].at -= std::chrono::hours(24);
        page.earlier = LineKey{page.lines[0].at, page.lines[0].id};
        DisputeThread older = page;
        older.lines[0].id = "before-1";
        older.lines[0].body = u"Đơn này dư 3 món"_s;
        older.lines[0].at -= std::chrono::hours(24);
        older.earlier.reset();
        stage.disputes.told = told;
        stage.disputes.before = {page, older};
        DisputeHit hit;
        hit.line = "before-1";
        hit.body = older.lines[0].body;
        DisputeHit dots = hit;
        dots.line = "before-0";
        dots.body = u"Gọi •••• ••• 678"_s;
        DisputeHit read = hit;
        read.line = told.lines.front().id;
        stage.disputes.inOne = {read, dots, hit};
        stage.openFilled();
        chooseFirst(stage);
        auto* list = stage.child<QListView>(u"cases"_s);
        list->setCurrentIndex(list->model()->index(row, 0));
        DisputeStage::settle();
        stage.child<QTableView>(u"knew"_s)->setFocus();
        stage.press(Qt::Key_F3);
        QVERIFY2(stage.child<QLineEdit>(u"threadFind"_s)->hasFocus(), "F3 opens it as well");
        stage.child<QLineEdit>(u"threadFind"_s)->setText(u"du 3 mon"_s);
        QCOMPARE(stage.words(u"threadFindCount"_s), u"1 / 3 · older lines are not read yet"_s);
    }

    /// This shop's history is asked how many there are, and read back to the next of them.
    void findsOnInWhatHasNotBeenReadYet()
    {
        DisputeStage stage;
        tellInPages(stage, 0);
        const auto count = [&stage] { return stage.words(u"threadFindCount"_s); };
        QTRY_COMPARE_WITH_TIMEOUT(count(), u"1 / 3 · 1 in older lines"_s, 60'000);
        QCOMPARE(stage.disputes.searched.back().own.conversation,
                 ConversationId(stage.page->travel()->thread().ref.thread));
        stage.press(Qt::Key_F3);
        stage.press(Qt::Key_F3);
        QCOMPARE(count(), u"3 / 3 · 1 in older lines"_s);
        const auto* table = stage.child<QTableView>(u"knew"_s);
        QCOMPARE(table->currentIndex().row(), 0);
        const int before = table->model()->rowCount();
        stage.press(Qt::Key_F3);
        QTRY_COMPARE_WITH_TIMEOUT(count(), u"4 / 4"_s, 60'000);
        QCOMPARE(table->currentIndex().row(), 0);
        QCOMPARE(table->model()->rowCount(), before + 2);
        stage.press(Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(count(), u"3 / 4"_s);
        QCOMPARE(table->currentIndex().row(), 2);
        stage.press(Qt::Key_Escape);
        QVERIFY(!stage.child<QLineEdit>(u"threadFind"_s)->isVisible() && table->hasFocus());
    }

    /// Another program's is not asked: it is read page by page, and the bar says what has not been.
    void findsOnPageByPageInAnotherProgramsHistory()
    {
        DisputeStage stage;
        tellInPages(stage, 1);
        QCOMPARE(stage.page->travel()->thread().ref.source, "mysql"_ba);
        const auto count = [&stage] { return stage.words(u"threadFindCount"_s); };
        stage.press(Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(count(), u"3 / 3 · older lines are not read yet"_s);
        stage.press(Qt::Key_F3);
        const auto* table = stage.child<QTableView>(u"knew"_s);
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->index(0, 0).data().toString().contains(u"Vâng"_s), true, 60'000);
        QCOMPARE(count(), u"3 / 3 · older lines are not read yet"_s);
        stage.press(Qt::Key_F3);
        QTRY_COMPARE_WITH_TIMEOUT(count(), u"4 / 4"_s, 60'000);
    }

    void whatIsMaskedIsRevealedWithAReasonByWhoMay()
    {
        DisputeStage stage;
        stage.disputes.isMasked = true;
        stage.openFilled();
        chooseFirst(stage);
        stage.page->travel()->showLine("m-507");
        DisputeStage::settle();
        auto* reason = stage.child<QLineEdit>(u"revealReason"_s);
        auto* reveal = stage.child<QPushButton>(u"reveal"_s);
        QVERIFY(stage.child<QLabel>(u"lineMasked"_s)->isVisible());
        QVERIFY2(!reason->isVisible() && !reveal->isVisible(), "the role may not");
        stage.page->travel()->offerReveal();
        QVERIFY(reason->isVisible() && !reveal->isEnabled());
        reason->setFocus();
        stage.press(Qt::Key_Return);
        QVERIFY(stage.disputes.revealed.empty());
        reason->setText(u"Gọi lại cho khách"_s);
        QVERIFY(reveal->isEnabled());
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.disputes.revealed.size(), size_t(1));
        QCOMPARE(stage.disputes.revealed[0], std::pair(QByteArray("m-507"), u"Gọi lại cho khách"_s));
        QVERIFY(stage.words(u"lineBody"_s).contains(u"0912 345 678"_s));
        QVERIFY(!reason->isVisible());
        stage.page->travel()->showLine("m-505");
        QVERIFY(!stage.child<QLabel>(u"lineMasked"_s)->isVisible());
        stage.page->travel()->showLine("m-507");
        QVERIFY2(!stage.words(u"lineBody"_s).contains(u"0912 345 678"_s), "it was for one look");
    }

    void aMessageShowsItsAttachmentsAndWhereABotsAnswerComesFrom()
    {
        DisputeStage stage;
        stage.openFilled();
        chooseFirst(stage);
        stage.page->travel()->showLine("m-504");
        QVERIFY(stage.words(u"lineFacts"_s).contains(u"thùng hàng lúc mở.jpg · image/jpeg"_s));
        QVERIFY(stage.words(u"lineFacts"_s).contains("SHA-256 ab12cd34"_L1));
        stage.page->travel()->showLine("m-502");
        const QString facts = stage.words(u"lineFacts"_s);
        QVERIFY2(facts.contains(u"Intent xác nhận đơn, 0.71 sure · Model gpt-4"_s), qPrintable(facts));
        QVERIFY(facts.contains("Fence 42"_L1));
    }

    void findsInEverySource()
    {
        DisputeStage stage;
        stage.openFilled();
        stage.press(Qt::Key_E, Qt::ControlModifier);
        auto* box = stage.child<QLineEdit>(u"disputeSearch"_s);
        QVERIFY(box->hasFocus());
        stage.disputes.isWaiting = true;
        box->setText(u"giao thieu"_s);
        stage.press(Qt::Key_Return);
        QTRY_VERIFY(stage.child<QPushButton>(u"cancelSearch"_s)->isVisible());
        stage.child<QPushButton>(u"cancelSearch"_s)->click();
        QCOMPARE(stage.disputes.cancelled, 1);
        stage.disputes.answerSearch();
        DisputeStage::settle();
        QCOMPARE(stage.words(u"found"_s), u"1,252,542 messages, 87 found, 142\u00a0ms"_s);
        auto* hits = stage.child<QListView>(u"hits"_s);
        QCOMPARE(hits->model()->rowCount(), 2);
        emit hits->activated(hits->model()->index(1, 0));
        DisputeStage::settle();
        QCOMPARE(stage.disputes.askedThreads.back(), (ThreadRef{"mysql", "c-11873"}));
        // Whoever wrote the line that was found: the conversation is called by its own title.
        QCOMPARE(stage.page->travel()->thread().title, u"Trần Quốc Đạt"_s);
        QCOMPARE(stage.child<ElidedLabel>(u"disputeHeading"_s)->fullText(), u"Trần Quốc Đạt"_s);
        QVERIFY(stage.words(u"disputeFoot"_s).contains("console_ro@%"_L1));
        stage.press(Qt::Key_Escape);
        QVERIFY(box->text().isEmpty());
    }

    void aSourceThatIsGoneSaysSoAndComesBackByItself()
    {
        DisputeStage stage;
        stage.openFilled();
        stage.disputes.goAway();
        DisputeStage::settle();
        QVERIFY(stage.words(u"sourceWords-mysql"_s).startsWith("does not answer"_L1));
        auto* list = stage.child<QListView>(u"cases"_s);
        list->setCurrentIndex(list->model()->index(1, 0));
        DisputeStage::settle();
        auto* notice = stage.child<NoticeBar>(u"disputeNotice"_s);
        QVERIFY(notice->isVisible());
        QVERIFY2(notice->sentence().contains("tried again by itself"_L1), qPrintable(notice->sentence()));
        stage.disputes.comeBack();
        DisputeStage::settle();
        QVERIFY(!notice->isVisible());
        QVERIFY(stage.page->travel()->hasThread());
        QVERIFY(stage.words(u"caseEmpty"_s).contains("kept by the other program"_L1));
    }

    void everyPaneIsReachedByF6()
    {
        DisputeStage stage;
        stage.openFilled();
        chooseFirst(stage);
        QVERIFY(stage.child<QListView>(u"cases"_s)->hasFocus());
        stage.press(Qt::Key_F6);
        QVERIFY(stage.child<QWidget>(u"time"_s)->hasFocus());
        stage.press(Qt::Key_F6);
        QVERIFY(stage.child<QPushButton>(u"holdCase"_s)->hasFocus());
        stage.press(Qt::Key_F6);
        QVERIFY(stage.child<QListView>(u"cases"_s)->hasFocus());
    }
};

TONGDAI_TEST(DisputePageTest)

}  // namespace tongdai

#include "dispute_page_gui_test.moc"
