#include "engine/history/conversations/upkeep.h"

#include "engine/history/conversations/granting.h"
#include "engine/history/privacy/legal_holds.h"
#include "engine/history/search/search.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using rows::ConversationRow;

namespace {

constexpr int kMaxEventsPerCleanUp = 20'000;  // a bigger delete would hold every other writer up

/// A condition on an event: its conversation, or the customer of it, is under a legal hold. Two lists that do not
/// depend on the row, so that the holds are looked up once and not for each event.
const QString kEventHeld =
    u"(events.conversation_id in (select h.subject from legal_holds h where h.kind = 1 and h.released_at is null) or "
    "events.conversation_id in (select c.conversation_id from legal_holds h join conversations c on c.customer_id = "
    "h.subject where h.kind = 0 and h.released_at is null))"_s;

/// What is held stays in front for as long as the hold: the piece that goes begins behind it.
void forgetOldEvents(UnitOfWork& work, double before)
{
    SqlSession& session = work.session();
    const SqlRows newest = session.query(u"select max(id) from events where at < ?"_s, {before});
    if (newest[0][0].isNull()) return;
    static const QString notHeld =
        u"select id from events where id <= ? and not "_s + kEventHeld + u" order by id limit 1"_s;
    const SqlRows first = session.query(notHeld, {newest[0][0].toInteger()});
    if (first.isEmpty()) return;
    const qint64 from = first[0][0].toInteger();
    const qint64 upto = std::min(newest[0][0].toInteger(), from + kMaxEventsPerCleanUp);
    lockPrivacy(work);  // behind every hold that another engine is placing
    static const QString anyHeld = u"select count(*) from events where id between ? and ? and "_s + kEventHeld;
    if (session.query(anyHeld, {from, upto})[0][0].toInteger() == 0) {
        session.execute(u"delete from events where id between ? and ?"_s, {from, upto});
        return;
    }
    // A delete that looks into conversations would lock them, out of their turn.
    static const QString free = u"select id from events where id between ? and ? and not "_s + kEventHeld;
    SqlParams ids;
    for (SqlRow row : session.query(free, {from, upto}))
        ids.push_back(row.nextInteger());
    session.executeList(u"delete from events where id in ({list})"_s, ids);
}

SqlParams linesAt(UnitOfWork& work, const QUuid& conversation, const std::vector<LineTime>& times)
{
    SqlParams revs;
    for (const LineTime& line : times)
        revs.push_back(line.rev);
    SqlParams lines;
    for (SqlRow row : work.session().queryList(
             u"select id from messages where conversation_id = ? and rev in ({list})"_s, revs, {conversation}))
        lines.push_back(row.nextUuid());
    return lines;
}

}  // namespace

std::vector<ConversationId> cleanUp(UnitOfWork& work, std::chrono::hours age)
{
    const double before = toUnixSeconds(work.now() - age);
    std::vector<ConversationId> forgotten;
    SqlParams uuids;
    for (SqlRow row : work.session().query(
             u"select id, conversation_id from conversations where live = 1 and pending = 0 and waiting_since is null "
             "and last_activity < ? and lease_until < {now} order by conversation_id limit ? {for_update}"_s,
             {before, kCleanUpAtOnce})) {
        uuids.push_back(row.nextUuid());
        forgotten.push_back(row.nextId<ConversationId>());
    }
    work.session().executeList(
        u"update conversations set live = 0, owner = null, lease_until = 0, attempts = 0, restarts = 0, "
        "version = version + 1 where id in ({list})"_s,
        uuids);
    forgetOldEvents(work, before);
    return forgotten;
}

ports::ConversationStore::Repairs repair(UnitOfWork& work, std::chrono::minutes alarmAfter)
{
    constexpr int kLinesPerRepair = 500;
    indexOldLines(work, kLinesPerRepair);  // where the run after opening was cut short
    ports::ConversationStore::Repairs repairs;
    const double now = toUnixSeconds(work.now());
    // The table's own check forbids this state; a restored or hand-edited store may have it all the same.
    repairs.pendingFlags = int(work.session().execute(
        u"update conversations set pending = case when next_seq > done_seq then 1 else 0 end, "
        "pending_since = case when next_seq > done_seq then coalesce(pending_since, ?) else null end, "
        "version = version + 1 where (pending = 1 and next_seq <= done_seq) or (pending = 0 and next_seq > done_seq) "
        "or (pending = 1 and pending_since is null)"_s,
        {now}));
    const double since = toUnixSeconds(work.now() - alarmAfter);
    repairs.waitingTooLong = int(work.session()
                                     .query(u"select count(*) from messages m join conversations c on c.id = "
                                            "m.conversation_id where c.pending = 1 and m.seq > c.done_seq and "
                                            "m.state = 0 and m.received_at < ?"_s,
                                            {since})[0][0]
                                     .toInteger());
    return repairs;
}

