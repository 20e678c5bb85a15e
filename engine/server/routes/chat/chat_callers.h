#pragma once

#include "engine/server/http/http_message.h"

#include <QCoro/QCoroTask>

#include <variant>

namespace tongdai {

namespace chat {
class JwtTokens;
class NewestClaims;
}  // namespace chat

namespace ports {
class ChatStore;
class Clock;
}  // namespace ports

struct ChatVisitor;
class WrongTokens;

/// Who asks by REST with a chat user's token (contracts/realtime-chat §8), or the answer why nobody does. Engine loop.
class ChatCallers {
public:
    struct Ports {
        const chat::JwtTokens& tokens;
        chat::NewestClaims& newest;
        ports::ChatStore& store;
        const ports::Clock& clock;
        WrongTokens* wrong = nullptr;  ///< null: whoever tries tokens is not slowed
    };
    explicit ChatCallers(Ports ports) : m_ports(ports) {}

    using Caller = std::variant<ChatVisitor, http::Response>;
    /// 410 tells the client to refresh its token, 401 to log in. @throws StoreError
    QCoro::Task<Caller> caller(http::Request request) const;

private:
    Ports m_ports;
};

}  // namespace tongdai
