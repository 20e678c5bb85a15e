#include "engine/server/routes/chat/chat_callers.h"

#include "engine/server/access/bearer_tokens.h"
#include "engine/server/access/door_limits.h"
#include "engine/server/chat/chat_admission.h"
#include "engine/server/routes/chat/chat_query.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using http::Response;

namespace {

Response chatTriedTooOften(std::chrono::milliseconds wait)
{
    Response response = chatError(429, 1004, u"Too many tokens that are not valid"_s);
    response.setHeader("Retry-After"_ba, retryAfter({false, wait}));
    return response;
}

QByteArray tokenIn(const http::Request& request)
{
    socketio::Handshake handshake;
    handshake.request = request;
    return chat::tokenOf(handshake);
}

}  // namespace

QCoro::Task<ChatCallers::Caller> ChatCallers::caller(http::Request request) const
{
    const QByteArray token = tokenIn(request);
    if (token.isEmpty()) co_return Caller(chatError(401, 1004, u"No token provided"_s));
    WrongTokens* const wrong = m_ports.wrong;
    const auto wait = wrong ? wrong->waitAfterWrong(request.peer) : std::chrono::milliseconds(0);
    if (wrong && wrong->wait(request.peer, WrongTokens::Kind::User).count() > 0)
        co_return Caller(chatTriedTooOften(wait));
    const auto checked = m_ports.tokens.check(token, m_ports.clock.now());
    if (wrong) chat::noteChecked(*wrong, request.peer, checked);
    const auto* claims = std::get_if<chat::TokenClaims>(&checked);
    if (!claims && wait.count() > 0) co_return Caller(chatTriedTooOften(wait));
    if (!claims) co_return Caller(chatError(410, 1004, u"Token is not validated"_s));
    ChatVisitor visitor;
    visitor.ownThread = ConversationId::fromString(claims->thread);
    std::optional<ChatUser> user = chat::introducedBy(*claims, m_ports.newest);
    if (user) visitor.claimed = user->role;
    if (!user) {
        auto finding = m_ports.store.chatUser(SenderId::fromString(claims->id));
        user = co_await finding;
    }
    if (!user) co_return Caller(chatError(401, 1001, u"User not found"_s));
    visitor.user = *user;
    co_return Caller(visitor);
}

}  // namespace tongdai
