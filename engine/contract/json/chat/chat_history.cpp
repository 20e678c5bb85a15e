#include "engine/contract/json/chat/chat_history.h"

#include "engine/contract/redis_keys.h"

#include "engine/contract/iso_time.h"
#include "engine/contract/json/strict_json.h"
#include "engine/domain/text/whole_text.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSyncDepth = 32;

QJsonValue textOrNull(const std::optional<QString>& text)
{
    return text ? QJsonValue(*text) : QJsonValue(QJsonValue::Null);
}

/// Fields of an object whose names are compared without case, so that names which differ in case only are one name that
/// stands twice.
class Fields {
public:
    explicit Fields(const QJsonObject& object)
    {
        for (auto field = object.begin(); field != object.end(); ++field) {
            if (m_values.contains(field.key().toLower())) m_twice = field.key();
            m_values.insert(field.key().toLower(), field.value());
        }
    }
    /// A name that stands twice; empty: none.
    const QString& twice() const { return m_twice; }
    QJsonValue operator[](QLatin1StringView name) const { return m_values.value(name); }
    bool has(QLatin1StringView name) const
    {
        const QJsonValue value = m_values.value(name);
        return !value.isUndefined() && !value.isNull();
    }

private:
    QHash<QString, QJsonValue> m_values;
    QString m_twice;
};

std::optional<QString> optionalText(const Fields& fields, QLatin1StringView name)
{
    return fields.has(name) ? std::optional(wholeText(fields[name].toString())) : std::nullopt;
}

QString checkFields(const Fields& fields)
{
    const QString userId = fields["userid"_L1].toString();
    const QString sessionId = fields["sessionid"_L1].toString();
    if (userId.trimmed().isEmpty() || sessionId.trimmed().isEmpty()) return u"UserId and SessionId are required"_s;
    // `/sessions/{id}` and `/{userId}/sessions` would be the same path for such a user.
    if (userId.compare("sessions"_L1, Qt::CaseInsensitive) == 0) return u"UserId must not be 'sessions'"_s;
    for (const auto& [name, value] : {std::pair(u"UserId"_s, userId), {u"SessionId"_s, sessionId}}) {
        if (checkId(idBytes(value))) return name + u" is not a valid id"_s;
    }
    if (fields.has("messageid"_L1) && checkId(idBytes(fields["messageid"_L1].toString())))
        return u"MessageId is not a valid id"_s;
    for (const auto& [shown, name] :
         {std::pair(u"UserMessage"_s, "usermessage"_L1), {u"AiResponse"_s, "airesponse"_L1}}) {
        if (!fields.has(name)) continue;
        if (!fields[name].isString()) return shown + u" must be a text or null"_s;
        if (fields[name].toString().toUtf8().size() > kMaxChatTextBytes)
            return shown + u" is longer than %1 bytes"_s.arg(kMaxChatTextBytes);
    }
    if (fields.has("metadata"_L1) && !fields["metadata"_L1].isObject()) return u"Metadata must be an object"_s;
    if (fields.has("timestamp"_L1) && !parseIsoTime(fields["timestamp"_L1].toString()))
        return u"Timestamp must be an ISO-8601 time"_s;
    return {};
}

ChatEntry entryOf(const Fields& fields)
{
    ChatEntry entry;
    entry.messageId = MessageId::fromString(fields["messageid"_L1].toString());
    entry.user = SenderId::fromString(fields["userid"_L1].toString());
    entry.session = ConversationId::fromString(fields["sessionid"_L1].toString());
    entry.userMessage = optionalText(fields, "usermessage"_L1);
    entry.aiResponse = optionalText(fields, "airesponse"_L1);
    entry.at = parseIsoTime(fields["timestamp"_L1].toString()).value_or(0);
    entry.metadata = wholeText(fields["metadata"_L1].toObject());
    return entry;
}

}  // namespace

QString statusName(ChatSessionStatus status)
{
    switch (status) {
        case ChatSessionStatus::Active: return u"active"_s;
        case ChatSessionStatus::Closed: return u"closed"_s;
        case ChatSessionStatus::Archived: return u"archived"_s;
    }
    Q_UNREACHABLE();
}

ChatSessionStatus statusOf(QStringView name)
{
    if (name.compare("archived"_L1, Qt::CaseInsensitive) == 0) return ChatSessionStatus::Archived;
    if (name.compare("closed"_L1, Qt::CaseInsensitive) == 0) return ChatSessionStatus::Closed;
    return ChatSessionStatus::Active;
}

