#pragma once

#include "engine/domain/conversation/message.h"

#include <QStringList>

#include <chrono>
#include <vector>

namespace tongdai {

/// What the shop wants done for a customer who was promised a person and to whom nobody came (features C6). Each step
/// is a switch of its own.
struct NobodyCameRule {
    std::chrono::minutes after{0};  ///< of working time; 0: nothing is ever done
    QString apology;                ///< said to the customer; empty: nothing is
    QStringList asked;              ///< sign-in names of those who are asked besides
    bool asksSupervisors = true;    ///< and administrators
    bool botGoesOn = false;         ///< the bot answers again
};

/// A customer who waits for a person, while nobody has the conversation.
struct LongWait {
    ConversationId conversation;
    TimePoint waitingSince{};
    QString customer;  ///< empty: nobody told us the name
    friend bool operator==(const LongWait&, const LongWait&) = default;
};

/// Everybody to whom nobody came, longest first, and who is asked to.
struct NobodyCameNews {
    std::vector<LongWait> waits;
    std::chrono::minutes after{0};
    QStringList asked;
    bool asksSupervisors = false;
};

/// A wait is over its time: what is done about it, once.
struct NobodyCame {
    LongWait wait;
    NobodyCameRule rule;
    bool sendToPlatform = false;  ///< where the conversation lives on no page
    bool sendToPages = false;     ///< where it lives on one
    QJsonObject platformBody;     ///< the apology's, where it goes out
    OwnerId claimFor;             ///< botGoesOn: whoever answers what waits
};

/// Marks the apology's line: words of the shop, not an answer of the bot's to what was asked.
inline constexpr char kApologyMark[] = "apology";
inline bool isApology(const StoredMessage& line)
{
    return line.metadata.value(QLatin1StringView(kApologyMark)).toBool();
}

}  // namespace tongdai
