#include "engine/contract/json/handle_message_request.h"

#include "engine/contract/json/strict_json.h"
#include "engine/domain/whole_text.h"

#include <QStringDecoder>

#include <cmath>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

using Problems = std::vector<FieldProblem>;

/// Reads the fields of one object and keeps what is wrong with each.
class FieldReader {
public:
    explicit FieldReader(const QJsonObject& object) : m_object(object) {}

    QString text(const QString& name, const QString& fallback = {}, bool isRequired = true)
    {
        const QJsonValue value = m_object.value(name);
        if (!isRequired && (value.isUndefined() || value.isNull())) return fallback;
        if (!expect(name, value, value.isString(), u"str type expected"_s, u"type_error.str"_s)) return {};
        return wholeText(value.toString());
    }

    QByteArray id(const QString& name, const QString& fallback = {}, bool isRequired = true)
    {
        const size_t before = m_problems.size();
        const QString whole = text(name, fallback, isRequired);
        if (m_problems.size() > before) return {};
        const QByteArray bytes = idBytes(m_object.value(name).toString(whole));
        if (const auto problem = checkId(bytes)) report(name, wording(*problem), u"value_error.id"_s);
        return bytes;
    }

    QString boundedText(const QString& name, qsizetype maxBytes)
    {
        QString value = text(name);
        if (value.toUtf8().size() > maxBytes) {
            report(name, u"ensure this value has at most %1 bytes"_s.arg(maxBytes),
                   u"value_error.any_str.max_length"_s);
        }
        return value;
    }

    std::optional<double> timestamp(const QString& name)
    {
        const QJsonValue value = m_object.value(name);
        if (value.isUndefined() || value.isNull()) return std::nullopt;
        if (!expect(name, value, value.isDouble() && std::isfinite(value.toDouble()), u"value is not a valid float"_s,
                    u"type_error.float"_s)) {
            return std::nullopt;
        }
        const double seconds = value.toDouble();
        if (seconds < 0) {
            report(name, u"ensure this value is greater than or equal to 0"_s, u"value_error.number.not_ge"_s);
        } else if (seconds > kLatestTimestamp) {
            report(name, u"ensure this value is less than or equal to 253402300799 (seconds, not milliseconds)"_s,
                   u"value_error.number.not_le"_s);
        }
        return seconds;
    }

    QJsonObject object(const QString& name)
    {
        const QJsonValue value = m_object.value(name);
        if (value.isUndefined() || value.isNull()) return {};
        if (!expect(name, value, value.isObject(), u"value is not a valid dict"_s, u"type_error.dict"_s)) return {};
        return wholeText(value.toObject());
    }

    void report(const QString& name, const QString& message, const QString& type)
    {
        m_problems.push_back({QJsonArray{u"body"_s, name}, message, type});
    }

    Problems takeProblems() { return std::move(m_problems); }

private:
    bool expect(const QString& name, const QJsonValue& value, bool isRight, const QString& message, const QString& type)
    {
        if (isRight) return true;
        if (value.isUndefined()) {
            report(name, u"field required"_s, u"value_error.missing"_s);
        } else if (value.isNull()) {
            report(name, u"none is not an allowed value"_s, u"type_error.none.not_allowed"_s);
        } else {
            report(name, message, type);
        }
        return false;
    }

    static QString wording(IdProblem problem)
    {
        switch (problem) {
            case IdProblem::Empty: return u"ensure this value has at least 1 characters"_s;
            case IdProblem::TooLong: return u"ensure this value has at most %1 bytes"_s.arg(kMaxIdBytes);
            case IdProblem::NotUtf8: return u"not valid UTF-8"_s;
            case IdProblem::NotPrintable: return u"spaces and control characters are not allowed in an id"_s;
        }
        return {};
    }

    const QJsonObject& m_object;
    Problems m_problems;
};

Problems wholeBody(const QString& message, const QString& type)
{
    return {{QJsonArray{u"body"_s}, message, type}};
}

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

std::optional<Problems> checkText(QByteArrayView body)
{
    if (body.trimmed().isEmpty()) return wholeBody(u"field required"_s, u"value_error.missing"_s);
    // Qt's parser takes a raw NUL inside of a string; no database would store it.
    if (body.contains('\0')) return wholeBody(u"a NUL character in the body"_s, u"value_error.jsondecode"_s);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(body);
    if (decoder.hasError()) return wholeBody(u"not valid UTF-8"_s, u"value_error.jsondecode"_s);
    return std::nullopt;
}

}  // namespace

std::variant<HandleMessageRequest, Problems> readHandleMessageRequest(QByteArrayView body)
{
    if (auto problems = checkText(body)) return *std::move(problems);
    const auto parsed = parseStrictObject(body, nullptr, kMaxRequestDepth, JsonHalves::LetPass);
    if (const auto* problem = std::get_if<JsonProblem>(&parsed)) {
        const bool isOtherType = problem->what == u"not a JSON object"_s;
        return isOtherType
                   ? wholeBody(u"value is not a valid dict"_s, u"type_error.dict"_s)
                   : wholeBody(u"%1: line %2"_s.arg(problem->what).arg(problem->line), u"value_error.jsondecode"_s);
    }
    const auto& object = std::get<QJsonObject>(parsed);

    FieldReader fields(object);
    HandleMessageRequest request;
    IncomingMessage& message = request.message;
    message.source = "platform"_ba;
    message.conversation = ConversationId(fields.id(u"conversation_id"_s));
    message.messageId = MessageId(fields.id(u"message_id"_s));
    message.content = fields.boundedText(u"message_content"_s, kMaxMessageTextBytes);
    message.sender = SenderId(fields.id(u"sender_id"_s));
    message.senderType = QString::fromUtf8(fields.id(u"sender_type"_s, u"user"_s, false));
    const std::optional<double> timestamp = fields.timestamp(u"timestamp"_s);
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
