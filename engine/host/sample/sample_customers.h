#pragma once

#include <QHash>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <memory>
#include <vector>

namespace tongdai {

namespace upstream {
class HttpClient;
}

/// Made-up customers who go on writing, through the same HTTP endpoint as real ones (POST
/// /api/v1/enhanced-handle-message), so that the sample shop shows the whole way of a message. Engine loop. Bounded: a
/// handful of customers at a time, one message in flight for each, kMaxMessages in all. Everything they write bears
/// the engine's own mark of the sample shop, which nobody else can set.
class SampleCustomers final : public QObject {
    Q_OBJECT
public:
    static constexpr int kCustomers = 4;
    static constexpr int kMaxMessages = 400;  ///< then they have all gone home; start() brings new ones

    /// `token` is the platform's access token of the engine at `engine`, `key` its mark (HandleMessageRoute).
    SampleCustomers(const QUrl& engine, const QByteArray& token, const QByteArray& key, QObject* parent = nullptr);
    ~SampleCustomers() override;

    /// The least and the most a customer waits before the next message; for tests.
    void setPace(std::chrono::milliseconds least, std::chrono::milliseconds most);
    void start();
    /// Nobody writes any more; a message on its way may still arrive.
    void stop();
    bool isRunning() const { return m_isRunning; }
    int messagesSent() const { return m_sent; }
    /// This customer has not gone home yet.
    bool isPresent(const QString& conversation) const;

signals:
    void failed(QString cause);  ///< once for a series of failures

private:
    struct Customer;

    void invite();
    void schedule(const std::shared_ptr<Customer>& customer);
    void write(std::shared_ptr<Customer> customer);
    void react(const std::shared_ptr<Customer>& customer, const QJsonObject& answer);

    std::unique_ptr<upstream::HttpClient> m_client;
    QByteArray m_target;
    QByteArray m_token;
    QByteArray m_key;
    std::vector<std::shared_ptr<Customer>> m_customers;
    std::vector<QStringList> m_dialogues;
    std::chrono::milliseconds m_leastPause{3'000};
    std::chrono::milliseconds m_mostPause{9'000};
    int m_invited = 0;
    int m_sent = 0;
    bool m_isRunning = false;
    bool m_hasFailed = false;
};

}  // namespace tongdai
