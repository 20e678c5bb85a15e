#include "engine/server/chat/jwt_tokens.h"

#include <QJsonDocument>

#include <cmath>
#include <cstdlib>
#include <memory>

#include <jwt.h>
#include <sodium.h>

namespace tongdai::chat {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxToken = 8 * 1024;
/// What a claim's number may be: a second of the next few thousand years.
constexpr double kMaxSeconds = 1e11;

using Jwt = std::unique_ptr<jwt_t, decltype(&jwt_free)>;
using CText = std::unique_ptr<char, decltype(&std::free)>;

qint64 secondsOf(TimePoint time)
{
    return std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
}

std::optional<double> numberIn(const QJsonObject& claims, QLatin1StringView name)
{
    const QJsonValue value = claims.value(name);
    if (!value.isDouble() || std::abs(value.toDouble()) > kMaxSeconds) return std::nullopt;
    return value.toDouble();
}

/// Some backends number their users; those of the chat-history contract write `userId`.
QString idIn(const QJsonObject& claims)
{
    const QJsonValue id = claims.contains("id"_L1) ? claims.value("id"_L1) : claims.value("userId"_L1);
    if (id.isDouble()) return QString::number(id.toInteger());
    return id.toString();
}

TokenClaims claimsFrom(const QJsonObject& all, double expires)
{
    TokenClaims claims;
    claims.id = idIn(all);
    claims.email = all.value("email"_L1).toString();
    claims.role = all.value("role"_L1).toString();
    claims.name = all.value("name"_L1).toString();
    claims.thread = all.value("thread"_L1).toString();
    claims.expires = fromUnixSeconds(expires);
    claims.all = all;
    return claims;
}

}  // namespace

QByteArray JwtTokens::sign(const TokenClaims& claims, TimePoint now) const
{
    QJsonObject payload = claims.all;
    const auto put = [&payload](QLatin1StringView name, const QString& value) {
        if (!value.isEmpty()) payload.insert(name, value);
    };
    put("id"_L1, claims.id);
    put("email"_L1, claims.email);
    put("role"_L1, claims.role);
    put("name"_L1, claims.name);
    put("thread"_L1, claims.thread);
    payload.insert(u"iss"_s, u"tongdai"_s);
    payload.insert(u"iat"_s, secondsOf(now));
    payload.insert(u"exp"_s, secondsOf(claims.expires));

    jwt_t* made = nullptr;
    if (jwt_new(&made) != 0) throw std::bad_alloc();
    const Jwt jwt(made, &jwt_free);
    const QByteArray json = QJsonDocument(payload).toJson(QJsonDocument::Compact);
    const auto* key = reinterpret_cast<const unsigned char*>(m_secret.constData());
    if (jwt_add_grants_json(jwt.get(), json.constData()) != 0 ||
        jwt_set_alg(jwt.get(), JWT_ALG_HS256, key, int(m_secret.size())) != 0)
        throw std::logic_error("a token of our own cannot be made");
    const CText text(jwt_encode_str(jwt.get()), &std::free);
    return QByteArray(text.get());
}

/// Before libjwt looks at it: libjwt 1.10 compares signatures with strcmp, whose time tells how much of a forged one is
/// right (CVE-2024-25189). This comparison takes the same time for every forgery.
bool JwtTokens::isSignedByUs(const QByteArray& token) const
{
    const qsizetype end = token.lastIndexOf('.');
    const auto given = QByteArray::fromBase64Encoding(token.mid(end + 1), QByteArray::Base64UrlEncoding |
                                                                              QByteArray::OmitTrailingEquals |
                                                                              QByteArray::AbortOnBase64DecodingErrors);
    if (end < 0 || given.decodingStatus != QByteArray::Base64DecodingStatus::Ok ||
        given.decoded.size() != qsizetype(crypto_auth_hmacsha256_BYTES))
        return false;
    crypto_auth_hmacsha256_state state;
    unsigned char expected[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(m_secret.constData()),
                                size_t(m_secret.size()));
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(token.constData()),
                                  static_cast<unsigned long long>(end));
    crypto_auth_hmacsha256_final(&state, expected);
    return sodium_memcmp(expected, given.decoded.constData(), sizeof expected) == 0;
}

std::variant<TokenClaims, TokenProblem> JwtTokens::check(const QByteArray& token, TimePoint now) const
{
    if (token.size() > kMaxToken || token.count('.') != 2 || token.contains('\0')) return TokenProblem::Malformed;
    const QByteArray head = QByteArray::fromBase64(token.left(token.indexOf('.')), QByteArray::Base64UrlEncoding);
    const QJsonObject header = QJsonDocument::fromJson(head).object();
    if (header.isEmpty()) return TokenProblem::Malformed;
    if (header.value("alg"_L1).toString() != "HS256"_L1) return TokenProblem::WrongAlgorithm;
    if (!isSignedByUs(token)) return TokenProblem::BadSignature;

    jwt_t* decoded = nullptr;
    const auto* key = reinterpret_cast<const unsigned char*>(m_secret.constData());
    if (jwt_decode(&decoded, token.constData(), key, int(m_secret.size())) != 0) return TokenProblem::Malformed;
    const Jwt jwt(decoded, &jwt_free);
    if (jwt_get_alg(jwt.get()) != JWT_ALG_HS256) return TokenProblem::WrongAlgorithm;
    const CText json(jwt_get_grants_json(jwt.get(), nullptr), &std::free);
    const QJsonObject all = json ? QJsonDocument::fromJson(QByteArray(json.get())).object() : QJsonObject();

    const std::optional<double> expires = numberIn(all, "exp"_L1);
    const double nowSeconds = toUnixSeconds(now);
    if (!expires || *expires <= nowSeconds) return TokenProblem::Expired;
    if (all.contains("nbf"_L1) && numberIn(all, "nbf"_L1).value_or(kMaxSeconds) > nowSeconds)
        return TokenProblem::Expired;
    TokenClaims claims = claimsFrom(all, *expires);
    if (checkId(claims.id.toUtf8())) return TokenProblem::Malformed;
    if (!claims.thread.isEmpty() && checkId(claims.thread.toUtf8())) return TokenProblem::Malformed;
    return claims;
}

}  // namespace tongdai::chat
