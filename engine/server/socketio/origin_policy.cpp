#include "engine/server/socketio/origin_policy.h"

namespace tongdai::engineio {

OriginPolicy OriginPolicy::any()
{
    OriginPolicy policy;
    policy.m_any = true;
    return policy;
}

OriginPolicy OriginPolicy::listed(QSet<QByteArray> origins)
{
    OriginPolicy policy;
    policy.m_origins = std::move(origins);
    return policy;
}

bool OriginPolicy::allows(const http::Request& request) const
{
    if (m_any || !request.hasHeader("origin")) return true;
    const QByteArray origin = request.header("origin");
    if (m_origins.contains(origin)) return true;
    const QByteArray host = request.header("host");
    return !host.isEmpty() && origin == (request.isSecure ? "https://" : "http://") + host;
}

QList<http::Header> OriginPolicy::headersFor(const http::Request& request) const
{
    if (m_any) return {{"Access-Control-Allow-Origin", "*"}};
    if (!request.hasHeader("origin") || !allows(request)) return {};
    return {{"Access-Control-Allow-Origin", request.header("origin")},
            {"Access-Control-Allow-Credentials", "true"},
            {"Vary", "Origin"}};
}

http::Response OriginPolicy::preflight(const http::Request& request) const
{
    http::Response response;
    response.status = 204;
    response.headers = headersFor(request);
    if (response.headers.isEmpty()) return response;
    response.headers.emplaceBack("Access-Control-Allow-Methods", "GET,POST,OPTIONS");
    if (request.hasHeader("access-control-request-headers")) {
        response.headers.emplaceBack("Access-Control-Allow-Headers", request.header("access-control-request-headers"));
    }
    response.headers.emplaceBack("Access-Control-Max-Age", "600");
    return response;
}

}  // namespace tongdai::engineio
