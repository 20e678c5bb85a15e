#pragma once

#include "engine/domain/conversation/message.h"
#include "engine/domain/ports/store/history_event.h"

#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

/// Outgoing hooks: what happens here is told to other programs of the shop (features E8). Values; any thread.
namespace tongdai {

/// How the kinds of their tasks begin; the hook's name follows. Tasks of one hook and one conversation are a queue of
/// their own: they hold up neither another hook nor other work of the conversation.
inline constexpr char kHookTasks[] = "outgoing_hook:";

/// The last error of a call whose hook connections.json does not name any more.
inline constexpr char kHookRemoved[] = "hook removed";

/// One hook as connections.json names it, without its secret and its address.
struct OutgoingHook {
    QString name;        ///< small letters, digits and _; at most 40
    QString address;     ///< for people: scheme, host and path
    QStringList events;  ///< kinds of events it wants, at least one
    bool wantsText = false;
    int attempts = 12;  ///< of one call, then it is a dead letter
    int calls = 60;     ///< in any `window`, all engines together
    std::chrono::seconds window{60};

    QString taskKind() const { return QLatin1StringView(kHookTasks) + name; }
};

/// An event with the time of its transaction.
struct TimedEvent {
    HistoryEvent event;
    TimePoint at{};
};

/// What one try to tell it came to.
struct HookAnswer {
    enum class Kind : quint8 {
        Taken,
        Later,    ///< not reached, no answer in time, 408, 425, 429 or 5xx
        Refused,  ///< any other status: the same call would be refused again
        Stopped,  ///< the engine stops; nothing is known
    };
    Kind kind = Kind::Taken;
    int status = 0;                                  ///< 0: no answer
    QString error;                                   ///< of anything but Taken
    std::optional<std::chrono::seconds> retryAfter;  ///< as the other side asks
};

/// One try, for people to look at. It names no customer.
struct HookTry {
    TimePoint at{};
    qint64 event = 0;
    QString kind;
    int attempt = 1;
    int status = 0;  ///< 0: no answer
    std::chrono::milliseconds took{};
    QString error;        ///< empty: taken
    bool isLast = false;  ///< of a failure: it is a dead letter now

    friend bool operator==(const HookTry&, const HookTry&) = default;
};

/// How one hook stands.
struct OutgoingHookState {
    OutgoingHook hook;
    qint64 waiting = 0;                   ///< calls, in work among them
    qint64 dead = 0;                      ///< that wait for a person's decision
    qint64 behind = 0;                    ///< events not looked at yet
    qint64 taken = 0;                     ///< by the other side, since this engine started
    qint64 failed = 0;                    ///< tries, likewise
    qint64 limited = 0;                   ///< put off by its limit, likewise
    std::optional<TimePoint> restsUntil;  ///< not called before then, because the last tries failed
    std::vector<HookTry> tries;           ///< newest first
};

}  // namespace tongdai
