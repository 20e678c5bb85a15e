#pragma once

#include "engine/domain/statistics/stats_report.h"
#include "tests/console/scripted_week.h"
#include "ui/stats/stats_page.h"

/// The ways out of the Stats page, compared with what was scripted; what differs is a failure of the running test.
namespace tongdai::testing {

/// Every table of the page, cell by cell where it counts.
void compareTables(const ScriptFigures& wanted, const ScriptZone& zone, const StatsPage& page);
/// What is exported into the folder: every row of the CSV, and the workbook, which holds the same tables.
void compareFiles(const ScriptFigures& wanted, const StatsPage& page, const QString& folder, double debt);
/// What the route of figures answers other programs with.
void compareRest(const ScriptFigures& wanted, const StatsReport& report, double debt);

}  // namespace tongdai::testing
