#pragma once

#include "engine/domain/ports/ai_client.h"
#include "engine/upstream/http_connection.h"

#include <QCoro/QCoroTask>

#include <QTimer>

#include <deque>

namespace tongdai::upstream {

/// HTTP client for one service named in the settings (security S31: that name is the allow-list; http and https only,
/// no redirects, no proxy, no cookies, bounded answers). Engine loop only.
///
/// Why not QNetworkAccessManager: it opens six connections to a host at most (Qt 6.4 cannot be told otherwise), sends a
/// POST again by itself when a kept connection ends, and does not tell whether the body had left; the outbox must know
/// (guarantees 2.6).
class HttpClient final : public QObject {
    Q_OBJECT
public:
    explicit HttpClient(const QUrl& origin, HttpLimits limits = {}, QObject* parent = nullptr);
    /// Ends everything in progress as cancelled.
    ~HttpClient() override;

    /// Nothing when requests can be sent, else why not.
    static QString problemWith(const QUrl& origin);
    /// Address without user, password, query and fragment: fit for screens and logs.
    static QString addressOf(const QUrl& origin);

    /// One try; never throws. Ends at the request's deadline or on cancel at the latest.
    QCoro::Task<HttpResult> send(HttpRequest request, std::shared_ptr<CancelToken> cancel = {});

private:
    QByteArray wireOf(const HttpRequest& request) const;
    void begin(const HttpExchangePtr& exchange);
    void dispatch(const HttpExchangePtr& exchange);
    HttpConnection* openConnection();
    void giveUp(const HttpExchangePtr& exchange, HttpFailure::Kind kind, const QString& what);
    void onFinished(const HttpExchangePtr& exchange, bool isStale);
    void startNextQueued();
    void drainQueue();
    void watch(std::chrono::steady_clock::time_point until);
    void endOverdue();
    void settle(const HttpExchangePtr& exchange);
    void resumeSettled();

    QUrl m_origin;
    QByteArray m_host;
    QString m_problem;
    HttpLimits m_limits;
    std::vector<HttpConnection*> m_idle;  ///< last used last; taken from the end
    std::vector<HttpConnection*> m_all;
    std::deque<HttpExchangePtr> m_queue;
    std::vector<HttpExchangePtr> m_settled;
    /// One for all exchanges; most end long before.
    QTimer m_deadlines;
    std::chrono::steady_clock::time_point m_nextCheck = std::chrono::steady_clock::time_point::max();
};

}  // namespace tongdai::upstream
