#include "engine/server/routes/chat/consolidated_routes.h"

#include "engine/contract/iso_time.h"
#include "engine/server/routes/store_error_answer.h"
#include "engine/work/desk/admin_acts.h"
#include "engine/work/message/consolidated_chat.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using contract::FieldProblem;
using contract::RouteId;
using http::Response;

namespace {

QJsonValue isoOrNull(const std::optional<TimePoint>& time)
{
    return time ? QJsonValue(contract::isoTime(toTicks(*time))) : QJsonValue();
}

QJsonObject jobObject(const ConsolidationJob& job)
{
    return {{u"job_id"_s, job.id},
            {u"conversation_id"_s, job.conversation.toString()},
            {u"job_type"_s, u"PROCESS_AI"_s},
            {u"status"_s, contract::jobStatusName(job.status)},
            {u"lock_id"_s, job.lock},
            {u"consolidated_messages"_s, job.messages},
            {u"consolidated_count"_s, job.count},
            {u"created_at"_s, contract::isoTime(toTicks(job.createdAt))},
            {u"started_at"_s, isoOrNull(job.startedAt)},
            {u"completed_at"_s, isoOrNull(job.endedAt)},
            {u"error_message"_s, job.error.isEmpty() ? QJsonValue() : QJsonValue(job.error)}};
}

Response noJob()
{
    return Response::error(404, u"Job not found"_s);
}

}  // namespace

ConsolidatedRoutes::ConsolidatedRoutes(Router& router, Services services) : m_router(router), m_services(services)
{
    serve(RouteId::ConsolidatedMessage, &ConsolidatedRoutes::message);
    serve(RouteId::ConsolidatedLimits, &ConsolidatedRoutes::limits);
    serve(RouteId::ConsolidatedJob, &ConsolidatedRoutes::job);
    serve(RouteId::ConsolidatedJobStatus, &ConsolidatedRoutes::jobStatus);
    serve(RouteId::ConsolidatedCancelJob, &ConsolidatedRoutes::cancelJob);
    serve(RouteId::ConsolidatedLock, &ConsolidatedRoutes::lock);
    serve(RouteId::ConsolidatedReleaseLock, &ConsolidatedRoutes::releaseLock);
    serve(RouteId::ConsolidatedStatus, &ConsolidatedRoutes::status);
}

void ConsolidatedRoutes::serve(RouteId route, Act act)
{
    m_router.serve(route, [this, act](ExchangePtr exchange) { return guarded(std::move(exchange), act); });
}

QCoro::Task<Response> ConsolidatedRoutes::guarded(ExchangePtr exchange, Act act)
{
    std::optional<Response> failure;
    try {
        auto task = (this->*act)(exchange);
        co_return co_await task;
    } catch (const StoreError& error) {
        failure = storeErrorAnswer(error, exchange->request());
    }
    co_return *std::move(failure);
}

QCoro::Task<Response> ConsolidatedRoutes::message(ExchangePtr exchange)
{
    auto read = contract::readConsolidatedRequest(exchange->request().body);
    if (const auto* problems = std::get_if<std::vector<FieldProblem>>(&read))
        co_return Response::json(contract::toJson(*problems), 422);
    auto request = std::get<contract::ConsolidatedRequest>(std::move(read));
    QString failure;
    try {
        const ConsolidatedChat::Outcome outcome = co_await m_services.chat.take(std::move(request));
        if (const auto* answer = std::get_if<contract::ConsolidatedAnswer>(&outcome))
            co_return Response::json(contract::toJson(*answer));
        failure = std::get<ConsolidatedChat::NotTaken>(outcome).cause;
    } catch (const StoreError&) {
        failure = u"the history does not answer"_s;  // the cause is the operators' business (security S43)
    }
    co_return Response::error(500, u"Message processing failed: %1"_s.arg(failure));
}

QCoro::Task<Response> ConsolidatedRoutes::limits(ExchangePtr)
{
    co_return Response::json(contract::contextLimits());
}

QCoro::Task<Response> ConsolidatedRoutes::job(ExchangePtr exchange)
{
    const auto found = m_services.chat.job(exchange->request().captures.value(0));
    co_return found ? Response::json(jobObject(*found)) : noJob();
}

QCoro::Task<Response> ConsolidatedRoutes::jobStatus(ExchangePtr exchange)
{
    const auto found = m_services.chat.job(exchange->request().captures.value(0));
    if (!found) co_return noJob();
    co_return Response::json({{u"job_id"_s, found->id}, {u"status"_s, contract::jobStatusName(found->status)}});
}

QCoro::Task<Response> ConsolidatedRoutes::cancelJob(ExchangePtr exchange)
{
    const QString id = exchange->request().captures.value(0);
    const auto found = m_services.chat.job(id);
    if (!found) co_return noJob();
    const bool isCancelled = co_await m_services.chat.cancel(id);
    if (!isCancelled) co_return Response::error(409, u"The job is over"_s);
    co_return Response::json({{u"success"_s, true}, {u"job_id"_s, id}, {u"status"_s, u"CANCELLED"_s}});
}

QCoro::Task<Response> ConsolidatedRoutes::lock(ExchangePtr exchange)
{
    const ConversationId conversation = ConversationId::fromString(exchange->request().captures.value(0));
    const std::optional<Conversation> row = co_await m_services.reader.conversation(conversation);
    const auto job = m_services.chat.jobOf(conversation);
    if (!row && !job) co_return Response::error(404, u"Conversation not found"_s);
    co_return Response::json({{u"conversation_id"_s, conversation.toString()},
                              {u"locked"_s, job.has_value()},
                              {u"lock_id"_s, job ? QJsonValue(job->lock) : QJsonValue()},
                              {u"ai_job_id"_s, job ? QJsonValue(job->id) : QJsonValue()},
                              {u"consolidated_count"_s, job ? job->count : 0}});
}

QCoro::Task<Response> ConsolidatedRoutes::releaseLock(ExchangePtr exchange)
{
    const QString id = exchange->request().captures.value(0);
    if (checkId(id.toUtf8())) co_return Response::error(404, u"Conversation not found"_s);
    const AdminActs::Cancelled released =
        co_await m_services.adminActs.cancel(ConversationId::fromString(id), QString());
    if (!released.existed) co_return Response::error(404, u"Conversation not found"_s);
    co_return Response::json({{u"success"_s, true},
                              {u"conversation_id"_s, id},
                              {u"released"_s, released.cancelled || released.lockReleased}});
}

QCoro::Task<Response> ConsolidatedRoutes::status(ExchangePtr)
{
    const bool hasRedis = m_services.live.isShared();
    const QString health = hasRedis ? u"healthy"_s : u"degraded"_s;
    const QJsonObject jobs{
        {u"redis_connected"_s, hasRedis}, {u"status"_s, health}, {u"active_jobs"_s, m_services.chat.activeJobs()}};
    co_return Response::json({{u"initialized"_s, true},
                              {u"components"_s, QJsonObject{{u"redis_connected"_s, hasRedis},
                                                            {u"lock_manager"_s, true},
                                                            {u"background_job_manager"_s, jobs}}},
                              {u"status"_s, health}});
}

}  // namespace tongdai
