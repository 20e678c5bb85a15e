#include "engine/server/socketio/disconnect_reason.h"

namespace tongdai::socketio {

using namespace Qt::StringLiterals;

QString text(DisconnectReason reason)
{
    switch (reason) {
        case DisconnectReason::TransportClose: return u"transport close"_s;
        case DisconnectReason::TransportError: return u"transport error"_s;
        case DisconnectReason::PingTimeout: return u"ping timeout"_s;
        case DisconnectReason::ParseError: return u"parse error"_s;
        case DisconnectReason::ForcedClose: return u"forced close"_s;
        case DisconnectReason::ForcedServerClose: return u"forced server close"_s;
        case DisconnectReason::ServerNamespaceDisconnect: return u"server namespace disconnect"_s;
        case DisconnectReason::ClientNamespaceDisconnect: return u"client namespace disconnect"_s;
        case DisconnectReason::ServerShuttingDown: return u"server shutting down"_s;
    }
    Q_UNREACHABLE();
}

DisconnectReason reasonOf(engineio::CloseReason reason)
{
    switch (reason) {
        case engineio::CloseReason::TransportClose: return DisconnectReason::TransportClose;
        case engineio::CloseReason::TransportError: return DisconnectReason::TransportError;
        case engineio::CloseReason::PingTimeout: return DisconnectReason::PingTimeout;
        case engineio::CloseReason::ParseError: return DisconnectReason::ParseError;
        case engineio::CloseReason::ForcedClose: return DisconnectReason::ForcedClose;
    }
    Q_UNREACHABLE();
}

bool isRecoverable(DisconnectReason reason)
{
    return reason != DisconnectReason::ParseError && reason != DisconnectReason::ServerNamespaceDisconnect &&
           reason != DisconnectReason::ClientNamespaceDisconnect;
}

}  // namespace tongdai::socketio
