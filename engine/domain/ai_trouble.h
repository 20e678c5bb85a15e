#pragma once

#include <QString>

#include <optional>

namespace tongdai {

// How a recorded failure of the AI service begins; the rest is its detail. Kept with turns and system lines.
inline constexpr QLatin1StringView kAiService{"AI service: "};
inline constexpr QLatin1StringView kAiAnsweredWithStatus{"it answered with status "};
inline constexpr QLatin1StringView kAiTooLate{"no answer within "};
inline constexpr QLatin1StringView kAiBadAnswer{"the AI service's answer: "};

/// What kind of failure a record tells of; the words belong to the screen.
struct AiTrouble {
    enum class Kind : quint8 { Unreachable, TooLate, AnsweredWithStatus, BadAnswer };
    Kind kind = Kind::Unreachable;
    int status = 0;  ///< of AnsweredWithStatus
};
/// Nothing: it is another reason.
std::optional<AiTrouble> aiTroubleIn(const QString& recorded);

}  // namespace tongdai
