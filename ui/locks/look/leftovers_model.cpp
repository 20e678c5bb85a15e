#include "ui/locks/look/leftovers_model.h"

#include "ui/common/look/tone.h"
#include "ui/locks/row_delegate.h"

#include <algorithm>
#include <numeric>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

bool isLeftoverFigure(int column)
{
    return column == LeftoversModel::Keys || column == LeftoversModel::Memory || column == LeftoversModel::Untouched;
}

}  // namespace

LeftoversModel::LeftoversModel(Look look, QObject* parent) : QAbstractTableModel(parent), m_look(std::move(look)) {}

void LeftoversModel::clear()
{
    m_rows = {};
    retranslate();
}

void LeftoversModel::add(const std::vector<api::Leftover>& found)
{
    for (const api::Leftover& each : found) {
        Row& row = m_rows.at(size_t(each.kind));
        ++row.count;
        row.bytes += each.bytes;
        row.untouched = std::max(row.untouched, each.untouched);
        if (row.names.size() < kMostNames) row.names.push_back(each.name);
    }
    if (!found.empty()) retranslate();
}

qint64 LeftoversModel::count() const
{
    return std::accumulate(m_rows.begin(), m_rows.end(), qint64(0),
                           [](qint64 sum, const Row& row) { return sum + row.count; });
}

void LeftoversModel::forget(int row)
{
    m_rows.at(size_t(row)) = {};
    retranslate();
}

void LeftoversModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
    emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int LeftoversModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int LeftoversModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(kColumns);
}

QString LeftoversModel::kindName(LeftoverKind kind)
{
    switch (kind) {
        case LeftoverKind::Counters: return tr("Counters of limits");
        case LeftoverKind::Sessions: return tr("States and sessions");
        case LeftoverKind::Locks: return tr("Lapsed locks");
        case LeftoverKind::Copies: return tr("Copies of the store");
    }
    return {};
}

QString LeftoversModel::meaning(LeftoverKind kind)
{
    switch (kind) {
        case LeftoverKind::Counters: return tr("a window that nobody counts in any more");
        case LeftoverKind::Sessions: return tr("of conversations that have rested; made anew at the next message");
        case LeftoverKind::Locks: return tr("nobody holds them: the store decides who answers");
        case LeftoverKind::Copies: return tr("made again from the store when they are missed");
    }
    return {};
}

QVariant LeftoversModel::data(const QModelIndex& index, int role) const
{
    if (index.row() < 0 || index.row() >= rowCount()) return {};
    const Row& row = m_rows.at(size_t(index.row()));
    const LeftoverKind kind = kAllLeftovers.at(size_t(index.row()));
    const Formats& formats = m_look.formats();
    if (role == Qt::TextAlignmentRole)
        return int((isLeftoverFigure(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == RowDelegate::kToneRole)
        return int(index.column() == Keys && row.count > 0 ? Tone::Attention : Tone::Neutral);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    switch (index.column()) {
        case Kind: return kindName(kind);
        case Keys: return formats.number(row.count);
        case Memory: return row.count > 0 ? formats.bytes(row.bytes) : u"–"_s;
        case Untouched: return row.count > 0 ? formats.span(row.untouched) : u"–"_s;
        case Meaning: return meaning(kind);
        default: return {};
    }
}

QVariant LeftoversModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return int((isLeftoverFigure(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Kind: return tr("Left behind");
        case Keys: return tr("Keys");
        case Memory: return tr("Memory");
        case Untouched: return tr("Untouched for");
        case Meaning: return tr("What it means");
        default: return {};
    }
}

}  // namespace tongdai
