#pragma once

#include "engine/api/setup.h"
#include "engine/history/sql_history.h"

namespace tongdai {

/// The database a form means, as an engine would open it: TLS is insisted on between computers unless the form says
/// otherwise (security S02).
HistoryBackend backendOf(const api::ConnectionForm& form);

}  // namespace tongdai
