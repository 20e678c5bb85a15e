#pragma once

#include "engine/domain/statistics/stats_tally.h"
#include "engine/history/store/sql_session.h"

namespace tongdai::reads {

/// Of a line that is counted, of `messages m`: when it was stored, and what it says. Has places for values, which
/// countedSources() fills. A constant, because statements of other sources are made of it before main().
inline constexpr QLatin1StringView kCountedColumns(
    "m.id, m.conversation_id, m.rev, m.speaker, case when m.source in (?, ?, ?) then 1 else 0 end, m.received_at, "
    "m.sent_at, case when m.speaker in (2, 3) then m.sender_id end, case when m.speaker in (2, 3) then m.sender_name "
    "end, case when m.speaker = 2 and m.sender_type = 'answers_older' then 1 else 0 end, case when m.speaker = 3 then "
    "m.metadata end");
inline constexpr int kCountedColumnsCount = 11;
/// Of lines that were said elsewhere and brought in later (StatsLine::isSynced).
SqlParams countedSources();

struct ReadLine {
    QUuid id;
    TimePoint stored{};
    qint64 rev = 0;
    StatsLine line;
};

/// Of a row that begins with these columns. Nothing: a system line that is not counted.
std::optional<ReadLine> readLine(SqlRow row);
/// In the order in which they were stored.
void sortAsStored(std::vector<ReadLine>& lines);

/// Of a run of the AI, of `turns`; its conversation comes first.
QString countedTurnColumns();
StatsTurn readTurn(SqlRow row);
/// Of what an answer asked for, of `message_actions`: its id, its conversation, and how far it is.
QString countedActionColumns();
StatsAction readAction(SqlRow row);

/// The least id that a row of this time or later can have: ids begin with their time (RFC 9562, version 7).
QUuid firstIdAt(TimePoint time);
TimePoint storedAt(const QUuid& id);

}  // namespace tongdai::reads
