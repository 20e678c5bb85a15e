#include "engine/server/routes/people_routes.h"

#include "engine/contract/json/sign_in.h"
#include "engine/server/routes/store_error_answer.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using http::Response;

PeopleRoutes::PeopleRoutes(Router& router, Services services) : m_services(std::move(services))
{
    router.serve(contract::RouteId::PeopleSignIn,
                 [this](std::shared_ptr<http::Exchange> exchange) { return signIn(std::move(exchange)); });
}

QCoro::Task<Response> PeopleRoutes::signIn(std::shared_ptr<http::Exchange> exchange)
{
    using Kind = WrongTokens::Kind;
    const http::Request& request = exchange->request();
    const QHostAddress peer = request.peer;
    const auto read = contract::readSignIn(request.body);
    if (const auto* problem = std::get_if<QString>(&read)) co_return Response::error(422, *problem);
    WrongTokens* const wrong = m_services.wrong.get();
    const auto addressWaits = wrong ? wrong->wait(peer, Kind::Shop) : std::chrono::milliseconds(0);
    if (addressWaits.count() > 0) {
        Response later = Response::error(429, QString::fromUtf16(contract::kSignInTooSoon));
        later.setHeader("Retry-After"_ba, retryAfter({false, addressWaits}));
        co_return later;
    }
    const auto& offered = std::get<contract::SignInRequest>(read);
    std::optional<Response> trouble;
    SignIn::Answer tried;
    try {
        auto trying = m_services.signIn.tryPassword(offered.id, offered.password);
        tried = co_await trying;
    } catch (const StoreError& error) {
        trouble = storeErrorAnswer(error, exchange->request());
    }
    if (trouble) co_return *std::move(trouble);
    if (wrong && tried.outcome == SignIn::Outcome::Done) wrong->noteRight(peer, Kind::Shop);
    if (wrong && tried.outcome == SignIn::Outcome::Wrong) wrong->noteWrong(peer, u"password"_s);
    switch (tried.outcome) {
        case SignIn::Outcome::Wrong: co_return Response::error(401, QString::fromUtf16(contract::kWrongSignIn));
        case SignIn::Outcome::Disabled: co_return Response::error(403, QString::fromUtf16(contract::kSignInDisabled));
        case SignIn::Outcome::TooSoon: {
            Response later = Response::error(429, QString::fromUtf16(contract::kSignInTooSoon));
            later.setHeader("Retry-After"_ba, retryAfter({false, tried.wait}));
            co_return later;
        }
        case SignIn::Outcome::Done: break;
    }
    if (tried.person.mustChangePassword)
        co_return Response::error(403, QString::fromUtf16(contract::kSignInFirstPassword));
    const QByteArray token = m_services.people->tokenFor(tried.person, m_services.clock.now());
    if (token.isEmpty()) co_return Response::error(503, u"The people of the shop are not known yet"_s);
    co_return Response::json(contract::signInAnswer(tried.person, token, ShopPeople::kTokenLives));
}

}  // namespace tongdai
