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

/// Parses one JSON object and refuses what QJsonDocument lets pass although receivers disagree on it: a name twice in
/// one object, NUL inside strings (no database stores it), halves of surrogate pairs, deep nesting. Any thread; the
/// input is untrusted and already bounded in size by its reader.
std::variant<QJsonObject, JsonProblem> parseStrictObject(QByteArrayView text, JsonLines* lines = nullptr,
                                                         int maxDepth = kMaxJsonDepth);

}  // namespace tongdai::contract
