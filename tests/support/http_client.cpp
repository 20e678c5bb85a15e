#include "tests/support/http_client.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QPointer>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

struct JsonClient::Job {
    QByteArray wire;
    Callback callback;
    QElapsedTimer clock;
    int timeoutMs = 0;
};

class JsonClient::Connection : public QObject {
public:
    explicit Connection(JsonClient* client) : QObject(client), m_client(client)
    {
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, [this] { fail(u"no answer in time"_s); });
        connect(&m_socket, &QTcpSocket::readyRead, this, [this] {
            m_buffer += m_socket.readAll();
            read();
        });
        connect(&m_socket, &QTcpSocket::connected, this, [this] {
            m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
            if (m_job) m_socket.write(m_job->wire);
        });
        connect(&m_socket, &QTcpSocket::errorOccurred, this, [this] { fail(m_socket.errorString()); });
        connect(&m_socket, &QTcpSocket::disconnected, this, [this] { fail(u"connection closed"_s); });
    }
    ~Connection() override { m_socket.disconnect(this); }

    bool isBusy() const { return m_job != nullptr; }

    void start(const std::shared_ptr<Job>& job)
    {
        m_job = job;
        m_buffer.clear();
        m_timer.start(job->timeoutMs);
        if (m_socket.state() == QAbstractSocket::ConnectedState) {
            m_socket.write(job->wire);
            return;
        }
        m_socket.abort();
        m_socket.connectToHost(m_client->m_base.host(), quint16(m_client->m_base.port(80)));
    }

    void drop()
    {
        const QSignalBlocker quiet(&m_socket);
        m_socket.abort();
    }

private:
    void read()
    {
        const qsizetype headEnd = m_buffer.indexOf("\r\n\r\n");
        if (!m_job || headEnd < 0) return;
        ClientReply reply;
        const auto lines = m_buffer.first(headEnd).split('\n');
        reply.status = lines.first().split(' ').value(1).toInt();
        for (const QByteArray& line : lines.sliced(1)) {
            const qsizetype colon = line.indexOf(':');
            reply.headers.insert(line.first(colon).toLower(), line.sliced(colon + 1).trimmed());
        }
        if (reply.status < 200) {  // 100 Continue
            m_buffer.remove(0, headEnd + 4);
            return read();
        }
        const bool isChunked = reply.headers.value("transfer-encoding") == "chunked";
        const auto body = isChunked ? chunkedBody(headEnd + 4)
                                    : plainBody(headEnd + 4, reply.headers.value("content-length", "0").toLongLong());
        if (!body) return;
        reply.body = *body;
        reply.json = QJsonDocument::fromJson(reply.body).object();
        finish(std::move(reply));
    }

    std::optional<QByteArray> plainBody(qsizetype from, qsizetype length) const
    {
        if (m_buffer.size() < from + length) return {};
        return m_buffer.sliced(from, length);
    }

    std::optional<QByteArray> chunkedBody(qsizetype from) const
    {
        QByteArray body;
        for (;;) {
            const qsizetype lineEnd = m_buffer.indexOf("\r\n", from);
            if (lineEnd < 0) return {};
            const qsizetype size = m_buffer.sliced(from, lineEnd - from).toLongLong(nullptr, 16);
            if (m_buffer.size() < lineEnd + 2 + size + 2) return {};
            if (size == 0) return body;
            body += m_buffer.sliced(lineEnd + 2, size);
            from = lineEnd + 2 + size + 2;
        }
    }

    void fail(const QString& why)
    {
        if (!m_job) return;
        ClientReply reply;
        reply.error = why;
        finish(std::move(reply));
    }

    void finish(ClientReply reply)
    {
        m_timer.stop();
        const auto job = std::exchange(m_job, nullptr);
        reply.microseconds = job->clock.nsecsElapsed() / 1000;
        if (reply.status == 0 || reply.headers.value("connection").toLower() == "close") drop();
        const QPointer<Connection> self(this);
        job->callback(reply);
        if (self) m_client->pump();
    }

    JsonClient* m_client;
    QTcpSocket m_socket;
    QTimer m_timer;
    QByteArray m_buffer;
    std::shared_ptr<Job> m_job;
};

