#include "engine/contract/json/notices/queue_task.h"

#include "engine/contract/iso_time.h"
#include "engine/contract/json/chat/plain_chat.h"
#include "engine/contract/json/strict_json.h"
#include "engine/domain/text/whole_text.h"

#include <QCryptographicHash>
#include <QJsonArray>

#include <algorithm>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

/// Tasks that name no session stand in one row.
const QByteArray kNoSession = "foreign-tasks"_ba;
constexpr int kMostAttempts = 20;
constexpr qsizetype kMaxQueuedText = 64 * 1024;
constexpr qsizetype kMaxQueuedName = 200;
constexpr qsizetype kMostShownElement = 256 * 1024;

QByteArray idOf(const QJsonObject& element)
{
    const QJsonValue id = element["id"_L1];
    if (id.isDouble()) return QByteArray::number(id.toInteger());
    return idBytes(id.toString());
}

QString nameIn(const QJsonValue& value)
{
    return wholeText(value.toString()).simplified().left(kMaxQueuedName);
}

}  // namespace

QByteArrayList queueTaskTypes()
{
    return {task_kind::kSaveMessage, task_kind::kExtractCustomerInfo, task_kind::kUpdateSessionStatus};
}

std::optional<ConversationId> sessionOf(const QJsonObject& element)
{
    return sessionNamed(element["chat_session_id"_L1]);
}

std::optional<NewTask> readQueueTask(const QByteArray& element)
{
    const auto parsed = parseStrictObject(element, nullptr, kMaxJsonDepth, JsonHalves::LetPass);
    QJsonObject object;
    if (const auto* whole = std::get_if<QJsonObject>(&parsed))
        object = *whole;
    else
        object = QJsonObject{{u"type"_s, QString::fromLatin1(task_kind::kSaveMessage)},
                             {u"unreadable"_s, std::get<JsonProblem>(parsed).what}};
    const QString type = object["type"_L1].toString();
    if (!queueTaskTypes().contains(type.toLatin1())) return std::nullopt;
    NewTask task;
    task.kind = type;
    task.conversation = sessionOf(object).value_or(ConversationId(kNoSession));
    const QByteArray id = idOf(object);
    task.dedupKey =
        checkId(id) ? "queue#" + QCryptographicHash::hash(element, QCryptographicHash::Sha256).toHex() : "queue:" + id;
    task.payload = object;
    task.maxAttempts = std::clamp(object["max_attempts"_L1].toInt(kMaxTaskAttempts), 1, kMostAttempts);
    return task;
}

QueuedSince readQueuedSince(const QByteArray& element)
{
    QueuedSince since;
    if (element.size() > kMostShownElement) return since;
    const auto parsed = parseStrictObject(element, nullptr, kMaxJsonDepth, JsonHalves::LetPass);
    const auto* object = std::get_if<QJsonObject>(&parsed);
    if (!object) return since;
    if (const auto at = parseIsoTime(object->value("created_at"_L1).toString())) since.at = fromTicks(*at);
    since.attempts = std::clamp(object->value("attempts"_L1).toInt(), 0, 1000);
    return since;
}

std::variant<SavedMessage, QString> readSavedMessage(const QJsonObject& element)
{
    if (const QString problem = element["unreadable"_L1].toString(); !problem.isEmpty()) return problem;
    if (!sessionOf(element)) return u"chat_session_id names no session"_s;
    const QJsonObject payload = element["payload"_L1].toObject();
    SavedMessage saved;
    QByteArray id = idBytes(payload["client_message_id"_L1].toString());
    if (checkId(id)) id = "task:" + idOf(element);
    if (checkId(id)) return u"client_message_id must be 1 to 128 bytes without spaces"_s;
    saved.messageId = MessageId(id);
    saved.senderType = payload["sender_type"_L1].toString();
    if (saved.senderType != "customer"_L1 && saved.senderType != "admin"_L1 && saved.senderType != "bot"_L1)
        return u"sender_type must be customer, admin or bot"_s;
    saved.senderName = nameIn(payload["sender_name"_L1]);
    saved.content = wholeText(payload["content"_L1].toString()).trimmed();
    if (saved.content.toUtf8().size() > kMaxQueuedText) return u"content is too long"_s;
    for (const QJsonValue& image : payload["image"_L1].toArray()) {
        const QString address = image.toString();
        const bool isWeb = address.startsWith("https://"_L1) || address.startsWith("http://"_L1);
        if (!isWeb || address.toUtf8().size() > kMaxImageUrlBytes || saved.images.size() == kMaxImages)
            return u"image: at most 10 addresses of http or https"_s;
        saved.images << address;
    }
    if (saved.content.isEmpty() && saved.images.isEmpty()) return u"content is empty"_s;
    if (const auto at = parseIsoTime(payload["created_at"_L1].toString())) saved.createdAt = fromTicks(*at);
    return saved;
}

std::variant<SessionStatusChange, QString> readSessionStatus(const QJsonObject& element)
{
    if (!sessionOf(element)) return u"chat_session_id names no session"_s;
    const QJsonObject payload = element["payload"_L1].toObject();
    const QJsonValue status = payload["status"_L1];
    const QString words = status.isBool() ? (status.toBool() ? u"true"_s : u"false"_s) : status.toString().toLower();
    if (words != "true"_L1 && words != "false"_L1) return u"status must be \"true\" or \"false\""_s;
    SessionStatusChange change;
    change.botMayReply = words == "true"_L1;
    change.receiver = nameIn(payload["current_receiver"_L1]);
    change.version = payload["version"_L1].toInteger();
    const QJsonValue time = payload["time"_L1];
    if (!time.isNull() && !time.isUndefined() && !change.botMayReply) {
        const auto until = parseIsoTime(time.toString());
        if (!until) return u"time must be an ISO-8601 time"_s;
        change.until = fromTicks(*until);
    }
    return change;
}

QJsonObject deadQueueTask(QJsonObject element, int attempts, const QString& why)
{
    element[u"attempts"_s] = attempts;
    element[u"error"_s] = why;
    return element;
}

QByteArray doneMarkOf(const QJsonObject& element)
{
    const QByteArray id = idOf(element);
    return checkId(id) ? QByteArray() : id;
}

}  // namespace tongdai::contract
