#pragma once

#include "engine/server/http/http_message.h"

namespace tongdai::engineio {

/// The protocol's error codes (contracts/socketio §1.7).
enum class ErrorCode {
    UnknownTransport = 0,
    UnknownSession = 1,
    BadHandshakeMethod = 2,
    BadRequest = 3,
    Forbidden = 4,
    UnsupportedVersion = 5
};

struct Refusal {
    ErrorCode code;
    QString message;
};

Refusal refusal(ErrorCode code);
http::Response errorResponse(const Refusal& refusal);
http::Response errorResponse(ErrorCode code);
/// An answered poll; the body is packets.
http::Response pollResponse(const QByteArray& body);
/// An accepted push.
http::Response pushResponse();

}  // namespace tongdai::engineio
