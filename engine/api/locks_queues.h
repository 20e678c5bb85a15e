#pragma once

#include "engine/api/desk.h"

#include <QObject>

namespace tongdai::api {

/// One thing that waits somewhere, or flows by.
struct QueueRow {
    enum class Kind : quint8 {
        Messages,  ///< customers' messages that nobody has answered
        Outbox,    ///< answers on their way to the platform
        Journal,   ///< accepted while the store was away
        Tasks,     ///< message_queue: hints, and tasks of other programs
        Taken,     ///< message_queue:processing:*: what a worker has taken
        Offline,   ///< chat:offline:*: one user's missed lines
        Stream,    ///< a stream of events
    };
    Kind kind = Kind::Messages;
    QString name;  ///< of a key: the key; else empty
    qint64 length = 0;
    qint64 inWork = 0;          ///< of Outbox: being sent
    qint64 dead = 0;            ///< of Outbox: given up, or of unknown outcome
    qint64 most = 0;            ///< bound beyond which the oldest go; 0: none
    int groups = 0;             ///< of Stream: who reads it
    std::optional<qint64> lag;  ///< of Stream: entries its slowest reader has not had; absent: not known
    std::optional<TimePoint> oldest;
    int attempts = 0;  ///< most tries of one that waits; of Tasks: of the first one
    friend bool operator==(const QueueRow&, const QueueRow&) = default;
};

/// A row of the outbox that waits for a person's decision.
struct DeadLetter {
    qint64 id = 0;
    ConversationId conversation;
    QString text;     ///< what was to be said; its beginning
    QString actions;  ///< their types
    int attempts = 0;
    OutboxState state = OutboxState::Dead;
    QString error;
    TimePoint createdAt{};
    std::vector<SendTry> tries = {};  ///< oldest first; told by Queues::letter() alone
    QString whyNotReworded = {};      ///< likewise; empty: it can go out with other words
    friend bool operator==(const DeadLetter&, const DeadLetter&) = default;
};

/// What Redis says of itself, as far as it matters here.
struct RedisSafety {
    bool isHere = false;
    bool isPrivate = false;  ///< this program's own, with nobody else in it
    QString version;
    QString policy;  ///< maxmemory-policy
    qint64 usedMemory = 0;
    qint64 maxMemory = 0;  ///< 0: no bound
    bool isAofOn = false;
    bool isSnapshotOk = true;
    std::optional<qint64> evicted;  ///< since it started
    std::optional<std::chrono::duration<double, std::milli>> latency;
    friend bool operator==(const RedisSafety&, const RedisSafety&) = default;
};

/// A setting that does not fit another one, or the server.
struct ConfigWarning {
    enum class Kind : quint8 {
        LockShorterThanAi,         ///< PROCESSING_LOCK_TTL does not outlive AI_PROCESSING_TIMEOUT
        AiLongerThanHold,          ///< AI_PROCESSING_TIMEOUT leaves no room in the longest claim
        OneTryLongerThanAll,       ///< AI_SERVICE_TIMEOUT is longer than AI_PROCESSING_TIMEOUT
        StateShorterThanLock,      ///< CONVERSATION_STATE_TTL ends while a lock may stand
        OldRedis,                  ///< a Redis that lacks what is used
        PauseLongerThanWait,       ///< CUSTOMER_PAUSE_SECONDS takes all the time a caller waits for an answer
        RetentionShorterThanCase,  ///< `setting`, in days, removes what a case may still be judged on
        JournalShorterThanNight,   ///< the journal holds fewer messages than customers write in a night
    };
    Kind kind = Kind::LockShorterThanAi;
    int first = 0;   ///< seconds, days or messages, of what is named first
    int second = 0;  ///< of the other
    QString setting = {};
    friend bool operator==(const ConfigWarning&, const ConfigWarning&) = default;
};

struct QueuesPicture {
    std::vector<QueueRow> rows;
    std::vector<DeadLetter> letters;  ///< newest first
    bool hasMoreLetters = false;
    qint64 fellOff = 0;  ///< lines that fell off offline lists since this engine started; they come from the history
    RedisSafety redis;
    std::vector<ConfigWarning> warnings;
    bool isStoreHere = true;
    TimePoint at{};
};

/// All that the Queues tab knows of the engine. Lives on the GUI thread; every request returns at once.
class Queues : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Somebody looks: pictures come every other second until nobody does.
    virtual void watch(bool on) = 0;
    /// About each of these outbox rows. Answered by decided or refused.
    virtual RequestId requestDecisions(const std::vector<qint64>& ids, OutboxDecision decision) = 0;
    /// One that waits for a decision, with all that was to be said and how it was tried; AlreadyDecided: it waits
    /// no more.
    virtual Asked<DeadLetter> letter(qint64 id) = 0;
    /// Other words in place of a refused answer, as Desk::sendReworded().
    virtual Asked<qint64> sendReworded(const ConversationId& conversation, qint64 outboxId, const MessageId& messageId,
                                       const QString& text) = 0;

signals:
    void pictureChanged(tongdai::api::QueuesPicture picture);
    /// `changed` of them; the others were decided by somebody else.
    void decided(tongdai::api::RequestId request, int changed);
    void refused(tongdai::api::RequestId request, QString cause);
};

}  // namespace tongdai::api
