#include "engine/server/web/web_widget.h"

#include "engine/contract/json/field_reader.h"
#include "engine/contract/mounted_paths.h"
#include "engine/server/access/address_key.h"
#include "engine/server/access/rate_headers.h"

#include <QCryptographicHash>
#include <QFile>

namespace tongdai::web {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
namespace paths = contract::paths;
using http::Response;

namespace {

/// Nothing but our own scripts may run on the demo page, whatever a message contains (security S27, S29). Pictures of
/// carousels come from the shop's own addresses.
constexpr QByteArrayView kDemoPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' https: data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

struct Source {
    QLatin1StringView path;
    QLatin1StringView name;
    QByteArrayView type;
};
constexpr Source kSources[] = {
    {paths::kWidgetScript, "widget.js"_L1, "text/javascript; charset=utf-8"},
    {paths::kWidgetClient, "socket.io.js"_L1, "text/javascript; charset=utf-8"},
    {paths::kDemo, "demo.html"_L1, "text/html; charset=utf-8"},
    {paths::kDemoStyle, "demo.css"_L1, "text/css; charset=utf-8"},
};

Response methodNotAllowed(const QByteArray& allowed)
{
    Response response = Response::error(405, u"Method Not Allowed"_s);
    response.setHeader("Allow"_ba, allowed);
    return response;
}

bool isSameVersion(const QByteArray& ifNoneMatch, const QByteArray& tag)
{
    for (const QByteArray& each : ifNoneMatch.split(',')) {
        QByteArray known = each.trimmed();
        if (known.startsWith("W/")) known = known.sliced(2);
        if (known == tag || known == "*") return true;
    }
    return false;
}

}  // namespace

WebWidget::WebWidget(Visitors visitors, engineio::OriginPolicy origins, QString shopName, const ports::Clock& clock,
                     std::shared_ptr<RateLedger> rates)
    : m_visitors(std::move(visitors)),
      m_origins(std::move(origins)),
      m_shopName(std::move(shopName)),
      m_rates(rates ? std::move(rates) : std::make_shared<RateLedger>(clock))
{
    m_rates->setRule(RateScope::WebVisits, {kVisitsPerTenSeconds, 10s});
    for (const Source& source : kSources) {
        QFile resource(u":/web/"_s + source.name);
        if (!resource.open(QIODevice::ReadOnly)) qFatal("the program was built without its web files");
        File file{source.type.toByteArray(), resource.readAll(), {}};
        const QByteArray hash = QCryptographicHash::hash(file.body, QCryptographicHash::Sha256);
        file.tag = '"' + hash.first(12).toBase64(QByteArray::Base64UrlEncoding) + '"';
        m_files.emplace(source.path, std::move(file));
    }
}

QStringList WebWidget::paths()
{
    QStringList mounted{contract::paths::kWidget};
    for (const Source& source : kSources)
        mounted.append(source.path);
    return mounted;
}

std::optional<qsizetype> WebWidget::bodyLimit(const http::Request&) const
{
    return kMaxBody;
}

http::UpgradeHandler WebWidget::upgradeHandler(const http::Request&) const
{
    return {};
}

WebWidget::BodyBegin WebWidget::bodyBegins(const http::Request& head)
{
    if (head.path != paths::kVisitor || head.method == "OPTIONS") return std::shared_ptr<void>();
    std::optional<Response> refused = refusedByHead(head);
    if (!refused) return std::shared_ptr<void>();
    return forPages(*std::move(refused), head);
}

QCoro::Task<Response> WebWidget::handle(std::shared_ptr<http::Exchange> exchange)
{
    const http::Request& request = exchange->request();
    if (request.path == paths::kVisitor) co_return visitor(request);
    const auto found = m_files.constFind(request.path);
    if (found == m_files.cend()) co_return Response::error(404, u"Not Found"_s);
    co_return file(*found, request);
}

Response WebWidget::file(const File& file, const http::Request& request) const
{
    if (request.method != "GET" && request.method != "HEAD") return methodNotAllowed("GET, HEAD"_ba);
    Response response;
    response.setHeader("ETag"_ba, file.tag);
    // Asked again at every use, answered with 304: a shop's page never runs an old widget against a new engine.
    response.setHeader("Cache-Control"_ba, "no-cache"_ba);
    response.setHeader("X-Content-Type-Options"_ba, "nosniff"_ba);
    if (request.path == paths::kDemo) {
        response.setHeader("Content-Security-Policy"_ba, kDemoPolicy.toByteArray());
        response.setHeader("Referrer-Policy"_ba, "no-referrer"_ba);
    } else {
        response.setHeader("Cross-Origin-Resource-Policy"_ba, "cross-origin"_ba);  // pages of the shop embed it
    }
    if (isSameVersion(request.header("If-None-Match"), file.tag)) {
        response.status = 304;
        return response;
    }
    response.setHeader("Content-Type"_ba, file.type);
    response.body = file.body;
    return response;
}

Response WebWidget::visitor(const http::Request& request)
{
    if (request.method == "OPTIONS") return m_origins.preflight(request);
    std::optional<Response> refused = refusedByHead(request);
    return forPages(refused ? *std::move(refused) : visit(request), request);
}

std::optional<Response> WebWidget::refusedByHead(const http::Request& head) const
{
    if (!m_origins.allows(head)) return Response::error(403, u"Pages of this origin may not use the chat"_s);
    if (head.method != "POST") return methodNotAllowed("POST, OPTIONS"_ba);
    // A form of a foreign page can send any other type without a preflight.
    if (!head.header("Content-Type").toLower().startsWith("application/json")) {
        return Response::error(415, u"The body must be application/json"_s);
    }
    return std::nullopt;
}

Response WebWidget::forPages(Response response, const http::Request& request) const
{
    response.headers += m_origins.headersFor(request);
    response.setHeader("Cache-Control"_ba, "no-store"_ba);
    response.setHeader("X-Content-Type-Options"_ba, "nosniff"_ba);
    return response;
}

Response WebWidget::visit(const http::Request& request)
{
    const RateAnswer rate = m_rates->charge(RateScope::WebVisits, addressKey(request.peer));
    if (!rate.isAllowed) {
        Response busy = Response::error(429, u"Too many requests"_s);
        addRateHeaders(busy, rate);
        return busy;
    }
    const auto read = contract::readBody(request.body, 2);
    const auto* body = std::get_if<QJsonObject>(&read);
    if (!body) return Response::error(400, u"The body must be a JSON object"_s);
    contract::FieldReader fields(*body);
    const QString key = fields.text(u"key"_s, {}, false);
    fields.refuseUnknown();
    if (const auto problems = fields.takeProblems(); !problems.empty())
        return Response::error(400, contract::sentenceOf(problems.front()));
    const VisitorIdentity identity = m_visitors.identify(key.toLatin1());
    return Response::json({{u"userId"_s, identity.user},
                           {u"threadId"_s, identity.thread},
                           {u"token"_s, QString::fromLatin1(identity.token)},
                           {u"key"_s, QString::fromLatin1(identity.key)},
                           {u"expiresIn"_s, qint64(std::chrono::seconds(Visitors::kTokenLife).count())},
                           {u"shopName"_s, m_shopName}});
}

}  // namespace tongdai::web
