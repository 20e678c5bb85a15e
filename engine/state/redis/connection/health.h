#pragma once

#include "engine/domain/shop/health.h"
#include "engine/domain/statistics/recent_latency.h"
#include "engine/state/redis/connection/connection.h"
#include "engine/state/redis/connection/script.h"

#include <optional>

namespace tongdai::redis {

enum class HealthState : quint8 { Up, Suspect, Down, Probing };

/// Who asks: the installation that owns the data, and this run of it.
struct Identity {
    QByteArray install;   ///< of the durable store; written to engine:install. Empty: not known yet, see setInstall()
    QByteArray instance;  ///< new at every start
    /// Nobody else can reach this server: what another installation left in it is thrown away instead of kept.
    bool ownsServer = false;
};

struct HealthOptions {
    std::chrono::milliseconds probeEvery{1000};
    std::chrono::milliseconds failureWindow{5000};
    int failuresToDown = 3;
    std::chrono::milliseconds slowAfter{50};  ///< median of the last probes
};

/// What the server said of itself last, for /metrics; counters since the server began.
struct ServerFigures {
    qint64 memory = 0;  ///< bytes used
    qint64 clients = 0;
    qint64 hits = 0;    ///< keys asked for that were there
    qint64 misses = 0;  ///< and that were not
};

/// Decides whether Redis may be used (guarantees 2.13). Watches one connection: three failures in five seconds, or an
/// answer that says the server cannot serve, mean down; a probe every second finds the way back, and finds a Redis
/// that lost its data or belongs to somebody else. Lives on the engine loop, beside the connection.
class Health final : public QObject {
    Q_OBJECT
public:
    Health(Connection& connection, Identity identity, HealthOptions options = {}, QObject* parent = nullptr);

    HealthState state() const { return m_state; }
    /// Ask Redis, or do without it.
    bool canRead() const;
    /// False also while Redis refuses writes for lack of memory.
    bool canWrite() const { return canRead() && !m_full; }
    bool isForeign() const { return m_foreign; }
    /// Why it is down; empty while it is up.
    QString cause() const { return m_cause; }
    const Identity& identity() const { return m_identity; }
    /// Once, when the durable store is open. Until then Redis is not asked: whose it is could not be told.
    void setInstall(const QByteArray& install);
    QByteArray epoch() const { return m_epoch; }
    /// Nothing until the server has said something; as it was every kFiguresEvery probes.
    const std::optional<ServerFigures>& figures() const { return m_figures; }
    static constexpr quint64 kFiguresEvery = 10;
    /// For the status bar and the health routes; `since` is the caller's to fill in.
    PartHealth report() const;

signals:
    void changed();
    /// After every probe: report() has newer figures.
    void measured();
    /// Redis was flushed, came back empty or as an older copy, or another server took its place: whatever is kept there
    /// must be put there again (guarantees 2.13). Comes once to each engine.
    void dataLost();
    /// Another installation owns this Redis; nothing was written to it.
    void foreignInstall(QByteArray owner);

private:
    struct Answers;
    QCoro::Task<void> probe();
    bool isOfAnother(const Reply& install) const;
    bool acceptReads(const std::vector<Reply>& replies);
    void acceptWrites(const std::vector<Reply>& replies, const Reply& probed);
    void learnServer(const QByteArray& info);
    void learnMemory(const QByteArray& info);
    void learnFigures(const QByteArray& info);
    void learnEpoch(const QByteArray& epoch);
    void noteFailure(Failure failure, const QString& cause);
    void noteRefusal(const QByteArray& code, const QString& text);
    void setState(HealthState state, const QString& cause);
    void setFull(bool full);

    QPointer<Connection> m_connection;
    Identity m_identity;
    HealthOptions m_options;
    Script m_probeScript{"probe"};
    Script m_renewEpoch{"renew_epoch"};
    HealthState m_state = HealthState::Probing;
    QString m_cause;
    bool m_full = false;
    bool m_foreign = false;
    bool m_probeUnderWay = false;
    quint64 m_probes = 0;
    QByteArray m_epoch;
    QString m_version;
    std::optional<ServerFigures> m_figures;
    QString m_warning;             ///< of its settings
    QByteArray m_serverRun;        ///< the server's run_id when the epoch was learnt
    bool m_isOtherServer = false;  ///< it runs under another id now: its data may be an older copy
    RecentLatency m_latency;
    std::deque<std::chrono::steady_clock::time_point> m_failures;
    QTimer m_timer;
};

}  // namespace tongdai::redis
