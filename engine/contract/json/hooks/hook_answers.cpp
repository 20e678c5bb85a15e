#include "engine/contract/json/hooks/hook_answers.h"

#include "engine/contract/iso_time.h"
#include "engine/contract/json/hooks/hook_doors.h"

#include <QJsonArray>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

QJsonValue textOrNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonArray namesOf(const QByteArrayList& endpoints)
{
    QJsonArray names;
    for (const QByteArray& endpoint : endpoints)
        names.append(QString::fromUtf8(endpoint));
    return names;
}

QJsonObject rowObject(const HookRow& row)
{
    return {{u"id"_s, row.id},
            {u"door"_s, hookDoorName(row.door)},
            {u"at"_s, isoTime(toTicks(row.at))},
            {u"caller"_s, row.caller},
            {u"bytes"_s, qint64(row.size)},
            {u"status"_s, row.status > 0 ? QJsonValue(row.status) : QJsonValue()},
            {u"took_ms"_s, row.took ? QJsonValue(double(row.took->count()) / 1000) : QJsonValue()},
            {u"caller_left"_s, row.callerLeft},
            {u"fate"_s, hookFateName(row.fate)},
            {u"refusal"_s, textOrNull(hookRefusalName(row.refusal))},
            {u"duplicate"_s, row.isDuplicate},
            {u"detail"_s, textOrNull(row.detail)},
            {u"conversation_id"_s, textOrNull(row.conversation)},
            {u"message_id"_s, textOrNull(row.message)}};
}

QString verdictName(HookReplay::Verdict verdict)
{
    using enum HookReplay::Verdict;
    switch (verdict) {
        case NoBody: return u"no_body"_s;
        case Refused: return u"refused"_s;
        case ReusedId: return u"message_id_reused"_s;
        case Known: return u"duplicate"_s;
        case Accepted: return u"accepted"_s;
    }
    return {};
}

QString nextName(HookReplay::Next next)
{
    using enum HookReplay::Next;
    switch (next) {
        case Bot: return u"bot"_s;
        case Waits: return u"waits"_s;
        case Person: return u"person"_s;
        case ShopLine: return u"shop_line"_s;
        case Notice: return u"notice"_s;
    }
    return {};
}

}  // namespace

QString hookFateName(HookFate fate)
{
    using enum HookFate;
    switch (fate) {
        case InWork: return u"in_work"_s;
        case Answered: return u"answered"_s;
        case Stored: return u"stored"_s;
        case Journalled: return u"journalled"_s;
        case Waits: return u"waits"_s;
        case ForPerson: return u"for_person"_s;
        case FromShop: return u"from_shop"_s;
        case OwnEcho: return u"own_echo"_s;
        case Overtaken: return u"overtaken"_s;
        case Heard: return u"heard"_s;
        case Refused: return u"refused"_s;
        case Failed: return u"failed"_s;
        case NeverCame: return u"never_came"_s;
    }
    return {};
}

QString hookRefusalName(HookRefusal refusal)
{
    using enum HookRefusal;
    switch (refusal) {
        case None: return {};
        case WrongToken: return u"wrong_token"_s;
        case TooManyTokens: return u"too_many_tokens"_s;
        case WrongSignature: return u"wrong_signature"_s;
        case WrongHost: return u"wrong_host"_s;
        case NoSuchDoor: return u"no_such_door"_s;
        case WrongMethod: return u"wrong_method"_s;
        case NotJson: return u"not_json"_s;
        case TooLarge: return u"too_large"_s;
        case WrongFields: return u"wrong_fields"_s;
        case ReusedId: return u"message_id_reused"_s;
        case TooOften: return u"too_often"_s;
        case Away: return u"away"_s;
        case Fault: return u"fault"_s;
        case CallerLeft: return u"caller_left"_s;
        case Other: return u"other"_s;
    }
    return {};
}

QJsonObject hooksAnswer(const std::vector<HookDoorState>& doors, const std::vector<HookRow>& rows, int kept,
                        qint64 gone)
{
    QJsonArray doorList;
    for (const HookDoorState& door : doors) {
        doorList.append(QJsonObject{{u"door"_s, hookDoorName(door.door)},
                                    {u"path"_s, door.path},
                                    {u"open"_s, door.isOpen},
                                    {u"lacks_secret"_s, door.lacksSecret},
                                    {u"came"_s, door.came},
                                    {u"refused"_s, door.refused},
                                    {u"last"_s, door.last ? QJsonValue(isoTime(toTicks(*door.last))) : QJsonValue()}});
    }
    QJsonArray calls;
    for (const HookRow& row : rows)
        calls.append(rowObject(row));
    return {{u"doors"_s, doorList}, {u"kept"_s, kept}, {u"gone"_s, gone}, {u"calls"_s, calls}};
}

QJsonObject toJson(const HookDetail& detail)
{
    QJsonObject object = rowObject(detail.row);
    QJsonArray headers;
    for (const HookHeader& header : detail.headers) {
        headers.append(
            QJsonObject{{u"name"_s, QString::fromUtf8(header.name)},
                        {u"value"_s, header.value ? QJsonValue(QString::fromUtf8(*header.value)) : QJsonValue()}});
    }
    object.insert(u"request"_s, detail.request);
    object.insert(u"headers"_s, headers);
    object.insert(u"body"_s, detail.hasBody ? QJsonValue(detail.body) : QJsonValue());
    object.insert(u"cut"_s, detail.isCut);
    object.insert(u"masked"_s, detail.isMasked);
    object.insert(u"answer"_s, textOrNull(detail.answer));
    object.insert(u"problems"_s, QJsonArray::fromStringList(detail.problems));
    object.insert(u"endpoints"_s, namesOf(detail.endpoints));
    object.insert(u"curl"_s, textOrNull(detail.curl));
    return object;
}

QJsonObject toJson(const HookReplay& replay)
{
    const bool isAccepted = replay.verdict == HookReplay::Verdict::Accepted;
    return {{u"verdict"_s, verdictName(replay.verdict)},
            {u"next"_s, isAccepted ? QJsonValue(nextName(replay.next)) : QJsonValue()},
            {u"problems"_s, QJsonArray::fromStringList(replay.problems)},
            {u"endpoints"_s, namesOf(replay.endpoints)},
            {u"conversation_id"_s, textOrNull(replay.conversation)},
            {u"message_id"_s, textOrNull(replay.message)},
            {u"messages"_s, replay.messages},
            {u"known"_s, replay.known},
            {u"known_seq"_s, replay.knownSeq > 0 ? QJsonValue(replay.knownSeq) : QJsonValue()},
            {u"next_seq"_s, isAccepted && replay.nextSeq > 0 ? QJsonValue(replay.nextSeq) : QJsonValue()},
            {u"new_conversation"_s, replay.isNew},
            {u"held_back"_s, replay.isHeldBack}};
}

}  // namespace tongdai::contract
