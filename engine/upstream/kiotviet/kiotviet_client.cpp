#include "engine/upstream/kiotviet/kiotviet_client.h"

#include "engine/contract/redis_keys.h"
#include "engine/domain/log.h"
#include "engine/upstream/kiotviet/kiotviet_reply.h"
#include "engine/upstream/service_target.h"

#include <QJsonDocument>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log kiotVietLog("kiotviet");

constexpr auto kQuestionTurn = 25s;   // two requests and a new token in between
constexpr auto kQuestionLook = 25ms;  // how soon another engine's answer is seen
constexpr auto kQuestionPatience = 30s;
constexpr auto kFirstPause = 5s;      // after "too often" without a time, doubled each time …
constexpr auto kLongestPause = 300s;  // … up to this
constexpr qsizetype kMostParsed = 64;

HttpLimits kiotVietLimits()
{
    HttpLimits limits;
    limits.body = 8 * 1024 * 1024;  // a hundred products with their descriptions
    limits.connections = 4;
    return limits;
}

}  // namespace

KiotVietClient::KiotVietClient(KiotVietAccount account, ports::SharedShelf& shelf, ports::Clock& clock,
                               ports::Random& random)
    : m_account(std::move(account)),
      m_shelf(shelf),
      m_clock(clock),
      m_random(random),
      m_token(std::make_shared<KiotVietToken>(m_account, shelf, clock, m_figures)),
      m_http(std::make_unique<HttpClient>(m_account.api, kiotVietLimits()))
{
}

void KiotVietClient::close()
{
    const auto self = shared_from_this();
    m_token->close();
    const auto http = std::move(m_http);  // its end resumes coroutines, which must find none
}

QCoro::Task<KiotVietResult> KiotVietClient::get(KiotVietQuestion question)
{
    const auto self = shared_from_this();
    const QByteArray hash = hashOf(m_account.retailer, question);
    const ports::CopyName name{question.endpoint, hash};
    const ports::CopyLife life = lifeOf(question.endpoint);
    const auto until = m_clock.elapsed() + kQuestionPatience;
    bool isFirst = true;
    do {
        const QByteArray known = m_parsed.value(hash).stamp;
        const QByteArray asker = unguessable();
        const ports::CopyLook look = co_await m_shelf.look(name, known, life, asker, kQuestionTurn);
        if (look.copy) {
            KiotVietAnswer answer;
            const auto body = bodyOf(hash, *look.copy);
            if (body) {
                answer.body = *body;
                answer.age = look.copy->age;
                answer.isRefreshing = look.copy->age >= life.fresh;
                ++m_figures.hits;
                if (answer.isRefreshing) ++m_figures.staleHits;
                if (look.isMine) ask(question, hash, look, asker);  // goes on by itself
                co_return answer;
            }
            if (look.copy->body) co_await forget(question.endpoint);  // no JSON of ours
        }
        const auto flight = m_flights.value(hash);
        if (flight && flight->generation == look.generation) {
            if (look.isMine) co_await m_shelf.giveUp(name, asker);
            ++m_figures.joined;
            KiotVietResult joined = co_await join(flight);
            co_return joined;
        }
        if (look.isMine) {
            ++m_figures.misses;
            KiotVietResult asked = co_await ask(question, hash, look, asker);
            co_return asked;
        }
        if (std::exchange(isFirst, false)) ++m_figures.joined;
        if (!m_http) break;
        co_await m_clock.sleep(kQuestionLook);
    } while (m_clock.elapsed() < until);
    co_return ShopFault{m_http ? ShopFault::Kind::TimedOut : ShopFault::Kind::Closed,
                        u"no answer from the engine that asks"_s};
}

QCoro::Task<KiotVietResult> KiotVietClient::join(std::shared_ptr<Flight> flight)
{
    const auto waiter = std::make_shared<OneShot<KiotVietResult>>();
    flight->waiters.push_back(waiter);
    auto waiting = waiter->wait();
    KiotVietResult joined = co_await waiting;
    co_return joined;
}

/// Asks the service, keeps the answer, and tells whoever of this engine waits for the same.
QCoro::Task<KiotVietResult> KiotVietClient::ask(KiotVietQuestion question, QByteArray hash, ports::CopyLook look,
                                                QByteArray asker)
{
    const auto self = shared_from_this();
    const auto flight = std::make_shared<Flight>();
    flight->generation = look.generation;
    m_flights.insert(hash, flight);
    const ports::CopyName name{question.endpoint, hash};
    const QByteArray target = targetOf(question);
    const QByteArray nothing;
    const QByteArray method = "GET"_ba;
    auto read = co_await request(method, target, nothing);
    KiotVietResult result;
    if (auto* object = std::get_if<QJsonObject>(&read)) {
        const ports::CopyToKeep copy{look.generation, look.at, unguessable(),
                                     QJsonDocument(*object).toJson(QJsonDocument::Compact), asker};
        const bool isKept = co_await m_shelf.keep(name, copy, lifeOf(question.endpoint));
        ++(isKept ? m_figures.kept : m_figures.late);
        if (isKept) remember(hash, copy.stamp, *object);
        result = KiotVietAnswer{*object};
    } else {
        co_await m_shelf.giveUp(name, asker);
        result = std::get<ShopFault>(read);
    }
    if (m_flights.value(hash) == flight) m_flights.remove(hash);
    for (const auto& waiter : std::exchange(flight->waiters, {}))
        waiter->set(result);
    co_return result;
}

