#pragma once

#include "engine/domain/conversation/message.h"

#include <optional>

namespace tongdai {

/// How far a sender's clock may run ahead of ours and still be believed.
inline constexpr std::chrono::seconds kSenderAhead{60};
/// Two clocks and two ways through the network differ by this much anyhow: less is not called late.
inline constexpr std::chrono::seconds kLateFrom{5};

/// What a sender's clock counts for, in seconds since 1970: what it says, or `now` where it says a time that lies
/// further ahead than kSenderAhead. A message dated ten years ahead must not be the newest for ten years.
double countedTime(double sentAt, TimePoint now);

/// Whether a message is older than one accepted before it. Both times are counted ones.
bool isLate(double counted, double newestBefore);

/// How late a line that is marked as late came, by its sender's clock and ours; nothing where it is not worth saying.
std::optional<std::chrono::duration<double>> lateBy(const StoredMessage& message);

}  // namespace tongdai
