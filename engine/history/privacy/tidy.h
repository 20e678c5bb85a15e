#pragma once

#include "engine/history/store/sql_session.h"

/// After an erasure: what deleted rows leave behind in the store's own files. The embedded store is brought to forget
/// it: words in the full-text index, whose deletions are only noted until its parts are merged, and old pages of its
/// log. Servers look after their files themselves (autovacuum, purge); MySQL keeps the words of deleted lines inside
/// its full-text index, out of anybody's reach by SQL, until an administrator optimizes the table. Writer thread,
/// outside a transaction.
namespace tongdai {

/// One short step, so that other writers need not wait. False: there is nothing more to merge. `begins`: the first step
/// of a run.
bool mergeIndexStep(SqlSession& session, bool begins);
void clearLog(SqlSession& session);

}  // namespace tongdai
