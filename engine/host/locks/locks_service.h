#pragma once

#include "engine/api/locks.h"
#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/host/locks/locks_process.h"
#include "engine/host/people/desk_gate.h"
#include "engine/state/redis/inspect/lock_scan.h"
#include "engine/state/redis/queue/claim_stream.h"
#include "engine/work/claims/claim_trail.h"
#include "engine/work/message/pipeline.h"

#include <QObject>
#include <QTimer>

namespace tongdai {

/// The Locks page's half on the engine loop: looks for locks in Redis by small steps, finds out who holds them and
/// whether they still work, and carries out what a person decides. LocksHost is the half on the GUI thread. While
/// nobody looks, nothing is asked of anybody.
///
/// Its coroutines end when Redis and the store are closed; the owner closes them before deleting this.
class LocksService final : public QObject {
    Q_OBJECT
public:
    struct Ports {
        const redis::Health& health;
        const redis::Endpoint& endpoint;
        const ClaimTrail& own;
        ports::HistoryReader& reader;
        ports::AuditLog& audit;
        Pipeline& pipeline;
        ports::Clock& clock;
        DeskGate& gate;
    };
    struct Options {
        QByteArray instance;  ///< this engine
        std::chrono::milliseconds lockTtl{30'000};
        bool isProduction = true;
        bool isLive = true;
    };
    LocksService(Ports ports, Options options);

    /// As long as whoever sits here may see it.
    void watch(bool on);
    void follow(const ConversationId& conversation);
    void act(api::RequestId request, api::LockAct act, const api::LockRow& row);
    /// No more rounds.
    void stop() { watch(false); }

signals:
    void pictureChanged(tongdai::api::LocksPicture picture);
    void trailChanged(tongdai::ConversationId conversation, std::vector<tongdai::ClaimEvent> events,
                      QHash<QByteArray, QString> processes);
    void acted(tongdai::api::RequestId request, bool changed);
    void refused(tongdai::api::RequestId request, QString cause);

private:
    void setWatched(bool on);
    /// What is known of an engine, by its instance.
    struct Holder {
        std::optional<ProcessName> process;
        std::optional<std::chrono::milliseconds> heartbeatLeft;
        ProcessLife life = ProcessLife::Unknown;
    };
    /// A conversation's row, and when it was read.
    struct KnownRow {
        Conversation row;
        TimePoint readAt{};
    };

    QCoro::Task<void> round();
    QCoro::Task<bool> sweep();
    QCoro::Task<void> lookAtHolders();
    QCoro::Task<void> readTrails();
    QCoro::Task<void> readRows();
    QCoro::Task<void> carryOut(api::RequestId request, api::LockAct act, api::LockRow row);
    QCoro::Task<bool> change(api::LockAct act, api::LockRow row);

    static QByteArray identityOf(const redis::SeenLock& lock);
    void noteSeen(QHash<QByteArray, redis::SeenLock> found);
    void compose();
    api::LockRow rowOf(const redis::SeenLock& lock, TimePoint now) const;
    void fill(api::LockRow& row, const OwnerId& owner) const;
    std::vector<api::LockRow> rowsWithoutLock(const QSet<ConversationId>& shown) const;
    std::vector<ClaimEvent> remarkable() const;
    std::vector<ConversationId> interesting() const;
    void tellTrail();
    QString shownHolder(const QByteArray& instance) const;
    const ClaimTrail::Open* openClaim(const OwnerId& owner) const;

    Ports m_ports;
    Options m_options;
    redis::Connection m_lookout;  ///< of its own, while somebody looks: no message waits behind a page's questions
    redis::LockScan m_scan;
    redis::ClaimStreamReader m_streams;
    QTimer m_timer;
    bool m_isWanted = false;  ///< the page is there; watched: and somebody who may see it
    bool m_isWatched = false;
    bool m_isInRound = false;
    bool m_isWhole = false;
    int m_scanned = 0;
    QHash<QByteArray, redis::SeenLock> m_seen;  ///< by key
    QHash<QByteArray, TimePoint> m_firstSeen;   ///< by key and value
    QHash<QByteArray, Holder> m_holders;        ///< by instance
    QHash<ConversationId, KnownRow> m_rows;
    size_t m_nextRow = 0;
    ClaimTrail m_others;  ///< of other engines, as their streams tell
    ConversationId m_followed;
    size_t m_toldTrail = 0;
};

}  // namespace tongdai
