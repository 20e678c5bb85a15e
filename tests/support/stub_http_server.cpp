#include "tests/support/stub_http_server.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

QByteArray httpMessage(int status, const StubHeaders& headers, qint64 length)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + (status < 400 ? " OK" : " No") +
                      "\r\nContent-Length: " + QByteArray::number(length) + "\r\n";
    bool isTyped = false;
    for (const auto& [name, value] : headers) {
        head += name + ": " + value + "\r\n";
        isTyped |= name.compare("Content-Type", Qt::CaseInsensitive) == 0;
    }
    if (!isTyped) head += "Content-Type: application/json\r\n";
    return head + "\r\n";
}

QByteArray compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

const QHash<QString, StubScript::Fault>& faultNames()
{
    using Fault = StubScript::Fault;
    static const QHash<QString, Fault> names{{u"none"_s, Fault::None},        {u"garbage"_s, Fault::Garbage},
                                             {u"not-http"_s, Fault::NotHttp}, {u"oversize"_s, Fault::Oversize},
                                             {u"trickle"_s, Fault::Trickle},  {u"close"_s, Fault::Close},
                                             {u"cut"_s, Fault::Cut},          {u"silent"_s, Fault::Silent}};
    return names;
}

}  // namespace

QByteArray StubRequest::header(QByteArrayView lowerCaseName) const
{
    for (const auto& [name, value] : headers) {
        if (name == lowerCaseName) return value;
    }
    return {};
}

std::optional<StubScript> StubScript::fromJson(const QJsonObject& object, QString* mistake)
{
    StubScript script;
    const QString delay = object.value("delay"_L1).toString(u"0"_s);
    const QStringList ends = delay.split(u".."_s);
    bool isFirst = false;
    bool isLast = false;
    script.minDelay = ends.first().toInt(&isFirst);
    script.maxDelay = ends.last().toInt(&isLast);
    const QString fault = object.value("fault"_L1).toString(u"none"_s);
    if (!isFirst || !isLast || ends.size() > 2 || script.minDelay < 0 || script.maxDelay < script.minDelay) {
        *mistake = u"delay: '%1' is neither a number of ms nor MIN..MAX"_s.arg(delay);
        return {};
    }
    if (!faultNames().contains(fault)) {
        *mistake = u"fault: '%1' is none of %2"_s.arg(fault, QStringList(faultNames().keys()).join(u", "_s));
        return {};
    }
    script.fault = faultNames().value(fault);
    script.status = object.value("status"_L1).toInt(200);
    script.size = qint64(object.value("size"_L1).toDouble(double(script.size)));
    script.trickleEvery = object.value("trickle"_L1).toInt(script.trickleEvery);
    if (object.contains("body"_L1)) script.body = object.value("body"_L1).toString().toUtf8();
    const QJsonObject headers = object.value("headers"_L1).toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it) {
        script.headers.append({it.key().toUtf8(), it.value().toString().toUtf8()});
    }
    return script;
}

/// One client. Requests are served one after the other, as HTTP/1.1 has it.
class StubHttpServer::Connection : public QObject {
public:
    Connection(StubHttpServer* server, QTcpSocket* socket) : QObject(server), m_stub(server), m_socket(socket)
    {
        socket->setParent(this);
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(socket, &QTcpSocket::readyRead, this, [this] {
            m_buffer += m_socket->readAll();
            serve();
        });
        connect(socket, &QTcpSocket::disconnected, this, [this] { end(u"gone"_s); });
    }

    bool isIdle() const { return !m_request; }

    void end(const QString& ending)
    {
        if (std::exchange(m_isOver, true)) return;
        if (m_request) m_stub->finish(m_request, ending);
        std::erase(m_stub->m_connections, this);
        m_socket->disconnect(this);
        m_socket->abort();
        deleteLater();
    }

private:
    void serve()
    {
        while (!m_request && !m_isOver) {
            auto request = takeRequest();
            if (!request) return;
            if (request->target.startsWith("/_stub/")) {
                const QByteArray body = m_stub->control(*request);
                m_socket->write(httpMessage(200, {}, body.size()) + body);
                continue;
            }
            m_script = m_stub->nextScript();
            m_request = m_stub->begin(std::move(*request));
            const int delay =
                m_script.maxDelay == 0 ? 0 : m_stub->m_random.bounded(m_script.minDelay, m_script.maxDelay + 1);
            if (delay == 0) {
                answer();
            } else {
                QTimer::singleShot(delay, Qt::PreciseTimer, this, [this] { answer(); });
            }
        }
    }

