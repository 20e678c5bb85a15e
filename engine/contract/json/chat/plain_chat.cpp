#include "engine/contract/json/chat/plain_chat.h"

#include "engine/contract/iso_time.h"
#include "engine/contract/json/handle_message_request.h"
#include "engine/contract/json/strict_json.h"
#include "engine/domain/text/whole_text.h"

#include <QUrl>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

constexpr int kInputDepth = 4;
constexpr qint64 kLargestNumber = 9'007'199'254'740'991;  // what a browser can tell from its neighbours
const QByteArray kWebPrefix = "W-"_ba;                    // contracts/background §2, "Channels"

/// A number as a person writes it: the text and the number have only one form.
std::optional<qint64> plainNumber(QByteArrayView digits)
{
    bool isNumber = false;
    const qint64 value = digits.toLongLong(&isNumber);
    if (!isNumber || value < 0 || value > kLargestNumber || QByteArray::number(value) != digits) return std::nullopt;
    return value;
}

QString senderNameOf(const StoredMessage& line, const Conversation& conversation)
{
    if (line.speaker == Speaker::Bot) return u"Bot"_s;
    if (!line.senderName.isEmpty()) return line.senderName;
    if (line.speaker == Speaker::Operator) return line.sender.toString();
    return conversation.customerName.isEmpty() ? sessionName(conversation.id) : conversation.customerName;
}

}  // namespace

std::variant<PlainChatInput, QString> readPlainChat(QByteArrayView text)
{
    const auto parsed = parseStrictObject(text, nullptr, kInputDepth, JsonHalves::LetPass);
    if (const auto* problem = std::get_if<JsonProblem>(&parsed)) return problem->what;
    const auto& object = std::get<QJsonObject>(parsed);

    PlainChatInput input;
    input.session = object.value("chat_session_id"_L1);
    const QJsonValue sender = object.value("sender_type"_L1);
    if (!sender.isString()) return u"sender_type must be customer, admin or bot"_s;
    input.senderType = sender.toString();
    if (input.senderType != "customer"_L1 && input.senderType != "admin"_L1 && input.senderType != "bot"_L1) {
        return u"sender_type must be customer, admin or bot"_s;
    }
    const QJsonValue content = object.value("content"_L1);
    if (!content.isString() && !content.isNull() && !content.isUndefined()) return u"content must be a text"_s;
    input.content = wholeText(content.toString()).trimmed();
    if (input.content.toUtf8().size() > kMaxMessageTextBytes) {
        return u"content: at most %1 bytes"_s.arg(kMaxMessageTextBytes);
    }
    if (auto problem = readImages(object.value("image"_L1), input.images)) return *std::move(problem);
    if (input.content.isEmpty() && input.images.isEmpty()) return u"content is empty"_s;

    const QJsonValue id = object.value("client_message_id"_L1);
    if (!id.isUndefined() && !id.isNull()) {
        input.clientMessageId = idBytes(id.toString());
        if (checkId(input.clientMessageId)) return u"client_message_id must be 1 to 128 bytes without spaces"_s;
    }
    return input;
}

std::optional<ConversationId> webSession(QStringView sessionId)
{
    const QByteArray utf8 = idBytes(sessionId);
    if (checkId(utf8)) return std::nullopt;
    const QByteArray id = kWebPrefix + utf8;
    if (checkId(id)) return std::nullopt;
    return ConversationId(id);
}

std::optional<QString> readImages(const QJsonValue& value, QStringList& images)
{
    if (value.isUndefined() || value.isNull()) return std::nullopt;
    if (!value.isArray()) return u"image must be a list"_s;
    const QJsonArray list = value.toArray();
    if (list.size() > kMaxImages) return u"image: at most %1 entries"_s.arg(kMaxImages);
    for (const QJsonValue& entry : list) {
        const QUrl url(entry.toString(), QUrl::StrictMode);
        const bool isWeb = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
        if (!url.isValid() || !isWeb || url.host().isEmpty() || entry.toString().toUtf8().size() > kMaxImageUrlBytes) {
            return u"image: every entry must be an http or https address"_s;
        }
        images.append(wholeText(entry.toString()));
    }
    return std::nullopt;
}

