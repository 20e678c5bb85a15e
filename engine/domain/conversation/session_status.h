#pragma once

#include "engine/domain/conversation/conversation.h"

namespace tongdai {

/// Who may answer a session, as an older product asks it (contracts/background §2).
struct SessionStatus {
    ConversationId id;
    QString channel;
    QString pageId;  ///< of the platform's page, where it said one
    bool botMayReply = true;
    QString receiver;                ///< who has it; empty: nobody in particular
    std::optional<TimePoint> until;  ///< the bot answers again from here on; empty: until it is handed back
    /// Grows with every change of who answers. 0: another program wrote it down.
    qint64 rev = 0;

    friend bool operator==(const SessionStatus&, const SessionStatus&) = default;
};

inline SessionStatus sessionStatusOf(const Conversation& conversation)
{
    SessionStatus status;
    status.id = conversation.id;
    status.channel = conversation.channel;
    status.pageId = conversation.metadata.value(QLatin1StringView("page_id")).toString();
    status.botMayReply = conversation.mode == BotMode::Bot;
    if (!status.botMayReply) {
        status.receiver =
            conversation.assigneeName.isEmpty() ? conversation.assignee.toString() : conversation.assigneeName;
        status.until = conversation.humanUntil;
    }
    status.rev = conversation.lastRev;
    return status;
}

}  // namespace tongdai
