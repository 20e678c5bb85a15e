#pragma once

#include "tests/engine/server/socketio/echo_server.h"
#include "tests/engine/server/socketio/raw_client.h"

#include <QObject>

/// The cases that the public Engine.IO v4 and Socket.IO v5 suites have in common (contracts/socketio §3), against the
/// echo server of either protocol. The waits are the suites' own: what is tested is the exactness of timers.
namespace tongdai::testing {

class TransportConformance : public QObject {
    Q_OBJECT
public:
    explicit TransportConformance(const QString& protocol);

protected:
    RawClient client() const;
    /// A WebSocket whose open packet has been read; null when it did not open.
    std::unique_ptr<RawWebSocket> openWebSocket() const;
    /// A session that went from polling to WebSocket; its id goes to `sid`.
    std::unique_ptr<RawWebSocket> openUpgraded(QString* sid) const;
    /// Something comes back over it.
    virtual bool echoes(RawWebSocket& webSocket) const = 0;

private slots:
    void initTestCase();
    void handshakeByPollingOpensASession();
    void handshakeByPollingNeedsVersion4();
    void handshakeByPollingNeedsATransport();
    void handshakeByPollingNeedsGet();
    void handshakeByWebSocketOpensASession();
    void handshakeByWebSocketNeedsVersion4();
    void handshakeByWebSocketNeedsATransport();
    void heartbeatOverPolling();
    void pingTimeoutOverPolling();
    void heartbeatOverWebSocket();
    void pingTimeoutOverWebSocket();
    void closeOverPolling();
    void closeOverWebSocket();
    void upgradeWithProbe();
    void upgradedSessionRefusesPolling();
    void upgradedSessionRefusesASecondWebSocket();
    void cleanupTestCase();

private:
    QString m_protocol;
    std::unique_ptr<EchoServer> m_server;
};

}  // namespace tongdai::testing
