#pragma once

#include "engine/domain/dispute/dispute.h"
#include "engine/history/disputes/sources/source_index.h"
#include "engine/history/store/sql_session.h"

#include <functional>
#include <memory>

namespace tongdai {

/// Some messages for the index.
struct SourceTexts {
    std::shared_ptr<const IndexPiece> piece;
    QByteArray first;  ///< smallest id of them
    QByteArray last;   ///< greatest
    bool hasMore = false;
};

/// How one kind of foreign database is asked. Made once its tables were looked at, constant from then on; its functions
/// run on a reader's thread, with a session that only reads. Every statement in here is a select. @throws SqlError
class SourceQuestions {
public:
    virtual ~SourceQuestions() = default;

    virtual bool keepsReceipts() const = 0;
    virtual QString account() const = 0;
    /// Ids grow with time, so that what was added since is found behind the greatest.
    virtual bool idsGrow() const = 0;

    virtual DisputeCasePage cases(SqlSession& session, const std::optional<LineKey>& before, int limit) const = 0;
    virtual std::optional<DisputeThread> thread(SqlSession& session, const QByteArray& thread,
                                                const std::optional<LineKey>& before, int limit) const = 0;
    /// ports::DisputeSource::placeBehind
    virtual std::optional<PlaceBehind> placeBehind(SqlSession& session, const QByteArray& thread,
                                                   const QByteArray& line, int lines) const = 0;
    virtual std::optional<QString> original(SqlSession& session, const QByteArray& thread,
                                            const QByteArray& line) const = 0;
    /// Texts before the id (empty: the last ones) or, `newer`, behind it.
    virtual SourceTexts texts(SqlSession& session, const QByteArray& beside, bool newer, int limit) const = 0;
    /// Of these, those that are still there, in their order.
    virtual std::vector<DisputeHit> hits(SqlSession& session, const std::vector<IndexedLine>& lines) const = 0;
};

/// Looks at the tables. @throws SqlError Corrupt naming what is missing, where it is not such a database.
using LearnSource = std::function<std::shared_ptr<const SourceQuestions>(SqlSession& session)>;

std::shared_ptr<const SourceQuestions> learnRealtimeChat(SqlSession& session);
std::shared_ptr<const SourceQuestions> learnHandleMessage(SqlSession& session);

}  // namespace tongdai
