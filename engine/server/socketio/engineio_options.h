#pragma once

#include "engine/server/http/byte_budget.h"
#include "engine/server/socketio/origin_policy.h"

#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

/// Words shared by Engine.IO sessions, their server and those who use them.
namespace tongdai::engineio {

/// Reference defaults where contracts/socketio §1.3 names one; bounds by security S06.
struct Options {
    QString path = QStringLiteral("/engine.io/");  ///< the slash at the end is part of it
    std::chrono::milliseconds pingInterval{25'000};
    std::chrono::milliseconds pingTimeout{20'000};
    std::chrono::milliseconds upgradeTimeout{10'000};
    std::chrono::milliseconds lastPollTimeout{30'000};  ///< a closed polling session waits so long to be told
    qsizetype maxPayload = 1'000'000;                   ///< bytes of one push body or WebSocket message
    std::shared_ptr<http::ByteBudget> budget;           ///< of all connections; null: none
    /// A session whose reader has left this much untaken gets no further message: it is cut and counted.
    qsizetype unsentBytes = 1024 * 1024;
    int sessions = 10'000;
    int sessionsPerAddress = 256;  ///< an IPv6 /64 counts as one address
    OriginPolicy origins = OriginPolicy::listed({});
    /// Asked last before a session opens; a text refuses it (403, code 4).
    std::function<std::optional<QString>(const http::Request&)> admit;
};

enum class CloseReason { TransportClose, TransportError, PingTimeout, ParseError, ForcedClose };
/// The reference server's words for it.
QString text(CloseReason reason);

enum class Transport { Polling, WebSocket };

struct Statistics {
    int sessions = 0;
    qint64 opened = 0;
    qint64 upgraded = 0;
    qint64 refused = 0;  ///< over a limit, foreign origin, filter
    qint64 slowReaders = 0;
    qint64 pingTimeouts = 0;
    qint64 parseErrors = 0;
};

}  // namespace tongdai::engineio
