#pragma once

#include <QString>

#include <algorithm>
#include <array>
#include <string_view>

/// Places where a fault test may kill, pause or fail the program (guarantees 3.3). Compiled in with
/// TONGDAI_FAILPOINTS (debug and sanitizer builds) only; without it FAILPOINT() is nothing.
///
///     FAIL=turn.claimed@3:kill                             the third time it is passed: SIGKILL to ourselves
///     FAIL=accept.committed:err,ai.asked@2:delay:1500      the first time: a StoreError; the second: 1.5 s of blocking
///     FAIL=finish.before-commit:stop:45                    SIGSTOP; a forked child sends SIGCONT after 45 s
///     FAIL=task.claimed/retention@2:kill                   only passes of this kind are counted
///
///     FAIL=lease:2,renew:500       no places but amounts: seconds a claim lasts, milliseconds between its renewals
///     FAIL=task-lease:2            the same of a background task
///     FAIL=recover:1               seconds between two looks for dead workers of other programs
///     FAIL=first-retention:1       milliseconds after the start until retention is looked at
///     FAIL=no-fence:1              the control of guarantees 2.19: whoever finishes late is let in
///
/// A name in FAIL that stands in neither list ends the program: a fault that cannot happen proves nothing. Any thread.
namespace tongdai::failpoint {

/// The places, in the order of a message's way; then those of chat, hints, migrations and the journal.
inline constexpr std::array<std::string_view, 33> kPlaces{
    "request.parsed",            // a message was read and judged, nothing was stored
    "accept.before-commit",      // asked by the use case, and once more in the writer with its batch
    "accept.committed",          // in the writer, and once more in the use case
    "accept.answered",           // the answer is ready and not yet written
    "turn.claimed",              // the conversation is ours in the store
    "turn.gate-asked",           // its lock in Redis was asked for
    "ai.asked",                  // the AI service is about to be asked
    "ai.answered",               // its answer was read
    "finish.before-commit",      // in the transaction that records the answer
    "finish.committed",          // in the writer, and once more in the runner
    "send.marked",               // the outbox row says that it is being sent
    "send.written",              // the last byte of the request was handed over
    "send.answered",             // the platform's 2xx was read, nothing recorded
    "missed-line.sent",          // a chat line was sent again to who had missed it
    "missed-line.acknowledged",  // its acknowledgement was read
    "hints.taken",               // hints were taken from message_queue
    "migration.statement",       // before a statement of a migration
    "journal.kept",              // a message is in the journal, its sender not answered
    "journal.entry-stored",      // an entry of the journal is in the store
    "journal.batch-stored",      // a batch is in the store and still in the journal
    "task.claimed",              // a background task is ours
    "task.effect-written",       // what it does is done
    "task.settled",              // it is written down as done
    "retention.piece",           // some of what is too old was removed
    "index.piece",               // some older lines were made searchable
    "roll-up.piece",             // some hours were counted for the statistics
    "import.part",               // some lines of another system's history are in the store
    "export.read",               // a conversation that leaves the shop was read
    "export.audited",            // the audit log says so, the file has no name yet
    "export.named",              // and now it has
    "task-list.taken",           // tasks of other programs were taken from message_queue
    "task-list.stored",          // they stand in the store
    "task-list.let-go",          // and are out of our hands
};

inline constexpr std::array<std::string_view, 6> kAmounts{"lease",   "renew",    "task-lease",
                                                          "recover", "no-fence", "first-retention"};

/// The name of a place; one that is not in the list does not compile. Empty: no place.
class Place {
public:
    constexpr Place() = default;
    consteval Place(const char* name) : m_name(name)  // NOLINT(google-explicit-constructor): written as a name
    {
        if (std::ranges::find(kPlaces, m_name) == kPlaces.end()) throw "no such failpoint";
    }
    constexpr std::string_view name() const { return m_name; }

private:
    std::string_view m_name;
};

/// @throws StoreError (Unreachable) where the variable says `err`. `kind`: of what passes, where there are several.
void pass(Place place, const QString& kind = {});
/// What the variable says for `name`, else `usual`.
double amount(std::string_view name, double usual);

}  // namespace tongdai::failpoint

#ifdef TONGDAI_FAILPOINTS
#define FAILPOINT(place) ::tongdai::failpoint::pass(place)
#define FAILPOINT_OF(place, kind) ::tongdai::failpoint::pass(place, kind)
#define FAILPOINT_AMOUNT(name, usual) ::tongdai::failpoint::amount(name, usual)
#else
#define FAILPOINT(place) static_cast<void>(0)
#define FAILPOINT_OF(place, kind) static_cast<void>(0)
#define FAILPOINT_AMOUNT(name, usual) (usual)
#endif
