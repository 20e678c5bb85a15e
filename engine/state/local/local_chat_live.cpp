#include "engine/state/local/local_chat_live.h"

namespace tongdai {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::nanoseconds kTypingPause = 2s;  // between two announcements of one user in one thread
constexpr qsizetype kMaxUsers = 100'000;

}  // namespace

QCoro::Task<void> LocalChatLive::touch(std::vector<UserSocket> sockets)
{
    for (const UserSocket& each : sockets)
        m_sockets[each.user].insert(each.socket);
    co_return;
}

QCoro::Task<bool> LocalChatLive::drop(UserSocket socket)
{
    const auto found = m_sockets.find(socket.user);
    if (found == m_sockets.end()) co_return false;
    found->erase(socket.socket);
    if (!found->empty()) co_return false;
    m_sockets.erase(found);
    co_return true;
}

QCoro::Task<std::vector<SenderId>> LocalChatLive::sweep()
{
    co_return std::vector<SenderId>();  // every end of a socket of ours is seen
}

QCoro::Task<QHash<SenderId, Presence>> LocalChatLive::presenceOf(std::vector<SenderId> users)
{
    QHash<SenderId, Presence> presence;
    for (const SenderId& user : users)
        presence.insert(user, isHere(user) ? Presence::Online : Presence::Unknown);
    co_return presence;
}

QCoro::Task<bool> LocalChatLive::startTyping(ConversationId thread, SenderId user)
{
    const auto now = m_clock.elapsed();
    if (m_typing.size() > kMaxUsers) m_typing.clear();
    auto& until = m_typing[{thread, user}];
    if (until > now) co_return false;
    until = now + kTypingPause;
    co_return true;
}

QCoro::Task<bool> LocalChatLive::stopTyping(ConversationId thread, SenderId user)
{
    co_return m_typing.remove({thread, user}) > 0;
}

QCoro::Task<RateAnswer> LocalChatLive::charge(SenderId user, MessageId message)
{
    co_return m_rates->charge(RateScope::ChatUser, user.bytes(), message.bytes());
}

// A list nobody else could read would only repeat what the receipts say.
QCoro::Task<qint64> LocalChatLive::pushOffline(SenderId, QByteArray)
{
    co_return 0;
}
QCoro::Task<std::vector<QByteArray>> LocalChatLive::offlineEntries(SenderId)
{
    co_return std::vector<QByteArray>();
}
QCoro::Task<void> LocalChatLive::removeOffline(SenderId, std::vector<QByteArray>)
{
    co_return;
}
QCoro::Task<void> LocalChatLive::cacheThread(ConversationId, QByteArray)
{
    co_return;
}

}  // namespace tongdai
