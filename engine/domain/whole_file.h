#pragma once

#include <QByteArray>
#include <QString>

namespace tongdai {

/// Writes a file whole or leaves what is there as it was: new file of mode 0600 beside it, every byte, fsync, rename.
/// Makes its folder. What went wrong, in the system's words; empty: nothing. Any thread; blocks for a disk's flush.
QString writeWholeFile(const QString& path, const QByteArray& content);

}  // namespace tongdai
