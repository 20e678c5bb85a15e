#include "tests/support/test_registry.h"
#include "tests/ui/whole_stage.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/locks/locks_page.h"
#include "ui/locks/row_delegate.h"

#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::WholeStage;

/// Background work on the Locks page: what it does, how far it is, and what a person decides, by keys.
class TasksTest : public QObject {
    Q_OBJECT
    std::unique_ptr<WholeStage> m_stage;

    QTableView& table() { return *m_stage->child<QTableView>(u"tasksTable"_s); }
    QString cell(int row, int column) { return table().model()->index(row, column).data().toString(); }
    QPushButton& button(const QString& name) { return *m_stage->child<QPushButton>(name); }
    QString outcome() { return m_stage->child<NoticeBar>(u"tasksOutcome"_s)->sentence(); }
    QPlainTextEdit& body() { return *m_stage->child<QPlainTextEdit>(u"taskBody"_s); }
    void down(int rows)
    {
        for (int i = 0; i < rows; ++i)
            QTest::keyClick(&table(), Qt::Key_Down);
        m_stage->settle();
    }
    /// Goes there with Tab as somebody without a mouse does, then presses it.
    void press(const QString& name)
    {
        QPushButton& wanted = button(name);
        for (int i = 0; i < 30 && !wanted.hasFocus(); ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            m_stage->settle();
        }
        QVERIFY2(wanted.hasFocus(), qPrintable(name + u" is not reached by Tab"_s));
        QTest::keyClick(&wanted, Qt::Key_Space);
        m_stage->settle();
    }

private slots:
    void init()
    {
        m_stage = std::make_unique<WholeStage>();
        m_stage->tasks.fill(m_stage->desk.now);
        m_stage->window->show();
        m_stage->fill();
        m_stage->window->openPage(u"locks"_s);
        m_stage->settle();
        QTest::keyClick(m_stage->window.get(), Qt::Key_5, Qt::AltModifier);
        m_stage->settle();
        QTRY_COMPARE(table().model()->rowCount(), 5);
    }
    void cleanup() { m_stage.reset(); }

