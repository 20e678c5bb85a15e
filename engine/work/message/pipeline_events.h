#pragma once

#include "engine/domain/conversation/claim_event.h"
#include "engine/domain/conversation/conversation.h"
#include "engine/domain/conversation/long_wait.h"
#include "engine/domain/conversation/outbox.h"
#include "engine/domain/conversation/turn.h"
#include "engine/domain/customer/customer_details.h"
#include "engine/domain/ports/store/history_event.h"

#include <optional>
#include <vector>

namespace tongdai {

enum class TurnEnd : quint8;  // held_claims.h

/// What one committed transaction changed, for whoever shows it.
struct Change {
    std::optional<Conversation> conversation;  ///< absent: the row did not change, or only `events` know it
    std::vector<StoredMessage> lines;          ///< new or changed lines of the thread
    std::vector<HistoryEvent> events;
    /// What is known of the customer of the conversation that `events` are about, when it is more than before.
    std::optional<CustomerDetails> details = {};
};

/// Watches the pipeline (the desk, the metrics). Called on the engine loop, after the commit and before the caller is
/// answered; must return at once and never throw.
class PipelineEvents {
public:
    virtual ~PipelineEvents() = default;
    virtual void changed(const Change& /*change*/) {}
    /// A bot thinks about the conversation since `since`; ends with turnEnded in every case.
    virtual void turnStarted(const ConversationId& /*conversation*/, TimePoint /*since*/) {}
    virtual void turnEnded(const ConversationId& /*conversation*/, TurnOutcome /*outcome*/) {}
    /// An answer was recorded and is out of the house, or waits for that: how long each step took.
    virtual void turnTimed(const TurnSteps& /*steps*/) {}
    /// The engine waits for the customer to finish since `since`, and answers at `until` unless they go on; an `until`
    /// of 0: it waits no longer.
    virtual void customerAwaited(const ConversationId& /*conversation*/, TimePoint /*since*/, TimePoint /*until*/) {}
    /// An act of this engine raised (or may have raised) a conversation's fence: turns under an older one are over,
    /// wherever they run.
    virtual void fenceRaised(const ConversationId& /*conversation*/, Fence /*fence*/, TurnEnd /*why*/) {}
    /// Something happened to a claim that this engine holds, held or ended. For people to look at.
    virtual void claimNoted(const ClaimEvent& /*event*/) {}
    /// An answer's actions are handed to the platform from here on; what comes of it is an event of kind "outbox".
    virtual void sendBegun(const OutboxItem& /*item*/, const OwnerId& /*owner*/) {}
    /// To whom nobody came is another list than before.
    virtual void nobodyCame(const NobodyCameNews& /*news*/) {}
    /// Sends to the platform stopped (`cause` not empty) or go again.
    virtual void platformPaused(const QString& /*cause*/) {}
    /// An entry of the log that a person should see, e.g. messages waiting too long.
    virtual void alarm(const QString& /*what*/) {}
};

}  // namespace tongdai
