#pragma once

#include "engine/upstream/http_exchange.h"
#include "engine/upstream/target_judge.h"

#include <QObject>
#include <QTimer>
#include <QUrl>

#include <functional>

class QTcpSocket;

namespace tongdai::upstream {

class ReplyParser;

struct HttpLimits {
    std::chrono::milliseconds connectTimeout{3'000};  ///< guarantees 2.6
    /// Idle connections are given up before usual servers close them (5 s), so that a request rarely meets a closed
    /// one.
    std::chrono::milliseconds keepIdle{4'000};
    qsizetype header = 16 * 1024;
    qsizetype body = 1024 * 1024;  ///< security S31
    int connections = 256;         ///< at once; further requests wait in order
    /// Whether a name may lead to an address; asked when the connection stands, before anything is sent.
    std::function<QString(const QString& host, const QHostAddress& address)> problemWithTarget =
        upstream::problemWithTarget;
};

/// One kept connection to one service: HTTP/1.1, one request at a time, Boost.Beast as the parser. Never uses a proxy,
/// never follows a redirect. Engine loop only.
class HttpConnection final : public QObject {
    Q_OBJECT
public:
    HttpConnection(const QUrl& origin, const HttpLimits& limits, QObject* parent);
    ~HttpConnection() override;

    void start(HttpExchangePtr exchange);
    /// Gives up the exchange in progress, and with it the connection.
    void abort(HttpFailure::Kind kind, const QString& what);
    bool isBusy() const { return m_exchange != nullptr; }
    const HttpExchangePtr& exchange() const { return m_exchange; }

signals:
    /// The exchange has its result. `isStale`: a kept connection was found closed before any byte of the answer.
    void finished(tongdai::upstream::HttpExchangePtr exchange, bool isStale);
    /// Can be used no more; comes after finished.
    void closed();

private:
    void connectToOrigin();
    bool mayTalk();
    void becomeReady();
    void checkIdle();
    void write();
    void read();
    void take(HttpReply reply);
    void onSocketEnded();
    void finish(HttpResult result);
    void retire();
    bool isWritten() const;

    QUrl m_origin;
    HttpLimits m_limits;
    std::unique_ptr<QTcpSocket> m_socket;
    std::unique_ptr<ReplyParser> m_parser;
    QTimer m_connectTimer;
    QTimer m_idleTimer;
    std::chrono::steady_clock::time_point m_idleSince;
    HttpExchangePtr m_exchange;
    qint64 m_written = 0;  ///< bytes of the request in progress taken by the network
    int m_served = 0;
    bool m_isReady = false;
    bool m_isRetired = false;
};

}  // namespace tongdai::upstream
