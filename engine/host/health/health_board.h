#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/shop/health.h"

#include <QObject>
#include <QTimer>

namespace tongdai {

/// The one value behind status bar, health routes and metrics (design §7). Engine loop. Parts report here; whoever
/// shows health listens to changed, which comes at most five times a second.
class HealthBoard final : public QObject {
    Q_OBJECT
public:
    explicit HealthBoard(ports::Clock& clock);

    /// Where a part lives, said once at start: address or file, without credentials.
    void describe(Part part, const QString& endpoint, const QString& version = {});
    /// `cause` is the part's own words and only of interest when it is Down or Slow.
    void report(Part part, PartState state, const QString& cause = {},
                std::optional<std::chrono::duration<double, std::milli>> latency = {});
    /// Down, and of a kind that people must do something about.
    void reportTrouble(Part part, PartTrouble trouble, const QString& cause);
    void reportRoom(Part part, qint64 bytes);
    void reportOutbox(qint64 waiting);
    void reportJournal(qint64 waiting, qint64 replayed, bool isOrderKnown = true);

    void reportAudit(const AuditHealth& audit);
    void reportSilentPages(const std::vector<SilentPage>& pages);

    HealthSnapshot snapshot() const;

signals:
    void changed(tongdai::HealthSnapshot snapshot);

private:
    PartHealth& entry(Part part);
    void schedule();

    ports::Clock& m_clock;
    HealthSnapshot m_snapshot;
    QTimer m_emit;
};

}  // namespace tongdai
