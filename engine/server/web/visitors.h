#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/random.h"
#include "engine/server/chat/jwt_tokens.h"

namespace tongdai::web {

/// Who an anonymous visitor of a shop's page is: a user, a conversation of their own, and two signed texts.
struct VisitorIdentity {
    QString user;
    QString thread;
    QByteArray token;  ///< opens the chat namespace and its history for kTokenLife
    QByteArray key;    ///< kept in the browser: gives the next token, nothing else
};

/// Gives visitors their identity and knows those who come back by their key; keeps nothing itself, so every engine with
/// the same secret knows them (security S12). Keys are signed with a secret derived from the tokens' one: neither is
/// accepted where the other belongs. Engine loop.
class Visitors {
public:
    static constexpr std::chrono::hours kTokenLife{1};
    static constexpr std::chrono::hours kKeyLife{24 * 365};  ///< since the last visit

    Visitors(const QByteArray& secret, const ports::Clock& clock, ports::Random& random);

    /// The visitor of this key, or a new one where the key is empty, expired or not ours.
    VisitorIdentity identify(const QByteArray& key);

private:
    chat::TokenClaims newVisitor();

    chat::JwtTokens m_tokens;
    chat::JwtTokens m_keys;
    const ports::Clock& m_clock;
    ports::Random& m_random;
};

}  // namespace tongdai::web
