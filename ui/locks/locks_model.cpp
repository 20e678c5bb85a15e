#include "ui/locks/locks_model.h"

#include "ui/locks/locks_words.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

QByteArray identityOfRow(const api::LockRow& row)
{
    return row.conversation.bytes() + '\n' + row.key;
}

bool isSameLock(const api::LockRow& a, const api::LockRow& b)
{
    return a.conversation == b.conversation && a.key == b.key;
}

}  // namespace

LocksModel::LocksModel(Look look, QObject* parent) : QAbstractTableModel(parent), m_look(std::move(look)) {}

void LocksModel::setPicture(const std::vector<api::LockRow>& rows, TimePoint at)
{
    const bool isSameSet =
        rows.size() == m_rows.size() &&
        std::ranges::equal(rows, m_rows, [](const auto& a, const auto& b) { return isSameLock(a, b); });
    m_at = at;
    if (isSameSet && m_filter.isEmpty()) {
        m_rows = rows;
        if (!m_rows.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
        return;
    }
    beginResetModel();
    m_rows = rows;
    choose();
    endResetModel();
}

void LocksModel::setFilter(const QString& text)
{
    beginResetModel();
    m_filter = text.trimmed();
    choose();
    endResetModel();
}

void LocksModel::choose()
{
    m_shown.clear();
    for (size_t i = 0; i < m_rows.size(); ++i) {
        const bool fits = m_filter.isEmpty() || LocksWords::name(m_rows[i]).contains(m_filter, Qt::CaseInsensitive) ||
                          m_rows[i].holder.contains(m_filter, Qt::CaseInsensitive);
        if (fits) m_shown.push_back(int(i));
    }
}

const api::LockRow* LocksModel::rowAt(int row) const
{
    return row >= 0 && row < int(m_shown.size()) ? &m_rows[size_t(m_shown[size_t(row)])] : nullptr;
}

int LocksModel::find(const ConversationId& conversation, const QByteArray& key) const
{
    int sameConversation = -1;
    for (int row = 0; row < int(m_shown.size()); ++row) {
        const api::LockRow& each = *rowAt(row);
        if (each.conversation != conversation) continue;
        if (each.key == key) return row;
        // Released meanwhile: the same conversation without its lock.
        if (!conversation.isEmpty() && sameConversation < 0) sameConversation = row;
    }
    return sameConversation;
}

bool LocksModel::knows(const ConversationId& conversation, const QByteArray& key) const
{
    return std::ranges::any_of(m_rows, [&](const api::LockRow& row) {
        return row.conversation == conversation && (!conversation.isEmpty() || row.key == key);
    });
}

int LocksModel::count(api::LockState state) const
{
    return int(std::ranges::count(m_rows, state, &api::LockRow::state));
}

void LocksModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
    if (!m_shown.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int LocksModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int LocksModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(kColumns);
}

QString LocksModel::text(const api::LockRow& row, int column) const
{
    const Formats& formats = m_look.formats();
    switch (column) {
        case Name: return LocksWords::name(row);
        case Holder: return LocksWords::holder(row);
        case FenceColumn: return row.fence > 0 ? formats.number(row.fence) : u"–"_s;
        case Age: return LocksWords::age(row, m_at, formats);
        case Life: return LocksWords::life(row, formats);
        case Renewals: return row.renewals > 0 ? formats.number(row.renewals) : QString();
        case Waiting: return row.waiting > 0 ? formats.number(row.waiting) : QString();
        case State: return LocksWords::state(row.state);
        default: return {};
    }
}

QVariant LocksModel::data(const QModelIndex& index, int role) const
{
    const api::LockRow* row = rowAt(index.row());
    if (!row) return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole) return text(*row, index.column());
    if (role == Qt::AccessibleTextRole) {
        const QString heading = headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString();
        return u"%1: %2"_s.arg(heading, text(*row, index.column()));
    }
    if (role == Qt::TextAlignmentRole) {
        const int column = index.column();
        const bool isFigure = column == FenceColumn || column == Renewals || column == Waiting;
        return int((isFigure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

QVariant LocksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    const bool isFigure = section == FenceColumn || section == Renewals || section == Waiting;
    if (role == Qt::TextAlignmentRole) return int((isFigure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Name: return tr("Conversation");
        case Holder: return tr("Held by");
        case FenceColumn: return tr("Fence");
        case Age: return tr("Age");
        case Life: return tr("Left");
        case Renewals: return tr("Renewed");
        case Waiting: return tr("Waiting");
        case State: return tr("State");
        default: return {};
    }
}

int LocksModel::differences(const std::vector<api::LockRow>& before, const std::vector<api::LockRow>& after)
{
    QHash<QByteArray, const api::LockRow*> known;
    for (const api::LockRow& row : before)
        known.insert(identityOfRow(row), &row);
    int changes = 0;
    for (const api::LockRow& row : after) {
        const api::LockRow* old = known.take(identityOfRow(row));
        const bool isSame = old && old->state == row.state && old->cause == row.cause && old->value == row.value &&
                            old->fence == row.fence && old->waiting == row.waiting;
        if (!isSame) ++changes;
    }
    return changes + int(known.size());
}

}  // namespace tongdai
