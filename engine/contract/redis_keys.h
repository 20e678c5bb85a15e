#pragma once

#include "engine/domain/ids.h"
#include "engine/domain/limits/rate_scope.h"

#include <QByteArray>

#include <array>
#include <chrono>
#include <optional>

/// Every Redis key of the contracts: name, type, life, bound. No key literal stands anywhere else.
/// Ids inside keys are percent-encoded for `: % { }`, space and control characters (guarantees 2.9), so that
/// "a:b" + "c" and "a" + "b:c" are different keys.
namespace tongdai::contract::keys {

QByteArray encodeId(QByteArrayView id);

/// string JSON, contracts/handle-message §6.1; CONVERSATION_STATE_TTL
QByteArray conversationState(const ConversationId& id);
/// string, the holder's token; PROCESSING_LOCK_TTL
QByteArray conversationLock(const ConversationId& id);

/// list; hints, and tasks that other programs push (guarantees 2.7)
inline constexpr char kMessageQueue[] = "message_queue";
/// Pub/Sub channel: there is a hint in message_queue
inline constexpr char kEngineHints[] = "engine:hints";
/// list; what a worker has taken: an engine, one of an earlier version, or another program
QByteArray processingQueue(const QByteArray& worker);
inline constexpr char kProcessingQueues[] = "message_queue:processing:";
/// string, 30 s heartbeat of a worker
QByteArray queueWorker(const QByteArray& worker);
inline constexpr std::chrono::seconds kQueueWorkerTtl{30};
/// zset of elements scored with the time in ms at which they are to be tried again
inline constexpr char kQueueDelayed[] = "message_queue:delayed";
/// list of elements that were given up, bounded
inline constexpr char kQueueDead[] = "message_queue:dead";
/// beginning of a string: the task of this id is done; 24 h
inline constexpr char kQueueDone[] = "message_queue:done:";
inline constexpr std::chrono::hours kQueueDoneTtl{24};
/// string: the engine that took tasks last
inline constexpr char kQueueAdopter[] = "message_queue:adopter";
/// string, 15 s heartbeat of an engine; says which process it is
QByteArray engineAlive(const QByteArray& instance);
/// stream of an engine, about ten minutes of what happened to its claims; kClaimTrailLife after the last of it
QByteArray claimTrail(const QByteArray& instance);
inline constexpr char kClaimTrails[] = "engine:claims:";
inline constexpr std::chrono::minutes kClaimTrailLife{10};
/// set of engine instances
inline constexpr char kEngineInstances[] = "engine:instances";
/// string: random, changed when Redis lost its data
inline constexpr char kEngineEpoch[] = "engine:epoch";
/// string: which installation owns this Redis
inline constexpr char kEngineInstall[] = "engine:install";
/// Pub/Sub channel: contract::FenceNotice
inline constexpr char kEngineFences[] = "engine:fences";
/// Pub/Sub channel: contract::FeedNotice
inline constexpr char kEngineFeed[] = "engine:feed";
/// Pub/Sub channel: JournalNotice, what an engine's journal holds
inline constexpr char kEngineJournals[] = "engine:journals";
/// string, 5 s: what an engine's health probe writes and reads back
QByteArray engineProbe(const QByteArray& instance);
/// stream, MAXLEN ~ kMaxStreamLength; fields event, threadId, userId, messageId, seq, data, eid
inline constexpr char kEventStream[] = "chat:logs:events";
inline constexpr qint64 kMaxStreamLength = 10000;
/// stream, for the moment in which an erasure copies it
inline constexpr char kEventStreamCopy[] = "engine:events-copy";

inline constexpr std::chrono::seconds kEngineAliveTtl{15};
inline constexpr std::chrono::seconds kEngineProbeTtl{5};
/// More waiting hints than this say nothing new: every engine polls the store anyway.
inline constexpr qint64 kMaxQueueLength = 100'000;

// ---- chat over Socket.IO (contracts/realtime-chat §2; stronger types by guarantees 2.8 to 2.10) -------------------

/// zset of "<instance>:<socket>" scored with the expiry in ms; exists exactly while the user is online
QByteArray presence(const SenderId& user);
inline constexpr std::chrono::seconds kPresenceTtl{45};
inline constexpr std::chrono::seconds kPresenceBeat{20};
/// zset of user ids scored with their latest expiry: what the sweep looks through
inline constexpr char kPresenceIndex[] = "chat:presence-index";
/// string "1", 6 s
QByteArray typing(const ConversationId& thread, const SenderId& user);
inline constexpr std::chrono::seconds kTypingTtl{6};
/// string JSON ThreadSummary
QByteArray threadMeta(const ConversationId& thread);
inline constexpr std::chrono::seconds kThreadMetaTtl{300};
/// Pub/Sub channel: short notes between engines
inline constexpr char kEngineBus[] = "chat:bus";
/// list, newest kMaxOfflineMessages; a cache of undelivered receipts
QByteArray offlineQueue(const SenderId& user);
inline constexpr int kMaxOfflineMessages = 200;
inline constexpr std::chrono::hours kOfflineTtl{24 * 30};
/// zset of message ids scored with their time in ms: a sliding window instead of the contract's fixed minute
QByteArray rateWindow(const SenderId& user);
inline constexpr int kMaxMessagesPerWindow = 25;
inline constexpr std::chrono::seconds kRateWindow{60};
/// the same of the messages that a platform brings from one sender
QByteArray senderWindow(const SenderId& sender);
/// the same of whom a limit of this scope counts, those above among them; empty: no engine asks another about it
QByteArray rateWindow(RateScope scope, const QByteArray& name);

// ---- chat history (contracts/chat-history §2), shared with an older service ----------------------------------------

/// list, newest first, PascalCase JSON; ChatHistoryLimits::cacheLife
QByteArray chatHistory(const SenderId& user, const ConversationId& session);
/// set of session ids; cacheLife (defect 11)
QByteArray userSessions(const SenderId& user);
/// hash, camelCase; cacheLife. Ours has two more fields: `rev` and `total`, what the list was written from
QByteArray sessionInfo(const ConversationId& session);
/// hash of counters; `day` is yyyy-MM-dd, UTC; ChatHistoryLimits::analyticsLife (defect 18)
QByteArray chatAnalytics(const QByteArray& day);
/// field of it that names a person
QByteArray userMessagesField(const SenderId& user);
/// The other way round; nothing: another field.
std::optional<SenderId> userOfMessagesField(QByteArrayView field);
inline constexpr char kTotalMessages[] = "total_messages";
inline constexpr char kAiResponses[] = "ai_responses";
/// hash; declared by the contract, never used
QByteArray userPreferences(const SenderId& user);
/// string "1": erased a moment ago, a copy that is on its way must not arrive. A hash of the id, which is erased too
QByteArray erasedMark(const ConversationId& session);
inline constexpr std::chrono::minutes kErasedMarkTtl{10};

// ---- what engines share about a shop's own system (contracts/kiotviet §5) ------------------------------------------

/// string, the access token of an application; until 5 minutes before it is over
inline constexpr char kShopTokenPrefix[] = "kv_token:";
QByteArray shopToken(const QByteArray& client, const QByteArray& secretHash);
/// string: who makes `key` anew at the moment
QByteArray lockOf(const QByteArray& key);
/// string, a counter: turns taken at making `key`
QByteArray fenceOf(const QByteArray& key);
inline constexpr std::chrono::hours kFenceTtl{48};
/// hash of `at` (ms), `stamp` and `body`: a copy of an answer; the key is a hash, nothing of a person is in it
QByteArray apiCopy(const QByteArray& endpoint, const QByteArray& hash);
/// zset of the copies of an endpoint, scored with their end in ms
QByteArray apiCopyIndex(const QByteArray& endpoint);
/// string, a counter: how often the copies of an endpoint were forgotten; kFenceTtl
QByteArray apiCopyGeneration(const QByteArray& endpoint);
/// string "1": this notice of the shop's system was heard
QByteArray kiotVietNotice(const QByteArray& id);
inline constexpr std::chrono::hours kKiotVietNoticeTtl{24};
/// zset of requests to a shop's system in the last hour
QByteArray apiBudget(const QByteArray& workspace);

// ---- sessions of an older product (contracts/background §3); `id` is the session as the wire writes it --------------

/// string JSON: who has the session; kSessionTtl
QByteArray chatSession(const ConversationId& session);
inline constexpr std::chrono::seconds kSessionTtl{300};
/// string `{"can_reply":bool}`; kCheckReplyTtl, or what is left of a takeover
QByteArray checkReply(const ConversationId& session);
inline constexpr std::chrono::seconds kCheckReplyTtl{60};
/// hash of conversation_id, status, owner, fence, tries, actions (JSON array of names), at (ms): how the plan of an
/// answer stands, `ord` being the rev of its line; kPlanStateTtl
QByteArray planState(const ConversationId& id, qint64 ord);
inline constexpr std::chrono::hours kPlanStateTtl{24};
/// string "<owner>:<fence>": who sends it; a lease of the outbox. Decides nothing
QByteArray planLock(const ConversationId& id, qint64 ord);
/// The same as the older product writes them itself; read, and deleted when they have become wrong.
QByteArray olderSession(const ConversationId& session);
QByteArray olderCheckReply(const ConversationId& session);

// ---- what an erasure looks through (guarantees 2.16) ---------------------------------------------------------------

/// Beginnings of names.
inline constexpr char kConversationStates[] = "conv_state:";
inline constexpr char kConversationLocks[] = "conv_lock:";
inline constexpr char kPresences[] = "chat:presence:";
inline constexpr char kTypings[] = "chat:typing:";
inline constexpr char kThreads[] = "chat:thread:";
inline constexpr char kOfflineQueues[] = "chat:offline:";
inline constexpr char kRateWindows[] = "chat:rate:";
inline constexpr char kSenderWindows[] = "message_rate:";
inline constexpr char kLimitWindows[] = "rate_limit:";
inline constexpr char kChatSessions[] = "chat_session:";
inline constexpr char kChatHistories[] = "chat_history:";
inline constexpr char kUserSessions[] = "user_sessions:";
inline constexpr char kSessionInfos[] = "session_info:";
inline constexpr char kChatAnalytics[] = "chat_analytics:";
inline constexpr char kUserPreferences[] = "user_preferences:";
inline constexpr char kPlanStates[] = "plan_state:";
inline constexpr char kPlanLocks[] = "lock:plan:";
/// string JSON of an older service: names, and the session that belongs to each
inline constexpr char kSessionsByName[] = "session_by_name:";

/// Keys that belong to a person, a conversation, or both, and carry their ids behind the beginning: ours, and those
/// that older services on the same Redis keep of the same people.
inline constexpr std::array kPersonalFamilies{
    kChatHistories, kUserSessions, kSessionInfos,  kUserPreferences, kConversationStates, kConversationLocks,
    kPresences,     kTypings,      kOfflineQueues, kRateWindows,     kSenderWindows,      kThreads,
    kPlanStates,    kPlanLocks,    kChatSessions,  "check_reply:",   "session:",          "check_repply:"};
/// Copies of a conversation that are made again from the store: they go when somebody else's lines in it were changed.
inline constexpr std::array kCopyFamilies{kChatHistories, kSessionInfos, kConversationStates, kThreads};
/// How long copies of such a conversation that are on their way may take to arrive.
inline constexpr std::chrono::minutes kTouchedMarkTtl{1};

}  // namespace tongdai::contract::keys
