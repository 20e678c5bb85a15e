#include "engine/upstream/http_client.h"

#include <algorithm>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace {

/// Suspends until HttpClient has settled the exchange.
struct Settled {
    HttpExchangePtr exchange;
    bool await_ready() const { return exchange->result.has_value(); }
    void await_suspend(std::coroutine_handle<> handle) { exchange->waiter = handle; }
    void await_resume() const {}
};

bool isSafeHeaderValue(const QByteArray& value)
{
    return std::none_of(value.begin(), value.end(), [](char c) { return uchar(c) < 0x20 || c == 0x7f; });
}

}  // namespace

QByteArray HttpReply::header(QByteArrayView lowerCaseName) const
{
    for (const auto& [name, value] : headers) {
        if (name == lowerCaseName) return value;
    }
    return {};
}

HttpClient::HttpClient(const QUrl& origin, HttpLimits limits, QObject* parent)
    : QObject(parent), m_origin(origin), m_problem(problemWith(origin)), m_limits(limits)
{
    m_host = origin.host(QUrl::FullyEncoded).toLatin1();
    if (m_host.contains(':')) m_host = '[' + m_host + ']';
    if (origin.port() > 0) m_host += ':' + QByteArray::number(origin.port());
    m_deadlines.setSingleShot(true);
    connect(&m_deadlines, &QTimer::timeout, this, &HttpClient::endOverdue);
}

HttpClient::~HttpClient()
{
    for (HttpConnection* connection : std::exchange(m_all, {})) {
        connection->disconnect(this);
        if (connection->isBusy()) {
            const auto exchange = connection->exchange();
            connection->abort(HttpFailure::Kind::Cancelled, u"the client was closed"_s);
            m_settled.push_back(exchange);
        }
        delete connection;
    }
    for (const auto& exchange : std::exchange(m_queue, {})) {
        exchange->result = HttpFailure{HttpFailure::Kind::Cancelled, u"the client was closed"_s, false, {}};
        m_settled.push_back(exchange);
    }
    resumeSettled();
}

QString HttpClient::problemWith(const QUrl& origin)
{
    if (!origin.isValid() || origin.host().isEmpty()) return u"not a complete address"_s;
    if (origin.scheme() != "http"_L1 && origin.scheme() != "https"_L1)
        return u"only http and https addresses are used"_s;
    return {};
}

QString HttpClient::addressOf(const QUrl& origin)
{
    return origin.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
}

QCoro::Task<HttpResult> HttpClient::send(HttpRequest request, std::shared_ptr<CancelToken> cancel)
{
    auto exchange = std::make_shared<HttpExchange>();
    exchange->request = std::move(request);
    begin(exchange);
    if (cancel && !exchange->result) {
        const std::weak_ptr<HttpExchange> watched = exchange;
        cancel->onCancel([this, watched] {
            if (const auto running = watched.lock(); running && !running->result) {
                giveUp(running, HttpFailure::Kind::Cancelled, u"cancelled"_s);
            }
        });
        if (cancel->isCancelled()) giveUp(exchange, HttpFailure::Kind::Cancelled, u"cancelled"_s);
    }
    Settled settled{exchange};
    co_await settled;
    // From here on the client may be gone.
    if (cancel) cancel->onCancel({});
    HttpResult result = std::move(*exchange->result);
    co_return result;
}

QByteArray HttpClient::wireOf(const HttpRequest& request) const
{
    QByteArray wire;
    wire.reserve(512 + request.body.size());
    wire += request.method + ' ' + request.target + " HTTP/1.1\r\nHost: " + m_host + "\r\nAccept: " + request.accept +
            "\r\nUser-Agent: tongdai/" TONGDAI_VERSION "\r\n";
    for (const auto& [name, value] : request.headers)
        wire += name + ": " + value + "\r\n";
    if (request.method != "GET") wire += "Content-Length: " + QByteArray::number(request.body.size()) + "\r\n";
    return wire + "\r\n" + request.body;
}

void HttpClient::begin(const HttpExchangePtr& exchange)
{
    const auto& headers = exchange->request.headers;
    const bool isSafe =
        std::all_of(headers.begin(), headers.end(), [](const auto& h) { return isSafeHeaderValue(h.second); });
    if (!m_problem.isEmpty() || !isSafe) {
        const QString why = isSafe ? m_problem : u"a header value with control characters"_s;
        exchange->result = HttpFailure{HttpFailure::Kind::NotAllowed, why, false, {}};
        return;
    }
    exchange->wire = wireOf(exchange->request);
    exchange->until = std::chrono::steady_clock::now() + exchange->request.deadline;
    watch(exchange->until);
    dispatch(exchange);
}

