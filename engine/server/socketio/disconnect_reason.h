#pragma once

#include "engine/server/socketio/engineio_options.h"

namespace tongdai::socketio {

/// Why a socket ended (contracts/socketio §2.4).
enum class DisconnectReason {
    TransportClose,
    TransportError,
    PingTimeout,
    ParseError,
    ForcedClose,
    ForcedServerClose,
    ServerNamespaceDisconnect,
    ClientNamespaceDisconnect,
    ServerShuttingDown
};

/// The reference server's words for it.
QString text(DisconnectReason reason);
DisconnectReason reasonOf(engineio::CloseReason reason);
/// A cut, not a goodbye: what connection state recovery keeps a socket for (contracts/socketio §2.5).
bool isRecoverable(DisconnectReason reason);

}  // namespace tongdai::socketio
