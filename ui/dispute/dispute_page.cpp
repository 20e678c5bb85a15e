#include "ui/dispute/dispute_page.h"

#include "ui/common/look/screen_settings.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/dispute/case_pane.h"
#include "ui/dispute/cases_pane.h"
#include "ui/dispute/dispute_columns.h"
#include "ui/dispute/dispute_words.h"
#include "ui/dispute/travel_pane.h"

#include <QAction>
#include <QEvent>
#include <QHideEvent>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kDisputeLayout = "disputeColumns"_L1;
constexpr int kMoreCases = 100;

}  // namespace

DisputePage::DisputePage(api::Disputes& disputes, Look look, QWidget* parent)
    : Page(parent),
      m_disputes(disputes),
      m_look(look),
      m_notice(new NoticeBar),
      m_cases(new CasesPane(disputes, look)),
      m_travel(new TravelPane(look)),
      m_case(new CasePane(disputes, look)),
      m_splitter(new DisputeColumns(*m_cases, *m_travel, *m_case)),
      m_foot(new RoleLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_zone(new QPushButton)
{
    setObjectName(u"disputePage"_s);
    build();
    buildActions();
    connect(&disputes, &api::Disputes::ready, this, [this] {
        m_isAsked = false;
        if (isVisible()) askAll();
    });
    connect(&disputes, &api::Disputes::sourcesChanged, this, [this](const std::vector<SourceStatus>& sources) {
        const bool cameBack = std::ranges::any_of(sources, [this](const SourceStatus& now) {
            const auto& before = m_cases->sources();
            const auto found = std::ranges::find(before, now.name, &SourceStatus::name);
            return found != before.end() && found->state != now.state;
        });
        m_cases->setSources(sources);
        writeFoot();
        if (cameBack) askCases();
        if (cameBack && m_notice->isVisibleTo(this)) retry();
    });
    connect(m_cases, &CasesPane::caseChosen, this, &DisputePage::showCase);
    connect(m_cases, &CasesPane::hitChosen, this, [this](const DisputeHit& hit) {
        m_case->clear();
        showThread(hit.ref, {}, hit.line);
        bringThread();
    });
    connect(m_cases, &CasesPane::caseEntered, this, &DisputePage::bringThread);
    connect(m_cases, &CasesPane::moreWanted, this, [this] {
        m_caseLimit += kMoreCases;
        askCases();
    });
    connect(m_travel, &TravelPane::earlierWanted, this, &DisputePage::askEarlier);
    connect(m_travel, &TravelPane::laterWanted, this, &DisputePage::askLater);
    connect(m_travel, &TravelPane::searchWanted, this, &DisputePage::searchThread);
    connect(m_travel, &TravelPane::originalWanted, this, &DisputePage::openOriginal);
    connect(m_travel, &TravelPane::revealWanted, this, &DisputePage::reveal);
    connect(m_case, &CasePane::fileChanged, this, [this] { askCases(); });
    connect(m_case, &CasePane::failed, this, &DisputePage::tell);
    connect(m_case, &CasePane::joined, this, [this] {
        askCases();
        retry();
    });
    connect(m_notice, &NoticeBar::actionChosen, this, &DisputePage::retry);
    connect(&look.language, &Language::changed, this, &DisputePage::retranslate);
    connect(&look.theme, &Theme::changed, this, &DisputePage::retranslate);
    retranslate();
}

void DisputePage::build()
{
    m_notice->setObjectName(u"disputeNotice"_s);
    m_notice->hide();
    m_foot->setObjectName(u"disputeFoot"_s);
    m_foot->setTextFormat(Qt::PlainText);
    m_foot->setContentsMargins(16, 4, 16, 4);
    m_foot->setWordWrap(true);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_notice);
    rows->addWidget(m_splitter, 1);
    m_zone->setObjectName(u"disputeZone"_s);
    m_zone->setFlat(true);
    m_zone->setAutoDefault(false);
    connect(m_zone, &QPushButton::clicked, this, &DisputePage::switchZone);
    m_case->evidencePlace().addWidget(m_zone, 0, Qt::AlignLeft);  // of all times on the page, and of what is exported
    rows->addWidget(m_foot);
}

