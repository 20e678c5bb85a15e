#pragma once

#include "engine/domain/text/json_screen.h"

#include <QJsonObject>

#include <variant>

namespace tongdai::contract {

using tongdai::JsonHalves;
using tongdai::JsonLines;
using tongdai::JsonProblem;

/// Deeper nesting than any payload of the contracts has; QJsonDocument alone would go to 1024.
inline constexpr int kMaxJsonDepth = 64;

/// Parses one JSON object and refuses what QJsonDocument lets pass although receivers disagree on it: a name twice in
/// one object, NUL inside strings (no database stores it), halves of surrogate pairs (in names always), deep nesting.
/// Any thread; the input is untrusted and already bounded in size by its reader.
std::variant<QJsonObject, JsonProblem> parseStrictObject(QByteArrayView text, JsonLines* lines = nullptr,
                                                         int maxDepth = kMaxJsonDepth,
                                                         JsonHalves halves = JsonHalves::Refuse);

}  // namespace tongdai::contract
