#pragma once

#include "ui/common/words/formats.h"
#include "ui/stats/stats_words.h"

#include <QCoreApplication>

namespace tongdai {

/// What to type into Live's search to see the conversations behind a figure: filters in the current language
/// (ui/models/search_request.h), so that they can be read and changed there.
class StatsLeads {
    Q_DECLARE_TR_FUNCTIONS(tongdai::StatsLeads)
public:
    StatsLeads(const StatsReport& report, const Formats& formats) : m_report(report), m_formats(formats) {}

    /// Empty: it leads nowhere, or not to a search.
    QString figure(StatsFigure::Leads leads) const;
    /// What came in within a piece of the chart.
    QString piece(int piece) const;
    /// At that hour; empty where the range has that weekday more than once.
    QString heat(int weekday, int hour) const;
    QString intent(const QString& name) const;
    QString model(const QString& name) const;
    QString person(const SenderId& id) const;

private:
    QString within(const QString& filter, TimePoint from, TimePoint to) const;
    QString within(const QString& filter) const { return within(filter, m_report.query.from, m_report.query.to); }
    QString moment(TimePoint at) const;
    static QString quoted(const QString& value);

    const StatsReport& m_report;
    const Formats& m_formats;
};

}  // namespace tongdai
