#include "engine/server/chat/chat_admission.h"

#include "engine/contract/json/chat_json.h"
#include "engine/contract/socketio_events.h"
#include "engine/domain/log.h"
#include "engine/domain/whole_text.h"
#include "engine/server/bearer_tokens.h"
#include "engine/server/chat/chat_socket.h"

namespace tongdai::chat {

using namespace Qt::StringLiterals;
using socketio::Accept;
using socketio::Admission;
using socketio::Refuse;
using socketio::SocketPtr;

namespace {

const Log chatAdmissionLog("chat.admission");

Admission refusal(const QString& text)
{
    Refuse refuse;
    refuse.message = text;
    return refuse;
}

}  // namespace

QByteArray tokenOf(const socketio::Handshake& handshake)
{
    const QString given = handshake.auth.value(u"token").toString().trimmed();
    if (!given.isEmpty()) return given.toUtf8();
    const QByteArray authorization = handshake.request.header("authorization");
    if (const auto bearer = bearerToken(authorization); bearer && !bearer->isEmpty()) return bearer->toByteArray();
    return handshake.cookie("accessToken").trimmed().toUtf8();
}

std::optional<ChatUser> introducedBy(const TokenClaims& claims)
{
    const auto role = chatRole(claims.role);
    if (!role) return std::nullopt;
    ChatUser user;
    user.id = SenderId::fromString(claims.id);
    user.email = cutText(claims.email, 320);
    user.role = *role;
    user.firstName = cutText(claims.name, 200);
    return user;
}

QCoro::Task<Admission> ChatAdmission::admit(SocketPtr socket)
{
    const QByteArray token = tokenOf(socket->handshake());
    if (token.isEmpty()) co_return refusal(contract::chat::kUnauthorized);
    const auto checked = m_tokens.check(token, m_clock.now());
    const auto* claims = std::get_if<TokenClaims>(&checked);
    if (!claims) co_return refusal(contract::chat::kTokenNotValid);

    std::optional<ChatUser> user = introducedBy(*claims);
    if (!user) {
        const SenderId id = SenderId::fromString(claims->id);
        try {
            user = co_await m_store.chatUser(id);
        } catch (const StoreError& error) {
            chatAdmissionLog.warn("a chat user could not be looked up", {{u"cause"_s, error.cause()}});
        }
    }
    if (!user) co_return refusal(contract::chat::kUnauthorized);

    const ChatSocketPtr before = chatOf(socket);
    if (before && before->visitor.user.id != user->id) co_return refusal(contract::chat::kUnauthorized);
    const ChatSocketPtr state = before ? before : std::make_shared<ChatSocket>();
    state->visitor = {*user, ConversationId::fromString(claims->thread)};
    const QByteArray device =
        contract::clientName(socket->handshake().auth.value(u"deviceId")).value_or(u""_s).toUtf8();
    if (!checkId(device)) state->device = device;
    socket->state() = state;
    co_return Admission(Accept{});
}

}  // namespace tongdai::chat
