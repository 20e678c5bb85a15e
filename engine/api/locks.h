#pragma once

#include "engine/api/desk.h"
#include "engine/domain/conversation/claim_event.h"

#include <QObject>

namespace tongdai::api {

/// How long a claim lasts that nobody renews (guarantees 2.4).
inline constexpr std::chrono::seconds kClaimLasts{30};

enum class HolderKind : quint8 {
    Engine,   ///< a running engine, this one or another
    Person,   ///< somebody at a desk answers
    Program,  ///< a program that is no engine of this shop, or somebody by hand
};
/// From the least to the most remarkable.
enum class LockState : quint8 { Free, Bot, Person, Program, Refused, Ending, Stuck };
/// What is wrong with a lock, or worth knowing of it.
enum class LockCause : quint8 {
    None,
    NoLife,        ///< it has no end
    HolderGone,    ///< the process that holds it has ended
    HolderPaused,  ///< the process is there and stands still
    HolderSilent,  ///< no heartbeat for a while
    LeftBehind,    ///< the conversation is somebody else's by now
    NotRenewed,    ///< its life ends and nobody has renewed it
    OtherProgram,  ///< held by a program that is no engine of this shop
    NotText,       ///< a key of another type
    LateWriter,    ///< a late answer was refused here in the last minutes
};
/// What a person may do about one.
enum class LockAct : quint8 {
    GiveLife,  ///< it ends by itself then
    Release,   ///< the fence is raised, the lock goes, what waits is answered again in its order
    Drop,      ///< the key is deleted; of locks that are no conversation's
};

/// A claim or a lock, as it is now.
struct LockRow {
    QByteArray key;               ///< in Redis; empty: only noted by an engine
    QByteArray value;             ///< its first bytes as seen
    ConversationId conversation;  ///< empty: the lock of something else
    HolderKind holderKind = HolderKind::Engine;
    QString holder;       ///< "shop-pc/4711", a person's name, or the value that stands there
    bool isHere = false;  ///< held by this very engine
    Fence fence = 0;      ///< 0: not known
    Fence current = 0;    ///< of LeftBehind and LateWriter: the one that counts
    std::optional<TimePoint> since;
    bool isSinceSeen = false;        ///< `since` is when this page saw it first; it is older
    std::optional<TimePoint> until;  ///< of Free: when it was let go
    std::optional<std::chrono::milliseconds> left;
    std::chrono::milliseconds whole{};  ///< what a fresh one lives
    int renewals = 0;
    int waiting = 0;  ///< customer messages that nobody has answered
    LockState state = LockState::Bot;
    LockCause cause = LockCause::None;
    std::optional<std::chrono::milliseconds> silentFor;  ///< of the holder's heartbeat
    std::vector<LockAct> acts;                           ///< safest first; waiting comes before all of them

    friend bool operator==(const LockRow&, const LockRow&) = default;
};

struct LocksPicture {
    bool isRedisHere = false;
    QString redisTarget;
    int scannedPercent = 0;     ///< of the round under way
    bool isWhole = false;       ///< one round at least is done
    std::vector<LockRow> rows;  ///< worst first
    qint64 noted = 0;           ///< things that happened to claims since this engine started
    bool isProduction = true;   ///< acts ask for the typed id
    bool isLive = true;         ///< and somebody has marked it so: the page has a frame
    TimePoint at{};
};

/// All that the Locks page knows of the engine. Lives on the GUI thread; every request returns at once.
class Locks : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Somebody looks at the page: from now on pictures come, about one a second. Nothing is asked of Redis otherwise.
    virtual void watch(bool on) = 0;
    /// Whose timeline is on screen; empty: none.
    virtual void follow(const ConversationId& conversation) = 0;
    /// Answered by acted or refused. The row is the one that was shown: a lock that is another one by now stays.
    virtual RequestId requestAct(LockAct act, const LockRow& row) = 0;

signals:
    void pictureChanged(tongdai::api::LocksPicture picture);
    /// What happened to the followed conversation's claims in the last ten minutes, oldest first, and who is who.
    void trailChanged(tongdai::ConversationId conversation, std::vector<tongdai::ClaimEvent> events,
                      QHash<QByteArray, QString> processes);
    void acted(tongdai::api::RequestId request, bool changed);
    void refused(tongdai::api::RequestId request, QString cause);
};

}  // namespace tongdai::api
