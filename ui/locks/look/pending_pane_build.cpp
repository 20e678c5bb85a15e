#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/locks/look/pending_model.h"
#include "ui/locks/look/pending_pane.h"
#include "ui/locks/table_look.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTableView>

/// What the list of entries without an acknowledgement is made of.
namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPendingSide = 12;
constexpr int kGroupWide = 180;
constexpr int kEntriesHigh = 150;
constexpr int kEntryHigh = 120;  // at most

}  // namespace

void PendingPane::build()
{
    setObjectName(u"pending"_s);
    m_group->setObjectName(u"pendingGroup"_s);
    m_standing->setObjectName(u"pendingStanding"_s);
    m_outcome->setObjectName(u"pendingOutcome"_s);
    m_none->setObjectName(u"pendingNone"_s);
    m_table->setObjectName(u"pendingTable"_s);
    m_entry->setObjectName(u"pendingEntry"_s);
    m_more->setObjectName(u"pendingMore"_s);
    dressTable(*m_table, m_look);
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->horizontalHeader()->setSectionResizeMode(PendingModel::Consumer, QHeaderView::Stretch);
    m_entry->setReadOnly(true);
    m_entry->setFrameShape(QFrame::NoFrame);
    m_entry->setTabChangesFocus(true);
    m_entry->setMaximumHeight(kEntryHigh);
    m_group->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_group->setMaximumWidth(kGroupWide);
    m_outcome->hide();
    m_none->setWordWrap(true);
    m_none->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_none->setContentsMargins(kPendingSide, kPendingSide, kPendingSide, kPendingSide);
    m_standing->setWordWrap(true);
    m_acts = buildActs();
    auto* head = new QHBoxLayout;
    head->setContentsMargins(kPendingSide, 4, kPendingSide, 8);
    head->setSpacing(8);
    head->addWidget(m_group);
    head->addWidget(m_standing, 1);
    auto* parts = new QSplitter(Qt::Vertical);
    parts->setChildrenCollapsible(false);
    parts->setMinimumHeight(kEntriesHigh);
    parts->addWidget(m_table);
    parts->addWidget(m_entry);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    // On a low screen all of it scrolls.
    auto* all = new QWidget;
    auto* rows = new QVBoxLayout(all);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addLayout(head);
    rows->addWidget(m_outcome);
    rows->addWidget(parts, 1);
    rows->addWidget(m_none, 1);
    auto* more = new QHBoxLayout;
    more->setContentsMargins(kPendingSide, 4, kPendingSide, 0);
    more->addWidget(m_more, 0, Qt::AlignLeft);
    rows->addLayout(more);
    rows->addWidget(m_acts);
    auto* whole = new QScrollArea;
    whole->setObjectName(u"pendingScroll"_s);
    whole->setWidget(all);
    whole->setWidgetResizable(true);
    whole->setFrameShape(QFrame::NoFrame);
    whole->setFocusPolicy(Qt::NoFocus);
    auto* pane = new QVBoxLayout(this);
    pane->setContentsMargins({});
    pane->addWidget(whole);
}

QWidget* PendingPane::buildActs()
{
    m_acknowledge->setObjectName(u"pendingAcknowledge"_s);
    m_handOver->setObjectName(u"pendingHandOver"_s);
    m_consumer->setObjectName(u"pendingConsumer"_s);
    m_confirm->setObjectName(u"pendingConfirm"_s);
    for (QPushButton* button : {m_acknowledge, m_handOver, m_more})
        button->setAutoDefault(false);
    for (RoleLabel* label : {m_meaning, m_confirmWords}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_consumer->setMaximumWidth(kGroupWide);
    auto* confirm = new QHBoxLayout;
    confirm->setSpacing(8);
    confirm->addWidget(m_confirmWords, 1);
    confirm->addWidget(m_confirm, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(m_acknowledge);
    buttons->addWidget(m_handOver);
    buttons->addWidget(m_consumer);
    auto* acts = new QWidget;
    auto* rows = new QVBoxLayout(acts);
    rows->setContentsMargins(kPendingSide, 8, kPendingSide, kPendingSide);
    rows->setSpacing(8);
    rows->addWidget(m_meaning);
    rows->addLayout(confirm);
    rows->addLayout(buttons);
    return acts;
}

}  // namespace tongdai
