#pragma once

#include "engine/domain/conversation/conversation.h"
#include "engine/domain/conversation/outbox.h"
#include "engine/domain/conversation/turn.h"
#include "engine/domain/ports/store/conversation_store.h"
#include "engine/history/store/sql_session.h"

/// Rows of the durable store as values, each beside the column list it is read with (see sql/<store>/0001).
namespace tongdai::rows {

/// A conversation's row: what everybody may see, and what only the commands need.
struct ConversationRow {
    QUuid uuid;
    Conversation shown;
    std::optional<double> pendingSince;
    QString fenceCause;     ///< why the fence was raised last: "claim", "takeover", "hand_back", "forced_release", …
    double leaseUntil = 0;  ///< the store's clock
    double storeNow = 0;    ///< the store's clock when the row was read
    bool live = true;
    double newestSentAt = 0;  ///< the newest time a sender's clock counted for (domain/sender_clock.h)
    double createdAt = 0;
    qint64 version = 0;  ///< how often it has been written, by this transaction too

    RowMark mark() const { return {uuid, version}; }
    bool isHeld() const;
    void release();
};
/// In the order readConversation() takes them, ending with {now}.
extern const QString kConversationColumns;
ConversationRow readConversation(SqlRow row);

/// Order of the work list: longest waiting first, then newest activity (domain/work_queue.h). Ascending.
double listKey(const Conversation& conversation);
/// Everything below this waits for a person.
inline constexpr double kWaitingKeys = -1e11;
/// What the list's filter searches: folded name, id and last text, kept apart so that none runs into the next.
QString searchText(const Conversation& conversation);

/// A line of a thread with what only the commands need.
struct MessageRow {
    QUuid uuid;
    QUuid conversation;
    QByteArray source;
    StoredMessage shown;
    QString senderType;
    QByteArray bodyHash;
    std::optional<QJsonObject> reply;
    std::optional<Fence> fence;
    bool sent = true;
};
/// `conversation` of the value is left empty: a column list of messages alone does not know the outer id.
extern const QString kMessageColumns;
MessageRow readMessage(SqlRow row);
extern const std::vector<SqlColumn> kMessageInsertColumns;
SqlParams insertValues(const MessageRow& row);

/// `o.`-prefixed columns of outbox joined with conversations as `c`.
extern const QString kOutboxColumns;
OutboxItem readOutbox(SqlRow row);

/// Time-ordered (version 7), so that a primary key grows at its end.
QUuid newUuid(TimePoint now);
/// The id of one turn's record, the same whenever it is derived again: repeating a finish finds the first one.
QUuid turnUuid(const QUuid& conversation, Fence fence, Seq upto);
MessageId lineId(const QUuid& uuid);

}  // namespace tongdai::rows
