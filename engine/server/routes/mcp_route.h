#pragma once

#include "engine/contract/json/mcp_message.h"
#include "engine/server/router.h"
#include "engine/work/desk/desk_tools.h"

namespace tongdai {

/// The desk as an MCP server: streamable HTTP without sessions, each POST answered by one JSON message, to programs of
/// this computer that bring the token made for it (contracts/mcp §3). Off without a token: 404. What it refuses itself
/// is an error of JSON-RPC. Engine loop; outlives the router's last request.
class McpRoute {
public:
    struct Access {
        BearerTokens tokens;
        std::shared_ptr<WrongTokens> wrong;  ///< null: nobody is slowed
        ports::RateLimits* rates = nullptr;  ///< null: any number
    };
    McpRoute(Router& router, DeskTools& tools, Access access);

private:
    using ExchangePtr = std::shared_ptr<http::Exchange>;
    QCoro::Task<http::Response> serve(ExchangePtr exchange);
    std::optional<http::Response> refusal(const http::Request& request) const;
    QCoro::Task<RateAnswer> admit();
    QCoro::Task<QJsonObject> answer(contract::McpMessage message);
    QCoro::Task<QJsonObject> callTool(contract::McpMessage message);

    DeskTools& m_tools;
    Access m_access;
    QByteArray m_acts;  ///< begins the id of every counted request
    qint64 m_counted = 0;
};

}  // namespace tongdai
