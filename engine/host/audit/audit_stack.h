#pragma once

#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/host/audit/audit_folder.h"
#include "engine/host/boot/engine_config.h"
#include "engine/host/health/health_board.h"
#include "engine/server/routes/audit_routes.h"
#include "engine/work/audit/audit_logins.h"

#include <vector>

namespace tongdai {

struct Figure;

/// The audit log beside the acts of the store, put together: what waits for it, its heads outside of the store, its
/// routes (guarantees 2.15). Engine loop. Construct after the log and the router, destroy before them.
class AuditStack {
public:
    AuditStack(const EngineConfig& config, ports::Clock& clock, HealthBoard& board, ports::AuditLog& log,
               Router& router);

    void noteRefused(const WrongTokens::Notice& tried);
    ports::AuditShelf& shelf() { return m_folder; }
    const AuditHealth& health() const { return m_anchor.health(); }
    PipelineEvents& events() { return m_anchor; }
    /// Once the store is open, or known to be away.
    void start();
    /// Which store it is, as soon as that is known.
    void follow(const QByteArray& installation, const QString& target) { m_anchor.start(installation, target); }
    /// The store is here again.
    void look() { m_anchor.look(); }
    /// The person at this desk says that the history as it is now is the right one.
    void accept(const QByteArray& by);
    /// Beside what its caller does, in order.
    void note(AuditEntry entry);
    /// Before the store is closed; over within two seconds.
    QCoro::Task<void> stop();
    /// For /metrics.
    void addFigures(std::vector<Figure>& figures) const;

private:
    QCoro::Task<void> acceptNow(QByteArray by);
    void startTrail();

    bool m_isStarted = false;
    bool m_isTrailStarted = false;
    AuditFolder m_folder;
    AuditTrail m_trail;
    AuditAnchor m_anchor;
    AuditLogins m_logins;
    AuditRoutes m_routes;
};

}  // namespace tongdai
