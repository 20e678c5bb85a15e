#include "tests/support/test_registry.h"
#include "tests/ui/whole_stage.h"
#include "ui/common/widgets/notice_bar.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::WholeStage;

/// One conversation in Redis, in the store and at the platform, by keys (features G11).
class StatePaneTest : public QObject {
    Q_OBJECT
    std::unique_ptr<WholeStage> m_stage;

    QString notice() { return m_stage->child<NoticeBar>(u"stateNotice"_s)->sentence(); }
    QString cell(int row, int column)
    {
        return m_stage->child<QTableView>(u"stateTable"_s)->model()->index(row, column).data().toString();
    }
    QPushButton& repair() { return *m_stage->child<QPushButton>(u"stateRepair"_s); }
    void askFor(const QString& id)
    {
        auto* edit = m_stage->child<QLineEdit>(u"stateId"_s);
        QVERIFY(edit->hasFocus());
        QTest::keyClicks(edit, id);
        QTest::keyClick(edit, Qt::Key_Return);
        m_stage->settle();
    }

private slots:
    void init()
    {
        m_stage = std::make_unique<WholeStage>();
        m_stage->state.fillDifferent(m_stage->desk.now);
        m_stage->window->show();
        m_stage->fill();
        m_stage->window->openPage(u"locks"_s);
        m_stage->settle();
        QTest::keyClick(m_stage->window.get(), Qt::Key_6, Qt::AltModifier);
        m_stage->settle();
    }
    void cleanup() { m_stage.reset(); }

    void marksWhatDiffersAndRepairsAfterASecondPress()
    {
        askFor(u"c-12345"_s);
        QCOMPARE(m_stage->state.compared, std::vector<ConversationId>{ConversationId("c-12345"_ba)});
        QCOMPARE(cell(0, 1), u"m-77"_s);
        QCOMPARE(cell(0, 2), u"m-79"_s);
        QCOMPARE(cell(0, 4), u"different"_s);
        QCOMPARE(cell(2, 2), u"nobody"_s);
        QCOMPARE(cell(2, 4), u"no copy"_s);
        QCOMPARE(cell(3, 4), u"the same"_s);
        QVERIFY2(notice().contains(u"differences"_s), qPrintable(notice()));
        for (int i = 0; i < 5 && !repair().hasFocus(); ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(repair().hasFocus());
        QTest::keyClick(&repair(), Qt::Key_Space);
        QVERIFY(m_stage->state.repaired.empty());
        // What would change is said before anything does.
        QVERIFY2(notice().contains(u"Newest message of the customer: m-77 → m-79"_s), qPrintable(notice()));
        QVERIFY2(!notice().contains(u"Who answers:"_s), qPrintable(notice()));
        QTest::keyClick(&repair(), Qt::Key_Space);
        m_stage->settle();
        QCOMPARE(m_stage->state.repaired, std::vector<ConversationId>{ConversationId("c-12345"_ba)});
        QCOMPARE(cell(0, 1), u"m-79"_s);
        QVERIFY2(notice().contains(u"audit log"_s), qPrintable(notice()));
        QVERIFY(!repair().isEnabled());
    }
    void answersAreShownStepByStep()
    {
        askFor(u"c-12345"_s);
        auto* table = m_stage->child<QTableView>(u"plansTable"_s);
        const auto step = [table](int row, int column) { return table->model()->index(row, column).data().toString(); };
        QCOMPARE(table->model()->rowCount(), 4);
        QCOMPARE(step(0, 1), u"1 of 3: Send a message"_s);
        QCOMPARE(step(2, 1), u"3 of 3: Transfer to a person"_s);
        QVERIFY(step(1, 0).isEmpty() && !step(0, 0).isEmpty());
        QCOMPARE(step(0, 2), u"is being sent"_s);
        QCOMPARE(step(0, 3), u"2"_s);
        QVERIFY2(step(0, 4).startsWith(u"fence 17"_s), qPrintable(step(0, 4)));
        QCOMPARE(step(0, 5), u"HTTP 503"_s);
        QCOMPARE(step(3, 2), u"done"_s);
        for (int i = 0; i < 8 && !table->hasFocus(); ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(table->hasFocus());
        m_stage->state.picture.plans.clear();
        m_stage->child<QLineEdit>(u"stateId"_s)->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        m_stage->settle();
        QVERIFY(table->isHidden());
    }
    void leavesWhatSomebodyAnswersAlone()
    {
        m_stage->state.picture.isAtWork = true;
        askFor(u"c-12345"_s);
        QVERIFY(!repair().isEnabled());
    }
    void saysThatThereIsNone()
    {
        m_stage->state.failure = api::DeskFailure{api::DeskError::NotFound, {}};
        askFor(u"nobody"_s);
        QVERIFY2(notice().contains(u"no conversation"_s), qPrintable(notice()));
        QVERIFY(!repair().isEnabled());
    }
};

TONGDAI_TEST(StatePaneTest)

}  // namespace tongdai

#include "state_pane_gui_test.moc"
