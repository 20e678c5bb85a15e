#pragma once

#include "engine/host/boot/engine_config.h"

#include <QSslConfiguration>

#include <optional>

namespace tongdai {

/// What the engine's own port speaks; none: plain HTTP. Reads the certificate's and the key's files.
/// @throws std::runtime_error naming the file that cannot be used.
std::optional<QSslConfiguration> serverTlsOf(const EngineConfig& config);

}  // namespace tongdai
