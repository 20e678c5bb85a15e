#include "ui/dispute/dispute_page.h"

#include "engine/domain/whole_file.h"
#include "ui/common/look/screen_settings.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"
#include "ui/common/words/cause_words.h"
#include "ui/dispute/case_pane.h"
#include "ui/dispute/cases_pane.h"
#include "ui/dispute/compare_dialog.h"
#include "ui/dispute/dispute_columns.h"
#include "ui/dispute/dispute_words.h"
#include "ui/dispute/screen_csv.h"
#include "ui/dispute/thread_find.h"
#include "ui/dispute/travel_pane.h"

#include <QAction>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QHideEvent>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kDisputeLayout = "disputeColumns"_L1;
constexpr int kMoreCases = 100;

QString titleOf(const DisputeThread& thread)
{
    return thread.title.isEmpty() ? QString::fromUtf8(thread.ref.thread) : thread.title;
}

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
    bind(u"disputeFindNext"_s, {QKeySequence(Qt::Key_F3)}, [this] { m_travel->stepFound(1); });
    bind(u"disputeFindPrevious"_s, {QKeySequence(u"Shift+F3"_s)}, [this] { m_travel->stepFound(-1); });
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

void DisputePage::offerExport()
{
    const auto ask = [this] {
        if (const auto subject = exportSubject()) emit exportWanted(*subject);
    };
    m_export = new QPushButton;
    m_export->setObjectName(u"disputeExport"_s);
    m_case->evidencePlace().addWidget(m_export, 0, Qt::AlignLeft);
    connect(m_export, &QPushButton::clicked, this, ask);
    connect(m_travel, &TravelPane::threadChanged, this, &DisputePage::writeExport);
    auto* action = new QAction(this);
    action->setObjectName(u"disputeExportAction"_s);
    action->setShortcut(QKeySequence(u"Ctrl+S"_s));
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, ask);
    addAction(action);
    m_save = new QPushButton;
    m_save->setObjectName(u"disputeSaveScreen"_s);
    m_case->evidencePlace().addWidget(m_save, 0, Qt::AlignLeft);
    connect(m_save, &QPushButton::clicked, this, &DisputePage::chooseScreenFile);
    retranslate();
    writeExport();
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

/// What is shown, and nothing that is still being read.
std::optional<ExportSubject> DisputePage::exportSubject() const
{
    if (!m_travel->hasThread()) return std::nullopt;
    const DisputeThread& shown = m_travel->thread();
    ExportSubject subject;
    subject.conversation.id = ConversationId(shown.ref.thread);
    subject.conversation.customerName = shown.title;
    const auto& sources = m_cases->sources();
    const auto source = std::ranges::find(sources, shown.ref.source, &SourceStatus::name);
    if (source != sources.end() && source->kind != SourceKind::Own) subject.source = *source;
    const std::optional<CaseFile>& file = m_case->file();
    if (file && file->shown.ref == shown.ref) subject.dispute = file->shown;
    return subject;
}

void DisputePage::writeExport()
{
    if (m_export) m_export->setEnabled(m_travel->hasThread());
    if (m_save) m_save->setEnabled(m_travel->hasThread());
}

void DisputePage::chooseScreenFile()
{
    if (!m_travel->hasThread()) return;
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto* dialog = new QFileDialog(this, tr("Save what is on screen"),
                                   QFileInfo(documents).isDir() ? documents : QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->selectFile(u"tongdai-dispute.csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &DisputePage::saveScreen);
    openOnScreen(*dialog);
}

void DisputePage::saveScreen(const QString& file)
{
    if (!m_travel->hasThread()) return;
    // As it is now: what is opened meanwhile is not what somebody wanted to keep.
    const DisputeThread& shown = m_travel->thread();
    const QByteArray bytes = screenCsv(shown, m_look.formats());
    api::whenAnswered<bool>(this, m_disputes.noteSaved(shown.ref, int(shown.lines.size())),
                            [this, file, bytes](const api::Answer<bool>& answer) {
                                if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) return tell(*failure);
                                tellSaved(file, writeWholeFile(file, bytes));
                            });
}

void DisputePage::tellSaved(const QString& file, const QString& problem)
{
    m_notice->setNotice(problem.isEmpty() ? Tone::Good : Tone::Danger,
                        problem.isEmpty() ? tr("Saved: %1").arg(QDir::toNativeSeparators(file))
                                          : tr("Nothing was written: %1").arg(CauseWords::of(problem)));
    m_notice->setAction(QString());
    m_notice->show();
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

void DisputePage::showCase(const DisputeCase& chosen)
{
    m_askedFile.forget();
    const QString heading = QStringList{chosen.number, chosen.parties, chosen.title}.join(u"  "_s);
    if (chosen.ref.source != "own") {
        m_case->setForeignCase(chosen, isChat(chosen.ref.source));
        if (chosen.ref.thread.isEmpty()) {
            m_askedThread.forget();
            m_wanted.reset();
            m_travel->clear();
            return tell({api::DeskError::NotFound, {}});
        }
        return showThread(chosen.ref, heading, {});
    }
    m_askedFile.await(this, m_disputes.caseFile(chosen.id), [this, heading](const api::Answer<CaseFile>& answer) {
        if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) return tell(*failure);
        const auto& file = std::get<CaseFile>(answer);
        m_case->setFile(file);
        showThread(file.shown.ref, heading, file.message);
    });
}

void DisputePage::showThread(const ThreadRef& ref, const QString& heading, const QByteArray& line)
{
    m_wanted = ref;
    m_heading = heading;
    m_line = line;
    m_notice->hide();
    // What stands there of another case must not be taken for this one's.
    if (!m_travel->hasThread() || m_travel->thread().ref != ref) m_travel->clear(tr("Reading the conversation …"));
    m_askedThread.await(this, m_disputes.thread(ref, std::nullopt), [this](const api::Answer<DisputeThread>& answer) {
        if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) return tell(*failure);
        const auto& thread = std::get<DisputeThread>(answer);
        m_travel->setThread(thread, m_heading.isEmpty() ? titleOf(thread) : m_heading);
        if (!m_line.isEmpty()) m_travel->showLine(m_line);
        writeFoot();
    });
}

