#pragma once

#include "engine/domain/people/privacy.h"

#include <QDate>

namespace tongdai {

/// The day it is then in Vietnam, whose law it is, wherever the desk stands; screens show this one.
QDate lawfulDay(TimePoint at);
/// The middle of such a day.
TimePoint noonOf(QDate lawful);
/// By the terms of the request; both are the end of a day in Vietnam.
TimePoint answerBy(const ErasureRequest& request);
TimePoint eraseBy(const ErasureRequest& request);
/// Whether what was due has not been done by `now`, or was done too late.
bool isAnswerLate(const ErasureRequest& request, TimePoint now);
bool isErasureLate(const ErasureRequest& request, TimePoint now);
/// Days of Vietnam until then, 0: today; below 0: it is past by so many.
int daysUntil(TimePoint then, TimePoint now);
/// The same in working days.
int workingDaysUntil(TimePoint then, TimePoint now);

}  // namespace tongdai
