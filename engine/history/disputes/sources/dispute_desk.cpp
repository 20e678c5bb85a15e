#include "engine/history/disputes/sources/dispute_desk.h"

#include "engine/contract/json/chat/chat_json.h"
#include "engine/history/disputes/sources/dispute_writes.h"
#include "engine/history/mysql/mysql_session.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace disputes;

namespace {

constexpr auto kDisputeDeadline = 6s;
constexpr auto kTimeToRespond = 48h;      // contracts/realtime-chat §8
constexpr qint64 kRejectedProposals = 2;  // before it may be resolved elsewhere
constexpr auto kInternalMediation = "INTERNAL_MEDIATION"_L1;

bool isMediating(const QString& status)
{
    return status == "OPEN"_L1 || status == "NEGOTIATION"_L1 || status == kInternalMediation;
}

DisputeOutcome refusedDispute(DisputeRefusal refusal)
{
    DisputeOutcome outcome;
    outcome.refusal = refusal;
    return outcome;
}

/// What a package is made of.
struct DisputeDossier {
    DisputeRefusal refusal = DisputeRefusal::None;
    QString contract;
    QStringList threads;
};

bool isEligible(const DisputeQuestions::Standing& standing)
{
    return standing.status == kInternalMediation && standing.rejected >= kRejectedProposals;
}

/// Rolls back what was not committed.
class DisputeTransaction {
public:
    explicit DisputeTransaction(SqlSession& session) : m_session(session) { session.begin(); }
    ~DisputeTransaction()
    {
        if (!m_isDone) m_session.rollback();
    }
    DisputeTransaction(const DisputeTransaction&) = delete;
    DisputeTransaction& operator=(const DisputeTransaction&) = delete;
    void commit()
    {
        m_session.commit();
        m_isDone = true;
    }

private:
    SqlSession& m_session;
    bool m_isDone = false;
};

/// Its row stays locked until the transaction ends: of two who join at once, one has joined before.
void lockDispute(SqlSession& session, const ForeignTables& tables, const QString& dispute)
{
    session.query(tables.sql(u"select d.id from #dispute# d where d.id = ? for update"_s), {dispute});
}

DisputeOutcome joinDispute(const DisputeQuestions& questions, SqlSession& session, const DisputeJoin& wanted,
                           bool isOurs)
{
    DisputeTransaction transaction(session);
    if (isOurs) lockDispute(session, questions.tables(), wanted.dispute);
    const auto standing = questions.standing(session, wanted.dispute, wanted.admin);
    if (!standing) return refusedDispute(DisputeRefusal::NotFound);
    if (!isMediating(standing->status)) return refusedDispute(DisputeRefusal::NotInMediation);
    if (standing->hasJoined) return refusedDispute(DisputeRefusal::JoinedBefore);
    if (standing->thread.isEmpty()) return refusedDispute(DisputeRefusal::NoThread);
    const QJsonObject metadata{{u"joinedAt"_s, contract::chatTime(wanted.at)}, {u"stage"_s, u"mediation"_s}};
    if (!noteLook(session, questions.tables(), wanted, standing->thread, "VIEW_THREAD"_L1, metadata))
        return refusedDispute(DisputeRefusal::NoAccessRecord);
    const TimePoint deadline = wanted.at + kTimeToRespond;
    if (isOurs) {
        letIn(session, questions.tables(), wanted, standing->thread);
        if (!mediate(session, questions.tables(), wanted, deadline))
            return refusedDispute(DisputeRefusal::NotInMediation);
    }
    transaction.commit();
    DisputeOutcome outcome;
    outcome.thread = standing->thread;
    outcome.answer = {{u"disputeId"_s, wanted.dispute},
                      {u"threadId"_s, standing->thread},
                      {u"adminId"_s, wanted.admin},
                      {u"joinedAt"_s, contract::chatTime(wanted.at)},
                      {u"status"_s, isOurs ? QString(kInternalMediation) : standing->status},
                      {u"isParticipant"_s, isOurs}};
    if (isOurs) outcome.answer.insert(u"responseDeadline"_s, contract::chatTime(deadline));
    return outcome;
}

DisputeOutcome closeDispute(const DisputeQuestions& questions, SqlSession& session, const DisputeJoin& wanted)
{
    DisputeTransaction transaction(session);
    lockDispute(session, questions.tables(), wanted.dispute);
    const auto standing = questions.standing(session, wanted.dispute, wanted.admin);
    if (!standing) return refusedDispute(DisputeRefusal::NotFound);
    if (!isEligible(*standing) || !closeForOthers(session, questions.tables(), wanted))
        return refusedDispute(DisputeRefusal::NotEligible);
    transaction.commit();
    DisputeOutcome outcome;
    outcome.answer = {{u"disputeId"_s, wanted.dispute},
                      {u"status"_s, u"CLOSED_FOR_EXTERNAL_RESOLUTION"_s},
                      {u"decidedById"_s, wanted.admin},
                      {u"decidedAt"_s, contract::chatTime(wanted.at)},
                      {u"note"_s, wanted.reason}};
    return outcome;
}

/// Every thread of the contract, or none: a look that nobody could write down is none.
DisputeRefusal noteExport(const DisputeQuestions& questions, SqlSession& session, const DisputeJoin& wanted,
                          const QStringList& threads)
{
    DisputeTransaction transaction(session);
    const QJsonObject metadata{{u"exportedAt"_s, contract::chatTime(wanted.at)}};
    for (const QString& thread : threads) {
        if (!noteLook(session, questions.tables(), wanted, thread, "EXPORT_TRANSCRIPT"_L1, metadata))
            return DisputeRefusal::NoAccessRecord;
    }
    transaction.commit();
    return DisputeRefusal::None;
}

}  // namespace

