#include "ui/common/widgets/chip.h"
#include "ui/common/widgets/elided_label.h"
#include "ui/common/widgets/empty_state.h"
#include "ui/common/widgets/fitting_row.h"
#include "ui/common/widgets/focus_ring.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/live/key_button.h"
#include "ui/locks/keys/keys_pane.h"
#include "ui/locks/keys/state_pane.h"
#include "ui/locks/lease_lanes.h"
#include "ui/locks/limits/limits_pane.h"
#include "ui/locks/lock_explain.h"
#include "ui/locks/locks_delegate.h"
#include "ui/locks/locks_model.h"
#include "ui/locks/locks_page.h"
#include "ui/locks/queues/queues_pane.h"
#include "ui/locks/queues/tasks_pane.h"
#include "ui/locks/row_header.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>

/// What the Locks page is made of, and its keys.
namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kExplainWidth = 320;
constexpr int kPageSide = 16;
constexpr int kTrailHigh = 190;

}  // namespace

void LocksPage::build()
{
    m_filter->setObjectName(u"locksFilter"_s);
    m_filter->setClearButtonEnabled(true);
    m_live->setObjectName(u"liveShop"_s);
    m_live->setTone(Tone::Danger);
    m_hold->setObjectName(u"hold"_s);
    m_hold->setCheckable(true);
    m_redis->setObjectName(u"locksRedis"_s);
    m_redis->hide();
    m_nothingChosen->setWordWrap(true);
    m_nothingChosen->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    connect(m_hold, &QPushButton::clicked, this, &LocksPage::toggleHold);
    buildTable();

    m_tabs->setObjectName(u"locksTabs"_s);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);  // where there is no room their names are cut, and stand in the tips
    m_tabs->setElideMode(Qt::ElideRight);
    m_tabs->addTab(QString());
    m_tabs->addTab(QString());
    if (m_keys) m_tabs->addTab(QString());
    if (m_limits) m_tabs->addTab(QString());
    if (m_tasks) m_tabs->addTab(QString());
    if (m_state) m_tabs->addTab(QString());
    connect(m_tabs, &QTabBar::currentChanged, this, &LocksPage::openTab);
    connect(m_queues, &QueuesPane::conversationWanted, this, &LocksPage::conversationWanted);
    connect(m_queues, &QueuesPane::heldChanged, this, &LocksPage::writeHead);
    connect(m_queues, &QueuesPane::lettersChanged, this, [this](int letters) {
        m_letters = letters;
        writeHead();
    });

    if (m_limits) connect(m_limits, &LimitsPane::heldChanged, this, &LocksPage::writeHead);
    if (m_state) connect(m_state, &StatePane::conversationWanted, this, &LocksPage::conversationWanted);
    if (m_tasks) {
        connect(m_tasks, &TasksPane::heldChanged, this, &LocksPage::writeHead);
        connect(m_tasks, &TasksPane::acted, this, [this] {
            if (m_isHeld) toggleHold();
        });
        connect(m_tasks, &TasksPane::conversationWanted, this, &LocksPage::conversationWanted);
        connect(m_tasks, &TasksPane::deadChanged, this, [this](int dead) {
            m_deadTasks = dead;
            writeHead();
        });
    }

    auto* head = new FittingRow;
    m_head = head;
    head->setContentsMargins(kPageSide, 8, kPageSide, 8);
    head->setSpacing(12);
    using Width = FittingRow::Width;
    head->add(m_tabs, FittingRow::kAlways, Width::Keeps);
    head->add(m_live, 2, Width::Fixed);
    head->add(m_summary, 1, Width::Grows);
    head->addGap();
    head->addBreak();
    head->add(m_filter, FittingRow::kAlways, Width::Shrinks);
    head->add(m_hold, FittingRow::kAlways, Width::Shrinks);
    m_stack->addWidget(buildLocks());
    m_stack->addWidget(m_queues);
    if (m_keys) m_stack->addWidget(m_keys);
    if (m_limits) m_stack->addWidget(m_limits);
    if (m_tasks) m_stack->addWidget(m_tasks);
    if (m_state) m_stack->addWidget(m_state);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(head);
    rows->addWidget(m_stack, 1);
}

