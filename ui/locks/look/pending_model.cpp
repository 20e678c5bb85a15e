#include "ui/locks/look/pending_model.h"

#include "ui/common/look/tone.h"
#include "ui/common/widgets/plain_tool_tip.h"
#include "ui/locks/look/entries_model.h"
#include "ui/locks/row_delegate.h"

#include <algorithm>

namespace tongdai {

using namespace std::chrono_literals;

namespace {

constexpr auto kLongIdle = 60s;
constexpr qint64 kManyDeliveries = 3;

bool isPendingFigure(int column)
{
    return column == PendingModel::Idle || column == PendingModel::Deliveries;
}

}  // namespace

PendingModel::PendingModel(Look look, QObject* parent) : QAbstractTableModel(parent), m_look(std::move(look)) {}

void PendingModel::setEntries(const std::vector<api::PendingEntry>& entries)
{
    if (std::ranges::equal(entries, m_entries, {}, &api::PendingEntry::id, &api::PendingEntry::id)) {
        m_entries = entries;
        return retranslate();
    }
    beginResetModel();
    m_entries = entries;
    endResetModel();
}

void PendingModel::addEntries(const std::vector<api::PendingEntry>& entries)
{
    if (entries.empty()) return;
    beginInsertRows({}, rowCount(), rowCount() + int(entries.size()) - 1);
    m_entries.insert(m_entries.end(), entries.begin(), entries.end());
    endInsertRows();
}

const api::PendingEntry* PendingModel::entryAt(int row) const
{
    return row >= 0 && row < rowCount() ? &m_entries[size_t(row)] : nullptr;
}

void PendingModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
    if (!m_entries.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int PendingModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int PendingModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(kColumns);
}

QVariant PendingModel::data(const QModelIndex& index, int role) const
{
    const api::PendingEntry* entry = entryAt(index.row());
    if (!entry) return {};
    const Formats& formats = m_look.formats();
    if (role == Qt::TextAlignmentRole)
        return int((isPendingFigure(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == RowDelegate::kToneRole) {
        const bool isLong = index.column() == Idle && entry->idle >= kLongIdle;
        const bool isMany = index.column() == Deliveries && entry->deliveries > kManyDeliveries;
        return int(isLong || isMany ? Tone::Attention : Tone::Neutral);
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    switch (index.column()) {
        case Time:
            return role == Qt::ToolTipRole ? formats.dateTime(EntriesModel::timeOf(entry->id))
                                           : EntriesModel::timeWords(entry->id, m_look);
        case Id: return QString::fromUtf8(entry->id);
        case Consumer: {
            const QString name = QString::fromUtf8(entry->consumer);
            return role == Qt::ToolTipRole ? plainToolTip(name) : name;
        }
        case Idle: return formats.span(entry->idle);
        case Deliveries: return formats.number(entry->deliveries);
        default: return {};
    }
}

QVariant PendingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return int((isPendingFigure(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Time: return tr("Time");
        case Id: return tr("Id");
        case Consumer: return tr("Reader");
        case Idle: return tr("Has it for");
        case Deliveries: return tr("Given out");
        default: return {};
    }
}

}  // namespace tongdai
