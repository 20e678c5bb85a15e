#pragma once

#include "engine/domain/statistics/stats_report.h"

#include <QDateTime>
#include <QTimeZone>

namespace tongdai {

/// What can be chosen on the Stats page: the last half hour by the minute, moving along, or days of the shop's zone, of
/// which today is one.
enum class StatsRange : quint8 { Live, Today, Week, Month, Year };
inline constexpr int kStatsRanges = 5;
/// Of StatsRange::Live, the minute that goes on included.
inline constexpr std::chrono::minutes kLiveMinutes{30};

inline int daysOf(StatsRange range)
{
    switch (range) {
        case StatsRange::Live:
        case StatsRange::Today: return 1;
        case StatsRange::Week: return 7;
        case StatsRange::Month: return 30;
        case StatsRange::Year: return 365;
    }
    Q_UNREACHABLE();
}

/// How soon it is worth counting again: the longer the range, the less a minute changes.
inline std::chrono::seconds askEvery(StatsRange range)
{
    switch (range) {
        case StatsRange::Live:
        case StatsRange::Today: return std::chrono::seconds(5);
        case StatsRange::Week: return std::chrono::seconds(15);
        case StatsRange::Month:
        case StatsRange::Year: return std::chrono::seconds(60);
    }
    Q_UNREACHABLE();
}

inline StatsQuery statsQuery(StatsRange range, TimePoint now, const QTimeZone& zone)
{
    const QDateTime localTime = QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count(), zone);
    StatsQuery query;
    query.from = startOfDay(now, zone, daysOf(range) - 1);
    query.to = now;
    query.size = range >= StatsRange::Month ? TimeBuckets::Size::Day : TimeBuckets::Size::Hour;
    if (range == StatsRange::Live) {
        query.size = TimeBuckets::Size::Minute;
        query.from = std::chrono::floor<std::chrono::minutes>(now) - (kLiveMinutes - std::chrono::minutes(1));
    }
    // A computer may have a zone without a name that others know.
    query.zone = QTimeZone(zone.id()).isValid() ? zone.id() : QTimeZone(zone.offsetFromUtc(localTime)).id();
    return query;
}

}  // namespace tongdai