QWidget* LocksPage::buildLocks()
{
    auto* trail = new QWidget;
    trail->setBackgroundRole(QPalette::Base);
    trail->setAutoFillBackground(true);
    auto* trailRows = new QVBoxLayout(trail);
    trailRows->setContentsMargins(0, 8, 0, 4);
    trailRows->setSpacing(4);
    auto* trailHead = new FittingRow;
    m_trailHead = trailHead;
    trailHead->setContentsMargins(kPageSide, 0, kPageSide, 0);
    trailHead->setSpacing(8);
    trailHead->add(m_trailHeading, FittingRow::kAlways, FittingRow::Width::Keeps);
    trailHead->addBreak();
    trailHead->add(m_marked, FittingRow::kAlways, FittingRow::Width::Keeps);
    trailRows->addLayout(trailHead);
    trailRows->addWidget(m_lanes, 1);

    auto* tablePlace = new QWidget;
    tablePlace->setBackgroundRole(QPalette::Base);
    tablePlace->setAutoFillBackground(true);
    auto* tableRows = new QVBoxLayout(tablePlace);
    tableRows->setContentsMargins(0, 0, 0, 0);
    tableRows->setSpacing(0);
    tableRows->addWidget(m_table, 1);
    tableRows->addWidget(m_empty, 1);

    m_rows = new QSplitter(Qt::Vertical);
    m_rows->setObjectName(u"locksRows"_s);
    m_rows->setChildrenCollapsible(false);
    m_rows->addWidget(tablePlace);
    m_rows->addWidget(trail);
    m_rows->setStretchFactor(0, 1);
    m_rows->setStretchFactor(1, 0);
    m_rows->setSizes({460, kTrailHigh});

    auto* aside = new QWidget;
    auto* asideRows = new QVBoxLayout(aside);
    asideRows->setContentsMargins(12, 12, 12, 12);
    asideRows->setSpacing(12);
    asideRows->addWidget(m_explain);
    asideRows->addWidget(m_nothingChosen);
    asideRows->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(u"explainScroll"_s);
    scroll->setWidget(aside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(240);
    new FocusRing(*scroll);

    m_columns = new QSplitter(Qt::Horizontal);
    m_columns->setObjectName(u"locksColumns"_s);
    m_columns->setChildrenCollapsible(false);
    m_columns->addWidget(m_rows);
    m_columns->addWidget(scroll);
    m_columns->setStretchFactor(0, 1);
    m_columns->setStretchFactor(1, 0);
    m_columns->setSizes({1000, kExplainWidth});

    auto* sheet = new QWidget;
    auto* rows = new QVBoxLayout(sheet);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_redis);
    rows->addWidget(m_columns, 1);
    sheet->installEventFilter(this);
    sheet->setObjectName(u"locksSheet"_s);
    return sheet;
}

void LocksPage::buildTable()
{
    m_table->setObjectName(u"locksTable"_s);
    m_table->setHorizontalHeader(new RowHeader);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new LocksDelegate(*m_model, m_look, m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setTabKeyNavigation(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setSectionResizeMode(LocksModel::Holder, QHeaderView::Stretch);
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->installEventFilter(this);
    m_table->viewport()->installEventFilter(this);
    new FocusRing(*m_table);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LocksPage::choose);
}

void LocksPage::buildKeys()
{
    m_holdAction = new QAction(this);
    m_holdAction->setShortcut(QKeySequence(Qt::Key_Space));
    // Only where Space presses and writes nothing.
    m_holdAction->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(m_holdAction);
    m_lanes->addAction(m_holdAction);
    for (const QWidget* pane : std::initializer_list<const QWidget*>{m_queues, m_limits, m_tasks}) {
        if (!pane) continue;
        const QList<QTableView*> tables = pane->findChildren<QTableView*>();
        for (QTableView* table : tables)
            table->addAction(m_holdAction);
    }
    const auto tabKey = [this](const QString& keys, int tab) {
        auto* action = new QAction(this);
        action->setShortcut(QKeySequence(keys));
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        connect(action, &QAction::triggered, this, [this, tab] {
            m_tabs->setCurrentIndex(tab);
            focusFirst();
        });
        return action;
    };
    m_toLocks = tabKey(u"Alt+1"_s, 0);
    m_toQueues = tabKey(u"Alt+2"_s, 1);
    for (int tab = 2; tab < m_tabs->count(); ++tab)
        m_toOthers << tabKey(u"Alt+%1"_s.arg(tab + 1), tab);
    connect(m_holdAction, &QAction::triggered, this, &LocksPage::toggleHold);
    m_filterAction = new QAction(this);
    m_filterAction->setShortcut(QKeySequence(u"Ctrl+F"_s));
    m_filterAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_filterAction);
    connect(m_filterAction, &QAction::triggered, this, [this] { m_filter->setFocus(Qt::ShortcutFocusReason); });
    m_leave = new QAction(this);
    m_leave->setShortcut(QKeySequence(Qt::Key_Escape));
    m_leave->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_leave);
    connect(m_leave, &QAction::triggered, this, [this] {
        if (!m_filter->text().isEmpty()) {
            m_filter->clear();
            focusFirst();
        } else if (m_isHeld) {
            toggleHold();
        } else {
            emit leaveRequested();
        }
    });
}

}  // namespace tongdai
