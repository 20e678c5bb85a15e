#include "tests/console/locks_stage.h"
#include "tests/support/test_registry.h"
#include "ui/common/widgets/notice_bar.h"

#include <QApplication>
#include <QDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// The other tabs of the Locks page over a real engine, store and Redis: a task of another program that cannot be
/// carried out, the state of a conversation, and a look into a stream; by keys.
class LocksTabsTest : public QObject {
    Q_OBJECT
    LocksStage m_stage;

    void openTab(Qt::Key digit)
    {
        QApplication::setActiveWindow(m_stage.window.get());
        QTest::keyClick(m_stage.window.get(), digit, Qt::AltModifier);
    }
    QString cell(const QString& table, int row, int column)
    {
        return m_stage.part<QTableView>(table)->model()->index(row, column).data().toString();
    }
    int rows(const QString& table) { return m_stage.part<QTableView>(table)->model()->rowCount(); }
    void press(const QString& name)
    {
        auto* button = m_stage.part<QPushButton>(name);
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
    }

private slots:
    void initTestCase() { QVERIFY(m_stage.begin()); }
    void init()
    {
        m_stage.adoptsTasks = true;
        QVERIFY(m_stage.open());
    }
    void cleanup() { m_stage.close(); }

    void aPoisonTaskIsMendedAndItsConversationRepaired()
    {
        const QByteArray poison = R"({"id":"t1","type":"save_message","chat_session_id":"42",)"
                                  R"("payload":{"sender_type":"robot","content":"còn hàng không?"}})";
        m_stage.redis->cli({"rpush", "message_queue", poison});
        openTab(Qt::Key_5);
        QTRY_COMPARE_WITH_TIMEOUT(rows(u"tasksTable"_s), 1, kLocksPatience);
        QTRY_COMPARE_WITH_TIMEOUT(cell(u"tasksTable"_s, 0, 2), u"given up"_s, kLocksPatience);
        QVERIFY2(cell(u"tasksTable"_s, 0, 5).contains(u"sender_type"_s), qPrintable(cell(u"tasksTable"_s, 0, 5)));
        const QString conversation = cell(u"tasksTable"_s, 0, 1);
        auto* body = m_stage.part<QPlainTextEdit>(u"taskBody"_s);
        QTRY_VERIFY(body->toPlainText().contains(u"robot"_s));

        // What is still wrong is refused, and nothing is lost by it.
        body->selectAll();
        body->insertPlainText(QString::fromUtf8(poison).replace(u"robot"_s, u"android"_s));
        press(u"taskSave"_s);
        auto* outcome = m_stage.part<NoticeBar>(u"tasksOutcome"_s);
        QTRY_VERIFY_WITH_TIMEOUT(outcome->sentence().contains(u"sender_type"_s), kLocksPatience);
        QCOMPARE(rows(u"tasksTable"_s), 1);

        body->selectAll();
        body->insertPlainText(QString::fromUtf8(poison).replace(u"robot"_s, u"customer"_s));
        press(u"taskSave"_s);
        QTRY_COMPARE_WITH_TIMEOUT(rows(u"tasksTable"_s), 0, kLocksPatience);
        QCOMPARE(m_stage.store.rows(u"select content from messages where content like 'còn hàng%'"_s).size(), 1);
        QCOMPARE(m_stage.store.rows(u"select action from audit where action = 'task.edited'"_s).size(), 1);
        m_stage.keepPicture(u"tasks"_s);

        // Another program writes an older state over it; the difference is seen, and goes.
        const QByteArray key = "conv_state:" + conversation.toUtf8().replace(":", "%3A");
        m_stage.redis->cli({"set", key, R"({"last_message_id":"older","pending":[]})"});
        openTab(Qt::Key_6);
        auto* id = m_stage.part<QLineEdit>(u"stateId"_s);
        QVERIFY(id->hasFocus());
        id->setText(conversation);
        QTest::keyClick(id, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(cell(u"stateTable"_s, 0, 4), u"different"_s, kLocksPatience);
        QCOMPARE(cell(u"stateTable"_s, 0, 1), u"older"_s);
        m_stage.keepPicture(u"state"_s);
        press(u"stateRepair"_s);
        press(u"stateRepair"_s);
        QTRY_COMPARE_WITH_TIMEOUT(cell(u"stateTable"_s, 0, 4), u"the same"_s, kLocksPatience);
        QVERIFY(!m_stage.redis->cli({"get", key}).contains("older"));
        QCOMPARE(m_stage.store.rows(u"select action from audit where action = 'state.repaired'"_s).size(), 1);
    }

    void aStreamIsLookedIntoFromItsRow()
    {
        m_stage.redis->cli({"xadd", "chat:logs:events", "*", "event", "made_by_hand", "threadId", "c1"});
        openTab(Qt::Key_2);
        auto* table = m_stage.part<QTableView>(u"queuesTable"_s);
        const auto rowOf = [&](const QString& name) {
            for (int row = 0; row < table->model()->rowCount(); ++row) {
                if (cell(u"queuesTable"_s, row, 0) == name) return row;
            }
            return -1;
        };
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(u"chat:logs:events"_s) >= 0, kLocksPatience);
        table->setFocus();
        table->setCurrentIndex(table->model()->index(rowOf(u"chat:logs:events"_s), 0));
        QTest::keyClick(table, Qt::Key_Return);
        const auto seen = [this](const QString& words) {
            const auto* shown = m_stage.part<QTableView>(u"streamTable"_s);
            for (int row = 0; shown && row < shown->model()->rowCount(); ++row) {
                if (cell(u"streamTable"_s, row, 2).contains(words)) return true;
            }
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(seen(u"made_by_hand"_s), kLocksPatience);
        m_stage.redis->cli({"xadd", "chat:logs:events", "*", "event", "made_later", "threadId", "c1"});
        QTRY_VERIFY_WITH_TIMEOUT(seen(u"made_later"_s), kLocksPatience);
    }

    /// What a worker of another program that died has left lying is acknowledged by whoever types the group's name.
    void whatADeadWorkerLeftIsAcknowledged()
    {
        m_stage.redis->cli({"xadd", "chat:logs:events", "*", "event", "made_by_hand", "threadId", "c1"});
        m_stage.redis->cli({"xgroup", "create", "chat:logs:events", "crm", "0"});
        m_stage.redis->cli({"xreadgroup", "group", "crm", "worker-2", "streams", "chat:logs:events", ">"});
        const auto waiting = [this] { return m_stage.redis->cli({"xpending", "chat:logs:events", "crm"}).left(1); };
        QVERIFY(waiting() != "0");
        openTab(Qt::Key_2);
        auto* table = m_stage.part<QTableView>(u"queuesTable"_s);
        const auto isEvents = [&] {
            return cell(u"queuesTable"_s, table->currentIndex().row(), 0) == u"chat:logs:events"_s;
        };
        QTRY_VERIFY_WITH_TIMEOUT(rows(u"queuesTable"_s) > 3, kLocksPatience);
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 0));
        while (!isEvents() && table->currentIndex().row() + 1 < rows(u"queuesTable"_s))
            QTest::keyClick(table, Qt::Key_Down);
        QVERIFY(isEvents());
        QTest::keyClick(table, Qt::Key_Return);
        auto* sheet = m_stage.part<QDialog>(u"streamSheet"_s);
        QTRY_VERIFY_WITH_TIMEOUT(sheet && sheet->isVisible(), kLocksPatience);
        QApplication::setActiveWindow(sheet);
        QTest::keyClick(sheet, Qt::Key_2, Qt::AltModifier);
        QTRY_VERIFY_WITH_TIMEOUT(rows(u"pendingTable"_s) > 0, kLocksPatience);
        auto* pending = m_stage.part<QTableView>(u"pendingTable"_s);
        QTRY_VERIFY_WITH_TIMEOUT(pending->hasFocus() || (pending->setFocus(), pending->hasFocus()), kLocksPatience);
        QTest::keyClick(pending, Qt::Key_A, Qt::ControlModifier);
        auto* acknowledge = m_stage.part<QPushButton>(u"pendingAcknowledge"_s);
        QVERIFY(!acknowledge->isEnabled());
        QTest::keyClicks(m_stage.part<QLineEdit>(u"pendingConfirm"_s), u"crm"_s);
        QTRY_VERIFY(acknowledge->isEnabled());
        press(u"pendingAcknowledge"_s);
        auto* outcome = m_stage.part<NoticeBar>(u"pendingOutcome"_s);
        QTRY_VERIFY_WITH_TIMEOUT(outcome->sentence().contains(u"audit log"_s), kLocksPatience);
        QTRY_COMPARE_WITH_TIMEOUT(waiting(), "0"_ba, kLocksPatience);
        QCOMPARE(m_stage.store.rows(u"select action from audit where action = 'stream.acknowledged'"_s).size(), 1);
    }
};

TONGDAI_TEST(LocksTabsTest)

}  // namespace tongdai::testing

#include "locks_tabs_gui_test.moc"
