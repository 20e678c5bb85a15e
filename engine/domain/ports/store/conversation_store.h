#pragma once

#include "engine/domain/conversation/conversation.h"
#include "engine/domain/conversation/outbox.h"
#include "engine/domain/conversation/turn.h"
#include "engine/domain/ports/store/history_event.h"
#include "engine/domain/store_error.h"

#include <QCoro/QCoroTask>
#include <QUuid>

#include <variant>

namespace tongdai {

inline constexpr std::chrono::seconds kLease{30};
inline constexpr int kMaxAttempts = 5;  ///< claims of the same unanswered messages before they are set aside
inline constexpr int kCleanUpAtOnce = 2000;
inline constexpr int kMaxRestarts = 3;  ///< answers superseded in a row before one is given anyway

/// The right to answer a conversation: whoever holds the newest fence. A value; the truth is the row.
struct Claim {
    ConversationId conversation;
    OwnerId owner;
    Fence fence = 0;
    Seq from = 0;      ///< everything up to here was final when the claim was granted
    int attempts = 0;  ///< counts this claim
    int restarts = 0;
};

/// A conversation's row as a transaction found it: which row, and how often it had been written. Every transaction that
/// changes a line, or takes one away, writes the row of its conversation as well.
struct RowMark {
    QUuid row;  ///< null: not known
    qint64 version = 0;
    bool isKnown() const { return !row.isNull(); }
    /// This is what a single writing of that row leaves.
    bool follows(const RowMark& earlier) const
    {
        return isKnown() && row == earlier.row && version == earlier.version + 1;
    }
};

// ---- accept (guarantees 2.3) ------------------------------------------------------------------------------------

struct Accepted {
    StoredMessage message;  ///< seq, rev and receivedAt filled in
    Conversation conversation;
    std::optional<Claim> claim;        ///< granted in the same transaction when nobody held it and a bot answers
    std::vector<HistoryEvent> events;  ///< written by this transaction, for the stream and the desk
    /// The line that says why a person has the conversation from here on, when this message made it so; the fence was
    /// raised then, and what the bot still thinks is over.
    std::optional<StoredMessage> note = {};
    bool silencedBot = false;
    RowMark found = {};  ///< before it
};
/// Seen before with the same body. `reply` is what FinishRequest::reply said of it, once it is final, with the
/// pancake_result that settleOutbox added; when superseded also "newer_messages" [{message_id, timestamp}]; {"kind":
/// "human"} when it went to a person's desk without a bot turn.
struct Duplicate {
    Seq seq = 0;
    MessageState state = MessageState::Waiting;
    std::optional<QJsonObject> reply;
    int deliveries = 2;
};
/// Seen before with another body: 409.
struct IdReused {};
/// A line of our own that the platform brought back as a message: kept with that line, nothing new.
struct OwnEcho {};
using AcceptOutcome = std::variant<Accepted, Duplicate, IdReused, OwnEcho>;

// ---- claim, finish (guarantees 2.4, 2.5) ------------------------------------------------------------------------

struct NothingPending {};
struct HeldBySomeone {
    OwnerId owner;
    std::chrono::milliseconds remaining{};
};
struct HumanHasIt {};
using ClaimOutcome = std::variant<Claim, NothingPending, HeldBySomeone, HumanHasIt>;

/// Everything a turn wants to record. One transaction, under the conversation's row lock.
struct FinishRequest {
    Claim claim;
    Seq upto = 0;      ///< the newest message the AI saw
    MessageId newest;  ///< its id, known from the context; empty: the store looks it up
    Turn turn;
    /// Kept as the stored result of every message it answers or supersedes; in the latter case with `newer_messages`
    /// added as contracts/handle-message §2 has them.
    QJsonObject reply;
    bool sendToPlatform = false;
    QJsonObject platformBody;  ///< body of the outbox row when sendToPlatform
    bool mayRestart = true;    ///< false: restarts are used up, answer even though newer messages wait
    /// Take the outbox row straight into `sending` for the caller (lease kOutboxLease, owner = claim.owner), unless an
    /// earlier row of the conversation is still waiting or sending: order comes first.
    bool sendNow = true;
    /// Said to nobody: stands in the thread as a line that was not sent, before what the turn says instead.
    std::optional<HeldAnswer> held = {};
    bool handOver = false;  ///< the answer hands the customer to a person: mode becomes Human
    bool endConversation = false;
    MessageState finalState = MessageState::Answered;  ///< Dead when the messages are set aside
};
struct Finished {
    StoredMessage botMessage;  ///< seq 0; body empty when the turn said nothing
    Conversation conversation;
    std::optional<OutboxItem> outbox;  ///< present with sendToPlatform; state Sending when the caller is to send it
    std::optional<Claim> next;         ///< newer messages wait: same fence, lease renewed, from = upto; go on
    std::vector<HistoryEvent> events;
    RowMark found = {};                             ///< before it
    std::optional<StoredMessage> heldMessage = {};  ///< of FinishRequest::held; not told again to one who asks twice
};
struct NewerMessage {
    MessageId messageId;
    double timestamp = 0;
};
/// Newer messages arrived while the AI thought; the answer was kept as "not sent" and the claim goes on.
struct SupersededByNewer {
    std::vector<NewerMessage> newer;
    Claim next;
    Conversation conversation;
    StoredMessage botMessage;
    std::vector<HistoryEvent> events;
};
/// Somebody raised the fence: a later holder, an operator, an administrator. Nothing was written but the note
/// that this answer was not sent (turn with outcome Cancelled).
struct Fenced {
    Fence current = 0;
    BotMode mode = BotMode::Bot;
    std::optional<StoredMessage> botMessage;  ///< the unsent answer as it shows in the thread
    std::vector<HistoryEvent> events;
};
using FinishOutcome = std::variant<Finished, SupersededByNewer, Fenced>;

// ---- what people do ---------------------------------------------------------------------------------------------

/// What an operator's act changed; nullopt fields did not change.
struct OperatorActResult {
    Conversation conversation;
    std::optional<StoredMessage> line;          ///< the line it added to the thread
    std::optional<StoredMessage> apology = {};  ///< what the customer was told behind it, where nobody came
    int withdrawn = 0;                          ///< waiting outbox rows taken back
    std::optional<OutboxItem> outbox;
    std::optional<Claim> claim;  ///< hand-back with unanswered messages: the engine goes on at once
    std::vector<HistoryEvent> events;
};
struct TakenBySomeone {
    OperatorId by;
    QString name = {};  ///< as people call them; empty: only the id is known
};
struct NoSuchConversation {};
using OperatorActOutcome = std::variant<OperatorActResult, TakenBySomeone, NoSuchConversation>;

struct OperatorMessage {
    ConversationId conversation;
    MessageId messageId;  ///< made by the desk before the first try: repeating is safe
    OperatorId author;
    QString authorName;
    QString text;
    bool isNote = false;
    bool sendToPlatform = false;    ///< where the conversation lives on no page
    bool sendToPages = false;       ///< where it lives on one
    QJsonObject platformBody = {};  ///< body of the outbox row when it goes out
    QJsonObject metadata = {};      ///< of the line
    bool answersOlder = false;      ///< than what the customer wrote last, which goes on waiting
};

/// A refused answer that goes out with other words: a line of its own, by whoever changed them.
struct Rewording {
    qint64 outboxId = 0;      ///< the refused one's row
    OperatorMessage message;  ///< its platformBody is a person's line; the actions of the refused row are put into it
};
using RewordOutcome = std::variant<OperatorActResult, NotReworded, NoSuchConversation>;

/// Conversations of the sample shop that went, and that stay because a legal hold keeps them.
struct SampleRemoval {
    int removed = 0;
    int held = 0;
};

/// A line's position in its thread and the time it is given; see ConversationStore::dateSample.
struct LineTime {
    qint64 rev = 0;
    TimePoint at{};
};

struct AnswerContext {
    std::vector<IncomingMessage> waiting;  ///< claim.from+1 … newest, in order
    /// Before them, oldest first, at most the asked number. What the customer was never told is left out: answers
    /// that were superseded or cancelled, and notes. Superseded customer messages are in it.
    std::vector<ContextLine> lines;
    QString handedBack;  ///< what the person who last gave it back said to the bot, where that is among these lines
    Seq upto = 0;
    QJsonObject metadata;   ///< of the newest message, with the keys earlier ones had besides
    MessageId lastMessage;  ///< of the conversation's row, with its time
    double lastMessageTimestamp = 0;
    bool isSample = false;  ///< of the made-up shop: nothing of it goes to a platform
};

namespace ports {

/// Ownership and record of conversations; the truth (guarantees 2.1 decision 1). Called on the engine loop; the work
/// happens on the history writer's thread, many calls to one commit; every call resumes on the engine loop only after
/// its own commit. @throws StoreError from every call; Unreachable and TimedOut mean "unknown", repeating is safe.
class ConversationStore {
public:
    virtual ~ConversationStore() = default;

