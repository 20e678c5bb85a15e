#include "tests/support/pancake_stub.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QUrlQuery>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kListed = 60;
constexpr int kMessagesListed = 30;
constexpr qint64 kJudgedFor = 30 * 60 * 1000;
constexpr int kFailuresThatStop = 300;

QString pancakeStamp(double seconds)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(qint64(seconds * 1000), Qt::UTC);
    return at.toString(u"yyyy-MM-ddTHH:mm:ss.zzz"_s) + u"000"_s;
}

double secondsNow()
{
    return double(QDateTime::currentMSecsSinceEpoch()) / 1000;
}

QJsonObject pancakeError(const QString& words, int code = 0)
{
    QJsonObject error{{u"success"_s, false}, {u"message"_s, words}};
    if (code != 0) error.insert(u"error_code"_s, code);
    return error;
}

}  // namespace

PancakeStub::PancakeStub()
{
    // What it does, it does at once; the script's delay is before the answer.
    connect(this, &StubHttpServer::arrived, this, [this](int number) {
        const StubRequest request = requests().back();
        m_answers.insert(number, carryOut(request));
    });
}

void PancakeStub::setHook(const QString& page, const QUrl& hook)
{
    m_hooks.insert(page, hook);
    QUrl base = hook;
    base.setPath({});
    base.setQuery(QString());
    m_callers.insert(page, std::make_shared<JsonClient>(base, 32));
}

QJsonObject PancakeStub::say(const Said& said)
{
    const double at = said.at > 0 ? said.at : secondsNow();
    Thread& thread = m_threads[said.conversation];
    thread.page = said.page;
    const bool isShop = said.from == said.page;
    if (thread.conversation.isEmpty() || !isShop) {
        const QJsonValue tags = thread.conversation["tags"_L1];
        const QJsonValue assignees = thread.conversation["assignee_ids"_L1];
        thread.conversation = {{u"id"_s, said.conversation},
                               {u"type"_s, said.isComment ? u"COMMENT"_s : u"INBOX"_s},
                               {u"page_id"_s, said.page},
                               {u"from"_s, QJsonObject{{u"id"_s, said.from}, {u"name"_s, said.name}}}};
        if (tags.isArray()) thread.conversation.insert(u"tags"_s, tags);
        if (assignees.isArray()) thread.conversation.insert(u"assignee_ids"_s, assignees);
    }
    QJsonObject from{{u"id"_s, said.from}, {u"name"_s, said.name}};
    if (!said.admin.isEmpty()) {
        from.insert(u"admin_id"_s, u"staff-"_s + said.admin);
        from.insert(u"admin_name"_s, said.admin);
    }
    QJsonObject message{{u"id"_s, said.id},
                        {u"conversation_id"_s, said.conversation},
                        {u"page_id"_s, said.page},
                        {u"type"_s, said.isComment ? u"COMMENT"_s : u"INBOX"_s},
                        {u"message"_s, u"<div>"_s + said.text.toHtmlEscaped().replace(u'\n', "<br>"_L1) + u"</div>"_s},
                        {u"from"_s, from},
                        {u"inserted_at"_s, pancakeStamp(at)},
                        {u"attachments"_s, QJsonArray()},
                        {u"edit_history"_s, QJsonValue::Null},
                        {u"is_hidden"_s, false},
                        {u"is_removed"_s, false}};
    if (!said.isHtml) message.insert(u"original_message"_s, said.text);
    if (!thread.messages.contains(said.id)) thread.order << said.id;
    thread.messages.insert(said.id, message);
    thread.updatedAt = std::max(thread.updatedAt, at);
    return eventOf(said.conversation, said.id);
}

QJsonObject PancakeStub::edit(const QString& conversation, const QString& id, const QString& text)
{
    Thread& thread = m_threads[conversation];
    QJsonObject message = thread.messages.value(id);
    const QJsonObject before{{u"message"_s, message["original_message"_L1]}};
    message.insert(u"edit_history"_s, QJsonArray{before});
    message.insert(u"original_message"_s, text);
    message.insert(u"message"_s, u"<div>"_s + text.toHtmlEscaped() + u"</div>"_s);
    thread.messages.insert(id, message);
    thread.updatedAt = secondsNow();
    return eventOf(conversation, id);
}

QJsonObject PancakeStub::takeBack(const QString& conversation, const QString& id)
{
    Thread& thread = m_threads[conversation];
    QJsonObject message = thread.messages.value(id);
    message.insert(u"is_removed"_s, true);
    message.insert(u"original_message"_s, QString());
    message.insert(u"message"_s, QString());
    thread.messages.insert(id, message);
    thread.updatedAt = secondsNow();
    return eventOf(conversation, id);
}

