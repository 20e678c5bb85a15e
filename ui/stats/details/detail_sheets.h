#pragma once

#include "engine/api/statistics.h"
#include "ui/stats/details/detail_words.h"

namespace tongdai {

/// RFC 4180, UTF-8 with a byte order mark. What a spreadsheet would take for a formula begins with an apostrophe (F74).
std::unique_ptr<api::DetailSheet> detailCsv(const QString& file, const DetailWords& words);

/// One sheet of rows, and one that says what they are; numbers are numbers, times are times, everything else is text
/// and never a formula (F74). Rows go to the disk as they come.
std::unique_ptr<api::DetailSheet> detailXlsx(const QString& file, const DetailWords& words,
                                             const QList<QStringList>& about);

}  // namespace tongdai
