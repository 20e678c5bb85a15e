#pragma once

#include "engine/history/sql_writes.h"

#include <optional>
#include <string>

namespace tongdai::postgres {

/// Many changes as one statement: each a part of a `with` list. Pure functions, any thread.
struct Statement {
    QString text;
    std::vector<std::optional<std::string>> values;
};
Statement statementOf(const SqlWrites& writes);
/// Fills in what the statement told.
void takeAnswers(const SqlRows& answers, SqlWrites& writes);

/// Answers with the counter as it is afterwards.
Statement statementOf(const SqlNumbered& numbered);

}  // namespace tongdai::postgres
