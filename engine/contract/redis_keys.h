#pragma once

#include "engine/domain/ids.h"

#include <QByteArray>

#include <chrono>

/// Every Redis key of the contracts: name, type, life, bound. No key literal stands anywhere else.
/// Ids inside keys are percent-encoded for `: % { }`, space and control characters (guarantees 2.9), so that
/// "a:b" + "c" and "a" + "b:c" are different keys.
namespace tongdai::contract::keys {

QByteArray encodeId(QByteArrayView id);

/// string JSON, contracts/handle-message §6.1; CONVERSATION_STATE_TTL
QByteArray conversationState(const ConversationId& id);
/// string, the holder's token; PROCESSING_LOCK_TTL
QByteArray conversationLock(const ConversationId& id);

/// list; hints and foreign tasks (guarantees 2.7)
inline constexpr char kMessageQueue[] = "message_queue";
QByteArray processingQueue(const QByteArray& instance);
/// string, 15 s heartbeat of an engine
QByteArray engineAlive(const QByteArray& instance);
/// set of engine instances
inline constexpr char kEngineInstances[] = "engine:instances";
/// string: random, changed when Redis lost its data
inline constexpr char kEngineEpoch[] = "engine:epoch";
/// string: which installation owns this Redis
inline constexpr char kEngineInstall[] = "engine:install";
/// stream, MAXLEN ~ kMaxStreamLength; fields event, threadId, userId, messageId, seq, data
inline constexpr char kEventStream[] = "chat:logs:events";
inline constexpr qint64 kMaxStreamLength = 10000;

inline constexpr std::chrono::seconds kEngineAliveTtl{15};

}  // namespace tongdai::contract::keys
