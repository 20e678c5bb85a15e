#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/live/shared_shelf.h"
#include "engine/domain/shop/shop_fault.h"
#include "engine/domain/work/one_shot.h"
#include "engine/upstream/http_client.h"
#include "engine/upstream/kiotviet/kiotviet_account.h"
#include "engine/upstream/kiotviet/kiotviet_figures.h"

#include <memory>
#include <variant>
#include <vector>

namespace tongdai::upstream {

using KiotVietTokenResult = std::variant<QByteArray, ShopFault>;

/// The access token of one application, one for all engines (contracts/kiotviet §1, §5): kept until five minutes before
/// its end, fetched by one at a time. Engine loop. Held by shared pointers, because whoever waits keeps it alive;
/// close() ends the waiting.
class KiotVietToken final : public std::enable_shared_from_this<KiotVietToken> {
public:
    KiotVietToken(KiotVietAccount account, ports::SharedShelf& shelf, ports::Clock& clock, KiotVietFigures& figures);

    QCoro::Task<KiotVietTokenResult> token();
    /// The service takes it no more although its time is not over. Whoever says so last costs nothing: it is replaced
    /// once.
    QCoro::Task<void> refused(QByteArray token);
    void close();

private:
    using Waiter = std::shared_ptr<OneShot<KiotVietTokenResult>>;
    QCoro::Task<KiotVietTokenResult> find();
    QCoro::Task<KiotVietTokenResult> fetch(qint64 fence);

    KiotVietAccount m_account;
    QByteArray m_name;  ///< in the shelf
    ports::SharedShelf& m_shelf;
    ports::Clock& m_clock;
    KiotVietFigures& m_figures;
    std::unique_ptr<HttpClient> m_http;
    bool m_isSearching = false;
    std::vector<Waiter> m_waiters;
    std::chrono::nanoseconds m_pausedUntil{};
    ShopFault m_lastFault;
};

}  // namespace tongdai::upstream
