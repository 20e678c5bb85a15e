#pragma once

#include "engine/domain/ids.h"

#include <QByteArray>

#include <optional>

namespace tongdai::contract {

/// An element of message_queue that only says "this conversation has waiting messages" (guarantees 2.7):
/// {"v":1,"t":"conv","c":"<id>"}. Everything else in the list is a task of another program.
inline constexpr qsizetype kMaxHintBytes = 1024;
QByteArray writeQueueHint(const ConversationId& conversation);
std::optional<ConversationId> readQueueHint(const QByteArray& element);

}  // namespace tongdai::contract
