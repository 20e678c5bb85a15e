#pragma once

#include "engine/domain/conversation/conversation.h"
#include "engine/domain/ports/store/history_event.h"
#include "engine/domain/ports/store/history_reader.h"

#include <QCoro/QCoroTask>

namespace tongdai {

/// What the first gate said. It saves wasted AI calls and shows other programs who is at work; it never decides.
enum class Gate : quint8 { Got, AlreadyOurs, SomeoneElse, Unavailable };

/// Fields of Redis INFO of the same names, for the admin routes.
struct LiveStateStats {
    bool isConnected = false;
    QString backend;  ///< "Redis" or "Memory", as callers see it in storage_backend
    int connectedClients = 0;
    QString usedMemoryHuman;
    qint64 keyspaceHits = 0;
    qint64 keyspaceMisses = 0;
    QString version;
    QString endpoint;
};

/// How a state goes with the one that stands there. The latter two are about one accepted message, whose state has no
/// context and no answered ones of its own: those stay as they are.
enum class StateRule : quint8 {
    Replace,
    Begun,   ///< nothing else waits: it says who is at work, and what waits
    Joined,  ///< it waits behind others: they stay, and so does who is at work
};

/// What is written to Redis after a commit, in one script (design §5, step 7).
struct SettleRequest {
    ConversationId conversation;
    QByteArray lockToken;              ///< released by compare-and-delete; empty: nothing to release
    QJsonObject state;                 ///< conv_state:<id>, contracts/handle-message §6.1; empty: left as it is
    std::vector<HistoryEvent> events;  ///< appended to chat:logs:events
    StateRule rule = StateRule::Replace;
};

namespace ports {

/// Live state shared with other engines and programs: Redis, or this process alone while Redis is away. Best effort:
/// no call throws, none waits longer than the command time-out (250 ms). Lives on the engine loop.
class LiveState {
public:
    virtual ~LiveState() = default;
    virtual QCoro::Task<Gate> acquireGate(ConversationId conversation, QByteArray token,
                                          std::chrono::milliseconds ttl) = 0;
    virtual QCoro::Task<void> renewGates(std::vector<std::pair<ConversationId, QByteArray>> held,
                                         std::chrono::milliseconds ttl) = 0;
    /// The state says that nobody is at work any more.
    virtual QCoro::Task<void> releaseGate(ConversationId conversation, QByteArray token) = 0;
    /// The same whoever holds it (forced release; the fence in the row is what shuts the holder out).
    virtual QCoro::Task<bool> dropGate(ConversationId conversation) = 0;
    virtual QCoro::Task<void> settle(SettleRequest request) = 0;
    /// Their states are gone afterwards.
    virtual QCoro::Task<void> forgetStates(std::vector<ConversationId> conversations) = 0;
    /// Those of them whose gate nobody has; none where it cannot be asked.
    virtual QCoro::Task<std::vector<ConversationId>> withoutGate(std::vector<ConversationId> conversations) = 0;
    /// Tells whoever listens on message_queue that a conversation has waiting messages.
    virtual QCoro::Task<void> hint(ConversationId conversation) = 0;
    virtual QCoro::Task<LiveStateStats> stats() = 0;
    /// False: other engines cannot be reached quickly; poll the store at the short interval.
    virtual bool isShared() const = 0;
};

}  // namespace ports
}  // namespace tongdai
