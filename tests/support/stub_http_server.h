#pragma once

#include <QFile>
#include <QJsonObject>
#include <QObject>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QUrl>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace tongdai::testing {

using StubHeaders = QList<std::pair<QByteArray, QByteArray>>;

/// A request as a stub received it.
struct StubRequest {
    int number = 0;  ///< 1, 2, 3 … in order of arrival
    QByteArray method;
    QByteArray target;
    StubHeaders headers;  ///< names in lower case
    QByteArray body;
    QJsonObject json;      ///< of the body; empty when it is none
    qint64 arrivedAt = 0;  ///< ms since the epoch
    qint64 endedAt = 0;    ///< answered, cut or given up by the client; 0: still open
    QString ending;        ///< "answered", "cut", "gone"
    int status = 0;        ///< of the answer

    QByteArray header(QByteArrayView lowerCaseName) const;
};

/// How a stub treats a request.
struct StubScript {
    enum class Fault {
        None,
        Garbage,   ///< a page of HTML with status 200
        NotHttp,   ///< bytes that are no HTTP at all
        Oversize,  ///< a body of `size` bytes, streamed
        Trickle,   ///< head at once, then one byte of the body every `trickleEvery` ms
        Close,     ///< connection closed after the request was read, no byte of an answer
        Cut,       ///< closed in the middle of the answer's body
        Silent,    ///< no answer, connection kept
    };
    int minDelay = 0;  ///< ms before the answer
    int maxDelay = 0;
    int status = 200;
    StubHeaders headers;
    std::optional<QByteArray> body;  ///< instead of what the stub would say
    Fault fault = Fault::None;
    qint64 size = 2 * 1024 * 1024;
    int trickleEvery = 100;

    /// Names as on the command line of the stub programs, e.g. {"delay":"0..300","status":500,"fault":"trickle"}.
    static std::optional<StubScript> fromJson(const QJsonObject& object, QString* mistake);
};

/// A small HTTP/1.1 server for tests with keep-alive, scripted behaviour and a record of every request. Shares no code
/// with the engine on purpose. One thread, the one it was made on. Loopback only.
///
/// POST /_stub/script changes the default script of a running stub program; GET /_stub/stats counts.
class StubHttpServer : public QObject {
    Q_OBJECT
public:
    explicit StubHttpServer(QObject* parent = nullptr);
    ~StubHttpServer() override;

    bool listen(quint16 port = 0);
    quint16 port() const { return m_server.serverPort(); }
    QUrl url() const;
    /// Stops listening and cuts every connection: the service is down. listen(port) brings it back.
    void goDown();
    void dropIdleConnections();

    void setScript(const StubScript& script) { m_script = script; }
    /// For the next request without one; may be called several times.
    void enqueue(const StubScript& script) { m_next.push_back(script); }
    void setSeed(quint32 seed) { m_random.seed(seed); }

    /// One JSON object a line, written when a request ends.
    bool recordTo(const QString& file);
    void setKeepInMemory(bool keep) { m_keepInMemory = keep; }
    const std::deque<StubRequest>& requests() const { return m_requests; }
    int received() const { return m_received; }
    int openConnections() const { return int(m_connections.size()); }
    /// Most requests of one conversation that were in work at the same time.
    int mostParallelInOneConversation() const { return m_mostParallel; }

signals:
    void arrived(int number);
    void ended(int number);

protected:
    struct Answer {
        int status = 200;
        QJsonObject body;
        StubHeaders headers;
    };
    /// What the service would say when all is well. Called once for each request.
    virtual Answer answerTo(const StubRequest& request) = 0;
    /// Added to the line in the record file.
    virtual QJsonObject recordFields(const StubRequest& request) const;
    virtual QJsonObject stats() const;

private:
    class Connection;
    friend class Connection;

    StubScript nextScript();
    std::shared_ptr<StubRequest> begin(StubRequest request);
    void finish(const std::shared_ptr<StubRequest>& request, const QString& ending);
    QByteArray control(const StubRequest& request);

    QTcpServer m_server;
    std::vector<Connection*> m_connections;
    StubScript m_script;
    std::deque<StubScript> m_next;
    std::deque<StubRequest> m_requests;
    std::unique_ptr<QFile> m_record;
    QHash<QString, int> m_parallel;
    QRandomGenerator m_random{20'240'607};
    int m_received = 0;
    int m_mostParallel = 0;
    bool m_keepInMemory = true;
};

}  // namespace tongdai::testing
