#pragma once

#include "engine/domain/failpoint.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <coroutine>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

namespace tongdai::upstream {

/// One request to a service named in the settings. A value.
struct HttpRequest {
    QByteArray method = "POST";
    QByteArray target = "/";  ///< path and query, encoded
    QByteArray accept = "application/json";
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    std::chrono::milliseconds deadline{
        30'000};  ///< for everything: waiting for a connection, sending, the whole answer
    /// Whether the request may go out a second time when a kept connection turns out to have been closed by the
    /// service before a single byte of the answer. False: that end is reported like any other.
    bool mayRepeatWhenStale = false;
    /// Told what of a 200 answer's body has come so far, each time more has. True: that is all that is wanted, and the
    /// connection ends with it.
    std::function<bool(QByteArrayView soFar)> onBody = {};
    failpoint::Place failpointWhenWritten;  ///< passed when the last byte was handed over
};

struct HttpReply {
    int status = 0;
    QList<std::pair<QByteArray, QByteArray>> headers;  ///< names in lower case
    QByteArray body;

    QByteArray header(QByteArrayView lowerCaseName) const;  ///< first of that name, empty when absent
};

/// No complete answer.
struct HttpFailure {
    enum class Kind {
        Unreachable,  ///< no connection: name, refused, connect time-out, TLS
        Cut,          ///< the connection ended before the answer was complete
        TimedOut,
        TooLarge,   ///< head or body over the limit; read no further
        Malformed,  ///< not HTTP/1.1
        Cancelled,
        NotAllowed,  ///< refused by our own rules, nothing was sent
    };
    Kind kind = Kind::Unreachable;
    QString what;
    bool wasWritten = false;    ///< the whole request was handed to the network: the service may have acted on it
    std::optional<int> status;  ///< known when the head of the answer had arrived
};

using HttpResult = std::variant<HttpReply, HttpFailure>;

/// A request on its way, shared by the waiting coroutine, the client's queue and the connection. Engine loop only.
struct HttpExchange {
    HttpRequest request;
    QByteArray wire;                              ///< the request as bytes
    std::chrono::steady_clock::time_point until;  ///< its deadline
    std::optional<HttpResult> result;
    std::coroutine_handle<> waiter;
    bool wasRepeated = false;
};
using HttpExchangePtr = std::shared_ptr<HttpExchange>;

}  // namespace tongdai::upstream
