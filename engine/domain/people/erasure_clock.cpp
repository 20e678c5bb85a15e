#include "engine/domain/people/erasure_clock.h"

#include "engine/domain/shop/working_days.h"

#include <QDateTime>

namespace tongdai {

namespace {

QTimeZone zoneOfTheLaw()
{
    return QTimeZone("Asia/Ho_Chi_Minh");
}

}  // namespace

QDate lawfulDay(TimePoint at)
{
    return QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count(), zoneOfTheLaw()).date();
}

TimePoint noonOf(QDate lawful)
{
    const QDateTime noon(lawful, QTime(12, 0), zoneOfTheLaw());
    return TimePoint(std::chrono::milliseconds(noon.toMSecsSinceEpoch()));
}

TimePoint answerBy(const ErasureRequest& request)
{
    return afterWorkingDays(request.askedAt, request.terms.answerWorkingDays, zoneOfTheLaw());
}

TimePoint eraseBy(const ErasureRequest& request)
{
    const QDateTime end = lawfulDay(request.askedAt).addDays(request.terms.erasureDays).endOfDay(zoneOfTheLaw());
    return TimePoint(std::chrono::milliseconds(end.toMSecsSinceEpoch()));
}

bool isAnswerLate(const ErasureRequest& request, TimePoint now)
{
    // Who was erased needs no other answer.
    return request.answeredAt.value_or(request.erasedAt.value_or(now)) > answerBy(request);
}

bool isErasureLate(const ErasureRequest& request, TimePoint now)
{
    return request.erasedAt.value_or(now) > eraseBy(request);
}

int daysUntil(TimePoint then, TimePoint now)
{
    return int(lawfulDay(now).daysTo(lawfulDay(then)));
}

int workingDaysUntil(TimePoint then, TimePoint now)
{
    return workingDaysLeft(now, then, zoneOfTheLaw());
}

}  // namespace tongdai
