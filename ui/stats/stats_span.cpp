#include "ui/stats/stats_span.h"

#include "engine/domain/statistics/stats_tally.h"

#include <algorithm>

namespace tongdai {

using namespace std::chrono_literals;

namespace {

constexpr auto kLeastSpan = 1h;
constexpr auto kByMinute = 3h;     // a stretch so short is shown by minutes
constexpr auto kByHour = 24h * 8;  // and one so short by hours
constexpr auto kMostSpan = 24h * 365;
constexpr auto kFarthestBack = 24h * 365 * 20;

TimePoint hourEnd(TimePoint time)
{
    const TimePoint begin = hourBegin(time);
    return begin == time ? time : begin + 1h;
}

}  // namespace

StatsSpan::Stretch StatsSpan::shown(TimePoint now, const QTimeZone& zone) const
{
    return m_stretch ? *m_stretch : Stretch{statsQuery(m_range, now, zone).from, hourEnd(now)};
}

StatsQuery StatsSpan::query(TimePoint now, const QTimeZone& zone) const
{
    StatsQuery query = statsQuery(m_range, now, zone);
    if (!m_stretch) return query;
    query.from = m_stretch->from;
    query.to = std::min(m_stretch->to, std::max(now, m_stretch->from + 1min));
    const auto span = m_stretch->to - m_stretch->from;
    query.size = span <= kByMinute ? TimeBuckets::Size::Minute
                 : span <= kByHour ? TimeBuckets::Size::Hour
                                   : TimeBuckets::Size::Day;
    return query;
}

bool StatsSpan::show(TimePoint from, TimePoint to, TimePoint now, const QTimeZone& zone)
{
    const TimePoint end = hourEnd(now);
    Stretch wanted{hourBegin(from), std::min(hourEnd(to), end)};
    wanted.from = std::max(wanted.from, end - kFarthestBack);
    wanted.from = std::max(std::min(wanted.from, wanted.to - kLeastSpan), wanted.to - kMostSpan);
    // Days are whole ones.
    if (wanted.to - wanted.from > kByHour) wanted.from = startOfDay(wanted.from, zone);
    if (wanted == shown(now, zone)) return false;
    m_stretch = wanted;
    return true;
}

bool StatsSpan::zoomIn(TimePoint around, TimePoint now, const QTimeZone& zone)
{
    const Stretch before = shown(now, zone);
    const auto half = (before.to - before.from) / 2;
    if (half < kLeastSpan) return false;
    const TimePoint from = std::clamp(around - half / 2, before.from, before.to - half);
    return show(from, from + half, now, zone);
}

bool StatsSpan::zoomOut(TimePoint now, const QTimeZone& zone)
{
    if (!m_stretch) return false;
    const auto half = (m_stretch->to - m_stretch->from) / 2;
    const Stretch whole = StatsSpan(m_range).shown(now, zone);
    const bool isWhole = m_stretch->to - m_stretch->from + half * 2 >= whole.to - whole.from;
    // Within the range it ends with the range; a stretch of another time goes on growing.
    if (isWhole && m_stretch->to > whole.from) {
        m_stretch.reset();
        return true;
    }
    return show(m_stretch->from - half, m_stretch->to + half, now, zone);
}

bool StatsSpan::pan(int direction, TimePoint now, const QTimeZone& zone)
{
    const Stretch before = shown(now, zone);
    const auto span = before.to - before.from;
    const TimePoint end = hourEnd(now);
    const auto by = direction < 0 ? -(span / 2) : std::min<std::chrono::milliseconds>(span / 2, end - before.to);
    if (by == 0ms) return false;
    return show(before.from + by, before.to + by, now, zone);
}

}  // namespace tongdai
