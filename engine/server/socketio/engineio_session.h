#pragma once

#include "engine/domain/work/one_shot.h"
#include "engine/server/socketio/deadline_queue.h"
#include "engine/server/socketio/engineio_options.h"
#include "engine/server/socketio/engineio_packet.h"
#include "engine/server/socketio/outgoing_message.h"
#include "engine/server/websocket/websocket_link.h"

#include <QDateTime>
#include <QObject>

#include <memory>
#include <vector>

namespace tongdai::http {
class Exchange;
}

namespace tongdai::engineio {

/// A polling GET waiting for its answer.
using HeldPoll = OneShot<http::Response>;

/// The other end of a session inside this program.
class SessionListener {
public:
    virtual ~SessionListener() = default;
    virtual void onText(const QByteArray& utf8) = 0;
    virtual void onBinary(const QByteArray& bytes) = 0;
    /// Once; nothing comes after it.
    virtual void onClosed(CloseReason reason) = 0;
    /// Kept of messages whose rest is still to come.
    virtual qsizetype unfinishedBytes() const { return 0; }
};

/// What a session needs of its server.
struct SessionHost {
    const Options& options;
    DeadlineQueue& deadlines;
    Statistics& statistics;
    std::function<void(class Session*)> flushThisTurn;  ///< answer its poll at the end of this loop turn
    std::function<void(class Session*)> forget;         ///< it is over
};

/// One Engine.IO v4 session over either transport (contracts/socketio §1). Lives on the engine loop; its server
/// deletes it after the turn in which it closed.
class Session : public QObject {
    Q_OBJECT
public:
    Session(QByteArray id, http::Request handshake, SessionHost& host);
    ~Session() override;

    const QByteArray& id() const { return m_id; }
    const http::Request& handshake() const { return m_handshake; }  ///< the request that opened it, without body
    QDateTime openedAt() const { return m_openedAt; }
    Transport transport() const { return m_link ? Transport::WebSocket : Transport::Polling; }
    bool isOpen() const { return m_state == State::Open; }
    qsizetype unsentBytes() const;
    /// Bytes of one push body or WebSocket message from here on; Options::maxPayload at first.
    void setMaxMessage(qsizetype bytes);
    qsizetype maxMessage() const { return m_maxMessage; }

    void send(const MessagePtr& message);
    void sendText(const QByteArray& utf8) { send(OutgoingMessage::text(utf8)); }
    void sendBinary(const QByteArray& bytes) { send(OutgoingMessage::binary(bytes)); }
    /// `taken` is called when the client has surely taken everything sent before this call: when it answers a ping that
    /// went out behind it. Never, when the session ends first. At most one extra ping is on its way at a time.
    void confirm(std::function<void()> taken);
    /// Orderly: what waits still goes out. The listener is told at once.
    void close(CloseReason reason = CloseReason::ForcedClose);

    // For the server.
    void setListener(std::unique_ptr<SessionListener> listener) { m_listener = std::move(listener); }
    QByteArray openPacket(bool isWebSocket) const;
    void startOnWebSocket(std::unique_ptr<WebSocketLink> link);
    std::shared_ptr<HeldPoll> poll(const std::shared_ptr<http::Exchange>& exchange);
    /// A push begins to arrive, and is on its way while what is returned lives. Null: another one is, which ends the
    /// session.
    std::shared_ptr<void> beginPush();
    http::Response push(const http::Request& request);
    void probe(std::unique_ptr<WebSocketLink> link);
    /// Answers the held poll with what waits.
    void flush();

private:
    enum class State { Open, LastPoll, Closed };
    /// What a session keeps beside its link, which counts for itself.
    class Kept final : public http::ByteHolder {
    public:
        explicit Kept(Session& session) : m_session(session) {}
        qsizetype unfinishedBytes() const override
        {
            return m_session.isOpen() && m_session.m_listener ? m_session.m_listener->unfinishedBytes() : 0;
        }
        qsizetype unsentBytes() const override { return m_session.m_waitingBytes; }
        void giveUpUnfinished() override { m_session.finish(CloseReason::TransportError, Farewell::Close); }
        void giveUpUnsent() override { m_session.cutSlow(); }

    private:
        Session& m_session;
    };
    /// What a poll pending at the end is told.
    enum class Farewell { Close, Noop, Nothing };

    struct Waiting {
        MessagePtr message;  ///< or, when null,
        QByteArray control;  ///< a packet of ours
        const QByteArray& forPolling() const { return message ? message->forPolling() : control; }
    };

    void receive(const Packet& packet);
    void receiveText(WebSocketLink* from, const QByteArray& text);
    void receiveBinary(WebSocketLink* from, const QByteArray& bytes);
    void linkClosed(WebSocketLink* link, bool broken);
    void receiveProbe(const QByteArray& text);
    void completeUpgrade();
    void dropProbe();
    void releasePollWhileProbing();
    void listenTo(WebSocketLink& link);

    void sendControl(const QByteArray& packet);
    void queue(Waiting waiting);
    void ping(SteadyTime due);
    void takePong();
    void cutIfSlow();
    void cutSlow();
    void takeBinary(const QByteArray& bytes);
    void report(CloseReason reason);
    void finish(CloseReason reason, Farewell farewell);
    void answerPoll(const QByteArray& body);
    http::Response refusal(CloseReason reason);

    QByteArray m_id;
    http::Request m_handshake;
    QDateTime m_openedAt;
    SessionHost& m_host;
    std::unique_ptr<SessionListener> m_listener;
    State m_state = State::Open;
    qsizetype m_maxMessage;

    std::vector<Waiting> m_waiting;  ///< polling only
    qsizetype m_waitingBytes = 0;
    std::shared_ptr<HeldPoll> m_poll;
    std::weak_ptr<void> m_push;  ///< on its way
    std::unique_ptr<WebSocketLink> m_link;
    std::unique_ptr<WebSocketLink> m_probe;
    bool m_isProbing = false;  ///< `2probe` came
    bool m_isPongAwaited = false;
    bool m_isReported = false;
    std::vector<std::function<void()>> m_confirmedByPong;  ///< of the ping that is on its way
    std::vector<std::function<void()>> m_waitForPing;      ///< came after it was sent

    Deadline m_heartbeat;
    Deadline m_probeTick;
    Deadline m_probeEnd;  ///< also: the end of waiting for the last poll
    Kept m_kept{*this};
    http::ByteBudget::Place m_place;
};

}  // namespace tongdai::engineio
