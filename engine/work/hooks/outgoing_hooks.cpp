#include "engine/work/hooks/outgoing_hooks.h"

namespace tongdai {

/// What one hook needs.
struct OutgoingHooks::Line {
    Line(const Ports& ports, const QByteArray& instance, const OutgoingHook& hook)
        : call({ports.clock, ports.random, ports.shelf, ports.reader, ports.caller}, hook),
          worker({ports.clock, ports.random, ports.tasks}, OwnerId(instance + ":hook:" + hook.name.toLatin1()),
                 {kHookCallsAtOnce, false}),
          feed(ports.clock, ports.store, worker, hook)
    {
        worker.handle(hook.taskKind().toLatin1().constData(), call);
        // How many wait is another number now.
        worker.onEnded([this](const BackgroundTask&, TaskState, const QString&) { feed.wake(); });
    }

    CallHook call;
    TaskWorker worker;
    FeedHook feed;
};

OutgoingHooks::OutgoingHooks(Ports ports, const QByteArray& instance, std::vector<OutgoingHook> hooks, bool areAll)
{
    QStringList kinds;
    for (const OutgoingHook& hook : hooks) {
        m_lines.push_back(std::make_unique<Line>(ports, instance, hook));
        kinds << hook.taskKind();
    }
    if (areAll) m_forgotten = std::make_unique<ForgottenHooks>(ports.clock, ports.store, kinds);
}

OutgoingHooks::~OutgoingHooks() = default;

void OutgoingHooks::start()
{
    for (const auto& line : m_lines) {
        line->worker.start();
        line->feed.start();
    }
    if (m_forgotten) m_forgotten->start();
}

QCoro::Task<void> OutgoingHooks::stop(std::chrono::milliseconds deadline)
{
    for (const auto& line : m_lines)
        line->call.stop();
    std::vector<QCoro::Task<void>> ends;
    for (const auto& line : m_lines) {
        ends.push_back(line->feed.stop(deadline));
        ends.push_back(line->worker.stop(deadline));
    }
    if (m_forgotten) ends.push_back(m_forgotten->stop(deadline));
    for (QCoro::Task<void>& end : ends)
        co_await end;
}

void OutgoingHooks::wake()
{
    for (const auto& line : m_lines)
        line->worker.wake();
}

void OutgoingHooks::changed(const Change& change)
{
    if (change.events.empty()) return;
    for (const auto& line : m_lines)
        line->feed.wake();
}

std::vector<OutgoingHookState> OutgoingHooks::states() const
{
    std::vector<OutgoingHookState> states;
    for (const auto& line : m_lines) {
        OutgoingHookState state;
        line->call.describe(state);
        const ports::HookStore::Standing& standing = line->feed.standing();
        state.waiting = standing.waiting;
        state.dead = standing.dead;
        state.behind = std::max<qint64>(0, standing.newest - standing.place);
        states.push_back(std::move(state));
    }
    return states;
}

}  // namespace tongdai
