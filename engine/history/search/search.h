#pragma once

#include "engine/domain/ports/store/message_search.h"
#include "engine/history/store/sql_session.h"

namespace tongdai {

class UnitOfWork;

namespace reads {
/// Behind ports::MessageSearch, on a reader's connection.
MessageHits search(SqlSession& session, const MessageQuery& query);
}  // namespace reads

/// Puts the next lines that were stored before there was a search into it, at most `limit`. False: all are in.
bool indexOldLines(UnitOfWork& work, int limit);

/// After the text, the time or the sender of these lines (messages.id) was changed or erased: what they are found by
/// follows, in the same transaction.
void indexAgain(UnitOfWork& work, const SqlParams& lines);

}  // namespace tongdai
