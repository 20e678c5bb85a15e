#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/random.h"
#include "engine/domain/ports/store/task_store.h"
#include "engine/work/loops/pause.h"
#include "engine/work/message/pipeline_events.h"
#include "engine/work/tasks/task_worker.h"

#include <QHash>
#include <QSet>

namespace tongdai {

/// Notes which conversations have lines worth reading for their customer's details, and makes one task of each a moment
/// later: nothing is written on a message's own way, and many lines are one task. What a crash forgot between the two
/// is found at the next start. Engine loop.
class WatchForDetails final : public PipelineEvents {
public:
    static constexpr std::chrono::seconds kGather{2};
    static constexpr int kMaxWaiting = 10'000;  ///< conversations; more are read with their next line
    static constexpr int kMostAtStart = 500;
    static constexpr std::chrono::hours kLookBack{1};

    struct Ports {
        ports::Clock& clock;
        ports::Random& random;
        ports::TaskStore& tasks;
        ports::CustomerDetailsStore& details;
    };
    /// `asksAi`: lines are read again when the bot has answered them.
    WatchForDetails(Ports ports, TaskWorker& worker, bool asksAi);

    void start();
    /// Writes what was gathered, then ends.
    QCoro::Task<void> stop();

    void changed(const Change& change) override;

private:
    void gather(const StoredMessage& line);
    QCoro::Task<void> loop();
    /// False: the store does not answer yet.
    QCoro::Task<bool> lookBack();
    QCoro::Task<void> addGathered();

    Ports m_ports;
    TaskWorker& m_worker;
    Pause m_pause;
    QHash<ConversationId, qint64> m_gathered;  ///< with the newest line's rev
    QSet<ConversationId> m_unanswered;         ///< whose lines are read again with the bot's answer
    bool m_asksAi;
    WorkCount m_work;
    bool m_stopping = false;
};

}  // namespace tongdai
