#include "engine/contract/json/handle_message_request.h"

#include "engine/contract/json/field_reader.h"

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

using Problems = std::vector<FieldProblem>;

/// Names in all objects below `value`. Depth is bounded by the parser already.
int countNames(const QJsonValue& value)
{
    int count = 0;
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (const QJsonValue& inner : object)
            count += 1 + countNames(inner);
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const QJsonValue& inner : array)
            count += countNames(inner);
    }
    return count;
}

}  // namespace

std::variant<HandleMessageRequest, Problems> readHandleMessageRequest(QByteArrayView body)
{
    auto read = readBody(body, kMaxRequestDepth);
    if (auto* problems = std::get_if<Problems>(&read)) return std::move(*problems);
    const auto& object = std::get<QJsonObject>(read);

    FieldReader fields(object);
    HandleMessageRequest request;
    IncomingMessage& message = request.message;
    message.source = "platform"_ba;
    message.conversation = ConversationId(fields.id(u"conversation_id"_s));
    message.messageId = MessageId(fields.id(u"message_id"_s));
    message.content = fields.boundedText(u"message_content"_s, kMaxMessageTextBytes);
    message.sender = SenderId(fields.id(u"sender_id"_s));
    message.senderType = QString::fromUtf8(fields.id(u"sender_type"_s, u"user"_s, false));
    const std::optional<double> timestamp = fields.timestamp(u"timestamp"_s, kLatestTimestamp);
    message.metadata = fields.object(u"metadata"_s);
    if (countNames(object) > kMaxRequestNames) {
        fields.report(u"metadata"_s, u"more than %1 names"_s.arg(kMaxRequestNames), u"value_error.too_many"_s);
    }
    Problems problems = fields.takeProblems();
    if (!problems.empty()) return problems;

    request.hasTimestamp = timestamp.has_value();
    message.sentAt = timestamp.value_or(0);
    // Before the reader fills in its own time: the same request repeated must be the same message.
    message.bodyHash = hashBody(message);
    return request;
}

}  // namespace tongdai::contract
