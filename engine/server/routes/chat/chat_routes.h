#pragma once

#include "engine/server/chat/chat_gateway.h"
#include "engine/server/router.h"
#include "engine/server/routes/chat/chat_callers.h"
#include "engine/work/desk/sight_check.h"

namespace tongdai {

/// Threads, messages and read marks over REST (contracts/realtime-chat §8), for the bearer of the same token as /chat.
/// POST /api/chat/threads, for the administrator's token, makes a thread: in the original another part of the backend
/// did; DELETE …/participants/{userId} takes somebody out of one. Every error is `{"message","errorCode","errors"}`.
/// Engine loop.
class ChatRoutes {
public:
    /// `reader`: says what of the conversations a person sees.
    ChatRoutes(Router& router, ports::ChatStore& store, chat::ChatGateway& gateway, const ports::Clock& clock,
               ports::HistoryReader& reader);

private:
    using ExchangePtr = std::shared_ptr<http::Exchange>;
    using Answer = QCoro::Task<http::Response>;
    using Work = Answer (ChatRoutes::*)(ExchangePtr, ChatVisitor);

    void serve(Router& router, contract::RouteId route, Work work);
    Answer withUser(ExchangePtr exchange, Work work);
    Answer threads(ExchangePtr exchange, ChatVisitor visitor);
    Answer thread(ExchangePtr exchange, ChatVisitor visitor);
    Answer messages(ExchangePtr exchange, ChatVisitor visitor);
    Answer read(ExchangePtr exchange, ChatVisitor visitor);
    Answer open(ExchangePtr exchange);
    Answer letOut(ExchangePtr exchange);
    /// The thread, or why not.
    QCoro::Task<std::variant<ChatMember, http::Response>> mine(ConversationId thread, ChatVisitor visitor);

    ports::ChatStore& m_store;
    SightCheck m_sight;
    chat::ChatGateway& m_gateway;
    ChatCallers m_callers;
};

}  // namespace tongdai
