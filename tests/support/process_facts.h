#pragma once

#include <QString>

namespace tongdai::testing {

/// What the kernel says of a running process; -1: it is gone. Linux.
namespace process {

int descriptors(qint64 pid);
int threads(qint64 pid);
qint64 residentKiB(qint64 pid);
/// What it could write to and nobody else: what RLIMIT_DATA bounds.
qint64 writableKiB(qint64 pid);
/// Processor time used so far, of all its threads, in milliseconds.
qint64 cpuMilliseconds(qint64 pid);
/// Sets a limit while it runs, as prlimit(1) spells it, e.g. "--nofile=64:64". False: it could not be set.
bool setLimit(qint64 pid, const QString& limit);

}  // namespace process
}  // namespace tongdai::testing
