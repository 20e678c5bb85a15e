#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <map>

namespace tongdai::engineio {

using SteadyTime = std::chrono::steady_clock::time_point;

/// Deadlines of many thousand sessions behind one precise timer. A call comes at most about a millisecond late on an
/// idle loop, never early. Lives on the engine loop.
class DeadlineQueue : public QObject {
    Q_OBJECT
public:
    using Call = std::function<void()>;
    using Ticket = std::pair<SteadyTime, quint64>;

    explicit DeadlineQueue(QObject* parent = nullptr);
    Ticket add(SteadyTime due, Call call);
    void remove(const Ticket& ticket) { m_calls.erase(ticket); }
    qsizetype size() const { return qsizetype(m_calls.size()); }

private:
    void arm();
    void run();

    std::map<Ticket, Call> m_calls;
    quint64 m_nextId = 1;
    QTimer m_timer;
    SteadyTime m_armedFor = SteadyTime::max();
};

/// One deadline at a time, taken back when its owner dies.
class Deadline {
public:
    explicit Deadline(DeadlineQueue& queue) : m_queue(queue) {}
    ~Deadline() { clear(); }
    Q_DISABLE_COPY_MOVE(Deadline)

    void set(SteadyTime due, DeadlineQueue::Call call);
    void clear();
    bool isSet() const { return m_ticket.second != 0; }
    SteadyTime due() const { return m_ticket.first; }

private:
    DeadlineQueue& m_queue;
    DeadlineQueue::Ticket m_ticket{};
};

}  // namespace tongdai::engineio
