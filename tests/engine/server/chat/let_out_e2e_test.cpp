#include "engine/server/chat/jwt_tokens.h"
#include "tests/support/engine_process.h"
#include "tests/support/http_client.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// Whoever was let into a thread can be let out of it again, and reads nothing of it any more.
class LetOutE2eTest : public QObject {
    Q_OBJECT
private slots:
    void whoeverLeftReadsNothingAnyMore();
};

void LetOutE2eTest::whoeverLeftReadsNothingAnyMore()
{
    const QString secret = u"a-secret-that-only-tests-know-of-32"_s;
    EngineProcess engine;
    engine.setEnvironment(u"JWT_SECRET"_s, secret);
    QVERIFY2(engine.start(), qPrintable(engine.problem()));
    JsonClient client(engine.url());
    const auto asAdmin = [&] { client.setToken(engine.adminToken()); };
    const auto asUser = [&](const QByteArray& id) {
        chat::TokenClaims claims;
        claims.id = QString::fromUtf8(id);
        const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
        claims.expires = now + std::chrono::hours(1);
        client.setToken(chat::JwtTokens(secret.toUtf8()).sign(claims, now));
    };
    const auto remove = [&](const QByteArray& target) {
        std::optional<ClientReply> reply;
        client.send({"DELETE", target, {}, {}}, [&reply](const ClientReply& got) { reply = got; });
        return QTest::qWaitFor([&reply] { return reply.has_value(); }, 15'000) ? reply->status : 0;
    };
    asAdmin();
    const auto user = [](const QString& id, const QString& role) {
        return QJsonObject{{u"userId"_s, id}, {u"role"_s, role}};
    };
    const QJsonObject thread{{u"id"_s, u"t1"_s},
                             {u"participants"_s, QJsonArray{user(u"an"_s, u"CLIENT"_s), user(u"lan"_s, u"ADMIN"_s)}}};
    QCOMPARE(client.post("/api/chat/threads", thread).status, 201);
    asUser("lan");
    QCOMPARE(client.get("/api/chat/threads/t1/messages").status, 200);
    QCOMPARE(remove("/api/chat/threads/t1/participants/an"), 401);  // a user's token lets nobody out

    asAdmin();
    QCOMPARE(remove("/api/chat/threads/t1/participants/lan"), 200);
    QCOMPARE(remove("/api/chat/threads/t1/participants/lan"), 404);
    QCOMPARE(remove("/api/chat/threads/t9/participants/lan"), 404);
    asUser("lan");
    QCOMPARE(client.get("/api/chat/threads/t1/messages").status, 403);
    asUser("an");
    QCOMPARE(client.get("/api/chat/threads/t1/messages").status, 200);
    QCOMPARE(engine.stop(), std::optional(0));
}

TONGDAI_TEST(LetOutE2eTest)

}  // namespace tongdai::testing

#include "let_out_e2e_test.moc"
