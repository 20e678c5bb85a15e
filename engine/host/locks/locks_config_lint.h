#pragma once

#include "engine/api/locks_queues.h"
#include "engine/host/boot/engine_config.h"

namespace tongdai {

/// Settings that do not fit together (features G4). Pure.
std::vector<api::ConfigWarning> configWarnings(const EngineConfig& config);
/// Whether the journal holds what customers wrote in a night.
std::optional<api::ConfigWarning> nightWarning(qint64 messages, qint64 journalHolds);
/// Whether a Redis of this version lacks commands that are used; an unknown one does not.
bool isOldRedis(const QString& version);

}  // namespace tongdai
