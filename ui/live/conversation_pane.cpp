#include "ui/live/conversation_pane.h"

#include "ui/common/widgets/empty_state.h"
#include "ui/common/widgets/fitting_row.h"
#include "ui/common/widgets/glyph_button.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/widgets/row_list.h"
#include "ui/common/words/health_words.h"
#include "ui/live/list/conversation_delegate.h"
#include "ui/live/list/list_hold.h"
#include "ui/live/list/nobody_came_bar.h"
#include "ui/live/list/recent_bot_list.h"
#include "ui/live/list/steady_list_view.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QStackedLayout>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kLeastWidth = 220;   // at 100 %
constexpr int kShortestOrder = 4;  // letters

}  // namespace

ConversationPane::ConversationPane(api::Desk& desk, const UndeliveredLines& undelivered, Look look, QWidget* parent)
    : QWidget(parent),
      m_desk(desk),
      m_look(std::move(look)),
      m_model(new ConversationListModel(desk, this)),
      m_delegate(new ConversationDelegate(*m_model, undelivered, desk.me(), m_look, this)),
      m_tabs(new QueueTabs),
      m_filter(new QLineEdit),
      m_search(new GlyphButton(Glyph::Search)),
      m_order(new QComboBox),
      m_list(new SteadyListView),
      m_hold(new ListHold(*m_list, this)),
      m_empty(new EmptyState),
      m_loading(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_stack(new QStackedLayout),
      m_recent(new RecentBotList(desk, undelivered, m_look)),
      m_resort(new QPushButton),
      m_shown(new RoleLabel(TextRole::Small, ColorRole::SecondaryText))
{
    setAutoFillBackground(true);
    buildRows();
    connect(m_tabs, &QueueTabs::chosen, this, [this] { query(); });
    connect(m_order, &QComboBox::activated, this, [this] { query(); });
    connect(m_order, &QComboBox::currentTextChanged, m_order, &QWidget::setToolTip);
    connect(&desk, &api::Desk::queueCountsChanged, this, &ConversationPane::takeCounts);
    connect(m_model, &ConversationListModel::heldBackChanged, this, &ConversationPane::updateMoves);
    connect(m_model, &ConversationListModel::stateChanged, this, &ConversationPane::updateState);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &ConversationPane::updateState);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &ConversationPane::updateState);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ConversationPane::takeAnswer);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ConversationPane::rowChosen);
    connect(m_list, &QListView::activated, this, &ConversationPane::activated);
    // Whoever opens a conversation with the mouse writes next, or goes on with the mouse.
    connect(m_list, &QListView::clicked, this, &ConversationPane::activated);
    connect(m_resort, &QPushButton::clicked, this, &ConversationPane::showMoves);
    connect(m_hold, &ListHold::heldChanged, this, [this](bool isHeld) {
        m_model->setHeld(isHeld);
        m_recent->setHeld(isHeld);
        updateMoves();
    });
    connect(m_empty, &EmptyState::actionChosen, this, &ConversationPane::runEmptyAction);
    connect(m_empty, &EmptyState::secondActionChosen, this, &ConversationPane::sampleShopWanted);
    connect(&undelivered, &UndeliveredLines::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    connect(&m_look.theme, &Theme::changed, this, &ConversationPane::redress);
    m_filterDelay.setSingleShot(true);
    m_filterDelay.setInterval(150ms);
    connect(m_filter, &QLineEdit::textChanged, &m_filterDelay, qOverload<>(&QTimer::start));
    connect(&m_filterDelay, &QTimer::timeout, this, &ConversationPane::query);
    m_nameTheWait.setSingleShot(true);
    m_nameTheWait.setInterval(400ms);
    connect(&m_nameTheWait, &QTimer::timeout, this, [this] { m_loading->setVisible(true); });
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, m_list->viewport(), qOverload<>(&QWidget::update));
    connect(&m_tick, &QTimer::timeout, this, &ConversationPane::updateRecent);
    connect(m_recent, &RecentBotList::changed, this, &ConversationPane::updateRecent);
    connect(m_recent, &RecentBotList::allWanted, this, [this] { setQueue(WorkQueue::WithBot); });
    connect(m_recent, &RecentBotList::chosen, this, [this](const ConversationId& id) {
        select(id);
        emit activated();
    });
    retranslate();
    redress();
    query();
}

