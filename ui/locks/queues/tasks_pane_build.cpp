#include "ui/common/widgets/empty_state.h"
#include "ui/common/widgets/focus_ring.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/locks/queues/tasks_model.h"
#include "ui/locks/queues/tasks_pane.h"
#include "ui/locks/table_look.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>

/// What the Tasks tab is made of.
namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTasksAside = 340;  // at 100 %
constexpr int kLeastTasksAside = 250;
constexpr int kBodyHigh = 150;

}  // namespace

void TasksPane::build()
{
    setObjectName(u"tasks"_s);
    m_table->setObjectName(u"tasksTable"_s);
    m_body->setObjectName(u"taskBody"_s);
    m_said->setObjectName(u"taskSaid"_s);
    m_raw->setObjectName(u"taskRaw"_s);
    m_tries->setObjectName(u"taskTries"_s);
    m_doing->setObjectName(u"taskDoing"_s);
    m_outcome->setObjectName(u"tasksOutcome"_s);
    m_again->setObjectName(u"taskAgain"_s);
    m_againAlike->setObjectName(u"taskAlikeAgain"_s);
    m_againAll->setObjectName(u"taskAllAgain"_s);
    m_save->setObjectName(u"taskSave"_s);
    m_cancel->setObjectName(u"taskCancel"_s);
    m_drop->setObjectName(u"taskDrop"_s);
    dressTable(*m_table, m_look);
    m_table->setModel(m_model);
    m_table->horizontalHeader()->setSectionResizeMode(TasksModel::Error, QHeaderView::Stretch);
    m_table->installEventFilter(this);
    m_outcome->hide();
    auto* left = new QVBoxLayout;
    left->setContentsMargins({});
    left->setSpacing(0);
    left->addWidget(m_table, 1);
    left->addWidget(m_none, 1);
    m_aside = buildAside();
    auto* columns = new QHBoxLayout;
    columns->setContentsMargins({});
    columns->setSpacing(0);
    columns->addLayout(left, 1);
    columns->addWidget(m_aside);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addWidget(m_outcome);
    rows->addLayout(columns, 1);
}

QWidget* TasksPane::buildAside()
{
    for (RoleLabel* label : {m_heading, m_doing, m_tries, m_said}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    for (RoleLabel* label : {m_tries, m_said})
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_body->setTabChangesFocus(true);
    m_body->setMinimumHeight(kBodyHigh);
    m_body->setFont(m_look.theme.font(TextRole::Mono));
    auto* sheet = new QWidget;
    auto* rows = new QVBoxLayout(sheet);
    rows->setContentsMargins(12, 12, 12, 12);
    rows->setSpacing(8);
    rows->addWidget(m_heading);
    rows->addWidget(m_doing);
    auto* both = new QHBoxLayout;
    both->setSpacing(8);
    both->addWidget(m_again, 1);
    both->addWidget(m_drop, 1);
    rows->addLayout(both);
    for (QPushButton* button : {m_againAlike, m_againAll, m_cancel})
        rows->addWidget(button);
    rows->addWidget(m_tries);
    rows->addWidget(m_bodyHeading);
    rows->addWidget(m_said);
    rows->addWidget(m_body, 1);
    rows->addWidget(m_raw, 0, Qt::AlignLeft);
    rows->addWidget(m_save);
    rows->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(u"taskScroll"_s);
    scroll->setWidget(sheet);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    new FocusRing(*scroll);
    return scroll;
}

void TasksPane::fitColumns()
{
    fitTableRows(*m_table, m_look);
    const QFont font = m_look.theme.font(TextRole::List);
    const auto wide = [&font](int pixels) { return grownWith(font, pixels); };
    const int aside = std::min(wide(kTasksAside), std::max(kLeastTasksAside, width() * 2 / 5));
    m_aside->setFixedWidth(aside);
    const int room = width() - (m_aside->isHidden() ? 0 : aside);
    m_table->setColumnHidden(TasksModel::Age, room < wide(1060));
    m_table->setColumnHidden(TasksModel::Tries, room < wide(760));
    m_table->setColumnHidden(TasksModel::Progress, room < wide(640));
    m_needs.fit(*m_table, room, TasksModel::Error, TasksModel::Error);
}

void TasksPane::retranslate()
{
    const bool isEmpty = m_model->rowCount() == 0;
    m_table->setAccessibleName(tr("Background work"));
    m_body->setAccessibleName(tr("Body"));
    m_table->setVisible(!isEmpty);
    m_none->setVisible(isEmpty);
    const auto hidden = int(m_picture.tasks.size()) - m_model->rowCount();
    m_none->setSentence(hidden > 0     ? tr("The filter hides %Ln task(s).", nullptr, hidden)
                        : m_hasPicture ? tr("Nothing is to be done beside the conversations, and nothing was given up.")
                                       : tr("Looking …"));
    m_model->retranslate();
    writeDetails();
    writeButtons();
    fitColumns();
}

}  // namespace tongdai
