#pragma once

#include "engine/domain/statistics/stats_report.h"

#include <QJsonObject>

namespace tongdai::contract {

/// A shop's figures of a range as programs get them (contracts/handle-message §5): the same report as on the Stats
/// page. Times are seconds since 1970, spans seconds.
QJsonObject figuresAnswer(const StatsReport& report);

}  // namespace tongdai::contract
