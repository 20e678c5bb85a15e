#include "engine/domain/shop/lunar_calendar.h"

#include <cmath>
#include <numbers>

namespace tongdai {

namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kVietnam = 7.0 / 24;             // days ahead of Greenwich
constexpr double kLunation = 29.530588853;        // mean days from one new moon to the next
constexpr double kFirstMoon = 2415021.076998695;  // the new moon of January 1900

double sinOf(double degrees)
{
    return std::sin(degrees * kDegree);
}

/// Julian day, and part of it, of a new moon counted from January 1900 (Meeus 1979, chapter 32).
double newMoon(int k)
{
    const double t = k / 1236.85;  // Julian centuries
    const double t2 = t * t;
    const double t3 = t2 * t;
    const double mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3 +
                        0.00033 * sinOf(166.56 + 132.87 * t - 0.009173 * t2);
    const double sun = 359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3;
    const double moon = 306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3;
    const double node = 21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3;
    const double apart = (0.1734 - 0.000393 * t) * sinOf(sun) + 0.0021 * sinOf(2 * sun) - 0.4068 * sinOf(moon) +
                         0.0161 * sinOf(2 * moon) - 0.0004 * sinOf(3 * moon) + 0.0104 * sinOf(2 * node) -
                         0.0051 * sinOf(sun + moon) - 0.0074 * sinOf(sun - moon) + 0.0004 * sinOf(2 * node + sun) -
                         0.0004 * sinOf(2 * node - sun) - 0.0006 * sinOf(2 * node + moon) +
                         0.0010 * sinOf(2 * node - moon) + 0.0005 * sinOf(2 * moon + sun);
    const double clocks = -0.000278 + 0.000265 * t + 0.000262 * t2;  // the earth's turning is slower than theory's
    return mean + apart - clocks;
}

/// The day in Vietnam on which it is.
qint64 newMoonDay(int k)
{
    return qint64(std::floor(newMoon(k) + 0.5 + kVietnam));
}

/// In which twelfth of its way, from the spring point on, the sun stands as this day begins in Vietnam.
int sunTwelfth(qint64 day)
{
    const double t = (double(day) - 0.5 - kVietnam - 2451545.0) / 36525;
    const double t2 = t * t;
    const double anomaly = 357.52910 + 35999.05030 * t - 0.0001559 * t2 - 0.00000048 * t * t2;
    const double mean = 280.46645 + 36000.76983 * t + 0.0003032 * t2;
    const double longitude = mean + (1.914600 - 0.004817 * t - 0.000014 * t2) * sinOf(anomaly) +
                             (0.019993 - 0.000101 * t) * sinOf(2 * anomaly) + 0.000290 * sinOf(3 * anomaly);
    const double turns = longitude / 360;
    return int((turns - std::floor(turns)) * 12);
}

/// The first day of the month that holds the winter solstice of this year.
qint64 eleventhMonth(int year)
{
    constexpr int kSolstice = 9;
    const int k = int(std::floor(double(QDate(year, 12, 31).toJulianDay() - 2415021) / kLunation));
    const qint64 day = newMoonDay(k);
    return sunTwelfth(day) >= kSolstice ? newMoonDay(k - 1) : day;
}

/// Which month after the eleventh is the leap one: the first in which the sun enters no new twelfth.
int leapMonthAfter(int k)
{
    int month = 1;
    int before = -1;
    for (int now = sunTwelfth(newMoonDay(k + 1)); now != before && month < 14; ++month) {
        before = now;
        now = sunTwelfth(newMoonDay(k + month + 1));
    }
    return month - 1;
}

}  // namespace

QDate lunarDay(int year, int month, int day)
{
    const bool isLate = month >= 11;
    const qint64 eleventh = eleventhMonth(isLate ? year : year - 1);
    const qint64 next = eleventhMonth(isLate ? year + 1 : year);
    const int k = int(std::floor(0.5 + (double(eleventh) - kFirstMoon) / kLunation));
    int months = (month - 11 + 12) % 12;
    const bool hasLeapMonth = next - eleventh > 365;
    if (hasLeapMonth && months >= leapMonthAfter(k)) ++months;
    return QDate::fromJulianDay(newMoonDay(k + months) + day - 1);
}

QDate tetOf(int year)
{
    return lunarDay(year, 1, 1);
}

}  // namespace tongdai
