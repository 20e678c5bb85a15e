#pragma once

#include <QString>

namespace tongdai {

/// PRAGMA application_id of our files: "Tong".
inline constexpr quint32 kSqliteApplicationId = 0x546f6e67;

/// Brings a store's file into the world whole: one empty page that bears our application id, private (mode 0600),
/// flushed, and under its name in one step. So a file without a byte in it was never made by us: it is damage, and
/// never a new store. Does nothing where the file is there and holds something. Blocking, the session's thread; opens
/// no descriptor of a file that is there already. The page is laid out as https://sqlite.org/fileformat2.html has it.
/// @throws SqlError Corrupt: the file is empty, or gone while its write-ahead log is there; Full; Refused.
void bringIntoTheWorld(const QString& file);

}  // namespace tongdai
