#include "engine/history/statistics/roll_ups.h"

#include "engine/history/tasks/tasks.h"

#include <algorithm>
#include <set>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 kHoursADay = 24;
/// A line is committed within seconds of the time in its id, and engines' clocks differ by less than a minute.
constexpr auto kHourSettles = 2min;
/// So far back it is looked whether an hour holds something else than when it was counted.
constexpr qint64 kHoursLookedBack = 48;
constexpr qint64 kMostLinesAtOnce = 10'000;
constexpr int kMostHoursAtOnce = 120;  // what is written at once holds up the writer

StatsSum sumOf(SqlSession& session, const SqlValue& stored)
{
    std::optional<StatsSum> sum = StatsSum::fromBytes(stored.toBytes());
    if (!sum) {
        throw SqlError(SqlError::Trouble::Corrupt, u"statistics"_s, session.target(),
                       u"a counted hour cannot be read"_s);
    }
    return *std::move(sum);
}

/// All rows of one day's hours together.
void sumUpDay(SqlSession& session, qint64 day)
{
    StatsSum sum;
    for (const SqlRow& row : session.query(reads::kRolledHoursSql, {day * kHoursADay, (day + 1) * kHoursADay}))
        sum.merge(sumOf(session, row[0]));
    session.execute(u"delete from stat_days where day = ?"_s, {day});
    if (sum == StatsSum()) return;
    session.execute(u"insert into stat_days (day, sums) values (?, ?)"_s, {day, SqlValue::bytes(sum.toBytes())});
}

}  // namespace

qint64 hourNumber(TimePoint time)
{
    return hourBegin(time).time_since_epoch() / 1h;
}

TimePoint timeOfHour(qint64 hour)
{
    return TimePoint(std::chrono::hours(hour));
}

ports::RollUpStore::Written writeRolledHours(UnitOfWork& work, const BackgroundTask& task, const RolledHours& hours)
{
    using Written = ports::RollUpStore::Written;
    SqlSession& session = work.session();
    if (!isStillOurs(work, task)) return Written::NotOurs;
    const SqlRows found = session.query(u"select revision from stat_state where id = 1 {for_update}"_s);
    const qint64 revision = found.isEmpty() ? 0 : found[0][0].toInteger();
    if (revision != hours.before.revision) return Written::Overtaken;

    std::set<qint64> days;
    // What an hour had said before it was counted anew stood in these days, too.
    for (SqlRow row : session.query(u"select said_hour from stat_hours where stored_hour >= ?"_s, {hours.from}))
        days.insert(row.nextInteger() / kHoursADay);
    session.execute(u"delete from stat_hours where stored_hour >= ?"_s, {hours.from});
    session.execute(u"delete from stat_stored where stored_hour >= ?"_s, {hours.from});
    static const SqlInsert sums{
        u"stat_hours"_s,
        {{u"stored_hour"_s, SqlType::Integer}, {u"said_hour"_s, SqlType::Integer}, {u"sums"_s, SqlType::Bytes}}};
    static const SqlInsert stored{u"stat_stored"_s,
                                  {{u"stored_hour"_s, SqlType::Integer},
                                   {u"line_count"_s, SqlType::Integer},
                                   {u"turn_count"_s, SqlType::Integer}}};
    std::vector<SqlParams> rows;
    for (const RolledHours::Sum& sum : hours.sums) {
        days.insert(sum.said / kHoursADay);
        rows.push_back({sum.stored, sum.said, SqlValue::bytes(sum.sum.toBytes())});
    }
    if (!rows.empty()) session.insertMany(sums, rows);
    rows.clear();
    for (const RolledHours::Stored& hour : hours.stored)
        rows.push_back({hour.hour, hour.lines, hour.turns});
    if (!rows.empty()) session.insertMany(stored, rows);
    for (const qint64 day : days)
        sumUpDay(session, day);
    if (found.isEmpty())
        session.execute(u"insert into stat_state (id, upto, revision) values (1, ?, 1)"_s, {hours.upto});
    else
        session.execute(u"update stat_state set upto = ?, revision = revision + 1 where id = 1"_s, {hours.upto});
    return hours.isLast ? Written::Last : Written::More;
}

