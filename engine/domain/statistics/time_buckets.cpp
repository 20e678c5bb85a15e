#include "engine/domain/statistics/time_buckets.h"

#include <algorithm>

namespace tongdai {

using namespace std::chrono_literals;

namespace {

TimePoint pointOf(const QDateTime& time)
{
    return TimePoint(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

QDateTime localTime(TimePoint time, const QTimeZone& zone)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), zone);
}

}  // namespace

TimePoint startOfDay(TimePoint time, const QTimeZone& zone, int daysBefore)
{
    return pointOf(localTime(time, zone).date().addDays(-daysBefore).startOfDay(zone));
}

TimeBuckets::TimeBuckets(TimePoint from, TimePoint to, Size size, const QTimeZone& zone)
{
    if (to <= from || !zone.isValid()) return;
    const QDate firstDay = localTime(from, zone).date();
    TimePoint last{};
    const int mostDays = size == Size::Day ? kMostDaysByDay : kMostDays;
    for (int ahead = 0; ahead < mostDays; ++ahead) {
        const QDate day = firstDay.addDays(ahead);
        const TimePoint begin = pointOf(day.startOfDay(zone));
        if (begin >= to) break;
        const TimePoint nextDay = pointOf(day.addDays(1).startOfDay(zone));
        const auto step = size == Size::Minute ? std::chrono::milliseconds(1min)
                          : size == Size::Hour ? std::chrono::milliseconds(1h)
                                               : nextDay - begin;
        for (TimePoint start = begin; start < nextDay && start < to; start += step) {
            const TimePoint end = std::min(start + step, nextDay);
            if (end <= from) continue;
            m_pieces.push_back({start, localTime(start, zone).time().hour(), day.dayOfWeek() - 1});
            last = end;
        }
    }
    if (!m_pieces.empty()) m_pieces.push_back({last, 0, 0});
}

int TimeBuckets::indexOf(TimePoint time) const
{
    const auto after = std::ranges::upper_bound(m_pieces, time, {}, &Piece::start);
    if (after == m_pieces.begin() || after == m_pieces.end()) return -1;
    return int(after - m_pieces.begin()) - 1;
}

}  // namespace tongdai