    /// `claimFor` empty: never claims. Otherwise claims in the same transaction when free.
    virtual QCoro::Task<AcceptOutcome> accept(IncomingMessage message, OwnerId claimFor) = 0;
    virtual QCoro::Task<ClaimOutcome> claim(ConversationId conversation, OwnerId owner) = 0;
    /// Every claim with one statement, as one batch. Returns the conversations whose claim is lost.
    virtual QCoro::Task<std::vector<ConversationId>> renew(std::vector<Claim> claims) = 0;
    /// Idempotent by (conversation, fence, upto): repeating a finish whose outcome was unknown gives the first one's
    /// outcome again and writes nothing.
    virtual QCoro::Task<FinishOutcome> finish(FinishRequest request) = 0;
    /// A turn that was cancelled before it had an answer: recorded with outcome Cancelled and a line in the thread that
    /// says so. Touches neither fence nor lease nor messages, whoever holds the conversation by now.
    struct Unsent {
        std::optional<Conversation> conversation;
        std::optional<StoredMessage> line;
        std::vector<HistoryEvent> events;
    };
    virtual QCoro::Task<Unsent> recordUnsent(Claim claim, Turn turn) = 0;
    /// Gives a claim back unanswered (orderly stop): lease zeroed, attempts taken back.
    virtual QCoro::Task<void> giveBack(Claim claim) = 0;
    virtual QCoro::Task<AnswerContext> context(Claim claim, int maxLines) = 0;
    /// Conversations with waiting messages and no valid lease, longest waiting first.
    virtual QCoro::Task<std::vector<ConversationId>> due(int limit) = 0;

