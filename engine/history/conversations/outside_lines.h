#pragma once

#include "engine/domain/conversation/sender_kind.h"
#include "engine/history/store/unit_of_work.h"
#include "engine/history/store/write_job.h"

namespace tongdai {

/// What the platform brings that no customer wrote (contracts/pancake §5). The conversation is locked.

/// A line of our own that comes back as the platform's message: nothing is added to the thread, its id is kept with
/// the line. A line comes back once (each of its messages once), within minutes of having gone out; the same words
/// again are somebody's own.
std::optional<OwnEcho> foldEcho(UnitOfWork& work, const rows::ConversationRow& row, const IncomingMessage& message);

/// Somebody of the shop, or a machine of theirs, wrote there. A person's line ends the customer's waiting and silences
/// the bot as a takeover does; a machine's is only shown.
/// `line` is the message as accepting made it, and becomes the line as it is stored.
Accepted addOutsideLine(UnitOfWork& work, WriteJob& job, rows::ConversationRow& row, rows::MessageRow& line,
                        SenderKind kind);

/// A message was taken back on the platform: a line says so, whose words stay. Known again by the id it came with.
/// `line` as above.
Accepted addRemovalNote(UnitOfWork& work, WriteJob& job, rows::ConversationRow& row, rows::MessageRow& line);

/// Nobody knows who wrote: before the message is stored, the conversation becomes a person's.
void leaveToPerson(UnitOfWork& work, WriteJob& job, rows::ConversationRow& row, const IncomingMessage& message,
                   Accepted& accepted);

}  // namespace tongdai
