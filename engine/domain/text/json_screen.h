#pragma once

#include <QByteArrayView>
#include <QHash>
#include <QString>

#include <optional>

namespace tongdai {

/// What is wrong with a JSON text, for people: the line counts from 1.
struct JsonProblem {
    QString what;
    int line = 1;
};

/// Where values stand in a text: "/intents/3/name" → line. For messages about a file that somebody edits.
using JsonLines = QHash<QString, int>;

/// What becomes of halves of surrogate pairs in values. A customer's line, or an AI's, must not be lost for half an
/// emoji: such readers let it pass and put U+FFFD in its place (domain/whole_text.h). A file of ours has none.
enum class JsonHalves { Refuse, LetPass };

/// Looks through a text, which may be no JSON at all, for what QJsonDocument lets pass although receivers disagree on
/// it: a name twice in one object, NUL inside strings, halves of surrogate pairs (in names always), deep nesting. Its
/// grammar is the parser's business. Without recursion, in one pass; any thread.
std::optional<JsonProblem> screenJson(QByteArrayView text, JsonLines* lines, int maxDepth, JsonHalves halves);

/// Only whether an object anywhere has one name twice, for readers to whom the rest is somebody else's business. Its
/// depth is bounded by the caller.
bool hasRepeatedName(QByteArrayView text);

}  // namespace tongdai
