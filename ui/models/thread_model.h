#pragma once

#include "ui/models/thread_line.h"

#include <QAbstractListModel>
#include <QSet>

#include <deque>
#include <optional>
#include <vector>

namespace tongdai {

/// The lines of the thread on screen, oldest first: recorded ones in the engine's order (rev), then those still being
/// sent. Knows nothing of the desk; ThreadFeed and OutgoingLines fill it. Lives on the GUI thread.
class ThreadModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { LineRole = Qt::UserRole + 1, SpeakerRole, ExpandedRole };

    using QAbstractListModel::QAbstractListModel;

    /// Another thread: `unread` customer lines at the end were not answered yet.
    void replaceAll(std::vector<StoredMessage> lines, int unread);
    void clear() { replaceAll({}, 0); }
    /// Lines older than all we have, oldest first.
    void prepend(std::vector<StoredMessage> lines);
    /// New or changed lines: a known rev is replaced, a new one goes to its place. A line that was being sent and has
    /// arrived takes the place of its pending twin.
    void apply(const std::vector<StoredMessage>& lines);
    /// The lines still being sent in this thread, in the order they were written.
    void setOutgoing(std::vector<ThreadLine> lines);

    const ThreadLine& lineAt(int row) const { return m_lines[size_t(row)]; }
    int storedCount() const { return int(m_lines.size()) - m_outgoing; }
    int rowOfRev(qint64 rev) const;
    std::optional<qint64> oldestRev() const;
    std::optional<qint64> newestRev() const;
    /// Where the divider "unread" stands; -1: nothing is unread.
    int firstUnreadRow() const;
    int unreadCount() const { return m_unread; }

    bool isExpanded(int row) const;
    void setExpanded(int row, bool expanded);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    void insertStored(const StoredMessage& line);
    void removeTwin(const MessageId& id);
    int placeFor(qint64 rev) const;

    std::deque<ThreadLine> m_lines;
    int m_outgoing = 0;  ///< how many at the end are not recorded yet
    qint64 m_firstUnreadRev = 0;
    int m_unread = 0;
    QSet<qint64> m_expanded;
};

}  // namespace tongdai
