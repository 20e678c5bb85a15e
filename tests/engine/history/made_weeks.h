#pragma once

#include "engine/domain/conversation/system_note.h"
#include "engine/domain/statistics/stats_report.h"

#include <array>
#include <map>
#include <set>
#include <vector>

namespace tongdai::testing {

/// A line as a shop's weeks leave it, and what the count has to know of it.
struct MadeLine {
    int conversation = 0;
    qint64 rev = 0;
    int speaker = 0;
    bool sent = true;
    bool synced = false;
    SystemEvent event = SystemEvent::TookOver;
    QString who = {};
    TimePoint said{};
    TimePoint stored{};
};

struct MadeTurn {
    int conversation = 0;
    int outcome = 0;
    QString intent = {};
    double confidence = 0;
    QString model = {};
    double ms = 0;
    int tries = 1;
    TimePoint at{};
};

struct MadeWeeks {
    int conversations = 0;
    std::vector<MadeLine> lines;
    std::vector<MadeTurn> turns;

    bool isSample(int conversation) const;  ///< the last ten are of the sample shop
};

/// So many days before `now`, always the same.
MadeWeeks makeWeeks(TimePoint now, int conversations = 90, int days = 40);

/// Counted anew, by plain arithmetic and exact quantiles.
struct Counted {
    qint64 in = 0, bot = 0, people = 0, takeovers = 0, handOvers = 0;
    std::vector<double> botWaits, peopleWaits;
    std::vector<double> botSettled, peopleSettled;    ///< from when customers came until it was closed
    std::map<qint64, std::array<qint64, 3>> byPiece;  // by the piece's first second
    std::array<std::array<qint64, 24>, 7> heat{};
    std::map<QString, std::array<qint64, 2>> staff;  // replies, takeovers
    std::map<QString, std::set<int>> rooms;
};

Counted countPlainly(const MadeWeeks& made, const StatsQuery& query);

/// Fails the test where a quantile is farther from the exact one than the sketch promises.
void compareTimes(const StatsTimes& found, std::vector<double> waits);

}  // namespace tongdai::testing
