#pragma once

#include "engine/api/locks_queues.h"
#include "engine/domain/conversation/outbox.h"

#include <vector>

namespace tongdai::testing {

/// A shop's queues without an engine, for tests and pictures. What it shows is set by hand. GUI thread.
class FakeQueues final : public api::Queues {
    Q_OBJECT
public:
    void watch(bool on) override;
    api::RequestId requestDecisions(const std::vector<qint64>& ids, OutboxDecision decision) override;

    /// Everything flows.
    void fillCalm(TimePoint now);
    /// Answers that were given up, a full offline list, a Redis that throws keys away.
    void fillTrouble(TimePoint now);
    void tell() { emit pictureChanged(picture); }

    api::QueuesPicture picture;
    bool isWatched = false;
    struct Decided {
        std::vector<qint64> ids;
        OutboxDecision decision = OutboxDecision::SendAgain;
    };
    std::vector<Decided> decisions;

private:
    api::RequestId m_last = 0;
};

}  // namespace tongdai::testing
