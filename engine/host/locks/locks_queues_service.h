#pragma once

#include "engine/api/locks_queues.h"
#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/live/plan_reader.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/host/people/desk_gate.h"
#include "engine/state/redis/connection/health.h"
#include "engine/state/redis/queue/queue_gauge.h"
#include "engine/work/message/pipeline.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace tongdai {

/// The Queues tab's half on the engine loop: how much waits where, what Redis says of itself, and what a person decides
/// about answers that were given up. LocksQueuesHost is the half on the GUI thread. While nobody looks, nothing is
/// asked of anybody.
///
/// Its coroutines end when Redis and the store are closed; the owner closes them before deleting this.
class LocksQueuesService final : public QObject {
    Q_OBJECT
public:
    struct Ports {
        const redis::Health& health;
        const redis::Endpoint& endpoint;
        ports::HistoryReader& reader;
        ports::PlanReader& plans;
        ports::AuditLog& audit;
        Pipeline& pipeline;
        ports::Clock& clock;
        DeskGate& gate;
        std::function<qint64()> fellOff;
        std::function<qint64()> journalWaiting;
        std::function<QCoro::Task<std::optional<TimePoint>>()> journalSince;
    };
    struct Options {
        std::vector<api::ConfigWarning> warnings;
        bool isRedisPrivate = true;
        std::chrono::hours oldAfter{24};
        qint64 journalHolds = 0;  ///< messages; 0: there is no journal
    };
    LocksQueuesService(Ports ports, Options options);

    /// As long as whoever sits here may see it.
    void watch(bool on);
    void decide(api::RequestId request, std::vector<qint64> ids, OutboxDecision decision);
    /// @throws StoreError
    QCoro::Task<api::Answer<api::DeadLetter>> letter(qint64 id);
    QCoro::Task<api::Answer<qint64>> sendReworded(ConversationId conversation, qint64 outboxId, MessageId messageId,
                                                  QString text);
    void stop() { watch(false); }

signals:
    void pictureChanged(tongdai::api::QueuesPicture picture);
    void decided(tongdai::api::RequestId request, int changed);
    void refused(tongdai::api::RequestId request, QString cause);

private:
    void setWatched(bool on);
    QCoro::Task<void> round();
    QCoro::Task<void> askRedis(std::shared_ptr<api::QueuesPicture> picture);
    QCoro::Task<void> lookForOffline();
    QCoro::Task<void> lookForOldest();
    QCoro::Task<void> askJournal(std::shared_ptr<api::QueuesPicture> picture);
    QCoro::Task<void> askAboutTheNight(std::shared_ptr<api::QueuesPicture> picture);
    QCoro::Task<void> askStore(std::shared_ptr<api::QueuesPicture> picture);
    QCoro::Task<void> carryOut(api::RequestId request, std::vector<qint64> ids, OutboxDecision decision);
    void readInfo(api::RedisSafety& safety, const QByteArray& info) const;

    Ports m_ports;
    Options m_options;
    redis::Connection m_lookout;  ///< of its own, while somebody looks: no message waits behind a page's questions
    redis::QueueGauge m_gauge;
    QTimer m_timer;
    bool m_isWanted = false;  ///< the page is there; watched: and somebody who may see it
    bool m_isWatched = false;
    bool m_isInRound = false;
    std::vector<redis::QueueGauge::List> m_offline;
    QHash<QByteArray, TimePoint> m_oldestOffline;  ///< by list: when its first line was said
    std::chrono::nanoseconds m_offlineLookedAt{};
    HistoryStats m_stats;
    std::chrono::nanoseconds m_statsAt{};
    qint64 m_night = 0;  ///< messages of the last twelve hours
    std::chrono::nanoseconds m_nightAt{};
};

}  // namespace tongdai
