#pragma once

#include "app/command_line.h"
#include "engine/domain/dispute/evidence.h"

namespace tongdai::app {

inline constexpr int kExitIncomplete = 8;
inline constexpr int kExitDamaged = 9;
inline constexpr int kExitNoEvidence = 10;

/// `verify FILE`: checks a package of evidence and says both verdicts in words. Needs no shop, no settings, no network.
/// The exit code says the worst of it.
int runVerifyCommand(const CommandLine& line);

/// What it prints, and what it exits with.
struct SpokenVerdict {
    QString words;
    int exitCode = 0;
};
SpokenVerdict speak(const EvidenceVerdict& verdict, const QString& wantedKey);

}  // namespace tongdai::app
