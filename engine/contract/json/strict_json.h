#pragma once

#include <QByteArrayView>
#include <QHash>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <variant>

namespace tongdai::contract {

/// What is wrong with a JSON text, for people: the line counts from 1.
struct JsonProblem {
    QString what;
    int line = 1;
};

/// Where values stand in a text: "/intents/3/name" → line. For messages about a file that somebody edits.
using JsonLines = QHash<QString, int>;

/// Deeper nesting than any payload of the contracts has; QJsonDocument alone would go to 1024.
inline constexpr int kMaxJsonDepth = 64;

/// What becomes of halves of surrogate pairs in values. A customer's line, or an AI's, must not be lost for half an
/// emoji: such readers let it pass and put U+FFFD in its place (domain/whole_text.h). A file of ours has none.
enum class JsonHalves { Refuse, LetPass };

/// Parses one JSON object and refuses what QJsonDocument lets pass although receivers disagree on it: a name twice in
/// one object, NUL inside strings (no database stores it), halves of surrogate pairs (in names always), deep nesting.
/// Any thread; the input is untrusted and already bounded in size by its reader.
std::variant<QJsonObject, JsonProblem> parseStrictObject(QByteArrayView text, JsonLines* lines = nullptr,
                                                         int maxDepth = kMaxJsonDepth,
                                                         JsonHalves halves = JsonHalves::Refuse);

/// Whether an object anywhere in a text that may be no JSON at all has one name twice, for readers to whom all the rest
/// is somebody else's business. Its depth is bounded by the caller. Any thread.
bool hasRepeatedName(QByteArrayView text);

}  // namespace tongdai::contract
