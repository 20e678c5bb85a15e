#include "ui/common/words/formats.h"

#include <cmath>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// A number and its unit stay on one line (workspace 3.4).
constexpr QChar kTie(0x00A0);

QString twoDigits(qint64 n)
{
    return QString::number(n).rightJustified(2, u'0');
}

}  // namespace

Formats::Formats(const QLocale& locale, const QTimeZone& zone) : m_locale(locale), m_zone(zone) {}

QDateTime Formats::local(TimePoint t) const
{
    return QDateTime::fromMSecsSinceEpoch(t.time_since_epoch().count(), m_zone);
}

QString Formats::clock(TimePoint t) const
{
    if (!isKnown(t)) return tr("time not known");
    return local(t).toString(u"HH:mm:ss"_s);
}

QString Formats::shortClock(TimePoint t) const
{
    if (!isKnown(t)) return tr("time not known");
    return local(t).toString(u"HH:mm"_s);
}

QString Formats::date(TimePoint t) const
{
    return isKnown(t) ? date(local(t).date()) : tr("date not known");
}

QString Formats::date(QDate day) const
{
    if (m_locale.language() == QLocale::Vietnamese) return day.toString(u"dd/MM/yyyy"_s);
    return m_locale.toString(day, u"d MMM yyyy"_s);
}

QString Formats::dateTime(TimePoint t) const
{
    return isKnown(t) ? date(t) + kTie + clock(t) : tr("time not known");
}

QString Formats::day(TimePoint t, TimePoint now) const
{
    if (!isKnown(t)) return tr("date not known");
    const qint64 daysAgo = local(t).date().daysTo(local(now).date());
    if (daysAgo == 0) return tr("Today");
    if (daysAgo == 1) return tr("Yesterday");
    return date(t);
}

QString Formats::moment(TimePoint t, TimePoint now) const
{
    return !isKnown(t) || local(t).date() == local(now).date() ? shortClock(t) : date(t);
}

QString Formats::age(TimePoint t, TimePoint now) const
{
    const auto past = now - t;
    if (past < 5s) return tr("just now");
    if (past < 60s) return tr("%1 s ago").arg(number(past / 1s));
    if (past < 60min) return tr("%1 min ago").arg(number(past / 1min));
    return moment(t, now);
}

QString Formats::zone(TimePoint at) const
{
    const int seconds = m_zone.offsetFromUtc(local(at));
    const int minutes = std::abs(seconds) / 60;
    QString text = u"GMT"_s + (seconds < 0 ? u'-' : u'+') + QString::number(minutes / 60);
    if (minutes % 60 != 0) text += u':' + twoDigits(minutes % 60);
    return text;
}

QString Formats::waiting(std::chrono::milliseconds duration) const
{
    const qint64 total = std::max<qint64>(0, duration / 1s);
    const qint64 hours = total / 3600;
    const QString seconds = twoDigits(total % 60);
    if (hours >= 24) return tr("%1 d %2 h").arg(number(hours / 24), number(hours % 24));
    if (hours > 0) return QString::number(hours) + u':' + twoDigits(total / 60 % 60) + u':' + seconds;
    if (total < 60) return u"0:"_s + seconds;
    return twoDigits(total / 60) + u':' + seconds;
}

QString Formats::span(std::chrono::milliseconds duration) const
{
    const qint64 total = std::max<qint64>(0, duration / 1s);
    if (total < 60) return tr("%1 s", "a time span").arg(number(total));
    if (total < 3600) return tr("%1 min %2 s").arg(number(total / 60), number(total % 60));
    if (total < 24 * 3600) return tr("%1 h %2 min").arg(number(total / 3600), number(total / 60 % 60));
    return tr("%1 d %2 h").arg(number(total / (24 * 3600)), number(total / 3600 % 24));
}

QString Formats::duration(std::chrono::duration<double, std::milli> duration) const
{
    const double ms = std::max(0.0, duration.count());
    if (ms < 0.05) return u"<"_s + kTie + m_locale.toString(0.1, 'f', 1) + kTie + u"ms"_s;  // a zero would be no figure
    if (ms < 9.95) return m_locale.toString(ms, 'f', 1) + kTie + u"ms"_s;
    if (ms < 999.5) return number(qRound64(ms)) + kTie + u"ms"_s;
    if (ms < 59'950) return m_locale.toString(ms / 1000, 'f', 1) + kTie + u"s"_s;
    const qint64 seconds = qRound64(ms / 1000);
    return tr("%1 min %2 s").arg(number(seconds / 60), number(seconds % 60));
}

}  // namespace tongdai
