#pragma once

/// Places where a fault test may kill, pause or fail the program (guarantees 3.3). Compiled in with
/// TONGDAI_FAILPOINTS (debug and sanitizer builds) only; without it FAILPOINT() is nothing.
///
///     FAIL=P5@3:kill               the third time P5 is passed: SIGKILL to ourselves
///     FAIL=P2:err,P6@2:delay:1500  the first time: a StoreError; the second time: 1.5 s of blocking
///     FAIL=P8:stop:45              SIGSTOP, with somebody else sending SIGCONT after 45 s (a forked child does)
///
///     FAIL=lease:2,renew:500       no places but amounts: seconds a claim lasts, milliseconds between its renewals
///     FAIL=task-lease:2            the same of a background task
///     FAIL=recover:1               seconds between two looks for dead workers of other programs
///     FAIL=no-fence:1              the control of guarantees 2.19: whoever finishes late is let in
///
/// Names: P0 parsed · P1 before the accept's commit · P2 after it · P3 answered · P4 Redis lock taken · P5 claimed ·
/// P6 in the AI call · P7 AI done · P8 inside finish · P9 finish committed · P10 outbox row marked · P11 body written ·
/// P12 2xx read · P13 missed chat line emitted · P14 its acknowledgement read · P15 hints taken from message_queue ·
/// T01 task claimed · T02 its effect written · T03 it is settled · T11 tasks taken from message_queue · T12 they stand
/// in the store · T13 they are out of our hands. Any thread.
namespace tongdai::failpoint {

/// @throws StoreError (Unreachable) where the variable says `err`.
void pass(const char* name);
/// What the variable says for `name`, else `usual`.
double amount(const char* name, double usual);

}  // namespace tongdai::failpoint

#ifdef TONGDAI_FAILPOINTS
#define FAILPOINT(name) ::tongdai::failpoint::pass(name)
#define FAILPOINT_AMOUNT(name, usual) ::tongdai::failpoint::amount(name, usual)
#else
#define FAILPOINT(name) static_cast<void>(0)
#define FAILPOINT_AMOUNT(name, usual) (usual)
#endif
