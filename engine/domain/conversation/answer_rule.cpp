#include "engine/domain/conversation/answer_rule.h"

#include <algorithm>

namespace tongdai {

// 0.57 times 100 is a little less than 57; nobody is that sure to the last digit.
static constexpr double kSameConfidence = 1e-9;

QString AnswerRule::plainIntent(const QString& intent)
{
    return QString(intent).replace(u',', u' ').simplified().normalized(QString::NormalizationForm_C).toCaseFolded();
}

bool AnswerRule::allows(const QString& intent) const
{
    if (intents.isEmpty()) return true;
    const QString wanted = plainIntent(intent);
    if (wanted.isEmpty()) return false;
    return std::ranges::any_of(intents, [&](const QString& each) { return plainIntent(each) == wanted; });
}

QLatin1StringView AnswerRule::refusal(const QString& intent, double confidence) const
{
    if (!allows(intent)) return kIntentNotAllowed;
    if (confidence < leastConfidence / 100.0 - kSameConfidence) return kNotSureEnough;
    return QLatin1StringView();
}

}  // namespace tongdai
