#include "engine/contract/json/chat/plain_session.h"

#include "engine/contract/iso_time.h"
#include "engine/contract/json/chat/plain_chat.h"
#include "engine/contract/json/handle_message_request.h"
#include "engine/contract/json/strict_json.h"
#include "engine/domain/text/whole_text.h"

#include <QJsonDocument>
#include <QUrl>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSessionDepth = 8;
const QString kBotName = u"Bot"_s;

QJsonValue plainOrNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue timeOrNull(const std::optional<TimePoint>& time)
{
    return time ? QJsonValue(isoTime(toTicks(*time))) : QJsonValue();
}

QString statusWord(bool botMayReply)
{
    return botMayReply ? u"true"_s : u"false"_s;
}

QJsonValue receiverOf(const SessionStatus& status)
{
    return status.botMayReply ? QJsonValue(kBotName) : plainOrNull(status.receiver);
}

QJsonValue previousReceiverOf(const SessionStatus& status)
{
    return status.botMayReply ? QJsonValue() : QJsonValue(kBotName);
}

/// The product's clients send the text; a boolean says the same. Compared without case (contracts/background §4).
std::optional<bool> statusIn(const QJsonValue& value)
{
    if (value.isBool()) return value.toBool();
    const QString word = value.toString().toLower();
    if (word == "true"_L1) return true;
    if (word == "false"_L1) return false;
    return std::nullopt;
}

/// The product's tags are numbers; here they are words.
std::optional<QByteArray> tagIn(const QJsonValue& value)
{
    if (value.isDouble()) return QByteArray::number(value.toInteger());
    const QByteArray tag = wholeText(value.toString()).trimmed().toUtf8();
    if (tag.isEmpty() || tag.size() > kMaxSessionTagBytes) return std::nullopt;
    return tag;
}

std::optional<QString> readTags(const QJsonValue& value, SessionChange& change)
{
    if (value.isUndefined() || value.isNull()) return std::nullopt;
    if (!value.isArray()) return u"tags must be a list"_s;
    const QJsonArray list = value.toArray();
    if (list.size() > kMaxSessionTags) return u"tags: at most %1 entries"_s.arg(kMaxSessionTags);
    change.tags.emplace();
    for (const QJsonValue& each : list) {
        const auto tag = tagIn(each);
        if (!tag) return u"tags: every entry must be a text of 1 to %1 bytes, or a number"_s.arg(kMaxSessionTagBytes);
        change.tags->push_back(*tag);
    }
    return std::nullopt;
}

}  // namespace

QJsonObject sessionObject(const SessionStatus& status)
{
    return {{u"id"_s, wireSession(status.id)},
            {u"name"_s, sessionName(status.id)},
            {u"status"_s, statusWord(status.botMayReply)},
            {u"channel"_s, status.channel},
            {u"page_id"_s, plainOrNull(status.pageId)},
            {u"current_receiver"_s, receiverOf(status)},
            {u"previous_receiver"_s, previousReceiverOf(status)},
            {u"time"_s, timeOrNull(status.until)}};
}

