#pragma once

#include "engine/domain/ports/hook_store.h"
#include "engine/history/store/unit_of_work.h"
#include "engine/history/store/write_job.h"

namespace tongdai {

// Outgoing hooks' places in the events (features E8): each is a row of `counters`.

/// A new hook begins with what happens next.
void beginHook(UnitOfWork& work, const OutgoingHook& hook);
bool feedHook(UnitOfWork& work, const OutgoingHook& hook, qint64 from, qint64 upto, const std::vector<NewTask>& calls);
/// What waits of forgottenHooks(), or was cut by a crash, is a dead letter from here on. Asked within the transaction:
/// an engine that has come back may have touched one a moment ago.
qint64 endForgottenCalls(UnitOfWork& work, const QStringList& keptKinds, std::chrono::seconds after);

namespace reads {
/// Kinds of hooks' calls, none of these, of which no engine has touched one for so long.
QStringList forgottenHooks(SqlSession& session, const QStringList& keptKinds, std::chrono::seconds after);
/// Nothing: it has no place yet.
std::optional<ports::HookStore::Standing> hookStanding(SqlSession& session, const OutgoingHook& hook);
ports::HookStore::Page eventsForHook(SqlSession& session, qint64 after, qint64 newest, const QStringList& kinds);
}  // namespace reads

}  // namespace tongdai
