#include "engine/domain/failpoint.h"
#include "engine/domain/work/background_task.h"
#include "engine/history/search/search.h"
#include "engine/history/sql_history_calls.h"

namespace tongdai {

QCoro::Task<MessageHits> SqlHistory::search(MessageQuery query)
{
    return read("search", [=](SqlSession& session) { return reads::search(session, query); });
}

// What an older version stored. A piece is a transaction, so that it goes on where it was cut.
QCoro::Task<bool> SqlHistory::indexOldPiece()
{
    constexpr int kPiece = 200;
    auto indexing =
        write("index old lines", [](UnitOfWork& work, WriteJob&) { return tongdai::indexOldLines(work, kPiece); });
    const bool hasMore = co_await indexing;
    FAILPOINT("index.piece");
    if (m_indexing && hasMore) m_indexing->done += kPiece;
    co_return hasMore;
}

// The first piece is waited for, and is all there is in most stores; the others go beside the day's work.
QCoro::Task<void> SqlHistory::indexWhatIsOld()
{
    if (std::exchange(m_isIndexing, true)) co_return;
    bool hasMore = false;
    try {
        hasMore = co_await indexOldPiece();
    } catch (const StoreError&) {
        // The periodic repair goes on with it.
    }
    m_isIndexing = hasMore;
    if (hasMore) indexOldLines();
}

// Ends by itself when the history closes: every call under way ends then, this one included. Cancelled, the periodic
// repair goes on with it, some lines a minute.
QCoro::Task<void> SqlHistory::indexOldLines()
{
    RunningWork work;
    work.kind = task_kind::kIndexUpkeep;
    work.since = m_clock.now();
    m_indexing = work;
    try {
        for (bool hasMore = true; hasMore && !m_indexing->isCancelWanted;)
            hasMore = co_await indexOldPiece();
    } catch (const StoreError&) {
        // The store went away, or is being closed; the periodic repair goes on with it.
    }
    m_indexing.reset();
    m_isIndexing = false;
}

}  // namespace tongdai
