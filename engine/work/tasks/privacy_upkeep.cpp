#include "engine/work/tasks/privacy_upkeep.h"

#include "engine/domain/log.h"

namespace tongdai {

using namespace Qt::StringLiterals;

static const Log privacyUpkeepLog("privacy");

PrivacyUpkeep::PrivacyUpkeep(Ports ports, RetentionPolicy policy)
    : m_ports(ports), m_policy(policy), m_rounds(ports.clock, kPendingEvery, [this] { return once(); })
{
}

void PrivacyUpkeep::start()
{
    m_rounds.start();
}

void PrivacyUpkeep::stop()
{
    m_rounds.stop();
}

QCoro::Task<void> PrivacyUpkeep::once()
{
    try {
        auto finishing = m_ports.erase.finishPending();
        co_await finishing;
    } catch (const StoreError& error) {
        privacyUpkeepLog.warn("an erasure waits", {{u"cause"_s, error.cause()}});
    }
}

QCoro::Task<std::vector<RetentionCount>> PrivacyUpkeep::applyRetention(QByteArray actor)
{
    const TaskScope::Token scope = m_scope.token();
    std::vector<RetentionCount> total;
    bool wentOn = true;
    while (wentOn && !scope.isOver() && !m_rounds.isStopping()) {
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
