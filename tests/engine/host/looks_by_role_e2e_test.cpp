#include "tests/engine/host/roles_shop.h"
#include "tests/support/test_registry.h"

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// What each role is shown of what customers said, in a real engine, and what is written down of it.
class LooksByRoleE2eTest : public QObject {
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

    /// Features F11: on Live, in search, by what is told unasked and over REST alike.
    void numbersAreDotsForARoleThatMayNotSeeThem_data()
    {
        QTest::addColumn<Role>("role");
        for (const Role role : kAllRoles)
            QTest::newRow(roleName(role).data()) << role;
    }
    void numbersAreDotsForARoleThatMayNotSeeThem()
    {
        QFETCH(Role, role);
        const bool sees = may(role, Permission::SeeNumbers);
        const QString number = u"0912345678"_s;
        const ConversationId id = ConversationId::fromString(u"c-"_s + roleName(role));
        const auto say = [&](const QString& message) {
            JsonClient platform(m_shop->url);
            platform.setToken(QByteArray(40, 'p'));
            QJsonObject body = JsonClient::message(id.toString(), message, u"Gọi mình "_s + number);
            body[u"metadata"_s] = QJsonObject{{u"platform"_s, u"facebook"_s}, {u"customer_name"_s, u"Lan "_s + number}};
            return platform.post("/api/v1/enhanced-handle-message", body);
        };
        const ClientReply said = say(u"m1"_s);
        QVERIFY2(said.status == 200, said.body.constData());
        QVERIFY(m_shop->signIn(RolesShop::idOf(role), RolesShop::ownPassword()));
        api::Desk& desk = m_shop->engine->desk();

        QSignalSpy lists(&desk, &api::Desk::conversationsListed);
        ConversationQuery query;
        query.filter = id.toString();
        desk.requestConversations(query);
        QTRY_COMPARE_WITH_TIMEOUT(lists.count(), 1, kRolesPatience);
        const auto rows = lists.first().at(1).value<ConversationPage>().rows;
        QCOMPARE(rows.size(), 1u);
        QVERIFY2(rows[0].customerName.startsWith(u"Lan "_s), qPrintable(rows[0].customerName));
        QCOMPARE(rows[0].customerName.contains(number), sees);

        QSignalSpy threads(&desk, &api::Desk::threadListed);
        ThreadQuery thread;
        thread.conversation = id;
        desk.requestThread(thread);
        QTRY_COMPARE_WITH_TIMEOUT(threads.count(), 1, kRolesPatience);
        const auto lines = threads.first().at(1).value<ThreadPage>().lines;
        QVERIFY(!lines.empty());
        QCOMPARE(lines[0].body.contains(number), sees);
        QCOMPARE(lines[0].isMasked, !sees);

        QSignalSpy finds(&desk, &api::Desk::found);
        MessageQuery words;
        words.text = u"goi minh"_s;
        words.conversation = id;
        desk.requestSearch(words);
        QTRY_COMPARE_WITH_TIMEOUT(finds.count(), 1, kRolesPatience);
        const auto hits = finds.first().at(1).value<MessageHits>().hits;
        QCOMPARE(hits.size(), 1u);
        QCOMPARE(hits[0].message.body.contains(number), sees);

        QSignalSpy details(&desk, &api::Desk::detailsChanged);
        desk.watchThread(id);
        const auto phone = [&details] {
            return details.isEmpty() ? QString()
                                     : details.last().at(1).value<CustomerDetails>().value(DetailField::Phone);
        };
        QTRY_VERIFY_WITH_TIMEOUT(phone().endsWith(u"678"_s), kRolesPatience);
        QCOMPARE(phone() == number, sees);
        QSignalSpy changes(&desk, &api::Desk::linesChanged);
        QSignalSpy moves(&desk, &api::Desk::conversationsChanged);
        QCOMPARE(say(u"m2"_s).status, 200);
        QTRY_VERIFY_WITH_TIMEOUT(!changes.isEmpty() && !moves.isEmpty(), kRolesPatience);
        for (const StoredMessage& line : changes.first().at(1).value<std::vector<StoredMessage>>())
            QVERIFY(line.speaker != Speaker::Customer || line.body.contains(number) == sees);
        for (const Conversation& row : moves.first().at(0).value<std::vector<Conversation>>())
            QVERIFY(row.id != id || row.customerName.contains(number) == sees);

        JsonClient client(m_shop->url);
        client.setToken(m_shop->token(role));
        const QByteArray sessions = client.get("/chat/admin/history").body;
        QVERIFY2(sessions.contains("678"), sessions.constData());
        QCOMPARE(sessions.contains(number.toUtf8()), sees);

        const auto revealed = RolesShop::answerOf(desk.reveal(id, lines[0].rev, u"đối chiếu đơn"_s));
        QCOMPARE(std::holds_alternative<StoredMessage>(revealed), may(role, Permission::RevealMasked));
        if (const auto* line = std::get_if<StoredMessage>(&revealed)) QVERIFY(line->body.contains(number));
        m_shop->signOut();
    }

