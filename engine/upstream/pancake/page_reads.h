#pragma once

#include "engine/upstream/pancake/page_calls.h"
#include "engine/work/loops/periodic_task.h"

#include <QHash>

namespace tongdai::upstream {

/// Conversations that a person answered from here, on their way to being read at Pancake as well (contracts/pancake
/// §3). However often one is answered, it is told once, behind the answers; what cannot be told is tried again for an
/// hour, and not after the customer wrote again, which nobody has read. Held by shared pointers, because sends note
/// here that end after their platform. Engine loop.
class PageReads {
public:
    struct Figures {
        qint64 told = 0;
        qint64 leftOut = 0;  ///< refused, or not told in time
    };
    explicit PageReads(ports::Clock& clock);

    /// A person's answer went out to this conversation of the page.
    void note(std::shared_ptr<PageCalls> calls, const QByteArray& conversation);
    void forget(const QByteArray& conversation) { m_waiting.remove(conversation); }
    void start() { m_rounds.start(); }
    QCoro::Task<void> stopped(std::chrono::milliseconds deadline) { return m_rounds.stopped(deadline); }
    const Figures& figures() const { return m_figures; }

private:
    struct Mark {
        std::shared_ptr<PageCalls> calls;
        qint64 number = 0;  ///< of the newest answer it is about
        std::chrono::nanoseconds nextAt{};
        std::chrono::nanoseconds until{};
        int tries = 0;
    };
    QCoro::Task<std::chrono::milliseconds> round();
    /// `number`: the mark's when the call began.
    void settle(const QByteArray& conversation, qint64 number, const PageAnswer& answer);
    std::chrono::milliseconds restUntilNext();

    ports::Clock& m_clock;
    QHash<QByteArray, Mark> m_waiting;  ///< by conversation
    qint64 m_noted = 0;
    Figures m_figures;
    bool m_isIdle = false;
    PeriodicTask m_rounds;
};

}  // namespace tongdai::upstream