void ConversationPane::buildRows()
{
    m_tabs->setObjectName(u"queues"_s);
    m_filter->setObjectName(u"filter"_s);
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    m_search->setObjectName(u"openSearch"_s);
    connect(m_search, &QAbstractButton::clicked, this, &ConversationPane::searchWanted);
    m_order->setObjectName(u"order"_s);
    m_order->addItem({}, int(ListOrder::LongestWaiting));
    m_order->addItem({}, int(ListOrder::NewestActivity));
    m_order->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_order->setMinimumContentsLength(kShortestOrder);
    m_list->setObjectName(u"convList"_s);
    // Before the view hears of it: a view picks a neighbour when its current row goes. Nobody asked to open that one.
    connect(m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_selecting = true; });
    m_list->setModel(m_model);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, [this] {
        if (m_model->rowOf(m_current) < 0) m_list->setCurrentIndex({});
        m_selecting = false;
    });
    m_list->setItemDelegate(m_delegate);
    makeRowList(*m_list);
    m_model->setFold([this] { return firstRowBelow(); });
    m_resort->setObjectName(u"resort"_s);
    m_resort->hide();
    m_hold->watch(*m_resort);
    m_hold->watch(*m_recent->list()->viewport());
    m_loading->setAlignment(Qt::AlignCenter);
    m_loading->hide();

    auto* tools = new FittingRow;
    tools->setContentsMargins(8, 6, 4, 6);  // in the narrowest list the word of the order is read in full
    tools->setSpacing(3);
    tools->add(m_filter, FittingRow::kAlways, FittingRow::Width::Grows);
    tools->add(m_search, FittingRow::kAlways);
    tools->add(m_order, FittingRow::kAlways + 1, FittingRow::Width::Shrinks);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_loading);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(8, 3, 8, 3);
    foot->addWidget(m_shown);
    foot->addStretch();
    foot->addWidget(m_resort);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(0);
    auto* nobodyCame = new NobodyCameBar(m_desk);
    connect(nobodyCame, &NobodyCameBar::chosen, this, [this](const ConversationId& id) {
        select(id);
        emit activated();
    });
    column->addWidget(m_tabs);
    column->addWidget(nobodyCame);
    column->addLayout(tools);
    column->addLayout(m_stack, 1);
    column->addWidget(m_recent);
    column->addLayout(foot);
}

void ConversationPane::query()
{
    m_filterDelay.stop();
    m_model->show(m_tabs->current(), order(), m_filter->text().trimmed());
}

const Conversation* ConversationPane::find(const ConversationId& id) const
{
    const Conversation* listed = m_model->find(id);
    return listed ? listed : m_recent->model().find(id);
}

void ConversationPane::setQueue(WorkQueue queue)
{
    m_tabs->setCurrent(queue);
    query();
}

void ConversationPane::takeCounts(const QueueCounts& counts)
{
    const int before = needsMe();
    m_tabs->setCounts(counts);
    updateState();
    if (needsMe() != before) emit needsMeChanged(needsMe());
}

void ConversationPane::rowChosen(const QModelIndex& current)
{
    const ConversationListModel::Row* row = m_model->rowAt(current.row());
    if (!row || m_selecting || row->conversation.id == m_current) return;
    m_current = row->conversation.id;
    m_lastRow = current.row();
    m_list->setAccessibleDescription(m_delegate->spoken(row->conversation));
    emit chosen(m_current);
}

/// Another question's answer is read from its beginning; the same one again stays where it is.
void ConversationPane::takeAnswer()
{
    const std::tuple question(m_model->queue(), m_model->order(), m_model->filter());
    const bool isOther = std::exchange(m_answered, question) != question;
    QScrollBar& bar = *m_list->verticalScrollBar();
    const int before = bar.value();
    restoreSelection();  // which scrolls to the open conversation
    bar.setValue(isOther ? 0 : before);
    if (std::exchange(m_entering, false)) enterList();
}

/// From the filter into what it found, without a hand on the mouse.
void ConversationPane::enterList()
{
    if (m_model->rowCount() == 0) return;
    m_list->setCurrentIndex(m_model->index(0));
    m_list->setFocus(Qt::OtherFocusReason);
}