void HttpClient::watch(std::chrono::steady_clock::time_point until)
{
    if (until >= m_nextCheck) return;
    m_nextCheck = until;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    m_deadlines.start(std::max(left, std::chrono::milliseconds(0)));
}

void HttpClient::endOverdue()
{
    const auto now = std::chrono::steady_clock::now();
    auto next = std::chrono::steady_clock::time_point::max();
    std::vector<HttpExchangePtr> late;
    const auto look = [&](const HttpExchangePtr& exchange) {
        if (!exchange || exchange->result) return;
        if (exchange->until <= now)
            late.push_back(exchange);
        else
            next = std::min(next, exchange->until);
    };
    for (const HttpConnection* connection : m_all)
        look(connection->exchange());
    for (const HttpExchangePtr& exchange : m_queue)
        look(exchange);
    m_nextCheck = std::chrono::steady_clock::time_point::max();
    if (next != m_nextCheck) watch(next);
    for (const HttpExchangePtr& exchange : late) {
        if (exchange->result) continue;
        giveUp(exchange, HttpFailure::Kind::TimedOut,
               u"no answer within %1 ms"_s.arg(exchange->request.deadline.count()));
    }
}

void HttpClient::dispatch(const HttpExchangePtr& exchange)
{
    if (!m_idle.empty()) {
        HttpConnection* connection = m_idle.back();
        m_idle.pop_back();
        connection->start(exchange);
    } else if (qsizetype(m_all.size()) < m_limits.connections) {
        openConnection()->start(exchange);
    } else {
        m_queue.push_back(exchange);
    }
}

HttpConnection* HttpClient::openConnection()
{
    auto* connection = new HttpConnection(m_origin, m_limits, this);
    m_all.push_back(connection);
    connect(connection, &HttpConnection::finished, this,
            [this, connection](const HttpExchangePtr& exchange, bool isStale) {
                m_idle.push_back(connection);  // leaves it again by `closed` when it cannot be kept
                onFinished(exchange, isStale);
            });
    connect(connection, &HttpConnection::closed, this, [this, connection] {
        std::erase(m_idle, connection);
        std::erase(m_all, connection);
        connection->deleteLater();
        startNextQueued();
    });
    return connection;
}

void HttpClient::giveUp(const HttpExchangePtr& exchange, HttpFailure::Kind kind, const QString& what)
{
    const auto holder = std::find_if(m_all.begin(), m_all.end(), [&](auto* c) { return c->exchange() == exchange; });
    if (holder != m_all.end()) return (*holder)->abort(kind, what);
    std::erase(m_queue, exchange);
    exchange->result = HttpFailure{kind, what, false, {}};
    settle(exchange);
}

void HttpClient::onFinished(const HttpExchangePtr& exchange, bool isStale)
{
    if (isStale && exchange->request.mayRepeatWhenStale && !std::exchange(exchange->wasRepeated, true)) {
        exchange->result.reset();
        // Others kept as long are closed as well by now; a fresh connection cannot be stale. The one that just ended
        // still counts until `closed`, so this may stand one over the limit for a moment.
        return openConnection()->start(exchange);
    }
    settle(exchange);
    startNextQueued();
}

/// In the next turn of the loop, because it is called from inside a connection's signals.
void HttpClient::startNextQueued()
{
    if (!m_queue.empty()) QMetaObject::invokeMethod(this, &HttpClient::drainQueue, Qt::QueuedConnection);
}

void HttpClient::drainQueue()
{
    while (!m_queue.empty() && (!m_idle.empty() || qsizetype(m_all.size()) < m_limits.connections)) {
        const auto next = m_queue.front();
        m_queue.pop_front();
        dispatch(next);
    }
}

/// Resumes in the next turn of the loop: a coroutine may do anything, closing this client included, which must not
/// happen inside a socket's signal.
void HttpClient::settle(const HttpExchangePtr& exchange)
{
    m_settled.push_back(exchange);
    if (m_settled.size() == 1) QMetaObject::invokeMethod(this, &HttpClient::resumeSettled, Qt::QueuedConnection);
}

void HttpClient::resumeSettled()
{
    for (const auto& exchange : std::exchange(m_settled, {})) {
        if (auto waiter = std::exchange(exchange->waiter, nullptr)) waiter.resume();
    }
}

}  // namespace tongdai::upstream
