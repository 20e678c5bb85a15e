#include "engine/history/tasks/kept_details.h"

#include "engine/history/conversations/granting.h"
#include "engine/history/tasks/tasks.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using rows::ConversationRow;

namespace {

CustomerDetails storedDetails(UnitOfWork& work, const QUuid& conversation)
{
    const SqlRows rows = work.session().query(
        u"select details from customer_details where conversation_id = ? {for_update}"_s, {conversation});
    return rows.isEmpty() ? CustomerDetails() : customerDetails(SqlRow(rows[0]).nextJson());
}

void storeDetails(UnitOfWork& work, const QUuid& conversation, const CustomerDetails& details)
{
    static const SqlInsert insert{
        u"customer_details"_s,
        {{u"conversation_id"_s, SqlType::Uuid}, {u"details"_s, SqlType::Json}, {u"updated_at"_s, SqlType::Real}},
        SqlInsert::OnConflict::Overwrite,
        {u"conversation_id"_s}};
    const std::vector<SqlParams> rows{{conversation, toJson(details), work.now()}};
    work.session().insertMany(insert, rows);
}

/// Revs of those lines whose text is still there.
QSet<qint64> linesThatStand(UnitOfWork& work, const QUuid& conversation, const std::vector<LineDetails>& lines)
{
    SqlParams revs;
    for (const LineDetails& line : lines) {
        if (!line.found.empty()) revs.push_back(line.from.rev);
    }
    QSet<qint64> standing;
    if (revs.empty()) return standing;
    for (SqlRow row : work.session().queryList(
             u"select rev from messages where conversation_id = ? and rev in ({list}) and content <> ''"_s, revs,
             {conversation}))
        standing.insert(row.nextInteger());
    return standing;
}

}  // namespace

ports::CustomerDetailsStore::Kept keepDetails(UnitOfWork& work, WriteJob& job, const BackgroundTask& task,
                                              const std::vector<LineDetails>& lines, qint64 readUpto)
{
    ports::CustomerDetailsStore::Kept kept;
    ConversationRow* row = work.lockOne(task.conversation);  // before the task: the order in which everybody locks
    if (!isStillOurs(work, task)) return kept;
    kept.wasOurs = true;
    markTaskDone(work, task, true);
    if (!row) return kept;
    kept.details = storedDetails(work, row->uuid);
    const CustomerDetails before = kept.details;
    const QSet<qint64> standing = linesThatStand(work, row->uuid, lines);
    for (const LineDetails& line : lines) {
        if (standing.contains(line.from.rev)) kept.isNew |= addDetails(kept.details, line.found, line.from);
    }
    kept.details.readUpto = std::max(kept.details.readUpto, readUpto);
    if (kept.details != before) storeDetails(work, row->uuid, kept.details);
    if (kept.isNew) work.addEvent(&job.events, rowEvent(*row, u"customer_details"_s));
    return kept;
}

void forgetFindings(UnitOfWork& work, const std::vector<ConversationId>& conversations,
                    std::vector<ErasedPlace>& places)
{
    SqlParams uuids;
    SqlParams ids;
    for (const ConversationId& id : conversations) {
        ids.push_back(id);
        if (const ConversationRow* row = work.find(id)) uuids.push_back(row->uuid);
    }
    SqlSession& session = work.session();
    const qint64 details =
        session.executeList(u"delete from customer_details where conversation_id in ({list})"_s, uuids);
    const qint64 tasks =
        session.executeList(u"delete from tasks where state in (2, 3) and conversation_id in ({list})"_s, ids);
    if (details > 0) places.push_back({u"customer_details of others' conversations"_s, details, 0});
    if (tasks > 0) places.push_back({u"tasks of others' conversations"_s, tasks, 0});
}

namespace reads {

CustomerDetails customerDetails(SqlSession& session, const ConversationId& conversation)
{
    const SqlRows rows = session.query(
        u"select d.details from customer_details d join conversations c on c.id = d.conversation_id where "
        "c.conversation_id = ?"_s,
        {conversation});
    return rows.isEmpty() ? CustomerDetails() : tongdai::customerDetails(SqlRow(rows[0]).nextJson());
}

std::vector<LineEntities> entitiesOfLines(SqlSession& session, const ConversationId& conversation, int limit)
{
    std::vector<LineEntities> lines;
    for (SqlRow row : session.query(
             u"select m.rev, t.entities from conversations c join messages m on m.conversation_id = c.id join turns t "
             u"on "
             "t.conversation_id = c.id and m.seq between t.from_seq and t.upto_seq where c.conversation_id = ? and "
             "m.seq is not null and m.rev > c.next_rev - ? order by m.rev desc, t.created_at desc limit ?"_s,
             {conversation, 4 * limit, limit})) {
        LineEntities line{row.nextInteger(), row.nextJson()};
        if (!line.entities.isEmpty()) lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<ConversationId> unreadForDetails(SqlSession& session, TimePoint since, int limit)
{
    // Details are written after the lines they were found in, and the row's time is that of its newest line.
    std::vector<ConversationId> ids;
    for (SqlRow row : session.query(
             u"select c.conversation_id from conversations c left join customer_details d on d.conversation_id = c.id "
             "where c.last_activity >= ? and (d.updated_at is null or d.updated_at < c.last_activity) order by "
             "c.last_activity desc limit ?"_s,
             {since, limit}))
        ids.push_back(row.nextId<ConversationId>());
    return ids;
}

}  // namespace reads
}  // namespace tongdai
