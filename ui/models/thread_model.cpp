#include "ui/models/thread_model.h"

#include <algorithm>

namespace tongdai {

void ThreadModel::replaceAll(std::vector<StoredMessage> lines, int unread)
{
    beginResetModel();
    m_lines.clear();
    m_outgoing = 0;
    m_expanded.clear();
    for (StoredMessage& line : lines)
        m_lines.push_back({std::move(line)});
    m_firstUnreadRev = 0;
    m_unread = 0;
    for (auto line = m_lines.rbegin(); line != m_lines.rend() && m_unread < unread; ++line) {
        if (line->message.speaker == Speaker::Operator) break;  // whoever answered has read what stood above
        if (line->message.speaker != Speaker::Customer) continue;
        ++m_unread;
        m_firstUnreadRev = line->message.rev;
    }
    endResetModel();
}

void ThreadModel::prepend(std::vector<StoredMessage> lines)
{
    const qint64 limit = oldestRev().value_or(std::numeric_limits<qint64>::max());
    std::erase_if(lines, [limit](const StoredMessage& line) { return line.rev >= limit; });
    if (lines.empty()) return;
    beginInsertRows({}, 0, int(lines.size()) - 1);
    for (auto line = lines.rbegin(); line != lines.rend(); ++line)
        m_lines.push_front({std::move(*line)});
    endInsertRows();
}

void ThreadModel::apply(const std::vector<StoredMessage>& lines)
{
    for (const StoredMessage& line : lines) {
        const int row = rowOfRev(line.rev);
        if (row < 0) {
            removeTwin(line.messageId);
            insertStored(line);
            continue;
        }
        m_lines[size_t(row)].message = line;
        emit dataChanged(index(row), index(row));
    }
}

void ThreadModel::removeTwin(const MessageId& id)
{
    for (int row = storedCount(); row < int(m_lines.size()); ++row) {
        if (m_lines[size_t(row)].message.messageId != id) continue;
        beginRemoveRows({}, row, row);
        m_lines.erase(m_lines.begin() + row);
        --m_outgoing;
        endRemoveRows();
        return;
    }
}

void ThreadModel::insertStored(const StoredMessage& line)
{
    const int row = placeFor(line.rev);
    beginInsertRows({}, row, row);
    m_lines.insert(m_lines.begin() + row, ThreadLine{line});
    endInsertRows();
}

void ThreadModel::setOutgoing(std::vector<ThreadLine> lines)
{
    std::erase_if(lines, [this](const ThreadLine& line) {
        // Already recorded: its own line came before the answer to the request.
        const int newest = std::max(0, storedCount() - 200);
        return std::any_of(
            m_lines.begin() + newest, m_lines.begin() + storedCount(),
            [&line](const ThreadLine& stored) { return stored.message.messageId == line.message.messageId; });
    });
    const int first = storedCount();
    const int common = std::min(m_outgoing, int(lines.size()));
    for (int i = 0; i < common; ++i)
        m_lines[size_t(first) + size_t(i)] = std::move(lines[size_t(i)]);
    if (common > 0) emit dataChanged(index(first), index(first + common - 1));
    if (int(lines.size()) > common) {
        beginInsertRows({}, first + common, first + int(lines.size()) - 1);
        for (size_t i = size_t(common); i < lines.size(); ++i)
            m_lines.push_back(std::move(lines[i]));
        m_outgoing = int(lines.size());
        endInsertRows();
    } else if (m_outgoing > common) {
        beginRemoveRows({}, first + common, first + m_outgoing - 1);
        m_lines.erase(m_lines.begin() + first + common, m_lines.end());
        m_outgoing = common;
        endRemoveRows();
    }
}

int ThreadModel::placeFor(qint64 rev) const
{
    const auto end = m_lines.begin() + storedCount();
    const auto it = std::lower_bound(m_lines.begin(), end, rev,
                                     [](const ThreadLine& line, qint64 r) { return line.message.rev < r; });
    return int(it - m_lines.begin());
}

int ThreadModel::rowOfRev(qint64 rev) const
{
    const int row = placeFor(rev);
    return row < storedCount() && m_lines[size_t(row)].message.rev == rev ? row : -1;
}

std::optional<qint64> ThreadModel::oldestRev() const
{
    return storedCount() == 0 ? std::nullopt : std::optional(m_lines.front().message.rev);
}

std::optional<qint64> ThreadModel::newestRev() const
{
    return storedCount() == 0 ? std::nullopt : std::optional(m_lines[size_t(storedCount()) - 1].message.rev);
}

int ThreadModel::firstUnreadRow() const
{
    return m_unread == 0 ? -1 : rowOfRev(m_firstUnreadRev);
}

bool ThreadModel::isExpanded(int row) const
{
    return m_expanded.contains(lineAt(row).message.rev);
}

void ThreadModel::setExpanded(int row, bool expanded)
{
    const qint64 rev = lineAt(row).message.rev;
    if (expanded == m_expanded.contains(rev)) return;
    if (expanded)
        m_expanded.insert(rev);
    else
        m_expanded.remove(rev);
    emit dataChanged(index(row), index(row), {ExpandedRole});
}

int ThreadModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

QVariant ThreadModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const ThreadLine& line = lineAt(index.row());
    switch (role) {
        case Qt::DisplayRole: return line.message.body;
        case LineRole: return QVariant::fromValue(line.message);
        case SpeakerRole: return int(line.message.speaker);
        case ExpandedRole: return isExpanded(index.row());
        default: return {};
    }
}

}  // namespace tongdai
