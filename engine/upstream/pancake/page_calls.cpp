#include "engine/upstream/pancake/page_calls.h"

#include "engine/domain/log.h"

#include <QJsonDocument>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log pageCallsLog("pancake");

constexpr auto kFirstWait = 2s;     // after "too often" without a time, doubled each time …
constexpr auto kLongestWait = 60s;  // … up to this
constexpr auto kLongestAsked = 3600s;
/// Who would wait longer for the page's next call comes again: a row that waits here goes on living on its lease.
constexpr auto kLongestQueue = 10s;
constexpr QLatin1StringView kNotOfItsApi{"an answer that is none of Pancake's API"};

HttpLimits pageLimits(HttpLimits limits)
{
    limits.body = 8 * 1024 * 1024;  // sixty conversations with their histories
    limits.connections = 8;
    return limits;
}

QByteArray baseOf(const QUrl& api)
{
    QByteArray base = api.path(QUrl::FullyEncoded).toLatin1();
    while (base.endsWith('/'))
        base.chop(1);
    return base;
}

std::optional<std::chrono::seconds> pageAsksToWait(const HttpReply& reply)
{
    bool isNumber = false;
    const qint64 seconds = reply.header("retry-after").trimmed().toLongLong(&isNumber);
    if (!isNumber) return {};
    return std::chrono::seconds(qBound(qint64(1), seconds, qint64(std::chrono::seconds(kLongestAsked).count())));
}

QString statusWords(int status, const QString& words)
{
    const QString shown = u"status %1"_s.arg(status);
    return words.isEmpty() ? shown : shown + u": "_s + words;
}

/// An answer without its list is none.
PageAnswer listIn(PageAnswer answer, PageCalls::IsList isList)
{
    if (answer.kind == PageAnswer::Kind::Done && !isList(answer.body)) {
        answer.kind = PageAnswer::Kind::MayBeDone;
        answer.words = kNotOfItsApi;
    }
    return answer;
}

PageAnswer answerOfStatus(int status, const contract::PancakeSaid& said)
{
    using Said = contract::PancakeSaid;
    PageAnswer answer;
    answer.status = status;
    answer.words = statusWords(status, said.words);
    const bool isFine = status >= 200 && status < 300;
    if (status == 429 || said.kind == Said::Kind::TooOften)
        answer.kind = PageAnswer::Kind::TooOften;
    else if (status == 401 || status == 403 || said.kind == Said::Kind::TokenRefused)
        answer.kind = PageAnswer::Kind::TokenRefused;
    else if (status >= 500 || status == 408 || (isFine && said.kind == Said::Kind::Unreadable))
        answer.kind = PageAnswer::Kind::MayBeDone;
    else if (!isFine || said.kind == Said::Kind::Refused)
        answer.kind = PageAnswer::Kind::Refused;
    else
        answer.kind = PageAnswer::Kind::Done;
    // With 200 the number says nothing: the platform's own words are what people read.
    if (isFine && !said.words.isEmpty()) answer.words = said.words;
    if (isFine && said.kind == Said::Kind::Unreadable) answer.words = kNotOfItsApi;
    return answer;
}

}  // namespace

PageCalls::PageCalls(PageAccount account, QUrl api, ports::Clock& clock, HttpLimits limits)
    : m_account(std::move(account)),
      m_base(baseOf(api)),
      m_clock(clock),
      m_http(std::make_unique<HttpClient>(api, pageLimits(std::move(limits))))
{
}

void PageCalls::close()
{
    const auto self = shared_from_this();
    const auto http = std::move(m_http);  // its end resumes coroutines, which must find none
}

PageAnswer PageCalls::answerOf(const HttpResult& result)
{
    if (const auto* failure = std::get_if<HttpFailure>(&result)) {
        // The status had come, and only its words were lost.
        if (failure->status && *failure->status >= 300) return answerOfStatus(*failure->status, {});
        PageAnswer answer;
        answer.kind = failure->wasWritten ? PageAnswer::Kind::MayBeDone : PageAnswer::Kind::NotAsked;
        answer.words = failure->what;
        return answer;
    }
    const auto& reply = std::get<HttpReply>(result);
    const contract::PancakeSaid said = contract::readPancakeSaid(reply.body);
    PageAnswer answer = answerOfStatus(reply.status, said);
    if (answer.kind == PageAnswer::Kind::Done) answer.body = said.body;
    if (answer.kind == PageAnswer::Kind::TooOften) answer.retryAfter = pageAsksToWait(reply);
    return answer;
}

QCoro::Task<PageAnswer> PageCalls::get(QByteArray target)
{
    return get(std::move(target), Concern::Page);
}

QCoro::Task<PageAnswer> PageCalls::get(QByteArray target, Concern tokenTrouble)
{
    HttpRequest request;
    request.method = "GET";
    request.target = m_base + target;
    request.mayRepeatWhenStale = true;
    auto calling = call(std::move(request), tokenTrouble);
    PageAnswer answer = co_await calling;
    co_return answer;
}

QCoro::Task<PageAnswer> PageCalls::list(QByteArray target, IsList isList)
{
    auto getting = get(std::move(target), Concern::Page);
    PageAnswer answer = co_await getting;
    co_return listIn(std::move(answer), isList);
}

