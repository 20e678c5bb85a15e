#pragma once

#include "tests/support/http_client.h"
#include "tests/support/invariants.h"

namespace tongdai::testing {

/// Customers' messages that are sent until each is acknowledged: what a careful caller does. The same id and the same
/// body every time, a bounded number at once, nothing while the engine is down. Lives on the test's thread.
class SteadySenders {
public:
    SteadySenders(JsonClient& client, int atOnce) : m_client(client), m_atOnce(atOnce) {}
    Q_DISABLE_COPY_MOVE(SteadySenders)

    void add(const QString& conversation, const QString& messageId, const QString& text);
    /// A body of JsonClient::message(), perhaps one that somebody has sent already.
    void add(const QJsonObject& message);
    /// From now on, to the client's present engine.
    void resume();
    /// What is under way goes on; what fails waits for resume().
    void pause() { m_isPaused = true; }

    bool isDone() const { return m_acknowledged == int(m_messages.size()); }
    int total() const { return int(m_messages.size()); }
    int acknowledged() const { return m_acknowledged; }
    int inFlight() const { return m_inFlight; }
    /// Deliveries beyond the first of each message.
    int repeated() const { return m_sent - int(m_messages.size() - m_next.size()); }
    /// The service said yes: it must never be lost.
    const std::vector<PromiseFact>& promises() const { return m_promises; }
    /// Answers that no careful caller may get, e.g. 409 for its own repetition.
    const QStringList& surprises() const { return m_surprises; }
    qint64 slowestMicroseconds() const { return m_slowest; }
    /// Of the answers since forgetTimes(): 0.99 is the p99. 0 without any.
    qint64 percentileMicroseconds(double part) const;
    void forgetTimes() { m_times.clear(); }
    /// Begins a new measurement.
    void forgetSlowest() { m_slowest = 0; }
    /// Acknowledged as kept in the local journal.
    int journalled() const { return m_journalled; }
    /// Answers 503.
    int refused() const { return m_refused; }
    /// No answer at all: cut, or not connected.
    int unanswered() const { return m_unanswered; }

private:
    struct Message {
        QByteArray id;
        QByteArray body;
    };
    void pump();
    void answered(size_t index, const ClientReply& reply);

    JsonClient& m_client;
    int m_atOnce;
    std::shared_ptr<int> m_life = std::make_shared<int>();  ///< replies may come when a failed test has left
    std::vector<Message> m_messages;
    std::deque<size_t> m_next;
    std::vector<PromiseFact> m_promises;
    QStringList m_surprises;
    bool m_isPaused = true;
    int m_inFlight = 0;
    int m_acknowledged = 0;
    int m_sent = 0;
    qint64 m_slowest = 0;
    std::vector<qint64> m_times;
    int m_journalled = 0;
    int m_refused = 0;
    int m_unanswered = 0;
};

}  // namespace tongdai::testing
