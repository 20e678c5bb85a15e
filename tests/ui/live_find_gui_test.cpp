#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/live/conversation_pane.h"
#include "ui/live/thread/ticked_scroll_bar.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::OpenedPage;

namespace {

constexpr int kLong = 60'000;  // milliseconds; nothing takes nearly as long

/// A long conversation that is open, with something else in some of its lines.
struct Finding : OpenedPage {
    ConversationId id;

    explicit Finding(const std::vector<std::pair<int, QString>>& said, int lines = 1'200) : OpenedPage(true, {})
    {
        id = desk.fillLongThread(lines);
        for (const auto& [at, words] : said)
            desk.thread(id)[size_t(at)].body = words;
        page.open(id);
        if (!QTest::qWaitFor([this] { return model().rowCount() > 0; }, kLong)) qFatal("it does not open");
        settle();
    }
    static std::vector<std::pair<int, QString>> zebras(const std::vector<int>& at)
    {
        std::vector<std::pair<int, QString>> said;
        for (const int line : at)
            said.emplace_back(line, u"Shop có con ngựa vằn không"_s);
        return said;
    }
    QLineEdit& field() { return *child<QLineEdit>(u"findWords"_s); }
    QString count() { return child<QLabel>(u"findWordsCount"_s)->text(); }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key(key), modifiers);
        settle();
    }
    /// Opens the bar from the box, and asks without waiting for a pause.
    void look(const QString& words)
    {
        box().setFocus();
        press(Qt::Key_F, Qt::ControlModifier);
        field().setText(words);
        press(Qt::Key_Return);
    }
    int rowOf(int line) { return model().rowOfRev(desk.thread(id)[size_t(line)].rev); }
    bool isInSight(int line)
    {
        const int row = rowOf(line);
        if (row < 0) return false;
        const int top = thread().topOfRow(row);
        return top >= 0 && top < thread().viewport()->height() - 20;
    }
    /// So many dots of the colour of the words that stand out most.
    int strongDots()
    {
        const QImage seen = thread().viewport()->grab().toImage();
        const QRgb strong = colorOf(Scheme::Light, ColorRole::NoteBar).rgb();
        int dots = 0;
        for (int y = 0; y < seen.height(); ++y) {
            for (int x = 0; x < seen.width(); ++x)
                dots += seen.pixel(x, y) == strong ? 1 : 0;
        }
        return dots;
    }
};

}  // namespace

