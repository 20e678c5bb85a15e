#include "engine/server/routes/chat/history_callers.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class CallersClock final : public ports::Clock {
public:
    TimePoint now() const override { return TimePoint(1'763'712'000s); }
    std::chrono::nanoseconds elapsed() const override { return 0ns; }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
};

}  // namespace

class HistoryCallersTest : public QObject {
    Q_OBJECT

    CallersClock m_clock;
    chat::JwtTokens m_tokens{QByteArray(48, 'k')};
    CallerOfRequest m_callerOf =
        historyCallers(chat::JwtTokens(QByteArray(48, 'k')), BearerTokens({QByteArray(40, 'p')}), m_clock);

    QByteArray signedWith(const QJsonObject& claims, std::chrono::milliseconds life = 10min) const
    {
        chat::TokenClaims all;
        all.all = claims;
        all.expires = m_clock.now() + life;
        return m_tokens.sign(all, m_clock.now());
    }
    std::optional<ChatCaller> caller(const QByteArray& token) const
    {
        http::Request request;
        if (!token.isEmpty()) request.headers.emplaceBack("Authorization"_ba, "Bearer " + token);
        return m_callerOf(request);
    }

private slots:
    void knowsAUserByTheirClaims()
    {
        const auto user = caller(signedWith({{u"userId"_s, u"u42"_s}, {u"role"_s, u"User"_s}}));
        QVERIFY(user);
        QCOMPARE(user->user, SenderId("u42"_ba));
        QVERIFY(user->mayRead(SenderId("u42"_ba)));
        QVERIFY(!user->mayRead(SenderId("u43"_ba)));
        QVERIFY(!user->mayWriteFor(SenderId("u43"_ba)));
        QCOMPARE(caller(signedWith({{u"userId"_s, 42}}))->user, SenderId("42"_ba));
    }
    void takesTheClaimAndTheCookieOfChatUsers()
    {
        const QByteArray token = signedWith({{u"id"_s, u"u42"_s}, {u"role"_s, u"CLIENT"_s}});
        QCOMPARE(caller(token)->user, SenderId("u42"_ba));
        QVERIFY(!caller(token)->isAdmin);
        QCOMPARE(caller(signedWith({{u"id"_s, u"u42"_s}, {u"userId"_s, u"u43"_s}}))->user, SenderId("u43"_ba));
        http::Request request;
        request.headers.emplaceBack("Cookie"_ba, "theme=dark; accessToken=" + token);
        QCOMPARE(m_callerOf(request)->user, SenderId("u42"_ba));
        // The header counts first.
        request.headers.emplaceBack("Authorization"_ba, "Bearer " + signedWith({{u"userId"_s, u"u7"_s}}));
        QCOMPARE(m_callerOf(request)->user, SenderId("u7"_ba));
    }
    void knowsRolesInEverySpelling()
    {
        const auto admin = caller(signedWith({{u"userId"_s, u"a"_s}, {u"role"_s, QJsonArray{u"User"_s, u"Admin"_s}}}));
        QVERIFY(admin && admin->mayRead(SenderId("u43"_ba)));
        const auto other = caller(signedWith(
            {{u"userId"_s, u"a"_s}, {u"http://schemas.microsoft.com/ws/2008/06/identity/claims/role"_s, u"Admin"_s}}));
        QVERIFY(other && other->isAdmin);
    }
    void letsAServiceSyncAndReadNothing()
    {
        for (const QByteArray& token :
             {signedWith({{u"userId"_s, u"bot"_s}, {u"role"_s, u"Service"_s}}), QByteArray(40, 'p')}) {
            const auto service = caller(token);
            QVERIFY(service);
            QVERIFY(service->mayWriteFor(SenderId("u42"_ba)));
            QVERIFY(!service->mayRead(SenderId("u42"_ba)));
        }
    }
    void knowsNobodyElse()
    {
        QVERIFY(!caller({}));
        QVERIFY(!caller("nonsense"));
        QVERIFY(!caller(QByteArray(40, 'q')));
        QVERIFY(!caller(signedWith({{u"userId"_s, u"u42"_s}}, -61s)));
        QVERIFY(!caller(signedWith({{u"userId"_s, u"a b"_s}})));
        // A visitor of a web page has its thread, not a history.
        QVERIFY(!caller(signedWith({{u"id"_s, u"visitor-1"_s}, {u"thread"_s, u"t1"_s}})));
        for (const QJsonValue& nobody : {QJsonValue(1.5), QJsonValue(true), QJsonValue(), QJsonValue(QJsonArray{42})}) {
            QVERIFY(!caller(signedWith({{u"userId"_s, nobody}})));
            QVERIFY(!callerOf({{u"userId"_s, nobody}, {u"role"_s, u"Admin"_s}}));
        }
        const QByteArray good = signedWith({{u"userId"_s, u"u42"_s}});
        QVERIFY(!caller(good.left(good.lastIndexOf('.') + 1)));
        const QByteArray none = R"({"alg":"none","typ":"JWT"})";
        QVERIFY(!caller(none.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals) +
                        good.mid(good.indexOf('.'))));
    }
};

TONGDAI_TEST(HistoryCallersTest)

}  // namespace tongdai

#include "history_callers_test.moc"
