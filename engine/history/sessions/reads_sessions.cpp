#include "engine/history/sessions/chat_sessions.h"

#include <algorithm>
#include <limits>

namespace tongdai::reads {

using namespace Qt::StringLiterals;

namespace {

const QString kSessionColumns =
    u"c.conversation_id, c.customer_id, c.created_at, c.last_activity, c.status, c.next_rev, s.archived_at, "
    "s.evicted_at, s.listed_rev, (select count(*) from history_entries e where e.conversation_id = c.id) "
    "from conversations c left join history_sessions s on s.conversation_id = c.id "_s;

struct ListedSession {
    FoundChatSession found;
    bool isEvicted = false;
};

ListedSession readSession(SqlRow row)
{
    ListedSession read;
    ChatSession& session = read.found.session;
    session.id = row.nextId<ConversationId>();
    session.user = row.nextId<SenderId>();
    session.createdAt = toTicks(row.nextReal());
    const double lastActivity = row.nextReal();
    session.lastActivity = toTicks(fromUnixSeconds(lastActivity));
    if (row.nextInteger() != 0) session.status = ChatSessionStatus::Closed;
    session.rev = row.nextInteger();
    const SqlValue& archivedAt = row.next();
    if (!archivedAt.isNull() && archivedAt.toReal() >= lastActivity) session.status = ChatSessionStatus::Archived;
    read.isEvicted = !row.next().isNull();
    read.found.isListed = row.nextInteger() >= session.rev;
    session.messageCount = int(row.nextInteger());
    return read;
}

std::optional<QString> textOrNothing(const SqlValue& value)
{
    return value.isNull() ? std::nullopt : std::optional(value.toText());
}

SqlParams rangeOf(const ChatEntryQuery& query)
{
    return {query.session, query.from.value_or(std::numeric_limits<qint64>::min()),
            query.to.value_or(std::numeric_limits<qint64>::max())};
}

}  // namespace

const QString kChatSessionSql = u"select "_s + kSessionColumns + u"where c.conversation_id = ?"_s;
const QString kChatSessionsSql =
    u"select "_s + kSessionColumns +
    u"where c.customer_id = ? and s.evicted_at is null order by c.last_activity desc, c.conversation_id limit ?"_s;
const QString kChatEntryCountSql =
    u"select count(*) from history_entries where conversation_id = (select id from conversations where conversation_id "
    u"= ?) "
    "and at_ticks >= ? and at_ticks <= ?"_s;
// The lines are joined to the page alone, not to what was skipped on the way to it.
const QString kChatEntriesSql =
    u"select e.message_id, e.at_ticks, e.metadata, q.content, a.content from (select conversation_id, message_id, "
    "at_ticks, metadata, question_rev, answer_rev from history_entries where conversation_id = (select id from "
    "conversations where conversation_id = ?) and at_ticks >= ? and at_ticks <= ? order by at_ticks desc, message_id "
    "desc limit ? offset ?) e left join messages q on q.conversation_id = e.conversation_id and q.rev = e.question_rev "
    "left join messages a on a.conversation_id = e.conversation_id and a.rev = e.answer_rev "
    "order by e.at_ticks desc, e.message_id desc"_s;

std::optional<FoundChatSession> chatSession(SqlSession& session, const ConversationId& id, bool withEvicted)
{
    const SqlRows rows = session.query(kChatSessionSql, {id});
    if (rows.isEmpty()) return std::nullopt;
    const ListedSession row = readSession(rows[0]);
    if (row.isEvicted && !withEvicted) return std::nullopt;
    return row.found;
}

std::vector<FoundChatSession> chatSessions(SqlSession& session, const SenderId& user, int limit)
{
    std::vector<FoundChatSession> sessions;
    for (const SqlRow& row : session.query(kChatSessionsSql, {user, limit}))
        sessions.push_back(readSession(row).found);
    return sessions;
}

ChatEntryPage chatEntries(SqlSession& session, const ChatEntryQuery& query)
{
    ChatEntryPage page;
    SqlParams values = rangeOf(query);
    page.total = int(session.query(kChatEntryCountSql, values)[0][0].toInteger());
    if (query.skip >= page.total) return page;
    values.push_back(query.limit);
    values.push_back(query.skip);
    for (SqlRow row : session.query(kChatEntriesSql, values)) {
        ChatEntry entry;
        entry.session = query.session;
        entry.messageId = row.nextId<MessageId>();
        entry.at = row.nextInteger();
        entry.metadata = row.nextJson();
        entry.userMessage = textOrNothing(row.next());
        entry.aiResponse = textOrNothing(row.next());
        page.entries.push_back(std::move(entry));
    }
    std::reverse(page.entries.begin(), page.entries.end());
    return page;
}

}  // namespace tongdai::reads
