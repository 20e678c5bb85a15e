#pragma once

#include "engine/domain/people/privacy.h"

namespace tongdai {

/// By when whoever asks to be erased is answered, and erased (Decree 356/2025; features F12).
inline constexpr int kAnswerWorkingDays = 2;
inline constexpr int kErasureDays = 20;

/// Both are the end of a day in Vietnam, whose law it is.
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
