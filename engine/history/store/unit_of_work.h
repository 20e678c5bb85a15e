#pragma once

#include "engine/domain/people/privacy.h"
#include "engine/domain/ports/store/conversation_store.h"
#include "engine/domain/ports/store/history_event.h"
#include "engine/history/chat/receipts.h"
#include "engine/history/conversations/rows.h"
#include "engine/history/store/sql_session.h"

#include <span>
#include <unordered_map>

namespace tongdai {

/// One transaction of the history writer. Holds the conversation rows it has locked, each once, and gathers what is to
/// be written, so that a batch of jobs costs a few round trips however many jobs it has (group commit). Jobs of one
/// conversation see each other's changes in the order they run. Writer thread; dies with its transaction.
class UnitOfWork {
public:
    UnitOfWork(SqlSession& session, TimePoint now);

    SqlSession& session() { return m_session; }
    /// Our wall clock when the batch began: for what is stored and shown. Leases use the row's storeNow.
    TimePoint now() const { return m_now; }

    /// Reads and locks all of these that are not locked yet, in the order of their ids (guarantees 2.4, lock order).
    void lock(std::span<const ConversationId> ids);
    /// Makes the missing ones first; afterwards each of `ids` has a row. @throws SqlError UniqueTaken when another
    /// engine makes one of them at the same time: everything is to begin anew.
    void lockOrCreate(std::span<const ConversationId> ids);
    /// Locks none. @throws SqlError Retry when one of these was not locked before: it came up since, and locking it now
    /// would be out of turn, so everything is to begin anew.
    void checkLocked(std::span<const ConversationId> ids) const;
    /// A row locked before; null: there is no such conversation.
    rows::ConversationRow* find(const ConversationId& id);
    rows::ConversationRow* lockOne(const ConversationId& id);
    /// Says that the row was changed and has to be written.
    void changed(rows::ConversationRow& row) { m_dirty.insert(row.shown.id); }
    /// The row goes on under another id, which nobody has; its own is free. `row` is not valid any more.
    void moveTo(rows::ConversationRow& row, const ConversationId& id);
    /// The row was deleted in this transaction.
    void forget(const ConversationId& id);

    // What is to be written. Rows are complete; the order of calls is kept per table.
    /// Also what the line is found by.
    void addMessage(const rows::MessageRow& row, const QString& channel);
    void addTurn(SqlParams values) { m_turns.push_back(std::move(values)); }
    void addAction(SqlParams values) { m_actions.push_back(std::move(values)); }
    void addOutbox(SqlParams values) { m_outbox.push_back(std::move(values)); }
    /// New state, reply and fence of a customer's message that waits, by conversation and seq. Each must be found
    /// waiting when it is written, or the transaction is given up.
    void settleMessage(SqlParams values) { m_messageStates.push_back(std::move(values)); }
    /// A change to rows that nothing else in this transaction is about.
    void alsoUpdate(const SqlUpdate& update, std::vector<SqlParams> rows) { m_also.add(update, std::move(rows)); }
    /// A line that everybody who takes part by chat is to get: receipts are written for it.
    void addShownLine(ShownLine line) { m_shownLines.push_back(std::move(line)); }
    /// `sink` gets the event with its id when the transaction is written; it must outlive that.
    void addEvent(std::vector<HistoryEvent>* sink, HistoryEvent event);
    /// Chained to the audit log when everything else is written: the log's one counter is locked last but for the
    /// events' (guarantees 2.4, lock order).
    void addAudit(AuditEntry entry) { m_audit.push_back(std::move(entry)); }
    /// Column lists of addTurn, addAction, addOutbox.
    static const SqlInsert kTurnInsert;
    static const SqlInsert kActionInsert;
    static const SqlInsert kOutboxInsert;

    /// Writes everything gathered so far but the events. Needed before a statement that has to see it.
    void flush();
    /// The store's id of an outbox row that has been flushed; 0: none of this transaction.
    qint64 outboxId(const QByteArray& dedupKey) const { return m_outboxIds.value(dedupKey); }
    /// What is left, then audit entries, then the events, whose ids are taken last: the counter's row lock makes the
    /// order of ids the order of commits, also with several engines on one store. Then the commit.
    /// `beforeCommit`: see SqlSession::writeAndCommit().
    void commit(const std::function<void()>& beforeCommit);
    /// The numbers of the events that commit() has written; nothing: none.
    std::optional<EventNumbers> written() const { return m_written; }

    /// Tells apart what was received in the same millisecond; begins anywhere, as other engines count too.
    quint32 nextSearchNumber() { return m_searchNumber++; }

private:
    void read(const SqlParams& ids);
    SqlWrites takeWrites();
    SqlNumbered numberedEvents() const;
    void tellEvents(qint64 firstId);
    void keepOutboxIds(const SqlWrites& writes);

    SqlSession& m_session;
    TimePoint m_now;
    std::unordered_map<ConversationId, rows::ConversationRow> m_rows;    // node based: find() results stay valid
    std::unordered_map<ConversationId, rows::ConversationRow> m_stored;  // as the store has them
    QSet<ConversationId> m_missing;
    QSet<ConversationId> m_dirty;
    QHash<QByteArray, qint64> m_outboxIds;
    SqlWrites m_also;
    std::vector<SqlParams> m_messageStates;
    std::vector<SqlParams> m_messages;
    std::vector<SqlParams> m_searchRows;
    quint32 m_searchNumber;
    std::vector<SqlParams> m_turns;
    std::vector<SqlParams> m_actions;
    std::vector<SqlParams> m_outbox;
    std::vector<ShownLine> m_shownLines;
    std::vector<std::pair<std::vector<HistoryEvent>*, HistoryEvent>> m_events;
    std::vector<AuditEntry> m_audit;
    std::optional<EventNumbers> m_written;
};

}  // namespace tongdai
