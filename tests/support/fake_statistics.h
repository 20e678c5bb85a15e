#pragma once

#include "engine/api/statistics.h"

#include <optional>
#include <vector>

namespace tongdai::testing {

/// Statistics that remember what was asked, and answer when a test says so. Lives on the GUI thread.
class FakeStatistics final : public api::Statistics {
    Q_OBJECT
public:
    api::RequestId request(const StatsQuery& query) override
    {
        asked.push_back(query);
        return asked.size();
    }

    /// Of the newest question: the figures of a shop's busy range, always the same.
    void answerBusy();
    /// Of the newest question: nothing was written.
    void answerEmpty();
    void answer(StatsReport report);
    void fail(const QString& cause);

    std::vector<StatsQuery> asked;
    TimePoint now{std::chrono::milliseconds(1'763'712'000'000)};
};

/// A shop on a busy day (or in a busy month).
StatsReport busyReport(const StatsQuery& query, TimePoint now);

}  // namespace tongdai::testing
