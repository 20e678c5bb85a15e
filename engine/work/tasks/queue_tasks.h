#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/live/session_tasks.h"
#include "engine/work/desk/operator_acts.h"
#include "engine/work/tasks/task_handler.h"

namespace tongdai {

// What the tasks of other programs ask for (contracts/background §3). Engine loop.

/// A line that was shown elsewhere is kept, and told to everybody who watches with its id.
class SaveQueuedMessage final : public TaskHandler {
public:
    SaveQueuedMessage(ports::Clock& clock, ports::SessionTaskStore& store, PipelineEvents& events)
        : m_clock(clock), m_store(store), m_events(events)
    {
    }
    QCoro::Task<TaskResult> run(BackgroundTask task) override;

private:
    ports::Clock& m_clock;
    ports::SessionTaskStore& m_store;
    PipelineEvents& m_events;
};

/// Whether the bot may reply: a person takes the session over, or hands it back; what is older than the newest is left.
class ChangeSessionStatus final : public TaskHandler {
public:
    explicit ChangeSessionStatus(ports::SessionTaskStore& store) : m_store(store) {}
    void connectActs(OperatorActs& acts) { m_acts = &acts; }
    QCoro::Task<TaskResult> run(BackgroundTask task) override;

private:
    ports::SessionTaskStore& m_store;
    OperatorActs* m_acts = nullptr;
};

}  // namespace tongdai
