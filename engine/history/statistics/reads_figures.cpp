#include "engine/domain/conversation/conversation_lists.h"
#include "engine/history/conversations/reads.h"
#include "engine/history/conversations/rows.h"

namespace tongdai::reads {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaxStuckShown = 100;
constexpr int kMaxInWork = 1000;
constexpr std::chrono::milliseconds kGateTaken{500};

}  // namespace

HistoryStats stats(SqlSession& session, TimePoint now, std::chrono::hours oldAfter, std::chrono::seconds stuckAfter)
{
    HistoryStats stats;
    const double hourAgo = toUnixSeconds(now - std::chrono::hours(1));
    const double old = toUnixSeconds(now - oldAfter);
    const SqlRows sums = session.query(
        u"select count(*), coalesce(sum(case when last_activity >= ? then 1 else 0 end), 0), "
        "coalesce(sum(case when last_activity < ? then 1 else 0 end), 0), "
        "coalesce(sum(case when lease_until > {now} then 1 else 0 end), 0), coalesce(sum(total_messages), 0), "
        "coalesce(sum(pending), 0) from conversations where live = 1"_s,
        {hourAgo, old});
    SqlRow row = sums[0];
    stats.conversations = row.nextInteger();
    stats.recent = row.nextInteger();
    stats.old = row.nextInteger();
    stats.processing = row.nextInteger();
    stats.messages = row.nextInteger();
    stats.pending = row.nextInteger();
    for (SqlRow state :
         session.query(u"select state, count(*) from outbox where state in (0, 1, 3, 4) group by state"_s)) {
        const auto which = OutboxState(state.nextInteger());
        const qint64 count = state.nextInteger();
        if (which == OutboxState::Waiting || which == OutboxState::Sending) stats.outboxWaiting += count;
        if (which == OutboxState::Dead) stats.outboxDead = count;
        if (which == OutboxState::Unknown) stats.outboxUnknown = count;
    }
    for (
        SqlRow stuck : session.query(
            u"select conversation_id from conversations where pending = 1 and pending_since < ? order by pending_since limit ?"_s,
            {toUnixSeconds(now - stuckAfter), kMaxStuckShown}))
        stats.stuck.push_back(stuck.nextId<ConversationId>());
    for (SqlRow held : session.query(u"select conversation_id from conversations where pending = 1 and lease_until > "
                                     "{now} and pending_since < ? order by pending_since limit ?"_s,
                                     {toUnixSeconds(now - kGateTaken), kMaxInWork}))
        stats.inWork.push_back(held.nextId<ConversationId>());
    return stats;
}

std::vector<HistoryEvent> eventsAfter(SqlSession& session, qint64 id, int limit)
{
    std::vector<HistoryEvent> events;
    for (SqlRow row : session.query(u"select id, kind, conversation_id, user_id, message_id, rev, data from events "
                                    "where id > ? order by id limit ?"_s,
                                    {id, limit})) {
        HistoryEvent event;
        event.id = row.nextInteger();
        event.kind = row.nextText();
        event.conversation = row.nextId<ConversationId>();
        event.user = row.nextId<SenderId>();
        event.messageId = row.nextId<MessageId>();
        event.rev = row.nextInteger();
        event.data = row.nextJson();
        events.push_back(std::move(event));
    }
    return events;
}

qint64 newestEventId(SqlSession& session)
{
    return session.query(u"select value from counters where name = 'events'"_s)[0][0].toInteger();
}

/// By the range of its ids, whose index every shop has: nothing is scanned where there is no sample.
bool hasSample(SqlSession& session)
{
    const SqlRows found = session.query(
        u"select conversation_id from conversations where conversation_id >= ? and "
        "conversation_id < ? and is_sample = 1 limit 1"_s,
        {ConversationId("sample-"), ConversationId("sample.")});
    return !found.isEmpty();
}

qint64 outboxWaiting(SqlSession& session)
{
    return session.query(u"select count(*) from outbox where state in (0, 1)"_s)[0][0].toInteger();
}

std::vector<OutboxItem> outbox(SqlSession& session, const std::vector<OutboxState>& states, int limit)
{
    static const QString sql = u"select "_s + rows::kOutboxColumns +
                               u" from outbox o join conversations c on c.id = o.conversation_id "
                               "where o.state in ({list}) order by o.id desc limit ?"_s;
    SqlParams wanted;
    for (const OutboxState state : states)
        wanted.push_back(int(state));
    std::vector<OutboxItem> items;
    const SqlRows found = session.queryList(sql, wanted, {}, {limit});
    for (const SqlRow& row : found)
        items.push_back(rows::readOutbox(row));
    return items;
}

std::vector<ports::DraftStore::Draft> drafts(SqlSession& session, const OperatorId& author)
{
    std::vector<ports::DraftStore::Draft> drafts;
    for (SqlRow row : session.query(
             u"select conversation_id, content, is_note from drafts where author = ? order by updated_at desc"_s,
             {author})) {
        ports::DraftStore::Draft draft;
        draft.conversation = row.nextId<ConversationId>();
        draft.text = row.nextText();
        draft.isNote = row.nextInteger() != 0;
        drafts.push_back(std::move(draft));
    }
    return drafts;
}

}  // namespace tongdai::reads
