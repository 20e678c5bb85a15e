#pragma once

#include "engine/work/message/announcer.h"
#include "engine/work/message/conversation_runner.h"

namespace tongdai {

/// The admin routes of contracts/handle-message §5. Engine loop. @throws StoreError from all but health().
class AdminActs {
public:
    AdminActs(PipelinePorts ports, PipelineOptions options, ConversationRunner& runner, Announcer& announcer,
              WorkCount& work);

    struct Cancelled {
        bool existed = false;
        bool cancelled = false;     ///< a turn was held, by us or another engine; its answer will be refused
        bool lockReleased = false;  ///< the lock in Redis was there and is gone
    };
    /// Forced release: raises the fence, drops the gate, cancels the call in progress. Messages not yet answered stay
    /// waiting and are taken up again. `by`: who does it, as people call them; empty: a program.
    QCoro::Task<Cancelled> cancel(ConversationId conversation, QString by);
    QCoro::Task<int> cleanUp(std::chrono::hours maxAge);

    struct List {
        std::vector<AdminConversation> conversations;
        qint64 total = 0;
        QString storageBackend;
    };
    QCoro::Task<List> list(int limit, InSight sight);

    struct Stats {
        HistoryStats history;
        LiveStateStats live;
        int turnsInWork = 0;     ///< of this engine
        qint64 fencedTotal = 0;  ///< late answers this engine was refused
    };
    QCoro::Task<Stats> stats();

    /// Never throws: a part that does not answer is what it reports.
    struct Health {
        std::optional<HistoryStats> history;  ///< absent: the store does not answer
        QString historyError;
        LiveStateStats live;
        bool aiHealthy = false;
        bool platformConfigured = false;
        bool platformHealthy = false;
        QString platformPaused;  ///< why sending is paused, empty when it is not
        int turnsInWork = 0;
        std::chrono::duration<double, std::milli> historyLatency{};
    };
    QCoro::Task<Health> health(bool asksHistory = true);

private:
    std::chrono::seconds stuckAfter() const;

    PipelinePorts m_ports;
    PipelineOptions m_options;
    ConversationRunner& m_runner;
    Announcer& m_announcer;
    WorkCount& m_work;
};

}  // namespace tongdai