bool ConversationPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down) {
        m_entering = m_filterDelay.isActive() || m_model->state() == ConversationListModel::State::Loading;
        if (m_filterDelay.isActive()) query();
        if (!m_entering) enterList();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

ListOrder ConversationPane::order() const
{
    return ListOrder(m_order->currentData().toInt());
}

void ConversationPane::setOrder(ListOrder order)
{
    m_order->setCurrentIndex(m_order->findData(int(order)));
    query();
}

void ConversationPane::setLow(bool isLow)
{
    m_isLow = isLow;
    updateState();
}

void ConversationPane::restoreSelection()
{
    m_selecting = true;  // the same conversation again: nothing to open
    const int row = m_model->rowOf(m_current);
    m_list->setCurrentIndex(row >= 0 ? m_model->index(row) : QModelIndex());
    m_selecting = false;
    updateState();
}

void ConversationPane::select(const ConversationId& id)
{
    const int row = m_model->rowOf(id);
    if (row >= 0)
        m_list->setCurrentIndex(m_model->index(row));
    else if (id != m_current) {
        m_current = id;
        m_list->setCurrentIndex({});
        emit chosen(id);
    }
}

void ConversationPane::stayAt(const ConversationId& id)
{
    m_current = id;
    restoreSelection();
}

void ConversationPane::step(int direction)
{
    const int rows = m_model->rowCount();
    if (rows == 0) {  // nobody waits: on through those the bot is talking to
        const int last = m_recent->recent() - 1;
        if (m_recent->isHidden() || last < 0) return;
        const int next = std::clamp(m_recent->model().rowOf(m_current) + direction, 0, last);
        select(ConversationId(m_recent->model().rowAt(next)->conversation.id));
        return;
    }
    const int at = m_model->rowOf(m_current);
    // The open one may have left the queue, answered: its place holds the next one already.
    const int next = at >= 0 ? at + direction : direction > 0 ? m_lastRow : m_lastRow - 1;
    m_list->setCurrentIndex(m_model->index(std::clamp(next, 0, rows - 1)));
}

void ConversationPane::stepToWaiting(int direction)
{
    const int rows = m_model->rowCount();
    int at = m_model->rowOf(m_current);
    for (int seen = 0; seen < rows; ++seen) {
        at = at < 0 ? (direction > 0 ? 0 : rows - 1) : (at + direction + rows) % rows;
        const Conversation& conversation = m_model->rowAt(at)->conversation;
        if (conversation.waitingSince && (conversation.assignee.isEmpty() || conversation.assignee == m_desk.me())) {
            m_list->setCurrentIndex(m_model->index(at));
            return;
        }
    }
}

void ConversationPane::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void ConversationPane::focusQueue()
{
    m_tabs->focusCurrent();
}

bool ConversationPane::isListInUse() const
{
    return m_list->hasFocus() || m_filter->hasFocus();
}

bool ConversationPane::clearFilter()
{
    if (m_filter->text().isEmpty()) return false;
    m_filter->clear();
    query();
    return true;
}

int ConversationPane::firstRowBelow() const
{
    const QModelIndex lowest = m_list->indexAt({1, m_list->viewport()->height() - 1});
    return lowest.isValid() ? lowest.row() + 1 : m_model->rowCount();
}

/// Sorts now, and shows the first of those who are new.
void ConversationPane::showMoves()
{
    const QSet<ConversationId> newcomers = m_model->newcomers();
    m_model->applyMoves();
    int first = m_model->rowCount();
    for (const ConversationId& id : newcomers) {
        if (const int row = m_model->rowOf(id); row >= 0) first = std::min(first, row);
    }
    if (first < m_model->rowCount()) m_list->scrollTo(m_model->index(first));
}

void ConversationPane::updateState()
{
    const int rows = m_model->rowCount();
    const bool loading = m_model->state() == ConversationListModel::State::Loading;
    if (loading && rows == 0 && !m_historyAway) {
        if (!m_nameTheWait.isActive() && !m_loading->isVisible()) m_nameTheWait.start();
        m_stack->setCurrentWidget(m_loading);
    } else {
        m_nameTheWait.stop();
        m_stack->setCurrentWidget(rows > 0 ? static_cast<QWidget*>(m_list) : m_empty);
    }
    if (rows == 0) updateEmptyWords();
    const int total = std::max(rows, m_tabs->count(m_model->queue()));
    m_shown->setVisible(total > 0 && !m_isLow);
    m_shown->setText(tr("%1 of %2").arg(m_look.formats().number(rows), m_look.formats().number(total)));
    updateRecent();
}

/// Below those who wait, who keep most of the room; where nobody does, in place of an empty list.
void ConversationPane::updateRecent()
{
    const bool hasRoom = !m_isLow || m_model->rowCount() == 0;
    const bool isStart = m_tabs->current() == WorkQueue::NeedsMe && m_filter->text().isEmpty() && !m_historyAway;
    m_recent->arrange(isStart && hasRoom, m_model->rowCount() > 0 ? height() / 4 : height() / 2);
}

void ConversationPane::setHealth(const HealthSnapshot& snapshot)
{
    const PartHealth* history = HealthWords::find(snapshot, Part::History);
    const bool isAway = history && history->state == PartState::Down;
    m_isJournalling = snapshot.level == HealthLevel::NoDatabase;
    const bool wasAway = std::exchange(m_historyAway, isAway);
    // What could not be read is asked for again by itself.
    if (wasAway && !isAway && m_model->state() == ConversationListModel::State::Failed) m_model->reload();
    updateState();
}

void ConversationPane::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void ConversationPane::showEvent(QShowEvent* event)
{
    m_tick.start();
    QWidget::showEvent(event);
}

void ConversationPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    updateRecent();
}

void ConversationPane::hideEvent(QHideEvent* event)
{
    m_tick.stop();
    QWidget::hideEvent(event);
}

void ConversationPane::redress()
{
    setMinimumWidth(grownWith(QApplication::font(), kLeastWidth));
    m_filter->setMinimumWidth(grownWith(QApplication::font(), 106));
    m_order->setMinimumWidth(grownWith(QApplication::font(), 44));
    m_list->verticalScrollBar()->setSingleStep(m_delegate->rowHeight() / 2);
    emit m_delegate->sizeHintChanged({});
    m_list->viewport()->update();
    updateRecent();
}

}  // namespace tongdai
