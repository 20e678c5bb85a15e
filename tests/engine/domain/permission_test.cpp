#include "engine/domain/people/permission.h"
#include "engine/domain/people/task_permission.h"
#include "engine/domain/work/background_task.h"

#include "tests/support/test_registry.h"

#include <QSet>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// The matrix of roles and permissions, written down once more by hand.
class PermissionTest : public QObject {
    Q_OBJECT
private slots:
    void givesEachRoleWhatItNeeds_data()
    {
        QTest::addColumn<Permission>("permission");
        QTest::addColumn<QString>("roles");  // o(perator) s(upervisor) r(eviewer) a(dministrator) u(auditor)
        const auto row = [](const char* name, Permission permission, const QString& roles) {
            QTest::newRow(name) << permission << roles;
        };
        row("see_conversations", Permission::SeeConversations, u"osrau"_s);
        row("see_numbers", Permission::SeeNumbers, u"osa"_s);
        row("answer", Permission::Answer, u"osa"_s);
        row("decide_deliveries", Permission::DecideDeliveries, u"osa"_s);
        row("see_statistics", Permission::SeeStatistics, u"sau"_s);
        row("see_locks", Permission::SeeLocks, u"sau"_s);
        row("release_locks", Permission::ReleaseLocks, u"sa"_s);
        row("review_disputes", Permission::ReviewDisputes, u"srau"_s);
        row("judge_disputes", Permission::JudgeDisputes, u"ra"_s);
        row("reveal_masked", Permission::RevealMasked, u"ra"_s);
        row("export_evidence", Permission::ExportEvidence, u"ra"_s);
        row("place_holds", Permission::PlaceHolds, u"ra"_s);
        row("erase_people", Permission::ErasePeople, u"a"_s);
        row("see_audit", Permission::SeeAudit, u"au"_s);
        row("accept_history", Permission::AcceptHistory, u"a"_s);
        row("manage_sample", Permission::ManageSample, u"sa"_s);
        row("see_secrets", Permission::SeeSecrets, u"a"_s);
        row("change_settings", Permission::ChangeSettings, u"a"_s);
        row("back_up", Permission::BackUp, u"a"_s);
        row("restore_shop", Permission::RestoreShop, u"a"_s);
        row("import_history", Permission::ImportHistory, u"a"_s);
        row("manage_people", Permission::ManagePeople, u"a"_s);
        row("view_as", Permission::ViewAs, u"a"_s);
    }

    void givesEachRoleWhatItNeeds()
    {
        QFETCH(Permission, permission);
        QFETCH(QString, roles);
        QCOMPARE(permissionName(permission), QLatin1StringView(QTest::currentDataTag()));
        static const QString letters = u"osrau"_s;
        for (const Role role : kAllRoles)
            QCOMPARE(may(role, permission), roles.contains(letters.at(int(role))));
    }

    /// Who decides about work may at least have begun it.
    void asksForWhatTheWorkWasBegunWith()
    {
        const auto of = [](const char* kind) { return permissionForTask(QString::fromLatin1(kind)); };
        QCOMPARE(of(task_kind::kImport), Permission::ImportHistory);
        QCOMPARE(of(task_kind::kRetention), Permission::ErasePeople);
        QCOMPARE(of(task_kind::kExport), Permission::ExportEvidence);
        QCOMPARE(of(task_kind::kDetailExport), Permission::ExportEvidence);
        QCOMPARE(of(task_kind::kRuleTrial), Permission::ChangeSettings);
        for (const char* kind : {task_kind::kSaveMessage, task_kind::kCustomerDetails, task_kind::kRollUpStatistics,
                                 task_kind::kIndexUpkeep, "outgoing_hook:0", ""})
            QCOMPARE(of(kind), Permission::ReleaseLocks);
    }

    void knowsRolesByTheirNames()
    {
        QSet<QString> names;
        for (const Role role : kAllRoles) {
            QCOMPARE(roleOf(QString(roleName(role))), role);
            names << roleName(role);
        }
        QCOMPARE(names.size(), qsizetype(kAllRoles.size()));
        QVERIFY(!roleOf(u"admin"));
        QVERIFY(!roleOf(u"Operator"));
        QVERIFY(!roleOf(u""));
    }
};

TONGDAI_TEST(PermissionTest)

}  // namespace tongdai::testing

#include "permission_test.moc"
