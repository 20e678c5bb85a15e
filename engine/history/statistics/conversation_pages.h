#pragma once

#include "engine/domain/statistics/conversation_figures.h"
#include "engine/history/store/sql_session.h"

namespace tongdai::reads {

/// Their texts, for the test that looks at their plans.
extern const QString kConversationPageSql;
extern const QString kPageLinesSql;
extern const QString kPageTurnsSql;
extern const QString kPageActionsSql;
extern const QString kPageUnsentSql;

/// The next conversations by their ids, each counted as StatisticsCount counts the shop. However many there are, a page
/// takes the same few questions. @throws SqlError
ConversationFiguresPage conversationFigures(SqlSession& session, const ConversationFiguresQuery& query);

}  // namespace tongdai::reads
