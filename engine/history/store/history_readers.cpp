#include "engine/history/store/history_readers.h"

namespace tongdai {

using namespace Qt::StringLiterals;

HistoryReaders::HistoryReaders(SqlSessionFactory sessions, SqlCalls& calls, QObject* parent)
    : QObject(parent), m_sessions(std::move(sessions)), m_calls(calls)
{
    connect(&m_calls, &SqlCalls::overdue, this, &HistoryReaders::interrupt);
}

HistoryReaders::~HistoryReaders()
{
    stop();
}

void HistoryReaders::start()
{
    for (int i = 0; i < kThreads; ++i) {
        auto& reader = *m_readers.emplace_back(std::make_unique<Reader>());
        reader.session = m_sessions();
        reader.thread.reset(QThread::create([this, &reader] { loop(reader); }));
        reader.thread->setObjectName(u"history reader %1"_s.arg(i + 1));
        reader.thread->start();
    }
}

void HistoryReaders::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_queue.clear();
        for (const auto& reader : m_readers) {
            if (reader->running) reader->session->interrupt();
        }
    }
    m_wake.notify_all();
    for (const auto& reader : m_readers)
        reader->thread->wait();
    m_readers.clear();
}

bool HistoryReaders::submit(std::shared_ptr<ReadJob> job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping || m_queue.size() >= kMaxQueue) return false;
        m_queue.push_back(std::move(job));
    }
    m_wake.notify_one();
    return true;
}

void HistoryReaders::loop(Reader& reader)
{
    for (Jobs jobs = takeJobs(); !jobs.empty(); jobs = takeJobs()) {
        for (const auto& job : jobs)
            answer(reader, job);
        m_calls.deliver({jobs.begin(), jobs.end()});
    }
    reader.session->close();  // on the thread that opened it
}

HistoryReaders::Jobs HistoryReaders::takeJobs()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_stopping || !m_queue.empty(); });
    Jobs jobs;
    const size_t fairShare = m_queue.size() / kThreads + 1;
    while (!m_queue.empty() && jobs.size() < std::min(kMaxBatch, fairShare)) {
        jobs.push_back(std::move(m_queue.front()));
        m_queue.pop_front();
    }
    return jobs;
}

namespace {

bool ask(SqlSession& session, ReadJob& job)
{
    job.error = nullptr;
    try {
        if (!session.isOpen()) session.open();
        job.run(session);
        return true;
    } catch (...) {
        job.error = std::current_exception();
        // Whatever went wrong: a late answer must never be read by the next question (guarantees 2.1, decision 12).
        session.close();
        return false;
    }
}

bool isConnectionLost(const std::exception_ptr& trouble)
{
    try {
        std::rethrow_exception(trouble);
    } catch (const SqlError& error) {
        return error.trouble() == SqlError::Trouble::ConnectionLost;
    } catch (...) {
        return false;
    }
}

}  // namespace

void HistoryReaders::answer(Reader& reader, const std::shared_ptr<ReadJob>& job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (job->isAbandoned || m_stopping) return;
        reader.running = job;
    }
    // A connection may have died while it rested; that the server is away, only a fresh one can tell.
    const bool wasOpen = reader.session->isOpen();
    const bool isLost = !ask(*reader.session, *job) && wasOpen && isConnectionLost(job->error);
    if (isLost && isWanted(*job)) ask(*reader.session, *job);
    const std::lock_guard lock(m_mutex);
    reader.figures.statements = reader.session->statements();
    reader.figures.roundTrips = reader.session->roundTrips();
    reader.running.reset();
}

bool HistoryReaders::isWanted(const ReadJob& job)
{
    const std::lock_guard lock(m_mutex);
    return !job.isAbandoned && !m_stopping;
}

HistoryReaders::Figures HistoryReaders::figures() const
{
    const std::lock_guard lock(m_mutex);
    Figures sum;
    for (const auto& reader : m_readers) {
        sum.statements += reader->figures.statements;
        sum.roundTrips += reader->figures.roundTrips;
        if (reader->running) ++sum.busy;
    }
    sum.waiting = qint64(m_queue.size());
    return sum;
}

void HistoryReaders::interrupt(const std::shared_ptr<SqlJob>& job)
{
    const std::lock_guard lock(m_mutex);
    for (const auto& reader : m_readers) {
        if (reader->running == job) reader->session->interrupt();
    }
}

}  // namespace tongdai
