#include "engine/upstream/openai/chat_prompt.h"

#include "engine/contract/json/strict_json.h"
#include "engine/domain/text/whole_text.h"
#include "engine/upstream/openai/completion.h"

#include <QJsonDocument>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace {

QJsonObject typed(QLatin1StringView type)
{
    return {{u"type"_s, QString(type)}};
}

/// All of its properties are required, as strict servers want it.
QJsonObject objectSchema(const QJsonObject& properties)
{
    return {{u"type"_s, u"object"_s},
            {u"properties"_s, properties},
            {u"required"_s, QJsonArray::fromStringList(properties.keys())},
            {u"additionalProperties"_s, false}};
}

QJsonObject intentSchema(const QStringList& intents)
{
    QJsonObject schema = typed("string"_L1);
    if (intents.isEmpty()) return schema;
    QStringList words = intents + QStringList{kOtherIntent};
    words.removeDuplicates();  // strict servers take no word twice
    schema.insert("enum"_L1, QJsonArray::fromStringList(words));
    return schema;
}

QJsonObject answerSchema(const AnswerForm& wanted)
{
    QJsonObject schema{{u"type"_s, u"object"_s},
                       {u"properties"_s, QJsonObject{{u"response_text"_s, typed("string"_L1)},
                                                     {u"intent"_s, intentSchema(wanted.intents)},
                                                     {u"confidence"_s, typed("number"_L1)},
                                                     {u"hand_over"_s, typed("boolean"_L1)}}},
                       {u"required"_s, QJsonArray{u"response_text"_s, u"intent"_s, u"confidence"_s, u"hand_over"_s}},
                       {u"additionalProperties"_s, false}};
    if (!wanted.withDetails) return schema;
    QJsonObject properties = schema[u"properties"_s].toObject();
    properties[u"customer"_s] = objectSchema({{u"name"_s, typed("string"_L1)},
                                              {u"phone"_s, typed("string"_L1)},
                                              {u"email"_s, typed("string"_L1)},
                                              {u"address"_s, typed("string"_L1)}});
    QJsonArray required = schema[u"required"_s].toArray();
    required.append(u"customer"_s);
    schema[u"properties"_s] = properties;
    schema[u"required"_s] = required;
    return schema;
}

/// What a model found of the customer; what it did not is empty.
QJsonObject customerIn(const QJsonObject& answer)
{
    QJsonObject found;
    const QJsonObject customer = answer.value("customer"_L1).toObject();
    for (const auto* key : {"name", "phone", "email", "address"}) {
        const QString value = customer.value(QLatin1StringView(key)).toString().trimmed();
        if (!value.isEmpty()) found.insert(QLatin1StringView(key), value.left(300));
    }
    return found;
}

void addMessage(QJsonArray& messages, QLatin1StringView role, const QString& text)
{
    if (text.isEmpty()) return;
    if (!messages.isEmpty()) {
        QJsonObject last = messages.last().toObject();
        if (last.value("role"_L1).toString() == role) {
            last.insert("content"_L1, last.value("content"_L1).toString() + u'\n' + text);
            messages.replace(messages.size() - 1, last);
            return;
        }
    }
    messages.append(QJsonObject{{u"role"_s, QString(role)}, {u"content"_s, text}});
}

/// A model that was asked for JSON likes to put it into a fence, or between sentences.
QString innermostObject(const QString& text)
{
    const qsizetype begin = text.indexOf(u'{');
    const qsizetype end = text.lastIndexOf(u'}');
    return begin < 0 || end < begin ? QString() : text.mid(begin, end - begin + 1);
}

}  // namespace

QString standardSystemPrompt()
{
    return u"Bạn là nhân viên tư vấn của cửa hàng, trả lời khách qua tin nhắn, ngắn gọn và lịch sự, bằng ngôn ngữ của "
           "khách. Chỉ nói những gì đã có trong cuộc trò chuyện; không tự nghĩ ra giá, phí, giờ mở cửa hay tồn kho. "
           "Khi "
           "không biết chắc, hoặc khi khách muốn gặp người, hãy nói sẽ chuyển cho nhân viên và đặt hand_over là true. "
           "response_text là câu trả lời gửi cho khách, intent là ý định của khách trong vài từ, confidence từ 0 đến 1."_s;
}

