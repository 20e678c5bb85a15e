#include "engine/history/sessions/sql_plain_sessions.h"

#include "engine/history/conversations/reads.h"
#include "engine/history/conversations/rows.h"
#include "engine/history/people/sight_sql.h"
#include "engine/history/sql_history_calls.h"

#include <QHash>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

std::vector<PlainSession> readPlainSessions(SqlSession& session, const PlainSessionQuery& query)
{
    QString sql = u"select "_s + rows::kConversationColumns + u" from conversations c where is_sample = 0"_s;
    SqlParams params;
    if (!query.channel.isEmpty()) {
        sql += u" and channel = ?"_s;
        params.push_back(query.channel);
    }
    if (!query.tag.isEmpty()) {
        sql += u" and exists (select 1 from conversation_tags t where t.conversation_id = c.id and t.tag = ?)"_s;
        params.push_back(SqlValue::ofId(query.tag));
    }
    sql += sightSql(query.sight);
    std::ranges::copy(sightValues(query.sight), std::back_inserter(params));
    sql += u" order by last_activity desc, id desc limit ? offset ?"_s;
    params.push_back(query.limit);
    params.push_back(query.offset);
    std::vector<PlainSession> found;
    SqlParams uuids;
    QHash<QUuid, size_t> places;
    for (const SqlRow& row : session.query(sql, params)) {
        rows::ConversationRow read = rows::readConversation(row);
        places.insert(read.uuid, found.size());
        uuids.push_back(read.uuid);
        found.push_back({std::move(read.shown), {}, {}});
    }
    if (found.empty()) return found;
    for (SqlRow row : session.queryList(
             u"select conversation_id, tag from conversation_tags where conversation_id in ({list}) order by tag"_s,
             uuids)) {
        const QUuid uuid = row.nextUuid();
        found[places.value(uuid)].tags.push_back(row.nextBytes());
    }
    for (SqlRow row : session.queryList(
             u"select conversation_id, details from customer_details where conversation_id in ({list})"_s, uuids)) {
        const QUuid uuid = row.nextUuid();
        found[places.value(uuid)].details = customerDetails(row.nextJson());
    }
    return found;
}

std::vector<StoredMessage> readSaidLines(SqlSession& session, const ConversationId& conversation, int offset, int limit)
{
    std::vector<StoredMessage> lines;
    const std::optional<QUuid> uuid = reads::uuidOf(session, conversation);
    if (!uuid) return lines;
    static const QString sql =
        u"select "_s + rows::kMessageColumns +
        u" from messages m where m.conversation_id = ? and m.speaker in (0, 1, 2) and m.sent = 1 and m.content <> '' "
        "order by m.rev desc limit ? offset ?"_s;
    for (const SqlRow& row : session.query(sql, {*uuid, limit, offset})) {
        lines.push_back(rows::readMessage(row).shown);
        lines.back().conversation = conversation;
    }
    std::reverse(lines.begin(), lines.end());
    return lines;
}

ports::ConversationTags::Tags readTags(SqlSession& session, const std::vector<ConversationId>& conversations)
{
    ports::ConversationTags::Tags tags;
    const SqlParams ids(conversations.begin(), conversations.end());
    for (SqlRow row : session.queryList(u"select c.conversation_id, t.tag from conversations c join conversation_tags "
                                        u"t on t.conversation_id = c.id "
                                        "where c.conversation_id in ({list})"_s,
                                        ids)) {
        const ConversationId conversation(row.nextBytes());
        tags[conversation].push_back(row.nextBytes());
    }
    return tags;
}

bool replaceTags(UnitOfWork& work, const ConversationId& conversation, const std::vector<QByteArray>& tags)
{
    static const SqlInsert insert{u"conversation_tags"_s,
                                  {{u"conversation_id"_s, SqlType::Uuid}, {u"tag"_s, SqlType::Id}},
                                  SqlInsert::OnConflict::KeepOld,
                                  {u"conversation_id"_s, u"tag"_s}};
    const rows::ConversationRow* const row = work.lockOne(conversation);
    if (!row) return false;
    work.session().execute(u"delete from conversation_tags where conversation_id = ?"_s, {row->uuid});
    std::vector<SqlParams> kept;
    kept.reserve(size_t(tags.size()));
    for (const QByteArray& tag : tags)
        kept.push_back({row->uuid, SqlValue::ofId(tag)});
    work.session().insertMany(insert, kept);
    return true;
}

}  // namespace

QCoro::Task<std::vector<PlainSession>> SqlPlainSessions::plainSessions(PlainSessionQuery query)
{
    return m_history.read("sessions", [=](SqlSession& session) { return readPlainSessions(session, query); });
}

QCoro::Task<std::vector<StoredMessage>> SqlPlainSessions::saidLines(ConversationId conversation, int offset, int limit)
{
    return m_history.read("said lines",
                          [=](SqlSession& session) { return readSaidLines(session, conversation, offset, limit); });
}

QCoro::Task<ports::ConversationTags::Tags> SqlPlainSessions::tagsOf(std::vector<ConversationId> conversations)
{
    return m_history.read("tags", [=](SqlSession& session) { return readTags(session, conversations); });
}

QCoro::Task<bool> SqlPlainSessions::setTags(ConversationId conversation, std::vector<QByteArray> tags)
{
    return m_history.writeTo({conversation}, "set tags",
                             [=](UnitOfWork& work, WriteJob&) { return replaceTags(work, conversation, tags); });
}

}  // namespace tongdai
