#include "engine/server/routes/chat/session_routes.h"

#include "engine/contract/json/chat/plain_chat.h"
#include "engine/contract/json/chat/plain_session.h"
#include "engine/domain/conversation/mask_lines.h"
#include "engine/server/routes/query_parameter.h"
#include "engine/server/routes/store_error_answer.h"

#include <QJsonDocument>

namespace tongdai {

using namespace Qt::StringLiterals;
using contract::FieldProblem;
using contract::RouteId;
using http::Response;

namespace {

constexpr int kSessionsPage = 100;
constexpr int kMostSessions = 500;
constexpr int kSessionLinesPage = 10;
constexpr int kMostSessionLines = 200;
constexpr int kMostSessionPages = 100'000;

Response jsonList(const QJsonArray& list)
{
    return Response::text(QJsonDocument(list).toJson(QJsonDocument::Compact), 200, "application/json"_ba);
}

/// Says nothing about sessions of others: whoever may not read one is told the same.
Response noSession()
{
    return Response::error(404, u"There is no such session"_s);
}

struct PageOf {
    int offset = 0;
    int limit = 0;
};
std::variant<PageOf, FieldProblem> pageIn(const http::Request& request, int standard, int most)
{
    const auto page = intParameter(request, u"page"_s, 1, {1, kMostSessionPages});
    if (const auto* problem = std::get_if<FieldProblem>(&page)) return *problem;
    const auto limit = intParameter(request, u"limit"_s, standard, {1, most});
    if (const auto* problem = std::get_if<FieldProblem>(&limit)) return *problem;
    return PageOf{(std::get<int>(page) - 1) * std::get<int>(limit), std::get<int>(limit)};
}

std::optional<qint64> numberOf(const ConversationId& session)
{
    const QJsonValue wire = contract::wireSession(session);
    return wire.isDouble() ? std::optional(wire.toInteger()) : std::nullopt;
}

/// One entry of the answer of `POST /chat/send_message` that was not sent.
QJsonObject notSent(const QJsonValue& customer, const QString& why)
{
    return {{u"id"_s, QJsonValue()}, {u"chat_session_id"_s, customer}, {u"error"_s, why}};
}

}  // namespace

SessionRoutes::SessionRoutes(Router& router, Services services)
    : m_router(router), m_services(std::move(services)), m_sight(m_services.reader)
{
    router.serve(RouteId::SessionOpen, [this](ExchangePtr exchange) { return open(std::move(exchange)); });
    router.serve(RouteId::SessionRead, [this](ExchangePtr exchange) { return session(std::move(exchange)); });
    router.serve(RouteId::SessionHistory, [this](ExchangePtr exchange) { return history(std::move(exchange)); });
    router.serve(RouteId::SessionList, [this](ExchangePtr e) { return list(std::move(e), &contract::adminSession); });
    router.serve(RouteId::SessionCustomers,
                 [this](ExchangePtr e) { return list(std::move(e), &contract::adminCustomer); });
    router.serve(RouteId::SessionChange, [this](ExchangePtr exchange) { return change(std::move(exchange)); });
    router.serve(RouteId::SessionSend, [this](ExchangePtr exchange) { return send(std::move(exchange)); });
}

QCoro::Task<Response> SessionRoutes::open(ExchangePtr)
{
    co_return Response::json({{u"id"_s, m_services.ids.make(m_services.random)}});
}

std::optional<ConversationId> SessionRoutes::readable(const http::Request& request) const
{
    const QString asked = request.captures.value(0);
    const std::optional<ConversationId> named = contract::sessionInPath(asked);
    if (!named || m_router.isAdmin(request)) return named;
    return contract::isWebSession(*named) ? named : contract::webSession(asked);
}

/// Whoever brought a token of their own; else the operator whom the settings name.
SessionRoutes::Actor SessionRoutes::actor(const http::Request& request) const
{
    if (request.person.isEmpty()) return {m_services.operatorId, m_services.operatorName};
    return {OperatorId(request.person), request.personName};
}

/// From somebody of the shop who does not see it (features I2). Customers bring no such token.
QCoro::Task<bool> SessionRoutes::isHidden(ExchangePtr exchange, ConversationId session)
{
    const auto person = m_router.personOf(exchange->request());
    if (!person) co_return false;
    auto looking = m_sight.isHidden(person->sight, std::move(session));
    const bool isHiddenOne = co_await looking;
    co_return isHiddenOne;
}

/// A session in which nothing was said yet has no row; its number says that we made it.
QCoro::Task<std::optional<SessionStatus>> SessionRoutes::find(ConversationId session)
{
    std::optional<SessionStatus> found = co_await m_services.statuses.find(session);
    const std::optional<qint64> number = numberOf(session);
    if (!found && number && m_services.ids.isOurs(*number)) {
        found.emplace();
        found->id = session;
        found->channel = u"web"_s;
    }
    co_return found;
}

QCoro::Task<Response> SessionRoutes::session(ExchangePtr exchange)
{
    const std::optional<ConversationId> named = readable(exchange->request());
    if (!named) co_return noSession();
    std::optional<Response> failure;
    try {
        auto looking = isHidden(exchange, *named);
        const bool isOutOfSight = co_await looking;
        if (isOutOfSight) co_return noSession();
        const std::optional<SessionStatus> found = co_await find(*named);
        co_return found ? Response::json(contract::sessionObject(*found)) : noSession();
    } catch (const StoreError& error) {
        failure = storeErrorAnswer(error, exchange->request());
    }
    co_return *std::move(failure);
}

QCoro::Task<Response> SessionRoutes::history(ExchangePtr exchange)
{
    const std::optional<ConversationId> named = readable(exchange->request());
    if (!named) co_return noSession();
    const auto page = pageIn(exchange->request(), kSessionLinesPage, kMostSessionLines);
    if (const auto* problem = std::get_if<FieldProblem>(&page))
        co_return Response::json(contract::toJson({*problem}), 422);
    std::optional<Response> failure;
    try {
        auto looking = isHidden(exchange, *named);
        const bool isOutOfSight = co_await looking;
        if (isOutOfSight) co_return noSession();
        const std::optional<SessionStatus> found = co_await find(*named);
        if (!found) co_return noSession();
        const PageOf of = std::get<PageOf>(page);
        const std::vector<StoredMessage> lines = co_await m_services.store.saidLines(*named, of.offset, of.limit);
        const std::optional<Conversation> row = co_await m_services.reader.conversation(*named);
        // Whoever knows its id may read it; of somebody of the shop it is written down.
        if (const auto person = m_router.personOf(exchange->request())) m_services.looks.read(person->id, *named);
        QJsonArray list;
        for (const StoredMessage& line : lines)
            list.append(contract::historyLine(line, *found, row ? row->customerName : QString()));
        co_return jsonList(list);
    } catch (const StoreError& error) {
        failure = storeErrorAnswer(error, exchange->request());
    }
    co_return *std::move(failure);
}

QCoro::Task<Response> SessionRoutes::list(ExchangePtr exchange, QJsonObject (*entry)(const PlainSession&))
{
    const auto page = pageIn(exchange->request(), kSessionsPage, kMostSessions);
    if (const auto* problem = std::get_if<FieldProblem>(&page))
        co_return Response::json(contract::toJson({*problem}), 422);
    PlainSessionQuery query;
    query.offset = std::get<PageOf>(page).offset;
    query.limit = std::get<PageOf>(page).limit;
    query.channel = exchange->request().query.queryItemValue(u"channel"_s, QUrl::FullyDecoded);
    query.tag = exchange->request().query.queryItemValue(u"tag_id"_s, QUrl::FullyDecoded).toUtf8();
    query.sight = exchange->request().sight;
    std::optional<Response> failure;
    try {
        std::vector<PlainSession> found = co_await m_services.store.plainSessions(query);
        const QByteArray person = exchange->request().person;
        if (!person.isEmpty()) m_services.looks.read(OperatorId(person), {});
        QJsonArray list;
        for (PlainSession& each : found) {
            if (!exchange->request().seesNumbers) {
                each.conversation = masked(std::move(each.conversation));
                each.details = masked(std::move(each.details));
            }
            list.append(entry(each));
        }
        co_return jsonList(list);
    } catch (const StoreError& error) {
        failure = storeErrorAnswer(error, exchange->request());
    }
    co_return *std::move(failure);
}

QCoro::Task<Response> SessionRoutes::change(ExchangePtr exchange)
{
    const std::optional<ConversationId> named = contract::sessionInPath(exchange->request().captures.value(0));
    if (!named) co_return noSession();
    const auto read = contract::readSessionChange(exchange->request().body, m_services.clock.now());
    if (const auto* problem = std::get_if<QString>(&read)) co_return Response::error(422, *problem);
    const auto asked = std::get<contract::SessionChange>(read);
    const ConversationId session = *named;
    const Actor by = actor(exchange->request());
    std::optional<Response> failure;
    try {
        std::optional<Conversation> now = co_await m_services.reader.conversation(session);
        if (!now || !exchange->request().sight.sees(*now)) co_return noSession();
        if (asked.botMayReply) {
            auto acting = *asked.botMayReply ? m_services.acts.handBack(session, by.id, by.name)
                                             : m_services.acts.takeOverUntil(session, by.id, by.name, asked.until);
            const OperatorActOutcome outcome = co_await acting;
            if (const auto* other = std::get_if<TakenBySomeone>(&outcome)) {
                const QString name = other->name.isEmpty() ? other->by.toString() : other->name;
                co_return Response::error(409, u"This session is with %1"_s.arg(name));
            }
            if (const auto* done = std::get_if<OperatorActResult>(&outcome)) now = done->conversation;
        }
        if (asked.tags) co_await m_services.store.setTags(session, *asked.tags);
        co_return Response::json(contract::sessionChanged(sessionStatusOf(*now)));
    } catch (const StoreError& error) {
        failure = storeErrorAnswer(error, exchange->request());
    }
    co_return *std::move(failure);
}

/// One after another: whoever repeats the request with its client_message_id sends nothing twice.
QCoro::Task<Response> SessionRoutes::send(ExchangePtr exchange)
{
    const auto read = contract::readSessionLetter(exchange->request().body);
    if (const auto* problem = std::get_if<QString>(&read)) co_return Response::error(422, *problem);
    const auto letter = std::get<contract::SessionLetter>(read);
    const MessageId id(letter.clientMessageId.isEmpty() ? m_services.random.bytes(16).toHex() : letter.clientMessageId);
    const Actor by = actor(exchange->request());
    QJsonArray answer;
    std::optional<Response> failure;
    try {
        for (size_t i = 0; i < letter.customers.size(); ++i) {
            const QJsonValue customer = letter.customers[i];
            const std::optional<ConversationId> session = contract::sessionNamed(customer);
            if (!session) {
                answer.append(notSent(customer, u"not a session"_s));
                continue;
            }
            auto looking = m_sight.sees(exchange->request().sight, *session);
            const bool isSeen = co_await looking;
            if (!isSeen) {
                answer.append(notSent(customer, u"there is no such session"_s));
                continue;
            }
            auto sending = m_services.acts.send(*session, id, by.id, by.name, letter.content);
            const OperatorActOutcome sent = co_await sending;
            if (const auto* done = std::get_if<OperatorActResult>(&sent); done && done->line)
                answer.append(contract::plainChatLine(*done->line, done->conversation, customer));
            else
                answer.append(notSent(customer, u"there is no such session"_s));
        }
    } catch (const StoreError& error) {
        failure = storeErrorAnswer(error, exchange->request());
    }
    if (failure) co_return *std::move(failure);
    co_return jsonList(answer);
}

}  // namespace tongdai
