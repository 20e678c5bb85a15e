#include "tests/support/steady_senders.h"

#include <QJsonDocument>
#include <QTimer>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// Before a refused message is sent again.
static constexpr int kRetryPause = 50;

void SteadySenders::add(const QString& conversation, const QString& messageId, const QString& text)
{
    add(JsonClient::message(conversation, messageId, text));
}

void SteadySenders::add(const QJsonObject& message)
{
    const QByteArray id = message["message_id"_L1].toString().toUtf8();
    m_messages.push_back({id, QJsonDocument(message).toJson(QJsonDocument::Compact)});
    m_next.push_back(m_messages.size() - 1);
    pump();
}

void SteadySenders::resume()
{
    m_isPaused = false;
    pump();
}

void SteadySenders::pump()
{
    while (!m_isPaused && m_inFlight < m_atOnce && !m_next.empty()) {
        const size_t index = m_next.front();
        m_next.pop_front();
        ++m_inFlight;
        ++m_sent;
        m_client.send({"POST", "/api/v1/enhanced-handle-message", m_messages[index].body, {}},
                      [this, index, life = std::weak_ptr(m_life)](const ClientReply& reply) {
                          if (!life.expired()) answered(index, reply);
                      });
    }
}

qint64 SteadySenders::percentileMicroseconds(double part) const
{
    if (m_times.empty()) return 0;
    std::vector<qint64> sorted = m_times;
    const auto at = sorted.begin() + std::ptrdiff_t(part * double(sorted.size() - 1));
    std::nth_element(sorted.begin(), at, sorted.end());
    return *at;
}

void SteadySenders::answered(size_t index, const ClientReply& reply)
{
    --m_inFlight;
    if (reply.status == 200 || reply.status == 202) {
        ++m_acknowledged;
        m_promises.push_back({"platform", m_messages[index].id});
        m_slowest = qMax(m_slowest, reply.microseconds);
        m_times.push_back(reply.microseconds);
        const QJsonObject result = reply.json.value("result"_L1).toObject();
        if (result.value("stored"_L1).toString() == "journal"_L1) ++m_journalled;
    } else {
        if (reply.status == 503) ++m_refused;
        if (reply.status == 0) ++m_unanswered;
        if (reply.status != 0 && reply.status != 503) {
            m_surprises << u"%1: status %2 %3"_s.arg(QString::fromUtf8(m_messages[index].id))
                               .arg(reply.status)
                               .arg(QString::fromUtf8(reply.body.left(300)));
            if (m_surprises.size() <= 3) qInfo("surprise %s", qPrintable(m_surprises.last()));
        }
        m_next.push_back(index);
        QTimer::singleShot(kRetryPause, &m_client, [this, life = std::weak_ptr(m_life)] {
            if (!life.expired()) pump();
        });
        return;
    }
    pump();
}

}  // namespace tongdai::testing
