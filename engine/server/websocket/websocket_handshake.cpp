#include "engine/server/websocket/websocket_handshake.h"

#include "engine/server/http/response_writer.h"
#include "engine/server/websocket/parting_socket.h"

#include <QCryptographicHash>
#include <QTcpSocket>

#include <algorithm>
#include <optional>

namespace tongdai::engineio {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kKeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";  // RFC 6455 §1.3
constexpr qsizetype kKeySize = 16;

/// The one value of a field, or nothing when it is absent or repeated.
std::optional<QByteArray> onlyValue(const http::Request& request, QByteArrayView name)
{
    std::optional<QByteArray> found;
    for (const http::Header& header : request.headers) {
        if (header.first.compare(name, Qt::CaseInsensitive) != 0) continue;
        if (found) return std::nullopt;
        found = header.second;
    }
    return found;
}

bool isKey(const QByteArray& value)
{
    const auto key = QByteArray::fromBase64Encoding(value, QByteArray::AbortOnBase64DecodingErrors);
    return key && key.decoded.size() == kKeySize && value.size() == 24;
}

std::optional<http::Response> faultIn(const http::Request& request)
{
    const std::optional<QByteArray> key = onlyValue(request, "Sec-WebSocket-Key");
    if (!key || !isKey(*key)) return http::Response::error(400, u"Sec-WebSocket-Key is missing or not legal"_s);
    if (onlyValue(request, "Sec-WebSocket-Version") == "13"_ba) return std::nullopt;
    http::Response refusal = http::Response::error(426, u"Only version 13 of WebSocket is spoken here"_s);
    refusal.setHeader("Sec-WebSocket-Version"_ba, "13"_ba);
    refusal.setHeader("Upgrade"_ba, "websocket"_ba);
    return refusal;
}

}  // namespace

std::unique_ptr<WebSocketLink> acceptWebSocket(QTcpSocket* socket, const http::Request& request, qsizetype maxMessage,
                                               std::shared_ptr<http::ByteBudget> budget)
{
    if (const auto fault = faultIn(request)) {
        refuseUpgrade(socket, *fault, request.requestId);
        return nullptr;
    }
    const QByteArray key = request.header("Sec-WebSocket-Key");
    const QByteArray proof =
        QCryptographicHash::hash(key + kKeySuffix.toByteArray(), QCryptographicHash::Sha1).toBase64();
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    auto link = std::make_unique<WebSocketLink>(socket, maxMessage, std::move(budget));
    link->send(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: " +
        proof + "\r\n\r\n");
    return link;
}

void refuseUpgrade(QTcpSocket* socket, const http::Response& response, const QByteArray& requestId)
{
    QByteArray out;
    http::appendResponse(out, response,
                         {.requestId = requestId, .withoutBody = false, .closes = true, .namesKeepAlive = false});
    socket->write(out);
    part(socket);
}

}  // namespace tongdai::engineio
