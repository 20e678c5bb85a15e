#include "engine/server/routes/admin_routes.h"

#include "engine/contract/json/admin_answers.h"
#include "engine/contract/json/field_problem.h"
#include "engine/contract/json/figures_answer.h"
#include "engine/server/routes/query_parameter.h"
#include "engine/server/routes/store_error_answer.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using contract::FieldProblem;
using http::Response;

namespace {

constexpr int kMostDaysByTheHour = 7;

/// The system's without one; nothing: there is no such zone.
std::optional<QTimeZone> zoneParameter(const http::Request& request)
{
    if (!request.query.hasQueryItem(u"zone"_s)) return QTimeZone(QTimeZone::systemTimeZoneId());
    const QByteArray name = request.query.queryItemValue(u"zone"_s, QUrl::FullyDecoded).toUtf8();
    if (!QTimeZone::isTimeZoneIdAvailable(name)) return {};
    return QTimeZone(name);
}

Response unprocessable(const FieldProblem& problem)
{
    return Response::json(contract::toJson({problem}), 422);
}

contract::ServiceStatus statusOf(const AdminActs::Health& health, HealthLevel level)
{
    // Without a history the journal takes messages, where there is one that works.
    if (!health.history && level != HealthLevel::NoDatabase) return contract::ServiceStatus::Unhealthy;
    if (!health.history || level == HealthLevel::NoDatabase) return contract::ServiceStatus::Degraded;
    const bool sends = !health.platformConfigured || (health.platformHealthy && health.platformPaused.isEmpty());
    const bool isWhole = health.live.isConnected && health.aiHealthy && sends;
    return isWhole ? contract::ServiceStatus::Healthy : contract::ServiceStatus::Degraded;
}

}  // namespace

QCoro::Task<Response> AdminRoutes::conversations(std::shared_ptr<http::Exchange> exchange)
{
    const auto limit = intParameter(exchange->request(), u"limit"_s, 1000, {1, 10'000});
    if (const auto* problem = std::get_if<FieldProblem>(&limit)) co_return unprocessable(*problem);
    std::optional<Response> failure;
    try {
        auto listing = m_acts.list(std::get<int>(limit), exchange->request().sight);
        const AdminActs::List list = co_await listing;
        co_return Response::json(
            contract::conversationsAnswer(list.conversations, list.total, list.storageBackend, m_clock.now()));
    } catch (const StoreError& error) {
        failure = storeErrorAnswer(error, exchange->request());
    }
    co_return *std::move(failure);
}

QCoro::Task<Response> AdminRoutes::health(std::shared_ptr<http::Exchange>)
{
    // A history known to be away is not waited for.
    const bool asksHistory = m_health().level != HealthLevel::NoDatabase;
    const AdminActs::Health health = co_await m_acts.health(asksHistory);
    const HealthSnapshot snapshot = m_health();
    contract::HealthAnswer answer;
    answer.status = statusOf(health, snapshot.level);
    answer.level = snapshot.level;
    answer.journalWaiting = snapshot.journalWaiting;
    answer.journalOrderKnown = snapshot.journalOrderKnown;
    answer.audit = snapshot.audit.state;
    answer.outboxWaiting = snapshot.outboxWaiting;
    answer.history = health.history;
    answer.live = health.live;
    answer.aiHealthy = health.aiHealthy;
    if (health.platformConfigured) answer.platformHealthy = health.platformHealthy;
    answer.platformPaused = health.platformPaused;
    answer.activeAiTasks = health.turnsInWork;
    co_return Response::json(contract::toJson(answer, m_clock.now()));
}

QCoro::Task<QJsonObject> AdminRoutes::figures(int days, QTimeZone zone)
{
    StatsQuery query;
    query.to = m_clock.now();
    query.from = startOfDay(query.to, zone, days - 1);
    query.size = days > kMostDaysByTheHour ? TimeBuckets::Size::Day : TimeBuckets::Size::Hour;
    query.zone = zone.id();
    const StatsReport report = co_await m_statistics->statistics(query);
    co_return contract::figuresAnswer(report);
}

QCoro::Task<Response> AdminRoutes::stats(std::shared_ptr<http::Exchange> exchange)
{
    const auto days = intParameter(exchange->request(), u"days"_s, 0, {1, TimeBuckets::kMostDaysByDay});
    if (const auto* problem = std::get_if<FieldProblem>(&days)) co_return unprocessable(*problem);
    const std::optional<QTimeZone> zone = zoneParameter(exchange->request());
    if (!zone)
        co_return unprocessable({QJsonArray{u"query"_s, u"zone"_s}, u"not a known time zone"_s, u"value_error.zone"_s});
    std::optional<Response> failure;
    try {
        const AdminActs::Stats stats = co_await m_acts.stats();
        QJsonObject answer = contract::statsAnswer(stats.history, stats.live, m_clock.now());
        if (std::get<int>(days) > 0 && m_statistics) {
            const QJsonObject counted = co_await figures(std::get<int>(days), *zone);
            answer.insert(u"figures"_s, counted);
        }
        co_return Response::json(answer);
    } catch (const StoreError& error) {
        failure = storeErrorAnswer(error, exchange->request());
    }
    co_return *std::move(failure);
}

QCoro::Task<Response> AdminRoutes::cancel(std::shared_ptr<http::Exchange> exchange)
{
    const QByteArray id = exchange->request().captures.value(0).toUtf8();
    if (checkId(id)) {
        co_return unprocessable(
            {QJsonArray{u"path"_s, u"conversation_id"_s}, u"not a valid conversation id"_s, u"value_error.id"_s});
    }
    std::optional<Response> failure;
    try {
        ConversationId conversation(id);
        const QString program = QString::fromUtf8(exchange->request().person);
        const AdminActs::Cancelled cancelled = co_await m_acts.cancel(conversation, program);
        if (!cancelled.existed) co_return Response::error(404, u"Conversation not found"_s);
        co_return Response::json(
            contract::cancelAnswer(ConversationId(id), cancelled.cancelled, cancelled.lockReleased));
    } catch (const StoreError& error) {
        failure = storeErrorAnswer(error, exchange->request());
    }
    co_return *std::move(failure);
}

QCoro::Task<Response> AdminRoutes::cleanUp(std::shared_ptr<http::Exchange> exchange)
{
    const auto hours = intParameter(exchange->request(), u"max_age_hours"_s, 24, {1, 87'600});
    if (const auto* problem = std::get_if<FieldProblem>(&hours)) co_return unprocessable(*problem);
    const std::chrono::hours maxAge(std::get<int>(hours));
    std::optional<Response> failure;
    try {
        const int cleaned = co_await m_acts.cleanUp(maxAge);
        co_return Response::json(contract::cleanUpAnswer(cleaned, maxAge));
    } catch (const StoreError& error) {
        failure = storeErrorAnswer(error, exchange->request());
    }
    co_return *std::move(failure);
}

}  // namespace tongdai