    virtual QCoro::Task<OperatorActOutcome> takeOver(ConversationId conversation, OperatorId by, QString name) = 0;
    /// `words`: what the bot is to know (features C4); may be empty.
    virtual QCoro::Task<OperatorActOutcome> handBack(ConversationId conversation, OperatorId by, QString name,
                                                     OwnerId claimFor, QString words = {}) = 0;
    /// Compare-and-set: succeeds for one person (features A12).
    virtual QCoro::Task<OperatorActOutcome> assign(ConversationId conversation, OperatorId to, QString name) = 0;
    virtual QCoro::Task<OperatorActOutcome> send(OperatorMessage message) = 0;
    virtual QCoro::Task<OperatorActOutcome> setStatus(ConversationId conversation, ConversationStatus status,
                                                      OperatorId by, QString name) = 0;
    /// Not a delete: raises the fence and zeroes the lease, so the old holder is shut out. False: was not held.
    struct Released {
        bool existed = false;
        bool wasHeld = false;
        Conversation conversation;
        std::vector<HistoryEvent> events;
    };
    virtual QCoro::Task<Released> forceRelease(ConversationId conversation, QString why) = 0;
    /// Forgets live bookkeeping of finished conversations older than `age`: until their next message they are left out
    /// of the administrator's list and figures. Never one with waiting messages or a waiting customer; no history goes.
    /// At most kCleanUpAtOnce of them, which are returned.
    virtual QCoro::Task<std::vector<ConversationId>> cleanUp(std::chrono::hours age) = 0;
    /// Part of the reconciliation job (guarantees 2.13): sets `pending` right where it disagrees with next_seq >
    /// done_seq, and counts messages that have waited longer than `alarmAfter`.
    struct Repairs {
        int pendingFlags = 0;
        int waitingTooLong = 0;
    };
    virtual QCoro::Task<Repairs> repair(std::chrono::minutes alarmAfter) = 0;
    /// Gives lines of a sample conversation the times they pretend to have (sent, received and recorded alike), and the
    /// row its last activity (the newest of them) and `waitingSince`, so that the sample shop looks three days old.
    /// Changes nothing and returns false for a conversation that is not a sample: real times are never rewritten.
    virtual QCoro::Task<bool> dateSample(ConversationId conversation, std::vector<LineTime> times,
                                         std::optional<TimePoint> waitingSince) = 0;
    /// Everything the sample shop made, in one transaction, except what a legal hold keeps.
    virtual QCoro::Task<SampleRemoval> removeSample() = 0;
};

/// Rows on their way to the platform (guarantees 2.6).
class OutboxStore {
public:
    virtual ~OutboxStore() = default;
    /// Due rows, the first unsettled one of each conversation only; each is now `sending` with one more attempt. A row
    /// found in `sending` with its lease over was cut by a crash: repeatable ones are returned to be sent again with
    /// the same key, the others become `unknown` and wait for a person. Not so the rows `inHands`, which the caller is
    /// sending at this moment: their leases are over because a clock has jumped (F45).
    virtual QCoro::Task<std::vector<OutboxItem>> claimOutbox(OwnerId owner, int limit,
                                                             std::vector<qint64> inHands = {}) = 0;
    /// Writes what came of a try; refused when the row is no longer ours. Also settles the action rows and, when
    /// sent, the stored result's pancake_result.
    struct Settled {
        bool wasOurs = false;
        OutboxState state = OutboxState::Waiting;
        std::vector<HistoryEvent> events;
    };
    virtual QCoro::Task<Settled> settleOutbox(OutboxItem item, OwnerId owner, SendOutcome outcome,
                                              std::chrono::milliseconds nextIn) = 0;
    /// Somebody decides about a row that is Unknown or Dead; `wasOurs` is false where it is neither (any more). `of`:
    /// the row counts only where it is of this conversation.
    virtual QCoro::Task<Settled> resolveOutbox(qint64 id, OutboxDecision decision, OperatorId by,
                                               std::optional<ConversationId> of = {}) = 0;
    /// Takes back a row that the platform refused, and sends other words in its place: a new line with a row and a key
    /// of its own, in one transaction. The refused line stays as it is. Repeating is safe: the line is known by its id.
    virtual QCoro::Task<RewordOutcome> rewordOutbox(Rewording rewording) = 0;
};

}  // namespace ports
}  // namespace tongdai