void DisputePage::buildActions()
{
    const auto bind = [this](const QString& name, const QList<QKeySequence>& keys, auto run) {
        auto* action = new QAction(this);
        action->setObjectName(name);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        return action;
    };
    bind(u"disputeSearchAction"_s, {QKeySequence(u"Ctrl+E"_s), QKeySequence(u"Ctrl+Shift+F"_s)}, [this] {
        m_splitter->showColumn(DisputeColumns::Cases);
        m_cases->focusSearch();
    });
    bind(u"disputeFindAction"_s, {QKeySequence(u"Ctrl+F"_s)}, [this] {
        m_splitter->showColumn(DisputeColumns::Thread);
        m_travel->openFind();
    });
    bind(u"disputeFindNext"_s, {QKeySequence(Qt::Key_F3)}, [this] { stepFound(1); });
    bind(u"disputeFindPrevious"_s, {QKeySequence(u"Shift+F3"_s)}, [this] { stepFound(-1); });
    bind(u"disputeCompareAction"_s, {QKeySequence(u"Ctrl+D"_s)}, [this] { compare(); });
    bind(u"disputeZoneAction"_s, {QKeySequence(u"Alt+U"_s)}, [this] { switchZone(); });
    bind(u"disputeNextPane"_s, {QKeySequence(Qt::Key_F6)}, [this] { nextPane(1); });
    bind(u"disputePreviousPane"_s, {QKeySequence(u"Shift+F6"_s)}, [this] { nextPane(-1); });
    bind(u"disputeLeave"_s, {QKeySequence(Qt::Key_Escape)}, [this] { leave(); });
}

QList<KeyLine> DisputePage::extraKeys() const
{
    return {{u"← →"_s, tr("One event back or on")},
            {u"Shift+← →"_s, tr("Ten events")},
            {tr("Space"), tr("Play, pause")},
            {u"Home, End"_s, tr("First, last event")}};
}

void DisputePage::saveLayout(ScreenSettings& settings) const
{
    settings.setLayout(kDisputeLayout, m_splitter->saveState());
}

void DisputePage::restoreLayout(const ScreenSettings& settings)
{
    m_splitter->restoreState(settings.layout(kDisputeLayout));
}

void DisputePage::focusFirst()
{
    m_splitter->showColumn(DisputeColumns::Cases);
    m_cases->focusCases();
}

void DisputePage::offerJoin()
{
    m_case->offerJoin();
}

bool DisputePage::isChat(const QByteArray& source) const
{
    const auto found = std::ranges::find(m_cases->sources(), source, &SourceStatus::name);
    return found != m_cases->sources().end() && found->kind == SourceKind::RealtimeChat;
}

void DisputePage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    if (!m_isAsked) askAll();
}

/// UTC is for whoever compares with another program's records; other pages keep the shop's time.
void DisputePage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    if (!event->spontaneous()) m_look.language.showUtc(false);
}

void DisputePage::switchZone()
{
    m_look.language.showUtc(!m_look.language.isUtc());
}

void DisputePage::askAll()
{
    m_isAsked = true;
    api::whenAnswered<std::vector<SourceStatus>>(
        this, m_disputes.sources(), [this](const api::Answer<std::vector<SourceStatus>>& answer) {
            if (const auto* sources = std::get_if<std::vector<SourceStatus>>(&answer)) m_cases->setSources(*sources);
            writeFoot();
        });
    askCases();
}

void DisputePage::searchFor(const QString& words)
{
    m_splitter->showColumn(DisputeColumns::Cases);
    m_cases->searchFor(words);
}

void DisputePage::askCases()
{
    m_askedCases.await(this, m_disputes.cases(m_caseLimit), [this](const api::Answer<api::CaseList>& answer) {
        if (const auto* failure = std::get_if<api::DeskFailure>(&answer))
            return m_cases->setFailure(DisputeWords::failure(*failure));
        const auto& list = std::get<api::CaseList>(answer);
        m_cases->setCases(list.cases, list.hasMore);
        emit badgeChanged(int(std::ranges::count(list.cases, true, &DisputeCase::isOpen)));
        if (const auto opened = std::exchange(m_opened, std::nullopt)) m_cases->choose(opened->shown.id);
    });
}

