#include "engine/domain/people/privacy.h"
#include "engine/server/access/shop_people.h"
#include "engine/server/chat/jwt_tokens.h"
#include "engine/server/router.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using http::Exchange;
using http::Request;
using http::Response;

namespace {

const QByteArray kPersonKey = QByteArray(32, 'k');
const QByteArray kAdminsToken = QByteArray(40, 'a');

QCoro::Task<Response> answerActor(std::shared_ptr<Exchange> exchange)
{
    co_return Response::text(actorOf(exchange->request()));
}

Person personOf(Role role)
{
    Person person;
    person.id = OperatorId(QByteArray(roleName(role).data(), roleName(role).size()));
    person.name = u"Người "_s + roleName(role);
    person.role = role;
    return person;
}

}  // namespace

/// Persons' tokens at the administrator's routes: every route by every role, and what is no such token.
class PersonRolesTest : public QObject {
    Q_OBJECT

    TimePoint m_now{std::chrono::milliseconds(1'763'712'000'000)};
    std::shared_ptr<ShopPeople> m_people;
    Roster m_roster;
    std::unique_ptr<Router> m_router;

    Response ask(const contract::RestRoute& route, const QByteArray& token) const
    {
        Request request;
        request.method = route.method.toByteArray();
        request.target = route.path.toByteArray().replace("{id}", "c1").replace("{userId}", "u1");
        request.path = QString::fromUtf8(request.target);
        request.headers.emplaceBack("Host"_ba, "127.0.0.1:8000"_ba);
        request.headers.emplaceBack("Authorization"_ba, "Bearer " + token);
        return QCoro::waitFor(m_router->handle(std::make_shared<Exchange>(std::move(request))));
    }
    int statusFor(const QByteArray& token) const
    {
        for (const contract::RestRoute& route : contract::restRoutes()) {
            if (route.id == contract::RouteId::AdminConversations) return ask(route, token).status;
        }
        return 0;
    }

private slots:
    void init()
    {
        m_people = std::make_shared<ShopPeople>();
        m_people->setKey(kPersonKey);
        m_roster = {};
        for (const Role role : kAllRoles)
            m_roster.people.push_back(personOf(role));
        m_people->setRoster(m_roster);
        AccessRules rules{BearerTokens({QByteArray(40, 'p')}), BearerTokens({kAdminsToken}), HostAllowList({})};
        rules.people = m_people;
        rules.now = [this] { return m_now; };
        m_router = std::make_unique<Router>(std::move(rules));
        for (const contract::RestRoute& route : contract::restRoutes())
            m_router->serve(route.id, answerActor);
    }

    void everyRouteByEveryRole()
    {
        int checked = 0;
        for (const contract::RestRoute& route : contract::restRoutes()) {
            if (route.permission != contract::Permission::Admin) continue;
            QVERIFY2(route.person, route.path.toByteArray().constData());
            QCOMPARE(ask(route, kAdminsToken).body, programActor("admin"));
            for (const Role role : kAllRoles) {
                const Person person = personOf(role);
                const Response answer = ask(route, m_people->tokenFor(person, m_now));
                QCOMPARE(answer.status, may(role, *route.person) ? 200 : 403);
                if (answer.status == 200)
                    QCOMPARE(answer.body, person.id.bytes());
                else
                    QVERIFY(answer.body.contains(permissionName(*route.person).data()));
                ++checked;
            }
        }
        QVERIFY(checked >= 100);
    }

    /// A role in a token counts only where this shop signed it for that purpose, and while it is so.
    void whatIsNoPersonsToken_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("purpose");
        QTest::addColumn<QString>("role");
        QTest::addColumn<qint64>("version");
        QTest::addColumn<int>("status");
        const QString desk = u"tongdai-desk"_s;
        const QString administrator = u"administrator"_s;
        QTest::newRow("right") << kPersonKey << desk << administrator << qint64(1) << 200;
        QTest::newRow("of the chat's key") << QByteArray(48, 'j') << desk << administrator << qint64(1) << 401;
        QTest::newRow("for another purpose") << kPersonKey << u"widget"_s << administrator << qint64(1) << 401;
        QTest::newRow("for no purpose") << kPersonKey << QString() << administrator << qint64(1) << 401;
        QTest::newRow("another role") << kPersonKey << desk << u"auditor"_s << qint64(1) << 401;
        QTest::newRow("the contract's role") << kPersonKey << desk << u"ADMIN"_s << qint64(1) << 401;
        QTest::newRow("an older session") << kPersonKey << desk << administrator << qint64(0) << 401;
    }

    void whatIsNoPersonsToken()
    {
        QFETCH(QByteArray, key);
        QFETCH(QString, purpose);
        QFETCH(QString, role);
        QFETCH(qint64, version);
        QFETCH(int, status);
        chat::TokenClaims claims;
        claims.id = u"administrator"_s;
        claims.role = role;
        claims.expires = m_now + 1h;
        claims.all = {{u"ver"_s, version}};
        if (!purpose.isEmpty()) claims.all.insert(u"aud"_s, purpose);
        QCOMPARE(statusFor(chat::JwtTokens(key).sign(claims, m_now)), status);
    }

    void aTokenEndsWithItsPersonsRights()
    {
        const QByteArray token = m_people->tokenFor(personOf(Role::Supervisor), m_now);
        QCOMPARE(statusFor(token), 200);
        const auto with = [this](auto change) {
            Roster changed = m_roster;
            change(changed.people[size_t(Role::Supervisor)]);
            m_people->setRoster(changed);
        };
        with([](Person& person) { person.isDisabled = true; });
        QCOMPARE(statusFor(token), 401);
        QVERIFY(m_people->isBarred("supervisor"_ba));
        with([](Person& person) { person.version = 2; });
        QCOMPARE(statusFor(token), 401);
        with([](Person& person) { person.role = Role::Auditor; });
        QCOMPARE(statusFor(token), 401);
        with([](Person& person) { person.mustChangePassword = true; });
        QCOMPARE(statusFor(token), 401);
        m_people->setRoster(m_roster);
        QCOMPARE(statusFor(token), 200);
        m_now += ShopPeople::kTokenLives + 2min;
        QCOMPARE(statusFor(token), 401);
    }

    /// A user's token of the chat is refused as well when its user is somebody who was disabled.
    void aBarredUsersTokenIsRefused()
    {
        const chat::JwtTokens tokens(QByteArray(48, 'j'),
                                     [this](const QByteArray& user) { return m_people->isBarred(user); });
        chat::TokenClaims claims;
        claims.id = u"operator"_s;
        claims.role = u"ADMIN"_s;
        claims.expires = m_now + 1h;
        const QByteArray token = tokens.sign(claims, m_now);
        QVERIFY(std::holds_alternative<chat::TokenClaims>(tokens.check(token, m_now)));
        m_roster.people[size_t(Role::Operator)].isDisabled = true;
        m_people->setRoster(m_roster);
        QCOMPARE(std::get<chat::TokenProblem>(tokens.check(token, m_now)), chat::TokenProblem::Barred);
    }
};

TONGDAI_TEST(PersonRolesTest)

}  // namespace tongdai::testing

#include "person_roles_test.moc"
