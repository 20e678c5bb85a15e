#pragma once

#include "engine/domain/conversation/claim_event.h"

#include <QByteArray>

#include <vector>

namespace tongdai::contract {

/// What stands in the field `events` of an entry of `engine:claims:<instance>` (contracts/background §3): a JSON array
/// of {"c","act","owner","fence","at"} with "current", "by" and "rev" where they say something; `at` in Unix
/// milliseconds.
QByteArray writeClaimBatch(const std::vector<ClaimEvent>& events);
/// What is not such an event is left out.
std::vector<ClaimEvent> readClaimBatch(const QByteArray& text);

}  // namespace tongdai::contract
