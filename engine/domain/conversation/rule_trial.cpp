#include "engine/domain/conversation/rule_trial.h"

#include <algorithm>

namespace tongdai {

RuleTrial::RuleTrial(const AnswerRule& rule)
{
    m_effect.rule = rule;
    m_usual = plainOf({rule.leastConfidence, rule.intents});
    for (const auto& [channel, own] : rule.channels)
        m_channels.insert(channel, plainOf({own.leastConfidence, own.intents}));
}

RuleTrial::Plain RuleTrial::plainOf(const AnswerRule& rule)
{
    Plain plain{{rule.leastConfidence, {}}, {}};
    for (const QString& intent : rule.intents)
        plain.allowed.insert(AnswerRule::plainIntent(intent));
    return plain;
}

/// As the rule itself.
QLatin1StringView RuleTrial::refusal(const Plain& rule, const QString& plainIntent, double confidence)
{
    const bool isAllowed = rule.allowed.isEmpty() || (!plainIntent.isEmpty() && rule.allowed.contains(plainIntent));
    return isAllowed ? rule.confidence.refusal({}, confidence) : kIntentNotAllowed;
}

void RuleTrial::add(const GivenAnswer& answer)
{
    const QString plain = AnswerRule::plainIntent(answer.intent);
    const auto own = m_channels.constFind(answer.channel.toLower());
    const Plain& rule = own == m_channels.constEnd() ? m_usual : *own;
    const QLatin1StringView why = refusal(rule, plain, answer.confidence);
    const bool isHeld = !why.isEmpty();
    ++(answer.wasHeldBack ? m_effect.heldBack : m_effect.sent);
    RuleEffect::Intent& intent = m_intents[plain];
    if (intent.answers++ == 0) intent.name = answer.intent.simplified();
    intent.leastConfidence = std::min(intent.leastConfidence, answer.confidence);
    if (isHeld == answer.wasHeldBack) return;
    if (isHeld) {
        ++m_effect.nowHeld;
        ++intent.nowHeld;
        if (why == kNotSureEnough) ++m_effect.nowUnsure;
    } else {
        ++m_effect.nowSent;
        ++intent.nowSent;
    }
    change(answer);
}

void RuleTrial::change(const GivenAnswer& answer)
{
    m_changed.insert(answer.conversation);
    if (const auto shown = m_shown.constFind(answer.conversation); shown != m_shown.constEnd()) {
        ++m_effect.conversations[*shown].answers;
    } else if (m_effect.conversations.size() < RuleEffect::kMostConversations) {
        m_shown.insert(answer.conversation, m_effect.conversations.size());
        m_effect.conversations.push_back(
            {answer.conversation, answer.customer, answer.at, answer.intent, answer.confidence, 1});
    }
}

RuleEffect RuleTrial::effect(const GivenAnswersQuery& days) const
{
    RuleEffect effect = m_effect;
    effect.from = days.from;
    effect.to = days.before;
    effect.sample = days.sample;
    effect.changedConversations = m_changed.size();
    effect.intents.assign(m_intents.begin(), m_intents.end());
    std::ranges::sort(effect.intents, [](const RuleEffect::Intent& a, const RuleEffect::Intent& b) {
        return a.answers != b.answers ? a.answers > b.answers : a.name < b.name;
    });
    if (effect.intents.size() > RuleEffect::kMostIntents) effect.intents.resize(RuleEffect::kMostIntents);
    return effect;
}

}  // namespace tongdai
