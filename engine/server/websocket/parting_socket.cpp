#include "engine/server/websocket/parting_socket.h"

#include <QAbstractEventDispatcher>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTimer>

#include <sys/socket.h>

namespace tongdai::engineio {

using namespace std::chrono_literals;

namespace {

constexpr auto kLeave = 2s;
constexpr auto kAnswer = 5s;

/// TLS has no half that could be closed.
void closeSendingSide(QTcpSocket* socket)
{
    if (qobject_cast<QSslSocket*>(socket)) return socket->disconnectFromHost();
    if (socket->bytesToWrite() == 0) ::shutdown(int(socket->socketDescriptor()), SHUT_WR);
}

/// False: it is gone already.
bool keepUntil(QTcpSocket* socket, std::chrono::milliseconds deadline)
{
    // Nobody else has it any more: whoever ends this thread's loop ends it.
    socket->setParent(QAbstractEventDispatcher::instance());
    if (socket->state() == QAbstractSocket::UnconnectedState) {
        socket->deleteLater();
        return false;
    }
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    QTimer::singleShot(deadline, socket, [socket] {
        socket->abort();
        socket->deleteLater();
    });
    return true;
}

/// A close frame, or something that is none of the protocol; messages are dropped.
bool holdsTheEnd(WebSocketReader& reader, QByteArrayView input)
{
    while (const auto event = reader.next(input)) {
        if (std::holds_alternative<WebSocketReader::Close>(*event) ||
            std::holds_alternative<WebSocketReader::Violation>(*event)) {
            return true;
        }
    }
    return false;
}

}  // namespace

void part(QTcpSocket* socket)
{
    if (!keepUntil(socket, kLeave)) return;
    const auto drop = [socket] { socket->skip(socket->bytesAvailable()); };
    QObject::connect(socket, &QTcpSocket::readyRead, socket, drop);
    drop();
    socket->flush();
    if (socket->state() != QAbstractSocket::ConnectedState) return;
    if (socket->bytesToWrite() > 0) {
        QObject::connect(socket, &QTcpSocket::bytesWritten, socket, [socket] { closeSendingSide(socket); });
    }
    closeSendingSide(socket);
}

void partWhenAnswered(QTcpSocket* socket, WebSocketReader reader, QByteArrayView rest)
{
    if (!keepUntil(socket, kAnswer)) return;
    if (holdsTheEnd(reader, rest)) return socket->disconnectFromHost();
    QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, reader = std::move(reader)]() mutable {
        const QByteArray input = socket->readAll();
        if (holdsTheEnd(reader, input)) socket->disconnectFromHost();
    });
}

}  // namespace tongdai::engineio
