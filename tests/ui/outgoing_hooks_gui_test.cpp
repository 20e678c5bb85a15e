#include "ui/hooks/outgoing_hooks_section.h"

#include "tests/support/test_registry.h"
#include "tests/ui/whole_stage.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/hooks/hook_words.h"
#include "ui/hooks/outgoing_calls_model.h"
#include "ui/locks/queues/task_words.h"
#include "ui/setup/setup_page.h"

#include <QCheckBox>
#include <QTableView>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What other programs are told, on the Setup page (features E8).
class OutgoingHooksSectionTest : public QObject {
    Q_OBJECT
    std::unique_ptr<WholeStage> m_stage;

    void open()
    {
        m_stage->window->resize(1366, 731);
        m_stage->window->show();
        QApplication::setActiveWindow(m_stage->window.get());
        m_stage->fill();
        m_stage->window->openPage(u"setup"_s);
        m_stage->child<SetupPage>()->openSection(u"outgoingHooks"_s);
        m_stage->settle();
    }
    QTableView& table() { return *m_stage->child<QTableView>(u"outgoingTable"_s); }
    QString cell(int row, int column) { return table().model()->index(row, column).data().toString(); }
    QString text(const QString& name) { return m_stage->child<RoleLabel>(name)->text().replace(QChar(0xa0), u' '); }
    NoticeBar& trouble() { return *m_stage->child<NoticeBar>(u"outgoingTrouble"_s); }
    /// As the next look two seconds later brings it.
    void lookAgain()
    {
        auto* section = m_stage->child<OutgoingHooksSection>();
        const int asked = m_stage->hooks.outgoingAsked;
        section->hide();
        section->show();
        QTRY_VERIFY(m_stage->hooks.outgoingAsked > asked);
        m_stage->settle();
    }

private slots:
    void init()
    {
        m_stage = std::make_unique<WholeStage>();
        m_stage->hooks.fillOutgoing(m_stage->desk.now);
    }
    void cleanup() { m_stage.reset(); }

    void sayWhereTheyLeadAndHowTheyStand()
    {
        open();
        QTRY_COMPARE(table().model()->rowCount(), 4);
        const QString list = text(u"outgoingList"_s);
        QVERIFY2(list.contains(u"crm → https://crm.shop.vn/in/tongdai: message_sent, mode_changed"_s),
                 qPrintable(list));
        QVERIFY2(list.contains(u"1,284 taken since the engine started, 0 waiting, 0 given up."_s), qPrintable(list));
        QVERIFY2(list.contains(u"0 taken since the engine started, 37 waiting, 2 given up."_s), qPrintable(list));
        QVERIFY2(list.contains(u"3 put off by its limit of 60 in 1 min"_s), qPrintable(list));
        QVERIFY(trouble().isVisible());
        QCOMPARE(trouble().tone(), Tone::Danger);
        const QString said = trouble().sentence();
        QVERIFY2(said.contains(u"erp: 2 calls given up."_s), qPrintable(said));
        QVERIFY2(said.contains(u"erp does not take calls; the next try is at"_s), qPrintable(said));
        QVERIFY2(!said.contains(u"crm"_s), qPrintable(said));
    }

    void theLastCallsStandThereWithWhatBecameOfThem()
    {
        open();
        QTRY_COMPARE(table().model()->rowCount(), 4);
        QCOMPARE(cell(0, OutgoingCallsModel::Hook), u"crm"_s);
        QCOMPARE(cell(0, OutgoingCallsModel::Outcome), u"taken (204)"_s);
        QCOMPARE(cell(1, OutgoingCallsModel::Hook), u"erp"_s);
        QCOMPARE(cell(1, OutgoingCallsModel::Outcome), u"tried again later: status 503"_s);
        QCOMPARE(cell(1, OutgoingCallsModel::Try), u"3"_s);
        QCOMPARE(cell(3, OutgoingCallsModel::Outcome), u"given up: status 410"_s);
        m_stage->child<QCheckBox>(u"outgoingFailed"_s)->click();
        QCOMPARE(table().model()->rowCount(), 2);
    }

    void whatIsOverIsOver()
    {
        open();
        QTRY_VERIFY(trouble().isVisible());
        m_stage->hooks.outgoingHooks[1].dead = 0;
        m_stage->hooks.outgoingHooks[1].restsUntil.reset();
        lookAgain();
        QVERIFY(!trouble().isVisible());
        m_stage->hooks.outgoingHooks.clear();
        lookAgain();
        QVERIFY(text(u"outgoingList"_s).startsWith(u"No other program is told what happens here."_s));
        QVERIFY(!table().isVisible());
    }

    void aLookThatFailsIsSaidBesideWhatIsKnown()
    {
        open();
        QTRY_COMPARE(table().model()->rowCount(), 4);
        m_stage->hooks.outgoingHooks[1].dead = 0;
        m_stage->hooks.outgoingHooks[1].restsUntil.reset();
        lookAgain();
        QVERIFY(!trouble().isVisible());
        m_stage->hooks.failure = api::DeskFailure{api::DeskError::StoreDown, {}};
        lookAgain();
        QVERIFY(trouble().isVisible());
        QCOMPARE(trouble().sentence(), HookWords::failure(*m_stage->hooks.failure));
        QCOMPARE(table().model()->rowCount(), 4);
        m_stage->hooks.failure.reset();
        lookAgain();
        QVERIFY(!trouble().isVisible());
    }

    /// Those that were given up stand among the tasks, by a name people know.
    void theirTasksHaveAName()
    {
        QCOMPARE(TaskWords::kind(u"outgoing_hook:erp"_s), u"Outgoing hook erp"_s);
        QVERIFY(TaskWords::doing(u"outgoing_hook:erp"_s).contains(u"another program"_s));
        QVERIFY(TaskWords::error(u"outgoing_hook:erp"_s, u"hook removed"_s).contains(u"connections.json"_s));
    }
};

TONGDAI_TEST(OutgoingHooksSectionTest)

}  // namespace tongdai::testing

#include "outgoing_hooks_gui_test.moc"
