#pragma once

#include "engine/api/answer.h"
#include "engine/domain/conversation/answer_plan.h"
#include "engine/domain/conversation/message.h"
#include "engine/domain/ids.h"

#include <QObject>

#include <optional>
#include <vector>

namespace tongdai::api {

/// What is compared of one conversation, place by place (features G11).
enum class StateFact : quint8 {
    LastMessage,  ///< id of the customer's newest message
    Waiting,      ///< how many of the customer's messages nobody has answered
    AtWork,       ///< who answers at this moment; "": nobody
    WhoAnswers,   ///< "bot" or "person"
    Arrived,      ///< how many answers have not arrived
};
struct StateLine {
    StateFact fact = StateFact::LastMessage;
    std::optional<QString> redis;     ///< absent: nothing stands there, which is no fault: copies run out
    std::optional<QString> store;     ///< the truth
    std::optional<QString> platform;  ///< absent: it is not told, or cannot be asked
    bool isDifferent = false;
    friend bool operator==(const StateLine&, const StateLine&) = default;
};
struct StatePicture {
    ConversationId conversation;
    bool isRedisHere = false;
    bool isAtWork = false;  ///< a claim stands: its turn writes Redis anew when it ends
    std::vector<StateLine> lines;
    std::vector<AnswerPlan> plans;  ///< answers to the platform, step by step; the newest first
    TimePoint at{};

    bool hasDifference() const
    {
        for (const StateLine& line : lines) {
            if (line.isDifferent) return true;
        }
        return false;
    }
};

/// The state of one conversation in Redis, in the store and at the platform, side by side. Lives on the GUI thread.
class StateCompare : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual Asked<StatePicture> compare(const ConversationId& conversation) = 0;
    /// Writes Redis anew from the store; audited. Refused while somebody answers.
    virtual Asked<StatePicture> repair(const ConversationId& conversation) = 0;
};

}  // namespace tongdai::api
