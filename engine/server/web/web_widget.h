#pragma once

#include "engine/domain/limits/rate_ledger.h"
#include "engine/server/http/http_server.h"
#include "engine/server/socketio/origin_policy.h"
#include "engine/server/web/visitors.h"

#include <QHash>
#include <QStringList>

namespace tongdai::web {

/// The chat widget of web pages and the page to try it on: scripts and styles compiled into the program, and the route
/// that gives a visitor an identity. Mount it at each of paths(). Engine loop.
///
/// | path              | what |
/// |-------------------|------|
/// | /widget.js        | the widget; a page embeds it with one script line |
/// | /socket.io.js     | the official client, loaded by the widget |
/// | /demo, /demo.css  | a page with the widget on it |
/// | /widget/visitor   | POST `{key?}` → `{userId, threadId, token, key, expiresIn, shopName}` |
class WebWidget final : public http::RequestHandler {
public:
    static constexpr qsizetype kMaxBody = 16 * 1024;
    static constexpr int kVisitsPerTenSeconds = 60;  ///< of one address (security S40)

    /// `shopName`: what visitors are told they talk to; empty: nothing.
    /// `rates` null: a ledger of its own.
    WebWidget(Visitors visitors, engineio::OriginPolicy origins, QString shopName, const ports::Clock& clock,
              std::shared_ptr<RateLedger> rates = {});

    static QStringList paths();

    std::optional<qsizetype> bodyLimit(const http::Request& head) const override;
    BodyBegin bodyBegins(const http::Request& head) override;
    QCoro::Task<http::Response> handle(std::shared_ptr<http::Exchange> exchange) override;
    http::UpgradeHandler upgradeHandler(const http::Request& head) const override;

private:
    struct File {
        QByteArray type;
        QByteArray body;
        QByteArray tag;
    };
    http::Response file(const File& file, const http::Request& request) const;
    http::Response visitor(const http::Request& request);
    std::optional<http::Response> refusedByHead(const http::Request& head) const;
    http::Response forPages(http::Response response, const http::Request& request) const;
    http::Response visit(const http::Request& request);

    Visitors m_visitors;
    engineio::OriginPolicy m_origins;
    QString m_shopName;
    std::shared_ptr<RateLedger> m_rates;
    QHash<QString, File> m_files;
};

}  // namespace tongdai::web
