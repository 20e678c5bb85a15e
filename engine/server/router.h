#pragma once

#include "engine/contract/rest_routes.h"
#include "engine/domain/ports/live/rate_limits.h"
#include "engine/server/access/bearer_tokens.h"
#include "engine/server/access/door_limits.h"
#include "engine/server/access/host_allow_list.h"
#include "engine/server/access/shop_people.h"
#include "engine/server/access/wrong_tokens.h"
#include "engine/server/http/http_server.h"
#include "engine/server/socketio/origin_policy.h"

#include <QHash>

#include <array>
#include <functional>
#include <vector>

namespace tongdai {

/// Who may come in, and by which names.
struct AccessRules {
    BearerTokens platform;
    BearerTokens admin;
    HostAllowList hosts;
    // Where nothing is bounded, a null one stands.
    std::shared_ptr<WrongTokens> wrong = {};
    std::shared_ptr<DoorLimits> doors = {};
    std::shared_ptr<ShopPeople> people = {};  ///< null: no person has a token
    std::function<TimePoint()> now = {};      ///< with `people`
    ports::RateLimits* rates = nullptr;       ///< null: who brings a token may ask any number
};

/// Whose act a request of the administrator's routes is, for the audit log: the person's whose token it brought, else
/// that of the program "admin", whose token names nobody.
QByteArray actorOf(const http::Request& request);

/// The front of the server: checks the Host, finds the route in contract/rest_routes, checks the token, then calls the
/// route's handler. Other protocols on the same port (Socket.IO) are mounted under a path and get what is below it.
/// Every refusal is `{"detail":"…"}`: 421 host, 404, 405 with Allow, 401, 415, 429 after too many wrong tokens or
/// requests. Engine loop.
class Router final : public http::RequestHandler {
public:
    explicit Router(AccessRules rules);

    /// Each route of the table needs one; a route without is answered with 501.
    void serve(contract::RouteId route, http::Handler handler);
    /// `handler` must outlive the router. `path` is a prefix of whole segments: "/chat/ws" also takes "/chat/ws/admin",
    /// while "/socket.io/" is only taken with its slash.
    void mount(const QString& path, http::RequestHandler& handler,
               Qt::CaseSensitivity caseSensitivity = Qt::CaseSensitive);
    /// Web pages of these origins may call what is below `path` (CORS); requests of other pages get `refusal`.
    void openToPages(const QString& path, engineio::OriginPolicy origins, http::Response refusal);
    /// Brings the platform's or the administrator's token: may be told more than that the program works.
    bool isService(const http::Request& request) const;
    /// Brings the administrator's token.
    bool isAdmin(const http::Request& request) const;
    /// Who brings a token of their own, whatever the route asks for.
    std::optional<ShopPeople::Caller> personOf(const http::Request& request) const;

    std::optional<qsizetype> bodyLimit(const http::Request& head) const override;
    BodyBegin bodyBegins(const http::Request& head) override;
    QCoro::Task<http::Response> handle(std::shared_ptr<http::Exchange> exchange) override;
    http::UpgradeHandler upgradeHandler(const http::Request& head) const override;

private:
    struct Pattern {
        std::vector<QByteArray> segments;  ///< empty: {…}, takes anything
        const contract::RestRoute* route;
    };
    /// Where a request goes, or why nowhere.
    struct Match {
        const contract::RestRoute* route = nullptr;
        QList<QString> captures;
        QByteArray allowed;  ///< methods of this path when only the method is wrong
    };

    /// What pages may call, and which.
    struct Pages {
        QString path;
        engineio::OriginPolicy origins;
        http::Response refusal;
    };

    QCoro::Task<http::Response> route(std::shared_ptr<http::Exchange> exchange);
    std::optional<Pages> pagesFor(const http::Request& request) const;
    Match find(const http::Request& request) const;
    http::RequestHandler* mountedAt(const QString& path) const;
    std::optional<http::Response> refuse(const http::Request& request, const Match& match) const;
    std::optional<http::Response> checkToken(const http::Request& request, const contract::RestRoute& route) const;
    bool opens(const http::Request& request, contract::Permission permission) const;
    QCoro::Task<RateAnswer> admit(QHostAddress peer, QByteArray caller, contract::Permission permission);

    AccessRules m_rules;
    QHash<QByteArray, std::vector<const contract::RestRoute*>> m_fixed;
    std::vector<Pattern> m_patterns;
    QHash<contract::RouteId, http::Handler> m_handlers;
    struct Mount {
        QString path;
        http::RequestHandler* handler;
        Qt::CaseSensitivity caseSensitivity;
    };
    std::vector<Mount> m_mounts;
    std::vector<Pages> m_pages;
    QByteArray m_acts;  ///< begins the id of every counted request
    qint64 m_counted = 0;
};

}  // namespace tongdai
