#pragma once

#include <QString>
#include <QStringList>

#include <map>
#include <optional>

namespace tongdai {

/// The AI was less sure of its answer than the shop wants; a person decides what is said.
inline constexpr QLatin1StringView kNotSureEnough{"ai_not_sure_enough"};
/// The customer wants something the shop leaves to people.
inline constexpr QLatin1StringView kIntentNotAllowed{"ai_intent_not_allowed"};

/// Which answers of the AI are sent (features C12); for all others a person is asked. A plain value.
struct AnswerRule {
    int leastConfidence = 0;  ///< percent; 0: any will do. An answer that names none counts as 0
    QStringList intents;      ///< those whose answers are sent, as the AI names them; empty: all

    /// What holds in one channel instead of the two above.
    struct Own {
        int leastConfidence = 0;
        QStringList intents;
        friend bool operator==(const Own&, const Own&) = default;
    };
    using Channels = std::map<QString, Own>;
    Channels channels = {};  ///< by the channel's name in small letters, as conversations have it, e.g. "facebook"

    bool isOpen() const { return leastConfidence <= 0 && intents.isEmpty() && channels.empty(); }
    /// As it is in this channel, without any others.
    AnswerRule of(const QString& channel) const;
    /// Why such an answer is not sent, where no channel has a rule of its own: one of the two codes above. Empty: it is
    /// sent.
    QLatin1StringView refusal(const QString& intent, double confidence) const;
    bool allows(const QString& intent) const;

    /// Capitals, spaces, commas and semicolons make no other intent; settings part a list by them.
    static QString plainIntent(const QString& intent);
    /// `facebook: 80, ask_price, ask_stock; web: 60`. Nothing: that is not how it is written.
    static std::optional<Channels> readChannels(const QString& text);
    static QString writeChannels(const Channels& channels);
    friend bool operator==(const AnswerRule&, const AnswerRule&) = default;
};

}  // namespace tongdai
