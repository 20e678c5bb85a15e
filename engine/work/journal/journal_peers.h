#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/live/journal_news.h"

#include <QHash>

namespace tongdai {

/// What the journals of the shop's other engines hold, as far as they were heard: newer messages of those conversations
/// go behind them, and a replay waits for what is older elsewhere. Engine loop. Nobody is waited for without end: an
/// engine that is not heard any more, or gets nowhere, is left behind.
class JournalPeers {
public:
    /// After the last word of an engine; they speak every half second while they hold something.
    static constexpr std::chrono::seconds kSilence{5};
    /// With the store there, and nothing done here or there.
    static constexpr std::chrono::seconds kPatience{30};

    explicit JournalPeers(const ports::Clock& clock) : m_clock(clock) {}

    /// True: it holds something else than before.
    bool hear(const JournalNotice& notice);
    /// Somebody else has messages of it that are not in the store yet.
    bool hold(const ConversationId& conversation) const;
    /// Older ones than this: they go first.
    bool holdOlder(const ConversationId& conversation, TimePoint than) const;
    /// When the last message of it was accepted that others hold.
    std::optional<TimePoint> newest(const ConversationId& conversation) const;
    bool isEmpty() const { return m_peers.isEmpty(); }

    /// Engines that were silent, or held everybody up, for too long. How many of them held something when they were
    /// left behind: their messages' order is not known any more.
    int leaveBehind();
    /// Something was replayed here: it is not the others that hold it up.
    void noteProgress() { m_stuckSince.reset(); }
    /// Messages of ours wait for others' only.
    void noteStuck();

private:
    struct Span {
        TimePoint oldest;
        TimePoint newest;
        bool operator==(const Span&) const = default;
    };
    struct Peer {
        std::chrono::nanoseconds heardAt{0};
        bool isLeftBehind = false;  ///< until it gets somewhere
        QHash<ConversationId, Span> held;
    };

    static bool add(QHash<ConversationId, Span>& to, const std::vector<JournalNotice::Held>& held);

    const ports::Clock& m_clock;
    QHash<QByteArray, Peer> m_peers;
    std::optional<std::chrono::nanoseconds> m_stuckSince;
};

}  // namespace tongdai
