#pragma once

#include "engine/history/store/sql_value.h"

class QSqlQuery;

/// Values on their way through Qt Sql, the same for every store that is reached by it.
namespace tongdai::qtsql {

/// Reads an answer to its end. What Qt calls a null is NULL; numbers, texts and bytes stay what they are.
SqlRows rowsOf(QSqlQuery& query);

}  // namespace tongdai::qtsql
