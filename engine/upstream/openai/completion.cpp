#include "engine/upstream/openai/completion.h"

#include "engine/domain/text/whole_text.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostModelWords = 300;
constexpr size_t kMostCallsRead = 16;
constexpr qsizetype kMostArguments = 16'384;

QString codeOf(const QJsonObject& error)
{
    const QJsonValue code = error.value("code"_L1);
    return code.isString() ? code.toString() : error.value("type"_L1).toString();
}

/// Arguments are a text with JSON in it; some servers give the object itself.
ToolCall callIn(const QJsonObject& object)
{
    const QJsonObject function = object.value("function"_L1).toObject();
    const QJsonValue arguments = function.value("arguments"_L1);
    return {object.value("id"_L1).toString().left(200), function.value("name"_L1).toString().left(200),
            arguments.isObject() ? QString::fromUtf8(QJsonDocument(arguments.toObject()).toJson(QJsonDocument::Compact))
                                 : arguments.toString().left(kMostArguments)};
}

qint64 tokensOf(const QJsonObject& object)
{
    return qint64(object.value("usage"_L1).toObject().value("total_tokens"_L1).toDouble());
}

}  // namespace

std::optional<CompletionTrouble> troubleIn(int status, const QByteArray& body)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    const QJsonValue error = object.value("error"_L1);
    const bool isOldForm = object.value("object"_L1).toString() == "error"_L1;
    const bool hasDetail = object.contains("detail"_L1) && !object.contains("choices"_L1);
    if (status == 200 && (error.isUndefined() || error.isNull()) && !isOldForm && !hasDetail) return {};
    CompletionTrouble trouble;
    trouble.status = status;
    if (error.isObject()) {
        trouble.code = codeOf(error.toObject());
        trouble.what = error.toObject().value("message"_L1).toString();
    } else if (error.isString()) {
        trouble.what = error.toString();
    } else if (isOldForm) {
        trouble.code = codeOf(object);
        trouble.what = object.value("message"_L1).toString();
    } else {
        trouble.what = object.value("detail"_L1).toString();
    }
    trouble.what = cutText(wholeText(trouble.what), kMostModelWords);
    return trouble;
}

QString withoutThoughts(const QString& text)
{
    QString rest = text;
    for (;;) {
        const qsizetype begin = rest.indexOf("<think>"_L1);
        const qsizetype end = rest.indexOf("</think>"_L1);
        if (end >= 0 && (begin < 0 || end < begin)) {  // its beginning was part of the prompt
            rest = rest.mid(end + 8);
        } else if (begin >= 0) {
            rest = end < 0 ? rest.left(begin) : rest.left(begin) + rest.mid(end + 8);
        } else {
            return rest.trimmed();
        }
    }
}

Completion readCompletion(const QJsonObject& object)
{
    Completion completion;
    const QJsonObject choice = object.value("choices"_L1).toArray().first().toObject();
    const QJsonObject message = choice.value("message"_L1).toObject();
    completion.text = wholeText(message.value("content"_L1).toString());
    completion.refusal = wholeText(message.value("refusal"_L1).toString());
    completion.finish = choice.value("finish_reason"_L1).toString();
    completion.model = object.value("model"_L1).toString();
    for (const QJsonValue& value : message.value("tool_calls"_L1).toArray()) {
        if (completion.calls.size() >= kMostCallsRead) break;
        completion.calls.push_back(callIn(value.toObject()));
    }
    completion.tokens = tokensOf(object);
    return completion;
}

bool CompletionStream::feed(QByteArrayView bytes)
{
    for (const QByteArray& data : m_events.feed(bytes)) {
        if (m_isOver) break;
        take(data);
    }
    return m_isOver;
}

void CompletionStream::take(const QByteArray& data)
{
    if (data.trimmed() == "[DONE]") {
        m_isOver = true;
        return;
    }
    if (auto trouble = troubleIn(200, data)) {
        m_trouble = std::move(*trouble);
        m_isOver = true;
        return;
    }
    const QJsonObject chunk = QJsonDocument::fromJson(data).object();
    if (const QString model = chunk.value("model"_L1).toString(); !model.isEmpty()) m_completion.model = model;
    if (const qint64 tokens = tokensOf(chunk); tokens > 0) m_completion.tokens = tokens;
    const QJsonObject choice = chunk.value("choices"_L1).toArray().first().toObject();
    const QJsonObject delta = choice.value("delta"_L1).toObject();
    m_completion.text += delta.value("content"_L1).toString();
    m_completion.refusal += delta.value("refusal"_L1).toString();
    for (const QJsonValue& piece : delta.value("tool_calls"_L1).toArray())
        takeCall(piece.toObject());
    if (const QString finish = choice.value("finish_reason"_L1).toString(); !finish.isEmpty())
        m_completion.finish = finish;
}

/// The first piece of a call names it, the others go on with its arguments. Ollama gives all calls the index 0 and each
/// of them whole: another id begins another call.
void CompletionStream::takeCall(const QJsonObject& piece)
{
    const ToolCall part = callIn(piece);
    const int index = piece.value("index"_L1).toInt();
    auto& calls = m_completion.calls;
    for (size_t i = calls.size(); i-- > 0;) {
        if (m_callIndexes[i] != index) continue;
        const bool isAnother = !part.name.isEmpty() && !part.id.isEmpty() && part.id != calls[i].id;
        if (isAnother && !calls[i].name.isEmpty()) break;
        if (calls[i].id.isEmpty()) calls[i].id = part.id;
        if (calls[i].name.isEmpty()) calls[i].name = part.name;
        if (calls[i].arguments.size() < kMostArguments) calls[i].arguments += part.arguments;
        return;
    }
    if (calls.size() >= kMostCallsRead) return;
    calls.push_back(part);
    m_callIndexes.push_back(index);
}

std::optional<Completion> CompletionStream::completion() const
{
    if (m_trouble || m_completion.finish.isEmpty()) return {};
    Completion whole = m_completion;
    whole.text = wholeText(whole.text);
    whole.refusal = wholeText(whole.refusal);
    return whole;
}

}  // namespace tongdai::upstream
