#include "ui/locks/queues/tasks_model.h"

#include "ui/common/widgets/plain_tool_tip.h"
#include "ui/locks/queues/task_words.h"
#include "ui/locks/row_delegate.h"

#include <QHash>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

TasksModel::TasksModel(Look look, QObject* parent) : QAbstractTableModel(parent), m_look(std::move(look)) {}

void TasksModel::setTasks(const std::vector<TaskOnDesk>& tasks, TimePoint at)
{
    m_at = at;
    m_all = tasks;
    choose();
}

void TasksModel::setFilter(const QString& words)
{
    m_filter = words.trimmed();
    choose();
}

void TasksModel::choose()
{
    std::vector<TaskOnDesk> chosen;
    for (const TaskOnDesk& each : m_all) {
        bool fits = m_filter.isEmpty() || each.task.id == m_kept;
        for (int column = 0; column < kColumns && !fits; ++column)
            fits = text(each, column).contains(m_filter, Qt::CaseInsensitive);
        if (fits) chosen.push_back(each);
    }
    const bool isSameSet = std::ranges::equal(
        chosen, m_tasks, {}, [](const TaskOnDesk& t) { return t.task.id; },
        [](const TaskOnDesk& t) { return t.task.id; });
    if (!isSameSet) beginResetModel();
    m_tasks = std::move(chosen);
    if (!isSameSet)
        endResetModel();
    else
        retranslate();
}

const TaskOnDesk* TasksModel::taskAt(int row) const
{
    return row >= 0 && row < int(m_tasks.size()) ? &m_tasks[size_t(row)] : nullptr;
}

int TasksModel::find(qint64 id) const
{
    const auto found = std::ranges::find(m_tasks, id, [](const TaskOnDesk& t) { return t.task.id; });
    return found == m_tasks.end() ? -1 : int(found - m_tasks.begin());
}

std::vector<qint64> TasksModel::alike(const TaskOnDesk& shown) const
{
    std::vector<qint64> ids;
    for (const TaskOnDesk& each : m_tasks) {
        const bool isAlike = each.task.state == TaskState::Dead && each.mayDecide &&
                             each.task.kind == shown.task.kind && each.task.lastError == shown.task.lastError;
        if (isAlike) ids.push_back(each.task.id);
    }
    return ids;
}

std::vector<qint64> TasksModel::dead() const
{
    std::vector<qint64> ids;
    for (const TaskOnDesk& each : m_tasks) {
        if (each.task.state == TaskState::Dead && each.mayDecide) ids.push_back(each.task.id);
    }
    return ids;
}

int TasksModel::differences(const std::vector<TaskOnDesk>& before, const std::vector<TaskOnDesk>& after)
{
    QHash<qint64, const TaskOnDesk*> known;
    for (const TaskOnDesk& each : before)
        known.insert(each.task.id, &each);
    int changes = 0;
    for (const TaskOnDesk& each : after) {
        const TaskOnDesk* old = known.take(each.task.id);
        const bool isSame = old && old->task.state == each.task.state && old->task.attempts == each.task.attempts &&
                            old->task.lastError == each.task.lastError && old->done == each.done &&
                            old->isCancelWanted == each.isCancelWanted;
        if (!isSame) ++changes;
    }
    return changes + int(known.size());
}

void TasksModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
    if (!m_tasks.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int TasksModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_tasks.size());
}

int TasksModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(kColumns);
}

QString TasksModel::text(const TaskOnDesk& shown, int column) const
{
    const Formats& formats = m_look.formats();
    switch (column) {
        case Kind: return TaskWords::kind(shown.task.kind);
        case Conversation:  // figures belong to nobody's
            return shown.task.kind == QLatin1StringView(task_kind::kRollUpStatistics)
                       ? u"–"_s
                       : shown.task.conversation.toString();
        case State: return TaskWords::state(shown);
        case Progress: return TaskWords::progress(shown, formats);
        case Tries:
            return u"%1 / %2"_s.arg(formats.number(shown.task.attempts), formats.number(shown.task.maxAttempts));
        case Error: return TaskWords::error(shown.task.kind, shown.task.lastError);
        case Age: return formats.age(shown.task.createdAt, m_at);
        default: return {};
    }
}

QVariant TasksModel::data(const QModelIndex& index, int role) const
{
    const TaskOnDesk* shown = taskAt(index.row());
    if (!shown) return {};
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Tries ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == RowDelegate::kToneRole && index.column() == State && TaskWords::tone(*shown) != Tone::Neutral)
        return int(TaskWords::tone(*shown));
    if (role == RowDelegate::kShareRole && index.column() == Progress && shown->task.state == TaskState::Working)
        return shown->total > 0 ? double(shown->done) / double(shown->total) : 0.0;
    if (role == Qt::ToolTipRole && index.column() == Error)
        return plainToolTip(TaskWords::errorWhole(shown->task.kind, shown->task.lastError));
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole) return text(*shown, index.column());
    return {};
}

QVariant TasksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Tries ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Kind: return tr("Task");
        case Conversation: return tr("Conversation");
        case State: return tr("State");
        case Progress: return tr("Progress");
        case Tries: return tr("Tries");
        case Error: return tr("Why not");
        case Age: return tr("Since");
        default: return {};
    }
}

}  // namespace tongdai
