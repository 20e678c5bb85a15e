#include "engine/domain/conversation/rule_trial.h"

#include <algorithm>

namespace tongdai {

RuleTrial::RuleTrial(const AnswerRule& rule)
{
    m_effect.rule = rule;
    for (const QString& intent : rule.intents)
        m_allowed.insert(AnswerRule::plainIntent(intent));
}

/// As the rule itself, with the intents made plain once and not for every answer.
QLatin1StringView RuleTrial::refusal(const QString& plainIntent, double confidence) const
{
    const bool isAllowed = m_allowed.isEmpty() || (!plainIntent.isEmpty() && m_allowed.contains(plainIntent));
    if (!isAllowed) return kIntentNotAllowed;
    return AnswerRule{m_effect.rule.leastConfidence, {}}.refusal({}, confidence);
}

void RuleTrial::add(const GivenAnswer& answer)
{
    const QString plain = AnswerRule::plainIntent(answer.intent);
    const QLatin1StringView why = refusal(plain, answer.confidence);
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
