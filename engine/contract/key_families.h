#pragma once

#include "engine/domain/work/leftover.h"

#include <QByteArray>

#include <optional>

namespace tongdai::contract::keys {

/// Of a key that has a life from the moment it is written; nothing: of any other, whoever wrote it.
std::optional<LeftoverKind> leftoverKind(const QByteArray& key);

}  // namespace tongdai::contract::keys
