#pragma once

#include "engine/domain/ports/live/rate_limits.h"
#include "engine/domain/ports/platform_client.h"
#include "engine/domain/ports/random.h"

namespace tongdai {

/// The page a conversation belongs to, by the platform's way of making its ids: `<page>_<customer>`
/// (contracts/pancake §1); where an id has no such form, all are one page.
QByteArray pageOf(const ConversationId& conversation);

/// The platform, asked no more often than the limits of its pages and its own allow (guarantees 2.10). What is held
/// back was surely not sent: its row waits in the outbox until the window has room, in the order of its conversation,
/// and says why. Engine loop; never throws.
class PacedPlatform final : public ports::PlatformClient {
public:
    PacedPlatform(ports::PlatformClient& platform, ports::RateLimits& rates, ports::Random& random);

    bool isConfigured() const override { return m_platform.isConfigured(); }
    bool carries(bool ofPage) const override { return m_platform.carries(ofPage); }
    QCoro::Task<SendOutcome> send(OutboxItem item) override;
    QString describe() const override { return m_platform.describe(); }
    QCoro::Task<bool> isHealthy() override { return m_platform.isHealthy(); }
    QString pause() const override { return m_platform.pause(); }
    QString wholePause() const override { return m_platform.wholePause(); }

private:
    ports::PlatformClient& m_platform;
    ports::RateLimits& m_rates;
    QByteArray m_acts;  ///< begins the id of every counted try
    qint64 m_counted = 0;
};

}  // namespace tongdai
