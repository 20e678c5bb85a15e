#include "engine/server/routes/kiotviet_hook.h"

#include "engine/contract/json/notices/kiotviet_notice.h"
#include "engine/contract/redis_keys.h"
#include "engine/domain/log.h"
#include "engine/server/access/kiotviet_signature.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log kiotVietHookLog("kiotviet.hook");

constexpr qsizetype kMostHookBytes = 8 * 1024 * 1024;  // a stock-taking of a whole shop in one notice
constexpr auto kHookTurn = 10s;

}  // namespace

KiotVietHook::KiotVietHook(QByteArray secret, ports::SharedShelf& shelf, Forget forget)
    : m_secret(std::move(secret)), m_shelf(shelf), m_forget(std::move(forget))
{
}

std::optional<qsizetype> KiotVietHook::bodyLimit(const http::Request& head) const
{
    Q_UNUSED(head)
    return kMostHookBytes;
}

http::UpgradeHandler KiotVietHook::upgradeHandler(const http::Request& head) const
{
    Q_UNUSED(head)
    return {};
}

QCoro::Task<http::Response> KiotVietHook::handle(std::shared_ptr<http::Exchange> exchange)
{
    const http::Request& request = exchange->request();
    if (request.method != "POST" || !isSignedByKiotViet(request.body, request.header("X-Hub-Signature"), m_secret)) {
        ++m_refused;
        co_return http::Response::error(401, u"Not signed with the secret of this webhook"_s);
    }
    ++m_heard;
    const contract::KiotVietNotice notice = contract::readKiotVietNotice(request.body);
    const QByteArray mark = contract::keys::kiotVietNotice(notice.id);
    if (!notice.id.isEmpty()) {
        const std::optional<QByteArray> known = co_await m_shelf.value(mark);
        if (known) {
            ++m_repeated;
            co_return http::Response::json({{u"success"_s, true}, {u"repeated"_s, true}});
        }
    }
    for (const QByteArray& endpoint : notice.changed) {
        auto forgetting = m_forget(endpoint);
        co_await forgetting;
    }
    kiotVietHookLog.debug("heard", {{u"endpoints"_s, int(notice.changed.size())}});
    // Marked as heard only now: one that was cut off half-way comes again, and forgetting twice does no harm.
    qint64 fence = 0;
    if (!notice.id.isEmpty()) fence = co_await m_shelf.takeTurn(mark, kHookTurn);
    const QByteArray heard = "1"_ba;
    if (fence > 0) co_await m_shelf.endTurn(mark, fence, heard, contract::keys::kKiotVietNoticeTtl);
    co_return http::Response::json({{u"success"_s, true}});
}

}  // namespace tongdai
