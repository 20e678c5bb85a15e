#pragma once

#include "engine/upstream/openai/event_stream.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace tongdai::upstream {

/// A tool the model asks for (contracts/openai-chat §7).
struct ToolCall {
    QString id;
    QString name;
    QString arguments;  ///< JSON, as the model wrote it
    friend bool operator==(const ToolCall&, const ToolCall&) = default;
};

/// What a model said. What it thought is nowhere in it.
struct Completion {
    QString text;
    QString finish;  ///< "stop", "length", "tool_calls", "content_filter"; empty: it broke off
    QString refusal;
    QString model;
    qint64 tokens = 0;  ///< 0: the server does not count
    std::vector<ToolCall> calls;
};

/// Why a server did not answer (contracts/openai-chat §6), in whichever of its forms.
struct CompletionTrouble {
    int status = 0;  ///< 200: it said so in the middle of a stream
    QString code;    ///< type or code, as far as given
    QString what;
};

/// The error in a body; nothing: it is none. `status` other than 200 always is one.
std::optional<CompletionTrouble> troubleIn(int status, const QByteArray& body);
Completion readCompletion(const QJsonObject& object);

/// A completion that comes in pieces. Engine loop.
class CompletionStream {
public:
    /// True: it is over, whatever else comes.
    bool feed(QByteArrayView bytes);
    bool isOver() const { return m_isOver; }
    const std::optional<CompletionTrouble>& trouble() const { return m_trouble; }
    /// Nothing when it broke off before its end.
    std::optional<Completion> completion() const;

private:
    void take(const QByteArray& data);
    void takeCall(const QJsonObject& piece);

    EventStream m_events;
    Completion m_completion;
    std::vector<int> m_callIndexes;  ///< beside m_completion.calls, as the server numbers them
    std::optional<CompletionTrouble> m_trouble;
    bool m_isOver = false;
};

/// Without the thoughts some models write into their text between <think> and </think>.
QString withoutThoughts(const QString& text);

}  // namespace tongdai::upstream
