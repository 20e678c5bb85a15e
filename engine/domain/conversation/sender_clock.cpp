#include "engine/domain/conversation/sender_clock.h"

namespace tongdai {

double countedTime(double sentAt, TimePoint now)
{
    const double ours = toUnixSeconds(now);
    return sentAt <= ours + double(kSenderAhead.count()) ? sentAt : ours;
}

bool isLate(double counted, double newestBefore)
{
    return counted + double(kLateFrom.count()) <= newestBefore;
}

std::optional<std::chrono::duration<double>> lateBy(const StoredMessage& message)
{
    if (!message.arrivedLate) return {};
    const std::chrono::duration<double> late(toUnixSeconds(message.receivedAt) - message.sentAt);
    if (late < kLateFrom) return {};
    return late;
}

}  // namespace tongdai
