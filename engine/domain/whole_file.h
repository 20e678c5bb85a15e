#pragma once

#include <QByteArray>
#include <QString>

namespace tongdai {

/// Writes a file whole or leaves what is there as it was: new file of mode 0600 beside it, every byte, fsync, rename.
/// Makes its folder. What went wrong, in the system's words; empty: nothing. Any thread; blocks for a disk's flush.
QString writeWholeFile(const QString& path, const QByteArray& content);

/// The same of a file that was written piece by piece beside it: flushed to the disk, then it takes that name.
QString nameWholeFile(const QString& written, const QString& path);

}  // namespace tongdai