void PancakeStub::tag(const QString& conversation, const QJsonArray& tags)
{
    m_threads[conversation].conversation.insert(u"tags"_s, tags);
}

void PancakeStub::assign(const QString& conversation, const QStringList& people)
{
    m_threads[conversation].conversation.insert(u"assignee_ids"_s, QJsonArray::fromStringList(people));
}

StubHttpServer::Answer PancakeStub::people()
{
    ++m_peopleAsked;
    QJsonArray listed;
    for (auto each = m_people.cbegin(); each != m_people.cend(); ++each)
        listed.append(QJsonObject{{u"id"_s, each.key()}, {u"name"_s, each.value()}, {u"is_online"_s, true}});
    return {200, {{u"success"_s, true}, {u"users"_s, listed}, {u"disabled_users"_s, QJsonArray()}}, {}};
}

StubHttpServer::Answer PancakeStub::tags(const Call& call)
{
    ++m_tagsAsked;
    const QMap<int, QString> named = m_tags.value(call.page);
    QJsonArray listed;
    for (auto each = named.cbegin(); each != named.cend(); ++each)
        listed.append(QJsonObject{{u"id"_s, each.key()}, {u"text"_s, each.value()}, {u"color"_s, u"#4b5577"_s}});
    return {200, {{u"tags"_s, listed}}, {}};
}

StubHttpServer::Answer PancakeStub::markRead(const Call& call)
{
    if (!m_readRefusal.isEmpty()) return {200, pancakeError(m_readRefusal), {}};
    m_read << call.conversation;
    return {200, {{u"success"_s, true}}, {}};
}

QJsonObject PancakeStub::eventOf(const QString& conversation, const QString& id) const
{
    const Thread thread = m_threads.value(conversation);
    QJsonObject data{{u"conversation"_s, thread.conversation}, {u"message"_s, thread.messages.value(id)}};
    if (thread.conversation["type"_L1] == "COMMENT"_L1)
        data.insert(u"post"_s, QJsonObject{{u"id"_s, thread.page + u"_77"_s}, {u"message"_s, u"Áo mới về"_s}});
    return {{u"event_type"_s, u"messaging"_s}, {u"page_id"_s, thread.page}, {u"data"_s, data}};
}

