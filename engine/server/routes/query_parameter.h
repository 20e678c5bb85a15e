#pragma once

#include "engine/contract/json/field_problem.h"
#include "engine/server/http/http_message.h"

#include <variant>

namespace tongdai {

struct IntRange {
    int least = 0;
    int most = 0;
};

/// The whole number named `name` in the query, `fallback` when it is absent, or what is wrong with it (FastAPI's
/// words).
std::variant<int, contract::FieldProblem> intParameter(const http::Request& request, const QString& name, int fallback,
                                                       IntRange range);

}  // namespace tongdai
