#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/store/chat_store.h"
#include "engine/server/chat/jwt_tokens.h"
#include "engine/server/chat/newest_claims.h"
#include "engine/server/socketio/namespace.h"
#include "engine/work/chat/chat_membership.h"

namespace tongdai::chat {

/// Who may be on /chat (contracts/realtime-chat §1): looks the token up, checks it, finds its user, and writes
/// both into the socket's state. Engine loop.
class ChatAdmission {
public:
    /// `wrong` may be null: whoever tries tokens is not slowed.
    ChatAdmission(const JwtTokens& tokens, NewestClaims& newest, ports::ChatStore& store, const ports::Clock& clock,
                  WrongTokens* wrong)
        : m_tokens(tokens), m_newest(newest), m_store(store), m_clock(clock), m_wrong(wrong)
    {
    }
    QCoro::Task<socketio::Admission> admit(socketio::SocketPtr socket);
    /// A connected socket brings a new token of its user. Empty: its state has it now, else why not.
    QCoro::Task<QString> renew(socketio::SocketPtr socket, QByteArray token);

private:
    /// The socket's user and how long, or the contract's word for why not.
    struct Known {
        ChatVisitor visitor;
        TimePoint issued{};
        TimePoint validUntil{};
    };
    QCoro::Task<std::variant<Known, QString>> whoBrings(QByteArray token, QHostAddress peer);

    const JwtTokens& m_tokens;
    NewestClaims& m_newest;
    ports::ChatStore& m_store;
    const ports::Clock& m_clock;
    WrongTokens* m_wrong;
};

/// auth.token, then `Authorization: Bearer`, then the cookie accessToken; empty: none.
QByteArray tokenOf(const socketio::Handshake& handshake);
/// A user whom the token's role introduces, in the role that counts; nothing: they must be known.
std::optional<ChatUser> introducedBy(const TokenClaims& claims, NewestClaims& newest);

}  // namespace tongdai::chat
