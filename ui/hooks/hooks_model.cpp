#include "ui/hooks/hooks_model.h"

#include "ui/hooks/hook_words.h"
#include "ui/locks/row_delegate.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

bool isBadFate(HookFate fate)
{
    return fate == HookFate::Refused || fate == HookFate::Failed || fate == HookFate::NeverCame;
}

}  // namespace

HooksModel::HooksModel(Look look, QObject* parent) : QAbstractTableModel(parent), m_look(std::move(look)) {}

void HooksModel::setRows(const std::vector<HookRow>& rows)
{
    if (rows == m_all) return;
    m_all = rows;
    choose();
}

void HooksModel::setFilter(const Filter& filter)
{
    m_filter = filter;
    choose();
}

/// Rows keep their places where they are the same calls.
void HooksModel::choose()
{
    std::vector<HookRow> shown;
    std::ranges::copy_if(m_all, std::back_inserter(shown), [this](const HookRow& row) { return isMeant(row); });
    const bool isSameSet =
        std::ranges::equal(shown, m_shown, [](const HookRow& a, const HookRow& b) { return a.id == b.id; });
    if (!isSameSet) beginResetModel();
    m_shown = std::move(shown);
    if (!isSameSet)
        endResetModel();
    else
        retranslate();
}

bool HooksModel::isMeant(const HookRow& row) const
{
    if (m_filter.door && row.door != *m_filter.door) return false;
    if (m_filter.isRefusedOnly && !isBadFate(row.fate)) return false;
    if (m_filter.words.isEmpty()) return true;
    for (int column = 0; column < kColumns; ++column) {
        if (text(row, column).contains(m_filter.words, Qt::CaseInsensitive)) return true;
    }
    return row.conversation.contains(m_filter.words, Qt::CaseInsensitive);
}

void HooksModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
    if (!m_shown.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

const HookRow* HooksModel::row(int index) const
{
    return index >= 0 && index < int(m_shown.size()) ? &m_shown[size_t(index)] : nullptr;
}

int HooksModel::indexOf(qint64 id) const
{
    const auto at = std::ranges::find(m_shown, id, &HookRow::id);
    return at == m_shown.end() ? -1 : int(at - m_shown.begin());
}

int HooksModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int HooksModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(kColumns);
}

QString HooksModel::text(const HookRow& row, int column) const
{
    const Formats& formats = m_look.formats();
    switch (column) {
        case When:
            return formats.day(row.at, m_look.now()) == formats.day(m_look.now(), m_look.now())
                       ? formats.clock(row.at)
                       : formats.dateTime(row.at);
        case Door: return HookWords::door(row.door);
        case Fate: return HookWords::fate(row);
        case Message: return row.message;
        case Caller: return row.caller;
        case Status: return HookWords::status(row, formats);
        case Size: return formats.bytes(row.size);
        default: return {};
    }
}

QVariant HooksModel::data(const QModelIndex& index, int role) const
{
    const HookRow* const row = this->row(index.row());
    if (!row) return {};
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == RowDelegate::kToneRole && index.column() == Fate) {
        const Tone tone = HookWords::tone(*row);
        return tone == Tone::Neutral ? QVariant() : QVariant(int(tone));
    }
    if (role == Qt::DisplayRole) return text(*row, index.column());
    if (role == Qt::ToolTipRole) return text(*row, index.column()).toHtmlEscaped();
    return {};
}

QVariant HooksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case When: return tr("When");
        case Door: return tr("Where");
        case Fate: return tr("What became of it");
        case Message: return tr("Message");
        case Caller: return tr("From");
        case Status: return tr("Answer");
        case Size: return tr("Size");
        default: return {};
    }
}

}  // namespace tongdai
