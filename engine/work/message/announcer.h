#pragma once

#include "engine/domain/ports/live/live_state.h"
#include "engine/domain/ports/store/conversation_store.h"
#include "engine/work/loops/work_count.h"
#include "engine/work/message/pipeline_events.h"
#include "engine/work/message/pipeline_ports.h"

#include <functional>

namespace tongdai {

/// Tells what a committed transaction changed: this engine's desk at once, everybody else through the event stream,
/// best effort (the rows are the truth and refill a gap). Engine loop. Never throws.
class Announcer {
public:
    Announcer(PipelinePorts ports, WorkCount& work) : m_ports(ports), m_work(work) {}

    /// For the desk alone: where the events travel with a settle() of the caller's.
    void tellDesk(const Change& change);
    /// For the desk and the stream; does not wait for the stream. What one turn of the loop tells, the outcome of a
    /// whole batch of the store, goes to the stream in one call, or along with the next that goes there anyhow.
    void tellAll(Change change);
    /// A message was accepted: the same, and what waits stands in the state other programs read, with nothing sent
    /// to Redis that would not go there anyhow.
    void tellAccepted(const Accepted& accepted);
    /// Hears of every row that changed here.
    void onChanged(std::function<void(const Conversation&)> hear) { m_hear = std::move(hear); }
    /// For other programs alone; does not wait for it.
    void show(SettleRequest request);

private:
    QCoro::Task<void> tellWhatWaits();
    QCoro::Task<void> settle(SettleRequest request);

    PipelinePorts m_ports;
    WorkCount& m_work;
    std::function<void(const Conversation&)> m_hear;
    std::vector<HistoryEvent> m_waiting;  ///< for the stream, oldest first
    bool m_isTelling = false;             ///< tellWhatWaits() is on its way
};

}  // namespace tongdai
