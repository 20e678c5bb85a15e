#include "ui/live/list/recent_bot_list.h"

#include "ui/common/widgets/elided_label.h"
#include "ui/common/widgets/row_list.h"
#include "ui/live/list/conversation_delegate.h"
#include "ui/live/list/steady_list_view.h"

#include <QBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostRows = 5;

}  // namespace

RecentBotList::RecentBotList(api::Desk& desk, const UndeliveredLines& undelivered, Look look, QWidget* parent)
    : QWidget(parent),
      m_look(std::move(look)),
      m_model(new ConversationListModel(desk, this)),
      m_delegate(new ConversationDelegate(*m_model, undelivered, desk.me(), m_look, this)),
      m_title(new ElidedLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_all(new QPushButton),
      m_list(new SteadyListView)
{
    setObjectName(u"recentBot"_s);
    m_title->setObjectName(u"recentBotTitle"_s);
    m_all->setObjectName(u"recentBotAll"_s);
    m_list->setObjectName(u"recentBotRows"_s);
    m_list->setModel(m_model);
    m_list->setItemDelegate(m_delegate);
    makeRowList(*m_list);
    // As tall as the rows it shows; whoever wants more of them has the bot's queue.
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->viewport()->installEventFilter(this);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 4, 8, 2);
    head->addWidget(m_title, 1);
    head->addWidget(m_all);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 1, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_list);
    connect(m_all, &QPushButton::clicked, this, &RecentBotList::allWanted);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) {
        if (const auto* row = m_model->rowAt(index.row())) emit chosen(ConversationId(row->conversation.id));
    });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &RecentBotList::changed);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &RecentBotList::changed);
    connect(m_model, &QAbstractItemModel::modelReset, this, &RecentBotList::changed);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &RecentBotList::changed);
    connect(&undelivered, &UndeliveredLines::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    hide();
    retranslate();
    m_model->show(WorkQueue::WithBot, ListOrder::NewestActivity, {});
}

int RecentBotList::countRecent() const
{
    const TimePoint since = m_look.now() - kRecent;
    int count = 0;
    while (const ConversationListModel::Row* row = m_model->rowAt(count)) {
        if (row->conversation.lastActivity < since) break;  // newest first
        ++count;
    }
    return count;
}

void RecentBotList::arrange(bool wanted, int room)
{
    const int recent = countRecent();
    if (std::exchange(m_recent, recent) != recent) retranslate();
    const int tall = m_delegate->rowHeight();
    const int most = std::clamp((room - m_title->sizeHint().height()) / tall, 1, kMostRows);
    m_list->setFixedHeight(std::min(recent, most) * tall);
    setVisible(wanted && recent > 0);
    m_list->viewport()->update();  // clocks
}

void RecentBotList::retranslate()
{
    const int minutes = int(kRecent.count());
    m_title->setFullText(tr("%1 with the bot, last %2 min").arg(m_recent).arg(minutes));
    m_all->setText(tr("All of them"));
    m_all->setToolTip(tr("All the bot's conversations (Alt+4)"));
    m_list->setAccessibleName(tr("Conversations the bot has just answered"));
}

void RecentBotList::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void RecentBotList::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 1), colorOf(palette(), ColorRole::Separator));
}

bool RecentBotList::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Wheel) return true;  // there is nothing to scroll to
    return QWidget::eventFilter(watched, event);
}

}  // namespace tongdai
