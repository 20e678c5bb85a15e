#pragma once

#include "engine/upstream/http_client.h"
#include "engine/upstream/mcp/mcp_wire.h"

namespace tongdai::upstream {

/// Streamable HTTP: a POST for each message, answered by JSON or by server-sent events (contracts/mcp §2). The address
/// is judged as every service's (security S31).
class McpHttpWire final : public McpWire, public std::enable_shared_from_this<McpHttpWire> {
public:
    McpHttpWire(const QUrl& origin, QByteArray target, QByteArray token);

    QCoro::Task<McpReply> ask(qint64 id, QJsonObject request, std::chrono::milliseconds deadline) override;
    void tell(QJsonObject message) override;
    QCoro::Task<void> say(QJsonObject message, std::chrono::milliseconds deadline) override;
    void begin(const QString& version) override { m_version = version.toLatin1(); }
    bool isOpen() const override { return !m_version.isEmpty(); }
    void leave() override;
    void close() override;

private:
    /// What of an answer in events has come.
    struct Heard;
    HttpRequest post(const QJsonObject& message) const;
    void take(Heard& heard, QByteArrayView body);
    McpReply replyOf(const HttpResult& result, Heard& heard, bool hadSession);

    std::unique_ptr<HttpClient> m_client;
    QByteArray m_target;
    QByteArray m_token;
    QByteArray m_session;
    QByteArray m_version;
};

}  // namespace tongdai::upstream