    std::optional<StubRequest> takeRequest()
    {
        const qsizetype headEnd = m_buffer.indexOf("\r\n\r\n");
        if (headEnd < 0) return {};
        StubRequest request;
        const QList<QByteArray> lines = m_buffer.first(headEnd).split('\n');
        const QList<QByteArray> first = lines.first().trimmed().split(' ');
        if (first.size() != 3) {
            end(u"cut"_s);
            return {};
        }
        request.method = first[0];
        request.target = first[1];
        for (const QByteArray& line : lines.sliced(1)) {
            const qsizetype colon = line.indexOf(':');
            if (colon > 0) request.headers.append({line.first(colon).toLower(), line.sliced(colon + 1).trimmed()});
        }
        const qsizetype length = request.header("content-length").toLongLong();
        if (m_buffer.size() < headEnd + 4 + length) return {};
        request.body = m_buffer.sliced(headEnd + 4, length);
        m_buffer.remove(0, headEnd + 4 + length);
        request.json = QJsonDocument::fromJson(request.body).object();
        return request;
    }

    void answer()
    {
        if (m_isOver) return;
        using Fault = StubScript::Fault;
        // A service that refuses has done nothing, so it is not asked what it would say.
        const Answer usual = m_script.status == 200 ? m_stub->answerTo(*m_request)
                                                    : Answer{m_script.status, {{u"error"_s, u"scripted"_s}}, {}};
        const int status = usual.status;
        StubHeaders headers = m_script.headers + usual.headers;
        QByteArray body = m_script.body.value_or(compact(usual.body));
        m_request->status = status;
        switch (m_script.fault) {
            case Fault::Silent: return;
            case Fault::Close: return end(u"cut"_s);
            case Fault::NotHttp: m_socket->write("\x16\x03\x01 what is this\r\n\r\n"); return close(u"cut"_s);
            case Fault::Garbage: body = "<!doctype html><html><body>502 Bad Gateway</body></html>"; break;
            case Fault::Cut:
                m_socket->write(httpMessage(status, headers, body.size()) + body.first(body.size() / 2));
                return close(u"cut"_s);
            case Fault::Oversize: return stream(status, headers);
            case Fault::Trickle: return trickle(httpMessage(status, headers, body.size()), body);
            case Fault::None: break;
        }
        m_socket->write(httpMessage(status, headers, body.size()) + body);
        m_socket->flush();
        answered();
    }

    void answered()
    {
        m_stub->finish(std::exchange(m_request, nullptr), u"answered"_s);
        if (!m_buffer.isEmpty())
            QMetaObject::invokeMethod(
                this, [this] { serve(); }, Qt::QueuedConnection);
    }

    void close(const QString& ending)
    {
        m_stub->finish(std::exchange(m_request, nullptr), ending);
        m_socket->disconnectFromHost();
    }

    void stream(int status, const StubHeaders& headers)
    {
        m_left = m_script.size;
        m_isStreaming = true;
        m_socket->write(httpMessage(status, headers, m_left) + '"');
        --m_left;
        connect(m_socket, &QTcpSocket::bytesWritten, this, [this] { streamMore(); });
        streamMore();
    }

    void streamMore()
    {
        if (m_isOver || !m_isStreaming) return;
        static const QByteArray filler(64 * 1024, 'x');
        while (m_left > 0 && m_socket->bytesToWrite() < 2 * filler.size()) {
            const qint64 size = qMin(m_left, qint64(filler.size()));
            m_socket->write(filler.constData(), size);
            m_left -= size;
        }
        if (m_left > 0) return;
        m_isStreaming = false;
        answered();
    }

    void trickle(const QByteArray& head, const QByteArray& body)
    {
        m_socket->write(head);
        auto* timer = new QTimer(this);
        timer->setTimerType(Qt::PreciseTimer);
        connect(timer, &QTimer::timeout, this, [this, timer, body, at = qsizetype(0)]() mutable {
            if (m_isOver) return timer->stop();
            m_socket->write(body.constData() + at, 1);
            if (++at < body.size()) return;
            timer->deleteLater();
            answered();
        });
        timer->start(m_script.trickleEvery);
    }