void writeWorkingRules(UnitOfWork& work, const WorkingRules& rules)
{
    SqlSession& session = work.session();
    const SqlRows state = session.query(u"select upto from stat_state where id = 1 {for_update}"_s);
    session.execute(u"delete from stat_calendar where id = 1"_s);
    session.execute(u"insert into stat_calendar (id, rules) values (1, ?)"_s, {rules.toText()});
    for (const QString& table : {u"stat_hours"_s, u"stat_days"_s, u"stat_stored"_s})
        session.execute(u"delete from "_s + table);
    // Who counts at this moment, by the old ones, sees that it was overtaken.
    if (state.isEmpty())
        session.execute(u"insert into stat_state (id, upto, revision) values (1, 0, 1)"_s);
    else
        session.execute(u"update stat_state set upto = 0, revision = revision + 1 where id = 1"_s);
}

namespace reads {

WorkingRules workingRules(SqlSession& session)
{
    const SqlRows found = session.query(u"select rules from stat_calendar where id = 1"_s);
    if (found.isEmpty()) return {};
    std::optional<WorkingRules> rules = WorkingRules::fromText(found[0][0].toText());
    if (!rules) {
        throw SqlError(SqlError::Trouble::Corrupt, u"statistics"_s, session.target(),
                       u"the working hours cannot be read"_s);
    }
    return *std::move(rules);
}

// A try more, or another status, gives another sum: nothing that becomes of an action later is as long as another.
const QString kHowFarActionsAreSql =
    u"select coalesce(sum(retry_count + case status when 'pending' then 1000 when 'executing' then 1000 when "
    "'succeeded' then 3000 when 'failed' then 7000 else 13000 end), 0) from message_actions where id > ? and id < ?"_s;

const QString kRolledDaysSql = u"select sums from stat_days where day >= ? and day < ? order by day"_s;
const QString kRolledHoursSql =
    u"select sums from stat_hours where said_hour >= ? and said_hour < ? order by said_hour, stored_hour"_s;

namespace {

std::optional<TimePoint> firstStored(SqlSession& session, TimePoint from)
{
    const SqlRows line =
        session.query(u"select id from messages where id >= ? order by id limit 1"_s, {firstIdAt(from)});
    const SqlRows turn =
        session.query(u"select min(created_at) from turns where created_at >= ?"_s, {toUnixSeconds(from)});
    std::optional<TimePoint> first;
    if (!line.isEmpty()) first = storedAt(line[0][0].toUuid());
    if (!turn[0][0].isNull()) {
        const TimePoint at = fromUnixSeconds(turn[0][0].toReal());
        first = first ? std::min(*first, at) : at;
    }
    return first;
}

RolledHours::Stored storedIn(SqlSession& session, qint64 hour)
{
    constexpr qint64 kBelow = 1'000'000'000;  // the column takes 32 bits
    const TimePoint from = timeOfHour(hour);
    const TimePoint to = timeOfHour(hour + 1);
    const SqlRows lines =
        session.query(u"select count(*) from messages where id >= ? and id < ?"_s, {firstIdAt(from), firstIdAt(to)});
    const SqlRows turns = session.query(u"select count(*) from turns where created_at >= ? and created_at < ?"_s,
                                        {toUnixSeconds(from), toUnixSeconds(to)});
    const SqlRows actions = session.query(kHowFarActionsAreSql, {firstIdAt(from), firstIdAt(to)});
    return {hour, lines[0][0].toInteger(), turns[0][0].toInteger() + actions[0][0].toInteger() % kBelow};
}

/// The first of the newest counted hours that holds something else by now; `upto`: none.
qint64 firstChanged(SqlSession& session, qint64 upto)
{
    QHash<qint64, std::pair<qint64, qint64>> then;
    for (SqlRow row :
         session.query(u"select stored_hour, line_count, turn_count from stat_stored where stored_hour >= ?"_s,
                       {upto - kHoursLookedBack})) {
        const qint64 hour = row.nextInteger();
        const qint64 lines = row.nextInteger();
        then[hour] = {lines, row.nextInteger()};
    }
    for (qint64 hour = upto - kHoursLookedBack; hour < upto; ++hour) {
        const RolledHours::Stored now = storedIn(session, hour);
        if (then.value(hour) != std::pair(now.lines, now.turns)) return hour;
    }
    return upto;
}

}  // namespace

RollUpState rollUpState(SqlSession& session)
{
    const SqlRows found = session.query(u"select upto, revision from stat_state where id = 1"_s);
    return found.isEmpty() ? RollUpState() : RollUpState{found[0][0].toInteger(), found[0][1].toInteger()};
}

qint64 openHour(TimePoint now)
{
    return hourNumber(now - kHourSettles);
}

bool hasHoursToRollUp(SqlSession& session, const RollUpState& state, qint64 end)
{
    if (state.upto > 0) return state.upto < end;
    const std::optional<TimePoint> first = firstStored(session, TimePoint());
    return first && hourNumber(*first) < end;
}

RolledHours rollUpNext(SqlSession& session, TimePoint now)
{
    RolledHours rolled;
    rolled.before = rollUpState(session);
    const qint64 end = openHour(now);
    rolled.from = rolled.before.upto > 0 ? firstChanged(session, rolled.before.upto) : 0;
    rolled.upto = rolled.from;
    CountedShop shop{sampleConversations(session), false};
    StatsTally whole(workingRules(session));
    TimePoint begin{};
    qint64 lines = 0;
    for (int counted = 0; rolled.upto < end && lines < kMostLinesAtOnce && counted < kMostHoursAtOnce; ++counted) {
        // Over hours without anything it goes at once.
        const std::optional<TimePoint> first = firstStored(session, timeOfHour(rolled.upto));
        const qint64 hour = first ? std::max(rolled.upto, hourNumber(*first)) : end;
        if (hour >= end) {
            rolled.upto = end;
            break;
        }
        if (counted == 0) begin = timeOfHour(hour);
        RolledHours::Stored stored = storedIn(session, hour);
        CountedLines linesOfHour(timeOfHour(hour), timeOfHour(hour + 1), begin);
        while (linesOfHour.next(session, shop, whole)) {
        }
        CountedTurns turnsOfHour(timeOfHour(hour), timeOfHour(hour + 1));
        while (turnsOfHour.next(session, shop, whole)) {
        }
        CountedActions actionsOfHour(timeOfHour(hour), timeOfHour(hour + 1));
        while (actionsOfHour.next(session, shop, whole)) {
        }
        for (auto& [said, sum] : whole.takeHours())
            rolled.sums.push_back({hour, hourNumber(said), std::move(sum)});
        rolled.stored.push_back(stored);
        lines += linesOfHour.count() + linesOfHour.besides() + actionsOfHour.besides();
        rolled.upto = hour + 1;
    }
    rolled.isLast = rolled.upto >= end;
    return rolled;
}

StatsSum rolledUp(SqlSession& session, TimePoint from, TimePoint to)
{
    const qint64 first = hourNumber(from);
    const qint64 end = hourNumber(to) + (hourBegin(to) == to ? 0 : 1);
    const qint64 firstDay = (first + kHoursADay - 1) / kHoursADay;
    const qint64 endDay = end / kHoursADay;
    StatsSum sum;
    const auto add = [&session, &sum](const QString& sql, qint64 begin, qint64 before) {
        if (begin >= before) return;
        for (const SqlRow& row : session.query(sql, {begin, before}))
            sum.merge(sumOf(session, row[0]));
    };
    if (firstDay >= endDay) {
        add(kRolledHoursSql, first, end);
        return sum;
    }
    add(kRolledHoursSql, first, firstDay * kHoursADay);
    add(kRolledDaysSql, firstDay, endDay);
    add(kRolledHoursSql, endDay * kHoursADay, end);
    return sum;
}

}  // namespace reads
}  // namespace tongdai
