#pragma once

#include "engine/api/locks.h"

#include <QPointer>

namespace tongdai {

class LocksService;

/// The locks as the window sees them. GUI thread; what is asked is posted to LocksService.
class LocksHost final : public api::Locks {
    Q_OBJECT
public:
    using api::Locks::Locks;

    /// The engine is up (or, with null, gone): what the page watches is asked of it at once.
    void attach(LocksService* service);

    void watch(bool on) override;
    void follow(const ConversationId& conversation) override;
    api::RequestId requestAct(api::LockAct act, const api::LockRow& row) override;

private:
    // Only its address is used on this thread; calls are posted to the thread it lives on.
    QPointer<LocksService> m_service;
    api::RequestId m_last = 0;
    bool m_isWatched = false;
    ConversationId m_followed;
};

}  // namespace tongdai
