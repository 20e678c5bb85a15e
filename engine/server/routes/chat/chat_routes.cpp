#include "engine/server/routes/chat/chat_routes.h"

#include "engine/contract/json/chat/chat_json.h"
#include "engine/contract/json/chat/chat_thread_draft.h"
#include "engine/contract/json/field_reader.h"
#include "engine/domain/log.h"
#include "engine/server/routes/chat/chat_query.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using contract::RouteId;
using http::Response;

namespace {

const Log chatRoutesLog("chat.rest");

Response notFound()
{
    return chatError(404, 2003, u"Chat thread not found"_s);
}

using FieldProblems = std::vector<contract::FieldProblem>;

/// The first problem as the message, all of them by their places as `errors`.
Response unreadableBody(const FieldProblems& problems)
{
    QJsonObject errors;
    for (const contract::FieldProblem& problem : problems) {
        const QString sentence = contract::sentenceOf(problem);
        errors[sentence.section(u": "_s, 0, 0)] = problem.message;
    }
    return chatError(422, 2001, contract::sentenceOf(problems.front()), errors);
}

QJsonObject listed(const ThreadListItem& item, bool withParticipants, bool withLastMessage)
{
    const ChatThread& thread = item.thread;
    QJsonObject json = contract::threadSummary(thread);
    const auto reference = [](const QString& id) {
        return id.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(QJsonObject{{u"id"_s, id}});
    };
    json[u"metadata"_s] = thread.metadata;
    json[u"createdAt"_s] = contract::chatTime(thread.createdAt);
    json[u"updatedAt"_s] = contract::chatTime(thread.updatedAt);
    json[u"jobPost"_s] = reference(thread.jobPostId);
    json[u"contract"_s] = reference(thread.contractId);
    json[u"_count"_s] = QJsonObject{{u"messages"_s, item.messages}};
    json[u"unreadMessagesCount"_s] = item.unread;
    json.remove(u"participants"_s);
    if (withParticipants) {
        QJsonArray participants;
        for (const Participant& each : thread.participants) {
            QJsonObject participant = contract::chatParticipant(each);
            QJsonObject user = participant["user"_L1].toObject();
            user[u"email"_s] = each.user.email;
            participant[u"user"_s] = user;
            participants.append(participant);
        }
        json[u"participants"_s] = participants;
    }
    if (withLastMessage) {
        QJsonArray last;
        if (item.last) last.append(contract::chatMessage(*item.last, thread));
        json[u"messages"_s] = last;
    }
    return json;
}

}  // namespace

ChatRoutes::ChatRoutes(Router& router, ports::ChatStore& store, chat::ChatGateway& gateway, const ports::Clock& clock,
                       ports::HistoryReader& reader)
    : m_store(store),
      m_sight(reader),
      m_gateway(gateway),
      m_callers({gateway.tokens(), gateway.newestClaims(), store, clock, gateway.wrongTokens()})
{
    serve(router, RouteId::ChatThreads, &ChatRoutes::threads);
    serve(router, RouteId::ChatThread, &ChatRoutes::thread);
    serve(router, RouteId::ChatMessages, &ChatRoutes::messages);
    serve(router, RouteId::ChatRead, &ChatRoutes::read);
    router.serve(RouteId::ChatOpenThread, [this](ExchangePtr exchange) { return open(std::move(exchange)); });
    router.serve(RouteId::ChatLetOut, [this](ExchangePtr exchange) { return letOut(std::move(exchange)); });
}

void ChatRoutes::serve(Router& router, RouteId route, Work work)
{
    router.serve(route, [this, work](ExchangePtr exchange) { return withUser(std::move(exchange), work); });
}

ChatRoutes::Answer ChatRoutes::withUser(ExchangePtr exchange, Work work)
{
    Response response;
    try {
        auto asking = m_callers.caller(exchange->request());
        const ChatCallers::Caller caller = co_await asking;
        if (const auto* refusal = std::get_if<Response>(&caller)) co_return *refusal;
        Answer answer = (this->*work)(std::move(exchange), std::get<ChatVisitor>(caller));
        response = co_await answer;
    } catch (const StoreError& error) {
        chatRoutesLog.warn("a chat route failed", {{u"cause"_s, error.cause()}});
        response = chatError(503, 5000, u"The history does not answer"_s);
    }
    response.setHeader("Cache-Control"_ba, "no-store"_ba);
    co_return response;
}