void PancakeStub::deliver(const QJsonObject& event)
{
    const QString page = event["page_id"_L1].toString();
    if (m_isSuspended || !m_callers.contains(page)) return;
    const QUrl hook = m_hooks.value(page);
    ClientRequest request;
    request.target = hook.path(QUrl::FullyEncoded).toLatin1() + '?' + hook.query(QUrl::FullyEncoded).toLatin1();
    request.body = QJsonDocument(event).toJson(QJsonDocument::Compact);
    ++m_onTheWay;
    m_callers.value(page)->send(
        request,
        [this](const ClientReply& reply) {
            --m_onTheWay;
            judge(reply.status >= 200 && reply.status < 300);
        },
        5'000);
}

void PancakeStub::judge(bool isFine)
{
    ++(isFine ? m_delivered : m_failed);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    m_judged.push_back({now, isFine});
    while (m_judged.front().first + kJudgedFor < now)
        m_judged.pop_front();
    const auto failures = std::ranges::count_if(m_judged, [](const auto& each) { return !each.second; });
    if (failures >= kFailuresThatStop && double(failures) > 0.8 * double(m_judged.size())) m_isSuspended = true;
}

void PancakeStub::throttle(int requests, int code, const QByteArray& retryAfter)
{
    m_throttle = requests;
    m_throttleCode = code;
    m_retryAfter = retryAfter;
}

void PancakeStub::countCall(const QString& page)
{
    std::deque<qint64>& calls = m_calls[page];
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    calls.push_back(now);
    while (calls.front() + 1000 <= now)
        calls.pop_front();
    m_mostInASecond = std::max(m_mostInASecond, int(calls.size()));
}

std::optional<PancakeStub::Call> PancakeStub::callOf(const StubRequest& request)
{
    const QByteArray path = request.target.left(request.target.indexOf('?'));
    // By hand: ids in the path are percent-encoded, and may hold anything.
    const QList<QByteArray> parts = path.split('/');
    const auto part = [&parts](qsizetype i) {
        return i < parts.size() ? QString::fromUtf8(QByteArray::fromPercentEncoding(parts[i])) : QString();
    };
    if (part(1) != "api"_L1 || part(3) != "pages"_L1) return {};
    Call call;
    call.page = part(4);
    call.conversation = part(6);
    call.what = part(2) + u'/' + part(5) + (parts.size() > 7 ? u'/' + part(7) : QString());
    call.query = QUrlQuery(QString::fromLatin1(request.target.mid(path.size() + 1)));
    return call;
}

StubHttpServer::Answer PancakeStub::answerTo(const StubRequest& request)
{
    return m_answers.take(request.number);
}

StubHttpServer::Answer PancakeStub::carryOut(const StubRequest& request)
{
    const auto call = callOf(request);
    if (!call) return {404, pancakeError(u"not found"_s), {}};
    countCall(call->page);
    const QByteArray token = call->query.queryItemValue(u"page_access_token"_s, QUrl::FullyDecoded).toUtf8();
    if (token.isEmpty() || m_tokens.value(call->page) != token) {
        ++m_refusedTokens;
        return {200, pancakeError(u"Invalid page_access_token"_s, 4001), {}};
    }
    if (m_throttle > 0) {
        --m_throttle;
        ++m_throttled;
        StubHeaders headers;
        if (!m_retryAfter.isEmpty()) headers.append({"Retry-After", m_retryAfter});
        const int status = m_throttleCode == 429 ? 429 : 200;
        return {status, pancakeError(u"Too many requests"_s, m_throttleCode == 429 ? 0 : m_throttleCode), headers};
    }
    if (m_broken > 0) {
        --m_broken;
        return {502, pancakeError(u"bad gateway"_s), {}};
    }
    if (call->what == "v2/conversations"_L1) return conversations(*call);
    if (call->what == "v1/tags"_L1) return tags(*call);
    if (call->what == "v1/users"_L1) return people();
    if (call->what == "v1/conversations/read"_L1 && request.method == "POST") return markRead(*call);
    if (call->what != "v1/conversations/messages"_L1) return {404, pancakeError(u"not found"_s), {}};
    if (!m_spoiled.isEmpty() && call->conversation == m_spoiled) return {502, pancakeError(u"bad gateway"_s), {}};
    return request.method == "POST" ? send(*call, request.json) : messages(*call);
}

StubHttpServer::Answer PancakeStub::send(const Call& call, const QJsonObject& body)
{
    if (!m_refusal.isEmpty()) return {200, pancakeError(m_refusal), {}};
    const QString id = u"m_sent:%1"_s.arg(m_sent.size() + 1);
    Said said{call.page, call.conversation, id, body["message"_L1].toString(), call.page};
    said.isComment = body["action"_L1] == "reply_comment"_L1;
    m_sent.push_back({call.page, call.conversation, body["action"_L1].toString(), said.text,
                      body["message_id"_L1].toString(), id, QDateTime::currentMSecsSinceEpoch()});
    const QJsonObject event = say(said);
    if (m_hasEchoes) deliver(event);
    return {200, {{u"success"_s, true}, {u"id"_s, id}, {u"message"_s, said.text}}, {}};
}

StubHttpServer::Answer PancakeStub::conversations(const Call& call) const
{
    const double since = call.query.queryItemValue(u"since"_s).toDouble();
    std::vector<std::pair<double, QString>> newest;
    for (auto each = m_threads.cbegin(); each != m_threads.cend(); ++each) {
        if (each->page == call.page && each->updatedAt >= since) newest.push_back({each->updatedAt, each.key()});
    }
    std::ranges::sort(newest, std::ranges::greater());
    const QString after = call.query.queryItemValue(u"last_conversation_id"_s, QUrl::FullyDecoded);
    auto from = newest.begin();
    if (!after.isEmpty()) {
        from = std::ranges::find(newest, after, &std::pair<double, QString>::second);
        if (from != newest.end()) ++from;
    }
    QJsonArray listed;
    for (; from != newest.end() && listed.size() < kListed; ++from) {
        QJsonObject conversation = m_threads.value(from->second).conversation;
        conversation.insert(u"updated_at"_s, pancakeStamp(from->first));
        listed.append(conversation);
    }
    return {200, {{u"success"_s, true}, {u"conversations"_s, listed}}, {}};
}

StubHttpServer::Answer PancakeStub::messages(const Call& call) const
{
    const auto thread = m_threads.constFind(call.conversation);
    if (thread == m_threads.cend() || thread->page != call.page)
        return {404, pancakeError(u"conversation not found"_s), {}};
    const qsizetype end =
        std::max<qsizetype>(0, thread->order.size() - call.query.queryItemValue(u"current_count"_s).toInt());
    QJsonArray listed;
    for (qsizetype i = std::max<qsizetype>(0, end - kMessagesListed); i < end; ++i) {
        QJsonObject message = thread->messages.value(thread->order[i]);
        message.remove(u"edit_history"_s);  // not among the fields of the list
        listed.append(message);
    }
    return {200, {{u"success"_s, true}, {u"messages"_s, listed}}, {}};
}

}  // namespace tongdai::testing
