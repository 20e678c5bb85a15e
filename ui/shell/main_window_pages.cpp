#include "ui/shell/main_window.h"

#include "ui/common/window_place.h"
#include "ui/dispute/dispute_page.h"
#include "ui/dispute/travel_pane.h"
#include "ui/evidence/export_dialog.h"
#include "ui/live/live_page.h"
#include "ui/locks/locks_page.h"
#include "ui/people/audit_log_page.h"
#include "ui/privacy/erasure_dialog.h"
#include "ui/setup/setup_page.h"
#include "ui/shell/rail.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"
#include "ui/stats/stats_page.h"
#include "ui/system/system_page.h"

#include <QAction>
#include <QStackedWidget>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

// Places in the keyboard map (workspace 3.8); they do not move when a page is missing.
constexpr int kLiveDigit = 1;
constexpr int kDisputeDigit = 2;
constexpr int kLocksDigit = 3;
constexpr int kStatsDigit = 4;
constexpr int kSystemDigit = 5;
constexpr int kSetupDigit = 6;
constexpr int kAuditDigit = 7;

}  // namespace

void MainWindow::buildPages()
{
    m_live = new LivePage(m_doors.desk, m_look);
    connect(m_live, &LivePage::sampleShopWanted, this, [this] { m_doors.sample.open(); });
    if (m_doors.setup && m_doors.setup->shop && may(Permission::SeeNumbers)) m_live->setShop(*m_doors.setup->shop);
    if (m_doors.locks && m_doors.locks->limits) m_live->setLimits(*m_doors.locks->limits);
    connect(m_live, &LivePage::channelWanted, this, &MainWindow::showChannels);
    if (may(Permission::RevealMasked) && !may(Permission::SeeNumbers)) m_live->offerReveal();
    if (may(Permission::ChangeSettings)) m_live->offerChannelBot();
    addPage(u"live"_s, m_live, kLiveDigit);
    if (m_doors.evidence && may(Permission::ExportEvidence)) offerExport();
    if (m_doors.erasures && may(Permission::ErasePeople)) {
        m_live->offerErasure();
        connect(m_live, &LivePage::erasureWanted, this, [this](const Conversation& conversation) {
            openOnScreen(*new ErasureDialog(*m_doors.erasures, conversation, m_look, this));
        });
    }
    if (m_doors.disputes && may(Permission::ReviewDisputes)) buildDisputes();
    if (m_doors.locks && may(Permission::SeeLocks)) {
        LocksDoors ways = *m_doors.locks;
        if (!may(Permission::ChangeSettings)) ways.setup = nullptr;
        auto* locks = new LocksPage(ways, m_look);
        connect(locks, &LocksPage::conversationWanted, this, &MainWindow::openConversation);
        connect(locks, &LocksPage::lineWanted, this, &MainWindow::openLine);
        addPage(u"locks"_s, locks, kLocksDigit);
    }
    if (m_doors.statistics && may(Permission::SeeStatistics)) buildStats();
    m_system = new SystemPage(m_doors.status, m_doors.sample, m_look);
    addPage(u"system"_s, m_system, kSystemDigit);
    if (m_doors.setup && may(Permission::ChangeSettings)) {
        SetupDoors doors = *m_doors.setup;
        doors.people = m_doors.people;
        doors.statistics = m_doors.statistics;
        if (may(Permission::ErasePeople)) doors.erasures = m_doors.erasures;
        if (!may(Permission::SeeLocks)) doors.hooks = nullptr;
        if (may(Permission::ImportHistory)) doors.imports = m_doors.imports;
        m_setup = new SetupPage(doors, m_look);
        connect(m_setup, &SetupPage::webChatWanted, this, [this] {
            openPage(u"system"_s);
            m_system->showWebChat();
        });
        connect(m_setup, &SetupPage::conversationWanted, this, &MainWindow::openConversation);
        addPage(u"setup"_s, m_setup, kSetupDigit);
    }
    if (m_doors.audit && may(Permission::SeeAudit))
        addPage(u"audit"_s, new AuditLogPage(*m_doors.audit, m_look), kAuditDigit);
    m_undelivered = m_rail->addCount(u"undelivered"_s, Glyph::Alert);
    connect(m_live, &LivePage::undeliveredChanged, this,
            [this](int lines) { m_rail->setCount(*m_undelivered, lines); });
    connect(m_undelivered, &QAction::triggered, this, [this] {
        showPage(m_live);
        m_live->showUndelivered();
    });
}

