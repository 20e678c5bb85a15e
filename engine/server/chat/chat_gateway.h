#pragma once

#include "engine/server/access/shop_people.h"
#include "engine/server/chat/chat_admission.h"
#include "engine/server/chat/chat_events.h"
#include "engine/server/socketio/socketio_server.h"
#include "engine/work/message/pipeline_events.h"

#include <QTimer>

namespace tongdai::chat {

struct GatewayOptions {
    socketio::Options server;
    QByteArray jwtSecret;
    // Where nothing is bounded, a null one stands.
    std::shared_ptr<DoorLimits> doors = {};
    std::shared_ptr<WrongTokens> wrong = {};
    std::shared_ptr<ShopPeople> people = {};
};

/// The chat over Socket.IO, put together: a server with the namespace /chat, and what feeds it: the pipeline's changes,
/// the notes of other engines, the desk. Engine loop. Call shutDown() before the history closes.
class ChatGateway final : public QObject, public PipelineEvents {
    Q_OBJECT
public:
    struct Ports {
        ports::ChatStore& store;
        ports::ChatLive& live;
        ports::EngineBus& bus;
        const ports::Clock& clock;
        HandleMessage& handleMessage;
        OperatorActs& operatorActs;
    };
    ChatGateway(Ports ports, GatewayOptions options);
    ~ChatGateway() override;

    socketio::Server& server() { return m_server; }
    const JwtTokens& tokens() const { return m_tokens; }
    WrongTokens* wrongTokens() { return m_wrong.get(); }  ///< may be null
    NewestClaims& newestClaims() { return m_newestClaims; }
    ChatMembership& membership() { return m_membership; }
    ChatPresence& presence() { return m_presence; }
    ChatEvents& events() { return m_events; }
    qint64 fellOffOfflineLists() const { return m_missed.fellOff(); }
    qint64 droppedMarks() const { return m_delivery.droppedMarks(); }
    void shutDown() { m_server.shutDown(); }

    /// A thread was made, and everybody in it hears of it. True: it is new. @throws StoreError
    QCoro::Task<bool> openThread(ThreadDraft draft);
    /// Somebody takes part no more; their sockets hear nothing of it from now on. False: they did not.
    QCoro::Task<bool> letOut(ConversationId thread, SenderId user);
    /// Read marks set by a REST call or the desk. @throws StoreError
    QCoro::Task<ReadOutcome> markRead(ConversationId thread, SenderId user, MessageId upto);
    /// The operator at the desk has these.
    void noteTaken(const SenderId& user, const std::vector<SentLine>& lines) { m_delivery.taken(user, lines); }
    /// Lines of another engine that were found in the store.
    void noticeLines(const ConversationId& thread) { m_delivery.readOn(thread); }
    /// Notes may have been missed: everything is looked at again.
    void catchUp();
    /// Somebody takes part who did not, or not any more.
    void noteMembers(const ConversationId& thread, bool tellOthers);

    // PipelineEvents
    void changed(const Change& change) override;

signals:
    void typed(tongdai::ConversationId thread, tongdai::SenderId user, QString name, bool isTyping);
    void receiptsChanged(tongdai::ConversationId thread);
    void membersChanged(tongdai::ConversationId thread);
    void presenceChanged(tongdai::SenderId user, bool isOnline);

private:
    void noteMoved(const ConversationId& thread, bool tellOthers);
    void receiveNote(Note note, const ConversationId& thread, const QJsonObject& more);
    QCoro::Task<void> putAside(StoredMessage line);
    QCoro::Task<void> readMembers(ConversationId thread);

    Ports m_ports;
    JwtTokens m_tokens;
    std::shared_ptr<WrongTokens> m_wrong;
    ClusterBus m_bus;
    ChatMembership m_membership;
    socketio::Server m_server;
    ChatScope m_scope;
    NewestClaims m_newestClaims;
    ChatAdmission m_admission;
    LineDelivery m_delivery;
    MissedLines m_missed;
    ChatPresence m_presence;
    ChatSend m_send;
    TokenWatch m_tokenWatch;
    ChatEvents m_events;
};

}  // namespace tongdai::chat
