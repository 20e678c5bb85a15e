#pragma once

#include "engine/history/store/read_job.h"
#include "engine/history/store/sql_calls.h"
#include "engine/history/store/sql_session.h"

#include <QObject>
#include <QThread>

#include <condition_variable>
#include <deque>
#include <mutex>

namespace tongdai {

/// A few threads with a connection each that answer questions to the store. A question past its deadline is dropped
/// while it waits and interrupted while it runs; a connection that was cut is closed and opened anew for the next
/// question. Public calls: engine loop only.
class HistoryReaders : public QObject {
    Q_OBJECT
public:
    static constexpr int kThreads = 2;
    static constexpr size_t kMaxQueue = 10'000;
    /// Small questions answered in one go, so that a burst costs one wake-up of the loop.
    static constexpr size_t kMaxBatch = 16;

    HistoryReaders(SqlSessionFactory sessions, SqlCalls& calls, QObject* parent = nullptr);
    ~HistoryReaders() override;

    void start();
    void stop();
    bool isRunning() const { return !m_readers.empty(); }
    bool submit(std::shared_ptr<ReadJob> job);
    struct Figures {
        qint64 statements = 0;
        qint64 roundTrips = 0;
        qint64 waiting = 0;  ///< questions nobody has begun, now
        qint64 busy = 0;     ///< readers with a question, now
    };
    /// Of all questions so far.
    Figures figures() const;

private:
    struct Reader {
        std::unique_ptr<QThread> thread;
        std::unique_ptr<SqlSession> session;
        std::shared_ptr<ReadJob> running;  ///< guarded by m_mutex
        Figures figures;                   ///< the same
    };
    using Jobs = std::vector<std::shared_ptr<ReadJob>>;
    void loop(Reader& reader);
    Jobs takeJobs();
    void answer(Reader& reader, const std::shared_ptr<ReadJob>& job);
    bool isWanted(const ReadJob& job);
    void interrupt(const std::shared_ptr<SqlJob>& job);

    SqlSessionFactory m_sessions;
    SqlCalls& m_calls;
    std::vector<std::unique_ptr<Reader>> m_readers;

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::shared_ptr<ReadJob>> m_queue;
    bool m_stopping = false;
};

}  // namespace tongdai
