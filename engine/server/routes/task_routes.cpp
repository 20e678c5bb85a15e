#include "engine/server/routes/task_routes.h"

#include "engine/contract/json/field_problem.h"
#include "engine/contract/json/task_answers.h"
#include "engine/domain/people/task_permission.h"
#include "engine/server/routes/query_parameter.h"
#include "engine/server/routes/store_error_answer.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using contract::FieldProblem;
using contract::RouteId;
using http::Response;

TaskRoutes::TaskRoutes(Router& router, Services services) : m_services(std::move(services))
{
    router.serve(RouteId::AdminTasks, [this](ExchangePtr exchange) { return list(std::move(exchange)); });
    router.serve(RouteId::AdminRetryTask,
                 [this](ExchangePtr exchange) { return resolve(std::move(exchange), TaskDecision::Retry); });
    router.serve(RouteId::AdminDropTask,
                 [this](ExchangePtr exchange) { return resolve(std::move(exchange), TaskDecision::Drop); });
}

QCoro::Task<Response> TaskRoutes::list(ExchangePtr exchange)
{
    const auto limit = intParameter(exchange->request(), u"limit"_s, 100, {1, 1'000});
    if (const auto* problem = std::get_if<FieldProblem>(&limit))
        co_return Response::json(contract::toJson({*problem}), 422);
    std::optional<Response> answer;
    try {
        auto counting = m_services.tasks.taskCounts();
        const TaskCounts counts = co_await counting;
        auto reading = m_services.tasks.deadTasks(std::get<int>(limit));
        const std::vector<BackgroundTask> dead = co_await reading;
        answer = Response::json(contract::tasksAnswer(counts, dead));
    } catch (const StoreError& error) {
        answer = storeErrorAnswer(error, exchange->request());
    }
    co_return *std::move(answer);
}

QCoro::Task<Response> TaskRoutes::resolve(ExchangePtr exchange, TaskDecision decision)
{
    const qint64 id = exchange->request().captures.value(0).toLongLong();
    std::optional<Response> answer;
    try {
        auto judging = lacking(exchange, id);
        const std::optional<Permission> needed = co_await judging;
        if (needed) co_return Response::error(403, u"Your role does not include: "_s + permissionName(*needed));
        auto resolving = m_services.tasks.resolveTask(id, decision, actorOf(exchange->request()));
        const bool isResolved = co_await resolving;
        answer = isResolved ? Response::json({{u"success"_s, true}, {u"id"_s, id}})
                            : Response::error(404, u"No dead letter of this id"_s);
        if (isResolved) m_services.wake();
    } catch (const StoreError& error) {
        answer = storeErrorAnswer(error, exchange->request());
    }
    co_return *std::move(answer);
}

/// What a person who may release locks still needs to decide about this one; nothing: they may.
QCoro::Task<std::optional<Permission>> TaskRoutes::lacking(ExchangePtr exchange, qint64 id)
{
    if (!m_services.desk) co_return std::nullopt;
    auto reading = m_services.desk->taskOnDesk(id);
    const std::optional<TaskOnDesk> shown = co_await reading;
    if (!shown) co_return std::nullopt;
    const Permission needed = permissionForTask(shown->task.kind);
    if (m_services.may(exchange->request(), needed)) co_return std::nullopt;
    co_return needed;
}

}  // namespace tongdai
