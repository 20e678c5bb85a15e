#pragma once

#include "engine/domain/conversation/outbox.h"

#include <QCoro/QCoroTask>

namespace tongdai::ports {

/// Hands the actions of one turn to the platform (contracts/handle-message §4). Lives on the engine loop.
class PlatformClient {
public:
    virtual ~PlatformClient() = default;
    /// False: no platform is set up; actions stay in the conversation and nothing is queued.
    virtual bool isConfigured() const = 0;
    /// Whether what is said in a conversation goes out: in one that lives on a page of ours, or in any other.
    virtual bool carries(bool ofPage) const
    {
        Q_UNUSED(ofPage)
        return isConfigured();
    }
    /// One try, never throws: every outcome is a value the outbox table decides on (guarantees 2.6).
    virtual QCoro::Task<SendOutcome> send(OutboxItem item) = 0;
    virtual QString describe() const = 0;
    virtual QCoro::Task<bool> isHealthy() = 0;
    /// Why nothing is sent to a part of it, as PlatformBreaker says it; empty: nothing is known against it.
    virtual QString pause() const { return {}; }
    /// Likewise, of all of it, or of a part that everybody shares; single pages say nothing here.
    virtual QString wholePause() const { return pause(); }
};

}  // namespace tongdai::ports
