#pragma once

#include "engine/domain/ports/store/conversation_store.h"

#include <QCoro/QCoroTask>

#include <vector>

namespace tongdai::ports {

/// Takeovers that end by themselves: the end stands in the conversation's row, so any engine may give it back, and one
/// does (guarantees 2.4). Engine loop. @throws StoreError: nothing is known to have changed, repeating is safe.
class TimedTakeovers {
public:
    virtual ~TimedTakeovers() = default;

    /// Takes over, or changes the end of the person's own takeover. `until` empty: for good.
    virtual QCoro::Task<OperatorActOutcome> takeOverUntil(ConversationId conversation, OperatorId by, QString name,
                                                          std::optional<TimePoint> until) = 0;
    /// Whose time is over by the store's clock, longest first.
    virtual QCoro::Task<std::vector<ConversationId>> returnsDue(int limit) = 0;
    /// Gives one back to the bot; without a line where another was faster, or somebody asked for more time.
    virtual QCoro::Task<OperatorActOutcome> returnIfDue(ConversationId conversation, OwnerId claimFor) = 0;
};

}  // namespace tongdai::ports
