#pragma once

#include "engine/domain/conversation/chat.h"
#include "engine/domain/store_error.h"

#include <QCoro/QCoroTask>

namespace tongdai {

struct JoinedThread {
    Participant participant;
    bool isNew = false;  ///< was no participant, or had left
};

struct NotInThread {};
struct NoSuchMessage {};
struct ReadMark {
    Participant participant;         ///< with its mark where it is now
    std::optional<ChatLine> newest;  ///< the newest line this call marked; absent: nothing changed
    int marked = 0;                  ///< receipts that became read
};
using ReadOutcome = std::variant<ReadMark, NotInThread, NoSuchMessage>;

/// A line that has reached a device of this participant.
struct Delivered {
    QUuid participant;
    qint64 rev = 0;
};
/// How far one of a participant's devices has come.
struct DeviceCursor {
    QUuid participant;
    QByteArray device;
    qint64 rev = 0;
};

struct UndeliveredQuery {
    SenderId user;
    QByteArray device;  ///< not empty: also what that device has not seen
    QUuid afterParticipant;
    qint64 afterRev = 0;  ///< continues behind this line
    int limit = 50;
};
struct UndeliveredLine {
    Participant recipient;  ///< without the user's profile
    ChatLine line;
};

/// What a chat client asks of a thread's lines (contracts/realtime-chat §8). Notes, system lines and answers that were
/// not given are left out.
struct ChatLinesQuery {
    ConversationId thread;
    MessageId cursor;  ///< exclusive; empty: from the newest (before) or the first (after)
    bool isAfter = false;
    int limit = 20;
    bool withReceipts = false;
    bool isAt = false;  ///< only the line at the cursor
};
struct ChatLinesPage {
    std::vector<ChatLine> lines;  ///< oldest first
    bool hasMore = false;
    bool isCursorKnown = true;
};

struct ThreadListQuery {
    SenderId user;
    int offset = 0;
    int limit = 20;
    QString type;
    QString jobPostId;
    QString contractId;
    QString search;
    std::optional<ChatRole> role;  ///< of some participant
    bool isCustomer = false;       ///< without those the user was let into as staff
    ConversationId only;           ///< not empty: this thread
    bool withLastMessage = true;
};
struct ThreadListItem {
    ChatThread thread;
    qint64 messages = 0;
    int unread = 0;
    std::optional<ChatLine> last;
};
struct ThreadListPage {
    std::vector<ThreadListItem> items;
    qint64 total = 0;
};

namespace ports {

/// Who takes part in which conversation, and receipts: the truth of chat (guarantees 2.8). Messages themselves go the
/// way of ConversationStore, which writes their receipts in the same transaction for everybody who takes part. Called
/// on the engine loop; writes end after their own commit. @throws StoreError
class ChatStore {
public:
    virtual ~ChatStore() = default;

    /// Makes the conversation and its participants, also their user rows. Repeating adds who is missing. True: is new.
    virtual QCoro::Task<bool> openThread(ThreadDraft draft) = 0;
    /// Makes `user` a participant, and the conversation where it is not there yet.
    virtual QCoro::Task<JoinedThread> joinThread(ConversationId thread, ChatUser user) = 0;
    /// Sets left_at; what was not delivered stays so. False: was not in it.
    virtual QCoro::Task<bool> leaveThread(ConversationId thread, SenderId user) = 0;
    /// Marks everything up to `upto` as read (empty: the newest line) and so as delivered. Never moves backwards. A
    /// line from before they joined gets their receipt by it.
    virtual QCoro::Task<ReadOutcome> markRead(ConversationId thread, SenderId user, MessageId upto) = 0;
    /// Also how far devices have come, which only grows, in the same transaction. Returns how many lines were not
    /// marked before.
    virtual QCoro::Task<int> markDelivered(std::vector<Delivered> lines, std::vector<DeviceCursor> cursors) = 0;

    virtual QCoro::Task<std::optional<ChatUser>> chatUser(SenderId id) = 0;
    virtual QCoro::Task<std::optional<ChatThread>> chatThread(ConversationId id) = 0;
    /// Those the user has not left.
    virtual QCoro::Task<std::vector<ChatThread>> threadsOf(SenderId user) = 0;
    /// In the order of each thread.
    virtual QCoro::Task<std::vector<UndeliveredLine>> undelivered(UndeliveredQuery query) = 0;
    /// Lines by their place in the thread, receipts with them.
    virtual QCoro::Task<std::vector<ChatLine>> chatLines(ConversationId thread, qint64 afterRev, int limit) = 0;
    virtual QCoro::Task<ChatLinesPage> chatHistory(ChatLinesQuery query) = 0;
    virtual QCoro::Task<ThreadListPage> threadList(ThreadListQuery query) = 0;
};

}  // namespace ports
}  // namespace tongdai
