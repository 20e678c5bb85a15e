#pragma once

#include "engine/domain/conversation/message.h"
#include "engine/server/access/wrong_tokens.h"

#include <QJsonObject>

#include <functional>
#include <optional>
#include <variant>

namespace tongdai::chat {

/// Clocks of other machines differ from ours by no more (RFC 7519 4.1.4): exp and nbf are met with this much on either
/// side.
inline constexpr std::chrono::seconds kClockLeeway{60};

/// What a token says of its bearer (contracts/realtime-chat §1, and what the engine adds for its own visitors).
struct TokenClaims {
    QString id;     ///< the user
    QString email;  ///< may be empty
    /// "customer", "operator" or a role of the contract (CLIENT, FREELANCER, ADMIN, ARBITRATOR); empty: the user must
    /// be known already. A token with a role introduces its user.
    QString role;
    QString name;        ///< to show
    QString thread;      ///< the conversation of an anonymous visitor: theirs although nothing is written yet
    TimePoint issued{};  ///< by its `iat`; without one, or from the future: when it was checked
    TimePoint expires{};
    TimePoint validUntil() const { return expires + kClockLeeway; }
    QJsonObject all;  ///< every claim as signed
};

enum class TokenProblem : quint8 {
    Malformed,       ///< no JWT, or not of our kind of claims
    WrongAlgorithm,  ///< anything but HS256, "none" among them
    BadSignature,
    Barred,   ///< right, and of somebody who was disabled
    Expired,  ///< or without an end, or not valid yet
};

/// The user a claim names: a text, or a whole number as some backends count their users. Nothing: it names nobody.
std::optional<QString> userIdClaim(const QJsonValue& claim);

/// Signs and checks JSON Web Tokens with one HS256 key (libjwt). A header that asks for more than we do (`crit`), a
/// claim that stands twice and an id of another kind make a token Malformed. Pure; any thread.
///
///     TokenClaims claims;  claims.id = …;  claims.role = u"customer"_s;  claims.expires = clock.now() + 1h;
///     const QByteArray token = tokens.sign(claims, clock.now());
class JwtTokens {
public:
    /// `isBarred`: who may not come in any more, whatever token they bring.
    explicit JwtTokens(QByteArray secret, std::function<bool(const QByteArray& user)> isBarred = {})
        : m_secret(std::move(secret)), m_isBarred(std::move(isBarred))
    {
    }

    /// `claims.expires` and `now` become exp and iat.
    QByteArray sign(const TokenClaims& claims, TimePoint now) const;
    std::variant<TokenClaims, TokenProblem> check(const QByteArray& token, TimePoint now) const;

private:
    bool isSignedByUs(const QByteArray& token) const;

    QByteArray m_secret;
    std::function<bool(const QByteArray& user)> m_isBarred;
};

/// Tells whoever counts them of a token that was checked for this address: one that is over was right once, and is
/// neither.
void noteChecked(WrongTokens& wrong, const QHostAddress& peer, const std::variant<TokenClaims, TokenProblem>& checked);

}  // namespace tongdai::chat
