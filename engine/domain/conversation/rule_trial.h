#pragma once

#include "engine/domain/conversation/answer_rule.h"
#include "engine/domain/conversation/message.h"
#include "engine/domain/ids.h"

#include <QHash>
#include <QSet>
#include <QUuid>

#include <chrono>
#include <vector>

namespace tongdai {

/// An answer of the AI as its turn was recorded: one that was sent, or one that a rule held back.
struct GivenAnswer {
    QUuid id;  ///< of its turn
    TimePoint at{};
    ConversationId conversation;
    QString customer;  ///< as people call them
    QString intent;
    double confidence = 0;
    bool wasHeldBack = false;
    QString channel = {};  ///< of its conversation
};

/// A page of them, newest first. The key of the last one is where the next page goes on.
struct GivenAnswersQuery {
    TimePoint from{};    ///< included
    TimePoint before{};  ///< at this time only those with a smaller id; null: none of this time
    QUuid beforeId = {};
    bool sample = false;  ///< of the sample shop alone; otherwise of everything but it
    int limit = 1'000;
};

/// What a rule would have changed in days that are over (features 2.9). Each answer is judged by itself: that a person
/// would have had the conversation from the first one on is not played out.
struct RuleEffect {
    AnswerRule rule;
    TimePoint from{};
    TimePoint to{};
    bool sample = false;
    qint64 sent = 0;       ///< answers that were sent
    qint64 heldBack = 0;   ///< answers that the rule of that time held back
    qint64 nowHeld = 0;    ///< of those sent: a person would have been asked
    qint64 nowUnsure = 0;  ///< of these: because of the confidence; the others because of the intent
    qint64 nowSent = 0;    ///< of those held back: they would have been sent

    struct Intent {
        QString name;  ///< as the newest answer has it; empty: the AI named none
        qint64 answers = 0;
        qint64 nowHeld = 0;
        qint64 nowSent = 0;
        double leastConfidence = 1;
    };
    std::vector<Intent> intents;  ///< most answers first, at most kMostIntents

    struct Changed {
        ConversationId conversation;
        QString customer;
        TimePoint newest{};  ///< its newest answer that would have gone another way
        QString intent;
        double confidence = 0;
        qint64 answers = 0;  ///< that would have
    };
    std::vector<Changed> conversations;  ///< newest first, at most kMostConversations
    qint64 changedConversations = 0;     ///< all of them

    qint64 answers() const { return sent + heldBack; }

    static constexpr size_t kMostIntents = 200;
    static constexpr size_t kMostConversations = 200;
    static constexpr std::chrono::hours kDays{7 * 24};
};

/// Judges recorded answers by a rule. Takes them newest first; bounded by the intents and conversations of the days.
class RuleTrial {
public:
    explicit RuleTrial(const AnswerRule& rule);
    void add(const GivenAnswer& answer);
    qint64 count() const { return m_effect.answers(); }
    RuleEffect effect(const GivenAnswersQuery& days) const;

private:
    /// A rule with its intents made plain once and not for every answer.
    struct Plain {
        AnswerRule confidence;  ///< without intents
        QSet<QString> allowed;  ///< empty: every intent is
    };
    static Plain plainOf(const AnswerRule& rule);
    static QLatin1StringView refusal(const Plain& rule, const QString& plainIntent, double confidence);
    void change(const GivenAnswer& answer);

    RuleEffect m_effect;
    Plain m_usual;
    QHash<QString, Plain> m_channels;  ///< with rules of their own
    QHash<QString, RuleEffect::Intent> m_intents;
    QSet<ConversationId> m_changed;
    QHash<ConversationId, size_t> m_shown;
};

}  // namespace tongdai
