#pragma once

#include "engine/server/http/http_message.h"

namespace tongdai::http {

/// How an answer is put on the wire; the request it belongs to decides.
struct AnswerForm {
    QByteArrayView requestId;
    bool withoutBody = false;     ///< HEAD: the length of the body, but not the body
    bool closes = false;          ///< `Connection: close`
    bool namesKeepAlive = false;  ///< HTTP/1.0 callers want to be told
};

/// Appends status line, headers and body to `out`, so that one write carries whole answers (RFC 9112).
/// A header that would split the answer (CR, LF or NUL inside) is left out and logged.
void appendResponse(QByteArray& out, const Response& response, const AnswerForm& form);

/// Interim answer to `Expect: 100-continue`.
inline constexpr QByteArrayView kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace tongdai::http
