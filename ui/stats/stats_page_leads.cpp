#include "ui/stats/stats_leads.h"
#include "ui/stats/stats_page.h"
#include "ui/stats/stats_tile.h"

// From a tile to the conversations behind it; the rest of the page is in stats_page.cpp, and charts lead by themselves.
namespace tongdai {

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
