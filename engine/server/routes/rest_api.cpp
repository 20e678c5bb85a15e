#include "engine/server/routes/rest_api.h"

#include "engine/work/desk/admin_acts.h"
#include "engine/work/message/handle_message.h"

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
    : m_router(router),
      m_services(std::move(services)),
      m_handleMessage(m_services.handleMessage, m_services.admitSender, m_services.clock, m_services.sampleKey),
      m_admin(m_services.adminActs, m_services.clock, m_services.health, m_services.statistics)
{
    using ExchangePtr = std::shared_ptr<Exchange>;
    router.serve(RouteId::Root, [this](ExchangePtr) { return root(); });
    router.serve(RouteId::Health, [this](ExchangePtr e) { return health(std::move(e)); });
    router.serve(RouteId::Metrics, [this](ExchangePtr) { return metrics(); });
    router.serve(RouteId::HandleMessage, [this](ExchangePtr e) { return m_handleMessage.serve(std::move(e)); });
    router.serve(RouteId::AdminConversations, [this](ExchangePtr e) { return m_admin.conversations(std::move(e)); });
    router.serve(RouteId::AdminHealth, [this](ExchangePtr e) { return m_admin.health(std::move(e)); });
    router.serve(RouteId::AdminStats, [this](ExchangePtr e) { return m_admin.stats(std::move(e)); });
    router.serve(RouteId::AdminCancel, [this](ExchangePtr e) { return m_admin.cancel(std::move(e)); });
    router.serve(RouteId::AdminCleanUp, [this](ExchangePtr e) { return m_admin.cleanUp(std::move(e)); });
}

/// 503 only when messages are not accepted: a load balancer must not take an engine out for want of Redis or an AI.
/// Who brings a token is also told the level and what waits (security S44).
QCoro::Task<Response> RestApi::health(std::shared_ptr<Exchange> exchange) const
{
    const HealthSnapshot snapshot = m_services.health();
    const bool accepts = snapshot.level != HealthLevel::ReadOnly;
    QJsonObject body{{u"status"_s, accepts ? u"healthy"_s : u"unhealthy"_s},
                     {u"service"_s, kService},
                     {u"version"_s, kInterfaceVersion},
                     {u"timestamp"_s, isoTime(m_services.clock.now())}};
    if (m_router.isService(exchange->request())) {
        body.insert(u"level"_s, levelName(snapshot.level));
        body.insert(u"journal_waiting"_s, snapshot.journalWaiting);
        if (!snapshot.journalOrderKnown) body.insert(u"journal_order"_s, u"unknown"_s);
        if (snapshot.audit.isTrouble()) body.insert(u"history"_s, auditStateName(snapshot.audit.state));
        body.insert(u"outbox_waiting"_s, snapshot.outboxWaiting);
    }
    co_return Response::json(body, accepts ? 200 : 503);
}

QCoro::Task<Response> RestApi::metrics() const
{
    const Metrics metrics = m_services.metrics ? m_services.metrics() : Metrics();
    co_return Response::text(metricsText(m_services.health(), metrics), 200,
                             "text/plain; version=0.0.4; charset=utf-8"_ba);
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
