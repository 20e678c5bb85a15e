#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QUrl>
#include <QWebSocket>

#include <memory>

/// The protocols spoken by hand, packet by packet, as the conformance suites do.
namespace tongdai::testing {

struct HttpAnswer {
    int status = 0;  ///< 0: no answer, or cut
    QByteArray body;
    QByteArray type;
    QList<std::pair<QByteArray, QByteArray>> headers;
};

/// A request under way.
class HttpCall {
public:
    explicit HttpCall(QNetworkReply* reply) : m_reply(reply) {}
    bool isFinished() const { return m_reply->isFinished(); }
    HttpAnswer wait();
    void abort() { m_reply->abort(); }

private:
    struct DeleteLater {
        void operator()(QNetworkReply* reply) const;
    };
    std::unique_ptr<QNetworkReply, DeleteLater> m_reply;
};

class RawClient {
public:
    RawClient(quint16 port, const QString& path) : m_port(port), m_path(path) {}

    HttpCall start(const QByteArray& method, const QString& query, const QByteArray& body = {},
                   const QByteArray& contentType = "text/plain;charset=UTF-8",
                   const QList<std::pair<QByteArray, QByteArray>>& headers = {});
    HttpAnswer get(const QString& query) { return start("GET", query).wait(); }
    HttpCall poll(const QString& sid) { return start("GET", pollingQuery(sid)); }
    HttpAnswer push(const QString& sid, const QByteArray& body)
    {
        return start("POST", pollingQuery(sid), body).wait();
    }
    /// Handshake by polling; the session id.
    QString openPolling();

    QUrl webSocketUrl(const QString& query) const;
    static QString pollingQuery(const QString& sid) { return QStringLiteral("EIO=4&transport=polling&sid=") + sid; }
    static QString webSocketQuery(const QString& sid = {})
    {
        return QStringLiteral("EIO=4&transport=websocket") +
               (sid.isEmpty() ? QString() : QStringLiteral("&sid=") + sid);
    }

private:
    quint16 m_port;
    QString m_path;
    QNetworkAccessManager m_network;
};

/// A WebSocket whose messages are taken one after the other.
class RawWebSocket {
public:
    struct Message {
        bool isBinary = false;
        QByteArray data;
        bool operator==(const Message&) const = default;
    };

    explicit RawWebSocket(const QUrl& url);
    /// Was accepted; it may be closed again by now.
    bool waitOpen();
    void send(const QByteArray& text) { m_socket.sendTextMessage(QString::fromUtf8(text)); }
    void sendBinary(const QByteArray& bytes) { m_socket.sendBinaryMessage(bytes); }
    /// Waits for one; a default value when none comes.
    Message next();
    /// The next that is no ping; pings are answered.
    Message nextMessage();
    bool waitClosed();
    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    QWebSocket& socket() { return m_socket; }

private:
    QWebSocket m_socket;
    QList<Message> m_messages;
    bool m_wasOpened = false;
};

inline RawWebSocket::Message textMessage(const QByteArray& text)
{
    return {false, text};
}
inline RawWebSocket::Message binaryMessage(const QByteArray& bytes)
{
    return {true, bytes};
}

/// The JSON behind `prefix`; an empty object or array when it is not there.
QJsonObject objectAfter(const QByteArray& text, const QByteArray& prefix);
QJsonArray arrayAfter(const QByteArray& text, const QByteArray& prefix);

}  // namespace tongdai::testing