QByteArray cachedSession(const SessionStatus& status)
{
    QJsonObject object = sessionObject(status);
    object[u"rev"_s] = status.rev;
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<SessionStatus> readCachedSession(const ConversationId& id, QByteArrayView text)
{
    const auto parsed = parseStrictObject(text, nullptr, kSessionDepth, JsonHalves::LetPass);
    const auto* object = std::get_if<QJsonObject>(&parsed);
    if (!object) return std::nullopt;
    const auto mayReply = statusIn(object->value("status"_L1));
    if (!mayReply) return std::nullopt;
    SessionStatus status;
    status.id = id;
    status.channel = object->value("channel"_L1).toString();
    status.pageId = object->value("page_id"_L1).toVariant().toString();
    status.botMayReply = *mayReply;
    if (!status.botMayReply) {
        status.receiver = object->value("current_receiver"_L1).toString();
        if (const auto until = parseIsoTime(object->value("time"_L1).toString())) status.until = fromTicks(*until);
    }
    status.rev = object->value("rev"_L1).toInteger();
    return status;
}

QByteArray cachedReply(const SessionStatus& status)
{
    return status.botMayReply ? R"({"can_reply":true})"_ba : R"({"can_reply":false})"_ba;
}

QJsonObject sessionChanged(const SessionStatus& status)
{
    return {{u"chat_session_id"_s, wireSession(status.id)},
            {u"session_status"_s, statusWord(status.botMayReply)},
            {u"current_receiver"_s, receiverOf(status)},
            {u"previous_receiver"_s, previousReceiverOf(status)},
            {u"time"_s, timeOrNull(status.until)}};
}

QJsonObject historyLine(const StoredMessage& line, const SessionStatus& status, const QString& customerName)
{
    Conversation conversation;
    conversation.id = status.id;
    conversation.customerName = customerName;
    const QJsonObject sent = plainChatLine(line, conversation, wireSession(status.id));
    QJsonObject object;
    for (const auto key : {"id"_L1, "chat_session_id"_L1, "sender_type"_L1, "sender_name"_L1, "content"_L1, "image"_L1})
        object.insert(key, sent.value(key));
    object[u"created_at"_s] = isoTime(toTicks(line.receivedAt));
    return object;
}

QJsonObject adminSession(const PlainSession& session)
{
    const Conversation& conversation = session.conversation;
    const SessionStatus status = sessionStatusOf(conversation);
    QJsonArray tags;
    for (const QByteArray& tag : session.tags)
        tags.append(QString::fromUtf8(tag));
    const QString name = conversation.customerName.isEmpty() ? sessionName(status.id) : conversation.customerName;
    return {{u"session_id"_s, wireSession(status.id)},
            {u"status"_s, statusWord(status.botMayReply)},
            {u"channel"_s, status.channel},
            {u"url_channel"_s, QJsonValue()},
            {u"alert"_s, statusWord(conversation.waitingSince.has_value())},
            {u"customer_data"_s, customerData(session.details)},
            {u"name"_s, name},
            {u"time"_s, timeOrNull(status.until)},
            {u"current_receiver"_s, receiverOf(status)},
            {u"previous_receiver"_s, previousReceiverOf(status)},
            {u"sender_type"_s, senderTypeOf(conversation.lastSpeaker)},
            {u"content"_s, conversation.lastText},
            {u"created_at"_s, isoTime(toTicks(conversation.lastActivity))},
            {u"image"_s, QJsonArray()},
            {u"tag_names"_s, tags},
            {u"tag_ids"_s, tags}};
}

QJsonObject adminCustomer(const PlainSession& session)
{
    const SessionStatus status = sessionStatusOf(session.conversation);
    return {{u"session_id"_s, wireSession(status.id)},
            {u"channel"_s, status.channel},
            {u"name"_s, sessionName(status.id)},
            {u"page_id"_s, plainOrNull(status.pageId)}};
}

std::variant<SessionChange, QString> readSessionChange(QByteArrayView body, TimePoint now)
{
    const auto parsed = parseStrictObject(body, nullptr, kSessionDepth, JsonHalves::LetPass);
    if (const auto* problem = std::get_if<JsonProblem>(&parsed)) return problem->what;
    const auto& object = std::get<QJsonObject>(parsed);
    SessionChange change;
    const QJsonValue status = object.value("status"_L1);
    if (!status.isUndefined() && !status.isNull()) {
        change.botMayReply = statusIn(status);
        if (!change.botMayReply) return u"status must be true or false"_s;
    }
    const QJsonValue time = object.value("time"_L1);
    if (!time.isUndefined() && !time.isNull()) {
        const auto until = parseIsoTime(time.toString());
        if (!until) return u"time must be an ISO-8601 time"_s;
        if (!change.botMayReply || *change.botMayReply) return u"time belongs to status false"_s;
        change.until = fromTicks(*until);
        if (*change.until <= now) return u"time is over already"_s;
    }
    if (auto problem = readTags(object.value("tags"_L1), change)) return *std::move(problem);
    if (!change.botMayReply && !change.tags) return u"nothing to change: status, time and tags are absent"_s;
    return change;
}

std::variant<SessionLetter, QString> readSessionLetter(QByteArrayView body)
{
    const auto parsed = parseStrictObject(body, nullptr, kSessionDepth, JsonHalves::LetPass);
    if (const auto* problem = std::get_if<JsonProblem>(&parsed)) return problem->what;
    const auto& object = std::get<QJsonObject>(parsed);
    SessionLetter letter;
    const QJsonArray customers = object.value("customers"_L1).toArray();
    if (customers.isEmpty() || customers.size() > kMaxLetterCustomers)
        return u"customers must be a list of 1 to %1 sessions"_s.arg(kMaxLetterCustomers);
    letter.customers.assign(customers.begin(), customers.end());
    QStringList images;
    if (auto problem = readImages(object.value("image"_L1), images)) return *std::move(problem);
    if (const QString content = wholeText(object.value("content"_L1).toString()).trimmed(); !content.isEmpty())
        images.prepend(content);
    letter.content = images.join(u'\n');
    if (letter.content.isEmpty()) return u"content is empty"_s;
    if (letter.content.toUtf8().size() > kMaxMessageTextBytes)
        return u"content: at most %1 bytes"_s.arg(kMaxMessageTextBytes);
    const QJsonValue id = object.value("client_message_id"_L1);
    if (!id.isUndefined() && !id.isNull()) {
        letter.clientMessageId = idBytes(id.toString());
        if (checkId(letter.clientMessageId)) return u"client_message_id must be 1 to 128 bytes without spaces"_s;
    }
    return letter;
}

}  // namespace tongdai::contract
