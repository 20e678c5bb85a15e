#pragma once

#include <QByteArray>
#include <QJsonObject>

#include <variant>

namespace tongdai::contract {

/// The newest version of the protocol that is spoken; what else is understood stands in isMcpVersion() (contracts/mcp
/// §1).
inline constexpr QLatin1StringView kMcpVersion{"2025-11-25"};
/// Where no header says another.
inline constexpr QLatin1StringView kMcpVersionUnsaid{"2025-03-26"};
bool isMcpVersion(const QString& version);

/// Nothing longer is read.
inline constexpr qsizetype kMaxMcpBytes = 1024 * 1024;

/// Codes of JSON-RPC's errors.
enum class McpCode : int {
    NoJson = -32700,
    NoRequest = -32600,
    NoSuchMethod = -32601,
    WrongParams = -32602,
    Internal = -32603,
    Refused = -32000,  ///< by a rule of ours: token, host, limit
};

/// One message of MCP, whichever way it goes. A value.
struct McpMessage {
    enum class Kind : quint8 { Request, Notification, Result, Error };
    Kind kind = Kind::Notification;
    QJsonValue id;  ///< a text or a whole number; null of a notification, and of an error about nothing readable
    QString method;
    QJsonObject params;
    QJsonObject result;
    int code = 0;   ///< of an error
    QString words;  ///< of an error
};

/// Why something is no message. `id`: the request's, where it could be read.
struct McpProblem {
    McpCode code = McpCode::NoJson;
    QString what;
    QJsonValue id;
};

/// One message; batches are none. Strict: unknown names, params that are no object and ids of other kinds are refused.
/// Halves of surrogate pairs become U+FFFD. Untrusted input; any thread; never throws.
std::variant<McpMessage, McpProblem> readMcpMessage(QByteArrayView bytes);

QJsonObject mcpRequest(qint64 id, const QString& method, const QJsonObject& params);
QJsonObject mcpNotification(const QString& method, const QJsonObject& params = {});
QJsonObject mcpResult(const QJsonValue& id, const QJsonObject& result);
QJsonObject mcpError(const QJsonValue& id, McpCode code, const QString& words);
/// In one line.
QByteArray mcpBytes(const QJsonObject& message);

}  // namespace tongdai::contract
