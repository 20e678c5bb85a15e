#include "engine/history/journal/message_journal.h"

#include "engine/history/journal/journal_jobs.h"
#include "engine/history/sqlite/sqlite_session.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A local disk that does not answer within this time does not count as one: the caller is told 503.
constexpr std::chrono::milliseconds kDeadline = 2s;
constexpr std::chrono::milliseconds kOpenDeadline = 30s;

SqlSessionFactory sessionsTo(const QString& file)
{
    return [file]() -> std::unique_ptr<SqlSession> {
        return std::make_unique<SqliteSession>(file, SqliteSession::Access::ReadWrite);
    };
}

}  // namespace

MessageJournal::MessageJournal(const QString& file, const ports::Clock& clock, QObject* parent)
    : QObject(parent), m_file(file), m_clock(clock), m_calls(file), m_writer(sessionsTo(file), m_calls)
{
    connect(&m_writer, &HistoryWriter::stateChanged, this, &MessageJournal::stateChanged);
}

MessageJournal::~MessageJournal()
{
    close();
}

template <class Job>
QCoro::Task<void> MessageJournal::carryOut(std::shared_ptr<Job> job, const char* operation)
{
    job->at = m_clock.now();
    const bool isOpening = job->kind() == WriteJob::Kind::Alone;
    if (!m_isOpen && !isOpening)
        throw StoreError(StoreError::Kind::Unreachable, QString::fromLatin1(operation), m_file, u"it is not open"_s);
    if (!m_writer.submit(job))
        throw StoreError(StoreError::Kind::Busy, QString::fromLatin1(operation), m_file, u"its queue is full"_s);
    m_calls.add(job, isOpening ? kOpenDeadline : kDeadline);
    co_await m_calls.outcomeOf(job);
    m_calls.throwTrouble(*job, operation);
}

QCoro::Task<void> MessageJournal::open()
{
    if (!std::exchange(m_isStarted, true)) m_writer.start();
    const auto job = std::make_shared<OpenJournalJob>();
    co_await carryOut(job, "open");
    if (m_isOpen) co_return;  // opened again after trouble: what waits is counted already
    m_isOpen = true;
    for (const auto& [conversation, messages] : job->waiting)
        count(conversation, messages);
}

void MessageJournal::close(std::chrono::milliseconds deadline)
{
    m_isOpen = false;
    m_writer.stop(deadline);
    m_calls.abandonAll();
}

QCoro::Task<Journalled> MessageJournal::keep(IncomingMessage message)
{
    if (m_waiting >= kMaxWaiting)
        throw StoreError(StoreError::Kind::Full, u"keep"_s, m_file, u"too many messages wait in it"_s);
    const auto job = std::make_shared<KeepJob>(std::move(message));
    co_await carryOut(job, "keep");
    if (job->outcome == Journalled::Kept) count(job->message.conversation, 1);
    co_return job->outcome;
}

QCoro::Task<std::vector<JournalEntry>> MessageJournal::oldest(int limit)
{
    const auto job = std::make_shared<OldestJob>(limit);
    co_await carryOut(job, "read");
    std::vector<JournalEntry> entries = std::move(job->entries);
    co_return entries;
}

QCoro::Task<void> MessageJournal::forget(std::vector<qint64> numbers)
{
    const auto job = std::make_shared<ForgetJob>(std::move(numbers));
    co_await carryOut(job, "forget");
    for (const ConversationId& conversation : job->gone)
        count(conversation, -1);
}

QCoro::Task<void> MessageJournal::setAside(qint64 number, QString why)
{
    const auto job = std::make_shared<SetAsideJob>(number, std::move(why));
    co_await carryOut(job, "set aside");
    for (const ConversationId& conversation : job->gone)
        count(conversation, -1);
}

void MessageJournal::count(const ConversationId& conversation, int by)
{
    int& messages = m_conversations[conversation];
    messages += by;
    if (messages <= 0) m_conversations.remove(conversation);
    m_waiting += by;
    emit waitingChanged(m_waiting);
}

}  // namespace tongdai
