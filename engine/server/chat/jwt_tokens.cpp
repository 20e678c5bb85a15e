#include "engine/server/chat/jwt_tokens.h"

#include "engine/contract/json/strict_json.h"

#include <QJsonDocument>

#include <algorithm>
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
constexpr qint64 kMaxNumberedUser = 9'007'199'254'740'991;  // what a browser can tell from its neighbours

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

/// Backends of the chat contract write `id`, those of the chat-history contract `userId`. Nothing: one of them names
/// nobody. Either may be read, so either must be right.
std::optional<QString> idIn(const QJsonObject& claims)
{
    std::optional<QString> id;
    for (const auto name : {"userId"_L1, "id"_L1}) {
        if (!claims.contains(name)) continue;
        id = userIdClaim(claims.value(name));
        if (!id) return std::nullopt;
    }
    return id;
}

/// Strictly, and once: libjwt takes the last of two claims of one name.
QJsonObject partOf(const QByteArray& base64)
{
    const QByteArray json = QByteArray::fromBase64(base64, QByteArray::Base64UrlEncoding);
    const auto parsed = contract::parseStrictObject(json);
    const auto* object = std::get_if<QJsonObject>(&parsed);
    return object ? *object : QJsonObject();
}

TokenClaims claimsFrom(const QJsonObject& all, double expires)
{
    TokenClaims claims;
    claims.id = idIn(all).value_or(QString());
    claims.email = all.value("email"_L1).toString();
    claims.role = all.value("role"_L1).toString();
    claims.name = all.value("name"_L1).toString();
    claims.thread = all.value("thread"_L1).toString();
    claims.expires = fromUnixSeconds(expires);
    claims.all = all;
    return claims;
}

}  // namespace

std::optional<QString> userIdClaim(const QJsonValue& claim)
{
    if (claim.isDouble()) {
        const qint64 whole = claim.toInteger(-1);
        if (whole < 0 || whole > kMaxNumberedUser) return std::nullopt;
        return QString::number(whole);
    }
    if (!claim.isString() || checkId(idBytes(claim.toString()))) return std::nullopt;
    return claim.toString();
}

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
    const qsizetype headEnd = token.indexOf('.');
    const QJsonObject header = partOf(token.left(headEnd));
    // What a signer calls critical must be understood (RFC 7515 4.1.11), and nothing of it is.
    if (header.isEmpty() || header.contains("crit"_L1)) return TokenProblem::Malformed;
    if (header.value("alg"_L1).toString() != "HS256"_L1) return TokenProblem::WrongAlgorithm;
    if (!isSignedByUs(token)) return TokenProblem::BadSignature;

    jwt_t* decoded = nullptr;
    const auto* key = reinterpret_cast<const unsigned char*>(m_secret.constData());
    if (jwt_decode(&decoded, token.constData(), key, int(m_secret.size())) != 0) return TokenProblem::Malformed;
    const Jwt jwt(decoded, &jwt_free);
    if (jwt_get_alg(jwt.get()) != JWT_ALG_HS256) return TokenProblem::WrongAlgorithm;
    const QJsonObject all = partOf(token.mid(headEnd + 1, token.lastIndexOf('.') - headEnd - 1));
    if (all.isEmpty()) return TokenProblem::Malformed;

    const std::optional<double> expires = numberIn(all, "exp"_L1);
    const double leeway = double(kClockLeeway.count());
    const double nowSeconds = toUnixSeconds(now);
    if (!expires || *expires + leeway <= nowSeconds) return TokenProblem::Expired;
    if (all.contains("nbf"_L1) && numberIn(all, "nbf"_L1).value_or(kMaxSeconds) - leeway > nowSeconds)
        return TokenProblem::Expired;
    TokenClaims claims = claimsFrom(all, *expires);
    const std::optional<double> issued = numberIn(all, "iat"_L1);
    claims.issued = issued ? std::min(fromUnixSeconds(*issued), now) : now;
    if (checkId(claims.id.toUtf8())) return TokenProblem::Malformed;
    if (m_isBarred && m_isBarred(claims.id.toUtf8())) return TokenProblem::Barred;
    if (!claims.thread.isEmpty() && checkId(claims.thread.toUtf8())) return TokenProblem::Malformed;
    return claims;
}

void noteChecked(WrongTokens& wrong, const QHostAddress& peer, const std::variant<TokenClaims, TokenProblem>& checked)
{
    if (std::holds_alternative<TokenClaims>(checked)) return wrong.noteRight(peer, WrongTokens::Kind::User);
    const auto problem = std::get<TokenProblem>(checked);
    if (problem != TokenProblem::Expired && problem != TokenProblem::Barred) wrong.noteWrong(peer, u"user token"_s);
}

}  // namespace tongdai::chat
