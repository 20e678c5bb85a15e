#include "ui/dispute/travel_pane.h"

#include "ui/common/widgets/elided_label.h"
#include "ui/common/widgets/empty_state.h"
#include "ui/dispute/dispute_words.h"
#include "ui/dispute/knew_model.h"
#include "ui/dispute/line_detail.h"
#include "ui/dispute/thread_find.h"
#include "ui/dispute/timeline_bar.h"
#include "ui/locks/table_look.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kPlayStep = 600ms;
constexpr int kManyEvents = 10;
constexpr int kPartyWidth = 104;
constexpr int kPartySides = 18;  // beside the words
constexpr int kLeastMessage = 240;

QToolButton* travelButton(const QString& name, const QString& sign)
{
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setText(sign);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void addParties(DisputeThread& thread, std::vector<DisputeParty> parties)
{
    for (DisputeParty& party : parties) {
        if (std::ranges::find(thread.parties, party.id, &DisputeParty::id) == thread.parties.end())
            thread.parties.push_back(std::move(party));
    }
}

}  // namespace

TravelPane::TravelPane(Look look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_stack(new QStackedWidget),
      m_empty(new EmptyState),
      m_heading(new ElidedLabel(TextRole::Title)),
      m_first(travelButton(u"travelFirst"_s, u"|◂"_s)),
      m_back(travelButton(u"travelBack"_s, u"◂"_s)),
      m_playButton(new QPushButton),
      m_forth(travelButton(u"travelForth"_s, u"▸"_s)),
      m_last(travelButton(u"travelLast"_s, u"▸|"_s)),
      m_clock(new RoleLabel(TextRole::Mono)),
      m_bar(new TimelineBar(look)),
      m_insight(new RoleLabel(TextRole::List)),
      m_earlier(new QPushButton),
      m_later(new QPushButton),
      m_find(new ThreadFind(look)),
      m_model(new KnewModel(look, this)),
      m_table(new QTableView),
      m_detail(new LineDetail(look))
{
    build();
    connect(&m_play, &QTimer::timeout, this, [this] { step(1); });
    connect(m_bar, &TimelineBar::instantChosen, this, &TravelPane::setInstant);
    connect(m_first, &QToolButton::clicked, this, &TravelPane::toFirst);
    connect(m_back, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_forth, &QToolButton::clicked, this, [this] { step(1); });
    connect(m_last, &QToolButton::clicked, this, &TravelPane::toLast);
    connect(m_playButton, &QPushButton::clicked, this, [this] { setPlaying(!isPlaying()); });
    connect(m_earlier, &QPushButton::clicked, this, [this] {
        stopSteppingOn();
        emit earlierWanted();
    });
    connect(m_later, &QPushButton::clicked, this, [this] {
        stopSteppingOn();
        emit laterWanted();
    });
    connect(m_find, &ThreadFind::lineChosen, this, &TravelPane::showLine);
    connect(m_find, &ThreadFind::earlierWanted, this, &TravelPane::earlierWanted);
    connect(m_find, &ThreadFind::laterWanted, this, &TravelPane::laterWanted);
    connect(m_find, &ThreadFind::searchWanted, this, &TravelPane::searchWanted);
    connect(m_find, &ThreadFind::closeWanted, this, &TravelPane::leaveFind);
    connect(m_find, &ThreadFind::foundChanged, m_model, &KnewModel::setFound);
    connect(m_detail, &LineDetail::originalWanted, this, &TravelPane::originalWanted);
    connect(m_detail, &LineDetail::revealWanted, this, &TravelPane::revealWanted);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& row) { m_detail->setLine(m_travel.get(), row.isValid() ? row.row() : -1); });
    retranslate();
}

TravelPane::~TravelPane() = default;

