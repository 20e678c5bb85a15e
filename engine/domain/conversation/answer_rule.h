#pragma once

#include <QString>
#include <QStringList>

namespace tongdai {

/// The AI was less sure of its answer than the shop wants; a person decides what is said.
inline constexpr QLatin1StringView kNotSureEnough{"ai_not_sure_enough"};
/// The customer wants something the shop leaves to people.
inline constexpr QLatin1StringView kIntentNotAllowed{"ai_intent_not_allowed"};

/// Which answers of the AI are sent (features C12); for all others a person is asked. A plain value.
struct AnswerRule {
    int leastConfidence = 0;  ///< percent; 0: any will do. An answer that names none counts as 0
    QStringList intents;      ///< those whose answers are sent, as the AI names them; empty: all

    bool isOpen() const { return leastConfidence <= 0 && intents.isEmpty(); }
    /// Why such an answer is not sent: one of the two codes above. Empty: it is sent.
    QLatin1StringView refusal(const QString& intent, double confidence) const;
    bool allows(const QString& intent) const;

    /// Capitals, spaces and commas make no other intent; settings part a list by commas.
    static QString plainIntent(const QString& intent);
    friend bool operator==(const AnswerRule&, const AnswerRule&) = default;
};

}  // namespace tongdai
