#pragma once

#include "engine/domain/conversation/action.h"
#include "engine/domain/conversation/message.h"
#include "engine/domain/ids.h"

#include <QJsonObject>
#include <QString>

#include <chrono>
#include <vector>

namespace tongdai {

/// One line of the context an AI gets (contracts/handle-message §3: role "user" or "assistant").
struct ContextLine {
    Speaker speaker = Speaker::Customer;
    QString text;
    double timestamp = 0;
};

/// What an AI is asked.
struct AiRequest {
    ConversationId conversation;
    std::vector<IncomingMessage> messages;  ///< not yet answered, in order; the last one leads
    std::vector<ContextLine> context;       ///< before them, oldest first
    QJsonObject metadata;                   ///< of the newest message, with the keys earlier ones had besides
    QString handedBack = {};                ///< what the person who gave it back wants it to know; may be empty
    bool isProposal = false;                ///< for the person who answers; nothing of it is sent by itself
};

/// What an AI said, already reduced to known actions.
struct AiAnswer {
    QString responseText;
    QString intent;
    double confidence = 0;
    QJsonObject entities;
    QString modelUsed;
    std::chrono::duration<double, std::milli> processingTime{};
    std::vector<Action> actions;
    QStringList skipped;  ///< what else it asked for, and why that was left out
};

/// An answer that the shop's rule held back (features C12): kept in the thread, unsent, for the person who is asked.
struct HeldAnswer {
    QString text;
    std::vector<Action> actions;
};

/// How a turn ended. Superseded and Cancelled answers are kept and shown as "not sent".
/// Proposed: said to nobody but the person who answers (features C11).
enum class TurnOutcome : quint8 {
    Answered = 0,
    Superseded = 1,
    Cancelled = 2,
    Failed = 3,
    HandedOver = 4,
    Proposed = 5
};

/// Milliseconds of the seven steps, for the waterfall of the bot card.
struct TurnSteps {
    double accept = 0;
    double claim = 0;
    double context = 0;
    double ai = 0;
    double extract = 0;
    double record = 0;
    double send = 0;
};

/// One AI run for one or more customer messages, as recorded.
struct Turn {
    Fence fence = 0;
    Seq from = 0;  ///< answers seq from+1 … upto
    Seq upto = 0;
    TurnOutcome outcome = TurnOutcome::Answered;
    AiAnswer answer;
    TurnSteps steps;
    int aiTries = 1;
    QString error;  ///< why it failed or was cancelled
};

}  // namespace tongdai
