#include "engine/server/router.h"

#include "engine/domain/people/privacy.h"
#include "engine/server/access/rate_headers.h"
#include "engine/server/websocket/websocket_handshake.h"

#include <QTcpSocket>
#include <QUuid>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using http::Response;

namespace {

std::vector<QByteArray> segmentsOf(QByteArrayView path)
{
    std::vector<QByteArray> segments;
    for (qsizetype from = 1; from <= path.size();) {
        qsizetype end = path.indexOf('/', from);
        if (end < 0) end = path.size();
        segments.push_back(path.sliced(from, end - from).toByteArray());
        from = end + 1;
    }
    return segments;
}

/// HEAD is what GET would be; the server leaves the body out.
QByteArrayView lookedUp(const QByteArray& method)
{
    return method == "HEAD" ? QByteArrayView("GET") : method;
}

bool isBelow(const QString& path, const QString& prefix, Qt::CaseSensitivity caseSensitivity)
{
    return path.startsWith(prefix, caseSensitivity) &&
           (path.size() == prefix.size() || prefix.endsWith(u'/') || path.at(prefix.size()) == u'/');
}

bool isJson(QByteArrayView contentType)
{
    const qsizetype semicolon = contentType.indexOf(';');
    const QByteArray type =
        (semicolon < 0 ? contentType : contentType.first(semicolon)).trimmed().toByteArray().toLower();
    return type.isEmpty() || (type.startsWith("application/") && type.endsWith("json"));
}

Response unauthorised(const QString& detail)
{
    Response response = Response::error(401, detail);
    response.setHeader("WWW-Authenticate"_ba, "Bearer"_ba);
    return response;
}

/// In the words of contracts/handle-message §6.4.
Response unkeyed()
{
    Response response =
        Response::error(401, u"Authentication required. Provide either X-API-KEY or X-Platform-Token"_s);
    response.setHeader("WWW-Authenticate"_ba, "ApiKey, PlatformToken"_ba);
    return response;
}

/// The token where a route of this permission may have it, as an Authorization header.
QByteArray authorizationOf(const http::Request& request, contract::Permission permission)
{
    if (permission == contract::Permission::Keyed) {
        for (const QByteArrayView name : {QByteArrayView("X-API-KEY"), QByteArrayView("X-Platform-Token")}) {
            if (request.hasHeader(name)) return "Bearer " + request.header(name);
        }
    }
    return request.header("Authorization");
}

Response triedTooOften(std::chrono::milliseconds wait)
{
    Response response = Response::error(429, u"Too many wrong access tokens; wait before the next one"_s);
    response.setHeader("Retry-After"_ba, retryAfter({false, wait}));
    return response;
}

Response askedTooOften(const RateAnswer& answer)
{
    Response response = Response::error(429, u"Too many requests"_s);
    addRateHeaders(response, answer);
    return response;
}

Response misdirected()
{
    return Response::error(421, u"This host name is not served here"_s);
}

}  // namespace

QByteArray actorOf(const http::Request& request)
{
    return request.person.isEmpty() ? programActor("admin") : request.person;
}

Router::Router(AccessRules rules) : m_rules(std::move(rules)), m_acts(QUuid::createUuid().toRfc4122())
{
    for (const contract::RestRoute& route : contract::restRoutes()) {
        if (!route.path.contains('{')) {
            m_fixed[route.path.toByteArray()].push_back(&route);
            continue;
        }
        Pattern pattern{segmentsOf(route.path), &route};
        for (QByteArray& segment : pattern.segments) {
            if (segment.startsWith('{')) segment.clear();
        }
        m_patterns.push_back(std::move(pattern));
    }
}

void Router::serve(contract::RouteId route, http::Handler handler)
{
    m_handlers.emplace(route, std::move(handler));
}

void Router::mount(const QString& path, http::RequestHandler& handler, Qt::CaseSensitivity caseSensitivity)
{
    m_mounts.push_back({path, &handler, caseSensitivity});
}

void Router::openToPages(const QString& path, engineio::OriginPolicy origins, Response refusal)
{
    m_pages.push_back({path, std::move(origins), std::move(refusal)});
}

http::RequestHandler* Router::mountedAt(const QString& path) const
{
    for (const auto& [prefix, handler, caseSensitivity] : m_mounts) {
        if (isBelow(path, prefix, caseSensitivity)) return handler;
    }
    return nullptr;
}

/// Only of requests that a page sent: other programs name no origin.
std::optional<Router::Pages> Router::pagesFor(const http::Request& request) const
{
    if (!request.hasHeader("Origin")) return std::nullopt;
    for (const Pages& each : m_pages) {
        if (isBelow(request.path, each.path, Qt::CaseSensitive)) return each;
    }
    return std::nullopt;
}

