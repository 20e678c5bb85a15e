#pragma once

#include "engine/domain/conversation/message.h"

#include <QDate>
#include <QTimeZone>

namespace tongdai {

/// Vietnam's (Labour Code, article 112): the fixed ones, five days of Tết from its eve on, and the Hùng kings' day.
/// What the government moves from year to year is not known.
bool isPublicHoliday(QDate day);
/// Whether nobody works that day because a holiday before it fell on a Saturday or Sunday: each is made up for on the
/// next working day (Labour Code, article 111).
bool isDayInLieu(QDate day);
/// Monday to Friday, but for public holidays and days in lieu of them.
bool isWorkingDay(QDate day);
/// Working days that begin after today, up to the day of `deadline`; 0: it ends today; below 0: it is past by so many.
int workingDaysLeft(TimePoint now, TimePoint deadline, const QTimeZone& zone);
/// The end of the `days`th working day after today.
TimePoint afterWorkingDays(TimePoint now, int days, const QTimeZone& zone);

}  // namespace tongdai