bool dateSample(UnitOfWork& work, const ConversationId& conversation, const std::vector<LineTime>& times,
                const std::optional<TimePoint>& waitingSince)
{
    ConversationRow* row = work.lockOne(conversation);
    if (!row || !row->shown.isSample) return false;
    static const SqlUpdate update{u"messages"_s,
                                  {{u"conversation_id"_s, SqlType::Uuid}, {u"rev"_s, SqlType::Integer}},
                                  {{u"sent_at"_s, SqlType::Real}, {u"received_at"_s, SqlType::Real}}};
    std::vector<SqlParams> rows;
    TimePoint newest{};
    for (const LineTime& line : times) {
        rows.push_back({row->uuid, line.rev, line.at, line.at});
        newest = std::max(newest, line.at);
    }
    work.session().updateMany(update, rows);
    indexAgain(work, linesAt(work, row->uuid, times));
    if (!times.empty()) {
        row->shown.lastActivity = newest;
        row->shown.lastMessageTimestamp = std::min(row->shown.lastMessageTimestamp, toUnixSeconds(newest));
        row->newestSentAt = std::min(row->newestSentAt, toUnixSeconds(newest));
    }
    row->shown.waitingSince = waitingSince;
    work.changed(*row);
    return true;
}

SampleRemoval removeSample(UnitOfWork& work, WriteJob& job)
{
    SqlSession& session = work.session();
    std::vector<ConversationId> samples;
    for (SqlRow row : session.query(u"select conversation_id from conversations where is_sample = 1"_s))
        samples.push_back(row.nextId<ConversationId>());
    // In the order in which everybody locks (guarantees 2.4). Then no hold is on its way that is not seen here.
    work.lock(samples);
    lockPrivacy(work);
    const std::set<ConversationId> held = reads::heldAmong(session, samples);
    SqlParams uuids;
    SqlParams ids;
    for (const ConversationId& id : samples) {
        const ConversationRow* row = work.find(id);
        if (!row || held.contains(id)) continue;
        uuids.push_back(row->uuid);
        ids.push_back(id);
        work.forget(id);
    }
    SampleRemoval removal;
    removal.held = int(held.size());
    for (const QString& sql : {u"delete from history_entries where conversation_id in ({list})"_s,
                               u"delete from history_sessions where conversation_id in ({list})"_s,
                               u"delete from message_actions where conversation_id in ({list})"_s,
                               u"delete from outbox where conversation_id in ({list})"_s,
                               u"delete from proposals where conversation_id in ({list})"_s,
                               u"delete from turns where conversation_id in ({list})"_s,
                               u"delete from customer_details where conversation_id in ({list})"_s,
                               u"delete from session_statuses where conversation_id in ({list})"_s,
                               u"delete from messages where conversation_id in ({list})"_s,
                               u"delete from conversations where id in ({list})"_s})
        session.executeList(sql, uuids);
    session.executeList(u"delete from tasks where conversation_id in ({list})"_s, ids);
    session.executeList(u"delete from drafts where conversation_id in ({list})"_s, ids);
    session.executeList(u"delete from events where conversation_id in ({list})"_s, ids);
    if (!ids.empty()) work.addEvent(&job.events, {0, u"sample_removed"_s, ConversationId("sample"_ba), {}, {}, 0, {}});
    removal.removed = int(uuids.size());
    return removal;
}

static SqlInsert draftInsert(SqlInsert::OnConflict onConflict)
{
    return {u"drafts"_s,
            {{u"author"_s, SqlType::Id},
             {u"conversation_id"_s, SqlType::Id},
             {u"content"_s, SqlType::Text},
             {u"is_note"_s, SqlType::Integer},
             {u"updated_at"_s, SqlType::Real}},
            onConflict,
            {u"author"_s, u"conversation_id"_s}};
}

void saveDraft(UnitOfWork& work, const OperatorId& author, const ports::DraftStore::Draft& draft)
{
    if (draft.text.isEmpty()) {
        work.session().execute(u"delete from drafts where author = ? and conversation_id = ?"_s,
                               {author, draft.conversation});
        return;
    }
    static const SqlInsert insert = draftInsert(SqlInsert::OnConflict::Overwrite);
    const std::vector<SqlParams> rows{{author, draft.conversation, draft.text, draft.isNote, work.now()}};
    work.session().insertMany(insert, rows);
}

bool saveDraftIfNone(UnitOfWork& work, const OperatorId& author, const ports::DraftStore::Draft& draft)
{
    const QString mine = u"select content from drafts where author = ? and conversation_id = ?"_s;
    if (!work.session().query(mine, {author, draft.conversation}).isEmpty()) return false;
    static const SqlInsert insert = draftInsert(SqlInsert::OnConflict::KeepOld);
    const std::vector<SqlParams> rows{{author, draft.conversation, draft.text, draft.isNote, work.now()}};
    work.session().insertMany(insert, rows);
    // Another engine may have been quicker between the two.
    const SqlRows now = work.session().query(mine, {author, draft.conversation});
    return !now.isEmpty() && now[0][0].toText() == draft.text;
}

}  // namespace tongdai
