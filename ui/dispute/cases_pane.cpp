#include "ui/dispute/cases_pane.h"

#include "ui/common/widgets/empty_state.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/widgets/row_list.h"
#include "ui/common/words/state_word.h"
#include "ui/dispute/cases_model.h"
#include "ui/dispute/dispute_hits.h"
#include "ui/dispute/dispute_words.h"

#include "engine/domain/text/fold_text.h"

#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kTypingRests = 200ms;
constexpr auto kNamedWait = 400ms;
constexpr int kDisputeHits = 50;

/// On a low page what was found stands below the edge of what is seen.
void bringHitsIntoSight(QWidget& heading, QWidget& list)
{
    for (QWidget* each = heading.parentWidget(); each; each = each->parentWidget()) {
        auto* const area = qobject_cast<QScrollArea*>(each);
        if (!area) continue;
        QApplication::sendPostedEvents(area->widget(), QEvent::LayoutRequest);
        area->ensureWidgetVisible(&list);
        area->ensureWidgetVisible(&heading);
    }
}

}  // namespace

CasesPane::CasesPane(api::Disputes& disputes, Look look, QWidget* parent)
    : QWidget(parent),
      m_disputes(disputes),
      m_look(look),
      m_cases(new CasesModel(look, this)),
      m_hits(new DisputeHitsModel(look, this)),
      m_heading(new RoleLabel(TextRole::Title)),
      m_stack(new QStackedWidget),
      m_empty(new EmptyState),
      m_list(new QListView),
      m_more(new QPushButton),
      m_searchHeading(new RoleLabel(TextRole::Title)),
      m_search(new QLineEdit),
      m_cancel(new QPushButton),
      m_foundWords(new RoleLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_hitList(new QListView),
      m_sourceRows(new QVBoxLayout)
{
    build();
    m_typing.setSingleShot(true);
    connect(&m_typing, &QTimer::timeout, this, &CasesPane::searchNow);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_typing.start(kTypingRests); });
    connect(m_search, &QLineEdit::returnPressed, this, &CasesPane::searchNow);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_disputes.cancel(); });
    connect(m_empty, &EmptyState::actionChosen, this, &CasesPane::focusSearch);
    connect(m_more, &QPushButton::clicked, this, &CasesPane::moreWanted);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& row) {
        if (row.isValid()) emit caseChosen(m_cases->caseAt(row.row()));
    });
    const auto openHit = [this](const QModelIndex& row) {
        if (row.isValid()) emit hitChosen(m_hits->hitAt(row.row()));
    };
    connect(m_list, &QListView::activated, this, &CasesPane::caseEntered);
    connect(m_list, &QListView::clicked, this, &CasesPane::caseEntered);
    connect(m_hitList, &QListView::activated, this, openHit);
    connect(m_hitList, &QListView::clicked, this, openHit);
    retranslate();
}

void CasesPane::build()
{
    m_heading->setObjectName(u"casesHeading"_s);
    m_list->setObjectName(u"cases"_s);
    m_search->setObjectName(u"disputeSearch"_s);
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_cancel->setObjectName(u"cancelSearch"_s);
    m_cancel->hide();
    m_foundWords->setObjectName(u"found"_s);
    m_foundWords->setWordWrap(true);
    m_hitList->setObjectName(u"hits"_s);
    m_more->setObjectName(u"moreCases"_s);
    makeRowList(*m_list);
    makeRowList(*m_hitList);
    m_list->setModel(m_cases);
    m_list->setItemDelegate(new CaseDelegate(*m_cases, m_look, this));
    m_hitList->setModel(m_hits);
    m_hitList->setItemDelegate(new DisputeHitDelegate(*m_hits, m_look, this));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_list);
    const auto inset = [](QWidget* widget) {
        auto* row = new QHBoxLayout;
        row->setContentsMargins(12, 6, 12, 4);
        row->addWidget(widget, 1);
        return row;
    };
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(inset(m_heading));
    rows->addWidget(m_stack, 1);
    rows->addWidget(m_more);
    rows->addLayout(inset(m_searchHeading));
    auto* box = inset(m_search);
    box->addWidget(m_cancel);
    rows->addLayout(box);
    rows->addLayout(inset(m_foundWords));
    rows->addWidget(m_hitList, 1);
    m_sourceRows->setContentsMargins(12, 6, 12, 8);
    m_sourceRows->setSpacing(2);
    rows->addLayout(m_sourceRows);
}

