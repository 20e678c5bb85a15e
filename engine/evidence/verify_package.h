#pragma once

#include "engine/domain/dispute/evidence.h"

namespace tongdai::evidence {

/// Computes everything in a package anew and compares. Needs the file alone: no shop, no network. Never throws; a file
/// that is none of ours or made to do harm is refused. Blocks; any thread but the engine's.
EvidenceVerdict verifyPackage(const QString& path);

}  // namespace tongdai::evidence
