#pragma once

#include "engine/history/store/unit_of_work.h"

namespace tongdai {

/// Requests for erasure that were written down before there was a list of them (erasure_request.h) stand under a
/// pseudonym alone. Finds their customers among those whom the store knows, and puts them on the list; costs nothing
/// where every open request is on it. As the store is opened, outside a transaction.
void listEarlierRequests(UnitOfWork& work);

}  // namespace tongdai
