#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"
#include "ui/common/widgets/elided_label.h"
#include "ui/common/widgets/empty_state.h"
#include "ui/live/conversation_pane.h"

#include <QLineEdit>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::OpenedPage;

/// What the start queue shows of a shop whose bot answers: the first message must not go unseen. On a desk without an
/// engine.
class LiveStartTest : public QObject {
    Q_OBJECT

    static ConversationId addBotCustomer(OpenedPage& stage, const QByteArray& id)
    {
        Conversation c;
        c.id = ConversationId(id);
        c.channel = u"web"_s;
        c.customerName = QString::fromUtf8("Khách " + id);
        c.mode = BotMode::Bot;
        c.lastActivity = stage.desk.now;
        stage.desk.addConversation(c);
        stage.desk.say(c.id, Speaker::Customer, u"Còn áo không shop"_s);
        stage.settle();
        return c.id;
    }
    static QListView& rows(OpenedPage& stage) { return *stage.child<QListView>(u"recentBotRows"_s); }
    /// What fits into the list as it stands.
    static int shown(OpenedPage& stage)
    {
        QListView& list = rows(stage);
        if (!list.isVisible()) return 0;
        const QModelIndex lowest = list.indexAt({1, list.viewport()->height() - 1});
        return lowest.isValid() ? lowest.row() + 1 : list.model()->rowCount();
    }

private slots:
    void theFirstMessageOfAShopIsSeenFromTheStartQueue()
    {
        OpenedPage stage(false, {});
        QVERIFY(!rows(stage).isVisible());
        const ConversationId id = addBotCustomer(stage, "k1");
        QCOMPARE(int(stage.page.conversations()->queue()), int(WorkQueue::NeedsMe));
        QVERIFY(rows(stage).isVisible());
        QCOMPARE(shown(stage), 1);
        QCOMPARE(stage.child<ElidedLabel>(u"recentBotTitle"_s)->fullText(), u"1 with the bot, last 10 min"_s);
        QListView& list = rows(stage);
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualRect(list.model()->index(0, 0)).center());
        stage.settle();
        QVERIFY(stage.page.view()->conversation() && stage.page.view()->conversation()->id == id);
        QVERIFY(stage.box().hasFocus());
        QCOMPARE(stage.page.conversations()->needsMe(), 0);  // nobody waits for a person all the same
    }

    void theNewestComeFirstAndTheRestIsOnePressAway()
    {
        OpenedPage stage(false, {});
        for (int i = 0; i < 8; ++i) {
            stage.desk.now += 1s;
            addBotCustomer(stage, "k" + QByteArray::number(i));
        }
        QVERIFY(shown(stage) >= 3 && shown(stage) < 8);
        QCOMPARE(rows(stage).model()->index(0, 0).data().toString(), u"Khách k7"_s);
        QVERIFY(stage.child<ElidedLabel>(u"recentBotTitle"_s)->fullText().startsWith(u"8 "_s));
        QTest::mouseClick(stage.child<QPushButton>(u"recentBotAll"_s), Qt::LeftButton);
        QTRY_COMPARE(int(stage.page.conversations()->model().queue()), int(WorkQueue::WithBot));
        QVERIFY(!rows(stage).isVisible());
        QTRY_COMPARE(stage.page.conversations()->model().rowCount(), 8);
    }

    void whoWaitsKeepsTheRoom()
    {
        OpenedPage stage;
        ConversationPane& pane = *stage.page.conversations();
        QVERIFY(pane.model().rowCount() > 0);
        QVERIFY(shown(stage) >= 1);
        QVERIFY(pane.list()->height() > 2 * rows(stage).height());
        pane.focusFilter();
        QTest::keyClick(QApplication::focusWidget(), 'x');
        QTRY_VERIFY(!rows(stage).isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(rows(stage).isVisible());
    }

    void whatIsMinutesOldIsNoNewsAnyMore()
    {
        OpenedPage stage(false, {});
        addBotCustomer(stage, "k1");
        QVERIFY(rows(stage).isVisible());
        stage.desk.now += 11min;
        QTRY_VERIFY(!rows(stage).isVisible());
    }

    void keysGoOnToThemWhereNobodyWaits()
    {
        OpenedPage stage(false, {});
        addBotCustomer(stage, "k1");
        stage.desk.now += 1s;
        const ConversationId newest = addBotCustomer(stage, "k2");
        QTest::keyClick(&stage.page, Qt::Key_Down, Qt::AltModifier);
        stage.settle();
        QVERIFY(stage.page.view()->conversation() && stage.page.view()->conversation()->id == newest);
        QTest::keyClick(&stage.page, Qt::Key_Down, Qt::AltModifier);
        stage.settle();
        QVERIFY(stage.page.view()->conversation()->id == ConversationId("k1"));
    }
};

TONGDAI_TEST(LiveStartTest)

}  // namespace tongdai

#include "live_start_gui_test.moc"
