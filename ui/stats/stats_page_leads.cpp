#include "ui/live/key_button.h"
#include "ui/stats/stats_leads.h"
#include "ui/stats/stats_page.h"
#include "ui/stats/stats_tile.h"

#include <QAction>

// From a tile to the conversations behind it; the rest of the page is in stats_page.cpp, and charts lead by themselves.
namespace tongdai {

using namespace Qt::StringLiterals;

void StatsPage::offerDisputes()
{
    if (m_disputeAction) return;
    m_disputeAction = new QAction(this);
    m_disputeAction->setObjectName(u"disputeLeadAction"_s);
    m_disputeAction->setShortcut(QKeySequence(u"Alt+D"_s));
    m_disputeAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_disputeAction);
    connect(m_disputeAction, &QAction::triggered, m_toDispute, &QPushButton::toggle);
    m_toDispute->show();
    retranslate();
}

void StatsPage::leadTo(const QString& search)
{
    if (search.isEmpty()) return;
    if (m_toDispute->isChecked())
        emit disputedLinesWanted(search);
    else
        emit linesWanted(search);
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
