#include "engine/history/outbox/outbox.h"

#include "engine/history/outbox/outbox_actions.h"
#include "engine/history/outbox/send_tries.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const QString kFrom = u" from outbox o join conversations c on c.id = o.conversation_id "_s;

constexpr char kCutSending[] = "the engine stopped while this was being sent";

void setActions(UnitOfWork& work, qint64 outboxId, OutboxState state, const QString& error)
{
    const SqlRows rows = work.session().query(u"select conversation_id, ord from outbox where id = ?"_s, {outboxId});
    if (rows.isEmpty()) return;
    OutboxActions actions;
    actions.set(rows[0][0].toUuid(), rows[0][1].toInteger(), state, error, false);
    actions.write(work);
}

// Cut by a crash after its request may have gone out, and not safe to repeat: a person decides.
void setUnknown(UnitOfWork& work, WriteJob& job, const OutboxItem& item)
{
    const QString why = QString::fromLatin1(kCutSending);
    work.session().execute(
        u"update outbox set state = 4, owner = null, lease_until = 0, last_error = ?, updated_at = ? where id = ?"_s,
        {why, work.now(), item.id});
    setActions(work, item.id, OutboxState::Unknown, why);
    work.addEvent(&job.events, outboxEvent(item, OutboxState::Unknown));
}

OutboxState stateOf(OutboxDecision decision)
{
    switch (decision) {
        case OutboxDecision::SendAgain: return OutboxState::Waiting;
        case OutboxDecision::MarkSent: return OutboxState::Sent;
        case OutboxDecision::Drop: return OutboxState::Withdrawn;
        case OutboxDecision::GiveUp: return OutboxState::Dead;
    }
    Q_UNREACHABLE();
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

HistoryEvent outboxEvent(const OutboxItem& item, OutboxState state)
{
    return {0, u"outbox"_s, item.conversation, {}, {}, item.ord, {{u"state"_s, int(state)}, {u"id"_s, item.id}}};
}

std::vector<OutboxItem> claimOutbox(UnitOfWork& work, WriteJob& job, const OwnerId& owner, int limit,
                                    const std::vector<qint64>& inHands, const QUuid& reference)
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
        if (std::ranges::find(inHands, item.id) != inHands.end()) continue;
        const bool wasCut = item.state == OutboxState::Sending;
        if (wasCut)
            addSendTry(work, item.id, {work.now(), SendOutcome::Kind::Ambiguous, QString::fromLatin1(kCutSending)});
        if (wasCut && !item.repeatable) {
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

ports::OutboxStore::Settled resolveOutbox(UnitOfWork& work, WriteJob& job, qint64 id, OutboxDecision decision,
                                          const OperatorId& by, const std::optional<ConversationId>& of)
{
    ports::OutboxStore::Settled settled;
    static const QString sql = u"select o.tries, o.updated_at, "_s + rows::kOutboxColumns + kFrom + u"where o.id = ?"_s;
    const SqlRows rows = work.session().query(sql, {id});
    if (rows.isEmpty()) return settled;
    SqlRow found = rows[0];
    const QString written = found.nextText();
    const TimePoint endedAt = found.nextTime();
    OutboxItem item = rows::readOutbox(found);
    if (of && item.conversation != *of) return settled;
    const OutboxState wanted = stateOf(decision);
    settled.state = item.state;
    const bool givesUp = decision == OutboxDecision::GiveUp;
    const bool isDecidable = givesUp ? item.state == OutboxState::Waiting
                                     : item.state == OutboxState::Dead || item.state == OutboxState::Unknown;
    if (!isDecidable) {
        settled.wasOurs = job.mayBeDone && item.state == wanted;
        return settled;
    }
    std::optional<SendTry> lost;
    if (decision == OutboxDecision::SendAgain) {
        const std::vector<SendTry> tries = sendTriesIn(written);
        lost = lostTry(item, tries, endedAt);
        item.dedupKey = keyOfNextAttempt(item, tries, endedAt);
        // A life of its own: the next hours and attempts count from now.
        item.createdAt = work.now();
        if (item.attempts >= kMaxSendAttempts) item.attempts = 0;
        item.lastError.clear();
    }
    if (givesUp) item.lastError = QString::fromLatin1(kGivenUp);
    const qint64 matched = work.session().execute(
        u"update outbox set state = ?, dedup_key = ?, attempts = ?, created_at = ?, last_error = ?, next_at = 0, "
        "owner = null, lease_until = 0, updated_at = ? where id = ? and state = ?"_s,
        {int(wanted), SqlValue::bytes(item.dedupKey), item.attempts, item.createdAt, item.lastError, work.now(), id,
         int(item.state)});
    if (matched == 0) return settled;
    if (lost) addSendTry(work, id, *lost);
    settled.wasOurs = true;
    settled.state = wanted;
    setActions(work, id, wanted, givesUp ? item.lastError : QString());
    HistoryEvent event = outboxEvent(item, wanted);
    event.data[u"by"_s] = by.toString();
    work.addEvent(&job.events, std::move(event));
    return settled;
}

}  // namespace tongdai