    /// Security S41: however often a person looks, at the desk or over REST, one entry an hour names them.
    void whoSawAConversationStandsInTheLogOnce()
    {
        JsonClient platform(m_shop->url);
        platform.setToken(QByteArray(40, 'p'));
        const ClientReply said =
            platform.post("/api/v1/enhanced-handle-message", JsonClient::message(u"c-seen"_s, u"m1"_s, u"Shop ơi"_s));
        QVERIFY2(said.status == 200, said.body.constData());
        const OperatorId who = RolesShop::idOf(Role::Supervisor);
        QVERIFY(m_shop->signIn(who, RolesShop::ownPassword()));
        api::Desk& desk = m_shop->engine->desk();
        QSignalSpy threads(&desk, &api::Desk::threadListed);
        ThreadQuery thread;
        thread.conversation = ConversationId("c-seen"_ba);
        for (int i = 1; i <= 3; ++i) {
            desk.watchThread(thread.conversation);
            desk.requestThread(thread);
            QTRY_COMPARE_WITH_TIMEOUT(threads.count(), i, kRolesPatience);
        }
        JsonClient client(m_shop->url);
        client.setToken(m_shop->token(Role::Supervisor));
        QCOMPARE(client.get("/chat/admin/history").status, 200);
        QCOMPARE(client.get("/chat/admin/history").status, 200);
        m_shop->signOut();

        QVERIFY(m_shop->signIn(OperatorId("owner"_ba), RolesShop::ownPassword()));
        const auto entries = [&](const QString& action) {
            AuditQuery query;
            query.actor = who.bytes();
            query.action = action;
            const auto answer = RolesShop::answerOf(m_shop->engine->auditView().lines(query));
            const auto* page = std::get_if<AuditPage>(&answer);
            return page ? page->rows : std::vector<AuditRow>();
        };
        QTRY_VERIFY_WITH_TIMEOUT(!entries(u"conversation.listed"_s).empty(), kRolesPatience);
        QCOMPARE(entries(u"conversation.listed"_s).size(), 1u);
        const auto looks = entries(u"conversation.viewed"_s);
        QVERIFY(!looks.empty());
        QVERIFY(std::ranges::all_of(looks, [&](const AuditRow& row) { return row.who == who; }));
        // Those of the rows before stand there too, one each.
        const qint64 ofThis = std::ranges::count_if(looks, [](const AuditRow& row) { return row.detail.isEmpty(); });
        QVERIFY2(ofThis <= 2, "three looks at one conversation");
        m_shop->signOut();
    }
};

TONGDAI_TEST(LooksByRoleE2eTest)

}  // namespace tongdai::testing

#include "looks_by_role_e2e_test.moc"
