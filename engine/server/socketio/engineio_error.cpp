#include "engine/server/socketio/engineio_error.h"

#include "engine/server/socketio/engineio_options.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace tongdai::engineio {

using namespace Qt::StringLiterals;

QString text(CloseReason reason)
{
    switch (reason) {
        case CloseReason::TransportClose: return u"transport close"_s;
        case CloseReason::TransportError: return u"transport error"_s;
        case CloseReason::PingTimeout: return u"ping timeout"_s;
        case CloseReason::ParseError: return u"parse error"_s;
        case CloseReason::ForcedClose: return u"forced close"_s;
    }
    Q_UNREACHABLE();
}

Refusal refusal(ErrorCode code)
{
    switch (code) {
        case ErrorCode::UnknownTransport: return {code, u"Transport unknown"_s};
        case ErrorCode::UnknownSession: return {code, u"Session ID unknown"_s};
        case ErrorCode::BadHandshakeMethod: return {code, u"Bad handshake method"_s};
        case ErrorCode::BadRequest: return {code, u"Bad request"_s};
        case ErrorCode::Forbidden: return {code, u"Forbidden"_s};
        case ErrorCode::UnsupportedVersion: return {code, u"Unsupported protocol version"_s};
    }
    Q_UNREACHABLE();
}

http::Response errorResponse(const Refusal& refusal)
{
    const QJsonObject body{{u"code"_s, int(refusal.code)}, {u"message"_s, refusal.message}};
    return {.status = refusal.code == ErrorCode::Forbidden ? 403 : 400,
            .headers = {{"Content-Type", "application/json"}},
            .body = QJsonDocument(body).toJson(QJsonDocument::Compact)};
}

http::Response errorResponse(ErrorCode code)
{
    return errorResponse(refusal(code));
}

http::Response pollResponse(const QByteArray& body)
{
    return {.status = 200,
            .headers = {{"Content-Type", "text/plain; charset=UTF-8"}, {"Cache-Control", "no-store"}},
            .body = body};
}

http::Response pushResponse()
{
    return {.status = 200, .headers = {{"Content-Type", "text/html"}, {"Cache-Control", "no-store"}}, .body = "ok"};
}

}  // namespace tongdai::engineio
