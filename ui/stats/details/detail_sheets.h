#pragma once

#include "engine/api/statistics.h"
#include "ui/stats/details/detail_words.h"

#include <functional>

namespace tongdai {

/// RFC 4180, UTF-8 with a byte order mark. What a spreadsheet would take for a formula begins with an apostrophe (F74).
std::unique_ptr<api::DetailSheet> detailCsv(const QString& file, const DetailWords& words);

/// How many bytes may still be written into a folder.
using DetailRoom = std::function<qint64(const QString& folder)>;

/// One sheet of rows, and one that says what they are; numbers are numbers, times are times, everything else is text
/// and never a formula (F74). Rows go to the disk as they come, into a folder for temporary files first: where that is
/// full, it is said, and there is no workbook. `room`: of the disk itself, unless a test says otherwise.
std::unique_ptr<api::DetailSheet> detailXlsx(const QString& file, const DetailWords& words,
                                             const QList<QStringList>& about, const DetailRoom& room = {});

}  // namespace tongdai
