#pragma once

#include "engine/api/desk.h"
#include "engine/domain/ports/store/history_event.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/work/loops/coalesced_task.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <set>

namespace tongdai {

/// What the desk is told of lines on their way to the platform (features B10, D6): those of the thread on screen as
/// soon as they get on, and which lines of all conversations wait for a person's decision. Reads only what the
/// history's "outbox" events name. Engine loop; its coroutines end when the store is closed.
class DeskDeliveries final : public QObject {
    Q_OBJECT
public:
    explicit DeskDeliveries(ports::HistoryReader& reader);

    /// The thread on screen.
    void watch(const ConversationId& conversation);
    /// Events of a committed transaction, of whatever engine; other kinds are passed over.
    void notice(const std::vector<HistoryEvent>& events);
    /// New lines: as they are committed they do not say yet how they go out.
    void noticeLines(const std::vector<StoredMessage>& lines);
    /// Reads all undelivered lines anew.
    void list();

signals:
    void linesRead(tongdai::ConversationId conversation, std::vector<tongdai::StoredMessage> lines);
    void undeliveredChanged(std::vector<tongdai::api::Undelivered> lines);

private:
    QCoro::Task<void> readLines();
    QCoro::Task<void> readUndelivered();

    ports::HistoryReader& m_reader;
    ConversationId m_watched;
    std::set<qint64> m_revs;  ///< lines of the watched thread that got on
    bool m_isReadingLines = false;
    QSet<ConversationId> m_undelivered;  ///< conversations with such lines, as last told
    CoalescedTask m_listing;
    QTimer m_retry;
};

}  // namespace tongdai
