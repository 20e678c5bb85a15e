#pragma once

#include "engine/domain/shop/health.h"
#include "engine/history/store/sql_calls.h"
#include "engine/history/store/sql_session.h"
#include "engine/history/store/write_job.h"

#include <QObject>
#include <QThread>

#include <condition_variable>
#include <deque>
#include <mutex>

namespace tongdai {

/// The only writer of this process: one thread, one connection. Takes everything that has queued up and commits it as
/// one transaction (group commit), then delivers all outcomes in one queued call. What goes wrong is handled as
/// guarantees 2.3 says: roll back explicitly first; deadlocks and lost races run again, at most five times, jittered; a
/// connection lost near the commit is "unknown": it is closed, opened anew, and the jobs run again to read the truth
/// back; a statement that does not work is blamed on the one job that brought it.
/// Public calls: engine loop only.
class HistoryWriter : public QObject {
    Q_OBJECT
public:
    static constexpr size_t kMaxBatch = 200;
    static constexpr size_t kMaxQueue = 10'000;

    HistoryWriter(SqlSessionFactory sessions, SqlCalls& calls, QObject* parent = nullptr);
    ~HistoryWriter() override;

    void start();
    /// Carries out what is queued until the deadline, then ends the thread. Blocks: for the end of the program.
    void stop(std::chrono::milliseconds deadline);
    /// False: the queue is full, or the writer is stopped.
    bool submit(std::shared_ptr<WriteJob> job);
    size_t queueLength() const;

    struct Figures {
        qint64 commits = 0;
        qint64 jobs = 0;
        qint64 retries = 0;  ///< transactions run again
        qint64 reconnects = 0;
        qint64 statements = 0;  ///< of committed transactions and of those before them
        qint64 roundTrips = 0;  ///< likewise
    };
    Figures figures() const;

signals:
    /// Queued from the writer's thread: the connection works (Ok) or does not (Down, with the cause).
    void stateChanged(tongdai::PartState state, QString cause, tongdai::PartTrouble trouble);
    /// Queued likewise, after the outcomes: what was committed has events with these numbers, perhaps with others
    /// between them.
    void wrote(tongdai::EventNumbers events);

private:
    using Jobs = std::vector<std::shared_ptr<WriteJob>>;
    void loop();
    Jobs takeJobs();
    void carryOut(Jobs& jobs);
    void transact(const Jobs& jobs);
    void noteWritten(const std::optional<EventNumbers>& written);
    bool mayTryAgain(const Jobs& jobs, const std::exception_ptr& trouble, int tries);
    void giveUp(const Jobs& jobs, const std::exception_ptr& trouble);
    void connectAgain();
    void report(PartState state, const QString& cause, PartTrouble trouble = PartTrouble::Away);

    SqlSessionFactory m_sessions;
    SqlCalls& m_calls;
    std::unique_ptr<QThread> m_thread;

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::shared_ptr<WriteJob>> m_queue;
    bool m_stopping = false;
    Figures m_figures;

    // Writer thread only.
    std::unique_ptr<SqlSession> m_session;
    bool m_commitStarted = false;
    std::optional<EventNumbers> m_written;  ///< not reported yet
    PartState m_reported = PartState::Starting;
};

}  // namespace tongdai
