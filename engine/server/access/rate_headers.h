#pragma once

#include "engine/domain/limits/rate_answer.h"
#include "engine/server/http/http_message.h"

namespace tongdai {

/// What a caller is told of the limit that counted it: `X-RateLimit-Limit`, `-Remaining` and `-Reset` (seconds until
/// the oldest act leaves the window), and `Retry-After` where it was refused. Nothing where there is no limit.
void addRateHeaders(http::Response& response, const RateAnswer& answer);

}  // namespace tongdai