QCoro::Task<std::variant<ChatMember, Response>> ChatRoutes::mine(ConversationId thread, ChatVisitor visitor)
{
    using Found = std::variant<ChatMember, Response>;
    const Membership membership = co_await m_gateway.membership().of(thread, visitor);
    if (const auto* member = std::get_if<ChatMember>(&membership)) co_return Found(*member);
    const ThreadPtr there = co_await m_gateway.membership().thread(thread);
    if (!there) co_return Found(notFound());
    co_return Found(chatError(403, 3000, u"You are not a participant of this chat thread"_s));
}

ChatRoutes::Answer ChatRoutes::threads(ExchangePtr exchange, ChatVisitor visitor)
{
    ChatQueryReader reader(exchange->request().query);
    ThreadListQuery query;
    query.user = visitor.user.id;
    query.isCustomer = visitor.claimed && !isStaff(*visitor.claimed);
    const int page = reader.number("page"_L1, 1, 1, 1'000'000);
    query.limit = reader.number("limit"_L1, 20, 1, 100);
    query.offset = (page - 1) * query.limit;
    query.type = reader.oneOf("type"_L1, {u"PROJECT"_s, u"ADMIN_CLIENT"_s, u"ADMIN_FREELANCER"_s});
    query.jobPostId = reader.text("jobPostId"_L1);
    query.contractId = reader.text("contractId"_L1);
    query.search = reader.text("search"_L1);
    query.role =
        chatRole(reader.oneOf("participantRole"_L1, {u"CLIENT"_s, u"FREELANCER"_s, u"ADMIN"_s, u"ARBITRATOR"_s}));
    const bool withParticipants = reader.flag("includeParticipants"_L1, true);
    query.withLastMessage = reader.flag("includeLastMessage"_L1, true);
    const bool withLast = query.withLastMessage;
    const int limit = query.limit;
    const int offset = query.offset;
    if (auto refusal = reader.refusal()) co_return *std::move(refusal);

    const ThreadListPage found = co_await m_store.threadList(std::move(query));
    QJsonArray data;
    for (const ThreadListItem& item : found.items)
        data.append(listed(item, withParticipants, withLast));
    co_return Response::json({{u"page"_s, page},
                              {u"limit"_s, limit},
                              {u"total"_s, found.total},
                              {u"hasMore"_s, offset + qint64(found.items.size()) < found.total},
                              {u"data"_s, data}});
}

ChatRoutes::Answer ChatRoutes::thread(ExchangePtr exchange, ChatVisitor visitor)
{
    ChatQueryReader reader(exchange->request().query);
    if (auto refusal = reader.refusal()) co_return *std::move(refusal);
    const auto id = ConversationId::fromString(exchange->request().captures.value(0));
    const auto found = co_await mine(id, visitor);
    if (const auto* refusal = std::get_if<Response>(&found)) co_return *refusal;
    ThreadListQuery query;
    query.user = visitor.user.id;
    query.only = id;
    const ThreadListPage page = co_await m_store.threadList(std::move(query));
    ThreadListItem item;
    if (page.items.empty())
        item.thread = *std::get<ChatMember>(found).thread;  // may take part, and does not yet
    else
        item = page.items.front();
    co_return Response::json(listed(item, true, true));
}

ChatRoutes::Answer ChatRoutes::messages(ExchangePtr exchange, ChatVisitor visitor)
{
    ChatQueryReader reader(exchange->request().query);
    ChatLinesQuery query;
    query.thread = ConversationId::fromString(exchange->request().captures.value(0));
    query.limit = reader.number("limit"_L1, 20, 1, 100);
    query.cursor = MessageId::fromString(reader.text("cursor"_L1));
    const QString direction = reader.oneOf("direction"_L1, {u"before"_s, u"after"_s});
    query.isAfter = direction == "after"_L1;
    query.withReceipts = reader.flag("includeReceipts"_L1, false);
    const bool withAttachments = reader.flag("includeAttachments"_L1, true);
    const bool withReceipts = query.withReceipts;
    const bool isAfter = query.isAfter;
    const int limit = query.limit;
    if (auto refusal = reader.refusal()) co_return *std::move(refusal);

    const auto found = co_await mine(query.thread, visitor);
    if (const auto* refusal = std::get_if<Response>(&found)) co_return *refusal;
    const ThreadPtr thread = std::get<ChatMember>(found).thread;
    const ChatLinesPage page = co_await m_store.chatHistory(std::move(query));
    if (!page.isCursorKnown) co_return chatError(400, 2002, u"Invalid cursor"_s);
    QJsonArray data;
    for (const ChatLine& line : page.lines) {
        QJsonObject message = contract::chatMessage(line, *thread);
        if (!withReceipts) message.remove(u"receipts"_s);
        if (!withAttachments) message.remove(u"attachments"_s);
        data.append(message);
    }
    QJsonValue next(QJsonValue::Null);
    if (!page.lines.empty()) {
        const ChatLine& edge = isAfter ? page.lines.back() : page.lines.front();
        next = edge.message.messageId.toString();
    }
    co_return Response::json({{u"data"_s, data},
                              {u"limit"_s, limit},
                              {u"direction"_s, isAfter ? u"after"_s : u"before"_s},
                              {u"hasMore"_s, page.hasMore},
                              {u"nextCursor"_s, next}});
}

