#pragma once

#include "engine/host/boot/engine_config.h"

#include <QString>

#include <vector>

namespace tongdai {

/// One line of what --check prints.
struct CheckedPart {
    enum class Verdict : quint8 { Fine, NotSetUp, Trouble };
    QString name;
    Verdict verdict = Verdict::Fine;
    QString words;  ///< where it is and what it is; for Trouble also what is wrong
};

/// Tests everything the settings name, one part after the other: address, history, Redis, AI, platform. Starts nothing
/// and changes nothing that is kept; never asks longer than a few seconds a part. For the command line: blocks, with
/// the event loop of the calling thread running. Never throws.
std::vector<CheckedPart> checkInstallation(const EngineConfig& config);

/// Brings the history's schema up to date, as a start would. What was done, for people.
/// @throws std::runtime_error saying why it was not done.
QString migrateHistory(const EngineConfig& config);

}  // namespace tongdai
