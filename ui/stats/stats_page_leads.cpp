#include "ui/stats/charts/heat_map.h"
#include "ui/stats/charts/intent_bars.h"
#include "ui/stats/charts/time_chart.h"
#include "ui/stats/charts/twin_panel.h"
#include "ui/stats/stats_leads.h"
#include "ui/stats/stats_page.h"
#include "ui/stats/stats_table_view.h"
#include "ui/stats/stats_tile.h"

// From a figure to the conversations behind it; the rest of the page is in stats_page.cpp.
namespace tongdai {

/// Every chart, and its table, with Enter or a double click.
void StatsPage::connectLeads()
{
    const auto leads = [this](auto search) {
        return [this, search](auto... place) {
            if (!m_report) return;
            const Formats formats = m_look.formats();
            leadTo(search(StatsLeads(*m_report, formats), place...));
        };
    };
    const auto piece = [](const StatsLeads& to, int at) { return to.piece(at); };
    const auto heat = [](const StatsLeads& to, int weekday, int hour) { return to.heat(weekday, hour); };
    const auto intent = [this](const StatsLeads& to, int at) {
        return to.intent(m_report->intents.at(size_t(at)).name);
    };
    connect(m_timeChart, &TimeChart::opened, this, leads(piece));
    connect(m_heatMap, &HeatMap::opened, this, leads(heat));
    connect(m_intentBars, &IntentBars::opened, this, leads(intent));
    const auto ofTable = [this, leads](TwinPanel* panel, auto search) {
        connect(&panel->table(), &QTableWidget::cellActivated, this, leads(search));
    };
    ofTable(m_overTime, [](const StatsLeads& to, int row, int) { return to.piece(row); });
    ofTable(m_heat, [](const StatsLeads& to, int row, int column) { return to.heat(row, column - 1); });
    ofTable(m_intents, [intent](const StatsLeads& to, int row, int) { return intent(to, row); });
    ofTable(m_models,
            [this](const StatsLeads& to, int row, int) { return to.model(m_report->models.at(size_t(row)).name); });
    ofTable(m_operators,
            [this](const StatsLeads& to, int row, int) { return to.person(m_report->operators.at(size_t(row)).id); });
}

void StatsPage::leadTo(const QString& search)
{
    if (!search.isEmpty()) emit linesWanted(search);
}

void StatsPage::lead()
{
    if (!m_report) return;
    const Formats formats = m_look.formats();
    for (const StatsTile* tile : std::as_const(m_tiles)) {
        if (tile->figure().key != m_explained) continue;
        const StatsFigure::Leads leads = tile->figure().leads;
        if (leads == StatsFigure::Leads::ToWaiting) emit waitingWanted();
        if (leads == StatsFigure::Leads::ToUndelivered) emit undeliveredWanted();
        leadTo(StatsLeads(*m_report, formats).figure(leads));
    }
}

}  // namespace tongdai
