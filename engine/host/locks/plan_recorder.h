#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/state/redis/live/plan_states.h"
#include "engine/work/message/pipeline_events.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <map>

namespace tongdai {

/// Writes how this engine's plans stand to Redis, once a second. On a message's way is an entry in a map alone; under
/// load plans that began and ended well between two writings are left out. Engine loop.
class PlanRecorder final : public QObject, public PipelineEvents {
    Q_OBJECT
public:
    static constexpr size_t kMostUnwritten = 200;
    static constexpr qsizetype kMostOpen = 10'000;

    PlanRecorder(redis::PlanStates& states, const ports::Clock& clock);
    void start() { m_timer.start(); }
    /// The last words are written too, as far as Redis is there.
    void stop();

    void sendBegun(const OutboxItem& item, const OwnerId& owner) override;
    void changed(const Change& change) override;
    /// Everything of these that is not written yet.
    void forget(const std::vector<ConversationId>& conversations);

    size_t waiting() const { return m_unwritten.size(); }
    qint64 leftOut() const { return m_leftOut; }

private:
    using Key = std::pair<ConversationId, qint64>;
    void write();
    void noteEnd(const HistoryEvent& event);

    redis::PlanStates& m_states;
    const ports::Clock& m_clock;
    QTimer m_timer;
    std::map<Key, redis::NotedPlan> m_unwritten;
    QSet<Key> m_open;  ///< written and not ended, as far as this engine knows
    qint64 m_leftOut = 0;
};

}  // namespace tongdai
