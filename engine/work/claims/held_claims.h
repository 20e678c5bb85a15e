#pragma once

#include "engine/domain/ports/ai_client.h"
#include "engine/domain/ports/store/conversation_store.h"

#include <QHash>

#include <memory>
#include <vector>

namespace tongdai {

/// Why a claim that this engine held is over before its work was done.
enum class TurnEnd : quint8 {
    None,
    LeaseLost,    ///< somebody else's by now, or not renewed three times
    HeldTooLong,  ///< over kMaxHold
    TakenOver,    ///< an operator answers from here on
    Released,     ///< the fence was raised by somebody else's act
    Stopping,     ///< this engine stops
};
const char* turnEndName(TurnEnd end);

/// One conversation that this engine is answering right now.
struct HeldClaim {
    Claim claim;  ///< follows the turns of one run: same owner and fence, `from` moves on
    std::shared_ptr<CancelToken> cancel = std::make_shared<CancelToken>();
    TurnEnd end = TurnEnd::None;
    std::chrono::nanoseconds since{};  ///< ports::Clock::elapsed() when it was granted
    int missedRenewals = 0;
    bool hasGate = false;
    bool isRecording = false;  ///< its finish is on the way: a renewal behind it may find the lease already free
    bool isRecorded = false;   ///< its last turn is committed and the lease is free; what remains is sending
    bool isRefused = false;    ///< its last word came too late, and that was noted
    bool isPolled = false;     ///< taken up by the poller, not by a request

    bool isOver() const { return end != TurnEnd::None; }
    /// The call in progress stops; what it still says is refused by the fence. The first reason counts.
    void endWith(TurnEnd why);
};

/// Longest time one claim is renewed; what still waits then is given back and taken up anew (guarantees 2.4).
inline constexpr std::chrono::seconds kMaxHold{120};

/// Everything this engine holds. A newer claim on the same conversation ends the older one. Engine loop.
class HeldClaims {
public:
    std::shared_ptr<HeldClaim> add(const Claim& claim, std::chrono::nanoseconds now, bool isPolled);
    void remove(const std::shared_ptr<HeldClaim>& held);
    std::shared_ptr<HeldClaim> find(const ConversationId& conversation) const;
    /// A copy: ending one may change the set.
    std::vector<std::shared_ptr<HeldClaim>> all() const;
    int count() const { return int(m_held.size()); }
    int polledCount() const { return m_polled; }

private:
    QHash<ConversationId, std::shared_ptr<HeldClaim>> m_held;
    int m_polled = 0;
};

}  // namespace tongdai