void CasesPane::setCases(std::vector<DisputeCase> cases, bool hasMore)
{
    const QModelIndex current = m_list->currentIndex();
    const QByteArray chosen = current.isValid() ? m_cases->caseAt(current.row()).id : QByteArray();
    m_isLoaded = true;
    m_failure.clear();
    m_hasMore = hasMore;
    {
        // The one that is open stays so: nothing is asked again.
        const QSignalBlocker quiet(m_list->selectionModel());
        m_cases->setCases(std::move(cases));
        if (const int row = m_cases->rowOf(chosen); row >= 0) m_list->setCurrentIndex(m_cases->index(row));
    }
    m_list->viewport()->update();
    writeList();
    // Who came by keys before there was a list stands where nothing was typed.
    if (std::exchange(m_awaitsCases, false) && m_search->hasFocus() && !isSearching()) focusCases();
}

void CasesPane::setFailure(const QString& words)
{
    m_failure = words;
    writeList();
}

bool CasesPane::choose(const QByteArray& id)
{
    const int row = m_cases->rowOf(id);
    if (row < 0) return false;
    m_list->setCurrentIndex(m_cases->index(row));
    m_list->scrollTo(m_cases->index(row));
    // The first case of all is opened from elsewhere: whoever waits for it stands in the empty search.
    if (m_search->hasFocus() && !isSearching()) focusCases();
    return true;
}

void CasesPane::writeList()
{
    const bool hasCases = m_cases->rowCount() > 0;
    m_stack->setCurrentWidget(hasCases ? static_cast<QWidget*>(m_list) : m_empty);
    m_more->setVisible(hasCases && m_hasMore);
    m_heading->setText(hasCases ? tr("Cases: %1 open").arg(m_look.formats().number(m_cases->openCases()))
                                : tr("Cases"));
    if (!m_failure.isEmpty()) {
        m_empty->setSentence(m_failure);
        m_empty->setAction({});
    } else if (!m_isLoaded) {
        m_empty->setSentence(tr("Reading the cases …"));
        m_empty->setAction({});
    } else {
        m_empty->setSentence(tr("No disputes yet. Open one from any message on Live: Ctrl+N."));
        m_empty->setAction(tr("Search the history"), u"Ctrl+E"_s);
    }
}

void CasesPane::setSources(std::vector<SourceStatus> sources)
{
    m_sources = std::move(sources);
    writeSources();
}

void CasesPane::writeSources()
{
    while (m_sourceWords.size() < m_sources.size()) {
        auto* state = new StateWord;
        auto* words = new RoleLabel(TextRole::Small, ColorRole::SecondaryText);
        words->setTextFormat(Qt::PlainText);
        words->setWordWrap(true);
        m_sourceRows->addWidget(state);
        m_sourceRows->addWidget(words);
        m_sourceWords.emplace_back(state, words);
    }
    for (size_t i = 0; i < m_sourceWords.size(); ++i) {
        const auto& [state, words] = m_sourceWords[i];
        state->setVisible(i < m_sources.size());
        words->setVisible(i < m_sources.size());
        if (i >= m_sources.size()) continue;
        const SourceStatus& source = m_sources[i];
        state->setObjectName(u"source-"_s + QString::fromUtf8(source.name));
        words->setObjectName(u"sourceWords-"_s + QString::fromUtf8(source.name));
        state->setState(DisputeWords::sourceName(source),
                        source.state == SourceState::Open      ? tr("open")
                        : source.state == SourceState::Opening ? tr("opening")
                                                               : tr("away"),
                        DisputeWords::sourceTone(source.state));
        words->setText(DisputeWords::source(source, m_look.formats()));
        words->setToolTip((source.target + u'\n' + source.cause).trimmed().toHtmlEscaped());
    }
}

void CasesPane::searchNow()
{
    m_typing.stop();
    m_trouble.clear();
    const QDateTime now = m_look.formats().local(m_look.now());
    m_searched = readDisputeSearch(m_search->text(), now.date(), now.timeZone());
    if (!m_searched.notADate.isEmpty()) {
        m_trouble = tr("“%1” is not a date. Write it as 21/11/2025, 21/11 or 2025-11-21.").arg(m_searched.notADate);
        return forgetFound();
    }
    const std::optional<QByteArray> source = sourceNamed(m_searched.source);
    if (!source) m_trouble = unknownSource(m_searched.source);
    if (source && !m_searched.search.own.isEmpty() && isOfOthers(*source))
        m_trouble = tr("from:, event:, intent: and model: narrow down the history of this shop alone.");
    if (!m_trouble.isEmpty() || m_searched.asksNothing()) return forgetFound();
    DisputeSearch search = m_searched.search;
    search.source = *source;
    search.limit = kDisputeHits;
    m_asked.await(this, m_disputes.search(search),
                  [this](const api::Answer<api::FoundLines>& answer) { takeFound(answer); });
    QTimer::singleShot(kNamedWait, this, &CasesPane::writeFound);
}

