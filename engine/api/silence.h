#pragma once

#include "engine/domain/conversation/message.h"

#include <vector>

namespace tongdai::api {

/// One link in the chain of reasons why a customer's message has no answer of the bot's (idea 2.6 of the product).
enum class SilenceCause : quint8 {
    PersonHas,           ///< a person answered at that time; `who`, since `at`
    PersonWanted,        ///< the conversation waited for a person; `detail` is the bot's reason
    GaveUp,              ///< the AI did not answer; `detail` is its error
    ConversationClosed,  ///< by `who`
    Overtaken,           ///< answered together with what the customer wrote next
    NotSentTakenOver,    ///< an answer was ready when `who` took over
    NotSentOvertaken,    ///< an answer was ready when newer messages came
    NotSentLate,         ///< an answer came when this engine had lost the conversation; `detail` is why
    NotDelivered,        ///< the answer is there, and the channel refused it with `detail`
    DeliveryUnknown,     ///< the answer was cut off on its way out
    DeliveryWaits,       ///< the answer is there, and waits to be sent
    PlanStands,          ///< what the answer asks for, in order, and `tries` so far; `detail`: action names, by comma
    Answered,            ///< the bot did answer
    AnsweredByPerson,    ///< `who` answered
    LockReleased,        ///< `who` released a stuck lock
    WaitsForCustomer,    ///< the bot lets the customer finish, until `at` at the latest
    InWork,              ///< an engine (`who`, its process) is answering; its lease holds until `at`
    NotTakenUp,          ///< it waits, and no engine has taken it up; `detail`: tries so far
    AiAway,              ///< the AI does not answer now; `detail` is the cause
    ChannelAway,         ///< the channel does not take answers now; `detail` is the cause
    NotACustomers,       ///< nobody asked anything with this line
    Unexplained,         ///< nothing that is kept explains it
};

struct SilenceStep {
    SilenceCause cause = SilenceCause::Unexplained;
    QString who;
    QString detail;
    std::optional<TimePoint> at;
    qint64 rev = 0;  ///< the line that proves it; 0: none does
    int tries = 0;
    // PersonWanted because the AI was not sure enough: how sure it was, and how sure it has to be now, in percent.
    std::optional<double> confidence = {};
    int leastConfidence = 0;
    friend bool operator==(const SilenceStep&, const SilenceStep&) = default;
};

/// In the order in which it came about.
struct Silence {
    ConversationId conversation;
    qint64 rev = 0;  ///< the line that was asked about
    std::vector<SilenceStep> steps;
};

}  // namespace tongdai::api
