#include "engine/work/privacy_upkeep.h"

#include "engine/domain/log.h"

namespace tongdai {

using namespace Qt::StringLiterals;

static const Log privacyUpkeepLog("privacy");

PrivacyUpkeep::PrivacyUpkeep(Ports ports, RetentionPolicy policy)
    : m_ports(ports), m_policy(policy), m_pause(ports.clock)
{
}

PrivacyUpkeep::~PrivacyUpkeep()
{
    *m_alive = false;
}

void PrivacyUpkeep::start()
{
    loop();
}

void PrivacyUpkeep::stop()
{
    m_stopping = true;
    m_pause.wake();
}

QCoro::Task<void> PrivacyUpkeep::loop()
{
    const auto alive = m_alive;
    auto nextNight = m_ports.clock.elapsed() + kRetentionEvery;
    while (*alive && !m_stopping) {
        const bool isNight = m_ports.clock.elapsed() >= nextNight;
        if (isNight) nextNight += kRetentionEvery;
        auto working = once(isNight);
        co_await working;
        if (!*alive || m_stopping) break;
        auto waiting = m_pause.wait(kPendingEvery);
        co_await waiting;
    }
}

QCoro::Task<void> PrivacyUpkeep::once(bool isNight)
{
    try {
        auto finishing = m_ports.erase.finishPending();
        co_await finishing;
        if (isNight && !m_policy.isEmpty()) {
            auto applying = applyRetention("retention"_ba);
            const std::vector<RetentionCount> counts = co_await applying;
            for (const RetentionCount& count : counts)
                privacyUpkeepLog.info("retention", {{u"kind"_s, count.kind}, {u"removed"_s, count.removed}});
        }
    } catch (const StoreError& error) {
        privacyUpkeepLog.warn("erasure and retention wait", {{u"cause"_s, error.cause()}});
    }
}

QCoro::Task<std::vector<RetentionCount>> PrivacyUpkeep::applyRetention(QByteArray actor)
{
    const auto alive = m_alive;
    std::vector<RetentionCount> total;
    bool wentOn = true;
    while (wentOn && *alive && !m_stopping) {
        auto applying = m_ports.retention.applyRetention(m_policy, actor);
        const std::vector<RetentionCount> piece = co_await applying;
        wentOn = false;
        total.resize(piece.size());
        for (size_t i = 0; i < piece.size(); ++i) {
            total[i].kind = piece[i].kind;
            total[i].removed += piece[i].removed;
            wentOn |= piece[i].removed > 0;
        }
    }
    co_return total;
}

}  // namespace tongdai