    void eachSaysWhatItDoesAndHowFarItIs()
    {
        QVERIFY(table().hasFocus());
        QCOMPARE(cell(0, 0), u"Statistics"_s);
        QCOMPARE(cell(0, 2), u"in work"_s);
        QCOMPARE(cell(0, 3), u"7 of 12"_s);
        QCOMPARE(table().model()->index(0, 3).data(RowDelegate::kShareRole).toDouble(), 7.0 / 12);
        QCOMPARE(cell(1, 2), u"waits for its next try"_s);
        QCOMPARE(cell(2, 2), u"given up"_s);
        QVERIFY(m_stage->child<RoleLabel>(u"taskDoing"_s)->text().contains(u"hours that are over"_s));
        QCOMPARE(m_stage->child<QTabBar>(u"locksTabs"_s)->tabText(4), u"Tasks (3)"_s);
    }
    /// Ctrl+F finds a task by any of its words; what is done to all is done to those that are shown.
    void isSearched()
    {
        auto* filter = m_stage->child<QLineEdit>(u"locksFilter"_s);
        QTest::keyClick(&table(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(filter->hasFocus());
        filter->setText(cell(2, 0));
        QVERIFY(table().model()->rowCount() >= 1 && table().model()->rowCount() < 5);
        for (int row = 0; row < table().model()->rowCount(); ++row)
            QCOMPARE(cell(row, 0), filter->text());
        QCOMPARE(m_stage->child<QTabBar>(u"locksTabs"_s)->tabText(4), u"Tasks (3)"_s);
        filter->setText(u"there is no such task"_s);
        QCOMPARE(table().model()->rowCount(), 0);
        QTest::keyClick(filter, Qt::Key_Escape);
        QTRY_COMPARE(table().model()->rowCount(), 5);
    }

    void showsEveryTryThatFailed()
    {
        down(2);
        const QString tries = m_stage->child<RoleLabel>(u"taskTries"_s)->text();
        QCOMPARE(tries.count(u"shop-pc/4711"_s), 5);
        // The same cause five times is said once.
        QCOMPARE(tries.count(u"10 addresses"_s), 1);
        QVERIFY2(tries.startsWith(u"5 times: "_s), qPrintable(tries));
    }
    void theBodyIsSaidInWordsAndKeptAsJson()
    {
        down(4);
        const auto* said = m_stage->child<RoleLabel>(u"taskSaid"_s);
        QVERIFY(said->isVisible() && !body().isVisible());
        for (const QString& line :
             {u"Conversation: web:42"_s, u"Text: Shop ơi còn size M không?"_s, u"Written by: the customer"_s})
            QVERIFY2(said->text().split(u'\n').contains(line), qPrintable(said->text()));
        QVERIFY(!said->text().contains(u'{') && !said->text().contains(u'"'));
        press(u"taskRaw"_s);
        QVERIFY(!said->isVisible() && body().isVisible() && body().hasFocus());
        press(u"taskRaw"_s);
        QVERIFY(said->isVisible() && !body().isVisible());
    }
    void triesOneAGroupOrAllAgain()
    {
        down(2);
        press(u"taskAgain"_s);
        QCOMPARE(m_stage->tasks.resolved.size(), size_t(1));
        QCOMPARE(m_stage->tasks.resolved[0].ids, std::vector<qint64>{5});
        QVERIFY2(outcome().contains(u"audit log"_s), qPrintable(outcome()));
        press(u"taskAlikeAgain"_s);
        QCOMPARE(m_stage->tasks.resolved.size(), size_t(1));  // a second press is asked for
        press(u"taskAlikeAgain"_s);
        QCOMPARE(m_stage->tasks.resolved[1].ids, (std::vector<qint64>{5, 4}));
        press(u"taskAllAgain"_s);
        press(u"taskAllAgain"_s);
        QCOMPARE(m_stage->tasks.resolved[2].ids, (std::vector<qint64>{5, 4, 3}));
        press(u"taskDrop"_s);
        press(u"taskDrop"_s);
        QCOMPARE(m_stage->tasks.resolved[3].decision, TaskDecision::Drop);
    }
    /// A supervisor may not begin an import, and so decides about none: no button offers it, nor is it among "all".
    void whatOthersDecideAboutIsOnlyShown()
    {
        for (TaskOnDesk& each : m_stage->tasks.picture.tasks)
            each.mayDecide = each.task.id != 5 && each.task.id != 2;
        m_stage->window->openPage(u"live"_s);
        m_stage->settle();
        m_stage->window->openPage(u"locks"_s);
        m_stage->settle();
        table().setFocus();
        auto* doing = m_stage->child<RoleLabel>(u"taskDoing"_s);
        table().selectRow(2);
        QTRY_VERIFY(doing->text().endsWith(u"Your role does not decide about it."_s));
        QVERIFY(!button(u"taskAgain"_s).isVisible() && !button(u"taskDrop"_s).isVisible());
        QVERIFY(!button(u"taskAlikeAgain"_s).isVisible());
        press(u"taskAllAgain"_s);
        press(u"taskAllAgain"_s);
        QCOMPARE(m_stage->tasks.resolved.size(), size_t(1));
        QCOMPARE(m_stage->tasks.resolved[0].ids, (std::vector<qint64>{4, 3}));
        table().selectRow(1);
        m_stage->settle();
        QVERIFY(!button(u"taskCancel"_s).isVisible());
        table().selectRow(3);
        m_stage->settle();
        QVERIFY(button(u"taskAgain"_s).isVisible() && button(u"taskDrop"_s).isVisible());
        QVERIFY(!doing->text().contains(u"Your role"_s));
    }
    void whatIsBeingWrittenIsNotFilteredOut()
    {
        down(4);
        press(u"taskRaw"_s);
        body().setFocus();
        QTest::keyClicks(&body(), u" "_s);
        QVERIFY(body().document()->isModified());
        const QString written = body().toPlainText();
        const QString kind = cell(4, 0);
        auto* filter = m_stage->child<QLineEdit>(u"locksFilter"_s);
        filter->setText(u"there is no such task"_s);
        QCOMPARE(table().model()->rowCount(), 1);
        QCOMPARE(cell(0, 0), kind);
        QCOMPARE(body().toPlainText(), written);
        filter->clear();
        QTRY_COMPARE(table().model()->rowCount(), 5);
        QCOMPARE(body().toPlainText(), written);
        QVERIFY(button(u"taskSave"_s).isVisible());
    }
    void aBodyIsEditedAndTriedAgain()
    {
        down(4);
        press(u"taskRaw"_s);
        QVERIFY(!body().isReadOnly());
        QVERIFY(!button(u"taskSave"_s).isVisible());
        body().setFocus();
        QTest::keyClick(&body(), Qt::Key_End, Qt::ControlModifier);
        QTest::keyClicks(&body(), u","_s);
        QVERIFY(button(u"taskSave"_s).isVisible());
        press(u"taskSave"_s);
        QVERIFY2(outcome().contains(u"not a JSON object"_s), qPrintable(outcome()));
        QVERIFY(m_stage->tasks.edits.empty());
        body().setFocus();
        QTest::keyClick(&body(), Qt::Key_Backspace);
        m_stage->tasks.problem = u"status must be \"true\" or \"false\""_s;
        press(u"taskSave"_s);
        QVERIFY2(outcome().contains(u"status must be"_s), qPrintable(outcome()));
        m_stage->tasks.problem.clear();
        press(u"taskSave"_s);
        QCOMPARE(m_stage->tasks.edits.size(), size_t(2));
        QCOMPARE(m_stage->tasks.edits[1].first, 3);
        QCOMPARE(m_stage->tasks.edits[1].second, m_stage->tasks.picture.tasks[4].task.payload);
        QVERIFY(!button(u"taskSave"_s).isVisible());
    }
    void cancelsWhereThatIsSafe()
    {
        QVERIFY(button(u"taskCancel"_s).isVisible());
        press(u"taskCancel"_s);
        QVERIFY(m_stage->tasks.cancelled.empty());
        press(u"taskCancel"_s);
        QCOMPARE(m_stage->tasks.cancelled, std::vector<qint64>{1});
        table().setFocus();
        down(2);
        QVERIFY(!button(u"taskCancel"_s).isVisible());
    }
    void spaceHoldsThePictureAndGoesOnCounting()
    {
        auto* hold = m_stage->child<LocksPage>()->findChild<QPushButton*>(u"hold"_s);
        QVERIFY(hold->isVisible());
        QTest::keyClick(&table(), Qt::Key_Space);
        m_stage->tasks.picture.tasks[0].done = 9;
        m_stage->tasks.picture.tasks.pop_back();
        QTRY_VERIFY2(hold->text().contains(u"2"_s), qPrintable(hold->text()));
        QCOMPARE(cell(0, 3), u"7 of 12"_s);
        QCOMPARE(table().model()->rowCount(), 5);
        QTest::keyClick(&table(), Qt::Key_Space);
        QCOMPARE(cell(0, 3), u"9 of 12"_s);
        QCOMPARE(table().model()->rowCount(), 4);
        // Whoever decides wants to see what comes of it.
        QTest::keyClick(&table(), Qt::Key_Space);
        QVERIFY(hold->isChecked());
        down(2);
        press(u"taskAgain"_s);
        QTRY_VERIFY(!hold->isChecked());
    }
    void whatIsBeingWrittenStaysWhenThePictureChanges()
    {
        down(2);
        press(u"taskRaw"_s);
        QTest::keyClicks(&body(), u"x"_s);
        const QString written = body().toPlainText();
        m_stage->tasks.picture.tasks[2].task.lastError = u"another"_s;
        QTRY_COMPARE(cell(2, 5), u"another"_s);
        QCOMPARE(body().toPlainText(), written);
    }
};

TONGDAI_TEST(TasksTest)

}  // namespace tongdai

#include "tasks_gui_test.moc"
