#pragma once

#include "engine/domain/conversation/outbox.h"
#include "engine/domain/conversation/turn.h"

#include <optional>

namespace tongdai {

/// What stands under a bot line on the desk (features C7, C9): kept as the line's metadata, written by whoever
/// records the turn, read by the thread. Unknown fields are ignored, absent ones keep their defaults.
struct AnswerCard {
    QString intent;
    std::optional<double> confidence;
    QString model;
    double processingMs = 0;
    TurnOutcome outcome = TurnOutcome::Answered;
    MessageId newerMessage;  ///< Superseded: the message that made this answer stale
    QString reason;          ///< Cancelled, Failed: why, as recorded in Turn::error
    OperatorId cancelledBy;  ///< Cancelled: who took over
    QString cancelledByName;
    Fence fence = 0;
    int aiTries = 1;
    TurnSteps steps;
    std::vector<Action> actions;
    QStringList skippedActions;
};
QJsonObject toJson(const AnswerCard& card);
AnswerCard answerCard(const QJsonObject& metadata);
AnswerCard answerCard(const Turn& turn);

/// How far a bot's or an operator's line has come on its way out (features D6): the object "delivery" in the
/// line's metadata. Absent: nothing is known, and the desk shows nothing rather than guess.
struct Delivery {
    OutboxState state = OutboxState::Waiting;
    bool conversationOnly = false;  ///< no platform is configured: it stands in the conversation and nowhere else
    QString error;                  ///< the channel's own words
    std::optional<TimePoint> acceptedAt;
    std::optional<TimePoint> deliveredAt;
    std::optional<TimePoint> readAt;
    qint64 outboxId = 0;          ///< the row that carries it; 0: none
    int attempts = 0;             ///< how often it was tried so far
    bool mayHaveArrived = false;  ///< waits for a decision, and a try before its end may have reached the customer
    bool isUnrefused = false;     ///< not delivered, and not because the platform refused it
};
QJsonObject toJson(const Delivery& delivery);
std::optional<Delivery> deliveryOf(const QJsonObject& metadata);

}  // namespace tongdai
