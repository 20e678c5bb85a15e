#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/live/conversation_header.h"
#include "ui/live/live_page.h"
#include "ui/live/live_words.h"
#include "ui/live/takeover_menu.h"

#include <QApplication>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::OpenedPage;

/// A takeover with an end, by keys and by the mouse (features C4).
class TimedTakeoverTest : public QObject {
    Q_OBJECT

    static ConversationHeader& header(OpenedPage& stage) { return *stage.child<ConversationHeader>(u"header"_s); }
    static TakeoverMenu& menu(OpenedPage& stage) { return *stage.child<TakeoverMenu>(u"takeoverMenu"_s); }
    static std::optional<TimePoint> end(OpenedPage& stage) { return stage.page.view()->conversation()->humanUntil; }

private slots:
    void takesOverForAnHourByKeys()
    {
        OpenedPage stage(true, "c-12348"_ba);
        QTRY_VERIFY(stage.page.view()->conversation().has_value());
        QTest::keyClick(&stage.box(), Qt::Key_F9, Qt::ShiftModifier);
        QTRY_VERIFY(menu(stage).isVisible());
        QTest::keyClick(&menu(stage), Qt::Key_Return);
        QTRY_COMPARE(stage.page.view()->conversation()->mode, BotMode::Human);
        QCOMPARE(end(stage), stage.desk.now + 1h);
        QCOMPARE(header(stage).modeLine(), u"HUMAN: You · bot again in 1:00:00"_s);

        auto* more = stage.child<QPushButton>(u"halfAnHourMore"_s);
        QTRY_VERIFY(more->isVisible() && more->isEnabled());
        QApplication::setActiveWindow(&stage.page);  // no window manager gives it back after a menu
        stage.box().setFocus();
        QTRY_VERIFY(stage.box().hasFocus());
        QTest::mouseClick(more, Qt::LeftButton);
        QTRY_COMPARE(end(stage), stage.desk.now + 90min);
        QCOMPARE(header(stage).modeLine(), u"HUMAN: You · bot again in 1:30:00"_s);
        stage.desk.now += 89min + 5s;
        QTRY_COMPARE(header(stage).modeLine(), u"HUMAN: You · bot again in 0:55"_s);

        // More from the menu, by its first entry; then for good. The click has left the keys where they were.
        QVERIFY2(stage.box().hasFocus(), QApplication::focusWidget()
                                             ? qPrintable(QApplication::focusWidget()->objectName())
                                             : "nothing has the focus");
        QTest::keyClick(&stage.box(), Qt::Key_F9, Qt::ShiftModifier);
        QTRY_VERIFY(menu(stage).isVisible());
        QTest::keyClick(&menu(stage), Qt::Key_H);
        QTRY_VERIFY(!end(stage));
        QTRY_VERIFY(!more->isVisible());
        QCOMPARE(stage.desk.acts.count(u"take_over_until c-12348"_s), 3);
    }

    /// With a word for the bot, which stands in the thread (features C4).
    void handsBackWithAWord()
    {
        OpenedPage stage(true, "c-12348"_ba);
        QTRY_VERIFY(stage.page.view()->conversation().has_value());
        QTest::keyClick(&stage.box(), Qt::Key_F9);
        QTRY_COMPARE(stage.page.view()->conversation()->mode, BotMode::Human);
        QTRY_VERIFY(stage.child<QPushButton>(u"flip"_s)->isEnabled());
        QTest::keyClick(&stage.box(), Qt::Key_F9, Qt::ShiftModifier);
        QTRY_VERIFY(menu(stage).isVisible());
        QTest::keyClick(&menu(stage), Qt::Key_W);
        QTRY_VERIFY(stage.page.findChild<QDialog*>(u"handBackSheet"_s));
        auto* words = stage.child<QLineEdit>(u"handBackWords"_s);
        words->setText(u"  đã giữ cái đỏ   đến thứ Sáu "_s);
        QTest::keyClick(words, Qt::Key_Return);
        QTRY_COMPARE(stage.page.view()->conversation()->mode, BotMode::Bot);
        const StoredMessage& last = stage.model().lineAt(stage.model().rowCount() - 1).message;
        QVERIFY2(LiveWords::systemLine(last).contains(u"told it: đã giữ cái đỏ đến thứ Sáu"_s),
                 qPrintable(LiveWords::systemLine(last)));
        // With the bot already, there is nothing to hand back.
        QTRY_VERIFY(stage.child<QPushButton>(u"flip"_s)->isEnabled());
        QVERIFY(!stage.child<QAction>(u"handBackWith"_s)->isVisible());
    }

