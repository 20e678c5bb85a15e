#pragma once

#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QUrl>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace tongdai::testing {

struct ClientReply {
    int status = 0;                         ///< 0: no answer, see error
    QHash<QByteArray, QByteArray> headers;  ///< names in lower case
    QByteArray body;
    QJsonObject json;
    QString error;
    qint64 microseconds = 0;  ///< from the call to the last byte
};

struct ClientRequest {
    QByteArray method = "POST";
    QByteArray target;
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers;
};

/// A caller of the engine for tests: as many requests at once as it has connections, keep-alive, no retries, no code
/// shared with the engine. Lives on the thread it was made on; the waiting verbs run its event loop.
class JsonClient : public QObject {
    Q_OBJECT
public:
    explicit JsonClient(const QUrl& base, int connections = 64, QObject* parent = nullptr);
    ~JsonClient() override;

    void setToken(const QByteArray& token) { m_token = token; }
    /// After a restart of the engine on another port.
    void setBase(const QUrl& base);

    using Callback = std::function<void(const ClientReply&)>;
    void send(ClientRequest request, Callback callback, int timeoutMs = 60'000);
    int inWork() const;

    ClientReply get(const QByteArray& target, int timeoutMs = 30'000);
    ClientReply post(const QByteArray& target, const QJsonObject& body, int timeoutMs = 60'000);
    /// All at once; the replies in the order of the bodies.
    std::vector<ClientReply> postAll(const QByteArray& target, const std::vector<QJsonObject>& bodies,
                                     int timeoutMs = 120'000);

    /// Body of a customer's message as contracts/handle-message §2 has it.
    static QJsonObject message(const QString& conversation, const QString& messageId, const QString& text,
                               double timestamp = 0);

private:
    class Connection;
    friend class Connection;
    struct Job;
    void pump();
    ClientReply wait(ClientRequest request, int timeoutMs);

    QUrl m_base;
    QByteArray m_token;
    int m_limit;
    std::vector<Connection*> m_connections;
    std::deque<std::shared_ptr<Job>> m_queue;
};

}  // namespace tongdai::testing
