#pragma once

#include "tests/support/stub_http_server.h"

#include <QJsonArray>
#include <QSet>

#include <deque>

namespace tongdai::testing {

/// KiotViet as contracts/kiotviet describes it: tokens, lists in pages, orders, webhooks, and its limit of reads an
/// hour by a clock the test may move. Its token service and its API share one address. Thread: as StubHttpServer.
class KiotVietStub final : public StubHttpServer {
    Q_OBJECT
public:
    using StubHttpServer::StubHttpServer;

    QUrl tokenUrl() const { return QUrl(url().toString() + QStringLiteral("/connect/token")); }
    /// Items of a list: "products", "customers", "orders", "invoices", "branches".
    void setItems(const QString& resource, const QJsonArray& items) { m_items.insert(resource, items); }
    void setSecret(const QByteArray& secret) { m_secret = secret; }
    void setExpiresIn(int seconds) { m_expiresIn = seconds; }
    /// Every token given out so far is worth nothing any more.
    void revokeTokens() { m_tokens.clear(); }
    /// ms; the limit is counted by it. Usual: the wall clock.
    void setClock(std::function<qint64()> now) { m_now = std::move(now); }
    void setLimit(int reads, qint64 windowMs)
    {
        m_limit = reads;
        m_window = windowMs;
    }

    int tokenRequests() const { return m_tokenRequests; }
    int reads() const { return m_reads; }
    int refusedTokens() const { return m_refusedTokens; }
    /// Reads beyond the limit.
    int overLimit() const { return m_overLimit; }
    const QJsonArray& createdOrders() const { return m_createdOrders; }
    /// From now on what is made stands first in the list of orders.
    void listCreatedOrders() { m_listsCreated = true; }
    QJsonArray items(const QString& resource) const { return m_items.value(resource); }
    const QJsonArray& hooks() const { return m_hooks; }
    /// As KiotViet does after 4xx answers.
    void stopHooks();

protected:
    Answer answerTo(const StubRequest& request) override;

private:
    Answer token(const StubRequest& request);
    Answer list(const QString& resource, const StubRequest& request) const;
    Answer webhooks(const QString& path, const StubRequest& request);
    bool countRead();

    QByteArray m_secret = "secret";
    int m_expiresIn = 86400;
    QSet<QByteArray> m_tokens;
    QHash<QString, QJsonArray> m_items;
    QJsonArray m_createdOrders;
    bool m_listsCreated = false;
    QJsonArray m_hooks;
    std::function<qint64()> m_now;
    std::deque<qint64> m_readTimes;
    int m_limit = 5000;
    qint64 m_window = 3'600'000;
    int m_tokenRequests = 0;
    int m_reads = 0;
    int m_refusedTokens = 0;
    int m_overLimit = 0;
};

}  // namespace tongdai::testing
