#include "engine/history/sql_history.h"

#include "engine/history/conversations/accept.h"
#include "engine/history/conversations/claim.h"
#include "engine/history/conversations/finish.h"
#include "engine/history/conversations/reads.h"
#include "engine/history/conversations/upkeep.h"
#include "engine/history/mysql/mysql_session.h"
#include "engine/history/outbox/outbox.h"
#include "engine/history/outbox/settle_outbox.h"
#include "engine/history/postgres/postgres_session.h"
#include "engine/history/privacy/earlier_requests.h"
#include "engine/history/sql_history_calls.h"
#include "engine/history/sqlite/sqlite_session.h"
#include "engine/history/store/installation.h"
#include "engine/history/store/migrations.h"

namespace tongdai {

using namespace Qt::StringLiterals;

HistoryBackend sqliteBackend(const QString& file)
{
    const auto make = [file](SqliteSession::Access access) {
        return
            [file, access]() -> std::unique_ptr<SqlSession> { return std::make_unique<SqliteSession>(file, access); };
    };
    return {make(SqliteSession::Access::ReadWrite), make(SqliteSession::Access::ReadOnly), file};
}

std::unique_ptr<SqlSession> foreignSqliteSession(const QString& file)
{
    return std::make_unique<SqliteSession>(file, SqliteSession::Access::Foreign);
}

namespace {

template <class Session>
HistoryBackend serverBackend(const SqlServerAddress& address)
{
    using Access = typename Session::Access;
    const auto make = [address](Access access) {
        return
            [address, access]() -> std::unique_ptr<SqlSession> { return std::make_unique<Session>(address, access); };
    };
    return {make(Access::ReadWrite), make(Access::ReadOnly), Session(address, Access::ReadOnly).target()};
}

}  // namespace

HistoryBackend postgresBackend(const SqlServerAddress& address)
{
    return serverBackend<PostgresSession>(address);
}

HistoryBackend mysqlBackend(const SqlServerAddress& address)
{
    return serverBackend<MysqlSession>(address);
}

namespace {

/// Opening is the writer's first job: on its thread, outside any transaction of its own.
class OpenJob final : public WriteJob {
public:
    Kind kind() const override { return Kind::Alone; }
    void run(UnitOfWork& work) override
    {
        SqlSession& session = work.session();
        session.checkUndamaged();
        if (const QStringList problems = session.durabilityProblems(); !problems.isEmpty()) {
            throw SqlError(SqlError::Trouble::Refused, u"open"_s, session.target(),
                           u"what is stored there would not survive a power cut: "_s + problems.join("; "_L1));
        }
        migrate(session, migrationsFor(session.dialect().name));
        installation = installationId(session);
        listEarlierRequests(work);
    }
    QByteArray installation;
};

}  // namespace

SqlHistory::SqlHistory(HistoryBackend backend, const ports::Clock& clock, QObject* parent)
    : QObject(parent),
      m_backend(std::move(backend)),
      m_clock(clock),
      m_calls(m_backend.target),
      m_writer(m_backend.writer, m_calls),
      m_readers(m_backend.reader, m_calls)
{
    connect(&m_writer, &HistoryWriter::stateChanged, this, &SqlHistory::stateChanged);
    connect(&m_writer, &HistoryWriter::wrote, this, &SqlHistory::wrote);
}

SqlHistory::~SqlHistory()
{
    close();
}

QCoro::Task<void> SqlHistory::open()
{
    if (!std::exchange(m_isStarted, true)) m_writer.start();
    const auto job = std::make_shared<OpenJob>();
    job->at = m_clock.now();
    m_calls.add(job, kOpenDeadline);
    if (!m_writer.submit(job)) throw StoreError(StoreError::Kind::Refused, u"open"_s, target(), u"it was closed"_s);
    co_await m_calls.outcomeOf(job);
    m_calls.throwTrouble(*job, "open");
    m_installation = job->installation;
    if (!m_readers.isRunning()) m_readers.start();
    m_isOpen = true;
    co_await indexWhatIsOld();
}

void SqlHistory::checkOpen(const char* operation) const
{
    if (m_isOpen) return;
    throw StoreError(StoreError::Kind::Unreachable, QString::fromLatin1(operation), target(), u"it is not open yet"_s);
}

void SqlHistory::close(std::chrono::milliseconds deadline)
{
    // The writer's connection is the last one: as it closes, SQLite folds its log into the file, which is whole then.
    // Two readers that close at the same moment each take the other for somebody who needs the log, and leave it.
    m_readers.stop();
    m_writer.stop(deadline);
    m_calls.abandonAll();
}

void SqlHistory::submit(const std::shared_ptr<WriteJob>& job, const char* operation, std::chrono::milliseconds deadline)
{
    checkOpen(operation);
    job->at = m_clock.now();
    if (!m_writer.submit(job)) {
        throw StoreError(StoreError::Kind::Busy, QString::fromLatin1(operation), target(),
                         u"the writer's queue is full or closed"_s);
    }
    m_calls.add(job, deadline);
}

// ---- ports::ConversationStore ---------------------------------------------------------------------------------------

QCoro::Task<AcceptOutcome> SqlHistory::accept(IncomingMessage message, OwnerId claimFor)
{
    const auto job = std::make_shared<AcceptJob>(std::move(message), std::move(claimFor));
    submit(job, "accept", kAcceptDeadline);
    co_await m_calls.outcomeOf(job);
    m_calls.throwTrouble(*job, "accept");
    AcceptOutcome outcome = std::move(job->outcome);
    co_return outcome;
}

QCoro::Task<FinishOutcome> SqlHistory::finish(FinishRequest request)
{
    const auto job = std::make_shared<FinishJob>(std::move(request));
    submit(job, "finish");
    co_await m_calls.outcomeOf(job);
    m_calls.throwTrouble(*job, "finish");
    FinishOutcome outcome = std::move(job->outcome);
    co_return outcome;
}

QCoro::Task<ClaimOutcome> SqlHistory::claim(ConversationId conversation, OwnerId owner)
{
    return writeTo({conversation}, "claim",
                   [=](UnitOfWork& work, WriteJob&) { return claimConversation(work, conversation, owner); });
}

namespace {

std::vector<ConversationId> claimedConversations(const std::vector<Claim>& claims)
{
    std::vector<ConversationId> conversations;
    conversations.reserve(claims.size());
    for (const Claim& claim : claims)
        conversations.push_back(claim.conversation);
    return conversations;
}

}  // namespace

QCoro::Task<std::vector<ConversationId>> SqlHistory::renew(std::vector<Claim> claims)
{
    return writeTo(claimedConversations(claims), "renew",
                   [=](UnitOfWork& work, WriteJob&) { return renewClaims(work, claims); });
}

QCoro::Task<ports::ConversationStore::Unsent> SqlHistory::recordUnsent(Claim claim, Turn turn)
{
    return writeTo({claim.conversation}, "record unsent",
                   [=](UnitOfWork& work, WriteJob& job) { return tongdai::recordUnsent(work, job, claim, turn); });
}

QCoro::Task<void> SqlHistory::giveBack(Claim claim)
{
    auto done = writeTo({claim.conversation}, "give back", [=](UnitOfWork& work, WriteJob&) {
        giveBackClaim(work, claim);
        return true;
    });
    co_await done;
}

QCoro::Task<AnswerContext> SqlHistory::context(Claim claim, int maxLines)
{
    return read("context", [=](SqlSession& session) { return reads::context(session, claim, maxLines); });
}

QCoro::Task<std::vector<ConversationId>> SqlHistory::due(int limit)
{
    return read("due", [=](SqlSession& session) { return reads::due(session, limit); });
}

QCoro::Task<std::vector<ConversationId>> SqlHistory::cleanUp(std::chrono::hours age)
{
    return writeApart("clean up", [=](UnitOfWork& work, WriteJob&) { return tongdai::cleanUp(work, age); });
}

QCoro::Task<ports::ConversationStore::Repairs> SqlHistory::repair(std::chrono::minutes alarmAfter)
{
    return writeApart("repair", [=](UnitOfWork& work, WriteJob&) { return tongdai::repair(work, alarmAfter); });
}

namespace {

/// In the audit log.
QString wordFor(OutboxDecision decision)
{
    switch (decision) {
        case OutboxDecision::SendAgain: return u"send_again"_s;
        case OutboxDecision::MarkSent: return u"mark_sent"_s;
        case OutboxDecision::Drop: return u"drop"_s;
        case OutboxDecision::GiveUp: return u"give_up"_s;
    }
    return {};
}

}  // namespace

// ---- ports::OutboxStore ---------------------------------------------------------------------------------------------

QCoro::Task<std::vector<OutboxItem>> SqlHistory::claimOutbox(OwnerId owner, int limit, std::vector<qint64> inHands)
{
    const QUuid reference = QUuid::createUuid();
    return write("claim outbox", [=](UnitOfWork& work, WriteJob& job) {
        return tongdai::claimOutbox(work, job, owner, limit, inHands, reference);
    });
}

QCoro::Task<ports::OutboxStore::Settled> SqlHistory::settleOutbox(OutboxItem item, OwnerId owner, SendOutcome outcome,
                                                                  std::chrono::milliseconds nextIn)
{
    const auto job = std::make_shared<SettleJob>(std::move(item), std::move(owner), std::move(outcome), nextIn);
    submit(job, "settle outbox");
    co_await m_calls.outcomeOf(job);
    m_calls.throwTrouble(*job, "settle outbox");
    Settled settled = std::move(job->result);
    co_return settled;
}

QCoro::Task<ports::OutboxStore::Settled> SqlHistory::resolveOutbox(qint64 id, OutboxDecision decision, OperatorId by,
                                                                   std::optional<ConversationId> of)
{
    return write("resolve outbox", [=](UnitOfWork& work, WriteJob& job) {
        Settled settled = tongdai::resolveOutbox(work, job, id, decision, by, of);
        if (settled.wasOurs) work.addAudit({by.bytes(), u"outbox_decided"_s, {}, {{u"decision"_s, wordFor(decision)}}});
        return settled;
    });
}

// ---- ports::HistoryReader -------------------------------------------------------------------------------------------

QCoro::Task<ConversationPage> SqlHistory::conversations(ConversationQuery query)
{
    return read("list conversations", [=](SqlSession& session) { return reads::conversations(session, query); });
}

QCoro::Task<QueueCounts> SqlHistory::queueCounts(OperatorId me, InSight sight)
{
    return read("count queues", [=](SqlSession& session) { return reads::queueCounts(session, me, sight); });
}

QCoro::Task<QueueCounts> SqlHistory::peopleCounts(OperatorId me, InSight sight)
{
    return read("count people's queues", [=](SqlSession& session) { return reads::peopleCounts(session, me, sight); });
}

QCoro::Task<std::optional<Conversation>> SqlHistory::conversation(ConversationId id)
{
    return read("read conversation", [=](SqlSession& session) -> std::optional<Conversation> {
        auto found = reads::conversationsById(session, {id});
        if (found.empty()) return std::nullopt;
        return std::move(found.front());
    });
}

QCoro::Task<std::vector<Conversation>> SqlHistory::conversationsById(std::vector<ConversationId> ids)
{
    return read("read conversations", [=](SqlSession& session) { return reads::conversationsById(session, ids); });
}

QCoro::Task<ThreadPage> SqlHistory::thread(ThreadQuery query)
{
    return read("read thread", [=](SqlSession& session) { return reads::thread(session, query); });
}

QCoro::Task<std::vector<AdminConversation>> SqlHistory::adminConversations(int limit, InSight sight)
{
    return read("list for admin",
                [=](SqlSession& session) { return reads::adminConversations(session, limit, sight); });
}

QCoro::Task<qint64> SqlHistory::messagesSince(TimePoint since, qint64 most)
{
    return read("messages since", [=](SqlSession& session) { return reads::messagesSince(session, since, most); });
}

QCoro::Task<HistoryStats> SqlHistory::stats(std::chrono::hours oldAfter, std::chrono::seconds stuckAfter)
{
    const TimePoint now = m_clock.now();
    return read("statistics", [=](SqlSession& session) { return reads::stats(session, now, oldAfter, stuckAfter); });
}

QCoro::Task<std::vector<HistoryEvent>> SqlHistory::eventsAfter(qint64 id, int limit)
{
    return read("read events", [=](SqlSession& session) { return reads::eventsAfter(session, id, limit); });
}

QCoro::Task<qint64> SqlHistory::newestEventId()
{
    return read("newest event", [=](SqlSession& session) { return reads::newestEventId(session); });
}

QCoro::Task<bool> SqlHistory::hasSample()
{
    return read("look for the sample shop", [](SqlSession& session) { return reads::hasSample(session); });
}

QCoro::Task<std::vector<OutboxItem>> SqlHistory::outbox(std::vector<OutboxState> states, int limit)
{
    return read("read outbox", [=](SqlSession& session) { return reads::outbox(session, states, limit); });
}

QCoro::Task<qint64> SqlHistory::outboxWaiting()
{
    return read("count outbox", [](SqlSession& session) { return reads::outboxWaiting(session); });
}

// ---- ports::DraftStore ----------------------------------------------------------------------------------------------

QCoro::Task<void> SqlHistory::saveDraft(OperatorId author, Draft draft)
{
    auto done = write("save draft", [=](UnitOfWork& work, WriteJob&) {
        tongdai::saveDraft(work, author, draft);
        return true;
    });
    co_await done;
}

QCoro::Task<bool> SqlHistory::saveDraftIfNone(OperatorId author, Draft draft)
{
    auto done = write("save draft where there is none",
                      [=](UnitOfWork& work, WriteJob&) { return tongdai::saveDraftIfNone(work, author, draft); });
    const bool isSaved = co_await done;
    co_return isSaved;
}

QCoro::Task<std::vector<ports::DraftStore::Draft>> SqlHistory::drafts(OperatorId author)
{
    return read("read drafts", [=](SqlSession& session) { return reads::drafts(session, author); });
}

}  // namespace tongdai
