#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/shop/hook_shelf.h"
#include "engine/server/http/http_server.h"

#include <memory>

namespace tongdai {

/// Stands between the server and the router, and puts what comes to an endpoint of platforms on the shelf of the hook
/// inspector (features E7): also what is refused before its body is read, or never comes whole. It changes nothing of
/// a request or its answer. On the path of a message it costs a comparison of the path, a copy of the head without
/// secrets, a shared body and a coroutine: no row, no round trip (`bench_http --hooks` tells how much). Other paths pay
/// the comparison alone. Engine loop.
class HookWatch final : public http::RequestHandler {
public:
    /// `usualLimit`: of bodies, where the inner handler has none of its own.
    HookWatch(http::RequestHandler& inner, std::shared_ptr<HookShelf> shelf, const ports::Clock& clock,
              qsizetype usualLimit);

    std::optional<qsizetype> bodyLimit(const http::Request& head) const override { return m_inner.bodyLimit(head); }
    BodyBegin bodyBegins(const http::Request& head) override;
    QCoro::Task<http::Response> handle(std::shared_ptr<http::Exchange> exchange) override;
    http::UpgradeHandler upgradeHandler(const http::Request& head) const override
    {
        return m_inner.upgradeHandler(head);
    }

private:
    class Arrival;
    std::optional<HookDoor> doorOf(const http::Request& request) const;
    qint64 begin(HookDoor door, const http::Request& head);
    QCoro::Task<http::Response> watched(std::shared_ptr<http::Exchange> exchange, HookDoor door);

    http::RequestHandler& m_inner;
    std::shared_ptr<HookShelf> m_shelf;
    const ports::Clock& m_clock;
    qsizetype m_usualLimit;
};

}  // namespace tongdai
