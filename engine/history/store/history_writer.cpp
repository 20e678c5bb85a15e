#include "engine/history/store/history_writer.h"

#include "engine/domain/failpoint.h"
#include "engine/history/conversations/accept.h"
#include "engine/history/conversations/finish.h"
#include "engine/history/outbox/settle_outbox.h"

#include <QRandomGenerator>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Trouble = SqlError::Trouble;

namespace {

constexpr int kMaxRetries = 5;
constexpr int kMaxReconnects = 2;

template <class Job>
std::vector<Job*> ofKind(const std::vector<std::shared_ptr<WriteJob>>& jobs, WriteJob::Kind kind)
{
    std::vector<Job*> found;
    for (const auto& job : jobs) {
        if (job->kind() == kind) found.push_back(static_cast<Job*>(job.get()));
    }
    return found;
}

std::vector<ConversationId> conversationsOf(const std::vector<std::shared_ptr<WriteJob>>& jobs)
{
    std::vector<ConversationId> all;
    for (const auto& job : jobs) {
        const std::vector<ConversationId> its = job->conversations();
        all.insert(all.end(), its.begin(), its.end());
    }
    return all;
}

const ConversationId& conversationOf(const SettleJob& job)
{
    return job.item.conversation;
}
const ConversationId& conversationOf(const FinishJob& job)
{
    return job.request.claim.conversation;
}
const ConversationId& conversationOf(const AcceptJob& job)
{
    return job.message.conversation;
}

template <class Earlier, class Later>
bool haveOneInCommon(const std::vector<Earlier*>& some, const std::vector<Later*>& others)
{
    if (some.empty() || others.empty()) return false;
    QSet<ConversationId> conversations;
    for (const Earlier* job : some)
        conversations.insert(conversationOf(*job));
    return std::any_of(others.begin(), others.end(),
                       [&](const Later* job) { return conversations.contains(conversationOf(*job)); });
}

void pauseBeforeRetry(int tries)
{
    const double ceiling = 5.0 * double(1 << std::min(tries, 6));  // milliseconds
    QThread::usleep(quint64(QRandomGenerator::global()->generateDouble() * ceiling * 1000.0));
}

}  // namespace

HistoryWriter::HistoryWriter(SqlSessionFactory sessions, SqlCalls& calls, QObject* parent)
    : QObject(parent), m_sessions(std::move(sessions)), m_calls(calls)
{
    qRegisterMetaType<PartState>();
    qRegisterMetaType<PartTrouble>();
    qRegisterMetaType<EventNumbers>();
}

HistoryWriter::~HistoryWriter()
{
    stop(5s);
}

void HistoryWriter::start()
{
    Q_ASSERT(!m_thread);
    m_thread.reset(QThread::create([this] { loop(); }));
    m_thread->setObjectName(u"history writer"_s);
    m_thread->start();
}

void HistoryWriter::stop(std::chrono::milliseconds deadline)
{
    if (!m_thread) return;
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (!m_thread->wait(QDeadlineTimer(deadline))) {
        {
            const std::lock_guard lock(m_mutex);
            m_queue.clear();
        }
        m_thread->wait();  // the transaction in work ends at its statement time limit
    }
    m_thread.reset();
}

bool HistoryWriter::submit(std::shared_ptr<WriteJob> job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping || m_queue.size() >= kMaxQueue) return false;
        m_queue.push_back(std::move(job));
    }
    m_wake.notify_one();
    return true;
}

size_t HistoryWriter::queueLength() const
{
    const std::lock_guard lock(m_mutex);
    return m_queue.size();
}

HistoryWriter::Figures HistoryWriter::figures() const
{
    const std::lock_guard lock(m_mutex);
    return m_figures;
}

void HistoryWriter::loop()
{
    m_session = m_sessions();
    for (Jobs jobs = takeJobs(); !jobs.empty(); jobs = takeJobs()) {
        carryOut(jobs);
        m_calls.deliver({jobs.begin(), jobs.end()});
        if (const auto written = std::exchange(m_written, std::nullopt)) emit wrote(*written);
    }
    m_session.reset();
}

// Empty: stopped and nothing left to do.
HistoryWriter::Jobs HistoryWriter::takeJobs()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_stopping || !m_queue.empty(); });
    Jobs jobs;
    while (!m_queue.empty() && jobs.size() < kMaxBatch) {
        const WriteJob& next = *m_queue.front();
        const bool isAlone = next.kind() == WriteJob::Kind::Alone || !next.sharesTransaction();
        if (isAlone && !jobs.empty()) break;
        jobs.push_back(std::move(m_queue.front()));
        m_queue.pop_front();
        if (isAlone) break;
    }
    return jobs;
}

/// What nobody waits for any more is not tried again: a claim would be made for nobody, and hold its row for as long as
/// a claim lasts.
void HistoryWriter::carryOut(Jobs& jobs)
{
    for (int tries = 1;; ++tries) {
        std::erase_if(jobs, [](const auto& job) { return job->isAbandoned.load(); });
        if (jobs.empty()) return;
        try {
            transact(jobs);
            report(PartState::Ok, {});
            return;
        } catch (...) {
            const std::exception_ptr trouble = std::current_exception();
            if (m_session->isOpen()) m_session->rollback();
            if (mayTryAgain(jobs, trouble, tries)) continue;
            giveUp(jobs, trouble);
            return;
        }
    }
}