    /// The bot has it meanwhile, somebody else is open, or the history is away: the words are not lost.
    void wordsThatDoNotReachTheBotBecomeANote_data()
    {
        QTest::addColumn<QString>("hindrance");
        for (const char* hindrance : {"bot", "other", "failing"})
            QTest::newRow(hindrance) << QString::fromLatin1(hindrance);
    }
    void wordsThatDoNotReachTheBotBecomeANote()
    {
        QFETCH(QString, hindrance);
        const ConversationId id("c-12348"_ba);
        OpenedPage stage(true, "c-12348"_ba);
        QTRY_VERIFY(stage.page.view()->conversation().has_value());
        QTest::keyClick(&stage.box(), Qt::Key_F9);
        QTRY_COMPARE(stage.page.view()->conversation()->mode, BotMode::Human);
        QTRY_VERIFY(stage.child<QPushButton>(u"flip"_s)->isEnabled());
        stage.child<QAction>(u"handBackWith"_s)->trigger();
        QTRY_VERIFY(stage.page.findChild<QDialog*>(u"handBackSheet"_s));
        auto* words = stage.child<QLineEdit>(u"handBackWords"_s);
        words->setText(u"giữ cái đỏ"_s);
        if (hindrance == u"bot"_s) {
            stage.desk.conversation(id).mode = BotMode::Bot;
            stage.desk.report(id);
            QTRY_COMPARE(stage.page.view()->conversation()->mode, BotMode::Bot);
        } else if (hindrance == u"other"_s) {
            stage.page.open(ConversationId("c-12345"_ba));
            stage.settle();
        } else {
            stage.desk.failNext(api::DeskError::StoreDown);
        }
        QTest::keyClick(words, Qt::Key_Return);
        stage.settle();
        const DraftBook::Draft draft = stage.page.view()->drafts().draft(id);
        QCOMPARE(draft.text, u"giữ cái đỏ"_s);
        QVERIFY(draft.isNote);
        const auto* notice = stage.child<NoticeBar>(u"actNotice"_s);
        QVERIFY(notice->isVisible());
        QVERIFY2(notice->sentence().contains(u"your words did not reach the bot"_s), qPrintable(notice->sentence()));
        QCOMPARE(notice->offered(), u"giữ cái đỏ"_s);
        QVERIFY2(notice->sentence().contains(u"You wrote: “giữ cái đỏ”."_s), qPrintable(notice->sentence()));
        QCOMPARE(stage.box().toPlainText(), hindrance == u"other"_s ? QString() : u"giữ cái đỏ"_s);
    }

    /// Pressed while the last act is still under way, the key is heard as soon as that is over.
    void theKeyIsHeardWhileAnActIsUnderWay()
    {
        OpenedPage stage(true, "c-12348"_ba);
        QTRY_VERIFY(stage.page.view()->conversation().has_value());
        header(stage).setBusy(true);
        stage.box().setFocus();
        QTest::keyClick(&stage.box(), Qt::Key_F9, Qt::ShiftModifier);
        QVERIFY(menu(stage).isHidden());
        header(stage).setBusy(false);
        QTRY_VERIFY(menu(stage).isVisible());
        QTest::keyClick(&menu(stage), Qt::Key_Escape);
        QTRY_VERIFY(menu(stage).isHidden());
        header(stage).setBusy(true);
        header(stage).setBusy(false);
        QVERIFY(menu(stage).isHidden());
    }

    void offersNoEndForWhatSomebodyElseHas()
    {
        OpenedPage stage(true, "c-12348"_ba);
        QTRY_VERIFY(stage.page.view()->conversation().has_value());
        Conversation& row = stage.desk.conversation(ConversationId("c-12348"_ba));
        row.mode = BotMode::Human;
        row.assignee = OperatorId("Minh"_ba);
        row.humanUntil = stage.desk.now + 10min;
        stage.desk.report(row.id);
        QTRY_COMPARE(header(stage).modeLine(), u"HUMAN: Minh · bot again in 10:00"_s);
        QVERIFY(!stage.child<QToolButton>(u"limits"_s)->isVisible());
        QVERIFY(!stage.child<QPushButton>(u"halfAnHourMore"_s)->isVisible());
    }

    void whoMayNotSwitchAWholeChannelIsNotOfferedIt()
    {
        OpenedPage stage(true, "c-12348"_ba);
        QTRY_VERIFY(stage.page.view()->conversation().has_value());
        const QString channel = LiveWords::channel(stage.page.view()->conversation()->channel);
        const auto offered = [&] {
            return int(std::ranges::count_if(menu(stage).actions(), [&channel](const QAction* action) {
                return action->isVisible() && action->text().endsWith(u"for all of "_s + channel);
            }));
        };
        QCOMPARE(offered(), 0);
        stage.page.offerChannelBot();
        QCOMPARE(offered(), 2);
    }

    void switchesTheBotOfAWholeChannel()
    {
        OpenedPage stage(true, "c-12348"_ba);
        stage.page.offerChannelBot();
        QTRY_VERIFY(stage.page.view()->conversation().has_value());
        const QString channel = stage.page.view()->conversation()->channel;
        QTest::keyClick(&stage.box(), Qt::Key_F9, Qt::ShiftModifier);
        QTRY_VERIFY(menu(stage).isVisible());
        QTest::keyClick(&menu(stage), Qt::Key_B);
        QTRY_COMPARE(stage.desk.off.size(), size_t(1));
        QCOMPARE(stage.desk.off[0].channel, channel);
        QTRY_VERIFY(header(stage).modeLine().startsWith(u"BOT is off for "_s));
        QTest::keyClick(&stage.box(), Qt::Key_F9, Qt::ShiftModifier);
        QTRY_VERIFY(menu(stage).isVisible());
        QTest::keyClick(&menu(stage), Qt::Key_B);
        QTRY_VERIFY(stage.desk.off.empty());
        QTRY_VERIFY(!header(stage).modeLine().startsWith(u"BOT is off"_s));
    }

    void eightTomorrowIsByTheClockOnTheWall()
    {
        const QTimeZone vietnam("Asia/Ho_Chi_Minh"_ba);
        // 23:30 and 00:30 in Vietnam.
        const TimePoint late = fromUnixSeconds(1'763'742'600);
        QCOMPARE(TakeoverMenu::eightTomorrow(late, vietnam), late + 8h + 30min);
        QCOMPARE(TakeoverMenu::eightTomorrow(late + 1h, vietnam), late + 1h + 31h + 30min);
        // The night in which clocks are put forward has 23 hours.
        const TimePoint before = fromUnixSeconds(1'774'724'400);  // 28 March 2026, 20:00 in Berlin
        QCOMPARE(TakeoverMenu::eightTomorrow(before, QTimeZone("Europe/Berlin"_ba)), before + 11h);
    }
};

TONGDAI_TEST(TimedTakeoverTest)

}  // namespace tongdai

#include "timed_takeover_gui_test.moc"
