#include "engine/upstream/openai/tool_lines.h"

#include "engine/domain/text/whole_text.h"

#include <QJsonDocument>

#include <algorithm>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostToolText = 24'000;  // bytes of one answer's facts

QString compactText(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

bool handsOver(const AiAnswer& answer)
{
    return std::ranges::any_of(answer.actions,
                               [](const Action& action) { return action.type == ActionType::TransferToAgent; });
}

bool isVietnamese(const QString& text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.isLetter() && c.unicode() > 0x7f; });
}

}  // namespace

QJsonArray toolsOf(const std::vector<ToolSpec>& specs)
{
    QJsonArray tools;
    for (const ToolSpec& spec : specs) {
        const QJsonObject function{
            {u"name"_s, spec.name}, {u"description"_s, spec.about}, {u"parameters"_s, spec.arguments}};
        tools.append(QJsonObject{{u"type"_s, u"function"_s}, {u"function"_s, function}});
    }
    return tools;
}

QString toolPrompt()
{
    return u"\n\nTrước khi nói còn hàng, hết hàng hay giá, hãy gọi công cụ và chỉ nói những gì công cụ trả về. Công cụ "
           "không thấy hoặc báo lỗi thì không đoán: nói sẽ nhờ nhân viên kiểm tra và đặt hand_over là true."_s;
}

QJsonObject lineOfCalls(std::vector<ToolCall>& calls)
{
    QJsonArray list;
    for (size_t i = 0; i < calls.size(); ++i) {
        ToolCall& call = calls[i];
        if (call.id.isEmpty()) call.id = u"call_%1"_s.arg(i + 1);
        const QJsonObject function{{u"name"_s, call.name}, {u"arguments"_s, call.arguments}};
        list.append(QJsonObject{{u"id"_s, call.id}, {u"type"_s, u"function"_s}, {u"function"_s, function}});
    }
    return {{u"role"_s, u"assistant"_s}, {u"content"_s, u""_s}, {u"tool_calls"_s, list}};
}

QJsonObject lineOfAnswer(const ToolCall& call, const ToolAnswer& answer)
{
    QJsonObject said = answer.facts;
    said.insert("found"_L1, answer.isFound);
    if (!answer.trouble.isEmpty()) said.insert("error"_L1, answer.trouble);
    if (!answer.isFound) said.insert("then"_L1, u"do not guess; set hand_over to true"_s);
    return {{u"role"_s, u"tool"_s},
            {u"tool_call_id"_s, call.id},
            {u"name"_s, call.name},
            {u"content"_s, cutText(compactText(said), kMostToolText)}};
}

std::optional<QJsonObject> argumentsOf(const ToolCall& call)
{
    if (call.arguments.trimmed().isEmpty()) return QJsonObject();
    const QJsonDocument document = QJsonDocument::fromJson(call.arguments.toUtf8());
    if (!document.isObject()) return {};
    return wholeText(document.object());
}

bool isAboutTools(const CompletionTrouble& trouble)
{
    const bool isTheirs = trouble.status == 400 || trouble.status == 500 || trouble.status == 501;
    return isTheirs && trouble.what.contains("tool"_L1, Qt::CaseInsensitive);
}

void LookUps::add(const ToolCall& call, const ToolAnswer& answer)
{
    QJsonObject entry{{u"name"_s, call.name}, {u"arguments"_s, call.arguments.left(400)}, {u"found"_s, answer.isFound}};
    if (!answer.trouble.isEmpty()) entry.insert("error"_L1, answer.trouble);
    m_calls.append(entry);
    m_hasFound = m_hasFound || answer.isFound;
}

void LookUps::bind(AiAnswer& answer) const
{
    if (m_calls.isEmpty()) return;
    answer.entities.insert("tool_calls"_L1, m_calls);
    if (m_hasFound || handsOver(answer)) return;
    answer.responseText = isVietnamese(answer.responseText)
                              ? u"Dạ em nhờ nhân viên kiểm tra và báo lại mình ngay ạ."_s
                              : u"I am asking one of our staff to check this for you right now."_s;
    answer.actions = {{ActionType::SendMessage, {{u"message"_s, answer.responseText}}},
                      {ActionType::TransferToAgent, {{u"reason"_s, u"nothing was found to answer with"_s}}}};
}

}  // namespace tongdai::upstream
