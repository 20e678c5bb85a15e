#pragma once

#include "engine/domain/conversation/message.h"

#include <QJsonObject>
#include <QString>

namespace tongdai {

/// What a system line in a thread reports. The engine stores the fact, the screen words it (design §3).
enum class SystemEvent : quint8 {
    TookOver,    ///< a person answers from here on; running bot turns are cancelled
    HandedBack,  ///< the bot answers again
    Taken,       ///< a person took the conversation from the queue
    Closed,
    Reopened,
    TransferRequested,  ///< the bot asked for a person
    TurnFailed,         ///< the AI did not answer; the conversation waits for a person
    ForceReleased,      ///< a stuck claim was released by an administrator
    AnsweredOutside,    ///< a person wrote to the customer in the platform's own window and answers from here on
    LimitChanged,       ///< a takeover ends by itself at another time than before, or not by itself any more
    ReturnedByTime,     ///< the time of a takeover was over: the bot answers again
    DraftsBegan,        ///< a person answers from here on, the bot proposes
    DraftsEnded,        ///< a person answers, the bot proposes no more
    NobodyCame,         ///< the customer was promised a person, and nobody came in time (features C6)
    RemovedThere,       ///< whoever wrote a message took it back on the platform; it stays here
};

/// How the text of a HandedBack line begins whose person had something to say to the bot (features C4); their words
/// follow. Other such lines have no text.
inline constexpr QLatin1StringView kHandedBackWith{"handed back: "};
inline constexpr int kMostHandBackWords = 500;  ///< letters
/// These words of a line; empty: it is no such line.
inline QString handBackWords(Speaker speaker, const QString& text)
{
    const bool hasWords = speaker == Speaker::System && text.startsWith(kHandedBackWith);
    return hasWords ? text.mid(kHandedBackWith.size()) : QString();
}

/// Kept as the metadata of a line whose speaker is System.
struct SystemNote {
    SystemEvent event = SystemEvent::TookOver;
    QString actor;                        ///< who did it, as people call them; empty: the engine itself
    int cancelledTurns = 0;               ///< TookOver, AnsweredOutside
    Fence fence = 0;                      ///< the fence after the change
    QString reason;                       ///< free words: the bot's reason, the AI's error
    std::optional<TimePoint> until = {};  ///< TookOver, LimitChanged: when the bot answers again by itself
    /// TookOver, AnsweredOutside: from a bot that had answered, what its newest turn took the customer to want; empty:
    /// the AI named nothing. Statistics count takeovers by it.
    std::optional<QString> intent = {};
    // NobodyCame; `reason` has the sign-in names of those who were asked.
    int minutes = 0;                ///< the time they were given
    bool supervisorsAsked = false;  ///< besides
    bool botGoesOn = false;         ///< the bot answers again
};
QJsonObject toJson(const SystemNote& note);
/// Nothing when the metadata names no event we know; the line's own body is shown then.
std::optional<SystemNote> systemNote(const QJsonObject& metadata);

}  // namespace tongdai
