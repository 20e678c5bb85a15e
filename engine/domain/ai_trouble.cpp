#include "engine/domain/ai_trouble.h"

namespace tongdai {

std::optional<AiTrouble> aiTroubleIn(const QString& recorded)
{
    if (recorded.startsWith(kAiBadAnswer)) return AiTrouble{AiTrouble::Kind::BadAnswer};
    if (!recorded.startsWith(kAiService)) return std::nullopt;
    const QStringView detail = QStringView(recorded).sliced(kAiService.size());
    if (detail.startsWith(kAiTooLate)) return AiTrouble{AiTrouble::Kind::TooLate};
    if (!detail.startsWith(kAiAnsweredWithStatus)) return AiTrouble{};
    return AiTrouble{AiTrouble::Kind::AnsweredWithStatus, detail.sliced(kAiAnsweredWithStatus.size()).toInt()};
}

}  // namespace tongdai
