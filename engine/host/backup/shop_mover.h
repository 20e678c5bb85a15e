#pragma once

#include "engine/host/backup/shop_backup.h"

namespace tongdai {

/// Moves the embedded shop into the server of `form` (see ShopMove) and says what became of it. The old file stays
/// where it is. Blocking; the engine must be stopped.
api::ShopOutcome moveShop(const ShopPlaces& places, const api::ConnectionForm& form, const ShopBackup::Report& report,
                          const std::shared_ptr<std::atomic<bool>>& cancelled);

}  // namespace tongdai