/// By the target as received: "%2F" inside of an id is a part of the id, not the end of its segment.
Router::Match Router::find(const http::Request& request) const
{
    const qsizetype query = request.target.indexOf('?');
    const QByteArray path = query < 0 ? request.target : request.target.left(query);
    const QByteArrayView method = lookedUp(request.method);
    Match match;
    const auto consider = [&](const contract::RestRoute& route) {
        if (route.method == method) {
            match.route = &route;
            return true;
        }
        if (!match.allowed.isEmpty()) match.allowed += ", ";
        match.allowed += route.method;
        if (route.method == QByteArrayView("GET")) match.allowed += ", HEAD";
        return false;
    };
    if (const auto fixed = m_fixed.constFind(path); fixed != m_fixed.cend()) {
        for (const contract::RestRoute* route : *fixed) {
            if (consider(*route)) break;
        }
        return match;
    }
    const std::vector<QByteArray> segments = segmentsOf(path);
    for (const Pattern& pattern : m_patterns) {
        if (pattern.segments.size() != segments.size()) continue;
        QList<QString> captures;
        bool fits = true;
        for (size_t i = 0; fits && i < segments.size(); ++i) {
            if (!pattern.segments[i].isEmpty()) {
                fits = pattern.segments[i] == segments[i];
            } else {
                fits = !segments[i].isEmpty();
                captures.append(QString::fromUtf8(QByteArray::fromPercentEncoding(segments[i])));
            }
        }
        if (fits && consider(*pattern.route)) {
            match.captures = std::move(captures);
            break;
        }
    }
    return match;
}

/// Who brings a token of their own. It is signed: nobody comes near it by trying.
std::optional<ShopPeople::Caller> Router::personOf(const http::Request& request) const
{
    if (!m_rules.people) return std::nullopt;
    const QByteArray authorization = request.header("Authorization");
    const auto offered = bearerToken(authorization);
    if (!offered || offered->count('.') != 2) return std::nullopt;
    return m_rules.people->callerOf(offered->toByteArray(), m_rules.now());
}

std::optional<Response> Router::checkToken(const http::Request& request, const contract::RestRoute& route) const
{
    const contract::Permission permission = route.permission;
    if (permission == contract::Permission::Open) return std::nullopt;
    for (const auto& name : {u"access_token"_s, u"token"_s}) {
        // It would stand in logs and histories of everything between (security S11).
        if (request.query.hasQueryItem(name)) return unauthorised(u"Tokens belong in the Authorization header"_s);
    }
    if (route.person) {
        if (const auto person = personOf(request)) {
            if (may(person->role, *route.person)) return std::nullopt;
            return Response::error(403, u"Your role does not include: "_s + permissionName(*route.person));
        }
    }
    const bool mustWait = m_rules.wrong && m_rules.wrong->waitAfterWrong(request.peer) > 0ms;
    if (opens(request, permission)) return std::nullopt;
    if (mustWait) return triedTooOften(m_rules.wrong->waitAfterWrong(request.peer));
    return permission == contract::Permission::Keyed ? unkeyed() : unauthorised(u"Invalid or missing access token"_s);
}

/// Whether the token offered is right, and looked at at all.
bool Router::opens(const http::Request& request, contract::Permission permission) const
{
    WrongTokens* const wrong = m_rules.wrong.get();
    if (wrong && wrong->wait(request.peer, WrongTokens::Kind::Shop) > 0ms) return false;
    const QByteArray authorization = authorizationOf(request, permission);
    const auto offered = bearerToken(authorization);
    // A missing token goes the same way as a wrong one: the same work, the same answer. Both are compared where both
    // will do, so that the time taken does not tell which one came near.
    const QByteArrayView token = offered.value_or(QByteArrayView());
    const bool isPlatform = permission != contract::Permission::Admin && m_rules.platform.accepts(token);
    const bool isAdmin = permission != contract::Permission::Platform && m_rules.admin.accepts(token);
    const bool isRight = offered && (isPlatform || isAdmin);
    if (wrong && isRight) wrong->noteRight(request.peer, WrongTokens::Kind::Shop);
    if (wrong && offered && !isRight)
        wrong->noteWrong(request.peer,
                         permission == contract::Permission::Platform ? u"platform token"_s : u"admin token"_s);
    return isRight;
}

bool Router::isService(const http::Request& request) const
{
    return opens(request, contract::Permission::Service);
}

bool Router::isAdmin(const http::Request& request) const
{
    return opens(request, contract::Permission::Admin);
}

std::optional<Response> Router::refuse(const http::Request& request, const Match& match) const
{
    if (!match.route && match.allowed.isEmpty()) return Response::error(404, u"Not Found"_s);
    if (!match.route) {
        Response response = request.method == "OPTIONS" ? Response{.status = 204, .headers = {}, .body = {}}
                                                        : Response::error(405, u"Method Not Allowed"_s);
        response.setHeader("Allow"_ba, match.allowed + ", OPTIONS");
        return response;
    }
    if (auto refusal = checkToken(request, *match.route)) return refusal;
    if (match.route->takesJson && !isJson(request.header("Content-Type"))) {
        return Response::error(415, u"The body must be application/json"_s);
    }
    return std::nullopt;
}

