#pragma once

#include "engine/domain/ports/store/roll_up_store.h"
#include "engine/domain/work/background_task.h"
#include "engine/history/statistics/counted_lines.h"
#include "engine/history/store/unit_of_work.h"

namespace tongdai {

/// Hours since 1970, as the tables of roll-ups have them.
qint64 hourNumber(TimePoint time);
TimePoint timeOfHour(qint64 hour);

/// How far the hours were rolled up.
struct RollUpState {
    qint64 upto = 0;  ///< the first hour that was not; 0: none
    qint64 revision = 0;
};

/// Some hours, counted and not yet written.
struct RolledHours {
    RollUpState before;
    qint64 from = 0;
    qint64 upto = 0;
    bool isLast = false;  ///< nothing is left for now
    struct Sum {
        qint64 stored = 0;
        qint64 said = 0;
        StatsSum sum;
    };
    std::vector<Sum> sums;
    struct Stored {
        qint64 hour = 0;
        qint64 lines = 0;
        qint64 turns = 0;  ///< and how far their actions are: a number that differs when one of them went on
    };
    std::vector<Stored> stored;
};

/// In one transaction: writes the hours, if the task is still ours and nobody wrote others meanwhile.
ports::RollUpStore::Written writeRolledHours(UnitOfWork& work, const BackgroundTask& task, const RolledHours& hours);

/// In one transaction: from now on these are the working hours, and all hours are to be counted anew.
void writeWorkingRules(UnitOfWork& work, const WorkingRules& rules);

namespace reads {

/// Working hours as they are set; none: nobody has set them. @throws SqlError Corrupt
WorkingRules workingRules(SqlSession& session);
RollUpState rollUpState(SqlSession& session);
/// The first hour that is not over for sure: what is in it may still be written.
qint64 openHour(TimePoint now);
/// Whether an hour before `end` is to be counted: a shop that has just begun has none.
bool hasHoursToRollUp(SqlSession& session, const RollUpState& state, qint64 end);
/// Counts some of the hours that are over, from the first that was not counted, or holds something else than when it
/// was. Bounded by lines and hours.
RolledHours rollUpNext(SqlSession& session, TimePoint now);
/// What was said in a stretch of whole hours, as far as it was rolled up. @throws SqlError Corrupt
StatsSum rolledUp(SqlSession& session, TimePoint from, TimePoint to);

/// Their texts, for the test that looks at their plans.
extern const QString kHowFarActionsAreSql;
extern const QString kRolledDaysSql;
extern const QString kRolledHoursSql;

}  // namespace reads
}  // namespace tongdai
