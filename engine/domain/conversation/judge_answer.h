#pragma once

#include "engine/domain/conversation/answer_rule.h"
#include "engine/domain/conversation/turn.h"
#include "engine/domain/ports/service_calls.h"

#include <functional>
#include <optional>

namespace tongdai {

/// Whom an answer may reach: the conversation it was asked for and who wrote in it (security S32).
struct AnswerBounds {
    ConversationId conversation;
    std::vector<SenderId> customers;  ///< senders of the messages it answers
    QJsonObject metadata;             ///< as the AI was given it; an id standing there may be repeated under its name
    bool actionsGoOut = false;        ///< to a platform; otherwise the customer reads text and what our chat can draw
    /// What becomes of an execute_api; empty: no connection is named in the settings.
    std::function<CallVerdict(const QJsonObject&)> judgeCall = {};
    AnswerRule rule = {};  ///< which answers are sent at all
};

struct JudgedAnswer {
    /// Every action has something to do, here and nowhere else. `responseText` is what the customer is told.
    AiAnswer answer;
    int dropped = 0;  ///< actions left out here or by who read the answer; why stands in answer.skipped, shortened
    /// Why a person is needed, a code for SystemNote: kNothingSaid, kServiceCallRefused, kServiceCallWaits, or one of
    /// AnswerRule. Empty: nobody is.
    QString handOverReason;
    /// What the AI would have said and done, where the rule does not let it: `answer` says and asks for nothing then.
    std::optional<HeldAnswer> held = {};
};

/// The AI said nothing that could be told, and asked for nobody.
inline constexpr QLatin1StringView kNothingSaid{"ai_said_nothing"};
/// The AI wanted a service called that the shop has not allowed; a person decides what is done.
inline constexpr QLatin1StringView kServiceCallRefused{"ai_service_call_refused"};

/// It wants one called that is allowed once a person says yes.
inline constexpr QLatin1StringView kServiceCallWaits{"ai_service_call_waits"};

/// What an AI said, held to what it may (contracts/handle-message §3, guarantees F49). Its output is untrusted:
/// - a text no action carries gets a send_message of its own; what actions say becomes the text that is shown;
/// - blank actions are left out (a send_message without words, choices without a title, …);
/// - actions addressed to anybody else are left out, however the address is written;
/// - execute_api is refused unless the settings name the connection and it takes these arguments: a person is asked;
/// - where nothing is left to say and nothing asked for, a person is asked;
/// - what the rule does not let through is not said: a person is asked. An answer that itself asks for a person relies
///   on nothing the AI is unsure of, and passes.
/// Pure values; never throws; any thread. Cost grows with the answer's size only.
JudgedAnswer judgeAnswer(AiAnswer answer, const AnswerBounds& bounds);

}  // namespace tongdai
