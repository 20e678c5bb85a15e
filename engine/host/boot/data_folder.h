#pragma once

#include <QString>

namespace tongdai {

/// Puts a data folder in order before it is used, by whoever holds its lock: what a restore or a first start left that
/// was killed goes, and what only the owner may read (security S38: histories, logs, backups' remains) is made so.
/// Touches only files of this user, follows no symbolic link. Blocking; what cannot be done is logged and left.
void tidyDataFolder(const QString& dataDir);

}  // namespace tongdai
