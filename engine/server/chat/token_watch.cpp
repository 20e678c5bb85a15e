#include "engine/server/chat/token_watch.h"

#include "engine/contract/socketio_events.h"

#include <algorithm>

namespace tongdai::chat {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using socketio::SocketPtr;
namespace words = contract::chat;

namespace {

/// Tokens that end close together are looked for once.
constexpr auto kShortestLook = 200ms;
/// The wall clock may be set meanwhile.
constexpr auto kLongestLook = 30s;

}  // namespace

TokenWatch::TokenWatch(ChatScope scope, NewestClaims& newest, QObject* parent)
    : QObject(parent), m_scope(scope), m_newest(newest)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &TokenWatch::look);
}

void TokenWatch::watch(const ChatSocket& socket)
{
    const auto left =
        std::clamp<std::chrono::milliseconds>(socket.validUntil - m_scope.clock.now(), kShortestLook, kLongestLook);
    if (!m_next.isActive() || m_next.remainingTimeAsDuration() > left) m_next.start(left);
}

bool TokenWatch::isOver(const ChatSocket& socket) const
{
    if (socket.validUntil <= m_scope.clock.now()) return true;
    const ChatVisitor& visitor = socket.visitor;
    return visitor.claimed && m_newest.ruling(visitor.user.id, *visitor.claimed, socket.issued) != *visitor.claimed;
}

void TokenWatch::look()
{
    for (const SocketPtr& socket : m_scope.nsp.sockets()) {
        const ChatSocketPtr state = chatOf(socket);
        if (!state) continue;
        if (isOver(*state))
            end(socket);
        else
            watch(*state);
    }
}

void TokenWatch::endOf(const std::function<bool(const QByteArray& user)>& isBarred)
{
    for (const SocketPtr& socket : m_scope.nsp.sockets()) {
        const ChatSocketPtr state = chatOf(socket);
        if (state && isBarred(state->visitor.user.id.bytes())) end(socket);
    }
}

void TokenWatch::end(const SocketPtr& socket)
{
    socket->send(words::kTokenOver, {QJsonObject{{u"message"_s, words::kTokenNotValid}}});
    socket->disconnect();
}

}  // namespace tongdai::chat