std::optional<qsizetype> Router::bodyLimit(const http::Request& head) const
{
    if (const auto* mounted = mountedAt(head.path)) return mounted->bodyLimit(head);
    return std::nullopt;
}

/// Everything that the head alone decides, in the order of handle(): whoever is to be refused anyhow sends no body.
Router::BodyBegin Router::bodyBegins(const http::Request& head)
{
    if (!m_rules.hosts.allows(head.header("Host"))) return misdirected();
    const std::optional<Pages> pages = pagesFor(head);
    if (pages && !pages->origins.allows(head)) return pages->refusal;
    if (pages && head.method == "OPTIONS") return std::shared_ptr<void>();
    if (auto* mounted = mountedAt(head.path)) return mounted->bodyBegins(head);
    std::optional<Response> refusal = refuse(head, find(head));
    if (!refusal) return std::shared_ptr<void>();
    if (pages) refusal->headers += pages->origins.headersFor(head);
    return *std::move(refusal);
}

QCoro::Task<Response> Router::handle(std::shared_ptr<http::Exchange> exchange)
{
    const http::Request& request = exchange->request();
    if (!m_rules.hosts.allows(request.header("Host"))) co_return misdirected();
    const std::optional<Pages> pages = pagesFor(request);
    if (pages && !pages->origins.allows(request)) co_return pages->refusal;
    if (pages && request.method == "OPTIONS") co_return pages->origins.preflight(request);
    auto task = route(exchange);
    Response response = co_await task;
    if (pages) response.headers += pages->origins.headersFor(exchange->request());
    co_return response;
}

QCoro::Task<Response> Router::route(std::shared_ptr<http::Exchange> exchange)
{
    const http::Request& request = exchange->request();
    if (auto* mounted = mountedAt(request.path)) {
        auto task = mounted->handle(std::move(exchange));
        co_return co_await task;
    }
    Match match = find(request);
    if (auto refusal = refuse(request, match)) co_return *std::move(refusal);
    const auto person = match.route->person ? personOf(request) : std::nullopt;
    const QByteArray caller = person ? person->id.bytes() : "admin"_ba;
    auto admitting = admit(request.peer, caller, match.route->permission);
    const RateAnswer admitted = co_await admitting;
    if (!admitted.isAllowed) co_return askedTooOften(admitted);
    const auto handler = m_handlers.constFind(match.route->id);
    if (handler == m_handlers.cend()) co_return Response::error(501, u"Not Implemented"_s);
    if (!match.captures.isEmpty()) exchange->setCaptures(std::move(match.captures));
    if (person)
        exchange->setPerson(person->id.bytes(), person->name, may(person->role, Permission::SeeNumbers), person->sight);
    auto task = (*handler)(std::move(exchange));
    Response response = co_await task;
    if (match.route->permission != contract::Permission::Open) addRateHeaders(response, admitted);
    co_return response;
}

/// Strangers by their address, in this process; who brings a token by their name and with all others, over all engines.
/// What brings customers' messages is counted by their senders and does not wait for Redis twice.
QCoro::Task<RateAnswer> Router::admit(QHostAddress peer, QByteArray caller, contract::Permission permission)
{
    RateAnswer answer;
    if (permission == contract::Permission::Open) {
        if (m_rules.doors) answer = m_rules.doors->admitRequest(peer);
        co_return answer;
    }
    if (!m_rules.rates || permission != contract::Permission::Admin) co_return answer;
    const QByteArray act = m_acts + QByteArray::number(++m_counted);
    auto ofCaller = m_rules.rates->charge(RateScope::ApiUser, caller, act);
    answer = co_await ofCaller;
    if (!answer.isAllowed) co_return answer;
    auto ofAll = m_rules.rates->charge(RateScope::ApiWorkspace, QByteArrayLiteral("shop"), act);
    RateAnswer together = co_await ofAll;
    together.isForAll = !together.isAllowed;
    const bool isTighter = together.most > 0 && (answer.most == 0 || together.left < answer.left);
    if (isTighter) answer = together;
    co_return answer;
}

http::UpgradeHandler Router::upgradeHandler(const http::Request& head) const
{
    if (!m_rules.hosts.allows(head.header("Host"))) {
        return [](QTcpSocket* socket, const http::Request& request) {
            engineio::refuseUpgrade(socket, misdirected(), request.requestId);
        };
    }
    if (const auto* mounted = mountedAt(head.path)) return mounted->upgradeHandler(head);
    return {};
}

}  // namespace tongdai
