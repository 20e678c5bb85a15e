#include "engine/contract/json/handled_message.h"

#include <QJsonArray>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

QJsonObject toJson(const AiAnswer& answer)
{
    return {{u"response_text"_s, answer.responseText},
            {u"intent"_s, answer.intent},
            {u"confidence"_s, answer.confidence},
            {u"entities"_s, answer.entities},
            {u"processing_time_ms"_s, answer.processingTime.count()},
            {u"model_used"_s, answer.modelUsed}};
}

QJsonObject completedResult(const HandledMessage& handled)
{
    QJsonObject result{{u"status"_s, u"completed"_s},
                       {u"ai_response"_s, toJson(handled.answer)},
                       {u"extracted_actions"_s, tongdai::toJson(handled.answer.actions)},
                       {u"message_id"_s, handled.messageId.toString()},
                       {u"storage_backend"_s, handled.storageBackend},
                       {u"distributed_lock_used"_s, handled.distributedLockUsed}};
    if (!handled.platformResult.isEmpty()) result.insert("pancake_result"_L1, handled.platformResult);
    return result;
}

QJsonObject currentResult(const AiAnswer& answer)
{
    return {{u"ai_response"_s, toJson(answer)},
            {u"extracted_actions"_s, tongdai::toJson(answer.actions)},
            {u"pancake_result"_s, platformNotSent(u"superseded by newer messages"_s)}};
}

QJsonObject repeatedResult(QJsonObject stored, const MessageId& messageId)
{
    stored.insert("message_id"_L1, messageId.toString());
    stored.insert("duplicate"_L1, true);
    return stored;
}

QJsonObject platformFailed(const QString& error)
{
    return {{u"status"_s, u"failed"_s}, {u"actions_executed"_s, 0}, {u"error"_s, error}};
}

QJsonObject platformQueued(const QString& reason)
{
    QJsonObject result = platformFailed(reason);
    result.insert("queued"_L1, true);
    return result;
}

QJsonObject platformAbsent()
{
    return {{u"status"_s, u"success"_s},
            {u"actions_executed"_s, 0},
            {u"delivered_to"_s, u"conversation"_s},
            {u"note"_s, u"no platform is configured"_s}};
}

QJsonObject platformNotSent(const QString& reason)
{
    return {{u"status"_s, u"not_sent"_s}, {u"actions_executed"_s, 0}, {u"reason"_s, reason}};
}

bool isPlatformAnswer(const QJsonObject& answer)
{
    const QString status = answer["status"_L1].toString();
    if ((status == "success"_L1 || status == "failed"_L1) && answer["actions_executed"_L1].isDouble()) return true;
    for (const QJsonValue& wrong : answer["detail"_L1].toArray()) {
        for (const QJsonValue& place : wrong["loc"_L1].toArray()) {
            const QString field = place.toString();
            if (field == "actions"_L1 || field == "conversation_id"_L1 || field == "ai_response"_L1 ||
                field == "distributed_lock_id"_L1)
                return true;
        }
    }
    return false;
}

bool isRefusal(const QJsonObject& answer)
{
    return answer["detail"_L1].isString() || answer["message"_L1].isString() || answer["error"_L1].isString() ||
           answer["success"_L1] == QJsonValue(false);
}

QJsonObject platformRequest(const ConversationId& conversation, const AiAnswer& answer, TimePoint now,
                            const QString& lock)
{
    return {{u"conversation_id"_s, conversation.toString()},
            {u"ai_response"_s, toJson(answer)},
            {u"actions"_s, tongdai::toJson(answer.actions)},
            {u"timestamp"_s, toUnixSeconds(now)},
            {u"distributed_lock_id"_s, lock}};
}

bool isByAPerson(const QJsonObject& platformRequest)
{
    return platformRequest["ai_response"_L1]["model_used"_L1].toString() == kByAPerson;
}

QString lockId(const ConversationId& conversation, Fence fence)
{
    return u"lock_%1_%2"_s.arg(conversation.toString()).arg(fence);
}

std::optional<QJsonObject> rewordedRequest(const QJsonObject& refused, QJsonObject wanted)
{
    const QJsonValue words = wanted["ai_response"_L1]["response_text"_L1];
    QJsonArray actions = refused["actions"_L1].toArray();
    int said = 0;
    for (QJsonValueRef each : actions) {
        QJsonObject action = each.toObject();
        QJsonObject data = action["data"_L1].toObject();
        if (!data.contains("message"_L1)) continue;
        ++said;
        data[u"message"_s] = words;
        action[u"data"_s] = data;
        each = action;
    }
    if (said != 1) return {};
    wanted[u"actions"_s] = actions;
    return wanted;
}

}  // namespace tongdai::contract
