#pragma once

#include "engine/api/locks.h"

#include <vector>

namespace tongdai::testing {

/// A shop's locks without an engine, for tests and pictures. What it shows is set by hand. GUI thread.
class FakeLocks final : public api::Locks {
    Q_OBJECT
public:
    explicit FakeLocks(TimePoint now) : m_now(now) {}

    void watch(bool on) override;
    void follow(const ConversationId& conversation) override;
    api::RequestId requestAct(api::LockAct act, const api::LockRow& row) override;

    /// Nothing is held; a few conversations were answered a moment ago.
    void fillCalm();
    /// Forty claims of two engines, of people and of another program.
    void fillBusy();
    /// The drawing of the page: a dead holder, one that woke too late, a lock without an end.
    void fillStuck();
    void setRedisAway(const QString& target);
    void tell();

    api::LocksPicture picture;
    std::vector<ClaimEvent> trail;
    bool isWatched = false;
    ConversationId followed;
    std::vector<api::LockAct> acts;

private:
    api::LockRow claim(const QString& conversation, const QString& holder, Fence fence, int ageSeconds) const;

    TimePoint m_now;
    api::RequestId m_last = 0;
};

}  // namespace tongdai::testing
