#pragma once

#include "engine/domain/conversation/long_wait.h"
#include "engine/history/store/unit_of_work.h"
#include "engine/history/store/write_job.h"

namespace tongdai {

// What people do with a conversation, each in one transaction of the writer. Repeating an act whose outcome was lost is
// safe: what is so already stays so and adds no second line.

struct Actor {
    OperatorId id;
    QString name;
};

/// When a takeover ends by itself; the inner nothing: never. The outer nothing: a takeover that is there already keeps
/// the end it has.
using TakeoverEnd = std::optional<std::optional<TimePoint>>;

/// A person answers from here on. Raises the fence, withdraws answers not yet on their way, makes waiting messages the
/// person's. TakenBySomeone while another person has it. Who has it already
/// changes the end of their own takeover.
OperatorActOutcome takeOver(UnitOfWork& work, WriteJob& job, const ConversationId& conversation, const Actor& by,
                            const TakeoverEnd& end = {});
/// A person answers from here on and the bot proposes (features C11); nobody's until somebody takes it, where the bot
/// had it. TakenBySomeone while another person has it.
OperatorActOutcome beginDrafts(UnitOfWork& work, WriteJob& job, const ConversationId& conversation, const Actor& by);
/// The person goes on without the bot.
OperatorActOutcome endDrafts(UnitOfWork& work, WriteJob& job, const ConversationId& conversation, const Actor& by);
/// The bot answers again. Customer messages after the newest answer wait for it anew, so that nobody who was handed
/// over and never answered is forgotten; whatever was answered stays answered.
OperatorActOutcome handBack(UnitOfWork& work, WriteJob& job, const ConversationId& conversation, const Actor& by,
                            const OwnerId& claimFor, const QString& words);
/// The same by itself, when the time of a takeover is over by the store's clock: once, whichever engine asks.
OperatorActOutcome returnIfDue(UnitOfWork& work, WriteJob& job, const ConversationId& conversation,
                               const OwnerId& claimFor);
/// Nobody came to who waits for a person: a line says so, with the apology behind it and, where the shop wants it, the
/// bot again. Once a wait: the line's id is made from it (features C6).
OperatorActOutcome nobodyCame(UnitOfWork& work, WriteJob& job, const NobodyCame& wanted);
/// Compare-and-set (features A12).
OperatorActOutcome assign(UnitOfWork& work, WriteJob& job, const ConversationId& conversation, const Actor& to);
OperatorActOutcome sendAsOperator(UnitOfWork& work, WriteJob& job, const OperatorMessage& message);
/// The words of the line with this id that the desk has written; nothing: none.
std::optional<QString> writtenByDesk(UnitOfWork& work, const rows::ConversationRow& row, const MessageId& id);
/// Closed: nobody's any more, and the bot's when the customer writes again.
OperatorActOutcome setStatus(UnitOfWork& work, WriteJob& job, const ConversationId& conversation,
                             ConversationStatus status, const Actor& by);

}  // namespace tongdai
