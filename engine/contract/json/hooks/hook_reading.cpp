#include "engine/contract/json/hooks/hook_reading.h"

#include "engine/contract/json/notices/kiotviet_notice.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

HookRefusal refusalOf(const HookCall& call, const QString& detail)
{
    switch (call.status) {
        case 0: return HookRefusal::CallerLeft;
        case 401: return call.door == HookDoor::KiotViet ? HookRefusal::WrongSignature : HookRefusal::WrongToken;
        case 404: return HookRefusal::NoSuchDoor;
        case 405: return HookRefusal::WrongMethod;
        case 409: return HookRefusal::ReusedId;
        case 413: return HookRefusal::TooLarge;
        case 415: return HookRefusal::NotJson;
        case 421: return HookRefusal::WrongHost;
        case 422: return HookRefusal::WrongFields;
        case 429: return detail.contains("wrong access tokens"_L1) ? HookRefusal::TooManyTokens : HookRefusal::TooOften;
        case 503: return HookRefusal::Away;
        default: return call.status >= 500 ? HookRefusal::Fault : HookRefusal::Other;
    }
}

/// contracts/handle-message §2: how a stored message was answered.
HookFate fateOf(const QJsonObject& result, int status)
{
    const QString name = result.value("status"_L1).toString();
    if (name == "restart_needed"_L1) return HookFate::Overtaken;
    if (status == 202 || name == "accepted"_L1)
        return result.contains("stored"_L1) ? HookFate::Journalled : HookFate::Stored;
    if (name != "locked"_L1) return HookFate::Answered;
    const QString reason = result.value("reason"_L1).toString();
    if (reason == "human_takeover"_L1) return HookFate::ForPerson;
    if (reason == "answered_outside"_L1) return HookFate::FromShop;
    return reason == "own_echo"_L1 ? HookFate::OwnEcho : HookFate::Waits;
}

void readFate(const HookCall& call, HookReading& reading)
{
    if (!call.took) return;
    const QJsonObject answer = QJsonDocument::fromJson(call.answer).object();
    if (!call.isRefused()) {
        const QJsonObject result = answer.value("result"_L1).toObject();
        reading.fate = call.door == HookDoor::Platform ? fateOf(result, call.status) : HookFate::Heard;
        const bool addsNothing =
            call.door == HookDoor::Consolidated && answer.value("status"_L1).toString() == "locked"_L1;
        reading.isDuplicate =
            addsNothing || result.value("duplicate"_L1).toBool() || answer.value("repeated"_L1).toBool();
        return;
    }
    reading.detail = answer.value("detail"_L1).toString();
    reading.problems = problemLines(answer);
    reading.refusal = refusalOf(call, reading.detail);
    const bool isFault = reading.refusal == HookRefusal::Away || reading.refusal == HookRefusal::Fault;
    reading.fate = call.status == 0 ? HookFate::NeverCame : isFault ? HookFate::Failed : HookFate::Refused;
}

}  // namespace

QStringList problemLines(const QJsonObject& refusal)
{
    QStringList lines;
    for (const QJsonValue& each : refusal.value("detail"_L1).toArray()) {
        QStringList place;
        for (const QJsonValue& part : each["loc"_L1].toArray()) {
            if (part.toString() != "body"_L1) place << part.toVariant().toString();
        }
        const QString what = each["msg"_L1].toString();
        lines << (place.isEmpty() ? what : place.join(u'.') + u": "_s + what);
    }
    return lines;
}

HookReading readHook(const HookCall& call)
{
    HookReading reading;
    readFate(call, reading);
    if (call.door == HookDoor::KiotViet) {
        if (!call.isWhole() || reading.refusal != HookRefusal::None) return reading;
        const KiotVietNotice notice = readKiotVietNotice(call.body);
        reading.message = MessageId(notice.id);
        reading.endpoints = notice.changed;
        return reading;
    }
    const QJsonObject body = call.isWhole() ? QJsonDocument::fromJson(call.body).object() : QJsonObject();
    reading.conversation = ConversationId::fromString(body.value("conversation_id"_L1).toString());
    reading.message = MessageId::fromString(body.value("message_id"_L1).toString());
    reading.sender = SenderId::fromString(body.value("sender_id"_L1).toString());
    const QString given = QJsonDocument::fromJson(call.answer).object().value("conversation_id"_L1).toString();
    if (!given.isEmpty()) reading.conversation = ConversationId::fromString(given);
    return reading;
}

}  // namespace tongdai::contract
