#pragma once

#include "engine/history/disputes/sources/dispute_questions.h"

/// The few rows that are written into a database of contracts/realtime-chat §9 for the dispute routes, each within the
/// caller's transaction. @throws SqlError
namespace tongdai::disputes {

/// False: the account may not, or there is nobody of that id.
bool noteLook(SqlSession& session, const ForeignTables& tables, const DisputeJoin& wanted, const QString& thread,
              QLatin1StringView action, const QJsonObject& metadata);
/// Takes part from now on, also who had left.
void letIn(SqlSession& session, const ForeignTables& tables, const DisputeJoin& wanted, const QString& thread);
/// Into internal mediation, with two days to respond. False: it is in none of the three states any more.
bool mediate(SqlSession& session, const ForeignTables& tables, const DisputeJoin& wanted, TimePoint deadline);
/// To be resolved elsewhere. False: it is not in internal mediation any more.
bool closeForOthers(SqlSession& session, const ForeignTables& tables, const DisputeJoin& wanted);

}  // namespace tongdai::disputes