QCoro::Task<KiotVietResult> KiotVietClient::change(QByteArray method, KiotVietQuestion question, QJsonObject body)
{
    const auto self = shared_from_this();
    const QByteArray text = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    const QByteArray target = targetOf(question);
    auto read = co_await request(method, target, text);
    co_await forget(question.endpoint);
    if (auto* object = std::get_if<QJsonObject>(&read)) co_return KiotVietAnswer{*object};
    co_return std::get<ShopFault>(read);
}

QCoro::Task<void> KiotVietClient::forget(QByteArray endpoint)
{
    const auto self = shared_from_this();
    const int count = co_await m_shelf.forget(endpoint);
    m_figures.forgotten += count;
}

QCoro::Task<int> KiotVietClient::budgetUsed()
{
    const auto self = shared_from_this();
    const QByteArray name = contract::keys::apiBudget(m_account.retailer);
    const int used = co_await m_shelf.used(name, m_account.window);
    co_return used;
}

/// One question to the service; a token that is over before its time costs one new one and a second try.
QCoro::Task<std::variant<QJsonObject, ShopFault>> KiotVietClient::request(QByteArray method, QByteArray target,
                                                                          QByteArray body)
{
    const auto self = shared_from_this();
    for (int tries = 1;; ++tries) {
        if (m_clock.elapsed() < m_pausedUntil) {
            co_return ShopFault{ShopFault::Kind::Throttled, u"KiotViet was asked too often"_s,
                                std::chrono::ceil<std::chrono::milliseconds>(m_pausedUntil - m_clock.elapsed())};
        }
        auto found = co_await m_token->token();
        if (auto* fault = std::get_if<ShopFault>(&found)) {
            fault->mayHaveWorked = false;  // what was wanted was not sent
            co_return *fault;
        }
        const auto token = std::get<QByteArray>(found);
        if (method == "GET") {
            const QByteArray name = contract::keys::apiBudget(m_account.retailer);
            const QByteArray use = unguessable();
            const RateAnswer budget = co_await m_shelf.charge(name, use, m_account.requestsPerWindow, m_account.window);
            if (!budget.isAllowed) {
                ++m_figures.budgetRefusals;
                co_return ShopFault{ShopFault::Kind::BudgetUsed, u"this hour's requests are used up"_s,
                                    budget.retryAfter};
            }
        }
        const HttpResult result = co_await send(method, target, body, token);
        const auto* reply = std::get_if<HttpReply>(&result);
        if (reply && reply->status == 401 && tries == 1) {
            co_await m_token->refused(token);
            continue;
        }
        if (method == "GET") m_figures.budgetUsed = co_await budgetUsed();
        auto read = readKiotVietReply(result);
        if (auto* fault = std::get_if<ShopFault>(&read)) {
            if (fault->kind == ShopFault::Kind::Throttled) noteThrottled(*fault);
        } else {
            m_pause = 0ms;
        }
        co_return read;
    }
}

QCoro::Task<HttpResult> KiotVietClient::send(QByteArray method, QByteArray target, QByteArray body, QByteArray token)
{
    const auto self = shared_from_this();
    if (!m_http) co_return HttpFailure{HttpFailure::Kind::Cancelled, u"the engine stops"_s, false, {}};
    HttpRequest asked;
    asked.method = method;
    QByteArray base = m_account.api.path(QUrl::FullyEncoded).toLatin1();
    while (base.endsWith('/'))
        base.chop(1);
    asked.target = base + target;
    asked.headers = {{"Retailer"_ba, m_account.retailer}, {"Authorization"_ba, "Bearer " + token}};
    if (!body.isEmpty()) asked.headers.append({"Content-Type"_ba, "application/json"_ba});
    asked.body = body;
    asked.deadline = m_account.deadline;
    asked.mayRepeatWhenStale = method == "GET";
    ++m_figures.requests;
    HttpResult result = co_await m_http->send(std::move(asked));
    co_return result;
}

void KiotVietClient::noteThrottled(ShopFault& fault)
{
    ++m_figures.throttled;
    m_pause = std::clamp<std::chrono::milliseconds>(m_pause * 2, kFirstPause, kLongestPause);
    if (fault.retryAfter == 0ms) fault.retryAfter = m_pause;
    m_pausedUntil = std::max<std::chrono::nanoseconds>(m_pausedUntil, m_clock.elapsed() + fault.retryAfter);
    kiotVietLog.warn("asked too often", {{u"cause"_s, fault.what}, {u"pause_ms"_s, qint64(fault.retryAfter.count())}});
}

/// Nothing: the copy cannot be read, or the one this engine had was dropped meanwhile.
std::optional<QJsonObject> KiotVietClient::bodyOf(const QByteArray& hash, const ports::CopyLook::Copy& copy)
{
    if (!copy.body) {
        const Parsed known = m_parsed.value(hash);
        if (known.stamp != copy.stamp) return {};
        return known.body;
    }
    const QJsonDocument document = QJsonDocument::fromJson(*copy.body);
    if (!document.isObject()) return {};
    remember(hash, copy.stamp, document.object());
    return document.object();
}

void KiotVietClient::remember(const QByteArray& hash, const QByteArray& stamp, const QJsonObject& body)
{
    if (m_parsed.size() >= kMostParsed && !m_parsed.contains(hash)) m_parsed.erase(m_parsed.begin());
    m_parsed.insert(hash, {stamp, body});
}

}  // namespace tongdai::upstream
