#pragma once

#include "engine/server/http/byte_budget.h"
#include "engine/server/websocket/websocket_reader.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QTcpSocket;

namespace tongdai::engineio {

/// One accepted WebSocket (RFC 6455). Our own finished frames go past the socket's buffer while it is empty, so that a
/// frame for many is not built for each, and all frames of a loop turn leave in one write, without the write
/// notifications that going through QTcpSocket's buffer costs. Pings are answered, the close of either side too.
/// Lives on the engine loop. No callback comes after close(), abort() or the destructor; it is not deleted inside one.
class WebSocketLink : public QObject, private http::ByteHolder {
    Q_OBJECT
public:
    struct Callbacks {
        std::function<void(const QByteArray&)> text;
        std::function<void(const QByteArray&)> binary;
        /// The other side is gone; `broken`: it broke the WebSocket protocol or a limit.
        std::function<void(bool broken)> closed;
        /// Bytes came in: time to look at what has not gone out.
        std::function<void()> activity;
    };

    /// Takes the socket, on which the handshake is done. `maxMessage`: bytes of one incoming message. `budget` may be
    /// null.
    WebSocketLink(QTcpSocket* tcp, qsizetype maxMessage, std::shared_ptr<http::ByteBudget> budget);
    ~WebSocketLink() override;

    void setCallbacks(Callbacks callbacks);
    /// For messages whose length has not come yet.
    void setMaxMessage(qsizetype bytes) { m_reader.setMaxMessage(bytes); }
    void send(const QByteArray& frame);
    void sendText(QByteArrayView text);
    void ping();
    /// Accepted here and not yet by the kernel.
    qsizetype unsentBytes() const override;
    /// Sends what waits and a close frame; a peer that does not answer it in 5 s is cut.
    void close();
    /// Cuts at once and drops what waits.
    void abort();

private:
    void readInput();
    void takeEvents();
    void take(WebSocketReader::Event event);
    void lastOfTurn();
    void writeOut();
    qsizetype writeNow(const QByteArray& bytes) const;
    void sendLast(const QByteArray& payload);
    QTcpSocket* release();
    void reportClosed(bool broken);

    qsizetype unfinishedBytes() const override;
    void giveUpUnfinished() override;
    void giveUpUnsent() override;

    QPointer<QTcpSocket> m_tcp;
    WebSocketReader m_reader;
    QByteArrayView m_rest;  ///< read from the socket and not yet taken, while a callback runs
    Callbacks m_callbacks;
    QByteArray m_out;           ///< the frames of this turn
    bool m_isWriteDue = false;  ///< at the end of this turn
    bool m_isReading = false;   ///< a callback that comes back here would read its own rest
    bool m_isSilent = true;     ///< a flag: a callback must not be destroyed while it runs
    http::ByteBudget::Place m_place;
};

}  // namespace tongdai::engineio
