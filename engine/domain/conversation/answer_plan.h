#pragma once

#include "engine/domain/conversation/outbox.h"

#include <vector>

namespace tongdai {

/// One action of an answer on its way to the platform, as the store has it.
struct PlanStep {
    QString type;    ///< its name on the wire (domain/action.h)
    QString status;  ///< pending, executing, succeeded, failed, skipped
    int tries = 0;   ///< that came to nothing
    QString error;
    std::optional<TimePoint> doneAt;
    friend bool operator==(const PlanStep&, const PlanStep&) = default;
};

/// The actions of one answer, in the order in which they are carried out: an outbox row with the steps it carries
/// (guarantees 2.6). Whoever sends holds it by a lease and a fence; its key is the same at every try, so that nothing
/// of it is done twice.
struct AnswerPlan {
    qint64 id = 0;   ///< of the outbox row
    qint64 ord = 0;  ///< rev of the line it belongs to
    OutboxState state = OutboxState::Waiting;
    OwnerId owner;  ///< who sends it now; empty: nobody
    Fence fence = 0;
    int attempts = 0;
    TimePoint createdAt{};
    TimePoint changedAt{};
    QString error;
    std::vector<PlanStep> steps;
    friend bool operator==(const AnswerPlan&, const AnswerPlan&) = default;
};

}  // namespace tongdai
