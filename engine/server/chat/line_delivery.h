#pragma once

#include "engine/server/chat/chat_socket.h"
#include "engine/server/chat/cluster_bus.h"
#include "engine/server/chat/delivery_marks.h"
#include "engine/server/chat/expected_lines.h"

#include <QObject>
#include <QTimer>

namespace tongdai::chat {

/// What the parts of the chat work with.
struct ChatScope {
    socketio::Namespace& nsp;
    ports::ChatStore& store;
    ports::ChatLive& live;
    const ports::Clock& clock;
    ChatMembership& membership;
    ClusterBus& bus;
};

/// Brings lines to the sockets of this engine, in one order per thread: whoever commits a line says only that there is
/// something new, and every engine reads on from where it is. A line counts as delivered once the client has taken it
/// for sure (an acknowledgement, or an answered ping behind it); what a cut swallowed stays undelivered and comes with
/// the next connection (guarantees 2.8). Engine loop.
class LineDelivery final : public QObject {
    Q_OBJECT
public:
    explicit LineDelivery(ChatScope scope, QObject* parent = nullptr);

    /// A connection begins, perhaps one that was recovered: what it follows is counted anew.
    void begin(const socketio::SocketPtr& socket);
    /// The socket is to get the lines of this thread that come after `lastRev`, where nobody here followed it before.
    void follow(const socketio::SocketPtr& socket, const ConversationId& thread, qint64 lastRev);
    void unfollow(const socketio::SocketPtr& socket, const ConversationId& thread);
    void unfollowAll(const socketio::SocketPtr& socket);
    /// Another conversation has this id now: nobody follows it, and its lines begin anew.
    void startOver(const ConversationId& thread);
    /// There may be new lines.
    void readOn(const ConversationId& thread);
    /// Everything that is followed: notes of others may have been missed.
    void readOnEverywhere();
    /// The newest line of a followed thread that was given to the sockets.
    qint64 reached(const ConversationId& thread) const;

    /// Whoever sends a line says so before, to learn when the sockets here were given it.
    ExpectedLinePtr expect(const ConversationId& thread, const MessageId& line)
    {
        return m_expected.expect(thread, line);
    }
    /// It is stored, and changed() was told of it. Ends when it was given to the sockets, or when that may not happen
    /// here: nobody follows the thread, or the store does not answer. Without a read of its own.
    QCoro::Task<void> untilGiven(ExpectedLinePtr expected);

    /// `line` was sent to the socket: marked as delivered as soon as that is proven.
    void sent(const socketio::SocketPtr& socket, SentLine line);
    void confirmSoon(const socketio::SocketPtr& socket);
    /// Proven by an acknowledgement.
    void delivered(const ChatSocketPtr& socket, const std::vector<SentLine>& lines);
    /// Waits until what is proven by now is in the store as well. False: it could not be stored yet.
    QCoro::Task<bool> markedDelivered() { return m_marks.untilStored(); }
    /// Nothing more will be stored: ends what waits for it.
    void giveUpWaiting();
    /// Marks that were given up: their lines come with the next connection.
    qint64 droppedMarks() const { return m_marks.dropped(); }

    /// Taken by somebody without a socket: the operator at this engine's desk.
    void taken(const SenderId& user, const std::vector<SentLine>& lines);

    /// The sockets of a user on this engine.
    std::vector<socketio::SocketPtr> socketsOf(const SenderId& user) const;
    /// Those of them that take part as this.
    std::vector<socketio::SocketPtr> socketsOf(const Participant& participant) const;

signals:
    void receiptsChanged(tongdai::ConversationId thread);

private:
    struct Followed {
        int sockets = 0;
        qint64 last = 0;
        bool isReading = false;
        bool mustReadAgain = false;
        std::chrono::nanoseconds idleSince{};
    };
    QCoro::Task<void> read(ConversationId thread);
    QCoro::Task<std::vector<ChatLine>> nextLines(ConversationId thread);
    void give(const ChatLine& line, const ChatThread& thread);
    void giveEach(const ChatLine& line, const ChatThread& thread, const QJsonObject& payload);
    void confirm();
    void noteDelivered(const std::vector<SentLine>& lines, const ChatSocketPtr& socket);
    void mark(const std::vector<SentLine>& lines, const SenderId& user, const QByteArray& device);
    void noteStored(const std::vector<DeliveryMarks::Mark>& marks);
    void tellDelivered(const ConversationId& thread, const MessageId& message, const std::vector<SenderId>& users);
    void forgetIdle();

    ChatScope m_scope;
    QHash<ConversationId, Followed> m_followed;
    std::vector<std::weak_ptr<socketio::Socket>> m_toConfirm;
    ExpectedLines m_expected;
    DeliveryMarks m_marks;
    QTimer m_confirmTimer;
    QTimer m_idleTimer;
};

/// Chat clients are shown it: what people write, and answers that were given.
bool isShown(const StoredMessage& message);
QJsonObject messagePayload(const ChatLine& line, const ChatThread& thread);

}  // namespace tongdai::chat