QCoro::Task<PageAnswer> PageCalls::listBeside(QByteArray target, IsList isList)
{
    auto getting = get(std::move(target), Concern::ItselfAlone);
    PageAnswer answer = co_await getting;
    co_return listIn(std::move(answer), isList);
}

QCoro::Task<PageAnswer> PageCalls::post(QByteArray target, QJsonObject body)
{
    const auto self = shared_from_this();
    HttpRequest request;
    request.target = m_base + target;
    request.headers = {{"Content-Type"_ba, "application/json"_ba}};
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    request.failpointWhenWritten = "send.written";
    auto calling = call(std::move(request));
    PageAnswer answer = co_await calling;
    notePost(answer);
    co_return answer;
}

QCoro::Task<PageAnswer> PageCalls::actBeside(QByteArray target)
{
    const auto self = shared_from_this();
    HttpRequest request;
    request.target = m_base + target;
    request.headers = {{"Content-Type"_ba, "application/json"_ba}};
    request.body = "{}";
    request.mayRepeatWhenStale = true;
    auto calling = call(std::move(request), Concern::ItselfAlone);
    PageAnswer answer = co_await calling;
    co_return answer;
}

void PageCalls::notePost(const PageAnswer& answer)
{
    if (answer.kind == PageAnswer::Kind::Refused) ++m_posts.refused;
    if (answer.kind != PageAnswer::Kind::Done) return;
    ++m_posts.done;
    m_posts.lastDone = m_clock.now();
}

std::optional<PageAnswer> PageCalls::heldBack() const
{
    const auto now = m_clock.elapsed();
    const auto until = std::max(m_waitsUntil, m_tokenUntil);
    if (now >= until && m_http) return {};
    PageAnswer answer;
    answer.kind = PageAnswer::Kind::HeldBack;
    answer.isForToken = m_tokenUntil > now;
    answer.words = answer.isForToken
                       ? m_tokenTrouble
                       : u"page %1: Pancake asks to wait"_s.arg(QString::fromUtf8(m_account.page.left(64)));
    if (until > now) answer.retryAfter = std::chrono::ceil<std::chrono::seconds>(until - now);
    return answer;
}

QCoro::Task<PageAnswer> PageCalls::call(HttpRequest request, Concern tokenTrouble)
{
    const auto self = shared_from_this();
    if (auto held = heldBack()) co_return std::move(*held);
    const auto now = m_clock.elapsed();
    const auto mine = std::max(m_nextCall, now);
    if (mine - now > kLongestQueue) {
        PageAnswer full;
        full.kind = PageAnswer::Kind::HeldBack;
        full.words = u"held back: the page's limit, %1 in a minute"_s.arg(std::chrono::minutes(1) / kBetweenCalls);
        full.retryAfter = std::chrono::ceil<std::chrono::seconds>(mine - now);
        co_return full;
    }
    m_nextCall = mine + kBetweenCalls;
    if (mine > now) {
        co_await m_clock.sleep(std::chrono::ceil<std::chrono::milliseconds>(mine - now));
        if (auto held = heldBack()) co_return std::move(*held);
    }
    request.deadline = m_account.timeout;
    auto sending = m_http->send(std::move(request));
    const HttpResult result = co_await sending;
    PageAnswer answer = answerOf(result);
    if (tokenTrouble == Concern::Page)
        note(answer);
    else
        noteBeside(answer);
    co_return answer;
}

/// Whether the token is refused or accepted is of this alone: nothing is known of texts.
void PageCalls::noteBeside(const PageAnswer& answer)
{
    if (answer.kind == PageAnswer::Kind::TooOften) note(answer);
    if (answer.kind != PageAnswer::Kind::Done && answer.kind != PageAnswer::Kind::Refused) return;
    m_pause = 0ms;
    m_lastAnswer = m_clock.now();
}

void PageCalls::note(const PageAnswer& answer)
{
    const auto now = m_clock.elapsed();
    if (answer.kind == PageAnswer::Kind::TooOften) {
        m_pause = std::clamp<std::chrono::milliseconds>(m_pause * 2, kFirstWait, kLongestWait);
        m_waitsUntil = now + (answer.retryAfter ? std::chrono::milliseconds(*answer.retryAfter) : m_pause);
        return;
    }
    if (answer.kind == PageAnswer::Kind::TokenRefused) {
        const bool isNew = m_tokenTrouble.isEmpty();
        m_tokenTrouble = answer.words;
        m_tokenUntil = now + kTokenTriedEvery;
        if (isNew)
            pageCallsLog.error("the token of a page is not accepted; nothing is sent for it",
                               {{u"page"_s, QString::fromUtf8(m_account.page)}, {u"cause"_s, answer.words}});
        return;
    }
    if (answer.kind != PageAnswer::Kind::Done && answer.kind != PageAnswer::Kind::Refused) return;
    m_pause = 0ms;
    m_lastAnswer = m_clock.now();
    if (!m_tokenTrouble.isEmpty())
        pageCallsLog.info("the token of a page is accepted again", {{u"page"_s, QString::fromUtf8(m_account.page)}});
    m_tokenTrouble.clear();
}

}  // namespace tongdai::upstream
