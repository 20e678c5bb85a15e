#include "ui/locks/look/offline_model.h"

#include "ui/common/widgets/plain_tool_tip.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestOfflineText = 400;

}  // namespace

OfflineModel::OfflineModel(Look look, QObject* parent) : QAbstractTableModel(parent), m_look(std::move(look)) {}

void OfflineModel::add(const std::vector<api::OfflineLine>& lines)
{
    if (lines.empty()) return;
    beginInsertRows({}, rowCount(), rowCount() + int(lines.size()) - 1);
    m_lines.insert(m_lines.end(), lines.begin(), lines.end());
    endInsertRows();
}

const api::OfflineLine* OfflineModel::lineAt(int row) const
{
    return row >= 0 && row < rowCount() ? &m_lines[size_t(row)] : nullptr;
}

void OfflineModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
    if (!m_lines.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int OfflineModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int OfflineModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(kColumns);
}

QVariant OfflineModel::data(const QModelIndex& index, int role) const
{
    const api::OfflineLine* line = lineAt(index.row());
    if (!line) return {};
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Place ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    const QString words = text(*line, index.row(), index.column());
    return role == Qt::ToolTipRole ? plainToolTip(words) : words;
}

QString OfflineModel::text(const api::OfflineLine& line, int row, int column) const
{
    const Formats& formats = m_look.formats();
    switch (column) {
        case Place: return formats.number(row + 1);
        case Time: return line.at ? formats.dateTime(*line.at) : u"–"_s;
        case From: return line.sender.isEmpty() ? u"–"_s : line.sender;
        case Text: return (line.text.isEmpty() ? line.event : line.text).left(kLongestOfflineText).simplified();
        case Conversation: return line.conversation.toString();
        default: return {};
    }
}

QVariant OfflineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Place ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Place: return tr("No.");
        case Time: return tr("Time");
        case From: return tr("From");
        case Text: return tr("Text");
        case Conversation: return tr("Conversation");
        default: return {};
    }
}

}  // namespace tongdai
