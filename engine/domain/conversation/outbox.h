#pragma once

#include "engine/domain/conversation/message.h"
#include "engine/domain/ids.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace tongdai {

enum class OutboxState : quint8 { Waiting = 0, Sending = 1, Sent = 2, Dead = 3, Unknown = 4, Withdrawn = 5 };

/// What a person decides about a row that is Dead or Unknown; GiveUp alone is about one that waits for its next try.
enum class OutboxDecision : quint8 {
    SendAgain,  ///< one more attempt, with a life of its own
    MarkSent,   ///< it did arrive
    Drop,       ///< it is not to be sent any more
    GiveUp,     ///< no further try: it is Dead then, and can be decided about
};

/// The actions of one turn on their way to the platform: one row, one request, one stable key.
struct OutboxItem {
    qint64 id = 0;
    ConversationId conversation;
    qint64 ord = 0;          ///< order inside the conversation (the rev of the line it belongs to)
    QByteArray dedupKey;     ///< SHA-256 derived from what the row says, so a replay has the same one
    QJsonObject body;        ///< the request of contracts/handle-message §4, ready to send
    bool repeatable = true;  ///< every action in it may be seen twice (isRepeatable)
    Fence fence = 0;
    int attempts = 0;
    OutboxState state = OutboxState::Waiting;
    TimePoint createdAt{};
    TimePoint nextAt{};
    QString lastError;
};

/// What came of one try.
struct SendOutcome {
    enum class Kind {
        Sent,          ///< 2xx, or 409 naming our key
        Retry,         ///< surely not received, or the receiver asks to come back
        Ambiguous,     ///< cut after the body was written: may have been received
        Dead,          ///< refused for good (400, 403, 404, …)
        Unauthorised,  ///< 401: pause the destination
    };
    Kind kind = Kind::Sent;
    QJsonObject answer;  ///< the platform's own words, echoed as pancake_result
    QString error;
    std::optional<std::chrono::seconds> retryAfter;
    bool isOfPlatform = true;  ///< false: of a service called on the way; says nothing about the platform
    bool isHeldBack = false;   ///< by a limit of ours: the platform was not asked, and its health is not judged by it
    bool isPartly = false;     ///< not sent as a whole, but a part has reached the customer, or a call of it is done
    // For the answer's card; kept with the row. Zero: not known.
    std::chrono::duration<double, std::milli> recordTook{};  ///< the transaction before the send
    std::chrono::duration<double, std::milli> sendTook{};
};

/// One try to send a row, for people to look at later.
struct SendTry {
    TimePoint at{};  ///< when it ended
    SendOutcome::Kind kind = SendOutcome::Kind::Sent;
    QString words;          ///< the platform's own, with its status, or what held the try up; the beginning
    bool isPartly = false;  ///< a part had reached the customer by then, or a call of it was done
    friend bool operator==(const SendTry&, const SendTry&) = default;
};
inline constexpr qsizetype kMaxSendTries = 20;  ///< the newest are kept, and what may have arrived
inline constexpr qsizetype kMaxTryWords = 500;

/// The last error of a row that a person gave up: the platform did not refuse it, and an earlier try may have arrived.
inline constexpr char kGivenUp[] = "cancelled";
/// A refused row that cannot go out with other words.
struct NotReworded {
    enum class Why : quint8 {
        Decided,         ///< it was sent, is on its way, or somebody has decided about it
        MayHaveArrived,  ///< a try, or a part of it, may have arrived, so that the customer could read both
        NotRefused,      ///< it ended by its time, its attempts or a person, and not by an answer of the platform
        MoreThanWords,   ///< it carries more than one text, or what must not be done twice
        SentBefore,      ///< words that the same person gave before are on their way, and not these
    };
    Why why = Why::Decided;
};
/// Why this row cannot go out with other words, as `tries` (oldest first) know it; a row without any is older than
/// they are, and nobody knows what had arrived. Nothing: it can.
std::optional<NotReworded::Why> whyNotReworded(const OutboxItem& item, const std::vector<SendTry>& tries);
/// Whether one of them, or a part of it, may have reached the customer.
bool mayHaveArrived(const std::vector<SendTry>& tries);
/// Whether what a person is to decide about may have reached the customer: a try before its end, a part, or nobody
/// knows what came of its tries.
bool mayHaveArrived(const OutboxItem& item, const std::vector<SendTry>& tries);
/// A row that nobody tries any more, and whose newest try was not its end by a refusal of the platform.
bool endedUnrefused(const OutboxItem& item, const std::vector<SendTry>& tries);

/// The last error of a refused row that went out with other words begins so; the platform's own words follow.
inline constexpr char kReworded[] = "sent with other words: ";
/// In the metadata of a line that was sent with other words than a refused one: the rev of that one.
inline constexpr char kInsteadOf[] = "instead_of";
inline constexpr int kMaxSendAttempts = 16;
inline constexpr std::chrono::hours kMaxSendAge{24};
inline constexpr std::chrono::seconds kOutboxLease{45};

/// Full jitter: rand(0, min(900 s, 2 s · 2^attempts)); `unit` is uniform in [0, 1). A platform's Retry-After
/// wins, capped at 6 h (guarantees 2.6).
std::chrono::milliseconds backOff(int attempts, double unit, std::optional<std::chrono::seconds> retryAfter = {});

/// The row's key for an attempt a person asks for: another one where the platform has refused every try for certain, as
/// one that keeps its answers by key would repeat that for ever; its own wherever a try may have arrived, however the
/// row ended. Derived, so that deciding again gives the same.
QByteArray keyOfNextAttempt(const OutboxItem& item, const std::vector<SendTry>& tries, TimePoint endedAt);
/// What a row that is older than the record of its tries is to remember of them when it is sent again, so that a later
/// refusal does not hide what may have arrived. Nothing: there is a record, or nothing to remember.
std::optional<SendTry> lostTry(const OutboxItem& item, const std::vector<SendTry>& tries, TimePoint endedAt);

/// The state a row takes after a try.
OutboxState stateAfter(const OutboxItem& item, const SendOutcome& outcome, TimePoint now);
/// Held back, and the row goes on waiting: a round that counts as no attempt, unless a part went out (guarantees 2.6).
bool isNoAttempt(const SendOutcome& outcome, OutboxState after);

}  // namespace tongdai
