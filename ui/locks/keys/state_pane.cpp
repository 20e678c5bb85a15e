#include "ui/locks/keys/state_pane.h"

#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/locks/keys/plans_model.h"
#include "ui/locks/keys/state_model.h"
#include "ui/locks/locks_table.h"
#include "ui/locks/table_look.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

StatePane::StatePane(api::StateCompare& compare, Look look, QWidget* parent)
    : QWidget(parent),
      m_compare(compare),
      m_look(look),
      m_model(new StateModel(look, this)),
      m_id(new QLineEdit),
      m_ask(new QPushButton),
      m_repair(new QPushButton),
      m_notice(new NoticeBar),
      m_table(new LocksTable),
      m_plansHeading(new RoleLabel(TextRole::Title)),
      m_plans(new LocksTable),
      m_plansModel(new PlansModel(look, this)),
      m_meaning(new RoleLabel(TextRole::List, ColorRole::SecondaryText))
{
    setObjectName(u"state"_s);
    m_id->setObjectName(u"stateId"_s);
    m_ask->setObjectName(u"stateCompare"_s);
    m_repair->setObjectName(u"stateRepair"_s);
    m_notice->setObjectName(u"stateNotice"_s);
    m_table->setObjectName(u"stateTable"_s);
    m_plans->setObjectName(u"plansTable"_s);
    m_plansHeading->setObjectName(u"plansHeading"_s);
    build();
    connect(m_id, &QLineEdit::returnPressed, this, &StatePane::compare);
    connect(m_ask, &QPushButton::clicked, this, &StatePane::compare);
    connect(m_repair, &QPushButton::clicked, this, &StatePane::repair);
    retranslate();
}

void StatePane::build()
{
    dressTable(*m_table, m_look);
    m_table->setModel(m_model);
    m_table->horizontalHeader()->setSectionResizeMode(StateModel::Fact, QHeaderView::Stretch);
    dressTable(*m_plans, m_look);
    m_plans->setModel(m_plansModel);
    m_plans->horizontalHeader()->setSectionResizeMode(PlansModel::Error, QHeaderView::Stretch);
    m_plans->installEventFilter(this);
    m_plansHeading->setContentsMargins(16, 12, 16, 4);
    m_plansHeading->setWordWrap(true);
    m_notice->hide();
    m_meaning->setWordWrap(true);
    m_meaning->setContentsMargins(16, 8, 16, 12);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 8);
    head->setSpacing(8);
    head->addWidget(m_id, 1);
    head->addWidget(m_ask);
    head->addWidget(m_repair);
    // On a low screen all of it scrolls.
    auto* all = new QWidget;
    auto* whole = new QScrollArea;
    whole->setObjectName(u"stateScroll"_s);
    whole->setWidget(all);
    whole->setWidgetResizable(true);
    whole->setFrameShape(QFrame::NoFrame);
    whole->setFocusPolicy(Qt::NoFocus);
    auto* pane = new QVBoxLayout(this);
    pane->setContentsMargins({});
    pane->addWidget(whole);
    auto* rows = new QVBoxLayout(all);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addLayout(head);
    rows->addWidget(m_notice);
    rows->addWidget(m_table, 3);
    rows->addWidget(m_meaning);
    rows->addWidget(m_plansHeading);
    rows->addWidget(m_plans, 4);
}

void StatePane::offer(const ConversationId& conversation)
{
    if (m_id->text().isEmpty() || !m_id->isModified()) m_id->setText(conversation.toString());
}

void StatePane::focusFirst()
{
    m_id->setFocus();
    m_id->selectAll();
}

