#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/shop/page_rhythm.h"
#include "engine/host/boot/kept_json.h"
#include "engine/work/loops/periodic_task.h"

#include <QHash>

#include <functional>

namespace tongdai {

/// Looks every few minutes whether a page of the shop has been silent for longer than is usual at this hour (features
/// E2), by how many events of it were heard. What was told is told until an event comes, whatever hours were not
/// listened to meanwhile. Counting costs a message nothing: the counters are there. What each hour had, and what was
/// told, stands in the file `pancake-hours` of the data folder. Engine loop.
class SilentPages {
public:
    using Heard = std::function<QHash<QByteArray, qint64>()>;  ///< events since the start, by page
    using Silent = QHash<QByteArray, TimePoint>;               ///< since when, by page
    using Tell = std::function<void(const Silent& silent)>;    ///< after each look
    static constexpr std::chrono::minutes kLooksEvery{5};
    /// After a longer rest the computer slept, the engine was away, or the clock was put right: the hour was not
    /// listened to whole.
    static constexpr std::chrono::minutes kLongestRest{15};

    SilentPages(ports::Clock& clock, const QString& dataDir, Heard heard, Tell tell);

    void start() { m_looks.start(); }
    /// The hour under way is kept for an engine that begins soon.
    QCoro::Task<void> stopped(std::chrono::milliseconds deadline);
    /// One look.
    QCoro::Task<void> look();
    const Silent& silent() const { return m_silent; }

private:
    using Counts = QHash<QByteArray, qint64>;
    void read(const QJsonObject& kept);
    bool count();
    bool endHour(qint64 hour, const Counts& heard);
    Silent silentNow(qint64 hour, const Counts& heard) const;
    QJsonObject known() const;  ///< as the file holds it
    QCoro::Task<void> keep(bool withHour);

    ports::Clock& m_clock;
    Heard m_heard;
    Tell m_tell;
    QHash<QByteArray, PageRhythm> m_rhythms;
    qint64 m_hour = 0;          ///< that is under way; 0: nothing was looked at yet
    bool m_isWhole = false;     ///< it was listened to from its beginning
    Counts m_atBegin;           ///< of it; below zero: before the start so many had come in it
    Counts m_heardBefore;       ///< at the last look
    bool m_isHourKept = false;  ///< it stands in the file, where it is of use only until the next look
    TimePoint m_lastLook{};
    Silent m_silent;
    KeptJson m_file;
    PeriodicTask m_looks;
};

}  // namespace tongdai
