#include "engine/history/outbox/settle_outbox.h"

#include "engine/history/outbox/outbox.h"
#include "engine/history/outbox/outbox_actions.h"
#include "engine/history/outbox/send_tries.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

/// A row as it stands now, locked.
struct Current {
    QUuid conversation;
    qint64 ord = 0;
    OutboxState state = OutboxState::Waiting;
    OwnerId owner;
    int attempts = 0;
    std::optional<double> recordMs;
    double storeNow = 0;
    QString tries;
};

SqlValue knownMs(std::chrono::duration<double, std::milli> took)
{
    return took.count() > 0 ? SqlValue(took.count()) : SqlValue();
}

const QString kLockRows =
    u"select id, conversation_id, ord, state, owner, attempts, record_ms, {now}, tries from outbox "
    "{index primary} where id in ({list}) order by id {for_update}"_s;

SqlParams idsOf(std::span<SettleJob* const> jobs)
{
    SqlParams ids;
    for (const SettleJob* job : jobs)
        ids.push_back(job->item.id);
    return ids;
}

QHash<qint64, Current> lockRows(UnitOfWork& work, std::span<SettleJob* const> jobs)
{
    QHash<qint64, Current> found;
    for (SqlRow row : work.session().queryList(kLockRows, idsOf(jobs))) {
        const qint64 id = row.nextInteger();
        Current& current = found[id];
        current.conversation = row.nextUuid();
        current.ord = row.nextInteger();
        current.state = OutboxState(row.nextInteger());
        current.owner = row.nextId<OwnerId>();
        current.attempts = int(row.nextInteger());
        const SqlValue& recordMs = row.next();
        if (!recordMs.isNull()) current.recordMs = recordMs.toReal();
        current.storeNow = row.nextReal();
        current.tries = row.nextText();
    }
    return found;
}

/// Whether a row that rests was settled by an earlier, committed run of this very call.
bool isItsLastTry(const Current& row, const SettleJob& job)
{
    if (row.state == OutboxState::Sending) return false;
    const bool isGivenBack = isNoAttempt(job.outcome, row.state) && row.attempts == job.item.attempts - 1;
    return isGivenBack || row.attempts == job.item.attempts;
}

const QString kToRest = u"owner = null, lease_until = 0"_s;

SqlUpdate updateOfRows(bool withTries, const QString& alsoSet = kToRest)
{
    std::vector<SqlColumn> columns{{u"state"_s, SqlType::Integer},   {u"next_at"_s, SqlType::Real},
                                   {u"last_error"_s, SqlType::Text}, {u"answer"_s, SqlType::Json},
                                   {u"record_ms"_s, SqlType::Real},  {u"send_ms"_s, SqlType::Real},
                                   {u"updated_at"_s, SqlType::Real}};
    if (withTries) columns.push_back({u"tries"_s, SqlType::Json});
    return {u"outbox"_s, {{u"id"_s, SqlType::Integer}}, std::move(columns), alsoSet};
}

/// What arrived at once has no tries to be looked at; where a limit of ours held it back there was none, unless that
/// ended the row, or a part had gone before it.
bool isWorthNoting(const Current& row, const SendOutcome& outcome)
{
    if (outcome.isHeldBack && row.state != OutboxState::Dead)
        return outcome.isPartly && !mayHaveArrived(sendTriesIn(row.tries));
    return row.state != OutboxState::Sent || !row.tries.isEmpty();
}

}  // namespace

void expectSettles(SqlSession& session, std::span<SettleJob* const> jobs)
{
    session.expectList(kLockRows, idsOf(jobs));
}

void settleBatch(UnitOfWork& work, std::span<SettleJob* const> jobs)
{
    static const SqlUpdate plain = updateOfRows(false);
    static const SqlUpdate noting = updateOfRows(true);
    static const SqlUpdate givingBack = updateOfRows(false, kToRest + u", attempts = attempts - 1"_s);
    auto rows = lockRows(work, jobs);
    OutboxActions actions;
    std::vector<SqlParams> changes;
    std::vector<SqlParams> notedChanges;
    std::vector<SqlParams> givenBackChanges;
    for (SettleJob* job : jobs) {
        job->result = {};
        const auto found = rows.find(job->item.id);
        if (found == rows.end()) continue;
        Current& row = *found;
        const bool isSameTry = row.attempts == job->item.attempts;
        if (row.state != OutboxState::Sending || row.owner != job->owner || !isSameTry) {
            job->result.state = row.state;
            job->result.wasOurs = job->mayBeDone && isItsLastTry(row, *job);
            continue;
        }
        row.state = stateAfter(job->item, job->outcome, work.now());
        row.owner = {};
        job->result.wasOurs = true;
        job->result.state = row.state;
        const SendOutcome& outcome = job->outcome;
        const SqlValue recordMs = knownMs(outcome.recordTook);  // known to the first try alone
        SqlParams change{job->item.id,
                         int(row.state),
                         row.storeNow + double(job->nextIn.count()) / 1000.0,
                         outcome.error,
                         outcome.answer.isEmpty() ? SqlValue() : SqlValue(outcome.answer),
                         recordMs.isNull() ? SqlValue::orNull(row.recordMs) : recordMs,
                         knownMs(outcome.sendTook),
                         work.now()};
        const bool isNoted = isWorthNoting(row, outcome);
        const bool isGivenBack = !isNoted && isNoAttempt(outcome, row.state);
        if (isNoted)
            change.push_back(withSendTry(row.tries, {work.now(), outcome.kind, outcome.error, outcome.isPartly}));
        (isGivenBack ? givenBackChanges : isNoted ? notedChanges : changes).push_back(std::move(change));
        const bool isTry = row.state != OutboxState::Sent && !isGivenBack;
        actions.set(row.conversation, row.ord, row.state, outcome.error, isTry);
        work.addEvent(&job->events, outboxEvent(job->item, row.state));
    }
    work.alsoUpdate(plain, std::move(changes));
    work.alsoUpdate(noting, std::move(notedChanges));
    work.alsoUpdate(givingBack, std::move(givenBackChanges));
    actions.addTo(work);
}

void SettleJob::run(UnitOfWork& work)
{
    SettleJob* const self = this;
    settleBatch(work, {&self, 1});
}

}  // namespace tongdai
