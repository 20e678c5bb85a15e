#pragma once

#include "engine/domain/ports/tool_box.h"
#include "engine/upstream/openai/completion.h"

#include <QJsonArray>

namespace tongdai::upstream {

/// `tools` of a request (contracts/openai-chat §7). Pure, as everything here.
QJsonArray toolsOf(const std::vector<ToolSpec>& specs);
/// What the model is told about them, after its own words.
QString toolPrompt();
/// What the model said, so that the answers of its tools can follow. Calls without an id are given one.
QJsonObject lineOfCalls(std::vector<ToolCall>& calls);
QJsonObject lineOfAnswer(const ToolCall& call, const ToolAnswer& answer);
/// The arguments a model wrote; nothing: they are no JSON object.
std::optional<QJsonObject> argumentsOf(const ToolCall& call);
/// A server that cannot do tools says so, each in its own words.
bool isAboutTools(const CompletionTrouble& trouble);

/// What was looked up for one answer, and what may be said after it.
class LookUps {
public:
    void add(const ToolCall& call, const ToolAnswer& answer);
    bool isEmpty() const { return m_calls.isEmpty(); }
    /// Puts the look-ups among the entities. Where none found anything, a person answers: a text of the model's that
    /// does not hand over is replaced, because it would be invented.
    void bind(AiAnswer& answer) const;

private:
    QJsonArray m_calls;
    bool m_hasFound = false;
};

}  // namespace tongdai::upstream
