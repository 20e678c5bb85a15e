#pragma once

#include "engine/server/websocket/websocket_reader.h"

class QTcpSocket;

namespace tongdai::engineio {

/// Ends a connection whose last words have been written, and takes the socket. The sending side closes behind them;
/// what still comes is dropped, as a socket that is closed over unread input resets its peer, which then never reads
/// the last words. A peer that does not leave in 2 s is cut. Engine loop.
void part(QTcpSocket* socket);

/// The same once the peer has answered our close frame; it has 5 s for that (RFC 6455 §7.1.1). `reader` is where it
/// came to, `rest` what was read from the socket and not taken.
void partWhenAnswered(QTcpSocket* socket, WebSocketReader reader, QByteArrayView rest);

}  // namespace tongdai::engineio