void TravelPane::build()
{
    m_heading->setObjectName(u"disputeHeading"_s);
    m_clock->setObjectName(u"travelClock"_s);
    m_playButton->setObjectName(u"travelPlay"_s);
    m_insight->setObjectName(u"insight"_s);
    m_insight->setTextFormat(Qt::PlainText);
    m_insight->setWordWrap(true);
    m_earlier->setObjectName(u"earlierLines"_s);
    m_later->setObjectName(u"laterLines"_s);
    m_table->setObjectName(u"knew"_s);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_stack);
    auto* sheet = new QWidget;
    m_stack->addWidget(m_empty);
    m_stack->addWidget(sheet);
    auto* rows = new QVBoxLayout(sheet);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(16, 10, 16, 6);
    top->setSpacing(6);
    top->addWidget(m_heading);
    auto* time = new QHBoxLayout;
    time->setSpacing(4);
    for (QWidget* each : std::initializer_list<QWidget*>{m_first, m_back, m_playButton, m_forth, m_last})
        time->addWidget(each);
    time->addStretch(1);
    time->addWidget(m_clock);
    top->addLayout(time);
    top->addWidget(m_bar);
    top->addWidget(m_insight);
    top->addWidget(m_earlier, 0, Qt::AlignLeft);
    top->addWidget(m_find);
    rows->addLayout(top);

    m_table->setModel(m_model);
    dressTable(*m_table, m_look);
    m_table->setWordWrap(false);
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    auto* detail = new QScrollArea;
    detail->setObjectName(u"lineDetail"_s);
    detail->setWidget(m_detail);
    detail->setWidgetResizable(true);
    detail->setFrameShape(QFrame::NoFrame);
    auto* split = new QSplitter(Qt::Vertical);
    split->setObjectName(u"travelSplit"_s);
    auto* lines = new QWidget;
    auto* below = new QVBoxLayout(lines);
    below->setContentsMargins(0, 0, 0, 0);
    below->addWidget(m_table, 1);
    below->addWidget(m_later, 0, Qt::AlignLeft);
    split->addWidget(lines);
    split->addWidget(detail);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setChildrenCollapsible(false);
    rows->addWidget(split, 1);
    m_bar->installEventFilter(this);
    m_table->installEventFilter(this);
    m_table->viewport()->installEventFilter(this);
}

void TravelPane::setThread(DisputeThread thread, const QString& heading)
{
    m_headingText = heading;
    auto travel = std::make_unique<TimeTravel>(std::move(thread));
    const TimePoint last = travel->events().empty() ? TimePoint() : travel->events().back().at;
    put(std::move(travel), last);
    m_table->scrollToBottom();
}

void TravelPane::addEarlier(DisputeThread earlier)
{
    if (!m_travel) return;
    DisputeThread whole = m_travel->thread();
    whole.lines.insert(whole.lines.begin(), std::make_move_iterator(earlier.lines.begin()),
                       std::make_move_iterator(earlier.lines.end()));
    whole.earlier = earlier.earlier;
    addParties(whole, std::move(earlier.parties));
    grow(std::move(whole));
}

void TravelPane::addLater(DisputeThread around)
{
    if (!m_travel || m_travel->thread().lines.empty()) return;
    DisputeThread whole = m_travel->thread();
    const auto last = std::find_if(around.lines.rbegin(), around.lines.rend(),
                                   [&whole](const DisputeLine& line) { return line.id == whole.lines.back().id; });
    if (last == around.lines.rend()) return stopSteppingOn();
    whole.lines.insert(whole.lines.end(), std::make_move_iterator(last.base()),
                       std::make_move_iterator(around.lines.end()));
    whole.hasLater = around.hasLater;
    addParties(whole, std::move(around.parties));
    grow(std::move(whole));
}

/// The instant stays, and so does the line somebody has chosen, but for who steps on to what has just been read.
void TravelPane::grow(DisputeThread whole)
{
    const QModelIndex current = m_table->currentIndex();
    const QByteArray chosen = current.isValid() ? m_model->lineAt(current.row()).id : QByteArray();
    bool isLed = false;
    const auto led = connect(m_find, &ThreadFind::lineChosen, this, [&isLed] { isLed = true; });
    put(std::make_unique<TimeTravel>(std::move(whole)), m_at);
    disconnect(led);
    if (!chosen.isEmpty() && !isLed) choose(chosen);
}

