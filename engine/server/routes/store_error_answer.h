#pragma once

#include "engine/domain/store_error.h"
#include "engine/server/http/http_message.h"

namespace tongdai {

/// What a caller learns about trouble with a store: whether repeating makes sense. Operation, target and cause go to
/// the log with the request's id, never out (security S43).
http::Response storeErrorAnswer(const StoreError& error, const http::Request& request);

}  // namespace tongdai
