#include "tests/support/kiotviet_stub.h"

#include <QDateTime>
#include <QUrlQuery>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

QJsonObject serviceStackError(const QString& code, const QString& message)
{
    return {{u"ResponseStatus"_s, QJsonObject{{u"ErrorCode"_s, code}, {u"Message"_s, message}}}};
}

}  // namespace

void KiotVietStub::stopHooks()
{
    QJsonArray stopped;
    for (const QJsonValue& each : std::as_const(m_hooks)) {
        QJsonObject hook = each.toObject();
        hook.insert("isActive"_L1, false);
        stopped.append(hook);
    }
    m_hooks = stopped;
}

StubHttpServer::Answer KiotVietStub::answerTo(const StubRequest& request)
{
    const QString path = QUrl(QString::fromLatin1(request.target)).path();
    if (path == "/connect/token"_L1) return token(request);
    const QByteArray bearer = request.header("authorization");
    if (!bearer.startsWith("Bearer ") || !m_tokens.contains(bearer.sliced(7))) {
        ++m_refusedTokens;
        return {401, serviceStackError(u"TokenException"_s, u"Token is invalid or expired"_s), {}};
    }
    if (request.header("retailer").isEmpty())
        return {420, serviceStackError(u"KvValidateException"_s, u"Thiếu tên cửa hàng"_s), {}};
    if (request.method == "GET" && !countRead())
        return {429, serviceStackError(u"KvRateException"_s, u"Too many requests"_s), {}};
    if (path.startsWith("/webhooks"_L1)) return webhooks(path, request);
    if (request.method == "POST" && path == "/orders"_L1) {
        QJsonObject order = request.json;
        order.insert("id"_L1, 9000 + int(m_createdOrders.size()));
        order.insert("code"_L1, u"DH%1"_s.arg(9000 + m_createdOrders.size()));
        m_createdOrders.append(order);
        if (m_listsCreated) m_items[u"orders"_s].prepend(order);
        return {200, order, {}};
    }
    if (request.method == "POST" && path == "/customers"_L1) {
        QJsonObject customer = request.json;
        customer.insert("id"_L1, 700 + int(m_items[u"customers"_s].size()));
        customer.insert("code"_L1, u"KH%1"_s.arg(700 + m_items[u"customers"_s].size()));
        m_items[u"customers"_s].append(customer);
        return {200, {{u"message"_s, u"Cập nhật dữ liệu thành công"_s}, {u"data"_s, customer}}, {}};
    }
    return list(path.section(u'/', 1, 1), request);
}

StubHttpServer::Answer KiotVietStub::token(const StubRequest& request)
{
    ++m_tokenRequests;
    const QUrlQuery form(QString::fromLatin1(request.body));
    const bool isRight = form.queryItemValue(u"grant_type"_s) == "client_credentials"_L1 &&
                         form.queryItemValue(u"scopes"_s) == "PublicApi.Access"_L1 &&
                         form.queryItemValue(u"client_id"_s, QUrl::FullyDecoded) == "shop-app"_L1 &&
                         form.queryItemValue(u"client_secret"_s, QUrl::FullyDecoded).toUtf8() == m_secret;
    if (request.method != "POST" || !isRight) return {400, {{u"error"_s, u"invalid_client"_s}}, {}};
    const QByteArray made = "kv-" + QByteArray::number(m_tokenRequests);
    m_tokens.insert(made);
    return {200,
            {{u"access_token"_s, QString::fromLatin1(made)},
             {u"expires_in"_s, m_expiresIn},
             {u"token_type"_s, u"Bearer"_s}},
            {}};
}

bool KiotVietStub::countRead()
{
    ++m_reads;
    const qint64 now = m_now ? m_now() : QDateTime::currentMSecsSinceEpoch();
    while (!m_readTimes.empty() && m_readTimes.front() + m_window <= now)
        m_readTimes.pop_front();
    m_readTimes.push_back(now);
    if (int(m_readTimes.size()) <= m_limit) return true;
    ++m_overLimit;
    return false;
}

StubHttpServer::Answer KiotVietStub::list(const QString& resource, const StubRequest& request) const
{
    if (!m_items.contains(resource)) return {404, serviceStackError(u"NotFound"_s, u"Không tìm thấy"_s), {}};
    const QUrlQuery query(QUrl(QString::fromLatin1(request.target)).query());
    const QString number = query.queryItemValue(u"contactNumber"_s, QUrl::FullyDecoded);
    const QString customer = query.queryItemValue(u"customerIds"_s);
    QJsonArray wanted;
    for (const QJsonValue& item : m_items.value(resource)) {
        const QJsonObject object = item.toObject();
        if (!number.isEmpty() && !object.value("contactNumber"_L1).toString().contains(number)) continue;
        if (!customer.isEmpty() && QString::number(object.value("customerId"_L1).toInt()) != customer) continue;
        wanted.append(item);
    }
    const QString size = query.queryItemValue(u"pageSize"_s);
    const int pageSize = qBound(1, size.isEmpty() ? 20 : size.toInt(), 100);
    const int from = query.queryItemValue(u"currentItem"_s).toInt();
    QJsonArray page;
    for (int i = from; i < qMin(from + pageSize, int(wanted.size())); ++i)
        page.append(wanted.at(i));
    return {200, {{u"total"_s, int(wanted.size())}, {u"pageSize"_s, pageSize}, {u"data"_s, page}}, {}};
}

StubHttpServer::Answer KiotVietStub::webhooks(const QString& path, const StubRequest& request)
{
    if (request.method == "POST") {
        const QJsonObject asked = request.json.value("Webhook"_L1).toObject();
        const QJsonObject hook{{u"id"_s, 500 + int(m_hooks.size())},
                               {u"type"_s, asked.value("Type"_L1)},
                               {u"url"_s, asked.value("Url"_L1)},
                               {u"isActive"_s, asked.value("IsActive"_L1)},
                               {u"secret"_s, asked.value("Secret"_L1)}};
        m_hooks.append(hook);
        QJsonObject said = hook;
        said.remove(u"secret"_s);
        return {200, said, {}};
    }
    if (request.method == "DELETE") {
        const int id = path.section(u'/', 2, 2).toInt();
        QJsonArray left;
        for (const QJsonValue& hook : std::as_const(m_hooks)) {
            if (hook.toObject().value("id"_L1).toInt() != id) left.append(hook);
        }
        m_hooks = left;
        return {200, {{u"message"_s, u"Xóa dữ liệu thành công"_s}}, {}};
    }
    return {200, {{u"total"_s, int(m_hooks.size())}, {u"pageSize"_s, 20}, {u"data"_s, m_hooks}}, {}};
}

}  // namespace tongdai::testing
