#pragma once

#include "engine/work/erase_chat_session.h"
#include "engine/work/pause.h"

#include <functional>
#include <memory>

namespace tongdai {

/// What erasure and retention need without an occasion: every 30 s what Redis has still to forget, every night what is
/// older than the policy allows. Engine loop. stop() before the stores are closed.
class PrivacyUpkeep {
public:
    static constexpr std::chrono::seconds kPendingEvery{30};
    static constexpr std::chrono::hours kRetentionEvery{24};

    struct Ports {
        ports::Clock& clock;
        ports::RetentionStore& retention;
        EraseChatSession& erase;
    };
    PrivacyUpkeep(Ports ports, RetentionPolicy policy);
    ~PrivacyUpkeep();

    void start();
    void stop();
    /// Redis is here again.
    void wake() { m_pause.wake(); }

    const RetentionPolicy& policy() const { return m_policy; }
    /// @throws StoreError
    QCoro::Task<std::vector<RetentionCount>> planRetention() { return m_ports.retention.planRetention(m_policy); }
    /// Until nothing is left to remove. @throws StoreError
    QCoro::Task<std::vector<RetentionCount>> applyRetention(QByteArray actor);

private:
    QCoro::Task<void> loop();
    QCoro::Task<void> once(bool isNight);

    Ports m_ports;
    RetentionPolicy m_policy;
    Pause m_pause;
    bool m_stopping = false;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace tongdai
