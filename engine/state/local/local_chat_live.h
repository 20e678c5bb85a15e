#pragma once

#include "engine/domain/limits/rate_ledger.h"
#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/live/chat_live.h"

#include <boost/container/flat_set.hpp>

#include <memory>

namespace tongdai {

/// What this process alone knows of its chats: used while Redis is away, and kept up all the time so that going over
/// to it loses nothing of ours. Users who are not here are unknown, not offline. Lives on the engine loop.
class LocalChatLive final : public ports::ChatLive {
public:
    /// `rates`: has the rule of RateScope::ChatUser.
    LocalChatLive(const ports::Clock& clock, std::shared_ptr<RateLedger> rates)
        : m_clock(clock), m_rates(std::move(rates))
    {
    }

    QCoro::Task<void> touch(std::vector<UserSocket> sockets) override;
    QCoro::Task<bool> drop(UserSocket socket) override;
    QCoro::Task<std::vector<SenderId>> sweep() override;
    QCoro::Task<QHash<SenderId, Presence>> presenceOf(std::vector<SenderId> users) override;
    QCoro::Task<bool> startTyping(ConversationId thread, SenderId user) override;
    QCoro::Task<bool> stopTyping(ConversationId thread, SenderId user) override;
    QCoro::Task<RateAnswer> charge(SenderId user, MessageId message) override;
    QCoro::Task<qint64> pushOffline(SenderId user, QByteArray entry) override;
    QCoro::Task<std::vector<QByteArray>> offlineEntries(SenderId user) override;
    QCoro::Task<void> removeOffline(SenderId user, std::vector<QByteArray> entries) override;
    QCoro::Task<void> cacheThread(ConversationId thread, QByteArray summary) override;

    bool isHere(const SenderId& user) const { return m_sockets.contains(user); }

private:
    const ports::Clock& m_clock;
    QHash<SenderId, boost::container::flat_set<QByteArray>> m_sockets;
    QHash<std::pair<ConversationId, SenderId>, std::chrono::nanoseconds> m_typing;
    std::shared_ptr<RateLedger> m_rates;
};

}  // namespace tongdai
