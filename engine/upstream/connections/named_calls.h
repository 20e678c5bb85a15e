#pragma once

#include "engine/domain/ports/live/shared_shelf.h"
#include "engine/domain/ports/service_calls.h"
#include "engine/upstream/connections/connection_book.h"
#include "engine/upstream/http_client.h"
#include "engine/upstream/kiotviet/kiotviet_client.h"
#include "engine/upstream/mcp/mcp_client.h"

#include <map>

namespace tongdai::upstream {

struct CallFigures {
    qint64 made = 0;
    qint64 failed = 0;
    qint64 limited = 0;  ///< not made, because the connection's limit was reached
};

/// Makes the calls that connections.json names, each with its own limit and time-out, and logs every one without its
/// values. Engine loop. Held by shared pointers; close() ends the waiting.
class NamedCalls final : public ports::ServiceCalls, public std::enable_shared_from_this<NamedCalls> {
public:
    /// `kiotViet`: null where it is not set up; its connections are refused then.
    NamedCalls(std::vector<NamedConnection> connections, std::shared_ptr<KiotVietClient> kiotViet,
               ports::SharedShelf& shelf, ports::Random& random);

    CallVerdict judge(const QJsonObject& data) const override;
    QCoro::Task<SendOutcome> call(QJsonObject data, QByteArray key) override;
    const CallFigures& figures() const { return m_figures; }
    void close();

private:
    const NamedConnection* find(const QString& name) const;
    QCoro::Task<SendOutcome> overHttp(NamedConnection connection, PreparedCall call, QByteArray key);
    QCoro::Task<SendOutcome> overKiotViet(NamedConnection connection, PreparedCall call);
    QCoro::Task<SendOutcome> overMcp(NamedConnection connection, PreparedCall call, QByteArray key);
    QCoro::Task<SendOutcome> over(NamedConnection connection, PreparedCall call, QByteArray key);

    std::vector<NamedConnection> m_connections;
    std::map<QString, std::unique_ptr<HttpClient>> m_clients;
    std::map<QString, std::shared_ptr<McpClient>> m_servers;
    std::shared_ptr<KiotVietClient> m_kiotViet;
    ports::SharedShelf& m_shelf;
    ports::Random& m_random;
    CallFigures m_figures;
};

}  // namespace tongdai::upstream
