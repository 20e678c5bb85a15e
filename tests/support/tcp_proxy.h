#pragma once

#include "tests/support/proxy_wire.h"

#include <QThread>

namespace tongdai::testing {

/// A misbehaving wire between a program under test and a server. Listens on a loopback port and on a Unix socket;
/// the far end is either. The bytes travel on a thread of its own: what the test waits for holds no packet up.
/// Settings change at any moment and hold for what arrives afterwards, on connections old and new.
class TcpProxy {
public:
    using Direction = ProxyWire::Direction;

    /// Where connections are forwarded to.
    static std::unique_ptr<TcpProxy> toUnixSocket(const QString& path);
    static std::unique_ptr<TcpProxy> toPort(quint16 port);
    ~TcpProxy();
    Q_DISABLE_COPY_MOVE(TcpProxy)
    /// From now on new connections go there; what is connected stays until resetAll().
    void setTargetPort(quint16 port);

    bool isListening() const { return m_isListening; }
    quint16 port() const { return m_port; }
    QString socketPath() const { return m_socketPath; }

    void setLatency(Direction direction, std::chrono::milliseconds latency);
    /// Swallows everything in one direction; connections stay open, nobody is told.
    void setBlackHole(Direction direction, bool on);
    /// Hands bytes on in pieces of at most `bytes`, each in a loop turn of its own; 0: as they come.
    void setSlice(Direction direction, qsizetype bytes);
    /// Resets the connection after that many further bytes to the client, counted over all connections.
    void cutAfter(qint64 bytes);
    /// Resets every connection now.
    void resetAll();
    /// New connections are closed at once.
    void setRefusing(bool on);

    int acceptedCount() const;
    qint64 bytesTo(Direction direction) const;
    /// How many chunks arrived from one side: one per write of the sender, if it is not in a hurry.
    qint64 chunksTo(Direction direction) const;

private:
    explicit TcpProxy(const ProxyWire::Target& target);
    template <typename Act>
    auto onWire(const Act& act) const;

    QThread m_thread;
    std::unique_ptr<QObject> m_place;  ///< of the wire's thread
    std::unique_ptr<ProxyWire> m_wire;
    bool m_isListening = false;
    quint16 m_port = 0;
    QString m_socketPath;
};

}  // namespace tongdai::testing
