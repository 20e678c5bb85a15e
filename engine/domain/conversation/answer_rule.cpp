#include "engine/domain/conversation/answer_rule.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

// 0.57 times 100 is a little less than 57; nobody is that sure to the last digit.
static constexpr double kSameConfidence = 1e-9;

QString AnswerRule::plainIntent(const QString& intent)
{
    return QString(intent)
        .replace(u',', u' ')
        .replace(u';', u' ')
        .simplified()
        .normalized(QString::NormalizationForm_C)
        .toCaseFolded();
}

AnswerRule AnswerRule::of(const QString& channel) const
{
    const auto own = channels.find(channel.toLower());
    if (own == channels.end()) return {leastConfidence, intents};
    return {own->second.leastConfidence, own->second.intents};
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

std::optional<AnswerRule::Channels> AnswerRule::readChannels(const QString& text)
{
    Channels channels;
    for (const QString& entry : text.split(u';', Qt::SkipEmptyParts)) {
        if (entry.trimmed().isEmpty()) continue;
        const QString name = entry.section(u':', 0, 0).trimmed().toLower();
        QStringList values = entry.section(u':', 1).split(u',');
        bool isNumber = false;
        const int percent = values.takeFirst().trimmed().toInt(&isNumber);
        if (name.isEmpty() || name.contains(u' ') || !isNumber || percent < 0 || percent > 100) return std::nullopt;
        Own own{percent, {}};
        for (const QString& value : std::as_const(values)) {
            if (const QString intent = value.simplified(); !intent.isEmpty()) own.intents << intent;
        }
        if (!channels.emplace(name, std::move(own)).second) return std::nullopt;
    }
    return channels;
}

QString AnswerRule::writeChannels(const Channels& channels)
{
    QStringList entries;
    for (const auto& [name, own] : channels) {
        QStringList values{QString::number(own.leastConfidence)};
        values << own.intents;
        entries << name + ": "_L1 + values.join(", "_L1);
    }
    return entries.join("; "_L1);
}

}  // namespace tongdai
