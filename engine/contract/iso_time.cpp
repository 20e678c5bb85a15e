#include "engine/contract/iso_time.h"

#include <QDate>
#include <QRegularExpression>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kTicksPerSecond = 10'000'000;
constexpr qint64 kTicksPerDay = 86'400 * kTicksPerSecond;

struct Split {
    qint64 day;     ///< since 1970
    qint64 second;  ///< of the day
    qint64 fraction;
};

Split split(Ticks ticks)
{
    qint64 day = ticks / kTicksPerDay;
    qint64 rest = ticks % kTicksPerDay;
    if (rest < 0) {
        rest += kTicksPerDay;
        --day;
    }
    return {day, rest / kTicksPerSecond, rest % kTicksPerSecond};
}

QString seconds(const Split& time)
{
    const QDate date = QDate(1970, 1, 1).addDays(time.day);
    const auto two = [](qint64 value) { return u"%1"_s.arg(value, 2, 10, QChar(u'0')); };
    return date.toString(Qt::ISODate) + u'T' + two(time.second / 3600) + u':' + two(time.second / 60 % 60) + u':' +
           two(time.second % 60);
}

}  // namespace

QString roundTripTime(Ticks ticks)
{
    const Split time = split(ticks);
    return seconds(time) + u'.' + u"%1"_s.arg(time.fraction, 7, 10, QChar(u'0')) + u'Z';
}

QString isoTime(Ticks ticks)
{
    const Split time = split(ticks);
    QString text = seconds(time);
    if (time.fraction != 0) {
        QString digits = u"%1"_s.arg(time.fraction, 7, 10, QChar(u'0'));
        while (digits.endsWith(u'0'))
            digits.chop(1);
        text += u'.' + digits;
    }
    return text + u'Z';
}

std::optional<Ticks> parseIsoTime(QStringView text, bool endOfDay)
{
    // A "+" that somebody forgot to encode in a query arrives as a space.
    static const QRegularExpression form(
        u"\\A(\\d{4})-(\\d{2})-(\\d{2})(?:[Tt](\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?"
        "(?:([Zz])|([+\\- ])(\\d{2}):?(\\d{2})?)?)?\\z"_s);
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch()) return std::nullopt;
    const auto number = [&match](int group) { return match.capturedView(group).toLongLong(); };
    const QDate date(int(number(1)), int(number(2)), int(number(3)));
    if (!date.isValid()) return std::nullopt;
    const Ticks midnight = QDate(1970, 1, 1).daysTo(date) * kTicksPerDay;
    if (match.capturedView(4).isEmpty()) return endOfDay ? midnight + kTicksPerDay - 1 : midnight;
    const qint64 hour = number(4);
    const qint64 minute = number(5);
    const qint64 second = number(6);
    if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
    const QString digits = match.captured(7).leftJustified(7, u'0').left(7);
    const qint64 offsetHours = number(10);
    const qint64 offsetMinutes = number(11);
    if (offsetHours > 14 || offsetMinutes > 59) return std::nullopt;
    const qint64 offset =
        (offsetHours * 3600 + offsetMinutes * 60) * (match.capturedView(9) == u"-" ? -1 : 1) * kTicksPerSecond;
    return midnight + (hour * 3600 + minute * 60 + second) * kTicksPerSecond + digits.toLongLong() - offset;
}

}  // namespace tongdai::contract
