#pragma once

#include "engine/domain/ports/store/message_search.h"
#include "engine/history/store/sql_session.h"

namespace tongdai::reads {

/// For a query of what happened (MessageQuery::asksFacts()): that is not in the index of words, but in the lines of
/// the engine and the runs of the AI, which are looked through newest first.
MessageHits searchFacts(SqlSession& session, const MessageQuery& query);

// The statements, for the tests that look at their plans.
QString factLinesSql(const InSight& sight);
QString factTurnsSql(const InSight& sight);
extern const QString kFactBoundSql;

}  // namespace tongdai::reads
