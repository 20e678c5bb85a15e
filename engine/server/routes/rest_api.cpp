#include "engine/server/routes/rest_api.h"

#include <QDateTime>
#include <QJsonArray>

namespace tongdai {

using namespace Qt::StringLiterals;
using contract::RouteId;
using http::Exchange;
using http::Response;

namespace {

/// Names of the service and of its interface as callers of the original know them (contracts/handle-message §6.4);
/// the program's own version is nobody's business without a token (security S43, S44).
constexpr QLatin1StringView kService = "enhanced_chatbot_backend"_L1;
constexpr QLatin1StringView kInterfaceVersion = "2.0.0"_L1;

QString isoTime(TimePoint time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODateWithMs);
}

}  // namespace

RestApi::RestApi(Router& router, Services services)
    : m_services(std::move(services)),
      m_handleMessage(m_services.handleMessage, m_services.clock),
      m_admin(m_services.adminActs, m_services.clock)
{
    using ExchangePtr = std::shared_ptr<Exchange>;
    router.serve(RouteId::Root, [this](ExchangePtr) { return root(); });
    router.serve(RouteId::Health, [this](ExchangePtr) { return health(); });
    router.serve(RouteId::HandleMessage, [this](ExchangePtr e) { return m_handleMessage.serve(std::move(e)); });
    router.serve(RouteId::AdminConversations, [this](ExchangePtr e) { return m_admin.conversations(std::move(e)); });
    router.serve(RouteId::AdminHealth, [this](ExchangePtr e) { return m_admin.health(std::move(e)); });
    router.serve(RouteId::AdminStats, [this](ExchangePtr e) { return m_admin.stats(std::move(e)); });
    router.serve(RouteId::AdminCancel, [this](ExchangePtr e) { return m_admin.cancel(std::move(e)); });
    router.serve(RouteId::AdminCleanUp, [this](ExchangePtr e) { return m_admin.cleanUp(std::move(e)); });
}

/// 503 only when messages are not accepted: a load balancer must not take an engine out for want of Redis or an AI.
QCoro::Task<Response> RestApi::health() const
{
    const bool accepts = m_services.health() != HealthLevel::ReadOnly;
    const QJsonObject body{{u"status"_s, accepts ? u"healthy"_s : u"unhealthy"_s},
                           {u"service"_s, kService},
                           {u"version"_s, kInterfaceVersion},
                           {u"timestamp"_s, isoTime(m_services.clock.now())}};
    co_return Response::json(body, accepts ? 200 : 503);
}

QCoro::Task<Response> RestApi::root() const
{
    QJsonArray endpoints;
    for (const contract::RestRoute& route : contract::restRoutes()) {
        endpoints.append(QJsonObject{{u"method"_s, QString::fromLatin1(route.method)},
                                     {u"path"_s, QString::fromLatin1(route.path)}});
    }
    const QJsonObject body{{u"service"_s, kService},
                           {u"version"_s, kInterfaceVersion},
                           {u"status"_s, u"running"_s},
                           {u"endpoints"_s, endpoints}};
    co_return Response::json(body);
}

}  // namespace tongdai
