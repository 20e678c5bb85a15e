#include "engine/state/redis/connection/subscriptions.h"

namespace tongdai::redis {

using namespace Qt::StringLiterals;

Subscriptions::Subscriptions(Endpoint endpoint, Options options, QObject* parent)
    : QObject(parent), m_options(options), m_connection(std::move(endpoint), options.connection)
{
    connect(&m_connection, &Connection::ready, this, &Subscriptions::resubscribe);
    connect(&m_connection, &Connection::pushed, this, &Subscriptions::readPush);
    connect(&m_silenceTimer, &QTimer::timeout, this, &Subscriptions::checkSilence);
    m_silenceTimer.start(m_options.silenceLimit);
}

void Subscriptions::subscribe(const QByteArray& channel)
{
    if (m_channels.contains(channel)) return;
    m_channels.insert(channel);
    m_connection.post({"SUBSCRIBE"_ba, channel});
}

void Subscriptions::unsubscribe(const QByteArray& channel)
{
    if (m_channels.remove(channel)) m_connection.post({"UNSUBSCRIBE"_ba, channel});
}

void Subscriptions::resubscribe()
{
    m_heard = true;
    m_asked = false;
    if (m_channels.isEmpty()) return;
    QByteArrayList command{"SUBSCRIBE"_ba};
    for (const QByteArray& channel : std::as_const(m_channels))
        command.append(channel);
    m_connection.post(command);
}

void Subscriptions::readPush(const Reply& push)
{
    m_heard = true;
    const QByteArray kind = push.at(0).bytes();
    if (kind == "message" && m_channels.contains(push.at(1).bytes()))
        emit messageReceived(push.at(1).bytes(), push.at(2).bytes());
    else if (kind == "subscribe")
        emit subscribed(push.at(1).bytes());
}

/// A line that says nothing looks like a quiet channel. The answer to PING tells them apart.
void Subscriptions::checkSilence()
{
    if (!m_connection.isReady()) return;
    if (m_heard || !m_asked) {
        m_heard = false;
        m_asked = m_connection.post({"PING"_ba});
        return;
    }
    m_connection.reconnect(u"no answer to PING"_s);
}

}  // namespace tongdai::redis
