#include "engine/domain/text/fold_text.h"
#include "engine/history/conversations/reads.h"
#include "engine/history/conversations/rows.h"
#include "engine/history/people/sight_sql.h"

#include <algorithm>

namespace tongdai::reads {

using namespace Qt::StringLiterals;

namespace {

// The same rules as belongsTo() in domain/work_queue.h. Closed conversations are always in bot mode.
QString condition(WorkQueue queue)
{
    switch (queue) {
        case WorkQueue::NeedsMe:
            return u"status = 0 and bot_mode = 1 and list_key < -1e11 and (assigned_operator is null or assigned_operator = ?)"_s;
        case WorkQueue::Mine: return u"status = 0 and assigned_operator = ?"_s;
        case WorkQueue::Unassigned: return u"status = 0 and bot_mode = 1 and assigned_operator is null"_s;
        case WorkQueue::WithBot: return u"status = 0 and bot_mode = 0"_s;
        case WorkQueue::Closed: return u"status = 1 and bot_mode = 0"_s;
        case WorkQueue::All: return u"1 = 1"_s;
    }
    Q_UNREACHABLE();
}

bool asksWho(WorkQueue queue)
{
    return queue == WorkQueue::NeedsMe || queue == WorkQueue::Mine;
}

// `!` escapes: a backslash means something else to each store.
QString likePattern(const QString& filter)
{
    QString pattern = foldText(filter);
    for (const QChar special : {u'!', u'%', u'_'})
        pattern.replace(special, QString(u'!') + special);
    return u'%' + pattern + u'%';
}

Conversation shown(const SqlRow& row)
{
    return rows::readConversation(row).shown;
}

}  // namespace

namespace {

const QString kByWaiting = u" order by list_key, conversation_id"_s;
const QString kByActivity = u" order by last_activity desc, conversation_id"_s;

/// Those who wait for a person stand in front, and those behind them in the order of their activity: where no index has
/// both together, a page is put together from the beginnings of the two. What people have is few, and sorted.
bool isOfTwoParts(const ConversationQuery& query, const SqlDialect& dialect)
{
    const bool hasBotsOrClosed =
        query.queue == WorkQueue::All || query.queue == WorkQueue::WithBot || query.queue == WorkQueue::Closed;
    const bool hasOneIndex = dialect.name == "mysql"_L1;  // it has no indexes of some rows only
    return hasBotsOrClosed && query.order == ListOrder::LongestWaiting && !hasOneIndex;
}

}  // namespace

QString conversationsSql(const ConversationQuery& query, const SqlDialect& dialect)
{
    QString from = u" from conversations where "_s + condition(query.queue);
    if (!query.filter.isEmpty()) from += u" and search_text like ? escape '!'"_s;
    from += sightSql(query.sight);
    const QString page = u" limit ? offset ?"_s;
    const QString columns = u"select "_s + rows::kConversationColumns;
    if (!isOfTwoParts(query, dialect))
        return columns + from + (query.order == ListOrder::LongestWaiting ? kByWaiting : kByActivity) + page;
    return u"select * from ("_s + columns + u", list_key"_s + from + u" and list_key < -1e11"_s + kByWaiting +
           u" limit ?) waiting union all select * from ("_s + columns + u", list_key"_s + from +
           u" and list_key >= -1e11"_s + kByActivity + u" limit ?) others"_s + kByWaiting + page;
}

ConversationPage conversations(SqlSession& session, const ConversationQuery& query)
{
    SqlParams given;
    if (asksWho(query.queue)) given.push_back(query.me);
    if (!query.filter.isEmpty()) given.push_back(likePattern(query.filter));
    std::ranges::copy(sightValues(query.sight), std::back_inserter(given));
    SqlParams values;
    if (isOfTwoParts(query, session.dialect())) {
        given.push_back(query.limit + 1 + query.offset);
        values = given;
    }
    values.insert(values.end(), given.begin(), given.end());
    values.push_back(query.limit + 1);
    values.push_back(query.offset);
    ConversationPage page;
    for (const SqlRow& row : session.query(conversationsSql(query, session.dialect()), values))
        page.rows.push_back(shown(row));
    page.hasMore = int(page.rows.size()) > query.limit;
    if (page.hasMore) page.rows.pop_back();
    return page;
}

namespace {

/// A row: status, bot_mode, whose (0 nobody's, 1 mine, 2 another's), whether the customer waits, how many.
QueueCounts countsOf(const SqlRows& rows)
{
    QueueCounts counts;
    const auto add = [&counts](WorkQueue queue, int number) { counts.of[size_t(queue)] += number; };
    for (SqlRow row : rows) {
        const bool open = row.nextInteger() == 0;
        const bool human = row.nextInteger() == 1;
        const qint64 whose = row.nextInteger();
        const bool waits = row.nextInteger() != 0;
        const int number = int(row.nextInteger());
        add(WorkQueue::All, number);
        if (!open) add(WorkQueue::Closed, number);
        if (open && human && waits && whose != 2) add(WorkQueue::NeedsMe, number);
        if (open && whose == 1) add(WorkQueue::Mine, number);
        if (open && human && whose == 0) add(WorkQueue::Unassigned, number);
        if (open && !human) add(WorkQueue::WithBot, number);
    }
    return counts;
}

}  // namespace

QueueCounts queueCounts(SqlSession& session, const OperatorId& me, const InSight& sight)
{
    SqlParams values{me};
    std::ranges::copy(sightValues(sight), std::back_inserter(values));
    const QString where = sight.isWhole() ? QString() : u" where 1 = 1"_s + sightSql(sight);
    return countsOf(session.query(
        u"select status, bot_mode, case when assigned_operator is null then 0 when assigned_operator = ? then 1 else 2 "
        u"end, "
        "case when list_key < -1e11 then 1 else 0 end, count(*) from conversations"_s +
            where + u" group by 1, 2, 3, 4"_s,
        values));
}

// Open and with a person, or assigned to me although the bot answers. The sign before a column keeps the second half
// on the assignee's index: where there is one by mode, that would find all that the bot answers.
QString peopleCountsSql(const InSight& sight)
{
    const QString seen = sightSql(sight);
    return u"select status, bot_mode, case when assigned_operator is null then 0 when assigned_operator = ? then 1 "
           u"else 2 "
           u"end, "
           "case when list_key < -1e11 then 1 else 0 end, count(*) from conversations where status = 0 and bot_mode = 1"_s +
           seen +
           u" group by 1, 2, 3, 4 union all select 0, 0, 1, 0, count(*) from conversations where assigned_operator = ? "
           u"and status = 0 and +bot_mode = 0"_s +
           seen;
}

QueueCounts peopleCounts(SqlSession& session, const OperatorId& me, const InSight& sight)
{
    SqlParams values;
    for (int half = 0; half < 2; ++half) {
        values.push_back(me);
        std::ranges::copy(sightValues(sight), std::back_inserter(values));
    }
    QueueCounts counts = countsOf(session.query(peopleCountsSql(sight), values));
    for (const WorkQueue rest : {WorkQueue::WithBot, WorkQueue::Closed, WorkQueue::All})
        counts.of[size_t(rest)] = 0;
    return counts;
}

std::vector<Conversation> conversationsById(SqlSession& session, const std::vector<ConversationId>& ids)
{
    static const QString sql =
        u"select "_s + rows::kConversationColumns + u" from conversations where conversation_id in ({list})"_s;
    std::vector<Conversation> found;
    QSet<ConversationId> seen;
    const SqlRows answers = session.queryList(sql, SqlParams(ids.begin(), ids.end()));
    for (const SqlRow& row : answers) {
        Conversation conversation = shown(row);
        if (seen.contains(conversation.id)) continue;  // asked for twice
        seen.insert(conversation.id);
        found.push_back(std::move(conversation));
    }
    return found;
}

std::vector<AdminConversation> adminConversations(SqlSession& session, int limit, const InSight& sight)
{
    const QString sql = u"select "_s + rows::kConversationColumns + u" from conversations where live = 1"_s +
                        sightSql(sight) + u" order by last_activity desc limit ?"_s;
    SqlParams values = sightValues(sight);
    values.push_back(limit);
    std::vector<AdminConversation> list;
    for (const SqlRow& row : session.query(sql, values)) {
        Conversation conversation = shown(row);
        const int size = conversation.totalMessages;
        list.push_back({std::move(conversation), size});
    }
    return list;
}

std::vector<ConversationId> due(SqlSession& session, int limit)
{
    std::vector<ConversationId> ids;
    for (SqlRow row :
         session.query(u"select conversation_id from conversations where pending = 1 and (lease_until < {now} "
                       "or lease_until > {now} + 60) and (answer_at is null or answer_at <= {now}) "
                       "order by pending_since limit ?"_s,
                       {limit}))
        ids.push_back(row.nextId<ConversationId>());
    return ids;
}

}  // namespace tongdai::reads
