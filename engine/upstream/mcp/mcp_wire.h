#pragma once

#include "engine/contract/json/mcp_message.h"
#include "engine/domain/conversation/outbox.h"

#include <QCoro/QCoroTask>

#include <functional>

namespace tongdai::upstream {

/// Why a request has no answer, and what that means for the row.
struct McpFault {
    SendOutcome outcome;
    bool isSessionOver = false;  ///< the server has forgotten us, and done nothing
};
using McpReply = std::variant<contract::McpMessage, McpFault>;

/// How messages reach one MCP server and its answers come back (contracts/mcp §2). Engine loop; held by shared
/// pointers.
class McpWire {
public:
    virtual ~McpWire() = default;
    /// Sends the request with this id; never throws, ends after `deadline` at the latest. A result or an error, no
    /// other kind.
    virtual QCoro::Task<McpReply> ask(qint64 id, QJsonObject request, std::chrono::milliseconds deadline) = 0;
    /// Sends what has no answer, and does not wait for it.
    virtual void tell(QJsonObject message) = 0;
    /// Sends what has no answer, and ends when the server has it, or after `deadline`: what follows comes behind it.
    virtual QCoro::Task<void> say(QJsonObject message, std::chrono::milliseconds deadline) = 0;
    /// The versions have been agreed on: the session stands.
    virtual void begin(const QString& version) = 0;
    virtual bool isOpen() const = 0;
    /// How long a session may take to begin, beyond the time of the call that needs it.
    virtual std::chrono::milliseconds startTime() const { return std::chrono::milliseconds(0); }
    /// The next request begins anew.
    virtual void leave() = 0;
    /// Ends whatever waits.
    virtual void close() = 0;

    std::function<void()> onToolsChanged;
};

/// What we say to a request of the server's: it may ask whether we are there, and nothing else.
QJsonObject answerToServer(const contract::McpMessage& request);

McpFault mcpFault(SendOutcome::Kind kind, const QString& what);

}  // namespace tongdai::upstream
