#pragma once

#include "engine/domain/ports/store/conversation_store.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/history/store/sql_session.h"

/// Queries of the durable store, each one or a few statements on a reader's connection, without a transaction: every
/// statement sees what was committed before it began.
namespace tongdai::reads {

ConversationPage conversations(SqlSession& session, const ConversationQuery& query);
QueueCounts queueCounts(SqlSession& session, const OperatorId& me, const InSight& sight);
/// By the ids of messages, which grow with time.
qint64 messagesSince(SqlSession& session, TimePoint since, qint64 most);
QString peopleCountsSql(const InSight& sight);
QueueCounts peopleCounts(SqlSession& session, const OperatorId& me, const InSight& sight);
std::vector<Conversation> conversationsById(SqlSession& session, const std::vector<ConversationId>& ids);
ThreadPage thread(SqlSession& session, const ThreadQuery& query);
std::vector<AdminConversation> adminConversations(SqlSession& session, int limit, const InSight& sight);
HistoryStats stats(SqlSession& session, TimePoint now, std::chrono::hours oldAfter, std::chrono::seconds stuckAfter);
std::vector<HistoryEvent> eventsAfter(SqlSession& session, qint64 id, int limit);
qint64 newestEventId(SqlSession& session);
bool hasSample(SqlSession& session);
qint64 outboxWaiting(SqlSession& session);
std::vector<OutboxItem> outbox(SqlSession& session, const std::vector<OutboxState>& states, int limit);
std::vector<ports::DraftStore::Draft> drafts(SqlSession& session, const OperatorId& author);
AnswerContext context(SqlSession& session, const Claim& claim, int maxLines);
std::vector<ConversationId> due(SqlSession& session, int limit);

/// The key of a conversation's rows; nothing when the store does not know it.
std::optional<QUuid> uuidOf(SqlSession& session, const ConversationId& conversation);

/// The text of conversations() without filter, for the test that looks at its plan.
QString conversationsSql(const ConversationQuery& query, const SqlDialect& dialect);

}  // namespace tongdai::reads
