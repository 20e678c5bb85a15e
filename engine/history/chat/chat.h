#pragma once

#include "engine/domain/ports/store/chat_store.h"
#include "engine/history/store/unit_of_work.h"
#include "engine/history/store/write_job.h"

/// The commands and queries of ports::ChatStore (contracts/realtime-chat §5, guarantees 2.8).
namespace tongdai::chat_statements {

// Changes, inside the writer's transaction.
bool openThread(UnitOfWork& work, WriteJob& job, const ThreadDraft& draft);
JoinedThread joinThread(UnitOfWork& work, WriteJob& job, const ConversationId& thread, const ChatUser& user);
bool leaveThread(UnitOfWork& work, WriteJob& job, const ConversationId& thread, const SenderId& user);
ReadOutcome markRead(UnitOfWork& work, const ConversationId& thread, const SenderId& user, const MessageId& upto);
int markDelivered(UnitOfWork& work, const std::vector<Delivered>& lines);
void saveCursors(UnitOfWork& work, const std::vector<DeviceCursor>& cursors);

// Queries, on a reader's connection.
std::optional<ChatUser> user(SqlSession& session, const SenderId& id);
std::optional<ChatThread> thread(SqlSession& session, const ConversationId& id);
std::vector<ChatThread> threadsOf(SqlSession& session, const SenderId& user);
std::vector<UndeliveredLine> undelivered(SqlSession& session, const UndeliveredQuery& query);
std::vector<ChatLine> lines(SqlSession& session, const ConversationId& thread, qint64 afterRev, int limit);
ChatLinesPage history(SqlSession& session, const ChatLinesQuery& query);
ThreadListPage threadList(SqlSession& session, const ThreadListQuery& query);

// Rows of 0002_chat.sql.
/// `p.`-prefixed columns of participants joined with chat_users as `u` and conversations as `c`.
extern const QString kParticipantColumns;
extern const QString kParticipantTables;
Participant readParticipant(SqlRow& row);
/// One line with its receipts.
std::optional<ChatLine> lineAt(SqlSession& session, const ConversationId& thread, const QUuid& uuid, qint64 rev);

}  // namespace tongdai::chat_statements