QJsonObject toJson(const ChatEntry& entry)
{
    return {{u"messageId"_s, entry.messageId.toString()},
            {u"userId"_s, entry.user.toString()},
            {u"sessionId"_s, entry.session.toString()},
            {u"userMessage"_s, textOrNull(entry.userMessage)},
            {u"aiResponse"_s, textOrNull(entry.aiResponse)},
            {u"timestamp"_s, isoTime(entry.at)},
            {u"metadata"_s, entry.metadata}};
}

QJsonObject toJson(const ChatSession& session)
{
    return {{u"sessionId"_s, session.id.toString()},      {u"userId"_s, session.user.toString()},
            {u"createdAt"_s, isoTime(session.createdAt)}, {u"lastActivity"_s, isoTime(session.lastActivity)},
            {u"messageCount"_s, session.messageCount},    {u"status"_s, statusName(session.status)}};
}

QJsonObject toJson(const HistoryPageAnswer& page)
{
    QJsonArray messages;
    for (const ChatEntry& entry : page.entries)
        messages.append(toJson(entry));
    return {{u"messages"_s, messages},
            {u"totalCount"_s, page.totalCount},
            {u"currentPage"_s, page.currentPage},
            {u"totalPages"_s, (page.totalCount + page.pageSize - 1) / page.pageSize},
            {u"sessionInfo"_s, toJson(page.session)}};
}

std::variant<SyncRequest, QString> readSyncRequest(QByteArrayView body)
{
    if (body.contains('\0') || !body.isValidUtf8()) return u"The body is not valid UTF-8"_s;
    const auto parsed = parseStrictObject(body, nullptr, kSyncDepth, JsonHalves::LetPass);
    if (const auto* problem = std::get_if<JsonProblem>(&parsed))
        return u"The body is not valid JSON: %1, line %2"_s.arg(problem->what).arg(problem->line);
    const Fields fields(std::get<QJsonObject>(parsed));
    if (!fields.twice().isEmpty()) return u"The name '%1' stands twice"_s.arg(cutText(wholeText(fields.twice()), 64));
    if (QString problem = checkFields(fields); !problem.isEmpty()) return problem;
    return SyncRequest{entryOf(fields), fields.has("timestamp"_L1)};
}

QByteArray writeListElement(const ChatEntry& entry)
{
    const QJsonObject element{{u"MessageId"_s, entry.messageId.toString()},
                              {u"UserId"_s, entry.user.toString()},
                              {u"SessionId"_s, entry.session.toString()},
                              {u"UserMessage"_s, textOrNull(entry.userMessage)},
                              {u"AiResponse"_s, textOrNull(entry.aiResponse)},
                              {u"Timestamp"_s, isoTime(entry.at)},
                              {u"Metadata"_s, entry.metadata}};
    return QJsonDocument(element).toJson(QJsonDocument::Compact);
}

std::optional<ChatEntry> readListElement(QByteArrayView element)
{
    const QJsonDocument document = QJsonDocument::fromJson(element.toByteArray());
    if (!document.isObject()) return std::nullopt;
    const Fields fields(document.object());
    if (!checkFields(fields).isEmpty() || !fields.has("messageid"_L1) || !fields.has("timestamp"_L1))
        return std::nullopt;
    return entryOf(fields);
}

QJsonObject dayCountersAnswer(QDate day, const ChatDayCounters& counted)
{
    QJsonObject users;
    for (const auto& [user, messages] : counted.byUser)
        users[user.toString()] = messages;
    return {{u"date"_s, day.toString(Qt::ISODate)},
            {u"totalMessages"_s, counted.messages},
            {u"aiResponses"_s, counted.aiResponses},
            {u"userMessages"_s, users}};
}

QJsonObject dayCountersAsInRedis(QDate /*day*/, const ChatDayCounters& counted)
{
    QJsonObject fields{{QString::fromLatin1(keys::kTotalMessages), counted.messages},
                       {QString::fromLatin1(keys::kAiResponses), counted.aiResponses}};
    for (const auto& [user, messages] : counted.byUser)
        fields[QString::fromLatin1(keys::userMessagesField(user))] = messages;
    return fields;
}

}  // namespace tongdai::contract
