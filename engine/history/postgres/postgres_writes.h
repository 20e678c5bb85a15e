#pragma once

#include "engine/history/store/sql_writes.h"

#include <optional>
#include <string>

namespace tongdai::postgres {

/// What a statement says when it fails because of what it found. It does so by reading them as a number: the only way
/// to fail with words of one's own without a function in the schema.
inline constexpr const char* kNotAllFound = "not all rows were found";
inline constexpr const char* kNoCounter = "a counter is missing";

/// Many changes as one statement: each a part of a `with` list. Pure functions, any thread.
/// `mustFindAll`: it fails, with kNotAllFound in its words, where a counted update does not find each of its rows.
QString textOf(const SqlWrites& writes, bool mustFindAll);
/// The same for the same text, and much sooner made.
QString shapeOf(const SqlWrites& writes, bool mustFindAll);
std::vector<std::optional<std::string>> valuesOf(const SqlWrites& writes, bool mustFindAll);
/// Fills in what the statement told.
void takeAnswers(const SqlRows& answers, SqlWrites& writes);

/// Answers with the counter as it is afterwards; fails with kNoCounter where there is none.
QString textOf(const SqlNumbered& numbered);
std::vector<std::optional<std::string>> valuesOf(const SqlNumbered& numbered);

}  // namespace tongdai::postgres
