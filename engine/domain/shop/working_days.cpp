#include "engine/domain/shop/working_days.h"

#include "engine/domain/shop/lunar_calendar.h"

#include <QDateTime>

namespace tongdai {

namespace {

constexpr int kTetBefore = 1;  // Labour Code, article 112: five days, as most years give them
constexpr int kTetDays = 5;
constexpr int kKingsMonth = 3;
constexpr int kKingsDay = 10;
// Five days of Tết with a weekend on either side, and what they are made up for, are over within so many.
constexpr int kLieuWithin = 14;

bool isWeekend(QDate day)
{
    return day.dayOfWeek() >= Qt::Saturday;
}

QDate dayOf(TimePoint at, const QTimeZone& zone)
{
    return QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count(), zone).date();
}

}  // namespace

bool isPublicHoliday(QDate day)
{
    const int date = day.month() * 100 + day.day();
    if (date == 101 || date == 430 || date == 501 || date == 901 || date == 902) return true;
    // Tết begins from 20 January to 21 February, the tenth of the third month is in April.
    if (day.month() > 4) return false;
    const qint64 sinceTet = tetOf(day.year()).daysTo(day) + kTetBefore;
    return (sinceTet >= 0 && sinceTet < kTetDays) || day == lunarDay(day.year(), kKingsMonth, kKingsDay);
}

bool isDayInLieu(QDate day)
{
    if (isWeekend(day)) return false;
    int lost = 0;
    for (QDate before = day.addDays(-kLieuWithin); before < day; before = before.addDays(1))
        lost += isWeekend(before) && isPublicHoliday(before) ? 1 : 0;
    if (lost == 0 || isPublicHoliday(day)) return false;
    // From a weekday on that makes up for nothing: each lost day takes the next one that is free.
    int owed = 0;
    for (QDate before = day.addDays(-2 * kLieuWithin); before < day; before = before.addDays(1)) {
        if (isPublicHoliday(before))
            owed += isWeekend(before) ? 1 : 0;
        else if (!isWeekend(before) && owed > 0)
            --owed;
    }
    return owed > 0;
}

bool isWorkingDay(QDate day)
{
    return !isWeekend(day) && !isPublicHoliday(day) && !isDayInLieu(day);
}

int workingDaysLeft(TimePoint now, TimePoint deadline, const QTimeZone& zone)
{
    const QDate today = dayOf(now, zone);
    const QDate last = dayOf(deadline, zone);
    int days = 0;
    for (QDate day = today; day < last; day = day.addDays(1))
        days += isWorkingDay(day.addDays(1)) ? 1 : 0;
    for (QDate day = last; day < today; day = day.addDays(1))
        days -= isWorkingDay(day.addDays(1)) ? 1 : 0;
    return days;
}

TimePoint afterWorkingDays(TimePoint now, int days, const QTimeZone& zone)
{
    QDate day = dayOf(now, zone);
    while (days > 0) {
        day = day.addDays(1);
        if (isWorkingDay(day)) --days;
    }
    return TimePoint(std::chrono::milliseconds(day.endOfDay(zone).toMSecsSinceEpoch()));
}

}  // namespace tongdai