void TravelPane::choose(const QByteArray& line)
{
    const int row = m_model->rowOf(line);
    if (row < 0) return;
    m_table->selectRow(row);
    m_table->scrollTo(m_model->index(row, 0), QAbstractItemView::PositionAtCenter);
}

void TravelPane::put(std::unique_ptr<TimeTravel> travel, TimePoint at)
{
    setPlaying(false);
    m_at = at;
    m_detail->setLine(nullptr, -1);
    m_model->setTravel(travel.get(), at);  // before the one of before goes
    m_bar->setTravel(travel.get(), at);
    m_travel = std::move(travel);
    m_find->setThread(m_travel ? &m_travel->thread() : nullptr);
    fitColumns();
    write();
    emit threadChanged();
}

void TravelPane::clear(const QString& words)
{
    m_headingText.clear();
    m_emptyText = words;
    put(nullptr, {});
}

void TravelPane::fitColumns()
{
    fitTableRows(*m_table, m_look);
    const int columns = m_model->columnCount();
    if (columns == 0) return;
    // What was said keeps the greater part; where there are many parties, the table scrolls.
    const QFont list = m_look.theme.font(TextRole::List);
    const int room = m_table->viewport()->width();
    const int least = std::min(grownWith(list, kLeastMessage), room * 2 / 5);
    // Half of a time says nothing: each party has at least its widest word.
    const int fair = std::min((room - least) / std::max(columns - 1, 1), grownWith(list, kPartyWidth));
    int parties = 0;
    for (int column = 1; column < columns; ++column) {
        const QString name = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        int widest = std::min(fullWidth(list, name) + kPartySides, fair);
        for (const QString& word : m_model->wordsOf(column))
            widest = std::max(widest, fullWidth(list, word) + kPartySides);
        m_table->setColumnWidth(column, widest);
        parties += m_table->columnWidth(column);
    }
    m_table->setColumnWidth(0, std::max(least, room - parties));
}

void TravelPane::setInstant(TimePoint at)
{
    if (!m_travel) return;
    m_at = at;
    m_model->setInstant(at);
    m_bar->setInstant(at);
    write();
}

void TravelPane::step(int events)
{
    if (!m_travel || m_travel->events().empty()) return;
    const auto& all = m_travel->events();
    TimePoint at = m_at;
    for (int i = 0; i < std::abs(events); ++i) {
        // What happened in one millisecond is one step.
        const auto later = std::ranges::upper_bound(all, at, {}, &TravelEvent::at);
        const auto same = std::ranges::lower_bound(all, at, {}, &TravelEvent::at);
        if (events > 0 && later != all.end()) at = later->at;
        if (events < 0 && same != all.begin()) at = std::prev(same)->at;
    }
    if (at == m_at) return setPlaying(false);
    setInstant(at);
}

void TravelPane::toFirst()
{
    if (m_travel && !m_travel->events().empty()) setInstant(m_travel->events().front().at);
}

void TravelPane::toLast()
{
    if (m_travel && !m_travel->events().empty()) setInstant(m_travel->events().back().at);
}

void TravelPane::setPlaying(bool playing)
{
    if (playing && m_travel && !m_travel->events().empty()) {
        if (m_at >= m_travel->events().back().at) toFirst();
        m_play.start(kPlayStep);
    } else {
        m_play.stop();
    }
    m_playButton->setText(isPlaying() ? tr("Pause") : tr("Play"));
}

void TravelPane::showLine(const QByteArray& line)
{
    const int row = m_model->rowOf(line);
    if (row < 0) return;
    if (const DisputeLine& shown = m_travel->thread().lines[size_t(row)]; shown.hasTime()) setInstant(shown.at);
    choose(line);
}

void TravelPane::setOriginal(const QByteArray& line, const api::OriginalText& original)
{
    m_detail->setOriginal(line, original);
}

void TravelPane::offerReveal()
{
    m_detail->offerReveal();
}

void TravelPane::setRevealed(const DisputeLine& line)
{
    m_detail->setRevealed(line);
}

void TravelPane::openFind()
{
    m_find->open();
}

