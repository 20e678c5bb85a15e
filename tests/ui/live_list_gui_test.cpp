#include "ui/live/conversation_pane.h"

#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"
#include "ui/common/look/screen_settings.h"
#include "ui/live/live_page.h"

#include <QComboBox>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QTemporaryDir>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::OpenedPage;

/// The list of conversations on the Live page: what stays where it is, what keys do, and how it is asked for anew.
class LiveListTest : public QObject {
    Q_OBJECT

private slots:
    void theListHoldsStillUnderThePointer()
    {
        OpenedPage stage;
        ConversationPane& pane = *stage.page.conversations();
        QTest::mouseMove(pane.list()->viewport(), QPoint(40, 40));
        stage.settle();
        QVERIFY(pane.model().isHeld());
        const ConversationId top = pane.model().rowAt(0)->conversation.id;
        const ConversationId other = pane.model().rowAt(4)->conversation.id;
        stage.desk.conversation(other).waitingSince = stage.desk.now - 10h;
        stage.desk.report(other);
        QVERIFY(pane.model().rowAt(0)->conversation.id == top);
        auto* pill = stage.child<QPushButton>(u"resort"_s);
        QVERIFY(pill->isVisible());
        QTest::mouseClick(pill, Qt::LeftButton);
        QVERIFY(pane.model().rowAt(0)->conversation.id == other);
        QVERIFY(!pill->isVisible());
    }

    void aNewCustomerAppearsBelowWhatIsUnderThePointer()
    {
        OpenedPage stage;
        ConversationPane& pane = *stage.page.conversations();
        pane.setQueue(WorkQueue::All);
        stage.settle();
        QListView& list = *pane.list();
        const QPoint spot = list.visualRect(pane.model().index(3)).center();
        QTest::mouseMove(list.viewport(), spot);
        stage.settle();
        QVERIFY(pane.model().isHeld());
        const QModelIndex lowest = list.indexAt({1, list.viewport()->height() - 1});
        QVERIFY(lowest.isValid() && lowest.row() + 1 < pane.model().rowCount());  // there is more than fits
        const ConversationId below = pane.model().rowAt(3)->conversation.id;
        for (int i = 0; i < 5; ++i) {
            Conversation fresh = stage.desk.conversation(below);
            fresh.id = ConversationId("new-" + QByteArray::number(i));
            fresh.customerName = u"Khách %1"_s.arg(i);
            fresh.waitingSince = stage.desk.now - 10h;
            stage.desk.addConversation(fresh);
            stage.desk.report(fresh.id);
        }
        QVERIFY(pane.model().rowAt(list.indexAt(spot).row())->conversation.id == below);
        QVERIFY(pane.model().rowOf(ConversationId("new-0")) > lowest.row());
        auto* pill = stage.child<QPushButton>(u"resort"_s);
        QVERIFY(pill->isVisible());
        QCOMPARE(pill->text(), u"5 new customers"_s);
        QTest::mouseClick(pill, Qt::LeftButton);
        const int first = pane.model().rowOf(ConversationId("new-0"));
        QVERIFY(first < 5);
        QVERIFY(list.viewport()->rect().intersects(list.visualRect(pane.model().index(first))));
        QVERIFY(!pill->isVisible());
    }

    void aListThatNobodyMovesInIsNotHeld_data()
    {
        QTest::addColumn<bool>("byPointer");
        QTest::newRow("the pointer rests on it") << true;
        QTest::newRow("it has the focus") << false;
    }

    void aListThatNobodyMovesInIsNotHeld()
    {
        QFETCH(const bool, byPointer);
        OpenedPage stage;
        ConversationPane& pane = *stage.page.conversations();
        QListView& list = *pane.list();
        if (byPointer) {
            QTest::mouseMove(list.viewport(), list.visualRect(pane.model().index(2)).center());
        } else {
            list.setFocus();
            QTest::keyClick(&list, Qt::Key_Down);
        }
        stage.settle();
        QVERIFY(pane.model().isHeld());
        const ConversationId last = pane.model().rowAt(pane.model().rowCount() - 1)->conversation.id;
        stage.desk.conversation(last).waitingSince = stage.desk.now - 10h;
        stage.desk.report(last);
        QVERIFY(pane.model().rowOf(last) > 0);
        QTRY_COMPARE_WITH_TIMEOUT(pane.model().rowOf(last), 0, 8000);
        QVERIFY(!pane.model().isHeld());
    }

