#include "ui/stats/stats_leads.h"

#include <optional>

namespace tongdai {

using namespace Qt::StringLiterals;

QString StatsLeads::quoted(const QString& value)
{
    QString word = value.simplified();
    word.remove(u'"');  // a filter's value has no way to hold one
    return word.contains(u' ') ? u'"' + word + u'"' : word;
}

QString StatsLeads::moment(TimePoint at) const
{
    const QDateTime local = m_formats.local(at);
    const bool isMidnight = local.time().hour() == 0 && local.time().minute() == 0;
    return quoted(local.toString(isMidnight ? u"dd/MM/yyyy"_s : u"dd/MM/yyyy HH:mm"_s));
}

QString StatsLeads::within(const QString& filter, TimePoint from, TimePoint to) const
{
    // A range that goes on is not cut where the clock stood.
    const bool goesOn = to >= m_report.query.to && m_report.query.to + std::chrono::minutes(1) > m_report.at;
    const QString before = goesOn ? QString() : u' ' + tr("before:%1").arg(moment(to));
    return filter + u' ' + tr("after:%1").arg(moment(from)) + before;
}

QString StatsLeads::figure(StatsFigure::Leads leads) const
{
    using Leads = StatsFigure::Leads;
    switch (leads) {
        case Leads::ToCustomers: return within(tr("from:customer"));
        case Leads::ToBot: return within(tr("from:bot"));
        case Leads::ToPeople: return within(tr("from:staff"));
        case Leads::ToHandOvers: return within(tr("event:handover"));
        case Leads::ToTakeovers: return within(tr("event:takeover"));
        case Leads::ToFailures: return within(tr("event:failed"));
        case Leads::Nowhere:
        case Leads::ToWaiting:
        case Leads::ToUndelivered: break;
    }
    return {};
}

QString StatsLeads::piece(int piece) const
{
    const auto& points = m_report.points;
    if (piece < 0 || piece >= int(points.size())) return {};
    const bool isLast = piece + 1 == int(points.size());
    return within(tr("from:customer"), points[size_t(piece)].start,
                  isLast ? m_report.query.to : points[size_t(piece) + 1].start);
}

QString StatsLeads::heat(int weekday, int hour) const
{
    std::optional<TimePoint> found;
    for (const StatsPoint& point : m_report.points) {
        const QDateTime local = m_formats.local(point.start);
        if (m_report.query.size == TimeBuckets::Size::Day || local.date().dayOfWeek() - 1 != weekday ||
            local.time().hour() != hour)
            continue;
        if (found) return {};
        found = point.start;
    }
    return found ? within(tr("from:customer"), *found, *found + std::chrono::hours(1)) : QString();
}

QString StatsLeads::intent(const QString& name) const
{
    return within(tr("intent:%1").arg(name.isEmpty() ? u"-"_s : quoted(name)));
}

QString StatsLeads::model(const QString& name) const
{
    return name.isEmpty() ? QString() : within(tr("model:%1").arg(quoted(name)));
}

QString StatsLeads::person(const SenderId& id) const
{
    return id.isEmpty() ? QString() : within(tr("from:%1").arg(quoted(id.toString())));
}

}  // namespace tongdai