DisputeDesk::DisputeDesk(SqlServerAddress address, bool isOursToWrite, PackageBounds bounds)
    : m_isOurs(isOursToWrite),
      m_bounds(bounds),
      m_reads([address] { return std::make_unique<MysqlSession>(address, MysqlSession::Access::ReadOnly); },
              address.target(u"mysql"_s)),
      m_writes([address] { return std::make_unique<MysqlSession>(address, MysqlSession::Access::ReadWrite); },
               address.target(u"mysql"_s))
{
}

void DisputeDesk::stop()
{
    m_reads.stop();
    m_writes.stop();
}

QCoro::Task<DisputeDesk::Questions> DisputeDesk::learned()
{
    m_reads.start();
    if (!m_questions) {
        auto learning = m_reads.ask("look", kDisputeDeadline, learnDisputes);
        m_questions = co_await learning;
    }
    Questions questions = m_questions;
    co_return questions;
}

template <class Ask>
auto DisputeDesk::read(const char* operation, Ask ask)
{
    using Answer = std::invoke_result_t<Ask&, const DisputeQuestions&, SqlSession&>;
    return [](DisputeDesk* self, const char* name, Ask how) -> QCoro::Task<Answer> {
        auto learning = self->learned();
        Questions questions = co_await learning;
        auto asking = self->m_reads.ask(
            name, kDisputeDeadline, [questions, how](SqlSession& session) mutable { return how(*questions, session); });
        Answer answer = co_await asking;
        co_return answer;
    }(this, operation, std::move(ask));
}

template <class Act>
auto DisputeDesk::write(const char* operation, Act act)
{
    using Answer = std::invoke_result_t<Act&, const DisputeQuestions&, SqlSession&>;
    return [](DisputeDesk* self, const char* name, Act how) -> QCoro::Task<Answer> {
        auto learning = self->learned();
        Questions questions = co_await learning;
        self->m_writes.start();
        auto asking = self->m_writes.ask(
            name, kDisputeDeadline, [questions, how](SqlSession& session) mutable { return how(*questions, session); });
        Answer answer = co_await asking;
        co_return answer;
    }(this, operation, std::move(act));
}

QCoro::Task<DisputeAdminPage> DisputeDesk::list(DisputeAdminQuery query)
{
    return read("disputes", [query = std::move(query)](const DisputeQuestions& questions, SqlSession& session) {
        return questions.list(session, query);
    });
}

QCoro::Task<std::optional<QJsonObject>> DisputeDesk::detail(QString dispute, TimePoint now)
{
    return read("dispute", [dispute, now](const DisputeQuestions& questions, SqlSession& session) {
        return questions.detail(session, dispute, now);
    });
}

