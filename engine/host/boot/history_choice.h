#pragma once

#include "engine/history/sql_history.h"
#include "engine/host/boot/engine_config.h"

namespace tongdai {

/// Where the history lies: the database server of the settings, or one SQLite file in the data folder.
HistoryBackend historyBackend(const EngineConfig& config);
QString historyFileOf(const EngineConfig& config);
SqlServerAddress serverAddressOf(const DatabaseTarget& given);

}  // namespace tongdai
