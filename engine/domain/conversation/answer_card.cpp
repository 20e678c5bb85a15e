#include "engine/domain/conversation/answer_card.h"

#include <array>

namespace tongdai {
namespace {

using namespace Qt::StringLiterals;

constexpr std::array kOutcomes{"answered"_L1, "superseded"_L1,  "cancelled"_L1,
                               "failed"_L1,   "handed_over"_L1, "proposed"_L1};
constexpr std::array kDeliveries{"waiting"_L1, "sending"_L1, "sent"_L1, "dead"_L1, "unknown"_L1, "withdrawn"_L1};

template <class Names>
int indexOf(const Names& names, const QString& word)
{
    for (size_t i = 0; i < names.size(); ++i) {
        if (word == names[i]) return int(i);
    }
    return -1;
}

QJsonObject toJson(const TurnSteps& steps)
{
    return {{u"accept"_s, steps.accept}, {u"claim"_s, steps.claim},     {u"context"_s, steps.context},
            {u"ai"_s, steps.ai},         {u"extract"_s, steps.extract}, {u"record"_s, steps.record},
            {u"send"_s, steps.send}};
}

TurnSteps stepsOf(const QJsonObject& json)
{
    const auto ms = [&json](QLatin1StringView name) { return json[name].toDouble(); };
    return {ms("accept"_L1),  ms("claim"_L1),  ms("context"_L1), ms("ai"_L1),
            ms("extract"_L1), ms("record"_L1), ms("send"_L1)};
}

void putTime(QJsonObject& json, QLatin1StringView name, const std::optional<TimePoint>& time)
{
    if (time) json[name] = qint64(time->time_since_epoch().count());
}

std::optional<TimePoint> timeOf(const QJsonValue& value)
{
    if (!value.isDouble()) return {};
    return TimePoint(std::chrono::milliseconds(value.toInteger()));
}

}  // namespace

QJsonObject toJson(const AnswerCard& card)
{
    QJsonObject json{{u"intent"_s, card.intent},
                     {u"model"_s, card.model},
                     {u"processing_ms"_s, card.processingMs},
                     {u"outcome"_s, kOutcomes[size_t(card.outcome)]},
                     {u"fence"_s, card.fence},
                     {u"ai_tries"_s, card.aiTries},
                     {u"steps"_s, toJson(card.steps)},
                     {u"actions"_s, toJson(card.actions)}};
    if (card.confidence) json[u"confidence"_s] = *card.confidence;
    if (!card.newerMessage.isEmpty()) json[u"newer_message"_s] = card.newerMessage.toString();
    if (!card.reason.isEmpty()) json[u"reason"_s] = card.reason;
    if (!card.cancelledBy.isEmpty()) json[u"cancelled_by"_s] = card.cancelledBy.toString();
    if (!card.cancelledByName.isEmpty()) json[u"cancelled_by_name"_s] = card.cancelledByName;
    if (!card.skippedActions.isEmpty()) json[u"skipped_actions"_s] = QJsonArray::fromStringList(card.skippedActions);
    return json;
}

AnswerCard answerCard(const QJsonObject& json)
{
    AnswerCard card;
    card.intent = json["intent"_L1].toString();
    if (json["confidence"_L1].isDouble()) card.confidence = json["confidence"_L1].toDouble();
    card.model = json["model"_L1].toString();
    card.processingMs = json["processing_ms"_L1].toDouble();
    if (const int outcome = indexOf(kOutcomes, json["outcome"_L1].toString()); outcome >= 0)
        card.outcome = TurnOutcome(outcome);
    card.newerMessage = MessageId::fromString(json["newer_message"_L1].toString());
    card.reason = json["reason"_L1].toString();
    card.cancelledBy = OperatorId::fromString(json["cancelled_by"_L1].toString());
    card.cancelledByName = json["cancelled_by_name"_L1].toString();
    card.fence = json["fence"_L1].toInteger();
    card.aiTries = json["ai_tries"_L1].toInt(1);
    card.steps = stepsOf(json["steps"_L1].toObject());
    if (json["actions"_L1].isArray()) card.actions = extractActions(json["actions"_L1], QString()).actions;
    for (const QJsonValue& skipped : json["skipped_actions"_L1].toArray())
        card.skippedActions.append(skipped.toString());
    return card;
}

AnswerCard answerCard(const Turn& turn)
{
    AnswerCard card;
    card.intent = turn.answer.intent;
    card.confidence = turn.answer.confidence;
    card.model = turn.answer.modelUsed;
    card.processingMs = turn.answer.processingTime.count();
    card.outcome = turn.outcome;
    card.reason = turn.error;
    card.fence = turn.fence;
    card.aiTries = turn.aiTries;
    card.steps = turn.steps;
    card.actions = turn.answer.actions;
    card.skippedActions = turn.answer.skipped;
    return card;
}

QJsonObject toJson(const Delivery& delivery)
{
    QJsonObject json{{u"state"_s, kDeliveries[size_t(delivery.state)]}};
    if (delivery.conversationOnly) json[u"conversation_only"_s] = true;
    if (!delivery.error.isEmpty()) json[u"error"_s] = delivery.error;
    putTime(json, "accepted_at"_L1, delivery.acceptedAt);
    putTime(json, "delivered_at"_L1, delivery.deliveredAt);
    putTime(json, "read_at"_L1, delivery.readAt);
    if (delivery.outboxId > 0) json[u"outbox_id"_s] = delivery.outboxId;
    if (delivery.attempts > 0) json[u"attempts"_s] = delivery.attempts;
    if (delivery.mayHaveArrived) json[u"may_have_arrived"_s] = true;
    if (delivery.isUnrefused) json[u"unrefused"_s] = true;
    return json;
}

std::optional<Delivery> deliveryOf(const QJsonObject& metadata)
{
    if (!metadata["delivery"_L1].isObject()) return {};
    const QJsonObject json = metadata["delivery"_L1].toObject();
    const int state = indexOf(kDeliveries, json["state"_L1].toString());
    if (state < 0) return {};
    Delivery delivery;
    delivery.state = OutboxState(state);
    delivery.conversationOnly = json["conversation_only"_L1].toBool();
    delivery.error = json["error"_L1].toString();
    delivery.acceptedAt = timeOf(json["accepted_at"_L1]);
    delivery.deliveredAt = timeOf(json["delivered_at"_L1]);
    delivery.readAt = timeOf(json["read_at"_L1]);
    delivery.outboxId = json["outbox_id"_L1].toInteger();
    delivery.attempts = json["attempts"_L1].toInt();
    delivery.mayHaveArrived = json["may_have_arrived"_L1].toBool();
    delivery.isUnrefused = json["unrefused"_L1].toBool();
    return delivery;
}

}  // namespace tongdai
