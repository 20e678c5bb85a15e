#pragma once

#include "tests/support/disk_record.h"

#include <QStringList>

namespace tongdai::testing {

/// Where a store's commits become durable, as a part of the path of those files.
inline const QString kSqliteLog = QStringLiteral("-wal");
inline const QString kPostgresLog = QStringLiteral("/pg_wal/");
inline const QString kMariadbLog = QStringLiteral("/ib_logfile");

/// Row F34 of guarantees 3.4. The record marks each message, by its id, after its answer has come; ids are found
/// nowhere but in their own message. Returns the answers that left before the last write of the commit they speak of
/// was flushed, and those of which the record shows no answer or no write at all.
QStringList answersBeforeTheirFlush(const std::vector<DiskRecord::Entry>& entries, const QString& log);

}  // namespace tongdai::testing
