#pragma once

#include <QDate>

namespace tongdai {

/// The first day of the Vietnamese lunar year that begins in `year` (Tết), reckoned from the sun and the moon as seen
/// from 105° east, time zone +7: a month begins on the day of the new moon, and the eleventh holds the winter solstice
/// (Jean Meeus, "Astronomical Algorithms", 1991; Hồ Ngọc Đức, "Computing the Vietnamese lunar calendar"). Good for
/// 1900 to 2199.
QDate tetOf(int year);
/// Any day of a lunar year's ordinary months; not of a leap month.
QDate lunarDay(int year, int month, int day);

}  // namespace tongdai
