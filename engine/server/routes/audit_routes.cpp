#include "engine/server/routes/audit_routes.h"

#include "engine/contract/json/field_problem.h"
#include "engine/contract/json/privacy_answers.h"
#include "engine/server/routes/query_parameter.h"
#include "engine/server/routes/store_error_answer.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using contract::FieldProblem;
using contract::RouteId;
using http::Response;

AuditRoutes::AuditRoutes(Router& router, Services services) : m_services(services)
{
    const auto serve = [this, &router](RouteId route, Act act) {
        router.serve(route, [this, act](ExchangePtr exchange) { return guarded(std::move(exchange), act); });
    };
    serve(RouteId::AdminAudit, &AuditRoutes::lines);
    serve(RouteId::AdminVerifyAudit, &AuditRoutes::verify);
    serve(RouteId::AdminAcceptHistory, &AuditRoutes::accept);
}

QCoro::Task<Response> AuditRoutes::guarded(ExchangePtr exchange, Act act)
{
    std::optional<Response> answer;
    try {
        auto acting = (this->*act)(exchange);
        answer = co_await acting;
    } catch (const StoreError& error) {
        answer = storeErrorAnswer(error, exchange->request());
    }
    co_return *std::move(answer);
}

QCoro::Task<Response> AuditRoutes::lines(ExchangePtr exchange)
{
    const auto limit = intParameter(exchange->request(), u"limit"_s, 100, {1, 10'000});
    if (const auto* problem = std::get_if<FieldProblem>(&limit))
        co_return Response::json(contract::toJson({*problem}), 422);
    if (const QByteArray person = exchange->request().person; !person.isEmpty())
        m_services.trail.note({person, u"audit_viewed"_s, {}, {}});
    auto reading = m_services.log.auditLines(std::get<int>(limit));
    const std::vector<AuditLine> lines = co_await reading;
    co_return Response::json(contract::auditAnswer(lines));
}

QCoro::Task<Response> AuditRoutes::verify(ExchangePtr)
{
    auto verifying = m_services.log.verifyAudit();
    const AuditVerdict verdict = co_await verifying;
    co_return Response::json(contract::verdictAnswer(verdict, m_services.anchor.health().state));
}

QCoro::Task<Response> AuditRoutes::accept(ExchangePtr exchange)
{
    auto accepting = m_services.anchor.accept();
    const AuditHealth accepted = co_await accepting;
    if (accepted.isTrouble()) m_services.trail.note(acceptedHistoryEntry(actorOf(exchange->request()), accepted));
    co_return Response::json(contract::acceptedAnswer(accepted.state));
}

}  // namespace tongdai
