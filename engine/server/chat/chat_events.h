#pragma once

#include "engine/server/access/door_limits.h"
#include "engine/server/chat/chat_admission.h"
#include "engine/server/chat/chat_presence.h"
#include "engine/server/chat/missed_lines.h"
#include "engine/server/chat/token_watch.h"
#include "engine/work/chat/chat_send.h"

#include <QTimer>

#include <deque>

namespace tongdai::chat {

/// What clients ask of /chat, event by event (contracts/realtime-chat §4 and §5). Every refusal is one of the texts of
/// the contract; what went wrong inside stands in the log alone. Engine loop; outlives the server's last handler.
class ChatEvents final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        LineDelivery& delivery;
        MissedLines& missed;
        ChatPresence& presence;
        ChatSend& send;
        ChatAdmission& admission;
        TokenWatch& tokens;
        std::shared_ptr<DoorLimits> doors;  ///< null: from one address any number comes in
    };
    /// Joins, read marks and typing of a user in any minute, on this engine.
    static constexpr int kActsPerMinute = 600;
    ChatEvents(ChatScope scope, Parts parts, QObject* parent = nullptr);

    /// A mark moved, by whomever: tells the room.
    void tellRead(const ConversationId& thread, const ReadMark& mark);
    /// A newer token says that the user is a customer: sockets that say otherwise end.
    void endOlderStaff(const SenderId& user, TimePoint issued);
    void tellTyping(const ConversationId& thread, const SenderId& user, bool isTyping, const QString& exceptRoom);

signals:
    void typed(tongdai::ConversationId thread, tongdai::SenderId user, QString name, bool isTyping);
    void membersChanged(tongdai::ConversationId thread);

private:
    using SocketPtr = socketio::SocketPtr;
    using Ack = socketio::Ack;
    bool mayCall(const SocketPtr& socket);
    bool mayAct(const SocketPtr& socket);
    QCoro::Task<void> connected(SocketPtr socket);
    void keepWhatIsTheirs(const SocketPtr& socket, std::vector<ChatThread>& threads);
    QCoro::Task<void> disconnected(SocketPtr socket);
    void tryAgain(const SocketPtr& socket);
    QCoro::Task<void> connectAgain();
    QCoro::Task<void> join(SocketPtr socket, QJsonObject payload, Ack ack);
    QCoro::Task<QString> enter(SocketPtr socket, ConversationId thread, Ack ack);
    QCoro::Task<void> leave(SocketPtr socket, QJsonObject payload, Ack ack);
    QCoro::Task<void> authenticate(SocketPtr socket, QJsonObject payload, Ack ack);
    QCoro::Task<void> typing(SocketPtr socket, QJsonObject payload);
    QCoro::Task<void> sendMessage(SocketPtr socket, QJsonObject payload, Ack ack);
    QCoro::Task<void> acceptWhenGiven(ExpectedLinePtr line, Ack ack);
    QCoro::Task<void> sendAgain(SocketPtr socket, ConversationId thread, MessageId id);
    QCoro::Task<void> read(SocketPtr socket, QJsonObject payload, Ack ack);
    QCoro::Task<QString> markRead(SocketPtr socket, ConversationId thread, MessageId upto);

    ChatScope m_scope;
    Parts m_parts;
    std::shared_ptr<RateLedger> m_rates;
    std::deque<SocketPtr> m_incomplete;  ///< connected while the store was away: they follow or know too little
    QTimer m_again;
};

}  // namespace tongdai::chat
