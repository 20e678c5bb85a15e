#include "engine/history/privacy/erasure_places.h"

#include "engine/history/audit/audit.h"
#include "engine/history/privacy/erasure_request.h"
#include "engine/history/privacy/legal_holds.h"

namespace tongdai {

using namespace Qt::StringLiterals;

const QString kAuditEntriesSql = u"select count(*) from audit where object in ({list})"_s;

namespace {

/// A thread that several people write is nobody's alone: their lines in it are made anonymous, the others keep theirs.
/// One that only they are in is theirs, also while nothing has been said in it.
const QString kOwned =
    u"(coalesce(c.customer_id = ?, false) or (c.customer_id is null and exists (select 1 from participants p where "
    u"p.conversation_id = "
    "c.id and p.user_id = ?))) and not exists (select 1 from participants p where p.conversation_id = c.id and "
    "p.user_id <> ?)"_s;

}  // namespace

const std::vector<Hanging>& hanging()
{
    static const std::vector<Hanging> tables{{u"history_entries"_s, true},
                                             {u"history_sessions"_s, true},
                                             {u"message_actions"_s, true},
                                             {u"outbox"_s, true},
                                             {u"proposals"_s, true},
                                             {u"turns"_s, true},
                                             {u"participants"_s, true},
                                             {u"chat_threads"_s, true},
                                             {u"conversation_tags"_s, true},
                                             {u"customer_details"_s, true},
                                             {u"session_statuses"_s, true},
                                             {u"messages"_s, true},
                                             {u"tasks"_s, false},
                                             {u"drafts"_s, false},
                                             // With its notes; what keeps a dispute is a hold on its conversation.
                                             {u"dispute_cases"_s, false},
                                             {u"events"_s, false}};
    return tables;
}

const std::vector<Elsewhere>& elsewhere()
{
    static const std::vector<Elsewhere> places{
        {u"drafts"_s, u"author = ?"_s, {}, true},
        {u"events"_s, u"user_id = ?"_s, u"user_id = null, message_id = null, data = '{}'"_s},
        {u"conversations"_s, u"assigned_operator = ?"_s,
         u"assigned_operator = null, assigned_name = '', version = version + 1"_s},
        {u"channel_bots"_s, u"by_id = ?"_s, u"by_id = null"_s},
        {u"device_cursors"_s, u"participant_id in (select id from participants where user_id = ?)"_s, {}, true},
        {u"chat_users"_s, u"user_id = ?"_s, {}, true},
        {u"legal_holds"_s, u"kind = 0 and subject = ?"_s, {}, true},  // released ones: others forbid the erasure
    };
    return places;
}

Owned ownedBy(SqlSession& session, const SenderId& user)
{
    static const QString sql =
        u"select c.id, c.conversation_id from conversations c where c.id in (select id from conversations where "
        "customer_id = ? union select conversation_id from participants where user_id = ?) and "_s +
        kOwned + u" order by c.conversation_id"_s;
    Owned owned;
    for (SqlRow row : session.query(sql, {user, user, user, user, user})) {
        owned.uuids.push_back(row.nextUuid());
        owned.ids.push_back(row.nextId<ConversationId>());
    }
    return owned;
}

SqlParams paramsOf(const std::vector<ConversationId>& ids)
{
    return {ids.begin(), ids.end()};
}

std::vector<ConversationId> concernedBy(SqlSession& session, const SenderId& user)
{
    std::vector<ConversationId> ids;
    for (SqlRow row : session.query(
             u"select conversation_id from conversations where customer_id = ? union select c.conversation_id from "
             "participants p join conversations c on c.id = p.conversation_id where p.user_id = ? union select "
             "c.conversation_id from messages m join conversations c on c.id = m.conversation_id where m.sender_id = ? "
             "order by 1"_s,
             {user, user, user}))
        ids.push_back(row.nextId<ConversationId>());
    return ids;
}

std::vector<ConversationId> assignedTo(SqlSession& session, const SenderId& user)
{
    std::vector<ConversationId> ids;
    for (SqlRow row : session.query(u"select conversation_id from conversations where assigned_operator = ?"_s, {user}))
        ids.push_back(row.nextId<ConversationId>());
    return ids;
}

std::vector<LeftPlace> keptOf(SqlSession& session, const SenderId& user, const std::vector<ConversationId>& ids)
{
    SqlParams pseudonyms;
    if (const SqlRows key = session.query(u"select value from store_keys where name = 'pseudonyms'"_s);
        !key.isEmpty()) {
        const QByteArray secret = key[0][0].toBytes();
        pseudonyms.push_back(SqlValue::bytes(pseudonymUnder(secret, user.bytes())));
        for (const ConversationId& id : ids)
            pseudonyms.push_back(SqlValue::bytes(pseudonymUnder(secret, id.bytes())));
    }
    qint64 entries = 0;
    if (!pseudonyms.empty()) {
        for (const SqlRow& row : session.queryList(kAuditEntriesSql, pseudonyms))
            entries += row[0].toInteger();
    }
    return {{u"audit"_s, LeftPlace::Why::Kept, entries},
            {u"erasures"_s, LeftPlace::Why::Kept},
            {u"statistics"_s, LeftPlace::Why::Kept}};
}

QStringList tablesWithPeople()
{
    QStringList tables{u"conversations"_s, u"legal_holds"_s, u"erasures"_s, u"erasure_requests"_s, u"audit"_s};
    for (const Hanging& table : hanging())
        tables << table.table;
    tables << u"receipts"_s << u"dispute_notes"_s << u"device_cursors"_s << u"chat_users"_s << u"message_search"_s
           << u"channel_bots"_s;
    return tables;
}

QStringList tablesWithoutPeople()
{
    // `people` are those of the shop, who stand on what they did; `stat_…` hold sums and numbers of days and hours.
    return {u"people"_s,       u"schema_version"_s,  u"counters"_s,      u"store_keys"_s,
            u"installation"_s, u"search_backfill"_s, u"stat_hours"_s,    u"stat_days"_s,
            u"stat_stored"_s,  u"stat_state"_s,      u"stat_calendar"_s, u"stat_marks"_s};
}

QStringList tablesOfIndexes(const SqlDialect& dialect)
{
    if (dialect.name != "sqlite"_L1) return {};  // servers keep them out of sight
    return {u"message_words"_s, u"message_words_config"_s, u"message_words_data"_s, u"message_words_docsize"_s,
            u"message_words_idx"_s};
}

namespace reads {

ErasureReport planErasure(SqlSession& session, const SenderId& user, const ErasureTerms& terms)
{
    ErasureReport report;
    const Owned owned = ownedBy(session, user);
    report.holds = holdsOn(session, user, concernedBy(session, user));
    report.request = erasureRequest(session, user, terms);
    report.left = keptOf(session, user, owned.ids);
    const auto count = [](const SqlRows& rows) {
        qint64 sum = 0;
        for (const SqlRow& row : rows)
            sum += row[0].toInteger();
        return sum;
    };
    // Long lists are asked in pieces, each with repetitions at its end: `in` does not mind, the counts add up.
    for (const Hanging& table : hanging()) {
        const QString sql = u"select count(*) from "_s + table.table + u" where conversation_id in ({list})"_s;
        report.places.push_back(
            {table.table, count(session.queryList(sql, table.byUuid ? owned.uuids : paramsOf(owned.ids))), 0});
    }
    report.places.push_back({u"conversations"_s, qint64(owned.ids.size()), 0});
    const qint64 lines =
        count(session.query(u"select count(*) from messages m join conversations c on c.id = m.conversation_id where "
                            "m.sender_id = ? and not ("_s +
                                kOwned + u')',
                            {user, user, user, user}));
    if (lines > 0) report.places.push_back({u"messages of others' conversations"_s, 0, lines});
    for (const Elsewhere& one : elsewhere()) {
        const qint64 found =
            count(session.query(u"select count(*) from "_s + one.place + u" where "_s + one.where, {user}));
        if (found > 0)
            report.places.push_back(
                {one.place + u" elsewhere"_s, one.isRemoval ? found : 0, one.isRemoval ? 0 : found});
    }
    return report;
}

}  // namespace reads
}  // namespace tongdai
