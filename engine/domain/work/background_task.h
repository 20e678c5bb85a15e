#pragma once

#include "engine/domain/conversation/message.h"
#include "engine/domain/ids.h"

#include <QJsonObject>
#include <QString>

#include <chrono>
#include <optional>

namespace tongdai {

enum class TaskState : quint8 { Waiting = 0, Working = 1, Done = 2, Dead = 3 };

/// What a kind of background work is called, in rows and in other programs' queues (contracts/background §3).
namespace task_kind {
inline constexpr char kCustomerDetails[] = "customer_details";
inline constexpr char kSaveMessage[] = "save_message";
inline constexpr char kExtractCustomerInfo[] = "extract_customer_info";
inline constexpr char kUpdateSessionStatus[] = "update_session_status";
inline constexpr char kRollUpStatistics[] = "roll_up_statistics";
inline constexpr char kRetention[] = "retention";
inline constexpr char kExport[] = "export";  // carried out where it was asked for (ports::TaskStore::beginTask)
inline constexpr char kImport[] = "history_import";
inline constexpr char kShopOrder[] = "shop_order";  // sent where it was asked for; afterwards only looked for
// Work without a row (domain/running_work.h): shown as tasks, and adopted from nobody.
inline constexpr char kOutboxRetry[] = "outbox_retry";
inline constexpr char kIndexUpkeep[] = "index_upkeep";
inline constexpr char kRuleTrial[] = "rule_trial";
inline constexpr char kDetailExport[] = "detail_export";
}  // namespace task_kind

inline constexpr std::chrono::seconds kTaskLease{60};
inline constexpr int kMaxTaskAttempts = 5;
/// Done tasks of other programs are remembered so long: one that comes again is not carried out again.
inline constexpr std::chrono::hours kDoneTasksKept{48};

/// The keys of one conversation's orders differ behind their last colon alone: one is not forgotten before the others.
inline constexpr char kOrderKeys[] = "order:";

/// Work to be done once beside the conversation it belongs to.
struct NewTask {
    QString kind;
    ConversationId conversation;  ///< tasks of one conversation are carried out in their order
    QByteArray dedupKey;          ///< at most 255 bytes; a task with a key that is known is the same task
    QJsonObject payload = {};
    int maxAttempts = kMaxTaskAttempts;
};

/// A task as its row has it.
struct BackgroundTask {
    qint64 id = 0;
    QString kind;
    ConversationId conversation;
    QByteArray dedupKey;
    QJsonObject payload;
    TaskState state = TaskState::Waiting;
    int attempts = 0;  ///< this one among them
    int maxAttempts = kMaxTaskAttempts;
    Fence fence = 0;
    QString lastError;
    TimePoint createdAt{};
    TimePoint changedAt{};
    /// The newest waiting task of the same kind and conversation when this one was claimed: those up to it are done
    /// with it where doing it once is enough for all of them.
    qint64 sameUpto = 0;
};

/// What came of one try.
/// `Settled` and `Refused` need no settling any more.
struct TaskResult {
    enum class Kind : quint8 {
        Done,
        Retry,      ///< again after a pause, as long as attempts are left
        Dead,       ///< never again by itself: a person decides
        GivenBack,  ///< not begun (orderly stop): the attempt does not count
        Settled,    ///< done, and settled in the transaction that has the effect
        Refused,    ///< somebody else had taken it over: nothing was changed
    };
    Kind kind = Kind::Done;
    QString reason = {};  ///< of Retry and Dead
    std::chrono::milliseconds nextIn{};
};

/// What a person decides about a dead letter.
enum class TaskDecision : quint8 {
    Retry,  ///< with all its attempts again
    Drop,
};

/// How the queue stands. Calls of outgoing hooks that wait are counted with their hook alone
/// (domain/shop/outgoing_hook.h): a target that is away must not look like work left undone here.
struct TaskCounts {
    qint64 waiting = 0;
    qint64 working = 0;
    qint64 dead = 0;
    std::optional<TimePoint> oldest;  ///< of those waiting or in work
};

}  // namespace tongdai