    void keysMoveBetweenConversationsAndQueues()
    {
        OpenedPage stage;
        ConversationPane& pane = *stage.page.conversations();
        const ConversationId first = pane.current();
        QTest::keyClick(&stage.box(), Qt::Key_Down, Qt::AltModifier);
        QVERIFY(pane.current() != first);
        QTest::keyClick(&stage.box(), Qt::Key_Up, Qt::AltModifier);
        QVERIFY(pane.current() == first);
        QTest::keyClick(&stage.box(), Qt::Key_4, Qt::AltModifier);
        QTRY_COMPARE(pane.model().queue(), WorkQueue::WithBot);
        QTest::keyClick(&stage.box(), Qt::Key_Escape);
        QVERIFY(pane.list()->hasFocus());
    }

    void anotherQuestionIsReadFromItsBeginning_data()
    {
        QTest::addColumn<bool>("byFilter");
        QTest::newRow("filter") << true;
        QTest::newRow("order") << false;
    }

    void anotherQuestionIsReadFromItsBeginning()
    {
        QFETCH(const bool, byFilter);
        OpenedPage stage;
        ConversationPane& pane = *stage.page.conversations();
        pane.setQueue(WorkQueue::All);
        stage.settle();
        QScrollBar& bar = *pane.list()->verticalScrollBar();
        bar.setValue(bar.maximum());
        QVERIFY(bar.value() > 0);
        emit stage.desk.ready();  // the same question once more: nobody asked to move
        stage.settle();
        QVERIFY(bar.value() > 0);
        if (byFilter) {
            pane.focusFilter();
            QTest::keyClick(QApplication::focusWidget(), 'h');
        } else {
            auto* order = stage.child<QComboBox>(u"order"_s);
            order->setFocus();
            QTest::keyClick(order, Qt::Key_Down);
        }
        QTRY_COMPARE(bar.value(), 0);
        QVERIFY(pane.model().rowCount() > 3);
    }

    void downGoesFromTheFilterIntoWhatItFound()
    {
        OpenedPage stage;
        ConversationPane& pane = *stage.page.conversations();
        pane.setQueue(WorkQueue::All);
        stage.settle();
        pane.focusFilter();
        QWidget* const filter = QApplication::focusWidget();
        for (const char letter : QByteArray("quynh"))
            QTest::keyClick(filter, letter);
        QTest::keyClick(filter, Qt::Key_Down);  // the answer is still to come
        QTRY_VERIFY(pane.list()->hasFocus());
        const ConversationListModel::Row* first = pane.model().rowAt(0);
        QVERIFY(first->conversation.customerName.contains(u"Quỳnh"_s));
        QCOMPARE(pane.list()->currentIndex().row(), 0);
        QVERIFY(pane.current() == first->conversation.id);
    }

    void theOrderOutlivesTheProgram()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(u"screen.conf"_s);
        {
            OpenedPage stage;
            auto* order = stage.child<QComboBox>(u"order"_s);
            order->setFocus();
            QTest::keyClick(order, Qt::Key_Down);
            ScreenSettings settings(file);
            stage.page.saveLayout(settings);
            settings.sync();
        }
        OpenedPage stage;
        QCOMPARE(int(stage.page.conversations()->model().order()), int(ListOrder::LongestWaiting));
        stage.page.restoreLayout(ScreenSettings(file));
        stage.settle();
        QCOMPARE(int(stage.page.conversations()->model().order()), int(ListOrder::NewestActivity));
    }
};

TONGDAI_TEST(LiveListTest)

}  // namespace tongdai

#include "live_list_gui_test.moc"