QString sessionName(const ConversationId& conversation)
{
    const QByteArray& id = conversation.bytes();
    return id.startsWith(kWebPrefix) ? QString::fromUtf8(id) : u"U-"_s + QString::fromUtf8(id);
}

QLatin1StringView senderTypeOf(Speaker speaker)
{
    switch (speaker) {
        case Speaker::Customer: return "customer"_L1;
        case Speaker::Bot: return "bot"_L1;
        default: return "admin"_L1;
    }
}

std::optional<ConversationId> sessionInPath(const QString& text)
{
    if (const auto number = plainNumber(idBytes(text))) return sessionNamed(QJsonValue(*number));
    return sessionNamed(QJsonValue(text));
}

bool isWebSession(const ConversationId& conversation)
{
    return conversation.bytes().startsWith(kWebPrefix);
}

QJsonValue wireSession(const ConversationId& conversation)
{
    const QByteArray& id = conversation.bytes();
    if (id.startsWith(kWebPrefix)) {
        if (const auto number = plainNumber(QByteArrayView(id).sliced(kWebPrefix.size()))) return *number;
    }
    return conversation.toString();
}

std::optional<ConversationId> sessionNamed(const QJsonValue& wire)
{
    if (wire.isDouble()) {
        const qint64 number = wire.toInteger(-1);
        if (number < 0 || number > kLargestNumber) return std::nullopt;
        return ConversationId(kWebPrefix + QByteArray::number(number));
    }
    const QByteArray id = idBytes(wire.toString());
    if (checkId(id)) return std::nullopt;
    return ConversationId(id);
}

QJsonObject plainChatLine(const StoredMessage& line, const Conversation& conversation, const QJsonValue& session)
{
    const bool botAnswers = conversation.mode == BotMode::Bot;
    // As people call them: customers read this, too.
    const QString name =
        conversation.assigneeName.isEmpty() ? conversation.assignee.toString() : conversation.assigneeName;
    const QJsonValue holder = name.isEmpty() ? QJsonValue() : QJsonValue(name);
    return {
        {u"id"_s, line.messageId.toString()},
        {u"chat_session_id"_s, session},
        {u"sender_type"_s, senderTypeOf(line.speaker)},
        {u"sender_name"_s, senderNameOf(line, conversation)},
        {u"content"_s, line.body},
        {u"image"_s, line.speaker == Speaker::Customer ? line.metadata.value("image"_L1).toArray() : QJsonArray()},
        {u"session_name"_s, sessionName(conversation.id)},
        {u"session_status"_s, botAnswers ? u"true"_s : u"false"_s},
        {u"current_receiver"_s, botAnswers ? QJsonValue(u"Bot"_s) : holder},
        {u"previous_receiver"_s, botAnswers ? QJsonValue() : QJsonValue(u"Bot"_s)},
        {u"time"_s, !botAnswers && conversation.humanUntil ? QJsonValue(isoTime(toTicks(*conversation.humanUntil)))
                                                           : QJsonValue()},
    };
}

QJsonObject customerInfoUpdate(const ConversationId& conversation, const CustomerDetails& details)
{
    return {{u"type"_s, u"customer_info_update"_s},
            {u"chat_session_id"_s, wireSession(conversation)},
            {u"customer_data"_s, customerData(details)}};
}

QJsonObject plainChatError(const QString& code, const QString& message, const QByteArray& clientMessageId)
{
    QJsonObject error{{u"type"_s, u"error"_s}, {u"code"_s, code}, {u"message"_s, message}};
    if (!clientMessageId.isEmpty()) error[u"client_message_id"_s] = QString::fromUtf8(clientMessageId);
    return error;
}

}  // namespace tongdai::contract
