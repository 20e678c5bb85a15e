#pragma once

#include "ui/stats/stats_words.h"

namespace tongdai {

/// What the page shows as one CSV file (features H11): RFC 4180, UTF-8 with a byte order mark, so that spreadsheets
/// know it. A cell that a spreadsheet would take for a formula begins with an apostrophe (F74).
/// `besides`: tables that are not of the report.
QByteArray statsCsv(const StatsWords& words, const QList<StatsTable>& besides = {});

/// One cell, quoted where it must be.
QString csvCell(QString text);

}  // namespace tongdai
