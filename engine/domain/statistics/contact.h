#pragma once

#include "engine/domain/statistics/stats_tally.h"

#include <optional>

namespace tongdai {

/// One conversation as far as it tells how long a customer's concern took. A contact begins with the customer's first
/// line: of a conversation that is new, was closed, or in which everything was answered and nobody had said anything
/// for StatsReport::kNewContact. It ends when the conversation is closed. Lines come in their order. Plain value, any
/// thread.
class Contact {
public:
    /// A line of somebody, or that it was opened again. What the history API brought in tells nothing.
    void add(const StatsLine& line);
    /// Closed at this time. Nothing: no customer had come, or nobody had answered.
    std::optional<StatsResolution> close(TimePoint at);

private:
    struct State {
        std::optional<TimePoint> came;
        std::optional<TimePoint> said;  ///< the newest line of anybody
        bool isAnswered = false;        ///< all that the customer has written by now
        bool hasAnswer = false;         ///< since they came
        bool hasPerson = false;         ///< since they came
    };
    void hearCustomer(TimePoint said);

    State m_now;
    State m_closed;  ///< as it was when it was closed last: who closed it by mistake opens it again
};

}  // namespace tongdai
