#pragma once

#include "tests/support/invariants.h"

#include <QString>

namespace tongdai::testing {

/// A shop's SQLite history as plain rows for brokenInvariants(). Opens the file read-only on a connection of its own,
/// so it may be asked while an engine is running or after it was killed. @throws std::runtime_error
StoreFacts sqliteFacts(const QString& file);

}  // namespace tongdai::testing