void HistoryWriter::transact(const Jobs& jobs)
{
    m_commitStarted = false;
    if (!m_session->isOpen()) connectAgain();
    const auto accepts = ofKind<AcceptJob>(jobs, WriteJob::Kind::Accept);
    const auto settles = ofKind<SettleJob>(jobs, WriteJob::Kind::Settle);
    const auto finishes = ofKind<FinishJob>(jobs, WriteJob::Kind::Finish);
    for (const auto& job : jobs) {
        job->error = nullptr;
        job->events.clear();
    }

    if (jobs.front()->kind() == WriteJob::Kind::Alone) {
        UnitOfWork work(*m_session, jobs.front()->at);
        jobs.front()->run(work);
        return;
    }
    m_session->begin();
    UnitOfWork work(*m_session, jobs.back()->at);
    // What people decide is written first, and may lock more: then everything is asked in its turn.
    if (jobs.size() == accepts.size() + settles.size() + finishes.size()) {
        expectSettles(*m_session, settles);
        expectFinishes(*m_session, finishes);
        expectAccepts(*m_session, accepts);
    }
    work.lock(conversationsOf(jobs));
    for (const auto& job : jobs) {
        if (job->kind() != WriteJob::Kind::Act) continue;
        job->run(work);
        work.flush();
    }
    // One that looks into the store for what another of the same conversation has gathered must find it there.
    if (!settles.empty()) settleBatch(work, settles);
    if (haveOneInCommon(settles, finishes)) work.flush();
    if (!finishes.empty()) finishBatch(work, finishes);
    if (haveOneInCommon(finishes, accepts)) work.flush();
    if (!accepts.empty()) acceptBatch(work, accepts);
    work.commit([&] {
        if (!accepts.empty()) FAILPOINT("accept.before-commit");
        m_commitStarted = true;
    });
    noteWritten(work.written());
    takeOutboxIds(work, finishes);
    if (!accepts.empty()) FAILPOINT("accept.committed");
    if (!finishes.empty()) FAILPOINT("finish.committed");

    for (const auto& job : jobs)
        job->committed();
    const std::lock_guard lock(m_mutex);
    m_figures.commits += 1;
    m_figures.jobs += qint64(jobs.size());
    m_figures.statements = m_session->statements();
    m_figures.roundTrips = m_session->roundTrips();
}

void HistoryWriter::noteWritten(const std::optional<EventNumbers>& written)
{
    if (written && m_written)
        m_written->last = written->last;
    else if (written)
        m_written = written;
}

bool HistoryWriter::mayTryAgain(const Jobs& jobs, const std::exception_ptr& trouble, int tries)
{
    try {
        std::rethrow_exception(trouble);
    } catch (const SqlError& error) {
        if (error.trouble() == Trouble::Retry || error.trouble() == Trouble::UniqueTaken) {
            if (tries > kMaxRetries) return false;
            pauseBeforeRetry(tries);
            const std::lock_guard lock(m_mutex);
            m_figures.retries += 1;
            return true;
        }
        if (error.trouble() != Trouble::ConnectionLost && error.trouble() != Trouble::Interrupted) return false;
    } catch (const StoreError& error) {
        if (error.kind() != StoreError::Kind::Unreachable) return false;
    } catch (...) {
        return false;
    }
    // Unknown outcome: never reuse the connection (guarantees 2.1, decision 12), read the truth back.
    m_session->close();
    if (m_commitStarted) {
        for (const auto& job : jobs)
            job->mayBeDone = true;
    }
    if (tries > kMaxReconnects) return false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping) return false;  // at the program's end a silent server is not waited for again
    }
    pauseBeforeRetry(tries);
    return true;
}

// One bad job must not take the others with it: alone, each gets what it deserves.
void HistoryWriter::giveUp(const Jobs& jobs, const std::exception_ptr& trouble)
{
    bool isOneJobsFault = true;
    try {
        std::rethrow_exception(trouble);
    } catch (const SqlError& error) {
        isOneJobsFault = error.trouble() == Trouble::Statement || error.trouble() == Trouble::UniqueTaken;
        if (!m_session->isOpen() || error.trouble() == Trouble::Full || error.trouble() == Trouble::Refused ||
            error.trouble() == Trouble::ReadOnly || error.trouble() == Trouble::Corrupt)
            report(PartState::Down, error.cause(), partTroubleOf(error));
    } catch (const StoreError& error) {
        isOneJobsFault = error.kind() == StoreError::Kind::Corrupt;
    } catch (...) {
    }
    if (isOneJobsFault && jobs.size() > 1) {
        for (const auto& job : jobs) {
            Jobs alone{job};
            carryOut(alone);
        }
        return;
    }
    for (const auto& job : jobs)
        job->error = trouble;
}

void HistoryWriter::connectAgain()
{
    try {
        m_session->open();
    } catch (...) {
        m_session->close();
        throw;
    }
    const std::lock_guard lock(m_mutex);
    m_figures.reconnects += 1;
}

void HistoryWriter::report(PartState state, const QString& cause, PartTrouble trouble)
{
    if (state == m_reported) return;
    m_reported = state;
    emit stateChanged(state, cause, trouble);  // queued to the loop: this object lives there
}

}  // namespace tongdai
