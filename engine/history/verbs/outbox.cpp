#include "engine/history/verbs/outbox.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const QString kFrom = u" from outbox o join conversations c on c.id = o.conversation_id "_s;

HistoryEvent outboxEvent(const OutboxItem& item, OutboxState state)
{
    return {0, u"outbox"_s, item.conversation, {}, {}, item.ord, {{u"state"_s, int(state)}, {u"id"_s, item.id}}};
}

void setActions(UnitOfWork& work, qint64 outboxId, const QString& status, const QString& error, bool isTry)
{
    const SqlRows rows = work.session().query(u"select conversation_id, ord from outbox where id = ?"_s, {outboxId});
    if (rows.isEmpty()) return;
    const bool isDone = status == "succeeded"_L1;
    work.session().execute(
        u"update message_actions set status = ?, error = ?, retry_count = retry_count + ?, executed_at = ? "
        "where conversation_id = ? and outbox_ord = ?"_s,
        {status, error.isEmpty() ? SqlValue() : SqlValue(error), isTry ? 1 : 0,
         isDone ? SqlValue(work.now()) : SqlValue(), rows[0][0].toUuid(), rows[0][1].toInteger()});
}

QString actionStatus(OutboxState state)
{
    switch (state) {
        case OutboxState::Waiting: return u"pending"_s;
        case OutboxState::Sending: return u"executing"_s;
        case OutboxState::Sent: return u"succeeded"_s;
        case OutboxState::Dead:
        case OutboxState::Unknown: return u"failed"_s;
        case OutboxState::Withdrawn: return u"skipped"_s;
    }
    Q_UNREACHABLE();
}

// Cut by a crash after its request may have gone out, and not safe to repeat: a person decides.
void setUnknown(UnitOfWork& work, WriteJob& job, const OutboxItem& item)
{
    const QString why = u"the engine stopped while this was being sent"_s;
    work.session().execute(
        u"update outbox set state = 4, owner = null, lease_until = 0, last_error = ?, updated_at = ? where id = ?"_s,
        {why, work.now(), item.id});
    setActions(work, item.id, actionStatus(OutboxState::Unknown), why, false);
    work.addEvent(&job.events, outboxEvent(item, OutboxState::Unknown));
}

std::vector<OutboxItem> claimedBefore(UnitOfWork& work, const QUuid& reference)
{
    static const QString sql = u"select "_s + rows::kOutboxColumns + kFrom + u"where o.claim_ref = ? and o.state = 1"_s;
    std::vector<OutboxItem> items;
    for (const SqlRow& row : work.session().query(sql, {reference}))
        items.push_back(rows::readOutbox(row));
    return items;
}

}  // namespace

std::vector<OutboxItem> claimOutbox(UnitOfWork& work, WriteJob& job, const OwnerId& owner, int limit,
                                    const QUuid& reference)
{
    if (job.mayBeDone) {
        if (auto before = claimedBefore(work, reference); !before.empty()) return before;
    }
    SqlParams dueIds;
    for (SqlRow row : work.session().query(
             u"select o.id from outbox o where o.state in (0, 1) and o.next_at <= {now} and o.lease_until < {now} "
             "and not exists (select 1 from outbox p where p.conversation_id = o.conversation_id and p.ord < o.ord "
             "and p.state in (0, 1)) order by o.next_at, o.id limit ? {skip_locked}"_s,
             {limit}))
        dueIds.push_back(row.nextInteger());
    static const QString sql = u"select "_s + rows::kOutboxColumns + kFrom + u"where o.id in ({list}) order by o.id"_s;
    std::vector<OutboxItem> due;
    for (const SqlRow& row : work.session().queryList(sql, dueIds))
        due.push_back(rows::readOutbox(row));

    std::vector<OutboxItem> taken;
    SqlParams ids;
    for (OutboxItem& item : due) {
        if (item.state == OutboxState::Sending && !item.repeatable) {
            setUnknown(work, job, item);
            continue;
        }
        item.state = OutboxState::Sending;
        item.attempts += 1;
        ids.push_back(item.id);
        taken.push_back(std::move(item));
    }
    static const QString take =
        u"update outbox set state = 1, attempts = attempts + 1, owner = ?, claim_ref = ?, "
        "lease_until = {now} + %1, updated_at = ? where id in ({list})"_s.arg(
            std::chrono::seconds(kOutboxLease).count());
    work.session().executeList(take, ids, {owner, reference, work.now()});
    return taken;
}

ports::OutboxStore::Settled settleOutbox(UnitOfWork& work, WriteJob& job, const OutboxItem& item, const OwnerId& owner,
                                         const SendOutcome& outcome, std::chrono::milliseconds nextIn)
{
    ports::OutboxStore::Settled result;
    const SqlRows rows =
        work.session().query(u"select state, owner, attempts from outbox where id = ? {for_update}"_s, {item.id});
    if (rows.isEmpty()) return result;
    SqlRow row = rows[0];
    const auto current = OutboxState(row.nextInteger());
    const auto holder = row.nextId<OwnerId>();
    const bool isSameTry = row.nextInteger() == item.attempts;
    if (current != OutboxState::Sending || holder != owner || !isSameTry) {
        result.state = current;
        // The first try of this very call was committed: the row rests, and the try is its last one.
        result.wasOurs = job.mayBeDone && isSameTry && current != OutboxState::Sending;
        return result;
    }
    result.wasOurs = true;
    result.state = stateAfter(item, outcome, work.now());
    work.session().execute(
        u"update outbox set state = ?, owner = null, lease_until = 0, next_at = {now} + ?, last_error = ?, answer = ?, "
        "updated_at = ? where id = ?"_s,
        {int(result.state), double(nextIn.count()) / 1000.0, outcome.error,
         outcome.answer.isEmpty() ? SqlValue() : SqlValue(outcome.answer), work.now(), item.id});
    setActions(work, item.id, actionStatus(result.state), outcome.error, result.state != OutboxState::Sent);
    work.addEvent(&job.events, outboxEvent(item, result.state));
    return result;
}

bool resolveOutbox(UnitOfWork& work, WriteJob& job, qint64 id, bool sendAgain)
{
    static const QString sql = u"select "_s + rows::kOutboxColumns + kFrom + u"where o.id = ?"_s;
    const SqlRows rows = work.session().query(sql, {id});
    if (rows.isEmpty()) return false;
    const OutboxItem item = rows::readOutbox(rows[0]);
    const OutboxState wanted = sendAgain ? OutboxState::Waiting : OutboxState::Sent;
    const qint64 matched = work.session().execute(
        u"update outbox set state = ?, attempts = 0, next_at = 0, owner = null, lease_until = 0, updated_at = ? "
        "where id = ? and state in (3, 4)"_s,
        {int(wanted), work.now(), id});
    if (matched == 0) return job.mayBeDone && item.state == wanted;
    setActions(work, id, actionStatus(wanted), {}, false);
    work.addEvent(&job.events, outboxEvent(item, wanted));
    return true;
}

}  // namespace tongdai