void CasesPane::forgetFound()
{
    m_asked.forget();
    m_found.reset();
    m_hits->setHits({}, {});
    writeFound();
}

/// Its name in the settings, or how what stands on the page begins; empty: all of them. Nothing: there is none.
std::optional<QByteArray> CasesPane::sourceNamed(const QString& typed) const
{
    const QString wanted = foldText(typed);
    if (wanted.isEmpty()) return QByteArray();
    for (const SourceStatus& source : m_sources) {
        if (wanted == QString::fromUtf8(source.name) || foldText(DisputeWords::sourceName(source)).startsWith(wanted))
            return source.name;
    }
    return std::nullopt;
}

/// Another program's; empty is all of them.
bool CasesPane::isOfOthers(const QByteArray& source) const
{
    const auto found = std::ranges::find(m_sources, source, &SourceStatus::name);
    return found != m_sources.end() && found->kind != SourceKind::Own;
}

QString CasesPane::unknownSource(const QString& typed) const
{
    QStringList there;
    for (const SourceStatus& source : m_sources)
        there << DisputeWords::sourceName(source);
    return tr("There is no source “%1”. There are: %2.").arg(typed, there.join(u", "_s));
}

bool CasesPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        QMetaObject::invokeMethod(this, &CasesPane::writeFound, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

void CasesPane::takeFound(const api::Answer<api::FoundLines>& answer)
{
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        m_found.reset();
        m_hits->setHits({}, {});
        m_trouble = DisputeWords::failure(*failure);
    } else {
        m_found = std::get<api::FoundLines>(answer);
        m_hits->setHits(m_found->hits, m_searched.search.text);
    }
    writeFound();
    if (m_found) bringHitsIntoSight(*m_foundWords, *m_hitList);
}

void CasesPane::writeFound()
{
    m_cancel->setVisible(m_asked.isWaiting());
    m_hitList->setVisible(m_hits->rowCount() > 0);
    const QString words = foundWords();
    m_foundWords->setText(words);
    m_foundWords->setVisible(!words.isEmpty());
}

QString CasesPane::foundWords() const
{
    if (m_asked.isWaiting()) return tr("Searching all sources …");
    if (!m_trouble.isEmpty()) return m_trouble;
    const Formats& formats = m_look.formats();
    if (!m_found) {
        // What can be typed, for whoever is about to.
        return m_search->hasFocus() ? tr("Narrow it down in the box: before:21/11/2025  after:  on:  source:mysql\nOf "
                                         "this shop alone: from:  event:  intent:  model:")
                                    : QString();
    }
    const QString searched = formats.number(m_found->searched);
    QString words;
    if (!m_found->hits.empty())
        words = tr("%1 messages, %2 found, %3")
                    .arg(searched, formats.number(m_found->found), formats.duration(m_found->took));
    else if (m_searched.hasFilters())
        words = tr("Nothing found in %1 messages with these filters.").arg(searched);
    else
        words = tr("“%1” is not in %2 messages.").arg(m_searched.search.text, searched);
    return m_found->isWhole ? words : words + u' ' + tr("Not everything has been searched.");
}

void CasesPane::focusSearch()
{
    m_search->setFocus();
    m_search->selectAll();
}

void CasesPane::searchFor(const QString& words)
{
    m_search->setText(words);
    m_search->setFocus();
    searchNow();
}

void CasesPane::focusCases()
{
    m_awaitsCases = !m_isLoaded;
    if (m_cases->rowCount() > 0)
        m_list->setFocus();
    else
        m_search->setFocus();
}

bool CasesPane::isSearching() const
{
    return !m_search->text().isEmpty();
}

void CasesPane::leaveSearch()
{
    m_search->clear();
    searchNow();
    focusCases();
}

void CasesPane::retranslate()
{
    m_searchHeading->setText(tr("Search the history"));
    m_search->setPlaceholderText(tr("Words in any source (Ctrl+E)"));
    m_search->setAccessibleName(tr("Search the history"));
    m_cancel->setText(tr("Cancel"));
    m_more->setText(tr("Load older cases"));
    m_list->setAccessibleName(tr("Cases"));
    m_hitList->setAccessibleName(tr("Found messages"));
    writeList();
    writeSources();
    writeFound();
}

}  // namespace tongdai
