#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/shop/page_rhythm.h"
#include "engine/host/boot/kept_json.h"
#include "engine/work/loops/periodic_task.h"

#include <QHash>

#include <functional>

namespace tongdai {

/// Looks every few minutes whether a page of the shop has been silent for longer than is usual at this hour (features
/// E2), by how many events of it were heard. Counting them costs a message nothing: the counters are there. What each
/// hour had stands in the file `pancake-hours` of the data folder. Engine loop.
class SilentPages {
public:
    using Heard = std::function<QHash<QByteArray, qint64>()>;  ///< events since the start, by page
    using Silent = QHash<QByteArray, TimePoint>;               ///< since when, by page
    using Tell = std::function<void(const Silent& silent)>;    ///< after each look
    static constexpr std::chrono::minutes kLooksEvery{5};
    /// After a longer rest the computer slept, or the clock was put right: the hour was not listened to whole.
    static constexpr std::chrono::minutes kLongestRest{15};

    SilentPages(ports::Clock& clock, const QString& dataDir, Heard heard, Tell tell);

    void start() { m_looks.start(); }
    QCoro::Task<void> stopped(std::chrono::milliseconds deadline) { return m_looks.stopped(deadline); }
    /// One look.
    QCoro::Task<void> look();
    const Silent& silent() const { return m_silent; }

private:
    using Counts = QHash<QByteArray, qint64>;
    bool endHour(qint64 hour, const Counts& heard);
    Silent silentNow(qint64 hour, const Counts& heard) const;
    QCoro::Task<void> keep();

    ports::Clock& m_clock;
    Heard m_heard;
    Tell m_tell;
    QHash<QByteArray, PageRhythm> m_rhythms;
    qint64 m_hour = 0;       ///< that is under way; 0: nothing was looked at yet
    bool m_isWhole = false;  ///< it was listened to from its beginning
    Counts m_atBegin;        ///< of it
    TimePoint m_lastLook{};
    Silent m_silent;
    KeptJson m_file;
    PeriodicTask m_looks;
};

}  // namespace tongdai
