#pragma once

#include "tests/support/ai_stub.h"
#include "tests/support/invariants.h"
#include "tests/support/platform_stub.h"

namespace tongdai::testing {

// What the stubs around one or more engines saw, in the words of the checker.

/// Times the AI service was asked.
int thoughtsOf(const AiStub& ai);
/// Calls of the AI service that began while another one for the same conversation was in work.
QStringList overlappingThoughtsOf(const AiStub& ai);
std::vector<SightFact> sightsOf(const PlatformStub& platform);
/// Where the recorded actions and what the platform received differ. `recorded`: one row for each action that is
/// marked as done, "<dedup key, hex>|<type>|<data, JSON>", in the order of sending.
QStringList actionDifferences(const QStringList& recorded, const PlatformStub& platform);

}  // namespace tongdai::testing