bool StatePane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_plans && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_plansModel->planAt(m_plans->currentIndex().row())) {
            emit conversationWanted(m_picture.conversation);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void StatePane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

void StatePane::compare()
{
    m_isArmed = false;
    const ConversationId id = ConversationId::fromString(m_id->text().trimmed());
    if (id.isEmpty()) return;
    m_asked.await<api::StatePicture>(this, m_compare.compare(id),
                                     [this](const api::Answer<api::StatePicture>& answer) { take(answer, false); });
    writeButtons();
}

/// The copies of other programs are written over: what would change is said first, and that asks for a second press.
void StatePane::repair()
{
    if (!m_isArmed) {
        m_isArmed = true;
        return tell(Tone::Attention, tr("Nothing has been changed yet. This would be written into Redis:") + u'\n' +
                                         m_model->changesOfRepair().join(u'\n'));
    }
    m_isArmed = false;
    m_asked.await<api::StatePicture>(this, m_compare.repair(m_picture.conversation),
                                     [this](const api::Answer<api::StatePicture>& answer) { take(answer, true); });
    writeButtons();
}

void StatePane::take(const api::Answer<api::StatePicture>& answer, bool isRepaired)
{
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        switch (failure->error) {
            case api::DeskError::NotFound: tell(Tone::Attention, tr("There is no conversation of this id.")); break;
            case api::DeskError::TakenBySomeone:
                tell(Tone::Attention, tr("Somebody answers it now: the turn writes Redis anew when it ends."));
                break;
            case api::DeskError::NotAllowed:
            case api::DeskError::NotSignedIn: tell(Tone::Attention, tr("Your role does not include this.")); break;
            case api::DeskError::NotReady: tell(Tone::Attention, tr("The engine is still starting.")); break;
            default: tell(Tone::Danger, tr("Redis or the store is away: nothing was changed."));
        }
        return;
    }
    m_picture = std::get<api::StatePicture>(answer);
    m_model->setPicture(m_picture);
    m_plansModel->setPlans(m_picture.plans, m_picture.at);
    if (!m_picture.isRedisHere)
        tell(Tone::Attention, tr("Redis is away: only the store can be seen. It decides."));
    else if (isRepaired)
        tell(Tone::Good, tr("Redis was written anew from the store. It is in the audit log."));
    else if (m_picture.hasDifference())
        tell(Tone::Attention, tr("There are differences. The store decides; nobody is answered wrongly by them."));
    else
        tell(Tone::Good, tr("No difference."));
}

void StatePane::tell(Tone tone, const QString& words)
{
    m_notice->setNotice(tone, words);
    m_notice->show();
    writeButtons();
    fitColumns();
}

void StatePane::writeButtons()
{
    const bool isCopyWrong =
        std::ranges::any_of(m_picture.lines, [](const api::StateLine& line) { return line.redis && line.isDifferent; });
    const bool mayRepair = m_picture.isRedisHere && !m_picture.isAtWork && isCopyWrong;
    m_repair->setEnabled(mayRepair && !m_asked.isWaiting());
    const QString words = tr("Repair from the store");
    m_repair->setText(m_isArmed ? tr("Press again: %1").arg(words) : words);
}

void StatePane::retranslate()
{
    m_id->setPlaceholderText(tr("Conversation id"));
    m_id->setAccessibleName(m_id->placeholderText());
    m_ask->setText(tr("Compare"));
    m_table->setAccessibleName(tr("State side by side"));
    m_meaning->setText(
        tr("The store is the truth. Redis holds copies that run out; a missing one is no fault. The platform "
           "is told answers and cannot be asked what it has: what it has not confirmed is counted."));
    m_plans->setAccessibleName(tr("Answers to the platform, step by step"));
    m_model->retranslate();
    m_plansModel->retranslate();
    writeButtons();
    fitColumns();
}

void StatePane::fitColumns()
{
    fitTableRows(*m_table, m_look);
    const QFont font = m_look.theme.font(TextRole::List);
    m_needs.fit(*m_table, width(), StateModel::Fact);
    fitTableRows(*m_plans, m_look);
    const auto wide = [&font](int pixels) { return grownWith(font, pixels); };
    const bool hasPlans = m_plansModel->rowCount() > 0;
    m_plans->setVisible(hasPlans);
    m_plansHeading->setVisible(!m_picture.conversation.isEmpty());
    m_plansHeading->setText(hasPlans ? tr("Answers to the platform, step by step")
                                     : tr("No answer of this conversation goes to a platform."));
    m_plans->setColumnHidden(PlansModel::Sender, width() < wide(1000));
    m_plans->setColumnHidden(PlansModel::Tries, width() < wide(720));
    m_planNeeds.fit(*m_plans, width(), PlansModel::Error);
}

}  // namespace tongdai