    StubHttpServer* m_stub;
    QTcpSocket* m_socket;
    QByteArray m_buffer;
    StubScript m_script;
    std::shared_ptr<StubRequest> m_request;
    qint64 m_left = 0;
    bool m_isStreaming = false;
    bool m_isOver = false;
};

StubHttpServer::StubHttpServer(QObject* parent) : QObject(parent)
{
    m_server.setListenBacklogSize(1024);
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket* socket = m_server.nextPendingConnection()) {
            m_connections.push_back(new Connection(this, socket));
        }
    });
}

StubHttpServer::~StubHttpServer()
{
    goDown();
}

bool StubHttpServer::listen(quint16 port)
{
    return m_server.listen(QHostAddress::LocalHost, port);
}

QUrl StubHttpServer::url() const
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(port()));
}

void StubHttpServer::goDown()
{
    m_server.close();
    for (Connection* connection : std::vector(m_connections))
        connection->end(u"cut"_s);
}

void StubHttpServer::dropIdleConnections()
{
    for (Connection* connection : std::vector(m_connections)) {
        if (connection->isIdle()) connection->end(u"cut"_s);
    }
}

bool StubHttpServer::recordTo(const QString& file)
{
    m_record = std::make_unique<QFile>(file);
    return m_record->open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered);
}

StubScript StubHttpServer::nextScript()
{
    if (m_next.empty()) return m_script;
    const StubScript script = m_next.front();
    m_next.pop_front();
    return script;
}

std::shared_ptr<StubRequest> StubHttpServer::begin(StubRequest request)
{
    request.number = ++m_received;
    request.arrivedAt = QDateTime::currentMSecsSinceEpoch();
    const QString conversation = request.json.value("conversation_id"_L1).toString();
    if (!conversation.isEmpty()) m_mostParallel = qMax(m_mostParallel, ++m_parallel[conversation]);
    if (m_keepInMemory) m_requests.push_back(request);
    emit arrived(request.number);
    return std::make_shared<StubRequest>(std::move(request));
}

void StubHttpServer::finish(const std::shared_ptr<StubRequest>& request, const QString& ending)
{
    request->endedAt = QDateTime::currentMSecsSinceEpoch();
    request->ending = ending;
    const QJsonObject body = request->json;
    const QString conversation = body.value("conversation_id"_L1).toString();
    if (!conversation.isEmpty() && --m_parallel[conversation] == 0) m_parallel.remove(conversation);
    if (m_keepInMemory) m_requests[size_t(request->number - m_requests.front().number)] = *request;
    if (m_record) {
        QJsonObject line = recordFields(*request);
        QJsonObject headers;
        for (const auto& [name, value] : request->headers) {
            headers.insert(QString::fromLatin1(name), QString::fromUtf8(value));
        }
        line.insert("n"_L1, request->number);
        line.insert("method"_L1, QString::fromLatin1(request->method));
        line.insert("target"_L1, QString::fromLatin1(request->target));
        line.insert("headers"_L1, headers);
        line.insert("body"_L1, body.isEmpty() ? QJsonValue(QString::fromUtf8(request->body)) : QJsonValue(body));
        line.insert("arrived_at"_L1, request->arrivedAt);
        line.insert("ended_at"_L1, request->endedAt);
        line.insert("ending"_L1, ending);
        line.insert("status"_L1, request->status);
        m_record->write(compact(line) + '\n');
    }
    emit ended(request->number);
}

QByteArray StubHttpServer::control(const StubRequest& request)
{
    if (request.target == "/_stub/script") {
        QString mistake;
        const auto script = StubScript::fromJson(request.json, &mistake);
        if (!script) return compact({{u"error"_s, mistake}});
        setScript(*script);
    }
    return compact(stats());
}

QJsonObject StubHttpServer::recordFields(const StubRequest& request) const
{
    Q_UNUSED(request)
    return {};
}

QJsonObject StubHttpServer::stats() const
{
    return {{u"received"_s, m_received},
            {u"open_connections"_s, openConnections()},
            {u"most_parallel_in_one_conversation"_s, m_mostParallel}};
}

}  // namespace tongdai::testing
