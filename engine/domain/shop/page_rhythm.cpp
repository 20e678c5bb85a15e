#include "engine/domain/shop/page_rhythm.h"

#include <algorithm>

namespace tongdai {

namespace {

constexpr qint64 kHoursOfDay = 24;
/// One day more: where the silence itself is left out, as many days before it are looked at. They are counted, and not
/// looked at by their age: one hour under a clock that runs ahead would make all of them too old.
constexpr size_t kMostHours = (PageRhythm::kDays + 1) * kHoursOfDay + 1;

}  // namespace

qint64 PageRhythm::hourOf(TimePoint time)
{
    return std::chrono::floor<std::chrono::hours>(time.time_since_epoch()).count();
}

void PageRhythm::note(qint64 hour, qint64 events)
{
    // What is later was noted under a clock that ran ahead.
    m_hours.erase(m_hours.upper_bound(hour), m_hours.end());
    m_hours[hour] = events;
    while (m_hours.size() > kMostHours)
        m_hours.erase(m_hours.begin());
}

std::optional<qint64> PageRhythm::eventsIn(qint64 from, qint64 to) const
{
    qint64 sum = 0;
    for (qint64 hour = from; hour < to; ++hour) {
        const auto known = m_hours.find(hour);
        if (known == m_hours.end()) return {};
        sum += known->second;
    }
    return sum;
}

std::optional<TimePoint> PageRhythm::silentSince(qint64 hour) const
{
    qint64 begin = hour;
    for (auto known = m_hours.find(begin - 1); known != m_hours.end() && known->second == 0;
         known = m_hours.find(begin - 1))
        --begin;
    if (begin == hour) return {};
    const qint64 from = std::max(begin, hour - kHoursOfDay);
    int days = 0;
    int usual = 0;
    int weekdays = 0;
    int usualWeekdays = 0;
    for (int day = 1; day <= kDays; ++day) {
        const qint64 back = day * kHoursOfDay;
        if (hour - back > begin) continue;  // of this silence itself
        const std::optional<qint64> events = eventsIn(from - back, hour - back);
        if (!events) continue;
        const bool isUsual = *events >= kUsual;
        ++days;
        usual += isUsual ? 1 : 0;
        if (day % 7 != 0) continue;
        ++weekdays;
        usualWeekdays += isUsual ? 1 : 0;
    }
    if (days < kFewestDays || weekdays < kFewestWeekdays) return {};
    if (usual * 3 < days * 2 || usualWeekdays < weekdays) return {};
    return TimePoint(std::chrono::hours(begin));
}

QJsonArray PageRhythm::toJson() const
{
    QJsonArray json;
    for (const auto& [hour, events] : m_hours)
        json.append(QJsonArray{hour, events});
    return json;
}

PageRhythm PageRhythm::fromJson(const QJsonArray& json)
{
    PageRhythm rhythm;
    for (const QJsonValue& each : json) {
        const qint64 hour = each[0].toInteger(-1);
        const qint64 events = each[1].toInteger(-1);
        if (hour >= 0 && events >= 0) rhythm.note(hour, events);
    }
    return rhythm;
}

}  // namespace tongdai
