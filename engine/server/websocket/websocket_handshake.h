#pragma once

#include "engine/server/http/http_message.h"
#include "engine/server/websocket/websocket_link.h"

#include <memory>

namespace tongdai::engineio {

/// Makes a WebSocket of an upgrade request that the HTTP server hands over with its socket, whose head has been read
/// (RFC 6455 §4.2). Null: the request is no handshake, and was answered with 400 or 426; the socket is taken either
/// way. Engine loop.
std::unique_ptr<WebSocketLink> acceptWebSocket(QTcpSocket* socket, const http::Request& request, qsizetype maxMessage,
                                               std::shared_ptr<http::ByteBudget> budget = {});

/// Answers in place of a handshake and takes the socket. What the client still sends is dropped, so that it reads the
/// answer instead of a reset; a peer that does not leave is cut. Engine loop.
void refuseUpgrade(QTcpSocket* socket, const http::Response& response, const QByteArray& requestId = {});

}  // namespace tongdai::engineio
