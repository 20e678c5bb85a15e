#include "engine/state/local/local_live_state.h"

namespace tongdai {

using namespace Qt::StringLiterals;

QCoro::Task<Gate> LocalLiveState::acquireGate(ConversationId conversation, QByteArray token,
                                              std::chrono::milliseconds ttl)
{
    const auto until = m_clock.elapsed() + ttl;
    if (Held* held = find(conversation)) {
        held->until = std::min(held->until, until);
        co_return held->token == token ? Gate::AlreadyOurs : Gate::SomeoneElse;
    }
    if (m_gates.size() >= kMaxGates) forgetExpired();
    if (m_gates.size() >= kMaxGates) co_return Gate::Unavailable;
    m_gates.insert(conversation, {std::move(token), until});
    co_return Gate::Got;
}

QCoro::Task<void> LocalLiveState::renewGates(std::vector<std::pair<ConversationId, QByteArray>> held,
                                             std::chrono::milliseconds ttl)
{
    const auto until = m_clock.elapsed() + ttl;
    for (const auto& [conversation, token] : held) {
        Held* gate = find(conversation);
        if (gate && gate->token == token) gate->until = until;
    }
    co_return;
}

QCoro::Task<void> LocalLiveState::releaseGate(ConversationId conversation, QByteArray token)
{
    release(conversation, token);
    co_return;
}

QCoro::Task<bool> LocalLiveState::dropGate(ConversationId conversation)
{
    const bool wasHeld = find(conversation) != nullptr;
    m_gates.remove(conversation);
    co_return wasHeld;
}

QCoro::Task<void> LocalLiveState::settle(SettleRequest request)
{
    if (!request.lockToken.isEmpty()) release(request.conversation, request.lockToken);
    co_return;
}

QCoro::Task<void> LocalLiveState::forgetStates(std::vector<ConversationId>)
{
    co_return;  // there are none
}

QCoro::Task<std::vector<ConversationId>> LocalLiveState::withoutGate(std::vector<ConversationId> conversations)
{
    std::erase_if(conversations, [this](const ConversationId& conversation) {
        const auto gate = m_gates.constFind(conversation);
        return gate != m_gates.cend() && gate->until > m_clock.elapsed();
    });
    co_return conversations;
}

QCoro::Task<void> LocalLiveState::hint(ConversationId)
{
    co_return;
}

QCoro::Task<LiveStateStats> LocalLiveState::stats()
{
    LiveStateStats stats;
    stats.backend = u"Memory"_s;
    stats.keyspaceHits = m_hits;
    stats.keyspaceMisses = m_misses;
    stats.connectedClients = 0;
    stats.usedMemoryHuman = u"0B"_s;
    co_return stats;
}

LocalLiveState::Held* LocalLiveState::find(const ConversationId& conversation)
{
    const auto at = m_gates.find(conversation);
    if (at != m_gates.end() && at->until > m_clock.elapsed()) {
        ++m_hits;
        return &*at;
    }
    if (at != m_gates.end()) m_gates.erase(at);
    ++m_misses;
    return nullptr;
}

void LocalLiveState::release(const ConversationId& conversation, const QByteArray& token)
{
    const Held* held = find(conversation);
    if (held && held->token == token) m_gates.remove(conversation);
}

void LocalLiveState::forgetExpired()
{
    const auto now = m_clock.elapsed();
    m_gates.removeIf([now](const auto& gate) { return gate.value().until <= now; });
}

}  // namespace tongdai
