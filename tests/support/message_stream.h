#pragma once

#include "tests/support/steady_senders.h"

#include <QTimer>

namespace tongdai::testing {

/// Keeps customers writing until it is told to stop. Lives on the test's thread.
class MessageStream {
public:
    /// `prefix` of the message ids: streams into one conversation need different ones.
    MessageStream(SteadySenders& senders, int perSecond, int conversations = 30,
                  const QString& prefix = QStringLiteral("m-"))
        : m_senders(senders)
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this, conversations, prefix] {
            const int number = m_senders.total();
            m_senders.add(QStringLiteral("c-%1").arg(number % conversations), prefix + QString::number(number),
                          QStringLiteral("tin nhắn số %1").arg(number));
        });
        m_timer.start(1'000 / perSecond);
    }
    void stop() { m_timer.stop(); }

private:
    SteadySenders& m_senders;
    QTimer m_timer;
};

}  // namespace tongdai::testing
