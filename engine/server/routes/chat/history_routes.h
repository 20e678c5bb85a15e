#pragma once

#include "engine/contract/chat_history_routes.h"
#include "engine/server/access/door_limits.h"
#include "engine/server/access/wrong_tokens.h"
#include "engine/server/http/http_server.h"
#include "engine/work/chat/chat_history.h"
#include "engine/work/chat/erase_chat_session.h"

#include <functional>

namespace tongdai {

/// Who calls, from a verified token of the request; nothing: nobody we know.
using CallerOfRequest = std::function<std::optional<ChatCaller>(const http::Request&)>;

/// `/api/chathistory` (contracts/chat-history §1), mounted on the router. Errors are plain text, or a JSON string for
/// callers that ask for JSON alone. Engine loop; a store that does not answer is 503, never an exception to the caller.
class ChatHistoryRoutes final : public http::RequestHandler {
public:
    /// Where nothing is bounded, a null one stands.
    struct Bounds {
        std::shared_ptr<DoorLimits> doors = {};
        std::shared_ptr<WrongTokens> wrong = {};
    };
    ChatHistoryRoutes(ChatHistory& history, EraseChatSession& erase, CallerOfRequest callerOf, Bounds bounds);
    ChatHistoryRoutes(ChatHistory& history, EraseChatSession& erase, CallerOfRequest callerOf)
        : ChatHistoryRoutes(history, erase, std::move(callerOf), Bounds())
    {
    }

    /// Two texts of 64 KiB, escaped, and metadata.
    std::optional<qsizetype> bodyLimit(const http::Request&) const override { return 1024 * 1024; }
    BodyBegin bodyBegins(const http::Request& head) override;
    QCoro::Task<http::Response> handle(std::shared_ptr<http::Exchange> exchange) override;
    http::UpgradeHandler upgradeHandler(const http::Request&) const override { return {}; }

private:
    using ExchangePtr = std::shared_ptr<http::Exchange>;
    /// Or what somebody we do not know is told.
    std::variant<ChatCaller, http::Response> callerIn(const http::Request& request) const;
    RateAnswer admitMessage(const http::Request& request, const ChatCaller& caller) const;
    RateAnswer admitRequest(const http::Request& request, const ChatCaller& caller) const;
    static std::optional<http::Response> tooMany(const http::Request& request, const RateAnswer& answer);
    QCoro::Task<http::Response> serve(ExchangePtr exchange, ChatCaller caller, QByteArrayList captures,
                                      contract::ChatHistoryRoute route);
    QCoro::Task<http::Response> history(ExchangePtr exchange, ChatCaller caller, QByteArrayList captures);
    QCoro::Task<http::Response> userSessions(ExchangePtr exchange, ChatCaller caller, QByteArrayList captures);
    QCoro::Task<http::Response> sessionInfo(ExchangePtr exchange, ChatCaller caller, QByteArrayList captures);
    QCoro::Task<http::Response> archive(ExchangePtr exchange, ChatCaller caller, QByteArrayList captures);
    QCoro::Task<http::Response> erase(ExchangePtr exchange, ChatCaller caller, QByteArrayList captures);
    QCoro::Task<http::Response> dayCounters(ExchangePtr exchange, ChatCaller caller, QByteArrayList captures);
    QCoro::Task<http::Response> sync(ExchangePtr exchange, ChatCaller caller);

    ChatHistory& m_history;
    EraseChatSession& m_erase;
    CallerOfRequest m_callerOf;
    Bounds m_bounds;
};

}  // namespace tongdai
