#include "tests/engine/server/socketio/raw_frames.h"

#include <QTest>
#include <QtEndian>

namespace tongdai::testing {

namespace {

constexpr int kFramePatience_ms = 15'000;

}  // namespace

RawFrames::RawFrames(quint16 port, const QByteArray& path)
{
    m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    m_socket.write("GET " + path +
                   " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                   "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    const bool hasHead = QTest::qWaitFor(
        [this] {
            return m_socket.peek(4096).contains("\r\n\r\n") || m_socket.state() == QAbstractSocket::UnconnectedState;
        },
        kFramePatience_ms);
    m_isUpgraded = hasHead && m_socket.peek(12).startsWith("HTTP/1.1 101");
}

void RawFrames::sendFrame(quint8 opcode, const QByteArray& payload, bool isFinal)
{
    QByteArray header(1, char((isFinal ? 0x80 : 0) | opcode));
    if (payload.size() < 126) {
        header += char(0x80 | payload.size());
    } else if (payload.size() <= 0xffff) {
        header += char(0x80 | 126) + QByteArray(2, '\0');
        qToBigEndian(quint16(payload.size()), header.data() + 2);
    } else {
        header += char(0x80 | 127) + QByteArray(8, '\0');
        qToBigEndian(quint64(payload.size()), header.data() + 2);
    }
    m_socket.write(header + QByteArray(4, '\0') + payload);  // a mask of zeros changes nothing
}

bool RawFrames::drain()
{
    return QTest::qWaitFor(
               [this] { return m_socket.bytesToWrite() == 0 || m_socket.state() != QAbstractSocket::ConnectedState; },
               kFramePatience_ms) &&
           m_socket.state() == QAbstractSocket::ConnectedState;
}

bool RawFrames::waitClosed()
{
    return QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::UnconnectedState; }, kFramePatience_ms);
}

}  // namespace tongdai::testing
