#pragma once

#include "engine/domain/work/task_scope.h"
#include "engine/work/chat/erase_chat_session.h"
#include "engine/work/loops/periodic_task.h"

#include <functional>
#include <memory>

namespace tongdai {

/// What an erasure needs without an occasion: every 30 s what Redis has still to forget. Retention by itself is
/// background work (retention_task.h); here it is what somebody asks for. Engine loop. stop() before the stores are
/// closed.
class PrivacyUpkeep {
public:
    static constexpr std::chrono::seconds kPendingEvery{30};

    struct Ports {
        ports::Clock& clock;
        ports::RetentionStore& retention;
        EraseChatSession& erase;
    };
    PrivacyUpkeep(Ports ports, RetentionPolicy policy);

    void start();
    void stop();
    /// Redis is here again.
    void wake() { m_rounds.wake(); }

    const RetentionPolicy& policy() const { return m_policy; }
    /// @throws StoreError
    QCoro::Task<std::vector<RetentionCount>> planRetention() { return m_ports.retention.planRetention(m_policy); }
    /// Until nothing is left to remove. @throws StoreError
    QCoro::Task<std::vector<RetentionCount>> applyRetention(QByteArray actor);

private:
    QCoro::Task<void> once();

    Ports m_ports;
    RetentionPolicy m_policy;
    TaskScope m_scope;
    PeriodicTask m_rounds;
};

}  // namespace tongdai