void TravelPane::stepFound(int forward)
{
    m_find->step(forward);
}

void TravelPane::stopSteppingOn()
{
    m_find->stopSteppingOn();
}

void TravelPane::setHits(const QString& words, const std::vector<DisputeHit>& hits, bool isWhole)
{
    m_find->setHits(words, hits, isWhole);
}

bool TravelPane::leaveFind()
{
    if (m_find->isHidden()) return false;
    if (!m_find->leave()) m_table->setFocus();
    return true;
}

void TravelPane::focusTime()
{
    m_bar->setFocus();
}

bool TravelPane::handleKey(int key, Qt::KeyboardModifiers modifiers)
{
    const bool isShifted = modifiers == Qt::ShiftModifier;
    if (modifiers != Qt::NoModifier && !isShifted && modifiers != Qt::KeypadModifier) return false;
    const int many = isShifted ? kManyEvents : 1;
    switch (key) {
        case Qt::Key_Left: step(-many); return true;
        case Qt::Key_Right: step(many); return true;
        case Qt::Key_Home: toFirst(); return true;
        case Qt::Key_End: toLast(); return true;
        case Qt::Key_Space: setPlaying(!isPlaying()); return true;
        default: return false;
    }
}

bool TravelPane::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && m_travel) {
        const auto* pressed = static_cast<QKeyEvent*>(event);
        if (handleKey(pressed->key(), pressed->modifiers())) return true;
    }
    // The viewport's own: it is narrower as soon as there are more rows than the room holds.
    if (event->type() == QEvent::Resize && (watched == m_table || watched == m_table->viewport())) fitColumns();
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) m_bar->update();
    return QWidget::eventFilter(watched, event);
}

void TravelPane::write()
{
    m_heading->setFullText(m_headingText);
    m_stack->setCurrentIndex(m_travel ? 1 : 0);
    m_empty->setSentence(m_emptyText.isEmpty()
                             ? tr("Choose a case, or a message you found, to see who knew what at which moment.")
                             : m_emptyText);
    const bool hasEvents = m_travel && !m_travel->events().empty();
    for (QWidget* each : std::initializer_list<QWidget*>{m_first, m_back, m_playButton, m_forth, m_last})
        each->setEnabled(hasEvents);
    m_clock->setText(hasEvents
                         ? DisputeWords::millisecond(m_at, m_look.formats()) + u"  "_s + m_look.formats().zone(m_at)
                         : QString());
    m_insight->setVisible(hasEvents);
    m_earlier->setVisible(m_travel && m_travel->thread().earlier.has_value());
    m_later->setVisible(m_travel && m_travel->thread().hasLater);
    if (!hasEvents) return;
    m_insight->setText(DisputeWords::insight(*m_travel, m_at));
    const auto kind = m_travel->insight(m_at).kind;
    m_insight->setColorRole(kind == AnswerInsight::Kind::Unseen    ? ColorRole::Danger
                            : kind == AnswerInsight::Kind::Unknown ? ColorRole::Attention
                                                                   : ColorRole::Text);
}

void TravelPane::retranslate()
{
    const auto say = [](QToolButton* button, const QString& words) {
        button->setToolTip(words);
        button->setAccessibleName(words);
    };
    say(m_first, tr("First event (Home)"));
    say(m_back, tr("One event back (←)"));
    say(m_forth, tr("One event on (→)"));
    say(m_last, tr("Last event (End)"));
    m_find->retranslate();
    m_bar->setAccessibleName(tr("Time"));
    m_bar->setAccessibleDescription(tr("Arrows go by events, with Shift by ten; Space plays."));
    m_table->setAccessibleName(tr("What each party had seen"));
    m_playButton->setText(isPlaying() ? tr("Pause") : tr("Play"));
    m_playButton->setToolTip(tr("Play event after event (Space)"));
    m_earlier->setText(tr("Load earlier messages"));
    m_later->setText(tr("Load later messages"));
    m_model->retranslate();
    m_detail->retranslate();
    fitColumns();
    write();
}

}  // namespace tongdai