QCoro::Task<DisputeOutcome> DisputeDesk::join(DisputeJoin wanted)
{
    return write("join", [wanted, isOurs = m_isOurs](const DisputeQuestions& questions, SqlSession& session) {
        return joinDispute(questions, session, wanted, isOurs);
    });
}

QCoro::Task<DisputeOutcome> DisputeDesk::eligibility(QString dispute)
{
    return read("eligibility", [dispute](const DisputeQuestions& questions, SqlSession& session) {
        const auto standing = questions.standing(session, dispute, QString());
        if (!standing) return refusedDispute(DisputeRefusal::NotFound);
        DisputeOutcome outcome;
        outcome.answer = {{u"eligible"_s, isEligible(*standing)},
                          {u"status"_s, standing->status},
                          {u"rejectedProposals"_s, standing->rejected},
                          {u"requiredProposals"_s, kRejectedProposals}};
        return outcome;
    });
}

QCoro::Task<DisputeOutcome> DisputeDesk::package(DisputeJoin wanted)
{
    auto looking =
        read("package", [wanted, most = m_bounds.most](const DisputeQuestions& questions, SqlSession& session) {
            const auto standing = questions.standing(session, wanted.dispute, wanted.admin);
            const DisputeRefusal refusal = !standing                ? DisputeRefusal::NotFound
                                           : !isEligible(*standing) ? DisputeRefusal::NotEligible
                                                                    : DisputeRefusal::None;
            DisputeDossier dossier{refusal, {}, {}};
            if (standing) dossier.contract = standing->contract;
            if (refusal != DisputeRefusal::None) return dossier;
            dossier.threads = questions.threads(session, standing->contract);
            if (questions.countLines(session, standing->contract, most + 1) > most)
                dossier.refusal = DisputeRefusal::TooLong;
            return dossier;
        });
    const DisputeDossier dossier = co_await looking;
    if (dossier.refusal != DisputeRefusal::None) co_return refusedDispute(dossier.refusal);
    auto noting = write("note the export",
                        [wanted, threads = dossier.threads](const DisputeQuestions& questions, SqlSession& session) {
                            return noteExport(questions, session, wanted, threads);
                        });
    const DisputeRefusal unnoted = co_await noting;
    if (unnoted != DisputeRefusal::None) co_return refusedDispute(unnoted);
    auto reading = read("package", [wanted](const DisputeQuestions& questions, SqlSession& session) {
        DisputeOutcome outcome;
        outcome.answer = questions.detail(session, wanted.dispute, wanted.at).value_or(QJsonObject());
        outcome.answer.insert(u"mediationProposals"_s, questions.proposals(session, wanted.dispute));
        return outcome;
    });
    DisputeOutcome outcome = co_await reading;
    auto readingLines = chatHistory(dossier.contract);
    const std::optional<QJsonArray> lines = co_await readingLines;
    if (!lines) co_return refusedDispute(DisputeRefusal::TooLong);
    outcome.answer.insert(u"chatHistory"_s, *lines);
    outcome.thread = dossier.threads.join(u',');
    co_return outcome;
}

/// Page after page, so that no question takes long and other readers come in between. Nothing: it grew meanwhile.
QCoro::Task<std::optional<QJsonArray>> DisputeDesk::chatHistory(QString contract)
{
    QJsonArray lines;
    DisputeQuestions::LinePlace after;
    bool hasMore = true;
    while (hasMore) {
        auto reading = read("package", [contract, place = after, limit = m_bounds.page](
                                           const DisputeQuestions& questions, SqlSession& session) {
            return questions.chatHistory(session, contract, place, limit);
        });
        const DisputeQuestions::LinePage page = co_await reading;
        for (const QJsonValue& line : page.lines)
            lines.append(line);
        if (lines.size() > m_bounds.most) co_return std::nullopt;
        hasMore = page.next.has_value();
        if (hasMore) after = *page.next;
    }
    co_return lines;
}

QCoro::Task<DisputeOutcome> DisputeDesk::close(DisputeJoin wanted)
{
    if (!m_isOurs) co_return refusedDispute(DisputeRefusal::NotOurs);
    auto closing = write("close", [wanted](const DisputeQuestions& questions, SqlSession& session) {
        return closeDispute(questions, session, wanted);
    });
    DisputeOutcome outcome = co_await closing;
    co_return outcome;
}

}  // namespace tongdai
