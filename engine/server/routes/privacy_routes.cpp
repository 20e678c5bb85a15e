#include "engine/server/routes/privacy_routes.h"

#include "engine/contract/json/field_problem.h"
#include "engine/contract/json/privacy_answers.h"
#include "engine/server/routes/store_error_answer.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using contract::FieldProblem;
using contract::RouteId;
using http::Response;

namespace {

Response badId(const QString& name)
{
    return Response::json(
        contract::toJson({FieldProblem{QJsonArray{u"path"_s, name}, u"not a valid id"_s, u"value_error.id"_s}}), 422);
}

Response badBody(const QString& problem)
{
    return Response::json(contract::toJson({FieldProblem{QJsonArray{u"body"_s}, problem, u"value_error"_s}}), 422);
}

}  // namespace

PrivacyRoutes::PrivacyRoutes(Router& router, Services services) : m_services(services)
{
    const auto serve = [this, &router](RouteId route, Act act) {
        router.serve(route, [this, act](ExchangePtr exchange) { return guarded(std::move(exchange), act); });
    };
    serve(RouteId::AdminErasures, &PrivacyRoutes::erasures);
    serve(RouteId::AdminPlanErasure, &PrivacyRoutes::planErasure);
    serve(RouteId::AdminErasePerson, &PrivacyRoutes::erasePerson);
    serve(RouteId::AdminNoteErasure, &PrivacyRoutes::noteErasure);
    serve(RouteId::AdminHolds, &PrivacyRoutes::holds);
    serve(RouteId::AdminPlaceHold, &PrivacyRoutes::placeHold);
    serve(RouteId::AdminReleaseHold, &PrivacyRoutes::releaseHold);
    serve(RouteId::AdminPlanRetention, &PrivacyRoutes::planRetention);
    serve(RouteId::AdminApplyRetention, &PrivacyRoutes::applyRetention);
}

QCoro::Task<Response> PrivacyRoutes::guarded(ExchangePtr exchange, Act act)
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

QCoro::Task<Response> PrivacyRoutes::erasures(ExchangePtr)
{
    auto reading = m_services.erase.open();
    const std::vector<OpenErasure> open = co_await reading;
    co_return Response::json(contract::erasuresAnswer(open, m_services.clock.now()));
}

QCoro::Task<Response> PrivacyRoutes::planErasure(ExchangePtr exchange)
{
    const QByteArray id = exchange->request().captures.value(0).toUtf8();
    if (checkId(id)) co_return badId(u"id"_s);
    auto planning = m_services.erase.plan(SenderId(id));
    const ErasureReport report = co_await planning;
    co_return Response::json(contract::erasureAnswer(report, true, m_services.clock.now()));
}

QCoro::Task<Response> PrivacyRoutes::erasePerson(ExchangePtr exchange)
{
    const QByteArray id = exchange->request().captures.value(0).toUtf8();
    if (checkId(id)) co_return badId(u"id"_s);
    auto erasing = m_services.erase.erasePerson(SenderId(id), actorOf(exchange->request()));
    const ErasureReport report = co_await erasing;
    co_return Response::json(contract::erasureAnswer(report, false, m_services.clock.now()),
                             report.holds.empty() ? 200 : 409);
}

QCoro::Task<Response> PrivacyRoutes::noteErasure(ExchangePtr exchange)
{
    const QByteArray id = exchange->request().captures.value(0).toUtf8();
    if (checkId(id)) co_return badId(u"id"_s);
    const auto read = contract::readErasureNote(exchange->request().body);
    if (const auto* problem = std::get_if<QString>(&read)) co_return badBody(*problem);
    auto noting = m_services.erase.note(SenderId(id), std::get<ErasureNote>(read), actorOf(exchange->request()));
    const ErasureRequest request = co_await noting;
    co_return Response::json(contract::requestAnswer(request, m_services.clock.now()));
}

QCoro::Task<Response> PrivacyRoutes::holds(ExchangePtr)
{
    auto reading = m_services.holds.holds();
    const std::vector<LegalHold> holds = co_await reading;
    co_return Response::json(contract::holdsAnswer(holds));
}

QCoro::Task<Response> PrivacyRoutes::placeHold(ExchangePtr exchange)
{
    auto read = contract::readHold(exchange->request().body);
    if (const auto* problem = std::get_if<QString>(&read)) co_return badBody(*problem);
    // A person's token says who it is, whatever the body says.
    auto& asked = std::get<LegalHold>(read);
    if (!exchange->request().person.isEmpty()) asked.placedBy = QString::fromUtf8(exchange->request().person);
    auto placing = m_services.holds.placeHold(asked, actorOf(exchange->request()));
    const LegalHold hold = co_await placing;
    co_return Response::json(contract::toJson(hold), 201);
}

QCoro::Task<Response> PrivacyRoutes::releaseHold(ExchangePtr exchange)
{
    const QUuid id = QUuid::fromString(exchange->request().captures.value(0));
    if (id.isNull()) co_return badId(u"id"_s);
    auto releasing = m_services.holds.releaseHold(id, actorOf(exchange->request()));
    const bool released = co_await releasing;
    if (!released) co_return Response::error(404, u"Hold not found"_s);
    co_return Response::json({{u"released"_s, true}});
}

QCoro::Task<Response> PrivacyRoutes::planRetention(ExchangePtr)
{
    auto planning = m_services.upkeep.planRetention();
    const std::vector<RetentionCount> counts = co_await planning;
    co_return Response::json(contract::retentionAnswer(m_services.upkeep.policy(), counts, true));
}

QCoro::Task<Response> PrivacyRoutes::applyRetention(ExchangePtr exchange)
{
    auto applying = m_services.upkeep.applyRetention(actorOf(exchange->request()));
    const std::vector<RetentionCount> counts = co_await applying;
    co_return Response::json(contract::retentionAnswer(m_services.upkeep.policy(), counts, false));
}

}  // namespace tongdai