void DisputePage::tell(const api::DeskFailure& failure)
{
    m_notice->setNotice(Tone::Danger, DisputeWords::failure(failure));
    m_notice->setAction(m_wanted ? tr("Try again") : QString());
    m_notice->show();
    if (!m_travel->hasThread()) m_travel->clear(tr("This conversation cannot be read now."));
}

/// Where the page has room for one column only.
void DisputePage::bringThread()
{
    if (m_travel->isVisible()) return;
    m_splitter->showColumn(DisputeColumns::Thread);
    m_travel->focusTime();
}

void DisputePage::leave()
{
    if (m_travel->isPlaying()) return m_travel->setPlaying(false);
    if (m_travel->leaveFind()) return;
    if (!m_cases->isVisible()) return focusFirst();
    if (m_cases->isSearching()) return m_cases->leaveSearch();
    emit leaveRequested();
}

void DisputePage::stepFound(int forward)
{
    m_splitter->showColumn(DisputeColumns::Thread);
    m_travel->stepFound(forward);
}

void DisputePage::nextPane(int direction)
{
    const std::array<QWidget*, 3> panes{m_cases, m_travel, m_case};
    int now = 0;
    for (int i = 0; i < int(panes.size()); ++i) {
        if (panes[size_t(i)]->isAncestorOf(focusWidget())) now = i;
    }
    const int next = (now + direction + int(panes.size())) % int(panes.size());
    m_splitter->showColumn(DisputeColumns::Column(next));
    if (next == 0) return m_cases->focusCases();
    if (next == 1) return m_travel->focusTime();
    m_case->focusFirst();
}

void DisputePage::writeFoot()
{
    const auto& sources = m_cases->sources();
    const QByteArray shown = m_travel->hasThread() ? m_travel->thread().ref.source : QByteArray("own");
    const auto found = std::ranges::find(sources, shown, &SourceStatus::name);
    m_foot->setText(found == sources.end() ? QString() : DisputeWords::reading(*found));
    m_foot->setVisible(!m_foot->text().isEmpty());
    const QString zone = m_look.formats().zone(m_look.now());
    const bool isShops = !m_look.language.isUtc();
    m_zone->setText(isShops ? tr("Times: %1", "a time zone").arg(zone) : tr("Times: UTC, not the shop's"));
    m_zone->setToolTip(isShops ? tr("Show all times in UTC (Alt+U)") : tr("Back to the shop's time (Alt+U)"));
    m_zone->setAccessibleName(m_zone->text());
}

void DisputePage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    Page::changeEvent(event);
}

void DisputePage::retranslate()
{
    const auto name = [this](const QString& action, const QString& words) {
        findChild<QAction*>(action)->setText(words);
    };
    name(u"disputeSearchAction"_s, tr("Search all sources"));
    name(u"disputeFindAction"_s, tr("Find in this conversation"));
    name(u"disputeFindNext"_s, tr("Find in the conversation: older"));
    name(u"disputeFindPrevious"_s, tr("Find in the conversation: newer"));
    name(u"disputeCompareAction"_s, tr("Compare with another source"));
    name(u"disputeZoneAction"_s, tr("Times of the shop or UTC"));
    name(u"disputeNextPane"_s, tr("Next pane"));
    name(u"disputePreviousPane"_s, tr("Previous pane"));
    name(u"disputeLeave"_s, tr("Pause, leave the search, back"));
    if (m_export) {
        name(u"disputeExportAction"_s, tr("Export as evidence…"));
        m_export->setText(tr("Export as evidence…"));
        m_export->setToolTip(tr("The conversation, with the case it is open for (Ctrl+S)"));
        m_save->setText(tr("Save what is on screen…"));
        m_save->setToolTip(tr("The lines that are shown, at once and without reading them again (CSV)"));
    }
    m_cases->retranslate();
    m_travel->retranslate();
    m_case->retranslate();
    writeFoot();
}

}  // namespace tongdai