void DisputePage::askEarlier()
{
    const DisputeThread& shown = m_travel->thread();
    m_askedThread.await(this, m_disputes.thread(shown.ref, shown.earlier),
                        [this](const api::Answer<DisputeThread>& answer) {
                            if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) return tell(*failure);
                            m_travel->addEarlier(std::get<DisputeThread>(answer));
                        });
}

/// Where that fails, the bar goes on saying that older lines are not read yet.
void DisputePage::searchThread(const QString& words)
{
    const ThreadRef ref = m_travel->thread().ref;
    DisputeSearch search;
    search.text = words;
    search.limit = ThreadFind::kMostHits;
    search.source = ref.source;
    search.own.conversation = ConversationId(ref.thread);
    m_askedHits.await(this, m_disputes.search(search), [this, ref, words](const api::Answer<api::FoundLines>& answer) {
        const auto* found = std::get_if<api::FoundLines>(&answer);
        if (found && m_travel->hasThread() && m_travel->thread().ref == ref) m_travel->setHits(words, found->hits);
    });
}

void DisputePage::openOriginal(const QByteArray& line)
{
    const ThreadRef ref = m_travel->thread().ref;
    api::whenAnswered<api::OriginalText>(this, m_disputes.original(ref, line),
                                         [this, line](const api::Answer<api::OriginalText>& answer) {
                                             if (const auto* failure = std::get_if<api::DeskFailure>(&answer))
                                                 return tell(*failure);
                                             m_travel->setOriginal(line, std::get<api::OriginalText>(answer));
                                         });
}

void DisputePage::reveal(const QByteArray& line, const QString& reason)
{
    const ThreadRef ref = m_travel->thread().ref;
    api::whenAnswered<DisputeLine>(this, m_disputes.reveal(ref, line, reason),
                                   [this, ref](const api::Answer<DisputeLine>& answer) {
                                       if (const auto* failure = std::get_if<api::DeskFailure>(&answer))
                                           return tell(*failure);
                                       const bool isShown = m_travel->hasThread() && m_travel->thread().ref == ref;
                                       if (isShown) m_travel->setRevealed(std::get<DisputeLine>(answer));
                                   });
}

QString DisputePage::nameOf(const DisputeThread& thread) const
{
    const auto& sources = m_cases->sources();
    const auto source = std::ranges::find(sources, thread.ref.source, &SourceStatus::name);
    const QString where =
        source == sources.end() ? QString::fromUtf8(thread.ref.source) : DisputeWords::sourceName(*source);
    return where + u"  ·  "_s + titleOf(thread);
}

/// The first press keeps what is shown; the second, with another conversation open, puts both side by side.
void DisputePage::compare()
{
    if (!m_travel->hasThread()) return;
    const DisputeThread& shown = m_travel->thread();
    if (!m_kept || m_kept->ref == shown.ref) {
        m_kept = shown;
        m_notice->setNotice(
            Tone::Neutral,
            tr("Kept: %1. Open the same conversation of another source and press Ctrl+D again.").arg(nameOf(shown)));
        m_notice->setAction(QString());
        m_notice->show();
        return;
    }
    m_notice->hide();
    const DisputeThread kept = *std::exchange(m_kept, std::nullopt);
    openOnScreen(*new CompareDialog({kept, nameOf(kept)}, {shown, nameOf(shown)}, m_look, this));
}

void DisputePage::openCase(const ConversationId& conversation, const MessageId& message)
{
    m_askedFile.await(this, m_disputes.openCase(conversation, message), [this](const api::Answer<CaseFile>& answer) {
        if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) return tell(*failure);
        m_opened = std::get<CaseFile>(answer);
        askCases();
    });
}

void DisputePage::tell(const api::DeskFailure& failure)
{
    m_notice->setNotice(Tone::Danger, DisputeWords::failure(failure));
    m_notice->setAction(m_wanted ? tr("Try again") : QString());
    m_notice->show();
    if (!m_travel->hasThread()) m_travel->clear(tr("This conversation cannot be read now."));
}

void DisputePage::retry()
{
    m_notice->hide();
    if (m_wanted) showThread(*m_wanted, m_heading, m_line);
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
