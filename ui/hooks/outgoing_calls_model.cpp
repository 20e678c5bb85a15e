#include "ui/hooks/outgoing_calls_model.h"

#include "ui/common/words/cause_words.h"
#include "ui/locks/row_delegate.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

OutgoingCallsModel::OutgoingCallsModel(Look look, QObject* parent)
    : QAbstractTableModel(parent), m_look(std::move(look))
{
}

void OutgoingCallsModel::setHooks(const std::vector<OutgoingHookState>& hooks)
{
    std::vector<Row> all;
    for (const OutgoingHookState& state : hooks) {
        for (const HookTry& tried : state.tries)
            all.push_back({state.hook.name, tried});
    }
    std::ranges::stable_sort(all, [](const Row& a, const Row& b) { return a.tried.at > b.tried.at; });
    if (all == m_all) return;
    m_all = std::move(all);
    choose();
}

void OutgoingCallsModel::setFailedOnly(bool isFailedOnly)
{
    m_isFailedOnly = isFailedOnly;
    choose();
}

void OutgoingCallsModel::choose()
{
    beginResetModel();
    m_shown.clear();
    std::ranges::copy_if(m_all, std::back_inserter(m_shown),
                         [this](const Row& row) { return !m_isFailedOnly || !row.tried.error.isEmpty(); });
    endResetModel();
}

void OutgoingCallsModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
    if (!m_shown.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int OutgoingCallsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int OutgoingCallsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(kColumns);
}

QString OutgoingCallsModel::outcome(const HookTry& tried) const
{
    if (tried.error.isEmpty()) return tr("taken (%1)").arg(tried.status);
    const QString cause = CauseWords::of(tried.error);
    return tried.isLast ? tr("given up: %1").arg(cause) : tr("tried again later: %1").arg(cause);
}

QString OutgoingCallsModel::text(const Row& row, int column) const
{
    const Formats& formats = m_look.formats();
    switch (column) {
        case When:
            return formats.day(row.tried.at, m_look.now()) == formats.day(m_look.now(), m_look.now())
                       ? formats.clock(row.tried.at)
                       : formats.dateTime(row.tried.at);
        case Hook: return row.hook;
        case Event: return row.tried.kind;
        case Outcome: return outcome(row.tried);
        case Try: return formats.number(row.tried.attempt);
        case Took: return formats.duration(row.tried.took);
        default: return {};
    }
}

QVariant OutgoingCallsModel::data(const QModelIndex& index, int role) const
{
    if (index.row() < 0 || index.row() >= rowCount()) return {};
    const Row& row = m_shown[size_t(index.row())];
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == RowDelegate::kToneRole && index.column() == Outcome && !row.tried.error.isEmpty())
        return int(row.tried.isLast ? Tone::Danger : Tone::Attention);
    if (role == Qt::DisplayRole) return text(row, index.column());
    if (role == Qt::ToolTipRole) return text(row, index.column()).toHtmlEscaped();
    return {};
}

QVariant OutgoingCallsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case When: return tr("When");
        case Hook: return tr("Hook");
        case Event: return tr("Event");
        case Outcome: return tr("What became of it");
        case Try: return tr("Try");
        case Took: return tr("Took");
        default: return {};
    }
}

}  // namespace tongdai
