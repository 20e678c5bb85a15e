#pragma once

#include "engine/work/journal/journal_peers.h"
#include "engine/work/loops/periodic_task.h"
#include "engine/work/message/announcer.h"
#include "engine/work/message/handle_result.h"
#include "engine/work/message/pipeline_ports.h"
#include "engine/work/message/waiting_poller.h"

namespace tongdai {

/// Accepts messages into the local journal while the shop's store is away, and replays them when it is back: by
/// (source, message id), so each arrives exactly once however often a replay is cut short, and in the order of their
/// acceptance inside each conversation (guarantees, "Database away"). Newer messages of a conversation go behind the
/// ones that still wait. Where several engines have one store, each tells the others what it holds: newer messages go
/// behind those, too, and a replay lets older ones of the others go first, by the engines' clocks. Engine loop. Does
/// nothing without a journal.
class JournalKeeper {
public:
    JournalKeeper(PipelinePorts ports, Announcer& announcer, WaitingPoller& poller, WorkCount& work);
    void start();
    void stop();

    bool isInUse() const { return m_ports.journal != nullptr; }
    /// Without asking the store first: it is known to be away, or older messages of the conversation wait here.
    bool mustKeep(const ConversationId& conversation) const;
    /// The store may be there for others, but this caller did not get through; or it has no room left.
    static bool isAway(const StoreError& error);
    enum class Because : quint8 {
        ItMust,      ///< mustKeep() said so; it may only stand behind older ones, and the store be there
        StoreFailed  ///< from now on the others need not ask the store either
    };
    /// Unavailable when the journal cannot be written either.
    QCoro::Task<HandleResult> keep(IncomingMessage message, Because because);

    /// What another engine's journal holds.
    void hear(const JournalNotice& notice);
    /// Messages replayed while it was not known what other engines hold: their order across engines is not known.
    bool isOrderKnown() const { return m_isOrderKnown; }
    qint64 orderUnknownTotal() const { return m_orderUnknownTotal; }

    bool isStoreAway() const { return m_storeAway; }
    /// When the message was accepted that waits longest; nothing: none waits. @throws StoreError
    QCoro::Task<std::optional<TimePoint>> waitingSince();
    qint64 waiting() const { return m_ports.journal ? m_ports.journal->waiting() : 0; }
    /// Since the store went away the last time.
    qint64 replayed() const { return m_replayed; }
    qint64 keptTotal() const { return m_keptTotal; }
    qint64 replayedTotal() const { return m_replayedTotal; }

private:
    using Entries = std::vector<JournalEntry>;
    enum class Replay : quint8 { Done, SetAside, Later };

    QCoro::Task<void> round();
    QCoro::Task<void> tellRound();
    QCoro::Task<void> replayAll();
    QCoro::Task<bool> replayBatch(Entries entries);
    QCoro::Task<std::vector<qint64>> replayInOrder(Entries ofOneConversation);
    QCoro::Task<Replay> replay(JournalEntry entry);
    void storeIsBack();
    TimePoint stamp(const ConversationId& conversation);
    QCoro::Task<void> tellKept(ConversationId conversation, TimePoint at);
    void noteOffered(const Entries& entries);
    void noteReplayed(const Entries& entries);
    void tellHeld();
    void lookForOthers();

    PipelinePorts m_ports;
    Announcer& m_announcer;
    WaitingPoller& m_poller;
    bool m_storeAway = false;
    bool m_isRefused = false;  ///< the store answers and refuses; said once
    JournalPeers m_peers;
    // What waits here, for the others to know: each conversation is at most that old. Of those offered to the store
    // last it is known exactly, and all others are newer than these.
    QHash<ConversationId, TimePoint> m_oldest;
    QHash<ConversationId, TimePoint> m_offered;
    TimePoint m_newestOffered{};
    QHash<ConversationId, TimePoint> m_newest;
    TimePoint m_lastStamp{};
    bool m_hasTold = false;
    bool m_isOrderKnown = true;
    bool m_isHeldUp = false;  ///< the last batch ended before what waits for others
    qint64 m_orderUnknownTotal = 0;
    qint64 m_replayed = 0;
    qint64 m_keptTotal = 0;
    qint64 m_replayedTotal = 0;
    PeriodicTask m_rounds;
    PeriodicTask m_telling;  ///< beside the replay, which may wait for a store that does not answer
};

}  // namespace tongdai
