#pragma once

#include "engine/domain/ports/store/conversation_store.h"

#include <QJsonObject>
#include <QString>

#include <chrono>
#include <variant>
#include <vector>

namespace tongdai {

/// What became of one posted message, as contracts/handle-message §2 and guarantees 2.3 know it. The whole mapping:
///
/// | alternative   | HTTP | body |
/// |---------------|------|------|
/// | Completed     | 200  | `success:true`, `result` as it is |
/// | Locked        | 200  | `success:true`, `result` = status locked, reason, accepted:true, seq, storage_backend |
/// | RestartNeeded | 200  | `success:true`, `result` = status restart_needed, newer_messages, current_result |
/// | StillRunning  | 202  | `success:true`, `result` = status accepted, accepted:true, seq, or stored:"journal" |
/// | ReusedMessageId | 409 | `detail` "message_id_reused" |
/// | Unavailable   | 503  | `detail` cause, header Retry-After |
/// | Failed        | 500  | `detail` cause |
///
/// Where `duplicate` is true, `result` also carries `"duplicate":true`.
/// `success:true` (200 and 202) is given only for a message that is stored.
struct Completed {
    QJsonObject result;  ///< the complete `result` object (contract/json/handled_message.h)
    bool duplicate = false;
};

/// The message is stored and is not answered by this request.
struct Locked {
    enum class Reason {
        ProcessingInProgress,  ///< wire "processing_in_progress": whoever is at work will answer it
        HumanTakeover,         ///< wire "human_takeover": no bot turn, it waits on an operator's desk
        AnsweredOutside,  ///< wire "answered_outside": the shop itself wrote it on the platform; shown, not answered
        OwnEcho,          ///< wire "own_echo": a line of ours that came back; kept with that line, without a seq
    };
    Reason reason = Reason::ProcessingInProgress;
    Seq seq = 0;
    QString storageBackend;
    bool duplicate = false;
};
QLatin1StringView reasonName(Locked::Reason reason);

/// The answer was overtaken by newer messages and not sent; the engine goes on with all of them.
struct RestartNeeded {
    std::vector<NewerMessage> newer;
    QJsonObject currentResult;  ///< ai_response, extracted_actions, pancake_result of the answer that was not sent
    bool duplicate = false;
};

/// The wait budget is used up (or the turn was cut short); the message is stored and will be answered.
struct StillRunning {
    Seq seq = 0;
    bool duplicate = false;
    bool inJournal = false;  ///< the store is away: kept on this machine, without a seq until it is replayed
};

/// Same id, other body.
struct ReusedMessageId {};

/// Nothing was promised: repeating the same id is safe.
struct Unavailable {
    std::chrono::seconds retryAfter{5};
    QString cause;
};

/// A mistake of ours or a store that refuses; nothing was promised either.
struct Failed {
    QString cause;
};

using HandleResult = std::variant<Completed, Locked, RestartNeeded, StillRunning, ReusedMessageId, Unavailable, Failed>;

/// In a function of its own: GCC 12 sees uninitialised members where it inlines the variant into a coroutine.
HandleResult stillRunning(Seq seq);
HandleResult inJournal(bool duplicate);

}  // namespace tongdai
