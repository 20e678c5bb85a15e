#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/store/audit_shelf.h"
#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/domain/work/task_scope.h"
#include "engine/work/loops/pause.h"

#include <deque>
#include <functional>

namespace tongdai {

/// Brings into the audit log what is no act of the store itself: refused logins, start and stop, and what the shelf
/// holds of acts from before the engine ran (guarantees 2.15). Beside what its callers do, in order. While the store is
/// away up to kMostWaiting entries wait in memory, and what waits at the stop goes onto the shelf; what finds no room
/// is counted, and the next entry says how many. Engine loop.
class AuditTrail {
public:
    static constexpr size_t kMostWaiting = 1000;
    static constexpr std::chrono::seconds kTryAgain{2};
    static constexpr std::chrono::seconds kLookAtShelf{30};

    struct Ports {
        ports::AuditLog& log;
        ports::AuditShelf& shelf;
        ports::Clock& clock;
    };
    explicit AuditTrail(Ports ports);

    /// Once the store is open, or known to be away.
    void start();
    void note(AuditEntry entry);
    /// Writes `last`, or keeps it and what still waits on the shelf; over within the deadline. True: all is written.
    QCoro::Task<bool> stop(AuditEntry last, std::chrono::milliseconds deadline);

    size_t waiting() const { return m_waiting.size(); }
    qint64 lostTotal() const { return m_lost; }  ///< found no room in memory

private:
    struct Waiting {
        AuditEntry entry;
        TimePoint at{};
        bool isTaken = false;  ///< from the shelf, which forgets it when it is written
    };
    QCoro::Task<void> loop();
    QCoro::Task<void> takeFromShelf();
    QCoro::Task<bool> writeWaiting();
    AuditEntry worded(const Waiting& waiting) const;

    Ports m_ports;
    std::deque<Waiting> m_waiting;
    size_t m_taken = 0;  ///< of those
    Pause m_pause;
    qint64 m_lost = 0;
    qint64 m_lostUntold = 0;
    bool m_isAway = false;  ///< said once
    bool m_isStopping = false;
    bool m_isRunning = false;
    std::function<void()> m_ended;
    TaskScope m_scope;
};

}  // namespace tongdai
