#include "tests/engine/server/socketio/raw_client.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QTest>
#include <QUrlQuery>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience_ms = 15'000;

}  // namespace

void HttpCall::DeleteLater::operator()(QNetworkReply* reply) const
{
    reply->deleteLater();
}

HttpAnswer HttpCall::wait()
{
    if (!QTest::qWaitFor([this] { return m_reply->isFinished(); }, kPatience_ms)) return {};
    return {m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), m_reply->readAll(),
            m_reply->rawHeader("content-type"), m_reply->rawHeaderPairs()};
}

HttpCall RawClient::start(const QByteArray& method, const QString& query, const QByteArray& body,
                          const QByteArray& contentType, const QList<std::pair<QByteArray, QByteArray>>& headers)
{
    QNetworkRequest request(QUrl(u"http://127.0.0.1:%1%2?%3"_s.arg(m_port).arg(m_path, query)));
    if (!body.isEmpty()) request.setHeader(QNetworkRequest::ContentTypeHeader, contentType);
    for (const auto& [name, value] : headers)
        request.setRawHeader(name, value);
    return HttpCall(m_network.sendCustomRequest(request, method, body));
}

QString RawClient::openPolling()
{
    return objectAfter(get(u"EIO=4&transport=polling"_s).body, "0").value(u"sid").toString();
}

QUrl RawClient::webSocketUrl(const QString& query) const
{
    return QUrl(u"ws://127.0.0.1:%1%2?%3"_s.arg(m_port).arg(m_path, query));
}

RawWebSocket::RawWebSocket(const QUrl& url)
{
    QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket, [this](const QString& text) {
        m_messages.append({false, text.toUtf8()});
    });
    QObject::connect(&m_socket, &QWebSocket::binaryMessageReceived, &m_socket, [this](const QByteArray& bytes) {
        m_messages.append({true, bytes});
    });
    QObject::connect(&m_socket, &QWebSocket::connected, &m_socket, [this] { m_wasOpened = true; });
    m_socket.open(url);
}

bool RawWebSocket::waitOpen()
{
    return QTest::qWaitFor([this] { return m_wasOpened; }, kPatience_ms);
}

RawWebSocket::Message RawWebSocket::next()
{
    if (!QTest::qWaitFor([this] { return !m_messages.isEmpty(); }, kPatience_ms)) return {};
    return m_messages.takeFirst();
}

RawWebSocket::Message RawWebSocket::nextMessage()
{
    for (;;) {
        Message message = next();
        if (message != textMessage("2")) return message;
        send("3");
    }
}

bool RawWebSocket::waitClosed()
{
    return QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::UnconnectedState; }, kPatience_ms);
}

QJsonObject objectAfter(const QByteArray& text, const QByteArray& prefix)
{
    return text.startsWith(prefix) ? QJsonDocument::fromJson(text.mid(prefix.size())).object() : QJsonObject{};
}

QJsonArray arrayAfter(const QByteArray& text, const QByteArray& prefix)
{
    return text.startsWith(prefix) ? QJsonDocument::fromJson(text.mid(prefix.size())).array() : QJsonArray{};
}

}  // namespace tongdai::testing
