#pragma once

#include "engine/domain/conversation/message.h"

#include <QByteArrayList>
#include <QList>
#include <QStringList>

#include <array>
#include <chrono>
#include <optional>
#include <vector>

/// Calls of platforms as the hook inspector shows them (features E7). Values; any thread.
namespace tongdai {

/// The endpoints that platforms and the shop's own system call.
enum class HookDoor : quint8 { Platform, Consolidated, KiotViet };
inline constexpr std::array kHookDoors{HookDoor::Platform, HookDoor::Consolidated, HookDoor::KiotViet};

struct HookHeader {
    QByteArray name;
    std::optional<QByteArray> value;  ///< absent: it may be a secret, and was never kept

    friend bool operator==(const HookHeader&, const HookHeader&) = default;
};

/// One call as it came in and as it was answered. No token, signature or cookie ever stands in it.
struct HookCall {
    qint64 id = 0;  ///< grows from call to call of this run of the engine
    HookDoor door = HookDoor::Platform;
    TimePoint at{};  ///< when its head was there
    QByteArray method;
    QByteArray target;  ///< as it came, without the values of its query
    QString caller;     ///< address of who called, behind proxies of the shop
    bool isSecure = false;
    std::vector<HookHeader> headers;
    QByteArray body;                                ///< whole, or the beginning of a large one
    qsizetype size = 0;                             ///< of the whole body; until it is there, as announced
    bool hasBody = true;                            ///< false: it was not read, or did not come whole
    int status = 0;                                 ///< 0: not answered
    QByteArray answer;                              ///< or the beginning of it
    std::optional<std::chrono::microseconds> took;  ///< absent: still in work
    bool callerLeft = false;                        ///< before the answer

    bool isWhole() const { return hasBody && body.size() == size; }
    /// It is over, and not with a good answer.
    bool isRefused() const { return took && (status == 0 || status >= 400); }
};

/// What became of a call.
enum class HookFate : quint8 {
    InWork,
    Answered,    ///< stored, and the bot's answer given back
    Stored,      ///< stored; its answer comes later
    Journalled,  ///< kept on this computer while the history is away
    Waits,       ///< stored behind an answer that is being made
    ForPerson,   ///< stored for the person who has the conversation
    FromShop,    ///< a line the shop wrote on the platform
    OwnEcho,     ///< a line of ours that came back
    Overtaken,   ///< stored; newer messages came while it was answered
    Heard,       ///< a notice that something changed, or a history that was taken
    Refused,     ///< nothing of it was kept
    Failed,      ///< the engine could not; the caller comes again
    NeverCame,   ///< its body did not come whole
};

/// Why a call was refused, or could not be served.
enum class HookRefusal : quint8 {
    None,
    WrongToken,
    TooManyTokens,  ///< wrong ones, from this address
    WrongSignature,
    WrongHost,
    NoSuchDoor,  ///< nobody listens there: no secret is set
    WrongMethod,
    NotJson,
    TooLarge,
    WrongFields,
    ReusedId,  ///< another message had this id before
    TooOften,
    Away,        ///< the engine or its history
    Fault,       ///< of the engine
    CallerLeft,  ///< before its body was there
    Other,
};

/// What can be told from a call and its answer.
struct HookReading {
    HookFate fate = HookFate::InWork;
    HookRefusal refusal = HookRefusal::None;
    bool isDuplicate = false;
    QString detail;            ///< the engine's own words where it refused
    QStringList problems;      ///< "field: what is wrong with it"
    QByteArrayList endpoints;  ///< of a notice: whose answers are asked for anew
    ConversationId conversation;
    MessageId message;
    SenderId sender;
};

/// One line of the list.
struct HookRow {
    qint64 id = 0;
    HookDoor door = HookDoor::Platform;
    TimePoint at{};
    QString caller;
    qsizetype size = 0;
    int status = 0;
    std::optional<std::chrono::microseconds> took;
    bool callerLeft = false;
    HookFate fate = HookFate::InWork;
    HookRefusal refusal = HookRefusal::None;
    bool isDuplicate = false;
    QString detail;
    QString conversation;  ///< as it may be shown
    QString message;       ///< likewise

    friend bool operator==(const HookRow&, const HookRow&) = default;
};

/// How one endpoint stands.
struct HookDoorState {
    HookDoor door = HookDoor::Platform;
    QString path;
    bool isOpen = true;
    bool lacksSecret = false;  ///< it is closed because nobody could tell a genuine call
    qint64 came = 0;           ///< since the engine started
    qint64 refused = 0;        ///< of these
    std::optional<TimePoint> last;

    friend bool operator==(const HookDoorState&, const HookDoorState&) = default;
};

/// Everything about one call, for people to look at.
struct HookDetail {
    HookRow row;
    QString request;  ///< method and target
    std::vector<HookHeader> headers;
    QString body;  ///< JSON laid out in lines; other text as it is
    bool hasBody = true;
    bool isCut = false;     ///< only its beginning was kept
    bool isMasked = false;  ///< telephone numbers and the like are dots
    QString answer;
    QStringList problems;
    QByteArrayList endpoints;
    ConversationId conversation;  ///< to open it
    QString curl;                 ///< a command that sends it again; empty: its body is not kept whole, or is no text
};

/// What would happen to the call if it came now.
struct HookReplay {
    enum class Verdict : quint8 {
        NoBody,    ///< it was not read, or only its beginning was kept
        Refused,   ///< for `problems`
        ReusedId,  ///< another message has this id
        Known,     ///< the same message is stored: nothing is added
        Accepted,
    };
    enum class Next : quint8 {
        Bot,       ///< answers
        Waits,     ///< behind an answer that is being made
        Person,    ///< has the conversation
        ShopLine,  ///< it is a line of the shop: shown, and not answered
        Notice,    ///< copies of `endpoints` are forgotten
    };
    Verdict verdict = Verdict::NoBody;
    Next next = Next::Bot;
    QStringList problems;
    QByteArrayList endpoints;
    QString conversation;
    QString message;
    int messages = 1;         ///< in it
    int known = 0;            ///< of these, stored already
    qint64 knownSeq = 0;      ///< place of the message that is known
    qint64 nextSeq = 0;       ///< place it would get
    bool isNew = false;       ///< the conversation would begin with it
    bool isHeldBack = false;  ///< its sender has written too often just now
};

}  // namespace tongdai