ChatRoutes::Answer ChatRoutes::read(ExchangePtr exchange, ChatVisitor visitor)
{
    const auto id = ConversationId::fromString(exchange->request().captures.value(0));
    const auto found = co_await mine(id, visitor);
    if (const auto* refusal = std::get_if<Response>(&found)) co_return *refusal;
    if (!std::get<ChatMember>(found).participant)
        co_return chatError(403, 3000, u"You are not a participant of this chat thread"_s);
    const auto read = contract::readReadMark(exchange->request().body);
    if (const auto* problems = std::get_if<FieldProblems>(&read)) co_return unreadableBody(*problems);
    const MessageId upto = std::get<MessageId>(read);
    const ReadOutcome outcome = co_await m_gateway.markRead(id, visitor.user.id, upto);
    if (std::holds_alternative<NoSuchMessage>(outcome))
        co_return chatError(400, 2002, u"Message does not belong to this thread"_s);
    const auto* mark = std::get_if<ReadMark>(&outcome);
    if (!mark) co_return chatError(403, 3000, u"You are not a participant of this chat thread"_s);
    const QString last = mark->participant.lastReadMessage.toString();
    co_return Response::json(
        {{u"participant"_s, contract::chatParticipant(mark->participant)},
         {u"lastReadMessageId"_s, last.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(last)},
         {u"updatedReceipts"_s, mark->marked}});
}

ChatRoutes::Answer ChatRoutes::open(ExchangePtr exchange)
{
    const auto draft = contract::readThreadDraft(exchange->request().body);
    if (const auto* problems = std::get_if<FieldProblems>(&draft)) co_return unreadableBody(*problems);
    const ThreadDraft& wanted = std::get<ThreadDraft>(draft);
    try {
        auto looking = m_sight.isHidden(exchange->request().sight, wanted.id);
        const bool isHidden = co_await looking;
        if (isHidden) co_return notFound();
        const bool isNew = co_await m_gateway.openThread(wanted);
        const ThreadPtr thread = co_await m_gateway.membership().thread(wanted.id);
        if (!thread) co_return notFound();
        co_return Response::json(contract::threadSummary(*thread), isNew ? 201 : 200);
    } catch (const StoreError& error) {
        chatRoutesLog.warn("a thread was not made", {{u"cause"_s, error.cause()}});
    }
    co_return chatError(503, 5000, u"The history does not answer"_s);
}

ChatRoutes::Answer ChatRoutes::letOut(ExchangePtr exchange)
{
    const auto id = ConversationId::fromString(exchange->request().captures.value(0));
    const auto user = SenderId::fromString(exchange->request().captures.value(1));
    try {
        auto looking = m_sight.isHidden(exchange->request().sight, id);
        const bool isHidden = co_await looking;
        if (isHidden) co_return notFound();
        const bool hasLeft = co_await m_gateway.letOut(id, user);
        const ThreadPtr thread = co_await m_gateway.membership().thread(id);
        if (!thread) co_return notFound();
        if (!hasLeft) co_return chatError(404, 3000, u"Not a participant of this chat thread"_s);
        co_return Response::json(contract::threadSummary(*thread));
    } catch (const StoreError& error) {
        chatRoutesLog.warn("nobody was let out of a thread", {{u"cause"_s, error.cause()}});
    }
    co_return chatError(503, 5000, u"The history does not answer"_s);
}

}  // namespace tongdai