QJsonArray chatMessages(const QString& system, const AiRequest& request, SchemaForm form, int mostContextLines,
                        const AnswerForm& wanted)
{
    QString told = system;
    if (wanted.withDetails) {
        told +=
            u"\n\nTrong customer ghi lại nguyên văn tên, số điện thoại, email và địa chỉ mà khách tự nói về mình "
            "trong những tin vừa nhắn; không có thì để trống."_s;
    }
    if (!request.handedBack.isEmpty()) {
        told += u"\n\nNhân viên vừa trả lại cuộc trò chuyện này cho bạn và dặn (khách không thấy lời dặn): "_s +
                request.handedBack;
    }
    if (form == SchemaForm::InPrompt) {
        told += u"\n\nTrả lời bằng đúng một đối tượng JSON theo lược đồ này, không thêm chữ nào khác:\n"_s +
                QString::fromUtf8(QJsonDocument(answerSchema(wanted)).toJson(QJsonDocument::Compact));
    }
    QJsonArray messages{QJsonObject{{u"role"_s, u"system"_s}, {u"content"_s, told}}};
    const size_t lines = request.context.size();
    const size_t from = lines > size_t(mostContextLines) ? lines - size_t(mostContextLines) : 0;
    for (size_t i = from; i < lines; ++i) {
        const ContextLine& line = request.context[i];
        // Notes are for colleagues and system lines for operators: neither ever leaves the house.
        if (line.speaker == Speaker::Note || line.speaker == Speaker::System) continue;
        const bool isCustomer = line.speaker == Speaker::Customer;
        if (messages.size() == 1 && !isCustomer) continue;  // templates want the customer first
        addMessage(messages, isCustomer ? "user"_L1 : "assistant"_L1, line.text);
    }
    for (const IncomingMessage& message : request.messages)
        addMessage(messages, "user"_L1, message.content);
    return messages;
}

QJsonObject responseFormat(SchemaForm form, const AnswerForm& wanted)
{
    switch (form) {
        case SchemaForm::Nested:
            return {
                {u"type"_s, u"json_schema"_s},
                {u"json_schema"_s,
                 QJsonObject{{u"name"_s, u"shop_answer"_s}, {u"strict"_s, true}, {u"schema"_s, answerSchema(wanted)}}}};
        case SchemaForm::Flat: return {{u"type"_s, u"json_schema"_s}, {u"schema"_s, answerSchema(wanted)}};
        case SchemaForm::InPrompt: return {{u"type"_s, u"json_object"_s}};
    }
    Q_UNREACHABLE();
}

std::variant<AiAnswer, QString> readModelAnswer(const QString& text)
{
    const QString json = innermostObject(withoutThoughts(text));
    if (json.isEmpty()) return u"there is no JSON object in it"_s;
    const auto parsed =
        contract::parseStrictObject(json.toUtf8(), nullptr, contract::kMaxJsonDepth, contract::JsonHalves::LetPass);
    if (const auto* problem = std::get_if<contract::JsonProblem>(&parsed)) return problem->what;
    const QJsonObject object = wholeText(std::get<QJsonObject>(parsed));
    const QJsonValue said = object.value("response_text"_L1);
    if (!said.isString()) return u"response_text must be a string"_s;
    const QJsonValue handOver = object.value("hand_over"_L1);
    if (!handOver.isUndefined() && !handOver.isBool()) return u"hand_over must be true or false"_s;
    AiAnswer answer;
    answer.responseText = said.toString().trimmed();
    answer.intent = object.value("intent"_L1).toString().left(120);
    answer.entities = customerIn(object);
    answer.confidence = qBound(0.0, object.value("confidence"_L1).toDouble(), 1.0);
    if (answer.responseText.isEmpty() && !handOver.toBool()) return u"response_text is empty"_s;
    if (!answer.responseText.isEmpty())
        answer.actions.push_back({ActionType::SendMessage, {{u"message"_s, answer.responseText}}});
    if (handOver.toBool())
        answer.actions.push_back({ActionType::TransferToAgent, {{u"reason"_s, u"the model asks for a person"_s}}});
    return answer;
}

}  // namespace tongdai::upstream
