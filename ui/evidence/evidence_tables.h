#pragma once

#include "engine/domain/dispute/evidence.h"

namespace tongdai {

/// A line a row, for spreadsheets (features F6, security S30). Any thread. Empty: it could not be written, or was told
/// to end. RFC 4180, UTF-8 with a byte order mark; what a spreadsheet would take for a formula begins with an
/// apostrophe.
QByteArray evidenceCsv(const EvidenceBook& book, const EvidenceGoOn& goOn);
/// A workbook whose cells are typed: texts are texts, times are times.
QByteArray evidenceXlsx(const EvidenceBook& book, const EvidenceGoOn& goOn);

}  // namespace tongdai
