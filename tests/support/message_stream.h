#pragma once

#include "tests/support/steady_senders.h"

#include <QTimer>

namespace tongdai::testing {

/// Keeps customers writing until it is told to stop. Lives on the test's thread.
class MessageStream {
public:
    /// How much slower customers write where a sanitizer makes both programs slow.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    static constexpr int kSlowness = 4;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    static constexpr int kSlowness = 4;
#else
    static constexpr int kSlowness = 1;
#endif
#else
    static constexpr int kSlowness = 1;
#endif

    /// `perSecond` in an ordinary build; a quarter of them where a sanitizer makes both programs slow, so that the
    /// engine keeps up. `prefix` of the message ids: streams into one conversation need different ones.
    MessageStream(SteadySenders& senders, int perSecond, int conversations = 30,
                  const QString& prefix = QStringLiteral("m-"))
        : m_senders(senders)
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this, conversations, prefix] {
            const int number = m_senders.total();
            m_senders.add(QStringLiteral("c-%1").arg(number % conversations), prefix + QString::number(number),
                          QStringLiteral("tin nhắn số %1").arg(number));
        });
        m_timer.start(1'000 * kSlowness / perSecond);
    }
    void stop()
    {
        m_timer.stop();
    }

private:
    SteadySenders& m_senders;
    QTimer m_timer;
};

}  // namespace tongdai::testing