JsonClient::JsonClient(const QUrl& base, int connections, QObject* parent)
    : QObject(parent), m_base(base), m_limit(connections)
{
}

JsonClient::~JsonClient() = default;

void JsonClient::setBase(const QUrl& base)
{
    m_base = base;
    for (Connection* connection : m_connections) {
        if (!connection->isBusy()) connection->drop();
    }
}

void JsonClient::send(ClientRequest request, Callback callback, int timeoutMs)
{
    auto job = std::make_shared<Job>();
    job->wire = request.method + ' ' + request.target + " HTTP/1.1\r\nHost: " + m_base.authority().toLatin1() + "\r\n";
    if (!m_token.isEmpty()) job->wire += "Authorization: Bearer " + m_token + "\r\n";
    for (const auto& [name, value] : request.headers)
        job->wire += name + ": " + value + "\r\n";
    if (request.method != "GET") {
        job->wire +=
            "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(request.body.size()) + "\r\n";
    }
    job->wire += "\r\n" + request.body;
    job->callback = std::move(callback);
    job->timeoutMs = timeoutMs;
    job->clock.start();
    m_queue.push_back(std::move(job));
    pump();
}

void JsonClient::pump()
{
    while (!m_queue.empty()) {
        const auto idle =
            std::find_if(m_connections.begin(), m_connections.end(), [](auto* c) { return !c->isBusy(); });
        Connection* connection = idle != m_connections.end() ? *idle : nullptr;
        if (!connection) {
            if (int(m_connections.size()) >= m_limit) return;
            connection = m_connections.emplace_back(new Connection(this));
        }
        const auto job = m_queue.front();
        m_queue.pop_front();
        connection->start(job);
    }
}

int JsonClient::inWork() const
{
    const auto busy = std::count_if(m_connections.begin(), m_connections.end(), [](auto* c) { return c->isBusy(); });
    return int(busy) + int(m_queue.size());
}

ClientReply JsonClient::wait(ClientRequest request, int timeoutMs)
{
    const auto reply = std::make_shared<std::optional<ClientReply>>();
    QEventLoop loop;
    const QPointer<QEventLoop> running(&loop);
    send(
        std::move(request),
        [reply, running](const ClientReply& r) {
            *reply = r;
            if (running) running->quit();
        },
        timeoutMs);
    if (!*reply) loop.exec();
    return **reply;
}

ClientReply JsonClient::get(const QByteArray& target, int timeoutMs)
{
    return wait({"GET", target, {}, {}}, timeoutMs);
}

ClientReply JsonClient::post(const QByteArray& target, const QJsonObject& body, int timeoutMs)
{
    return wait({"POST", target, QJsonDocument(body).toJson(QJsonDocument::Compact), {}}, timeoutMs);
}

std::vector<ClientReply> JsonClient::postAll(const QByteArray& target, const std::vector<QJsonObject>& bodies,
                                             int timeoutMs)
{
    struct Round {
        std::vector<ClientReply> replies;
        size_t left = 0;
    };
    const auto round = std::make_shared<Round>();
    round->replies.resize(bodies.size());
    round->left = bodies.size();
    for (size_t i = 0; i < bodies.size(); ++i) {
        ClientRequest request{"POST", target, QJsonDocument(bodies[i]).toJson(QJsonDocument::Compact), {}};
        send(
            std::move(request),
            [round, i](const ClientReply& reply) {
                round->replies[i] = reply;
                --round->left;
            },
            timeoutMs);
    }
    // Every request has its own deadline, so this cannot last.
    while (round->left > 0)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return std::move(round->replies);
}

QJsonObject JsonClient::message(const QString& conversation, const QString& messageId, const QString& text,
                                double timestamp)
{
    // The same for every message of a run: sent once more, a message is the same to the millisecond.
    static const double now = double(QDateTime::currentMSecsSinceEpoch()) / 1000.0;
    return {{u"conversation_id"_s, conversation},
            {u"message_id"_s, messageId},
            {u"message_content"_s, text},
            {u"sender_id"_s, u"customer-of-"_s + conversation},
            {u"sender_type"_s, u"user"_s},
            {u"timestamp"_s, timestamp > 0 ? timestamp : now},
            {u"metadata"_s, QJsonObject{{u"platform"_s, u"facebook"_s}}}};
}

}  // namespace tongdai::testing
