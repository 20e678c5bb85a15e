#pragma once

#include "engine/history/store/sql_session.h"

namespace tongdai {

/// The limits of a desk's connection to a server are for small statements: without them until the session is opened
/// again. Nothing to do for an embedded store.
void liftLimits(SqlSession& session);

}  // namespace tongdai
