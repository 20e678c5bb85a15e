#pragma once

#include "engine/domain/conversation/chat_session.h"
#include "engine/history/store/unit_of_work.h"

/// history_entries: which lines of a thread are one exchange, in the order the chat-history API shows them.
namespace tongdai {

/// Sources of lines that came as a finished exchange; together with the message id they are unique.
inline const QByteArray kSyncedQuestion = "history";
inline const QByteArray kSyncedAnswer = "history.answer";

struct ListedEntry {
    MessageId messageId;
    Ticks at = 0;
    std::optional<qint64> questionRev;
    std::optional<qint64> answerRev;
    QJsonObject metadata;
    QByteArray bodyHash;  ///< of a synced entry
};
void insertListed(UnitOfWork& work, const QUuid& conversation, std::vector<ListedEntry> entries);

/// Lines that came through other doors become entries, answers find their questions. The conversation's row must be
/// locked. Does nothing when all is listed.
void listThread(UnitOfWork& work, const rows::ConversationRow& row);

}  // namespace tongdai
