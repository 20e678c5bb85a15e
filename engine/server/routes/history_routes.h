#pragma once

#include "engine/contract/chat_history_routes.h"
#include "engine/server/http/http_server.h"
#include "engine/work/chat_history.h"
#include "engine/work/erase_chat_session.h"

#include <functional>

namespace tongdai {

/// Who calls, from a verified token of the request; nothing: nobody we know.
using CallerOfRequest = std::function<std::optional<ChatCaller>(const http::Request&)>;

/// `/api/chathistory` (contracts/chat-history §1), mounted on the router. Errors are plain text, or a JSON string for
/// callers that ask for JSON alone. Engine loop; a store that does not answer is 503, never an exception to the caller.
class ChatHistoryRoutes final : public http::RequestHandler {
public:
    ChatHistoryRoutes(ChatHistory& history, EraseChatSession& erase, CallerOfRequest callerOf)
        : m_history(history), m_erase(erase), m_callerOf(std::move(callerOf))
    {
    }

    /// Two texts of 64 KiB, escaped, and metadata.
    std::optional<qsizetype> bodyLimit(const http::Request&) const override { return 1024 * 1024; }
    QCoro::Task<http::Response> handle(std::shared_ptr<http::Exchange> exchange) override;
    http::UpgradeHandler upgradeHandler(const http::Request&) const override { return {}; }

private:
    using ExchangePtr = std::shared_ptr<http::Exchange>;
    QCoro::Task<http::Response> serve(ExchangePtr exchange, ChatCaller caller, QByteArrayList captures,
                                      contract::ChatHistoryRoute route);
    QCoro::Task<http::Response> history(ExchangePtr exchange, ChatCaller caller, QByteArrayList captures);
    QCoro::Task<http::Response> userSessions(ExchangePtr exchange, ChatCaller caller, QByteArrayList captures);
    QCoro::Task<http::Response> sessionInfo(ExchangePtr exchange, ChatCaller caller, QByteArrayList captures);
    QCoro::Task<http::Response> archive(ExchangePtr exchange, ChatCaller caller, QByteArrayList captures);
    QCoro::Task<http::Response> erase(ExchangePtr exchange, ChatCaller caller, QByteArrayList captures);
    QCoro::Task<http::Response> sync(ExchangePtr exchange, ChatCaller caller);

    ChatHistory& m_history;
    EraseChatSession& m_erase;
    CallerOfRequest m_callerOf;
};

}  // namespace tongdai
