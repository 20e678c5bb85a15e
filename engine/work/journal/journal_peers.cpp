#include "engine/work/journal/journal_peers.h"

#include <algorithm>

namespace tongdai {

bool JournalPeers::hear(const JournalNotice& notice)
{
    if (notice.isWhole && notice.held.empty()) return m_peers.remove(notice.engine);
    Peer& peer = m_peers[notice.engine];
    peer.heardAt = m_clock.elapsed();
    if (!notice.isWhole) return add(peer.held, notice.held);
    QHash<ConversationId, Span> held;
    add(held, notice.held);
    if (held == peer.held) return false;
    peer.held = std::move(held);
    peer.isLeftBehind = false;
    return true;
}

/// True: something is held longer than before.
bool JournalPeers::add(QHash<ConversationId, Span>& to, const std::vector<JournalNotice::Held>& held)
{
    bool hasChanged = false;
    for (const JournalNotice::Held& each : held) {
        const auto known = to.find(each.conversation);
        if (known == to.end()) {
            to.insert(each.conversation, {each.oldest, each.newest});
            hasChanged = true;
            continue;
        }
        hasChanged = hasChanged || each.oldest < known->oldest;
        known->oldest = std::min(known->oldest, each.oldest);
        known->newest = std::max(known->newest, each.newest);
    }
    return hasChanged;
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
        return !peer.isLeftBehind && oldest != peer.held.cend() && oldest->oldest < than;
    });
}

std::optional<TimePoint> JournalPeers::newest(const ConversationId& conversation) const
{
    std::optional<TimePoint> newest;
    for (const Peer& peer : m_peers) {
        const auto held = peer.held.constFind(conversation);
        if (!peer.isLeftBehind && held != peer.held.cend()) newest = std::max(newest, std::optional(held->newest));
    }
    return newest;
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
