#pragma once

#include "engine/api/setup.h"
#include "engine/domain/conversation/message.h"

namespace tongdai::app {

/// Now, for what is put before the audit log.
TimePoint auditNow();

/// Puts a backup, restore or move that was carried out before the audit log, for the next engine (security S41).
/// Blocking.
void noteShopWork(const QString& dataDir, const QByteArray& actor, const api::ShopOutcome& outcome);

}  // namespace tongdai::app