void MainWindow::offerExport()
{
    m_live->offerExport();
    connect(m_live, &LivePage::exportWanted, this, [this](const Conversation& conversation) {
        openOnScreen(*new ExportDialog(*m_doors.evidence, ExportSubject{conversation, {}, {}}, m_look, this));
    });
}

void MainWindow::buildDisputes()
{
    auto* disputes = new DisputePage(*m_doors.disputes, m_look);
    m_live->offerCases();
    connect(m_live, &LivePage::caseWanted, disputes,
            [this, disputes](const ConversationId& conversation, const MessageId& message) {
                showPage(disputes);
                disputes->openCase(conversation, message);
            });
    if (may(Permission::RevealMasked)) disputes->travel()->offerReveal();
    if (may(Permission::JudgeDisputes)) disputes->offerJoin();
    if (m_doors.evidence && may(Permission::ExportEvidence)) {
        disputes->offerExport();
        connect(disputes, &DisputePage::exportWanted, this, [this](const ExportSubject& subject) {
            openOnScreen(*new ExportDialog(*m_doors.evidence, subject, m_look, this));
        });
    }
    addPage(u"dispute"_s, disputes, kDisputeDigit);
    m_disputes = disputes;
}

/// What a role does not have has no button. While it is not known who sits here, the engine refuses what it must.
bool MainWindow::may(Permission permission) const
{
    if (!m_doors.people) return true;
    const api::PeopleState state = m_doors.people->state();
    return state.me && tongdai::may(state.viewsAs.value_or(state.me->role), permission);
}

void MainWindow::buildStats()
{
    m_live->setStatistics(*m_doors.statistics);
    auto* stats = new StatsPage(*m_doors.statistics, m_look);
    if (may(Permission::ExportEvidence)) stats->offerDetails();
    connect(stats, &StatsPage::sampleShopWanted, this, [this] { m_doors.sample.open(); });
    connect(stats, &StatsPage::waitingWanted, this, &MainWindow::openQueue);
    connect(stats, &StatsPage::undeliveredWanted, this, [this] {
        showPage(m_live);
        m_live->showUndelivered();
    });
    connect(stats, &StatsPage::linesWanted, this, [this](const QString& words) {
        showPage(m_live);
        m_live->searchFor(words);
    });
    if (m_disputes) {
        stats->offerDisputes();
        connect(stats, &StatsPage::disputedLinesWanted, this, [this](const QString& words) {
            showPage(m_disputes);
            m_disputes->searchFor(words);
        });
    }
    connect(stats, &StatsPage::wallChanged, this, [this](bool wall) {
        m_rail->setVisible(!wall);
        m_topBar->setVisible(!wall);
        m_status->setVisible(!wall);
    });
    addPage(u"stats"_s, stats, kStatsDigit);
}

void MainWindow::addPage(const QString& name, Page* page, int digit)
{
    m_entries.push_back({name, page});
    m_pages->addWidget(page);
    addAction(m_rail->addPage(name, *page, digit));
    page->restoreLayout(m_settings);
    connect(page, &Page::leaveRequested, this, [this] { showPage(m_entries.front().page); });
}

/// Where a platform is named; without such a page, where the chat for web pages is.
void MainWindow::showChannels()
{
    if (!m_setup) {
        openPage(u"system"_s);
        return;
    }
    showPage(m_setup);
    m_setup->openPlatform();
}

}  // namespace tongdai
