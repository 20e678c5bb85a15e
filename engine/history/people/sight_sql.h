#pragma once

#include "engine/domain/people/sight.h"
#include "engine/history/store/sql_value.h"

namespace tongdai {

/// " and …" behind a condition on conversations, `table` being their name there with its dot, or nothing where the
/// columns stand alone; empty where all are seen.
QString sightSql(const InSight& sight, const QString& table = {});
/// Its values, in their order.
SqlParams sightValues(const InSight& sight);

}  // namespace tongdai
