#include "engine/server/chat/chat_admission.h"

#include "engine/contract/json/chat/chat_json.h"
#include "engine/contract/socketio_events.h"
#include "engine/domain/log.h"
#include "engine/domain/text/whole_text.h"
#include "engine/server/access/bearer_tokens.h"
#include "engine/server/chat/chat_socket.h"

#include <algorithm>

namespace tongdai::chat {

using namespace Qt::StringLiterals;
using socketio::Accept;
using socketio::Admission;
using socketio::Refuse;
using socketio::SocketPtr;

namespace {

const Log chatAdmissionLog("chat.admission");

/// What a socket may see follows from these, and its rooms were chosen by them: others need a new connection.
bool isSameBearer(const ChatVisitor& one, const ChatVisitor& other)
{
    const auto isCustomer = [](const ChatVisitor& visitor) { return visitor.claimed && !isStaff(*visitor.claimed); };
    return one.user.id == other.user.id && isCustomer(one) == isCustomer(other) && one.ownThread == other.ownThread;
}

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

std::optional<ChatUser> introducedBy(const TokenClaims& claims, NewestClaims& newest)
{
    const auto role = chatRole(claims.role);
    if (!role) return std::nullopt;
    ChatUser user;
    user.id = SenderId::fromString(claims.id);
    user.email = cutText(claims.email, 320);
    user.role = newest.ruling(user.id, *role, claims.issued);
    user.firstName = cutText(claims.name, 200);
    return user;
}

QCoro::Task<std::variant<ChatAdmission::Known, QString>> ChatAdmission::whoBrings(QByteArray token, QHostAddress peer)
{
    using Found = std::variant<Known, QString>;
    if (m_wrong && m_wrong->wait(peer, WrongTokens::Kind::User).count() > 0)
        co_return Found(contract::chat::kUnauthorized);
    const auto checked = m_tokens.check(token, m_clock.now());
    if (m_wrong) noteChecked(*m_wrong, peer, checked);
    const auto* claims = std::get_if<TokenClaims>(&checked);
    if (!claims) co_return Found(contract::chat::kTokenNotValid);

    std::optional<ChatUser> user = introducedBy(*claims, m_newest);
    Known known;
    if (user) known.visitor.claimed = user->role;
    if (!user) {
        const SenderId id = SenderId::fromString(claims->id);
        try {
            user = co_await m_store.chatUser(id);
        } catch (const StoreError& error) {
            chatAdmissionLog.warn("a chat user could not be looked up", {{u"cause"_s, error.cause()}});
        }
    }
    if (!user) co_return Found(contract::chat::kUnauthorized);
    known.visitor.user = *user;
    known.visitor.ownThread = ConversationId::fromString(claims->thread);
    known.issued = claims->issued;
    known.validUntil = claims->validUntil();
    co_return Found(std::move(known));
}

QCoro::Task<Admission> ChatAdmission::admit(SocketPtr socket)
{
    const QByteArray token = tokenOf(socket->handshake());
    if (token.isEmpty()) co_return refusal(contract::chat::kUnauthorized);
    const QHostAddress peer = socket->handshake().request.peer;
    const auto found = co_await whoBrings(token, peer);
    if (const auto* why = std::get_if<QString>(&found)) co_return refusal(*why);
    const Known& known = std::get<Known>(found);

    const ChatSocketPtr before = chatOf(socket);
    if (before && !isSameBearer(before->visitor, known.visitor)) co_return refusal(contract::chat::kUnauthorized);
    const ChatSocketPtr state = before ? before : std::make_shared<ChatSocket>();
    state->visitor = known.visitor;
    state->issued = known.issued;
    state->validUntil = known.validUntil;
    const QByteArray device =
        contract::clientName(socket->handshake().auth.value(u"deviceId")).value_or(u""_s).toUtf8();
    if (!checkId(device)) state->device = device;
    socket->state() = state;
    co_return Admission(Accept{});
}

QCoro::Task<QString> ChatAdmission::renew(SocketPtr socket, QByteArray token)
{
    const QHostAddress peer = socket->handshake().request.peer;
    const auto found = co_await whoBrings(token, peer);
    if (const auto* why = std::get_if<QString>(&found)) co_return *why;
    const Known& known = std::get<Known>(found);
    const ChatSocketPtr state = chatOf(socket);
    if (!isSameBearer(state->visitor, known.visitor)) co_return QString(contract::chat::kUnauthorized);
    state->issued = std::max(state->issued, known.issued);
    state->validUntil = std::max(state->validUntil, known.validUntil);
    co_return QString();
}

}  // namespace tongdai::chat
