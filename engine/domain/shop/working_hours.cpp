#include "engine/domain/shop/working_hours.h"

#include "engine/domain/shop/working_days.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kWorkingFormat = "v1"_L1;
constexpr auto kKeepsHolidays = "holidays"_L1;
constexpr int kMinutesADay = 24 * 60;
constexpr qsizetype kMostRemembered = 2000;
constexpr qsizetype kWorkingParts = 3 + 7 + 1;

QString clockOf(int minutes)
{
    return u"%1:%2"_s.arg(minutes / 60).arg(minutes % 60, 2, 10, QChar(u'0'));
}

int minutesOf(const QString& hour, const QString& minute)
{
    const int minutes = hour.toInt() * 60 + minute.toInt();
    return minute.toInt() < 60 && minutes <= kMinutesADay ? minutes : -1;
}

}  // namespace

bool WorkingRules::hasHours() const
{
    return std::ranges::any_of(days, [](const QList<Stretch>& day) { return !day.isEmpty(); });
}

QString WorkingRules::words(const QList<Stretch>& stretches)
{
    QStringList words;
    for (const Stretch& stretch : stretches)
        words << clockOf(stretch.from) + u'-' + clockOf(stretch.to);
    return words.join(u", "_s);
}

std::optional<QList<WorkingRules::Stretch>> WorkingRules::readStretches(const QString& typed)
{
    static const QRegularExpression stretch(
        uR"(^(\d{1,2})(?:[:.hg](\d{2})?)?\s*[-–]\s*(\d{1,2})(?:[:.hg](\d{2})?)?$)"_s);
    QList<Stretch> found;
    for (const QString& part : typed.split(QRegularExpression(u"[,;]"_s), Qt::SkipEmptyParts)) {
        if (part.trimmed().isEmpty()) continue;
        const auto match = stretch.match(part.trimmed());
        const int from = minutesOf(match.captured(1), match.captured(2));
        const int to = minutesOf(match.captured(3), match.captured(4));
        if (!match.hasMatch() || from < 0 || to <= from) return {};
        found.push_back({from, to});
    }
    std::ranges::sort(found, {}, &Stretch::from);
    for (qsizetype i = 1; i < found.size(); ++i) {
        if (found.at(i).from < found.at(i - 1).to) return {};
    }
    return found;
}

QString WorkingRules::toText() const
{
    QStringList parts{kWorkingFormat, QString::fromUtf8(zone), keepsHolidays ? kKeepsHolidays : ""_L1};
    for (const QList<Stretch>& day : days)
        parts << words(day).remove(u' ');
    QStringList dates;
    for (const QDate day : closed)
        dates << day.toString(Qt::ISODate);
    parts << dates.join(u',');
    return parts.join(u'|');
}

std::optional<WorkingRules> WorkingRules::fromText(const QString& text)
{
    const QStringList parts = text.split(u'|');
    if (parts.size() != kWorkingParts || parts.at(0) != kWorkingFormat) return {};
    WorkingRules rules;
    rules.zone = parts.at(1).toUtf8();
    if (!QTimeZone(rules.zone).isValid()) return {};
    rules.keepsHolidays = parts.at(2) == kKeepsHolidays;
    for (size_t day = 0; day < rules.days.size(); ++day) {
        const auto stretches = readStretches(parts.at(3 + qsizetype(day)));
        if (!stretches) return {};
        rules.days.at(day) = *stretches;
    }
    for (const QString& date : parts.last().split(u',', Qt::SkipEmptyParts)) {
        const QDate day = QDate::fromString(date, Qt::ISODate);
        if (!day.isValid()) return {};
        rules.closed << day;
    }
    return rules;
}

WorkingHours::WorkingHours(WorkingRules rules)
    : m_rules(std::move(rules)), m_zone(m_rules.zone), m_isSet(m_rules.hasHours() && m_zone.isValid())
{
}

const QList<WorkingHours::Open>& WorkingHours::openOn(QDate day) const
{
    const auto known = m_days.constFind(day);
    if (known != m_days.constEnd()) return *known;
    if (m_days.size() >= kMostRemembered) m_days.clear();
    QList<Open> open;
    const bool isClosed = (m_rules.keepsHolidays && isPublicHoliday(day)) || m_rules.closed.contains(day);
    if (!isClosed) {
        // By the wall clock: a day with 23 or 25 hours has the same doors.
        const auto at = [&](int minutes) {
            const QDateTime local = minutes < kMinutesADay ? QDateTime(day, QTime(minutes / 60, minutes % 60), m_zone)
                                                           : day.addDays(1).startOfDay(m_zone);
            return TimePoint(std::chrono::milliseconds(local.toMSecsSinceEpoch()));
        };
        for (const WorkingRules::Stretch& stretch : m_rules.days.at(size_t(day.dayOfWeek() - 1)))
            open.push_back({at(stretch.from), at(stretch.to)});
    }
    return *m_days.insert(day, open);
}

std::chrono::milliseconds WorkingHours::between(TimePoint from, TimePoint to) const
{
    if (to <= from) return std::chrono::milliseconds(0);
    if (!m_isSet) return to - from;
    const auto dayOf = [this](TimePoint at) {
        return QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count(), m_zone).date();
    };
    const QDate first = dayOf(from);
    const QDate last = std::min(dayOf(to), first.addDays(kMostDays));
    std::chrono::milliseconds whole{0};
    for (QDate day = first; day <= last; day = day.addDays(1)) {
        for (const Open& open : openOn(day)) {
            const TimePoint begin = std::max(open.from, from);
            const TimePoint end = std::min(open.to, to);
            if (end > begin) whole += end - begin;
        }
    }
    return whole;
}

}  // namespace tongdai
