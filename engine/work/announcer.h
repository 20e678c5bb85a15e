#pragma once

#include "engine/work/pipeline_ports.h"
#include "engine/work/work_count.h"

namespace tongdai {

/// Tells what a committed transaction changed: this engine's desk at once, everybody else through the event stream,
/// best effort (the rows are the truth and refill a gap). Engine loop. Never throws.
class Announcer {
public:
    Announcer(PipelinePorts ports, WorkCount& work) : m_ports(ports), m_work(work) {}

    /// For the desk alone: where the events travel with a settle() of the caller's.
    void tellDesk(const Change& change) { m_ports.events.changed(change); }
    /// For the desk and the stream; does not wait for the stream.
    void tellAll(Change change);

private:
    QCoro::Task<void> append(std::vector<HistoryEvent> events);

    PipelinePorts m_ports;
    WorkCount& m_work;
};

}  // namespace tongdai
