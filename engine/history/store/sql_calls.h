#pragma once

#include "engine/history/store/sql_job.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <vector>

namespace tongdai {

/// The engine loop's side of all calls to one store: who waits for what until when. Every call ends: with its outcome,
/// or with a StoreError at its deadline ("unknown": it may still be carried out). Lives on the engine loop; only
/// deliver() may come from other threads.
class SqlCalls : public QObject {
    Q_OBJECT
public:
    explicit SqlCalls(QString target, QObject* parent = nullptr);
    ~SqlCalls() override;

    /// `co_await calls.outcomeOf(job)` after the job was queued with add(); then look at job->error.
    class Awaiter {
    public:
        explicit Awaiter(SqlJob& job) : m_job(job) {}
        bool await_ready() const { return m_job.m_isDone; }
        void await_suspend(std::coroutine_handle<> waiter) { m_job.m_waiter = waiter; }
        void await_resume() const {}

    private:
        SqlJob& m_job;
    };
    Awaiter outcomeOf(const std::shared_ptr<SqlJob>& job) { return Awaiter(*job); }

    /// After the wait: throws what went wrong, if anything did. `operation` names the call in the StoreError.
    void throwTrouble(const SqlJob& job, const char* operation) const;

    void add(const std::shared_ptr<SqlJob>& job, std::chrono::milliseconds deadline);
    /// Any thread. One queued call for the whole batch.
    void deliver(std::vector<std::shared_ptr<SqlJob>> jobs);
    /// Ends every call that still waits, as at its deadline: whoever asked does not want to know any more.
    void cancelAll();
    /// Ends every call that still waits: the store is being closed.
    void abandonAll();

signals:
    /// A call passed its deadline; what runs for it may be interrupted.
    void overdue(std::shared_ptr<tongdai::SqlJob> job);

private:
    void settle(const std::shared_ptr<SqlJob>& job);
    void endOverdueCalls();
    void end(const std::vector<std::shared_ptr<SqlJob>>& jobs);

    QString m_target;
    bool m_isClosed = false;
    std::vector<std::shared_ptr<SqlJob>> m_waiting;
    QTimer m_deadlines;
};

}  // namespace tongdai
