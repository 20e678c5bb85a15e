#pragma once

#include <QObject>
#include <QPointer>

#include <functional>

class QTcpSocket;
class QWebSocket;

namespace tongdai::engineio {

/// One accepted WebSocket. QWebSocket reads and checks; our own finished frames go past it, so that a frame for many is
/// not built for each, and all frames of a loop turn leave in one write, without the write notifications that going
/// through QTcpSocket's buffer costs.
/// Lives on the engine loop. No callback comes after close(), abort() or the destructor.
class WebSocketLink : public QObject {
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

    /// Takes both; `tcp` is the socket inside `webSocket`.
    WebSocketLink(QWebSocket* webSocket, QTcpSocket* tcp, qsizetype maxMessage);
    ~WebSocketLink() override;

    void setCallbacks(Callbacks callbacks);
    void send(const QByteArray& frame);
    void sendText(QByteArrayView text);
    /// Accepted here and not yet by the kernel.
    qsizetype unsentBytes() const;
    /// Sends what waits and a close frame; a peer that does not take them in 5 s is cut.
    void close();
    /// Cuts at once and drops what waits.
    void abort();

private:
    void lastOfTurn();
    void writeOut();
    qsizetype writeNow(const QByteArray& bytes) const;
    void reportClosed();

    QPointer<QWebSocket> m_webSocket;
    QPointer<QTcpSocket> m_tcp;
    Callbacks m_callbacks;
    QByteArray m_out;           ///< the frames of this turn
    bool m_isWriteDue = false;  ///< at the end of this turn
    bool m_isGone = false;      ///< its `disconnected` has come and will not come again
    bool m_isSilent = true;     ///< a flag: a callback must not be destroyed while it runs
};

}  // namespace tongdai::engineio
