#pragma once

#include "engine/domain/conversation/chat_session.h"
#include "engine/domain/store_error.h"

#include <QCoro/QCoroTask>

namespace tongdai::ports {

/// Conversations as sessions of the chat-history API (contracts/chat-history §1): the same rows as the desk's, seen as
/// questions with their answers, whatever door they came through. Called on the engine loop; @throws StoreError.
class ChatSessionStore {
public:
    virtual ~ChatSessionStore() = default;

    /// Adds an exchange that happened elsewhere to the session, which is made when it is new. Idempotent by message id.
    /// No AI is asked, nobody waits for an answer. `hash` as hashEntry(). `isCopy`: read out of a cache rather than
    /// sent by its owner; what was erased does not come back that way.
    virtual QCoro::Task<RecordEntryOutcome> recordEntry(ChatEntry entry, QByteArray hash, ChatHistoryLimits limits,
                                                        bool isCopy) = 0;
    /// Nothing: there is no such session, or newer ones have pushed it out.
    virtual QCoro::Task<std::optional<ChatSession>> chatSession(ConversationId id) = 0;
    /// Newest activity first, at most `limit`.
    virtual QCoro::Task<std::vector<ChatSession>> chatSessions(SenderId user, int limit) = 0;
    virtual QCoro::Task<ChatEntryPage> chatEntries(ChatEntryQuery query) = 0;
    /// What an older service kept of a session whose exchanges were just recorded as copies: when it began, and that it
    /// is over. One that was there before only begins earlier.
    virtual QCoro::Task<void> keepCopied(ChatSession copied, bool isNew) = 0;
    /// False: there is no such session. It stays archived until something is said in it on another way than sync.
    virtual QCoro::Task<bool> archiveChatSession(ConversationId id) = 0;
};

}  // namespace tongdai::ports
