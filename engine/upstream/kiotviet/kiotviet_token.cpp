#include "engine/upstream/kiotviet/kiotviet_token.h"

#include "engine/contract/redis_keys.h"
#include "engine/domain/log.h"
#include "engine/upstream/kiotviet/kiotviet_reply.h"
#include "engine/upstream/service_target.h"

#include <QCryptographicHash>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log kiotVietTokenLog("kiotviet.token");

constexpr auto kTokenEarly = 300s;        // contracts/kiotviet §5
constexpr auto kShortestTokenLife = 10s;  // of a service that gives out shorter ones than that
constexpr auto kTokenTurn = 15s;          // longer than its request may take
constexpr auto kTokenDeadline = 10s;
constexpr auto kTokenLook = 50ms;  // how soon another engine's token is seen
constexpr auto kTokenPatience = 20s;
constexpr auto kPauseAfterRefusal = 60s;  // wrong credentials get no better by asking

}  // namespace

KiotVietToken::KiotVietToken(KiotVietAccount account, ports::SharedShelf& shelf, ports::Clock& clock,
                             KiotVietFigures& figures)
    : m_account(std::move(account)),
      m_name(contract::keys::shopToken(
          m_account.clientId, QCryptographicHash::hash(m_account.clientSecret, QCryptographicHash::Sha256).toHex())),
      m_shelf(shelf),
      m_clock(clock),
      m_figures(figures),
      m_http(std::make_unique<HttpClient>(m_account.tokenService))
{
}

void KiotVietToken::close()
{
    const auto http = std::move(m_http);  // its end resumes coroutines, which must find none
}

QCoro::Task<KiotVietTokenResult> KiotVietToken::token()
{
    const auto self = shared_from_this();
    if (m_isSearching) {
        const auto waiter = std::make_shared<OneShot<KiotVietTokenResult>>();
        m_waiters.push_back(waiter);
        auto waiting = waiter->wait();
        KiotVietTokenResult found = co_await waiting;
        co_return found;
    }
    m_isSearching = true;
    KiotVietTokenResult result = co_await find();
    m_isSearching = false;
    for (const Waiter& waiter : std::exchange(m_waiters, {}))
        waiter->set(result);
    co_return result;
}

QCoro::Task<void> KiotVietToken::refused(QByteArray token)
{
    const auto self = shared_from_this();
    ++m_figures.tokenRefusals;
    co_await m_shelf.dropValue(m_name, token);
}

/// The shelf's, or a new one by whoever has the turn; the others look again until it is there.
QCoro::Task<KiotVietTokenResult> KiotVietToken::find()
{
    const auto self = shared_from_this();
    const auto until = m_clock.elapsed() + kTokenPatience;
    do {
        std::optional<QByteArray> kept = co_await m_shelf.value(m_name);
        if (kept) co_return std::move(*kept);
        if (!m_http) co_return ShopFault{ShopFault::Kind::Closed, u"the engine stops"_s};
        if (m_clock.elapsed() < m_pausedUntil) {
            ShopFault again = m_lastFault;
            again.retryAfter = std::chrono::ceil<std::chrono::milliseconds>(m_pausedUntil - m_clock.elapsed());
            co_return again;
        }
        const qint64 fence = co_await m_shelf.takeTurn(m_name, kTokenTurn);
        if (fence > 0) {
            KiotVietTokenResult fetched = co_await fetch(fence);
            co_return fetched;
        }
        co_await m_clock.sleep(kTokenLook);
    } while (m_clock.elapsed() < until);
    co_return ShopFault{ShopFault::Kind::TimedOut, u"no token from the engine that asks for one"_s};
}

QCoro::Task<KiotVietTokenResult> KiotVietToken::fetch(qint64 fence)
{
    const auto self = shared_from_this();
    HttpRequest post;
    post.target = targetOf(m_account.tokenService, QString());
    if (post.target.endsWith('/') && m_account.tokenService.path().size() > 1) post.target.chop(1);
    post.headers = {{"Content-Type"_ba, "application/x-www-form-urlencoded"_ba}};
    post.body =
        "scopes=PublicApi.Access&grant_type=client_credentials&client_id=" + m_account.clientId.toPercentEncoding() +
        "&client_secret=" + m_account.clientSecret.toPercentEncoding();
    post.deadline = kTokenDeadline;
    post.mayRepeatWhenStale = true;  // a second token does no harm
    HttpResult result = HttpFailure{HttpFailure::Kind::Cancelled, u"the engine stops"_s, false, {}};
    if (m_http) {
        ++m_figures.tokenRequests;
        result = co_await m_http->send(std::move(post));
    }
    const auto read = readKiotVietReply(result);
    QByteArray token;
    std::chrono::seconds life{};
    if (const auto* object = std::get_if<QJsonObject>(&read)) {
        token = object->value("access_token"_L1).toString().toUtf8();
        life = std::chrono::seconds(qint64(object->value("expires_in"_L1).toDouble())) - kTokenEarly;
        if (life < kShortestTokenLife) life = kShortestTokenLife;
    }
    const bool isLatest = co_await m_shelf.endTurn(m_name, fence, token, life);
    if (!token.isEmpty()) {
        if (!isLatest) kiotVietTokenLog.warn("a token came too late to be kept; a newer one is there");
        co_return token;
    }
    const auto* fault = std::get_if<ShopFault>(&read);
    m_lastFault = fault ? *fault : ShopFault{ShopFault::Kind::BadAnswer, u"no access_token in the answer"_s};
    // The token service says 400 where the API says 401.
    if (m_lastFault.kind == ShopFault::Kind::Refused) m_lastFault.kind = ShopFault::Kind::Credentials;
    if (m_lastFault.kind == ShopFault::Kind::Credentials) m_pausedUntil = m_clock.elapsed() + kPauseAfterRefusal;
    kiotVietTokenLog.warn("no token", {{u"cause"_s, m_lastFault.what}});
    ShopFault told = m_lastFault;  // a copy: QCoro moves out of what it is given, and others are told the same
    co_return told;
}

}  // namespace tongdai::upstream
