#pragma once

#include "engine/domain/ports/live/shared_shelf.h"
#include "engine/server/http/http_server.h"

#include <functional>

namespace tongdai {

/// Where KiotViet says that something of the shop has changed (contracts/kiotviet §4). It stops a webhook that is once
/// answered with 4xx: after a right signature everything is 200, whatever the body says; 401 is for forgeries alone.
/// Mount it at contract::kKiotVietHookPath. Engine loop.
class KiotVietHook final : public http::RequestHandler {
public:
    /// Something about this endpoint changed.
    using Forget = std::function<QCoro::Task<void>(QByteArray endpoint)>;
    KiotVietHook(QByteArray secret, ports::SharedShelf& shelf, Forget forget);

    std::optional<qsizetype> bodyLimit(const http::Request& head) const override;
    QCoro::Task<http::Response> handle(std::shared_ptr<http::Exchange> exchange) override;
    http::UpgradeHandler upgradeHandler(const http::Request& head) const override;

    qint64 heard() const { return m_heard; }
    qint64 repeated() const { return m_repeated; }
    qint64 refused() const { return m_refused; }

private:
    QByteArray m_secret;
    ports::SharedShelf& m_shelf;
    Forget m_forget;
    qint64 m_heard = 0;
    qint64 m_repeated = 0;
    qint64 m_refused = 0;
};

}  // namespace tongdai
