#pragma once

#include "engine/domain/conversation/conversation.h"
#include "engine/domain/conversation/message.h"
#include "engine/domain/shop/outgoing_hook.h"

#include <QJsonObject>

/// What outgoing hooks are told (contracts/connections §3). Any thread; pure.
namespace tongdai::contract {

/// Kinds of events that a hook may want.
const QStringList& hookEventKinds();

/// Whether an event goes out at all: internal notes, what was never sent and practising customers do not.
bool isForHooks(const HistoryEvent& event);

/// An event as its task keeps it, and back.
QJsonObject hookTaskPayload(const TimedEvent& told);
TimedEvent toldEvent(const QJsonObject& payload, const ConversationId& conversation);

/// The body of the call. `line`: of a message whose text is wanted and still there.
QJsonObject hookBody(const OutgoingHook& hook, const TimedEvent& told, const std::optional<StoredMessage>& line);

}  // namespace tongdai::contract
