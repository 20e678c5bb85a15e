#include "engine/server/routes/hook_routes.h"

#include "engine/contract/json/field_problem.h"
#include "engine/contract/json/hooks/hook_answers.h"
#include "engine/server/routes/query_parameter.h"
#include "engine/server/routes/store_error_answer.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using contract::FieldProblem;
using contract::RouteId;
using http::Response;

namespace {

Response callIsGone()
{
    return Response::error(404, u"This call is not kept, or not any more"_s);
}

}  // namespace

HookRoutes::HookRoutes(Router& router, Services services) : m_services(std::move(services))
{
    router.serve(RouteId::AdminHooks, [this](ExchangePtr exchange) { return list(std::move(exchange)); });
    router.serve(RouteId::AdminHook, [this](ExchangePtr exchange) { return detail(std::move(exchange)); });
    router.serve(RouteId::AdminReplayHook, [this](ExchangePtr exchange) { return replay(std::move(exchange)); });
}

QCoro::Task<Response> HookRoutes::list(ExchangePtr exchange)
{
    const auto limit = intParameter(exchange->request(), u"limit"_s, 100, {1, 1'000});
    if (const auto* problem = std::get_if<FieldProblem>(&limit))
        co_return Response::json(contract::toJson({*problem}), 422);
    HookInspector& inspector = m_services.inspector;
    const HookInspector::List list = inspector.list(isMaskedFor(exchange->request()), std::get<int>(limit));
    co_return Response::json(
        contract::hooksAnswer(inspector.doors(), list.rows, inspector.shelf().most(), inspector.shelf().goneTotal()));
}

QCoro::Task<Response> HookRoutes::detail(ExchangePtr exchange)
{
    const http::Request& request = exchange->request();
    const auto found = m_services.inspector.detail(request.captures.value(0).toLongLong(), isMaskedFor(request));
    co_return found ? Response::json(contract::toJson(*found)) : callIsGone();
}

QCoro::Task<Response> HookRoutes::replay(ExchangePtr exchange)
{
    std::optional<Response> answer;
    try {
        const http::Request& request = exchange->request();
        auto replaying = m_services.inspector.replay(request.captures.value(0).toLongLong(), isMaskedFor(request));
        const std::optional<HookReplay> replay = co_await replaying;
        answer = replay ? Response::json(contract::toJson(*replay)) : callIsGone();
    } catch (const StoreError& error) {
        answer = storeErrorAnswer(error, exchange->request());
    }
    co_return *std::move(answer);
}

}  // namespace tongdai
