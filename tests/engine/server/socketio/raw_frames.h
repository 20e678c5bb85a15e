#pragma once

#include <QByteArray>
#include <QTcpSocket>

namespace tongdai::testing {

/// A WebSocket client below the protocol: sends frames no honest library would, and reads only when told.
class RawFrames {
public:
    /// Connects and upgrades on `path` (with query).
    RawFrames(quint16 port, const QByteArray& path);
    bool isUpgraded() const { return m_isUpgraded; }

    void sendFrame(quint8 opcode, const QByteArray& payload, bool isFinal = true);
    void sendBytes(const QByteArray& bytes) { m_socket.write(bytes); }
    /// From now on nothing is read: the server's writes pile up.
    void stopReading() { m_socket.setReadBufferSize(1); }
    /// Writes out what waits; false when the connection ended.
    bool drain();
    bool waitClosed();
    QTcpSocket& socket() { return m_socket; }

private:
    QTcpSocket m_socket;
    bool m_isUpgraded = false;
};

}  // namespace tongdai::testing
