#pragma once

#include "engine/history/store/sql_session.h"

namespace tongdai {

/// Looks through the whole store for broken promises (guarantees 3.1: I2, I3, I4, and the store's part of I1), for
/// fault tests, chaos runs and the support command. Each found one is a sentence; none: all is well. Reads only; on a
/// big store it takes seconds, so not on the writer.
QStringList verifyState(SqlSession& session);

}  // namespace tongdai
