#include "engine/history/store/sql_calls.h"

#include "engine/domain/store_error.h"

#include <QThread>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

SqlCalls::SqlCalls(QString target, QObject* parent) : QObject(parent), m_target(std::move(target))
{
    m_deadlines.setInterval(100ms);
    connect(&m_deadlines, &QTimer::timeout, this, &SqlCalls::endOverdueCalls);
}

SqlCalls::~SqlCalls()
{
    abandonAll();
}

void SqlCalls::add(const std::shared_ptr<SqlJob>& job, std::chrono::milliseconds deadline)
{
    Q_ASSERT(thread() == QThread::currentThread());
    job->m_deadline = std::chrono::steady_clock::now() + deadline;
    m_waiting.push_back(job);
    if (!m_deadlines.isActive()) m_deadlines.start();
}

void SqlCalls::deliver(std::vector<std::shared_ptr<SqlJob>> jobs)
{
    const auto settleAll = [this, jobs = std::move(jobs)] {
        for (const auto& job : jobs)
            settle(job);
        std::erase_if(m_waiting, [](const auto& job) { return job->m_isDone; });
        if (m_waiting.empty()) m_deadlines.stop();
    };
    QMetaObject::invokeMethod(this, settleAll, Qt::QueuedConnection);
}

void SqlCalls::settle(const std::shared_ptr<SqlJob>& job)
{
    if (job->m_isDone) return;  // its deadline was faster
    job->m_isDone = true;
    if (const auto waiter = std::exchange(job->m_waiter, {})) waiter.resume();
}

void SqlCalls::endOverdueCalls()
{
    const auto now = std::chrono::steady_clock::now();
    std::vector<std::shared_ptr<SqlJob>> late;
    for (const auto& job : m_waiting) {
        if (!job->m_isDone && job->m_deadline <= now) late.push_back(job);
    }
    end(late);
}

void SqlCalls::cancelAll()
{
    const auto waiting = m_waiting;
    end(waiting);
}

void SqlCalls::end(const std::vector<std::shared_ptr<SqlJob>>& jobs)
{
    for (const auto& job : jobs) {
        if (job->m_isDone) continue;
        job->isAbandoned = true;
        emit overdue(job);
        settle(job);
    }
    std::erase_if(m_waiting, [](const auto& job) { return job->m_isDone; });
    if (m_waiting.empty()) m_deadlines.stop();
}

void SqlCalls::throwTrouble(const SqlJob& job, const char* operation) const
{
    // An abandoned job may still be in work on its thread: nothing of it may be read.
    if (job.isAbandoned) {
        throw StoreError(m_isClosed ? StoreError::Kind::Unreachable : StoreError::Kind::TimedOut,
                         QString::fromLatin1(operation), m_target,
                         m_isClosed ? u"the history was closed"_s : u"no answer within the deadline"_s);
    }
    if (!job.error) return;
    try {
        std::rethrow_exception(job.error);
    } catch (const std::bad_alloc&) {  // nothing is wrong with what was asked
        throw StoreError(StoreError::Kind::Busy, QString::fromLatin1(operation), m_target, u"out of memory"_s);
    }
}

void SqlCalls::abandonAll()
{
    m_isClosed = true;
    for (const auto& job : std::exchange(m_waiting, {})) {
        job->isAbandoned = true;
        settle(job);
    }
    m_deadlines.stop();
}

}  // namespace tongdai
