#include "tests/engine/host/roles_shop.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using api::DeskError;

/// Features I2 in a real engine: what an operator may not see is not there through the interfaces of the screens, over
/// REST and over sockets; the same setting binds no other role.
class SightByRoleE2eTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RolesShop> m_shop;
    const ConversationId m_own{"sight-a"_ba};
    const ConversationId m_other{"sight-b"_ba};
    const ConversationId m_free{"sight-c"_ba};
    const ConversationId m_web{"W-77001"_ba};  ///< of a colleague, as m_other

    int say(const ConversationId& id, const QString& message)
    {
        JsonClient platform(m_shop->url);
        platform.setToken(QByteArray(40, 'p'));
        return platform
            .post("/api/v1/enhanced-handle-message", JsonClient::message(id.toString(), message, u"Còn áo không"_s))
            .status;
    }

private slots:
    void initTestCase()
    {
        m_shop = std::make_unique<RolesShop>();
        QVERIFY(!m_shop->url.isEmpty());
        QVERIFY(m_shop->hire());
        QCOMPARE(say(m_own, u"m1"_s), 200);
        QCOMPARE(say(m_other, u"m1"_s), 200);
        QCOMPARE(say(m_free, u"m1"_s), 200);
        QCOMPARE(say(m_web, u"m1"_s), 200);
        QVERIFY(m_shop->signIn(RolesShop::idOf(Role::Operator), RolesShop::ownPassword()));
        QCOMPARE(m_shop->deskFailure(m_shop->engine->desk().requestTakeOver(m_own)), std::nullopt);
        m_shop->signOut();
        QVERIFY(m_shop->signIn(RolesShop::idOf(Role::Supervisor), RolesShop::ownPassword()));
        QCOMPARE(m_shop->deskFailure(m_shop->engine->desk().requestTakeOver(m_other)), std::nullopt);
        QCOMPARE(m_shop->deskFailure(m_shop->engine->desk().requestTakeOver(m_web)), std::nullopt);
        m_shop->signOut();
        QVERIFY(m_shop->signIn(OperatorId("owner"_ba), RolesShop::ownPassword()));
        for (const Role role : kAllRoles) {
            api::PersonEdit edit;
            edit.sight = Sight{Reach::Own, {}, {}};
            const auto answer = RolesShop::answerOf(m_shop->people().change(RolesShop::idOf(role), edit));
            QVERIFY(std::holds_alternative<api::PersonAnswer>(answer));
        }
        AuditQuery narrowed;
        narrowed.action = u"person_sight_changed"_s;
        const auto lines = RolesShop::answerOf(m_shop->engine->auditView().lines(narrowed));
        QCOMPARE(std::get<AuditPage>(lines).rows.size(), kAllRoles.size());
        m_shop->signOut();
    }
    void cleanupTestCase() { m_shop.reset(); }

    void isAbsentEverywhere_data()
    {
        QTest::addColumn<Role>("role");
        for (const Role role : kAllRoles)
            QTest::newRow(roleName(role).data()) << role;
    }
    void isAbsentEverywhere()
    {
        QFETCH(Role, role);
        const bool seesAll = role != Role::Operator;
        QVERIFY(m_shop->signIn(RolesShop::idOf(role), RolesShop::ownPassword()));
        api::Desk& desk = m_shop->engine->desk();
        QSignalSpy lists(&desk, &api::Desk::conversationsListed);
        QSignalSpy counts(&desk, &api::Desk::queueCountsChanged);
        desk.requestConversations({});
        QTRY_COMPARE_WITH_TIMEOUT(lists.count(), 1, kRolesPatience);
        QCOMPARE(lists.first().at(1).value<ConversationPage>().rows.size(), seesAll ? 4u : 2u);
        const auto counted = [&] {
            return counts.isEmpty() ? 0 : counts.last().at(0).value<QueueCounts>().of[size_t(WorkQueue::All)];
        };
        QTRY_COMPARE_WITH_TIMEOUT(counted(), seesAll ? 4 : 2, kRolesPatience);

        QSignalSpy threads(&desk, &api::Desk::threadListed);
        QSignalSpy failures(&desk, &api::Desk::requestFailed);
        ThreadQuery thread;
        thread.conversation = m_other;
        desk.requestThread(thread);
        QTRY_COMPARE_WITH_TIMEOUT(threads.count() + failures.count(), 1, kRolesPatience);
        QCOMPARE(threads.count() == 1, seesAll);
        QSignalSpy finds(&desk, &api::Desk::found);
        MessageQuery words;
        words.text = u"con ao"_s;
        desk.requestSearch(words);
        QTRY_COMPARE_WITH_TIMEOUT(finds.count(), 1, kRolesPatience);
        for (const MessageHit& hit : finds.first().at(1).value<MessageHits>().hits)
            QVERIFY(seesAll || (hit.message.conversation != m_other && hit.message.conversation != m_web));
        QVERIFY(!finds.first().at(1).value<MessageHits>().hits.empty());
        if (!seesAll) {
            QCOMPARE(m_shop->deskFailure(desk.requestTakeOver(m_other)), DeskError::NotFound);
            QCOMPARE(m_shop->deskFailure(desk.requestTake(m_other)), DeskError::NotFound);
            QCOMPARE(m_shop->deskFailure(desk.requestClose(m_other)), DeskError::NotFound);
            QCOMPARE(m_shop->deskFailure(desk.requestSend(m_other, MessageId("d1"_ba), u"dạ"_s, false)),
                     DeskError::NotFound);
            QCOMPARE(m_shop->deskFailure(desk.requestSend(m_own, MessageId("d1"_ba), u"dạ"_s, true)), std::nullopt);
        }

        const QByteArray token = m_shop->token(role);
        JsonClient client(m_shop->url);
        client.setToken(token);
        for (const char* path : {"/api/v1/admin/conversations", "/chat/admin/history", "/chat/admin/customers"}) {
            const ClientReply reply = client.get(path);
            QCOMPARE(reply.status, 200);
            QVERIFY2(reply.body.contains(m_own.bytes()), reply.body.constData());
            QCOMPARE(reply.body.contains(m_other.bytes()), seesAll);
        }
        // A customer is named without a conversation here.
        const auto limit = RolesShop::answerOf(m_shop->engine->limits().ofCustomer(SenderId("khach"_ba)));
        const auto* const refused = std::get_if<api::DeskFailure>(&limit);
        QCOMPARE(refused == nullptr, seesAll);
        if (refused) QCOMPARE(refused->error, DeskError::NotFound);
        // One row alone, and how many there are for whoever asks.
        const ClientReply one = client.get("/api/v1/admin/conversations?limit=1");
        QCOMPARE(one.json.value("conversations"_L1).toArray().size(), 1);
        QCOMPARE(one.json.value("total_conversations"_L1).toInt(), seesAll ? 4 : 2);
        if (may(role, Permission::Answer) && !seesAll) {
            ClientRequest change;
            change.method = "PATCH";
            change.target = "/chat/" + m_other.bytes();
            change.body = R"({"status":true})";
            std::optional<int> status;
            client.send(change, [&status](const ClientReply& reply) { status = reply.status; });
            QTRY_VERIFY_WITH_TIMEOUT(status.has_value(), kRolesPatience);
            QCOMPARE(*status, 404);
            const ClientReply sent = client.post(
                "/chat/send_message", {{u"customers"_s, QJsonArray{m_other.toString()}}, {u"content"_s, u"dạ"_s}});
            QVERIFY2(sent.body.contains("there is no such session"), sent.body.constData());
        }
        if (may(role, Permission::Answer)) {
            const auto socket = m_shop->socket(token);
            QCOMPARE(socket->state(), QAbstractSocket::ConnectedState);
            QStringList heard;
            QObject::connect(socket.get(), &QWebSocket::textMessageReceived, socket.get(),
                             [&](const QString& text) { heard << text; });
            QCOMPARE(say(m_other, u"s-"_s + roleName(role)), 200);
            QCOMPARE(say(m_own, u"s-"_s + roleName(role)), 200);
            const auto hears = [&](const ConversationId& id) {
                return std::ranges::any_of(heard, [&](const QString& text) { return text.contains(id.toString()); });
            };
            QTRY_VERIFY_WITH_TIMEOUT(hears(m_own), kRolesPatience);
            QCOMPARE(hears(m_other), seesAll);
            socket->sendTextMessage(QStringLiteral(
                R"({"chat_session_id":"sight-b","sender_type":"admin","content":"dạ","client_message_id":"x"})"));
            if (!seesAll)
                QTRY_VERIFY_WITH_TIMEOUT(heard.last().contains(u"there is no such session"_s), kRolesPatience);
        }
        m_shop->signOut();
    }

    /// Over REST as at the desk: what somebody takes is theirs, and what they say is from them.
    void actsOverRestAreOfWhoeverBringsTheToken()
    {
        const OperatorId me = RolesShop::idOf(Role::Operator);
        JsonClient client(m_shop->url);
        client.setToken(m_shop->token(Role::Operator));
        const auto changed = [&](const ConversationId& id, const QByteArray& body) {
            ClientRequest change;
            change.method = "PATCH";
            change.target = "/chat/" + id.bytes();
            change.body = body;
            std::optional<int> status;
            client.send(change, [&status](const ClientReply& reply) { status = reply.status; });
            const bool isAnswered = QTest::qWaitFor([&status] { return status.has_value(); }, kRolesPatience);
            return isAnswered ? *status : 0;
        };
        const auto said = [&](const ConversationId& id) {
            return client
                .post("/chat/send_message", {{u"customers"_s, QJsonArray{id.toString()}}, {u"content"_s, u"dạ có"_s}})
                .body;
        };
        for (const ConversationId& id : {m_own, m_free}) {
            QCOMPARE(changed(id, R"({"status":false})"), 200);
            const QByteArray answer = said(id);
            QVERIFY2(!answer.contains("error"), answer.constData());
        }
        QVERIFY(m_shop->signIn(me, RolesShop::ownPassword()));
        QSignalSpy lists(&m_shop->engine->desk(), &api::Desk::conversationsListed);
        m_shop->engine->desk().requestConversations({});
        QTRY_COMPARE_WITH_TIMEOUT(lists.count(), 1, kRolesPatience);
        const ConversationPage listed = lists.first().at(1).value<ConversationPage>();
        QCOMPARE(listed.rows.size(), 2u);
        for (const Conversation& row : listed.rows)
            QCOMPARE(row.assignee, me);
        QSignalSpy threads(&m_shop->engine->desk(), &api::Desk::threadListed);
        ThreadQuery query;
        query.conversation = m_free;
        m_shop->engine->desk().requestThread(query);
        QTRY_COMPARE_WITH_TIMEOUT(threads.count(), 1, kRolesPatience);
        const auto lines = threads.first().at(1).value<ThreadPage>().lines;
        const auto mine = std::ranges::find(lines, u"dạ có"_s, &StoredMessage::body);
        QVERIFY(mine != lines.end());
        QCOMPARE(mine->sender.bytes(), me.bytes());
        m_shop->signOut();
        // They give it back themselves: it is not of another.
        QCOMPARE(changed(m_free, R"({"status":true})"), 200);
    }

    /// Customers read their session by its id as before; the token of somebody of the shop who does not see it reads
    /// nothing.
    void aWebSessionIsReadByWhoSeesIt()
    {
        for (const char* path : {"/chat/session/77001", "/chat/history/77001"}) {
            QCOMPARE(m_shop->statusOf(path, m_shop->token(Role::Operator)), 404);
            QCOMPARE(m_shop->statusOf(path, m_shop->token(Role::Supervisor)), 200);
            JsonClient customer(m_shop->url);
            QCOMPARE(customer.get(path).status, 200);
        }
    }
};

TONGDAI_TEST(SightByRoleE2eTest)

}  // namespace tongdai::testing

#include "sight_by_role_e2e_test.moc"
