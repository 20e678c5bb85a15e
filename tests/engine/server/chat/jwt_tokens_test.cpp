#include "engine/server/chat/jwt_tokens.h"
#include "tests/support/test_registry.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using chat::JwtTokens;
using chat::TokenClaims;
using chat::TokenProblem;

class JwtTokensTest : public QObject {
    Q_OBJECT

    const QByteArray m_secret{"0123456789abcdef0123456789abcdef"};
    const JwtTokens m_tokens{m_secret};
    const TimePoint m_now{1'763'712'000'000ms};

    static QByteArray part(const QJsonObject& json)
    {
        return QJsonDocument(json)
            .toJson(QJsonDocument::Compact)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    }
    /// As another program would make it, without libjwt.
    QByteArray foreign(const QJsonObject& claims, const QString& alg = u"HS256"_s,
                       QCryptographicHash::Algorithm hash = QCryptographicHash::Sha256) const
    {
        const QByteArray head = part({{u"alg"_s, alg}, {u"typ"_s, u"JWT"_s}}) + '.' + part(claims);
        if (alg == "none"_L1) return head + '.';
        return head + '.' + signatureOf(head, hash);
    }
    QByteArray signatureOf(const QByteArray& head,
                           QCryptographicHash::Algorithm hash = QCryptographicHash::Sha256) const
    {
        return QMessageAuthenticationCode::hash(head, m_secret, hash)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    }
    QJsonObject user(qint64 secondsLeft = 3600) const
    {
        return {{u"id"_s, u"7c0e"_s},
                {u"email"_s, u"an@example.com"_s},
                {u"exp"_s, qint64(toUnixSeconds(m_now)) + secondsLeft}};
    }
    TokenProblem problem(const QByteArray& token) const { return std::get<TokenProblem>(m_tokens.check(token, m_now)); }

private slots:
    void readsBackWhatItSigned()
    {
        TokenClaims claims;
        claims.id = u"visitor-1"_s;
        claims.role = u"customer"_s;
        claims.name = u"Khách"_s;
        claims.thread = u"web-1"_s;
        claims.expires = m_now + 1h;
        const QByteArray token = m_tokens.sign(claims, m_now);
        const auto read = std::get<TokenClaims>(m_tokens.check(token, m_now + 59min));
        QCOMPARE(read.id, claims.id);
        QCOMPARE(read.role, claims.role);
        QCOMPARE(read.name, claims.name);
        QCOMPARE(read.thread, claims.thread);
        QCOMPARE(read.expires, claims.expires);
        QVERIFY(std::holds_alternative<TokenClaims>(m_tokens.check(token, m_now + 1h + 59s)));
        QCOMPARE(std::get<TokenProblem>(m_tokens.check(token, m_now + 1h + 60s)), TokenProblem::Expired);
        QCOMPARE(read.validUntil(), m_now + 1h + 60s);
    }
    void acceptsTheTokensOfAShopsOwnBackend()
    {
        const auto read = std::get<TokenClaims>(m_tokens.check(foreign(user()), m_now));
        QCOMPARE(read.id, u"7c0e"_s);
        QCOMPARE(read.email, u"an@example.com"_s);
        QJsonObject numbered = user();
        numbered[u"id"_s] = 42;
        QCOMPARE(std::get<TokenClaims>(m_tokens.check(foreign(numbered), m_now)).id, u"42"_s);
    }
    /// F68
    void refusesOtherAlgorithms()
    {
        QCOMPARE(problem(foreign(user(), u"none"_s)), TokenProblem::WrongAlgorithm);
        QCOMPARE(problem(foreign(user(), u"NONE"_s)), TokenProblem::WrongAlgorithm);
        QCOMPARE(problem(foreign(user(), u"HS512"_s, QCryptographicHash::Sha512)), TokenProblem::WrongAlgorithm);
        QCOMPARE(problem(foreign(user(), u"RS256"_s)), TokenProblem::WrongAlgorithm);
        // HS256 in the head, nothing behind it.
        const QByteArray token = foreign(user());
        QCOMPARE(problem(token.left(token.lastIndexOf('.') + 1)), TokenProblem::BadSignature);
    }
    /// F68
    void refusesForgeries()
    {
        const QByteArray token = foreign(user());
        const QByteArrayList parts = token.split('.');
        QJsonObject other = user();
        other[u"id"_s] = u"somebody-else"_s;
        QCOMPARE(problem(parts[0] + '.' + part(other) + '.' + parts[2]), TokenProblem::BadSignature);
        const JwtTokens elsewhere("another secret of thirty-two byte"_ba);
        QCOMPARE(std::get<TokenProblem>(elsewhere.check(token, m_now)), TokenProblem::BadSignature);
    }
    /// F68
    void refusesWhatHasNoEndOrIsOver()
    {
        QCOMPARE(problem(foreign(user(-60))), TokenProblem::Expired);
        QCOMPARE(problem(foreign({{u"id"_s, u"7c0e"_s}})), TokenProblem::Expired);
        QCOMPARE(problem(foreign({{u"id"_s, u"7c0e"_s}, {u"exp"_s, u"tomorrow"_s}})), TokenProblem::Expired);
        QJsonObject early = user();
        early[u"nbf"_s] = qint64(toUnixSeconds(m_now)) + 60;
        QVERIFY(std::holds_alternative<TokenClaims>(m_tokens.check(foreign(early), m_now)));
        early[u"nbf"_s] = qint64(toUnixSeconds(m_now)) + 61;
        QCOMPARE(problem(foreign(early)), TokenProblem::Expired);
    }
    /// F68
    void refusesNonsense_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::newRow("empty") << ""_ba;
        QTest::newRow("dots") << ".."_ba;
        QTest::newRow("words") << "not.a.token"_ba;
        QTest::newRow("one part") << "eyJhbGciOiJIUzI1NiJ9"_ba;
        QTest::newRow("huge") << QByteArray(100'000, 'a') + "..";
        QTest::newRow("zero byte") << QByteArray("a.b\0.c", 6);
        QTest::newRow("head is a list") << "W10.W10.W10"_ba;
    }
    void refusesNonsense()
    {
        QFETCH(QByteArray, token);
        QCOMPARE(problem(token), TokenProblem::Malformed);
    }
    /// Nothing of it is understood, so none of it may be passed over.
    void refusesWhatCallsItselfCritical()
    {
        const QByteArray claims = '.' + part(user());
        for (const QJsonValue& critical : {QJsonValue(QJsonArray{u"exp"_s}), QJsonValue(QJsonArray()), QJsonValue()}) {
            const QByteArray head = part({{u"alg"_s, u"HS256"_s}, {u"crit"_s, critical}}) + claims;
            QCOMPARE(problem(head + '.' + signatureOf(head)), TokenProblem::Malformed);
        }
    }
    /// F68: signed with the shop's secret for something else.
    void refusesTokensOfAnotherKind()
    {
        const QByteArray claims = '.' + part(user());
        for (const QString& kind : {u"secevent+jwt"_s, u"logout+jwt"_s, u"at+jwt"_s, u"JWE"_s}) {
            const QByteArray head = part({{u"alg"_s, u"HS256"_s}, {u"typ"_s, kind}}) + claims;
            QCOMPARE(problem(head + '.' + signatureOf(head)), TokenProblem::Malformed);
        }
        for (const QString& kind : {u"JWT"_s, u"jwt"_s}) {
            const QByteArray head = part({{u"alg"_s, u"HS256"_s}, {u"typ"_s, kind}}) + claims;
            QVERIFY(std::holds_alternative<TokenClaims>(m_tokens.check(head + '.' + signatureOf(head), m_now)));
        }
        const QByteArray without = part({{u"alg"_s, u"HS256"_s}}) + claims;
        QVERIFY(std::holds_alternative<TokenClaims>(m_tokens.check(without + '.' + signatureOf(without), m_now)));
    }
    /// F68
    void refusesWhatIsSaidTwice()
    {
        const auto encoded = [](const QByteArray& json) {
            return json.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        };
        const QByteArray claims = R"({"id":"an","id":"ba","exp":9999999999})";
        const QByteArray twice = part({{u"alg"_s, u"HS256"_s}}) + '.' + encoded(claims);
        QCOMPARE(problem(twice + '.' + signatureOf(twice)), TokenProblem::Malformed);
        const QByteArray head = encoded(R"({"alg":"none","alg":"HS256"})") + '.' + part(user());
        QCOMPARE(problem(head + '.' + signatureOf(head)), TokenProblem::Malformed);
    }
    void refusesAnIdThatNamesNobody_data()
    {
        QTest::addColumn<QJsonValue>("id");
        QTest::newRow("fraction") << QJsonValue(1.5);
        QTest::newRow("small fraction") << QJsonValue(1e-9);
        QTest::newRow("below zero") << QJsonValue(-1);
        QTest::newRow("beyond what browsers count") << QJsonValue(1e17);
        QTest::newRow("beyond 64 bits") << QJsonValue(1e300);
        QTest::newRow("true") << QJsonValue(true);
        QTest::newRow("null") << QJsonValue();
        QTest::newRow("list") << QJsonValue(QJsonArray{7});
        QTest::newRow("object") << QJsonValue(QJsonObject{{u"id"_s, 7}});
    }
    void refusesAnIdThatNamesNobody()
    {
        QFETCH(QJsonValue, id);
        QVERIFY(!chat::userIdClaim(id));
        for (const QString& name : {u"id"_s, u"userId"_s}) {
            QJsonObject claims = user();
            claims[u"id"_s] = u"7c0e"_s;  // the other one must be right as well
            claims[name] = id;
            QCOMPARE(problem(foreign(claims)), TokenProblem::Malformed);
        }
        QCOMPARE(chat::userIdClaim(0), std::optional(u"0"_s));
        QCOMPARE(chat::userIdClaim(42.0), std::optional(u"42"_s));
    }
    void refusesAUserWithoutAName()
    {
        QJsonObject nobody = user();
        nobody[u"id"_s] = u""_s;
        QCOMPARE(problem(foreign(nobody)), TokenProblem::Malformed);
        nobody[u"id"_s] = u"a b"_s;
        QCOMPARE(problem(foreign(nobody)), TokenProblem::Malformed);
        nobody[u"id"_s] = QString(200, u'x');
        QCOMPARE(problem(foreign(nobody)), TokenProblem::Malformed);
    }
};

TONGDAI_TEST(JwtTokensTest)

}  // namespace tongdai::testing

#include "jwt_tokens_test.moc"
