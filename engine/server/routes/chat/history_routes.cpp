#include "engine/server/routes/chat/history_routes.h"

#include "engine/contract/json/chat/chat_history.h"
#include "engine/server/access/rate_headers.h"
#include "engine/server/routes/chat/history_answers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

namespace tongdai {

using namespace Qt::StringLiterals;
using contract::ChatHistoryRoute;
using http::Response;

namespace {

QByteArray compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Response noAccess(const http::Request& request)
{
    return plainError(request, 403, u"Access denied"_s);
}

Response noSession(const http::Request& request)
{
    return plainError(request, 404, u"Session not found"_s);
}

/// What is no id cannot name anything that exists.
bool areIds(const QByteArrayList& captures)
{
    for (const QByteArray& capture : captures) {
        if (checkId(capture)) return false;
    }
    return true;
}

std::optional<Response> refuse(const http::Request& request, const contract::ChatHistoryMatch& match)
{
    if (match.route) return std::nullopt;
    if (match.allowed.isEmpty()) return plainError(request, 404, u"Not Found"_s);
    Response response = request.method == "OPTIONS" ? Response{.status = 204, .headers = {}, .body = {}}
                                                    : plainError(request, 405, u"Method Not Allowed"_s);
    response.setHeader("Allow"_ba, match.allowed + ", OPTIONS");
    return response;
}

bool isForOthers(const ChatCaller& caller)
{
    return caller.isService || caller.isAdmin;
}

bool isJsonBody(const http::Request& request)
{
    const QByteArray type = request.header("Content-Type").toLower();
    return type.isEmpty() || type.startsWith("application/json") || type.startsWith("text/json") ||
           (type.startsWith("application/") && type.split(';').first().trimmed().endsWith("+json"));
}

}  // namespace

ChatHistoryRoutes::ChatHistoryRoutes(ChatHistory& history, EraseChatSession& erase, CallerOfRequest callerOf,
                                     Bounds bounds)
    : m_history(history), m_erase(erase), m_callerOf(std::move(callerOf)), m_bounds(std::move(bounds))
{
}

std::variant<ChatCaller, Response> ChatHistoryRoutes::callerIn(const http::Request& request) const
{
    const WrongTokens* const wrong = m_bounds.wrong.get();
    const std::chrono::milliseconds wait = wrong ? wrong->waitAfterWrong(request.peer) : std::chrono::milliseconds(0);
    if (std::optional<ChatCaller> caller = m_callerOf(request)) return *std::move(caller);
    if (wait.count() > 0) {
        Response response = plainError(request, 429, u"Too many wrong tokens"_s);
        response.setHeader("Retry-After"_ba, retryAfter({false, wait}));
        return response;
    }
    Response response = plainError(request, 401, u"Unauthorized"_s);
    response.setHeader("WWW-Authenticate"_ba, "Bearer"_ba);
    return response;
}

ChatHistoryRoutes::BodyBegin ChatHistoryRoutes::bodyBegins(const http::Request& head)
{
    if (auto refusal = refuse(head, contract::matchChatHistory(head.method, head.target))) return *std::move(refusal);
    auto caller = callerIn(head);
    if (auto* stranger = std::get_if<Response>(&caller)) return std::move(*stranger);
    return std::shared_ptr<void>();
}

QCoro::Task<Response> ChatHistoryRoutes::handle(std::shared_ptr<http::Exchange> exchange)
{
    const http::Request& request = exchange->request();
    const contract::ChatHistoryMatch match = contract::matchChatHistory(request.method, request.target);
    if (auto refusal = refuse(request, match)) co_return *std::move(refusal);
    auto found = callerIn(request);
    if (auto* stranger = std::get_if<Response>(&found)) co_return std::move(*stranger);
    const ChatCaller caller = std::get<ChatCaller>(found);
    if (auto refusal = tooMany(request, admitRequest(request, caller))) co_return *std::move(refusal);
    std::optional<Response> failure;
    try {
        auto serving = serve(exchange, caller, match.captures, *match.route);
        Response response = co_await serving;
        co_return response;
    } catch (const StoreError& error) {
        failure = storeTrouble(exchange->request(), error);
    }
    co_return *std::move(failure);
}

QCoro::Task<Response> ChatHistoryRoutes::serve(ExchangePtr exchange, ChatCaller caller, QByteArrayList captures,
                                               ChatHistoryRoute route)
{
    switch (route) {
        case ChatHistoryRoute::SyncMessage: return sync(std::move(exchange), std::move(caller));
        case ChatHistoryRoute::SessionInfo:
            return sessionInfo(std::move(exchange), std::move(caller), std::move(captures));
        case ChatHistoryRoute::ArchiveSession:
            return archive(std::move(exchange), std::move(caller), std::move(captures));
        case ChatHistoryRoute::DayCounters:
            return dayCounters(std::move(exchange), std::move(caller), std::move(captures));
        case ChatHistoryRoute::UserSessions:
            return userSessions(std::move(exchange), std::move(caller), std::move(captures));
        case ChatHistoryRoute::History: return history(std::move(exchange), std::move(caller), std::move(captures));
        case ChatHistoryRoute::DeleteHistory: return erase(std::move(exchange), std::move(caller), std::move(captures));
    }
    Q_UNREACHABLE();
}

QCoro::Task<Response> ChatHistoryRoutes::history(ExchangePtr exchange, ChatCaller caller, QByteArrayList captures)
{
    const SenderId user(captures[0]);
    if (!caller.mayRead(user)) co_return noAccess(exchange->request());
    auto read = readPageRequest(exchange->request(), m_history.limits().pageSize);
    if (const auto* problem = std::get_if<QString>(&read)) co_return plainError(exchange->request(), 400, *problem);
    auto& request = std::get<ChatPageRequest>(read);
    request.user = user;
    request.session = ConversationId(captures[1]);
    contract::HistoryPageAnswer answer;
    answer.currentPage = request.page;
    answer.pageSize = request.pageSize;
    ChatHistory::PageResult result = NoSuchSession{};
    if (areIds(captures)) {
        auto asking = m_history.page(std::move(caller), std::move(request));
        result = co_await asking;
    }
    if (std::holds_alternative<NoAccess>(result)) co_return noAccess(exchange->request());
    auto* found = std::get_if<ChatPage>(&result);
    if (!found) co_return plainError(exchange->request(), 404, u"Chat history not found"_s);
    answer.entries = std::move(found->page.entries);
    answer.totalCount = found->page.total;
    answer.session = std::move(found->session);
    co_return jsonAnswer(compact(contract::toJson(answer)));
}

QCoro::Task<Response> ChatHistoryRoutes::userSessions(ExchangePtr exchange, ChatCaller caller, QByteArrayList captures)
{
    auto asking = m_history.sessions(std::move(caller), SenderId(captures[0]));
    const ChatHistory::SessionsResult result = co_await asking;
    if (std::holds_alternative<NoAccess>(result)) co_return noAccess(exchange->request());
    QJsonArray sessions;
    for (const ChatSession& session : std::get<std::vector<ChatSession>>(result))
        sessions.append(contract::toJson(session));
    co_return jsonAnswer(QJsonDocument(sessions).toJson(QJsonDocument::Compact));
}

/// `?spelling=redis`: the hash as it stands there.
QCoro::Task<Response> ChatHistoryRoutes::dayCounters(ExchangePtr exchange, ChatCaller caller, QByteArrayList captures)
{
    const http::Request& request = exchange->request();
    const QDate day = QDate::fromString(QString::fromUtf8(captures[0]), u"yyyy-MM-dd"_s);
    if (!day.isValid()) co_return plainError(request, 400, u"The date must be written as 2025-03-04"_s);
    const QString spelling = request.query.queryItemValue(u"spelling"_s);
    if (!spelling.isEmpty() && spelling != "redis"_L1)
        co_return plainError(request, 400, u"spelling may be redis, or left out"_s);
    auto asking = m_history.dayCounters(std::move(caller), day);
    const ChatDayCounters counted = co_await asking;
    const auto writer = spelling.isEmpty() ? &contract::dayCountersAnswer : &contract::dayCountersAsInRedis;
    co_return jsonAnswer(compact(writer(day, counted)));
}

QCoro::Task<Response> ChatHistoryRoutes::sessionInfo(ExchangePtr exchange, ChatCaller caller, QByteArrayList captures)
{
    if (!areIds(captures)) co_return noSession(exchange->request());
    auto asking = m_history.session(std::move(caller), ConversationId(captures[0]));
    const ChatHistory::SessionResult result = co_await asking;
    if (std::holds_alternative<NoSuchSession>(result)) co_return noSession(exchange->request());
    if (std::holds_alternative<NoAccess>(result)) co_return noAccess(exchange->request());
    co_return jsonAnswer(compact(contract::toJson(std::get<ChatSession>(result))));
}

QCoro::Task<Response> ChatHistoryRoutes::archive(ExchangePtr exchange, ChatCaller caller, QByteArrayList captures)
{
    if (!areIds(captures)) co_return noSession(exchange->request());
    auto asking = m_history.archive(std::move(caller), ConversationId(captures[0]));
    const ChatHistory::ArchiveResult result = co_await asking;
    if (std::holds_alternative<NoSuchSession>(result)) co_return noSession(exchange->request());
    if (std::holds_alternative<NoAccess>(result)) co_return noAccess(exchange->request());
    co_return messageAnswer(u"Session archived successfully"_s);
}

QCoro::Task<Response> ChatHistoryRoutes::erase(ExchangePtr exchange, ChatCaller caller, QByteArrayList captures)
{
    const SenderId user(captures[0]);
    if (!caller.mayRead(user)) co_return noAccess(exchange->request());
    EraseChatSession::Result result = EraseChatSession::Result::Erased;
    if (areIds(captures)) {
        auto erasing = m_erase.run(std::move(caller), user, ConversationId(captures[1]));
        result = co_await erasing;
    }
    switch (result) {
        case EraseChatSession::Result::Erased: break;
        case EraseChatSession::Result::SomeoneElses: co_return noAccess(exchange->request());
        case EraseChatSession::Result::Held:
            co_return plainError(exchange->request(), 409, u"Chat history is under legal hold"_s);
    }
    co_return messageAnswer(u"Chat history deleted successfully"_s);
}

std::optional<Response> ChatHistoryRoutes::tooMany(const http::Request& request, const RateAnswer& answer)
{
    if (answer.isAllowed) return std::nullopt;
    Response response = plainError(request, 429, u"Too many requests"_s);
    addRateHeaders(response, answer);
    return response;
}

/// A service brings what others said, and its address is none of theirs.
RateAnswer ChatHistoryRoutes::admitMessage(const http::Request& request, const ChatCaller& caller) const
{
    if (!m_bounds.doors) return {};
    return isForOthers(caller) ? m_bounds.doors->charge() : m_bounds.doors->admit(request.peer);
}

RateAnswer ChatHistoryRoutes::admitRequest(const http::Request& request, const ChatCaller& caller) const
{
    if (!m_bounds.doors || isForOthers(caller)) return {};
    return m_bounds.doors->admitRequest(request.peer);
}

QCoro::Task<Response> ChatHistoryRoutes::sync(ExchangePtr exchange, ChatCaller caller)
{
    if (!isJsonBody(exchange->request()))
        co_return plainError(exchange->request(), 415, u"The body must be application/json"_s);
    auto read = contract::readSyncRequest(exchange->request().body);
    if (const auto* problem = std::get_if<QString>(&read)) co_return plainError(exchange->request(), 400, *problem);
    const RateAnswer admitted = admitMessage(exchange->request(), caller);
    if (auto refusal = tooMany(exchange->request(), admitted)) co_return *std::move(refusal);
    auto& request = std::get<contract::SyncRequest>(read);
    if (request.entry.messageId.isEmpty())
        request.entry.messageId = MessageId(QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    auto syncing = m_history.sync(std::move(caller), std::move(request.entry), request.hasTime);
    const ChatHistory::SyncResult result = co_await syncing;
    if (std::holds_alternative<NoAccess>(result)) co_return noAccess(exchange->request());
    if (std::holds_alternative<SessionArchived>(result))
        co_return plainError(exchange->request(), 409, u"Session is archived"_s);
    if (std::holds_alternative<EntryIdReused>(result))
        co_return plainError(exchange->request(), 409, u"MessageId belongs to another message"_s);
    co_return messageAnswer(u"Chat message synced successfully"_s);
}

}  // namespace tongdai
