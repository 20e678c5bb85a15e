#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/store/audit_shelf.h"
#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/domain/shop/health.h"
#include "engine/domain/work/task_scope.h"
#include "engine/work/loops/pause.h"
#include "engine/work/message/pipeline_events.h"

#include <functional>

namespace tongdai {

/// That somebody accepted a store which is not the one it was, for the audit log.
AuditEntry acceptedHistoryEntry(const QByteArray& actor, const AuditHealth& accepted);

/// Keeps heads of the audit chain outside of the store, and knows by them whether the store is still the one it was
/// (F41, guarantees 2.15): entries cut off at its end, a chain written anew, an older copy put in its place, a replica
/// that had not heard everything, another store altogether. Looks when the store is opened or comes back, every minute,
/// and at the stop. What it found stands until somebody accepts it, and the head from before stays the measure;
/// messages go on meanwhile. Engine loop.
class AuditAnchor final : public PipelineEvents {
public:
    static constexpr std::chrono::seconds kEvery{60};
    static constexpr std::chrono::seconds kAgain{2};  ///< after the store did not answer

    struct Ports {
        ports::AuditLog& log;
        ports::AuditShelf& shelf;
        ports::Clock& clock;
    };
    using Tell = std::function<void(const AuditHealth& health)>;
    AuditAnchor(Ports ports, Tell tell);

    /// Which store it is, as soon as that is known.
    void start(QByteArray installation, QString target);
    /// The store is here again: perhaps another one.
    void look() { m_pause.wake(); }
    /// Keeps the head as it is now; over within the deadline.
    QCoro::Task<void> stop(std::chrono::milliseconds deadline);

    /// Somebody knows why and says so: the store as it is now is the right one. What was accepted; Ok: there was
    /// nothing. @throws StoreError
    QCoro::Task<AuditHealth> accept();

    const AuditHealth& health() const { return m_health; }

    void changed(const Change& change) override;

private:
    QCoro::Task<void> loop();
    QCoro::Task<bool> once();
    QCoro::Task<void> keep(AuditHead head);
    const KeptHead* newestHead(bool ofThisStore) const;
    /// `seen`: the newest event that this engine knew to be committed before it asked.
    void judge(const KeptHead& measure, const AuditLook& look, qint64 seen);
    void say(AuditHealth health, const AuditLook& look, qint64 seen);

    Ports m_ports;
    Tell m_tell;
    Pause m_pause;
    QByteArray m_installation;
    QString m_target;
    std::vector<KeptHead> m_heads;  ///< the oldest first
    quint64 m_keeps = 0;            ///< heads kept in this run
    qint64 m_newestEvent = 0;       ///< this engine saw committed
    AuditHealth m_health;
    bool m_isRunning = false;
    bool m_isStopping = false;
    std::function<void()> m_ended;
    TaskScope m_scope;
};

}  // namespace tongdai
