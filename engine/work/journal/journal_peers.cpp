#include "engine/work/journal/journal_peers.h"

#include <algorithm>

namespace tongdai {

bool JournalPeers::hear(const JournalNotice& notice)
{
    if (notice.isWhole && notice.held.empty()) return m_peers.remove(notice.engine);
    Peer& peer = m_peers[notice.engine];
    peer.heardAt = m_clock.elapsed();
    QHash<ConversationId, TimePoint> held;
    if (!notice.isWhole) held = peer.held;
    for (const auto& [conversation, at] : notice.held) {
        const auto known = held.constFind(conversation);
        held.insert(conversation, known == held.cend() ? at : std::min(*known, at));
    }
    if (held == peer.held) return false;
    peer.held = std::move(held);
    if (notice.isWhole) peer.isLeftBehind = false;
    return true;
}

bool JournalPeers::hold(const ConversationId& conversation) const
{
    return std::ranges::any_of(
        m_peers, [&](const Peer& peer) { return !peer.isLeftBehind && peer.held.contains(conversation); });
}

bool JournalPeers::holdOlder(const ConversationId& conversation, TimePoint than) const
{
    return std::ranges::any_of(m_peers, [&](const Peer& peer) {
        const auto oldest = peer.held.constFind(conversation);
        return !peer.isLeftBehind && oldest != peer.held.cend() && *oldest < than;
    });
}

int JournalPeers::leaveBehind()
{
    int left = 0;
    const auto now = m_clock.elapsed();
    m_peers.removeIf([&](const auto& each) {
        const bool isSilent = now - each.value().heardAt > kSilence;
        if (isSilent && !each.value().isLeftBehind) ++left;
        return isSilent;
    });
    if (m_stuckSince && now - *m_stuckSince > kPatience) {
        m_stuckSince.reset();
        for (Peer& peer : m_peers) {
            if (!std::exchange(peer.isLeftBehind, true)) ++left;
        }
    }
    return left;
}

void JournalPeers::noteStuck()
{
    if (!m_stuckSince) m_stuckSince = m_clock.elapsed();
}

}  // namespace tongdai
