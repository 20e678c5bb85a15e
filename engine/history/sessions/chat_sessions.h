#pragma once

#include "engine/domain/conversation/chat_session.h"
#include "engine/history/store/unit_of_work.h"
#include "engine/history/store/write_job.h"

namespace tongdai {

/// Writing half of ports/chat_session_store.h. Writer thread, inside a transaction.
RecordEntryOutcome recordEntry(UnitOfWork& work, WriteJob& job, ChatEntry given, const QByteArray& hash,
                               const ChatHistoryLimits& limits, bool isCopy);
void keepCopied(UnitOfWork& work, WriteJob& job, const ChatSession& copied, bool isNew);
bool archiveChatSession(UnitOfWork& work, const ConversationId& id);

}  // namespace tongdai

namespace tongdai::reads {

/// Reading half. `isListed` false: listThread() (chat/chat_listing.h) has to run before its entries are counted or
/// read.
struct FoundChatSession {
    ChatSession session;
    bool isListed = true;
};
std::optional<FoundChatSession> chatSession(SqlSession& session, const ConversationId& id, bool withEvicted = false);
std::vector<FoundChatSession> chatSessions(SqlSession& session, const SenderId& user, int limit);
ChatEntryPage chatEntries(SqlSession& session, const ChatEntryQuery& query);

/// Their texts, for the test that looks at their plans.
extern const QString kChatSessionSql;
extern const QString kChatSessionsSql;
extern const QString kChatEntriesSql;
extern const QString kChatEntryCountSql;

}  // namespace tongdai::reads
