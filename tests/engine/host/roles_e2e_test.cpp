#include "engine/domain/people/task_permission.h"
#include "engine/domain/work/background_task.h"
#include "engine/server/chat/jwt_tokens.h"
#include "tests/engine/host/roles_shop.h"
#include "tests/support/long_tests.h"
#include "tests/support/test_registry.h"

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using api::DeskError;
using api::DeskFailure;

/// What each role may do in a real engine: through the interfaces of the screens, over REST, over sockets.
class RolesE2eTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RolesShop> m_shop;

private slots:
    void initTestCase()
    {
        m_shop = std::make_unique<RolesShop>();
        QVERIFY(!m_shop->url.isEmpty());
        QVERIFY(m_shop->hire());
    }
    void cleanupTestCase() { m_shop.reset(); }

    void everyInterfaceAsksTheGate_data()
    {
        QTest::addColumn<Role>("role");
        for (const Role role : kAllRoles)
            QTest::newRow(roleName(role).data()) << role;
    }

    void everyInterfaceAsksTheGate()
    {
        QFETCH(Role, role);
        QVERIFY(m_shop->signIn(RolesShop::idOf(role), RolesShop::ownPassword()));
        const ConversationId nobody("nobody"_ba);
        const auto expected = [role](Permission permission, std::optional<DeskError> otherwise) {
            return may(role, permission) ? otherwise : DeskError::NotAllowed;
        };
        api::Desk& desk = m_shop->engine->desk();
        QCOMPARE(desk.me(), RolesShop::idOf(role));
        QCOMPARE(m_shop->deskFailure(desk.requestConversations({})),
                 expected(Permission::SeeConversations, std::nullopt));
        const auto answering = expected(Permission::Answer, DeskError::NotFound);
        QCOMPARE(m_shop->deskFailure(desk.requestTake(nobody)), answering);
        QCOMPARE(m_shop->deskFailure(desk.requestTakeOver(nobody)), answering);
        QCOMPARE(m_shop->deskFailure(desk.requestClose(nobody)), answering);
        QCOMPARE(m_shop->deskFailure(desk.requestSend(nobody, MessageId("m1"_ba), u"dạ"_s, false)), answering);
        QCOMPARE(m_shop->deskFailure(desk.requestDecision(nobody, 1, OutboxDecision::Drop)),
                 expected(Permission::DecideDeliveries, DeskError::AlreadyDecided));
        const auto reword = [&nobody](auto& door) {
            return RolesShop::answerOf(door.sendReworded(nobody, 1, MessageId("m2"_ba), u"dạ"_s));
        };

        const auto failureOfAnswer = [](const auto& answer) -> std::optional<DeskError> {
            const auto* failure = std::get_if<DeskFailure>(&answer);
            return failure ? std::optional(failure->error) : std::nullopt;
        };
        QCOMPARE(failureOfAnswer(reword(desk)), expected(Permission::DecideDeliveries, DeskError::NotFound));
        QCOMPARE(failureOfAnswer(reword(m_shop->engine->queues())),
                 expected(Permission::ReleaseLocks, DeskError::NotFound));
        QCOMPARE(failureOfAnswer(RolesShop::answerOf(m_shop->engine->queues().letter(1))),
                 expected(Permission::SeeLocks, DeskError::AlreadyDecided));
        StatsQuery query;
        query.zone = "Asia/Ho_Chi_Minh";
        query.to = query.from + std::chrono::hours(24);
        QCOMPARE(failureOfAnswer(RolesShop::answerOf(m_shop->engine->statistics().report(query))),
                 expected(Permission::SeeStatistics, std::nullopt));
        QCOMPARE(failureOfAnswer(RolesShop::answerOf(m_shop->engine->auditView().lines({}))),
                 expected(Permission::SeeAudit, std::nullopt));
        QCOMPARE(failureOfAnswer(RolesShop::answerOf(m_shop->engine->auditView().verify())),
                 expected(Permission::SeeAudit, std::nullopt));
        QCOMPARE(failureOfAnswer(RolesShop::answerOf(m_shop->people().roster())),
                 expected(Permission::ManagePeople, std::nullopt));
        QCOMPARE(!m_shop->engine->systemStatus().tokens().admin.isEmpty(), may(role, Permission::SeeSecrets));
        // What the Setup page's hosts ask before they save, back up, restore or move.
        for (const Permission permission : {Permission::ChangeSettings, Permission::BackUp, Permission::RestoreShop})
            QCOMPARE(!m_shop->people().refusal(permission), may(role, permission));

        QSignalSpy decided(&m_shop->engine->queues(), &api::Queues::decided);
        QSignalSpy refused(&m_shop->engine->queues(), &api::Queues::refused);
        m_shop->engine->queues().requestDecisions({1}, OutboxDecision::Drop);
        QTRY_COMPARE_WITH_TIMEOUT(decided.count() + refused.count(), 1, kRolesPatience);
        QCOMPARE(decided.count() == 1, may(role, Permission::ReleaseLocks));
        QSignalSpy lockRefused(&m_shop->engine->locks(), &api::Locks::refused);
        QSignalSpy lockActed(&m_shop->engine->locks(), &api::Locks::acted);
        api::LockRow row;
        row.conversation = nobody;
        row.key = "conv_lock:nobody"_ba;
        m_shop->engine->locks().requestAct(api::LockAct::Release, row);
        QTRY_VERIFY_WITH_TIMEOUT(lockRefused.count() + lockActed.count() == 1, kRolesPatience);
        if (!may(role, Permission::ReleaseLocks))
            QCOMPARE(lockRefused.first().at(1).toString(), u"not allowed: release_locks"_s);
        QSignalSpy sampleFailed(&m_shop->engine->sampleShop(), &api::SampleShop::failed);
        m_shop->engine->sampleShop().remove();
        QCOMPARE(failureOfAnswer(RolesShop::answerOf(m_shop->people().roster())),
                 expected(Permission::ManagePeople, std::nullopt));  // behind it
        QTRY_COMPARE(sampleFailed.count(), may(role, Permission::ManageSample) ? 0 : 1);

        m_shop->people().viewAs(Role::Auditor);
        m_shop->people().lock();
        QTRY_VERIFY(m_shop->people().state().isLocked);
        QCOMPARE(m_shop->people().state().viewsAs.has_value(), may(role, Permission::ViewAs));
        QCOMPARE(m_shop->deskFailure(desk.requestConversations({})), DeskError::NotSignedIn);
        m_shop->signOut();
        QCOMPARE(m_shop->deskFailure(desk.requestTake(nobody)), DeskError::NotSignedIn);
    }

    /// The rest of the matrix: what the Dispute page, exports, erasure and the Locks page's halves ask.
    void reviewAndLocksAskTheGate_data() { everyInterfaceAsksTheGate_data(); }
    void reviewAndLocksAskTheGate()
    {
        QFETCH(Role, role);
        QVERIFY(m_shop->signIn(RolesShop::idOf(role), RolesShop::ownPassword()));
        const auto expected = [role](Permission permission, std::optional<DeskError> otherwise) {
            return may(role, permission) ? otherwise : DeskError::NotAllowed;
        };
        const auto failureOf = [](const auto& answer) -> std::optional<DeskError> {
            const auto* failure = std::get_if<DeskFailure>(&answer);
            return failure ? std::optional(failure->error) : std::nullopt;
        };
        const auto of = [&](auto asked) { return failureOf(RolesShop::answerOf(std::move(asked))); };
        EngineRuntime& engine = *m_shop->engine;
        const QByteArray nothing = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        const ThreadRef ref{"own", "nobody"};
        const auto review = [&](DeskError otherwise) { return expected(Permission::ReviewDisputes, otherwise); };
        QCOMPARE(of(engine.disputes().cases(10)), expected(Permission::ReviewDisputes, std::nullopt));
        QCOMPARE(of(engine.disputes().sources()), expected(Permission::ReviewDisputes, std::nullopt));
        QCOMPARE(of(engine.disputes().thread(ref, std::nullopt)), review(DeskError::NotFound));
        QCOMPARE(of(engine.disputes().original(ref, "m-1")), review(DeskError::NotFound));
        QCOMPARE(of(engine.disputes().caseFile(nothing)), review(DeskError::NotFound));
        const auto judging = expected(Permission::JudgeDisputes, DeskError::NotFound);
        QCOMPARE(of(engine.disputes().addNote(nothing, u"xem lại"_s)), judging);
        QCOMPARE(of(engine.disputes().proposeVerdict(nothing, DisputeVerdict::Shop, u"kho"_s)), judging);
        QCOMPARE(of(engine.disputes().approveVerdict(nothing)), judging);
        QCOMPARE(of(engine.disputes().setHold(nothing, true)), expected(Permission::PlaceHolds, DeskError::NotFound));
        QCOMPARE(of(engine.disputes().reveal(ref, "m-1", u"đối chiếu"_s)),
                 expected(Permission::RevealMasked, DeskError::NotFound));
        api::EvidenceRequest wanted;
        wanted.conversation = ConversationId("nobody"_ba);
        wanted.file = m_shop->dir.filePath(u"nobody.zip"_s);
        QCOMPARE(of(engine.evidence().exportConversation(wanted)),
                 expected(Permission::ExportEvidence, DeskError::NotFound));
        QCOMPARE(of(engine.disputes().noteSaved({"nowhere", "nobody"}, 1)),
                 expected(Permission::ExportEvidence, DeskError::NotFound));
        QCOMPARE(of(engine.erasures().plan(SenderId("nobody"_ba))), expected(Permission::ErasePeople, std::nullopt));
        QCOMPARE(of(engine.erasures().open()), expected(Permission::ErasePeople, std::nullopt));
        QCOMPARE(of(engine.imports().newest()), expected(Permission::ImportHistory, std::nullopt));
        QCOMPARE(of(engine.imports().look(u"/nowhere.csv"_s)), expected(Permission::ImportHistory, DeskError::Refused));
        QCOMPARE(of(engine.limits().limits()), expected(Permission::SeeLocks, std::nullopt));
        QCOMPARE(of(engine.hooks().hooks(0)), expected(Permission::SeeLocks, std::nullopt));
        QCOMPARE(of(engine.hooks().detail(0)), expected(Permission::SeeLocks, DeskError::NotFound));
        QCOMPARE(of(engine.hooks().replay(0)), expected(Permission::SeeLocks, DeskError::NotFound));
        QCOMPARE(of(engine.hooks().outgoing()), expected(Permission::SeeLocks, std::nullopt));
        QCOMPARE(of(engine.tasks().tasks()), expected(Permission::SeeLocks, std::nullopt));
        QCOMPARE(of(engine.tasks().resolve({1}, TaskDecision::Drop)), expected(Permission::ReleaseLocks, std::nullopt));
        const auto looked = of(engine.keys().step({}, "nothing:*"));
        QCOMPARE(looked == DeskError::NotAllowed, !may(role, Permission::SeeLocks));
        QCOMPARE(of(engine.queueLook().groups("nothing"_ba)) == DeskError::NotAllowed,
                 !may(role, Permission::SeeLocks));
        QCOMPARE(of(engine.queueLook().entries("nothing"_ba, {})) == DeskError::NotAllowed,
                 !may(role, Permission::SeeLocks) || !may(role, Permission::SeeConversations));
        QCOMPARE(of(engine.queueLook().offline("chat:offline:nobody"_ba, 0)) == DeskError::NotAllowed,
                 !may(role, Permission::SeeLocks) || !may(role, Permission::SeeConversations));
        QCOMPARE(of(engine.queueLook().acknowledge("nothing"_ba, "nobody"_ba, {})) == DeskError::NotAllowed,
                 !may(role, Permission::ReleaseLocks));
        QCOMPARE(of(engine.queueLook().handOver("nothing"_ba, "nobody"_ba, "x"_ba, {})) == DeskError::NotAllowed,
                 !may(role, Permission::ReleaseLocks));
        QCOMPARE(of(engine.keys().leftovers("0"_ba)) == DeskError::NotAllowed, !may(role, Permission::SeeLocks));
        QCOMPARE(of(engine.keys().sweep({})), expected(Permission::ReleaseLocks, std::nullopt));
        const auto compared = of(engine.stateCompare().compare(ConversationId("nobody"_ba)));
        QCOMPARE(compared == DeskError::NotAllowed, !may(role, Permission::SeeLocks));
        m_shop->signOut();
        QCOMPARE(of(engine.disputes().cases(10)), DeskError::NotSignedIn);
        QCOMPARE(of(engine.erasures().plan(SenderId("nobody"_ba))), DeskError::NotSignedIn);
    }

    /// Every route that names a permission, for every role: refused exactly where the matrix says so.
    void everyRouteAsksTheMatrix_data() { everyInterfaceAsksTheGate_data(); }
    void everyRouteAsksTheMatrix()
    {
        QFETCH(Role, role);
        const QByteArray token = m_shop->token(role);
        QVERIFY(!token.isEmpty());
        int asked = 0;
        for (const contract::RestRoute& route : contract::restRoutes()) {
            if (!route.person) continue;
            ++asked;
            const int status = m_shop->statusOf(route, token);
            const QByteArray words = route.method.toByteArray() + ' ' + route.path.toByteArray() + ": " +
                                     QByteArray::number(status) + ", " + permissionName(*route.person).data();
            QVERIFY2(status != 0 && status != 401, words.constData());
            QVERIFY2((status == 403) == !may(role, *route.person), words.constData());
        }
        QVERIFY(asked >= 25);
    }

    void restAndSocketsAskWhoItIs_data() { everyInterfaceAsksTheGate_data(); }

    void restAndSocketsAskWhoItIs()
    {
        QFETCH(Role, role);
        const QByteArray token = m_shop->token(role);
        QVERIFY(!token.isEmpty());
        QCOMPARE(m_shop->statusOf("/api/v1/admin/conversations", token), 200);
        QCOMPARE(m_shop->statusOf("/api/v1/admin/audit", token), may(role, Permission::SeeAudit) ? 200 : 403);
        QCOMPARE(m_shop->statusOf("/api/v1/admin/stats", token), may(role, Permission::SeeStatistics) ? 200 : 403);
        QCOMPARE(m_shop->statusOf("/api/v1/admin/retention", token), may(role, Permission::ErasePeople) ? 200 : 403);
        const auto socket = m_shop->socket(token);
        QCOMPARE(socket->state() == QAbstractSocket::ConnectedState, may(role, Permission::Answer));
    }

    /// Who could not have begun an import, an export or the retention decides about none of them: not at the desk, and
    /// not by REST.
    void aTaskIsDecidedByWhoMayBeginIt_data() { everyInterfaceAsksTheGate_data(); }
    void aTaskIsDecidedByWhoMayBeginIt()
    {
        QFETCH(Role, role);
        const QByteArray token = m_shop->token(role);
        QVERIFY(m_shop->signIn(RolesShop::idOf(role), RolesShop::ownPassword()));
        api::Tasks& tasks = m_shop->engine->tasks();
        for (const char* kind :
             {task_kind::kImport, task_kind::kRetention, task_kind::kExport, task_kind::kSaveMessage}) {
            const bool isTheirs =
                may(role, Permission::ReleaseLocks) && may(role, permissionForTask(QString::fromLatin1(kind)));
            const qint64 id = m_shop->leaveDeadTask(kind);
            QVERIFY(id > 0);
            if (may(role, Permission::SeeLocks)) {
                const auto picture = RolesShop::answerOf(tasks.tasks());
                for (const TaskOnDesk& each : std::get<api::TasksPicture>(picture).tasks) {
                    if (each.task.id == id) QCOMPARE(each.mayDecide, isTheirs);
                }
            }
            const QByteArray path = "/api/v1/admin/tasks/" + QByteArray::number(id) + "/drop";
            JsonClient theirs(m_shop->url);
            theirs.setToken(token);
            if (!isTheirs) QCOMPARE(theirs.post(path, {}).status, 403);
            const auto failed = [](const auto& answer) {
                const auto* failure = std::get_if<DeskFailure>(&answer);
                return failure ? std::optional(failure->error) : std::nullopt;
            };
            const std::optional<DeskError> expected = isTheirs ? std::nullopt : std::optional(DeskError::NotAllowed);
            QCOMPARE(failed(RolesShop::answerOf(tasks.cancel(id))), expected);
            const auto dropped = RolesShop::answerOf(tasks.resolve({id}, TaskDecision::Drop));
            QCOMPARE(failed(dropped), expected);
            if (isTheirs) QCOMPARE(std::get<int>(dropped), 1);
            JsonClient admin(m_shop->url);
            admin.setToken(QByteArray(40, 'a'));
            QCOMPARE(admin.post(path, {}).status, isTheirs ? 404 : 200);
        }
        m_shop->signOut();
    }

    void aWrongPasswordGetsNoToken()
    {
        JsonClient client(m_shop->url);
        const auto status = [&](const QJsonObject& body) { return client.post("/api/v1/people/sign-in", body).status; };
        QCOMPARE(status({{u"name"_s, u"p-operator"_s}, {u"password"_s, u"sai rồi đó"_s}}), 401);
        QCOMPARE(status({{u"name"_s, u"nobody"_s}, {u"password"_s, u"sai rồi đó"_s}}), 401);
        QCOMPARE(status({{u"name"_s, u"p-operator"_s}}), 422);
        QCOMPARE(status({{u"name"_s, u"a b"_s}, {u"password"_s, u"x"_s}}), 422);
        QCOMPARE(status({{u"name"_s, u"p"_s}, {u"password"_s, u"x"_s}, {u"role"_s, u"administrator"_s}}), 422);
    }

    /// REST, sockets and users' tokens of somebody who was disabled: within a second, everywhere.
    void whoIsDisabledIsOutEverywhere()
    {
        const QByteArray token = m_shop->token(Role::Operator);
        QCOMPARE(m_shop->statusOf("/api/v1/admin/conversations", token), 200);
        const auto socket = m_shop->socket(token);
        QCOMPARE(socket->state(), QAbstractSocket::ConnectedState);
        chat::TokenClaims claims;
        claims.id = RolesShop::idOf(Role::Operator).toString();
        claims.role = u"ADMIN"_s;
        claims.expires = fromUnixSeconds(double(QDateTime::currentSecsSinceEpoch() + 3600));
        const QByteArray users = chat::JwtTokens(QByteArray(48, 'j'))
                                     .sign(claims, fromUnixSeconds(double(QDateTime::currentSecsSinceEpoch())));
        QCOMPARE(m_shop->statusOf("/api/chat/threads", users), 200);

        QVERIFY(m_shop->signIn(OperatorId("owner"_ba), RolesShop::ownPassword()));
        QElapsedTimer clock;
        api::PersonEdit edit;
        edit.isDisabled = true;
        const auto answer = RolesShop::answerOf(m_shop->people().change(RolesShop::idOf(Role::Operator), edit));
        QVERIFY(std::holds_alternative<api::PersonAnswer>(answer));
        clock.start();
        QTRY_VERIFY_WITH_TIMEOUT(socket->state() == QAbstractSocket::UnconnectedState, kRolesPatience);
        QVERIFY2(clock.elapsed() < promptly(std::chrono::seconds(1)), qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(m_shop->statusOf("/api/v1/admin/conversations", token), 401);
        QCOMPARE(m_shop->statusOf("/api/chat/threads", users), 410);  // the contract's, of a token that is not valid

        // All of it stands in the log under the name of who did it, and looking at it does too.
        const auto lines = RolesShop::answerOf(m_shop->engine->auditView().lines({}));
        const auto& rows = std::get<AuditPage>(lines).rows;
        QCOMPARE(rows[0].action, u"audit_viewed"_s);
        QCOMPARE(rows[0].name, u"Chủ shop"_s);
        AuditQuery disabling;
        disabling.action = u"person_disabled"_s;
        const auto found = RolesShop::answerOf(m_shop->engine->auditView().lines(disabling));
        const AuditPage& ofDisabling = std::get<AuditPage>(found);
        QCOMPARE(ofDisabling.rows.size(), 1u);
        QCOMPARE(ofDisabling.rows[0].who, OperatorId("owner"_ba));
        QCOMPARE(ofDisabling.rows[0].aboutName, u"Người operator"_s);
        QCOMPARE(ofDisabling.rows[0].detail, (QJsonObject{{u"old"_s, false}, {u"new"_s, true}}));
        AuditQuery mine;
        mine.actor = RolesShop::idOf(Role::Auditor).bytes();
        mine.limit = 2;
        const auto first = RolesShop::answerOf(m_shop->engine->auditView().lines(mine));
        const AuditPage& page = std::get<AuditPage>(first);
        QVERIFY(page.hasMore && page.rows.size() == 2);
        mine.before = page.rows.back().n;
        const auto second = RolesShop::answerOf(m_shop->engine->auditView().lines(mine));
        for (const AuditRow& row : std::get<AuditPage>(second).rows) {
            QVERIFY(row.n < mine.before);
            QCOMPARE(row.name, u"Người auditor"_s);
        }
        m_shop->signOut();
    }
};

TONGDAI_TEST(RolesE2eTest)

}  // namespace tongdai::testing

#include "roles_e2e_test.moc"
