#include "ui/locks/keys/plans_model.h"

#include "engine/api/answer.h"
#include "engine/domain/conversation/action.h"
#include "ui/common/widgets/plain_tool_tip.h"
#include "ui/common/words/cause_words.h"
#include "ui/live/live_words.h"
#include "ui/locks/row_delegate.h"

namespace tongdai {

using namespace Qt::StringLiterals;

PlansModel::PlansModel(Look look, QObject* parent) : QAbstractTableModel(parent), m_look(std::move(look)) {}

void PlansModel::setPlans(const std::vector<AnswerPlan>& plans, TimePoint at)
{
    beginResetModel();
    m_plans = plans;
    m_at = at;
    m_rows.clear();
    for (size_t plan = 0; plan < m_plans.size(); ++plan) {
        for (size_t step = 0; step < m_plans[plan].steps.size(); ++step)
            m_rows.push_back({plan, step});
    }
    endResetModel();
}

void PlansModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
    if (!m_rows.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

const AnswerPlan* PlansModel::planAt(int row) const
{
    return row >= 0 && row < rowCount() ? &m_plans[m_rows[size_t(row)].plan] : nullptr;
}

int PlansModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PlansModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(kColumns);
}

QString PlansModel::state(const AnswerPlan& plan, const PlanStep& step) const
{
    // The row that carries the steps knows more than they do.
    if (plan.state == OutboxState::Unknown) return tr("sent, nobody knows whether it arrived");
    if (step.status == "succeeded"_L1) return tr("done");
    if (step.status == "executing"_L1) return tr("is being sent");
    if (step.status == "failed"_L1) return plan.state == OutboxState::Dead ? tr("given up") : tr("failed");
    if (step.status == "skipped"_L1) return tr("not sent any more");
    return step.tries > 0 ? tr("waits for its next try") : tr("waits");
}

Tone PlansModel::tone(const AnswerPlan& plan, const PlanStep& step)
{
    if (plan.state == OutboxState::Dead) return Tone::Danger;
    if (plan.state == OutboxState::Unknown) return Tone::Attention;
    return plan.state == OutboxState::Waiting && step.tries > 0 ? Tone::Attention : Tone::Neutral;
}

QString PlansModel::text(const Row& row, int column) const
{
    const AnswerPlan& plan = m_plans[row.plan];
    const PlanStep& step = plan.steps[row.step];
    const Formats& formats = m_look.formats();
    switch (column) {
        case Answer: return row.step == 0 ? formats.moment(plan.createdAt, m_at) : QString();
        case Step: {
            const auto type = actionType(step.type);
            return tr("%1 of %2: %3")
                .arg(formats.number(qint64(row.step) + 1), formats.number(qint64(plan.steps.size())),
                     type ? LiveWords::action(*type) : step.type);
        }
        case State: return state(plan, step);
        case Tries: return formats.number(step.tries);
        case Sender:
            if (plan.state != OutboxState::Sending || plan.owner.isEmpty()) return {};
            return tr("fence %1 · %2").arg(formats.number(plan.fence), plan.owner.toString());
        case Error: return CauseWords::ofPlatform(step.error.isEmpty() ? plan.error : step.error);
        default: return {};
    }
}

QVariant PlansModel::data(const QModelIndex& index, int role) const
{
    if (index.row() < 0 || index.row() >= rowCount()) return {};
    const Row& row = m_rows[size_t(index.row())];
    const AnswerPlan& plan = m_plans[row.plan];
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Tries ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const Tone shown = tone(plan, plan.steps[row.step]);
    if (role == RowDelegate::kToneRole && index.column() == State && shown != Tone::Neutral) return int(shown);
    if (role == Qt::ToolTipRole && index.column() == Error) {
        const QString& step = plan.steps[row.step].error;
        return plainToolTip(u"%1\n%2"_s.arg(text(row, Error), step.isEmpty() ? plan.error : step).trimmed());
    }
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole) return text(row, index.column());
    return {};
}

QVariant PlansModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Tries ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Answer: return tr("Answer of");
        case Step: return tr("Step");
        case State: return tr("State");
        case Tries: return tr("Tries");
        case Sender: return tr("Who sends it");
        case Error: return tr("Why not");
        default: return {};
    }
}

}  // namespace tongdai