/// Finding words in the open conversation (features A15), on a desk without an engine.
class LiveFindTest : public QObject {
    Q_OBJECT

private slots:
    void opensFromTheThreadAndTheBoxAndGivesTheFocusBack()
    {
        Finding desk({});
        QVERIFY(!desk.field().isVisible());
        for (QWidget* from : {static_cast<QWidget*>(&desk.box()), static_cast<QWidget*>(&desk.thread())}) {
            from->setFocus();
            desk.press(Qt::Key_F, Qt::ControlModifier);
            QVERIFY(desk.field().isVisible() && desk.field().hasFocus());
            desk.press(Qt::Key_Escape);
            QVERIFY(!desk.field().isVisible() && from->hasFocus());
        }
        desk.press(Qt::Key_F3);
        QVERIFY(desk.field().hasFocus());
        desk.child<QAbstractButton>(u"findWordsClose"_s)->click();
        QVERIFY(!desk.field().isVisible() && desk.thread().hasFocus());
        // From the thread it is left with the same key.
        desk.press(Qt::Key_F, Qt::ControlModifier);
        desk.thread().setFocus();
        desk.press(Qt::Key_Escape);
        QVERIFY(!desk.field().isVisible() && desk.thread().hasFocus());
        desk.page.conversations()->list()->setFocus();
        desk.press(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(desk.child<QLineEdit>(u"filter"_s)->hasFocus() && !desk.field().isVisible());
    }

    /// Its buttons are reached by Tab.
    void closesFromItsButtonsAsWell()
    {
        Finding desk({});
        for (const QString& name : {u"findWordsOlder"_s, u"findWordsNewer"_s, u"findWordsClose"_s}) {
            desk.box().setFocus();
            desk.press(Qt::Key_F, Qt::ControlModifier);
            desk.child<QAbstractButton>(name)->setFocus();
            desk.press(Qt::Key_Escape);
            QVERIFY2(!desk.field().isVisible() && desk.box().hasFocus(), qPrintable(name));
        }
    }

    void belongsToTheThreadWhereOneGoesFromPaneToPane()
    {
        Finding desk({});
        desk.look(u"ngua van"_s);
        QVERIFY(desk.field().hasFocus());
        desk.press(Qt::Key_F6);
        QVERIFY(desk.box().hasFocus());
        desk.field().setFocus();
        desk.press(Qt::Key_F6, Qt::ShiftModifier);
        QVERIFY(desk.page.conversations()->list()->hasFocus());
    }

    void leadsToLinesThatAreNotLoaded()
    {
        Finding desk(Finding::zebras({70, 900, 1'190}));
        QCOMPARE(desk.model().rowCount(), 100);
        desk.look(u"ngua van"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desk.count(), u"1 / 3"_s, kLong);
        QCOMPARE(desk.desk.searches.back().conversation, desk.id);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isInSight(1'190), kLong);
        QCOMPARE(desk.rowOf(900), -1);
        desk.press(Qt::Key_F3);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isInSight(900), kLong);
        QCOMPARE(desk.count(), u"2 / 3"_s);
        desk.press(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isInSight(70), kLong);
        QCOMPARE(desk.count(), u"3 / 3"_s);
        QVERIFY(desk.field().hasFocus());
        desk.press(Qt::Key_F3);
        QVERIFY2(desk.isInSight(1'190) && desk.count() == u"1 / 3"_s, "round");
        desk.press(Qt::Key_F3, Qt::ShiftModifier);
        QVERIFY(desk.isInSight(70));
        desk.press(Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY(desk.isInSight(900));
        desk.child<QAbstractButton>(u"findWordsNewer"_s)->click();
        QVERIFY(desk.isInSight(1'190) && desk.field().hasFocus());
        desk.child<QAbstractButton>(u"findWordsOlder"_s)->click();
        QCOMPARE(desk.count(), u"2 / 3"_s);
        // What is read aloud is the line itself.
        QVERIFY(desk.thread().accessibleDescription().contains(u"ngựa vằn"_s));
    }

    void theWordsStandOutInTheLinesAndOnTheScrollBar()
    {
        Finding desk(Finding::zebras({1'150, 1'190}));
        QCOMPARE(desk.strongDots(), 0);
        desk.look(u"ngua va"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desk.count(), u"1 / 2"_s, kLong);
        QCOMPARE(desk.thread().markedWords(desk.rowOf(1'190)), (QStringList{u"ngựa"_s, u"vằn"_s}));
        QCOMPARE(desk.thread().markedWords(desk.rowOf(1'191)), QStringList());
        QVERIFY(desk.strongDots() > 50);
        const auto* bar = qobject_cast<TickedScrollBar*>(desk.thread().verticalScrollBar());
        QCOMPARE(bar->ticks().size(), 2u);
        QVERIFY(std::ranges::all_of(bar->ticks(), [](double share) { return share > 0.3 && share < 1; }));
        desk.press(Qt::Key_Escape);
        QCOMPARE(desk.strongDots(), 0);
        QVERIFY(bar->ticks().empty() && desk.thread().markedWords(desk.rowOf(1'190)).isEmpty());
    }

    void wordsWithMarksFindExactlyThoseWhereThereAreAny()
    {
        Finding desk({{1'150, u"Đèn khủng long"_s}, {1'160, u"den khung long"_s}, {1'170, u"Đến khựng lồng"_s}});
        desk.look(u"den khung long"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desk.count(), u"1 / 3"_s, kLong);
        desk.look(u"khủng long"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desk.count(), u"1 / 1"_s, kLong);
        QCOMPARE(desk.thread().markedWords(desk.rowOf(1'150)), (QStringList{u"khủng"_s, u"long"_s}));
        QCOMPARE(desk.thread().markedWords(desk.rowOf(1'160)), QStringList());
        desk.look(u"đèn khủng lo"_s);  // the marks of the last are not there yet; whoever is there stays
        QTRY_COMPARE_WITH_TIMEOUT(desk.count(), u"3 / 3"_s, kLong);
        desk.look(u"tàu vũ trụ"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desk.count(), u"Not found"_s, kLong);
        desk.look(u" "_s);
        QTRY_COMPARE_WITH_TIMEOUT(desk.count(), QString(), kLong);
    }

    void newLinesAreCountedWithoutMovingWhatIsRead()
    {
        Finding desk(Finding::zebras({1'120}));
        desk.look(u"ngua van"_s);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isInSight(1'120), kLong);
        QVERIFY(!desk.thread().isAtEnd());
        const int before = desk.thread().topOfRow(desk.rowOf(1'120));
        desk.desk.now += 1min;
        desk.desk.say(desk.id, Speaker::Customer, u"Ngựa vằn nữa nè"_s);
        desk.desk.say(desk.id, Speaker::Customer, u"và một tin khác"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desk.count(), u"2 / 2"_s, kLong);
        QCOMPARE(desk.thread().topOfRow(desk.rowOf(1'120)), before);
        QCOMPARE(desk.thread().newBelow(), 2);
        QCOMPARE(desk.desk.searches.size(), 1u);
        desk.press(Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(desk.count(), u"1 / 2"_s);
        QVERIFY(desk.isInSight(1'200));
        QCOMPARE(desk.thread().markedWords(desk.rowOf(1'200)), (QStringList{u"Ngựa"_s, u"vằn"_s}));
    }

    /// Also where it comes while the answer is on its way, which may know of it or not.
    void aLineThatArrivesBeforeTheAnswerIsCounted()
    {
        Finding desk(Finding::zebras({1'120}));
        desk.desk.setAnswering(false);
        desk.look(u"ngua van"_s);
        desk.desk.say(desk.id, Speaker::Customer, u"Ngựa vằn nữa nè"_s);
        desk.desk.say(desk.id, Speaker::Customer, u"con ngựa vằn đó"_s);
        desk.desk.thread(desk.id).pop_back();
        desk.desk.setAnswering(true);
        QTRY_COMPARE_WITH_TIMEOUT(desk.count(), u"1 / 3"_s, kLong);
    }

    void typingOnDropsTheEarlierAnswer()
    {
        Finding desk(Finding::zebras({70}));
        desk.desk.setAnswering(false);
        desk.look(u"ngua van"_s);
        desk.field().setText(u"tàu vũ trụ"_s);
        desk.press(Qt::Key_Return);
        QCOMPARE(desk.desk.searches.size(), 2u);
        QTRY_VERIFY_WITH_TIMEOUT(desk.count().contains(u"searching"_s), kLong);
        desk.desk.setAnswering(true);
        QTRY_COMPARE_WITH_TIMEOUT(desk.count(), u"Not found"_s, kLong);
        QCOMPARE(desk.model().rowCount(), 100);
    }

    /// Beyond what one answer holds nobody counts, but goes on page by page.
    void saysMoreThanWhereThereAreMore()
    {
        std::vector<int> all(250);
        for (size_t i = 0; i < all.size(); ++i)
            all[i] = 900 + int(i);
        Finding desk(Finding::zebras(all));
        desk.look(u"ngua van"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desk.count(), u"1 / more than 200"_s, kLong);
        desk.press(Qt::Key_F3, Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(desk.count(), u"200 / more than 200"_s, kLong);
        desk.press(Qt::Key_F3);
        QTRY_COMPARE_WITH_TIMEOUT(desk.count(), u"201 / 250"_s, kLong);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isInSight(949), kLong);
    }

    void leavingTheBarLeavesTheWayToALineAsWell()
    {
        Finding desk(Finding::zebras({70}));
        // The answer, and then no page of the way to its line.
        const auto stop =
            connect(&desk.desk, &api::Desk::found, &desk.page, [&desk] { desk.desk.setAnswering(false); });
        desk.look(u"ngua van"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desk.count(), u"1 / 1 · loading…"_s, kLong);
        disconnect(stop);
        desk.press(Qt::Key_Escape);
        QVERIFY(desk.box().hasFocus());
        desk.desk.setAnswering(true);
        desk.settle();
        QCOMPARE(desk.rowOf(70), -1);
        QVERIFY(desk.thread().isAtEnd());
    }

    /// Its first page did not come; stepping on asks for it again.
    void aThreadThatCannotBeReadEndsTheWait()
    {
        Finding desk({});
        desk.desk.setAnswering(false);
        const api::RequestId before = desk.desk.requestSearch({});
        desk.page.view()->open(desk.desk.conversation(ConversationId("c-12345")));
        desk.look(u"ngua van"_s);
        const api::RequestId after = desk.desk.requestSearch({});
        MessageHits hits;
        hits.hits.emplace_back();
        hits.hits.back().message.rev = 1;
        emit desk.desk.found(after - 1, hits);
        QTRY_COMPARE_WITH_TIMEOUT(desk.count(), u"1 / 1 · loading…"_s, kLong);
        for (api::RequestId request = before + 1; request < after; ++request)
            emit desk.desk.requestFailed(request, {api::DeskError::StoreDown, {}});
        QCOMPARE(desk.count(), u"1 / 1"_s);
        const int asked = desk.desk.threadQuestions;
        desk.press(Qt::Key_F3);
        QCOMPARE(desk.desk.threadQuestions, asked + 1);
    }

    void wordsOfBeforeAreFoundAgainWithoutMovingWhatIsRead()
    {
        Finding desk(Finding::zebras({70}));
        desk.look(u"ngua van"_s);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isInSight(70), kLong);
        desk.press(Qt::Key_Escape);
        desk.thread().scrollToEnd();
        desk.press(Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(desk.field().selectedText(), u"ngua van"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desk.count(), u"1 / 1"_s, kLong);
        QVERIFY(desk.thread().isAtEnd());
        desk.press(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isInSight(70), kLong);
    }

    void goesWithItsConversation()
    {
        Finding desk(Finding::zebras({1'190}));
        desk.look(u"ngua van"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desk.count(), u"1 / 1"_s, kLong);
        desk.page.open(ConversationId("c-12345"));
        QTRY_VERIFY_WITH_TIMEOUT(!desk.field().isVisible(), kLong);
        const auto* bar = qobject_cast<TickedScrollBar*>(desk.thread().verticalScrollBar());
        QVERIFY(bar->ticks().empty());
    }

    void aFailureIsSaidAndAskedAgain()
    {
        Finding desk(Finding::zebras({1'190}));
        desk.desk.failNext(api::DeskError::StoreDown);
        desk.look(u"ngua van"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desk.count(), u"Not searched"_s, kLong);
        QVERIFY(desk.child<NoticeBar>(u"actNotice"_s)->isVisible());
        desk.press(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(desk.count(), u"1 / 1"_s, kLong);
    }
};

TONGDAI_TEST(LiveFindTest)

}  // namespace tongdai

#include "live_find_gui_test.moc"
