#pragma once

#include <QString>

namespace tongdai {

struct DatabaseTarget;
struct EngineConfig;
struct HistoryBackend;
struct SqlServerAddress;

/// Where the history lies: the database server of the settings, or one SQLite file in the data folder.
HistoryBackend historyBackend(const EngineConfig& config);
QString historyFileOf(const EngineConfig& config);
SqlServerAddress serverAddressOf(const DatabaseTarget& given);

}  // namespace tongdai
