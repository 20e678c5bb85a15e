#pragma once

#include "engine/domain/conversation/chat_session.h"

#include <QString>

namespace tongdai::contract {

/// "2025-03-04T05:06:07.1234567Z" without trailing zeros, as callers of the history API read it.
QString isoTime(Ticks ticks);
/// Always with seven digits: the round-trip format of contracts/chat-history §2.
QString roundTripTime(Ticks ticks);

/// ISO-8601 and nothing else: a date, or a date and a time with at most nine digits of a second (grain: seven), with
/// "Z", an offset, or neither, which means UTC. A date alone is its first tick, or its last when `endOfDay`.
std::optional<Ticks> parseIsoTime(QStringView text, bool endOfDay = false);

}  // namespace tongdai::contract
