#pragma once

#include "ui/stats/stats_words.h"

namespace tongdai {

/// What the page shows as one workbook (features H11): a sheet of figures, and one for each table. Numbers are numbers,
/// everything else is text and never a formula, whatever it begins with (F74). Empty: `trouble` says why.
/// `besides`: tables that are not of the report.
QByteArray statsXlsx(const StatsWords& words, QString& trouble, const QList<StatsTable>& besides = {});

}  // namespace tongdai
