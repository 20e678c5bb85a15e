#pragma once

#include "engine/domain/imports/column_map.h"
#include "engine/history/sessions/imported_lines.h"
#include "engine/history/sql_history.h"

#include <atomic>
#include <functional>

namespace tongdai {

/// A file of another system's history on its way into this shop (features E10).
struct ImportWish {
    QString file;
    QStringList columns;   ///< "text=content" and the like; what is not named is guessed
    QByteArray zone;       ///< of times that name none, e.g. "Asia/Ho_Chi_Minh"; empty: UTC
    bool isTrial = false;  ///< says what would come, and changes nothing
};
struct ImportResult {
    QString problem;  ///< why nothing was done, or no more than `counts`; empty: all was done
    QString table;
    QStringList columns;               ///< "text=content", as they were taken
    qint64 lines = 0;                  ///< that could be read
    qint64 repaired = 0;               ///< of them, where the text had been read with the wrong table
    std::array<qint64, 4> leftOut{};   ///< rows that are no lines, by ImportProblem
    std::vector<ImportedLine> sample;  ///< the first ones, with those that were repaired before the others
    ImportCounts counts;
    bool wasCancelled = false;
};

/// Reads, maps, repairs and keeps, a few hundred lines a transaction; may be repeated at any time and adds nothing
/// twice. The audit log names the file's SHA-256 with the first of them, and the counts at the end, whatever it was.
/// Blocking; the engine of this store must be stopped where the store is a file. `report`: lines done, of how
/// many.
ImportResult importHistory(const HistoryBackend& backend, const ImportWish& wish,
                           const std::function<void(qint64, qint64)>& report, const std::atomic<bool>& isCancelled);

}  // namespace tongdai
