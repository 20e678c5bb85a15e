#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/domain/statistics/seen_events.h"
#include "engine/domain/statistics/stats_news.h"
#include "engine/state/redis/queue/event_stream.h"
#include "engine/work/message/pipeline_events.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace tongdai {

/// The engine's one reader of the event stream: what all engines did, each event once however often it comes. What the
/// stream has lost (trimmed, Redis flushed or stopped, an entry that could not be written) is read from the store by
/// its number; while Redis is away this engine's own events come from its pipeline at once. Tells at most ten times a
/// second. Engine loop; reads only while somebody watches.
class EventReader final : public QObject, public PipelineEvents {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kTellEvery{100};
    /// An event written by another engine may come a moment later than one with a higher number.
    static constexpr std::chrono::milliseconds kGapCloses{1'000};
    /// So often the store is asked whether it has what never came.
    static constexpr std::chrono::milliseconds kLookEvery{5'000};

    struct Ports {
        const ports::Clock& clock;
        ports::HistoryReader& store;
        std::function<bool()> hasRedis;
    };
    /// `connection`: of its own; opened and closed here.
    EventReader(Ports ports, redis::Endpoint endpoint);

    /// Somebody watches from now on: from the newest event.
    void start();
    void stop();

    void changed(const Change& change) override;

    struct Figures {
        qint64 read = 0;      ///< events, each once
        qint64 repeated = 0;  ///< that came again
        qint64 refilled = 0;  ///< of them from the store, since the stream had lost them
        double lag = 0;       ///< seconds, of the newest
        qsizetype ahead = 0;  ///< that wait for an earlier one
        qint64 upto = 0;      ///< everything up to this number was seen
    };
    Figures figures() const;

signals:
    void told(tongdai::StatsNews news);

private:
    QCoro::Task<void> turn();
    QCoro::Task<void> begin();
    QCoro::Task<void> readStream();
    QCoro::Task<void> refill();
    bool needsRefill() const;
    void take(const std::vector<HistoryEvent>& events, bool isRefill);
    void tell();

    Ports m_ports;
    redis::Connection m_connection;
    redis::EventStream m_stream;
    QTimer m_turns;
    std::optional<SeenEvents> m_seen;
    StatsNews m_news;
    Figures m_figures;
    std::chrono::nanoseconds m_gapSince{-1};
    std::chrono::nanoseconds m_lookedAt{};
    bool m_hadRedis = false;
    bool m_mustLook = false;
    bool m_isReading = false;
};

}  // namespace tongdai
