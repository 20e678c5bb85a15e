#pragma once

#include "engine/history/store/sql_session.h"

#include <atomic>
#include <functional>
#include <memory>

namespace tongdai {

class TableDigest;

struct MoveProgress {
    enum class Phase : quint8 { Preparing, Copying, Verifying, Finishing };
    Phase phase = Phase::Preparing;
    QString table;
    qint64 done = 0;  ///< rows, over all tables
    qint64 total = 0;
};

struct MovedTable {
    QString name;
    qint64 rows = 0;
    QByteArray checksum;
};

struct MoveOutcome {
    std::vector<MovedTable> tables;
    bool wasThereAlready = false;  ///< an earlier move had ended, only nobody was told
};

/// The asker has cancelled; the target is as it was.
struct MoveCancelled {};

/// Carries an embedded shop into an empty PostgreSQL or MySQL database. One transaction of the target: whatever
/// interrupts it, the target stays empty and the move can be started again. Every row is read back and compared
/// (number of rows and checksum of every table) before the commit, so nothing unverified is ever kept. The source is
/// only read, and locked against writers meanwhile.
///
/// Blocks, on the thread that calls it. The sessions are opened and closed here.
class ShopMove {
public:
    using Report = std::function<void(const MoveProgress&)>;
    ShopMove(SqlSession& sqlite, SqlSession& target, Report report, std::shared_ptr<std::atomic<bool>> cancelled);

    /// @throws SqlError naming the side that failed; MoveCancelled
    MoveOutcome run();

private:
    void openSource();
    void openTarget();
    std::vector<TableDigest> digestsOf(SqlSession& session, MoveProgress::Phase phase);
    void say(MoveProgress::Phase phase, const QString& table = {});
    void lookWhetherCancelled() const;
    bool isEmptyTarget();
    void carry();
    MoveOutcome outcome(bool wasThereAlready) const;

    class Tables;
    SqlSession& m_source;
    SqlSession& m_target;
    Report m_report;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    std::shared_ptr<Tables> m_tables;
    qint64 m_done = 0;
    qint64 m_total = 0;
};

}  // namespace tongdai
