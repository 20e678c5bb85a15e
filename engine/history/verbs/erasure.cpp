#include "engine/history/verbs/erasure.h"

#include "engine/history/verbs/audit.h"
#include "engine/history/verbs/erasure_threads.h"
#include "engine/history/verbs/legal_holds.h"
#include "engine/history/verbs/search.h"

#include <QJsonArray>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using ports::ErasureStore;
using rows::ConversationRow;

namespace {

/// What hangs on a conversation, in an order in which it may be deleted. Receipts, device cursors and the words a line
/// is found by go with their messages and participants (on delete cascade).
struct Hanging {
    QString table;
    bool byUuid;  ///< of the conversation's row; else by the id given from outside
};
const std::vector<Hanging>& hanging()
{
    static const std::vector<Hanging> tables{{u"history_entries"_s, true}, {u"history_sessions"_s, true},
                                             {u"message_actions"_s, true}, {u"outbox"_s, true},
                                             {u"turns"_s, true},           {u"participants"_s, true},
                                             {u"chat_threads"_s, true},    {u"conversation_tags"_s, true},
                                             {u"messages"_s, true},        {u"drafts"_s, false},
                                             {u"events"_s, false}};
    return tables;
}

/// A thread that several people write is nobody's alone: their lines in it are made anonymous, the others keep theirs.
/// One that only they are in is theirs, also while nothing has been said in it.
const QString kOwned =
    u"(coalesce(c.customer_id = ?, false) or (c.customer_id is null and exists (select 1 from participants p where "
    u"p.conversation_id = "
    "c.id and p.user_id = ?))) and not exists (select 1 from participants p where p.conversation_id = c.id and "
    "p.user_id <> ?)"_s;

struct Owned {
    std::vector<ConversationId> ids;
    SqlParams uuids;
};

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

/// Every conversation that an erasure would change: a hold on any of them forbids it.
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

/// A person's traces outside of the conversations that are theirs.
struct Elsewhere {
    QString place;
    QString where;  ///< one value: the person's id
    QString change;
    bool isRemoval = false;
};
const std::vector<Elsewhere>& elsewhere()
{
    static const std::vector<Elsewhere> places{
        {u"drafts"_s, u"author = ?"_s, {}, true},
        {u"events"_s, u"user_id = ?"_s, u"user_id = null, message_id = null, data = '{}'"_s},
        {u"conversations"_s, u"assigned_operator = ?"_s, u"assigned_operator = null, version = version + 1"_s},
        {u"device_cursors"_s, u"participant_id in (select id from participants where user_id = ?)"_s, {}, true},
        {u"chat_users"_s, u"user_id = ?"_s, {}, true},
        {u"legal_holds"_s, u"kind = 0 and subject = ?"_s, {}, true},  // released ones: others forbid the erasure
    };
    return places;
}

QJsonArray toJson(const std::vector<ErasedPlace>& places)
{
    QJsonArray array;
    for (const ErasedPlace& place : places) {
        array.append(
            QJsonObject{{u"place"_s, place.place}, {u"removed"_s, place.removed}, {u"anonymised"_s, place.anonymised}});
    }
    return array;
}

QJsonArray toJson(const std::vector<ConversationId>& ids)
{
    QJsonArray array;
    for (const ConversationId& id : ids)
        array.append(id.toString());
    return array;
}

std::vector<ConversationId> idsOf(const QJsonValue& json)
{
    std::vector<ConversationId> ids;
    const QJsonArray array = json.toArray();
    for (const QJsonValue& id : array)
        ids.push_back(ConversationId::fromString(id.toString()));
    return ids;
}

QJsonObject toJson(const LiveTraces& traces)
{
    return {{u"user"_s, traces.user.toString()},
            {u"person"_s, traces.isWholePerson},
            {u"conversations"_s, toJson(traces.conversations)},
            {u"touched"_s, toJson(traces.touched)}};
}

LiveTraces tracesOf(const QJsonObject& json)
{
    LiveTraces traces;
    traces.user = SenderId::fromString(json["user"_L1].toString());
    traces.isWholePerson = json["person"_L1].toBool();
    traces.conversations = idsOf(json["conversations"_L1]);
    traces.touched = idsOf(json["touched"_L1]);
    return traces;
}

/// A line the person wrote in somebody else's conversation.
struct ForeignLine {
    QUuid uuid;
    QUuid conversation;
    ConversationId conversationId;
    MessageId id;
    MessageId newId;
    QStringList names;  ///< what the line called them
};

std::vector<ForeignLine> foreignLines(UnitOfWork& work, const SenderId& user)
{
    std::vector<ForeignLine> lines;
    for (SqlRow row : work.session().query(
             u"select m.id, c.id, c.conversation_id, m.message_id, m.sender_name, m.metadata from messages m join "
             "conversations c on c.id = m.conversation_id where m.sender_id = ? order by c.conversation_id"_s,
             {user})) {
        ForeignLine line;
        line.uuid = row.nextUuid();
        line.conversation = row.nextUuid();
        line.conversationId = row.nextId<ConversationId>();
        line.id = row.nextId<MessageId>();
        line.newId = rows::lineId(rows::newUuid(work.now()));
        line.names << row.nextText();
        const QJsonObject metadata = row.nextJson();
        for (const auto name : {"customer_name"_L1, "sender_name"_L1, "name"_L1})
            line.names << metadata[name].toString();
        lines.push_back(std::move(line));
    }
    return lines;
}

/// Their message ids may say who they are: every row that names one gets the new one.
void renameMessages(UnitOfWork& work, const std::vector<ForeignLine>& lines)
{
    SqlSession& session = work.session();
    for (const ForeignLine& line : lines) {
        session.execute(u"update message_actions set message_id = ? where conversation_id = ? and message_id = ?"_s,
                        {line.newId, line.conversation, line.id});
        session.execute(u"update history_entries set message_id = ? where conversation_id = ? and message_id = ?"_s,
                        {line.newId, line.conversation, line.id});
        session.execute(
            u"update participants set last_read_message_id = ? where conversation_id = ? and last_read_message_id = ?"_s,
            {line.newId, line.conversation, line.id});
        session.execute(
            u"update events set message_id = null, data = '{}' where conversation_id = ? and message_id = ?"_s,
            {line.conversationId, line.id});
    }
}

/// What the bot made of their words.
void blankDerived(UnitOfWork& work, const SqlParams& conversations, std::vector<ErasedPlace>& places)
{
    static const std::vector<std::pair<QString, QString>> derived{
        {u"turns"_s, u"update turns set entities = '{}', steps = '{}', error = '' where conversation_id in ({list})"_s},
        {u"message_actions"_s,
         u"update message_actions set action_data = '{}', error = null where conversation_id in ({list})"_s},
        {u"outbox"_s,
         u"update outbox set body = '{}', answer = null, last_error = '' where conversation_id in ({list}) and state in (2, 3, 5)"_s},
        {u"history_entries"_s, u"update history_entries set metadata = '{}' where conversation_id in ({list})"_s}};
    for (const auto& [table, sql] : derived) {
        const qint64 count = work.session().executeList(sql, conversations);
        if (count > 0) places.push_back({table + u" of others' conversations"_s, 0, count});
    }
}

/// Lines the person wrote in conversations of others: their place in the thread stays, what they said goes, with it
/// what they are found by and what the bot made of it. Returns what the lines called them.
QStringList anonymiseLines(UnitOfWork& work, const SenderId& user, std::vector<ConversationId>& touched,
                           std::vector<ErasedPlace>& places)
{
    const std::vector<ForeignLine> lines = foreignLines(work, user);
    QStringList names;
    if (lines.empty()) return names;
    std::vector<ConversationId> ids;
    SqlParams uuids;
    SqlParams lineUuids;
    std::vector<SqlParams> changes;
    for (const ForeignLine& line : lines) {
        if (ids.empty() || ids.back() != line.conversationId) {
            ids.push_back(line.conversationId);
            uuids.push_back(line.conversation);
        }
        lineUuids.push_back(line.uuid);
        names << line.names;
        changes.push_back({line.uuid, line.newId, QString(u""_s), QString(u""_s), SqlValue(), QString(u""_s),
                           QJsonObject(), SqlValue(), SqlValue()});
    }
    work.lock(ids);
    touched = ids;
    static const SqlUpdate update{u"messages"_s,
                                  {{u"id"_s, SqlType::Uuid}},
                                  {{u"message_id"_s, SqlType::Id},
                                   {u"content"_s, SqlType::Text},
                                   {u"folded"_s, SqlType::Text},
                                   {u"sender_id"_s, SqlType::Id},
                                   {u"sender_name"_s, SqlType::Text},
                                   {u"metadata"_s, SqlType::Json},
                                   {u"reply"_s, SqlType::Json},
                                   {u"body_hash"_s, SqlType::Bytes}}};
    work.session().updateMany(update, changes);
    places.push_back({u"messages of others' conversations"_s, 0, qint64(lines.size())});
    indexAgain(work, lineUuids);
    renameMessages(work, lines);
    blankDerived(work, uuids, places);
    for (const ForeignLine& line : lines) {
        ConversationRow* row = work.find(line.conversationId);
        if (!row) continue;
        row->shown.lastText.clear();
        if (row->shown.lastMessageId == line.id) row->shown.lastMessageId = {};
        if (line.names.contains(row->shown.customerName)) row->shown.customerName.clear();
        work.changed(*row);
    }
    return names;
}

bool isHeld(UnitOfWork& work, const SenderId& user, const std::vector<ConversationId>& conversations,
            const AuditEntry& refused)
{
    if (reads::holdsOn(work.session(), user, conversations).empty()) return false;
    appendAudit(work, refused);
    return true;
}

QJsonObject auditDetail(const std::vector<ErasedPlace>& places, const QUuid& erasure)
{
    return {{u"erasure"_s, erasure.toString(QUuid::WithoutBraces)}, {u"places"_s, toJson(places)}};
}

/// Desks look again. The event names nobody.
void tellDesks(UnitOfWork& work, WriteJob& job)
{
    work.addEvent(&job.events, {0, u"erased"_s, ConversationId("erased"_ba), {}, {}, 0, {}});
}

}  // namespace

std::vector<ErasedPlace> removeConversations(UnitOfWork& work, const std::vector<ConversationId>& ids)
{
    SqlSession& session = work.session();
    work.flush();
    SqlParams uuids;
    for (const ConversationId& id : ids) {
        if (const ConversationRow* row = work.find(id)) uuids.push_back(row->uuid);
    }
    std::vector<ErasedPlace> places;
    static const std::vector<QString> statements = [] {
        std::vector<QString> texts;
        for (const Hanging& table : hanging())
            texts.push_back(u"delete from "_s + table.table + u" where conversation_id in ({list})"_s);
        return texts;
    }();
    for (size_t i = 0; i < statements.size(); ++i) {
        const Hanging& table = hanging()[i];
        const qint64 removed = session.executeList(statements[i], table.byUuid ? uuids : paramsOf(ids));
        places.push_back({table.table, removed, 0});
    }
    places.push_back(
        {u"conversations"_s, session.executeList(u"delete from conversations where id in ({list})"_s, uuids), 0});
    session.executeList(u"delete from legal_holds where kind = 1 and subject in ({list})"_s, paramsOf(ids));
    for (const ConversationId& id : ids)
        work.forget(id);
    return places;
}

PendingErasure rememberErasure(UnitOfWork& work, int kind, const SenderId& user, LiveTraces traces,
                               const std::vector<ErasedPlace>& places)
{
    const QByteArray userKey = pseudonym(work, user.bytes());
    PendingErasure pending{rows::newUuid(work.now()), std::move(traces)};
    const auto insert = [&](const QUuid& id, const QByteArray& sessionKey, const QJsonObject& report,
                            const SqlValue& live) {
        work.session().execute(
            u"insert into erasures (id, kind, user_key, session_key, at, report, live_pending) values (?, ?, ?, ?, ?, ?, ?)"_s,
            {id, kind, userKey.isEmpty() ? SqlValue() : SqlValue::bytes(userKey),
             sessionKey.isEmpty() ? SqlValue() : SqlValue::bytes(sessionKey), work.now(), report, live});
    };
    const auto& sessions = pending.traces.conversations;
    const bool isOne = sessions.size() == 1;
    insert(pending.id, isOne ? pseudonym(work, sessions[0].bytes()) : QByteArray(), {{u"places"_s, toJson(places)}},
           toJson(pending.traces));
    // One row for each, so that no old copy of any of them is taken in again.
    for (size_t i = 0; !isOne && i < sessions.size(); ++i)
        insert(rows::newUuid(work.now()), pseudonym(work, sessions[i].bytes()), {}, SqlValue());
    return pending;
}

bool wasErased(UnitOfWork& work, const SenderId& user, const ConversationId& session)
{
    return !work.session()
                .query(
                    u"select 1 from erasures where session_key = ? or (user_key = ? and kind = 1) limit 1"_s,
                    {SqlValue::bytes(pseudonym(work, session.bytes())), SqlValue::bytes(pseudonym(work, user.bytes()))})
                .isEmpty();
}

ErasureStore::SessionErased eraseSession(UnitOfWork& work, WriteJob& job, const SenderId& user,
                                         const ConversationId& session, const QByteArray& actor)
{
    using Result = ErasureStore::SessionResult;
    const ConversationRow* row = work.lockOne(session);
    if (!row) return {Result::NothingThere, {}};
    if (row->shown.customer != user) {
        appendAudit(work, {actor, u"erasure.denied"_s, session.bytes(), {}});
        return {Result::SomeoneElses, {}};
    }
    const std::vector<ConversationId> ids{session};
    if (isHeld(work, user, ids, {actor, u"erasure.refused"_s, session.bytes(), {{u"why"_s, u"legal hold"_s}}}))
        return {Result::Held, {}};
    const std::vector<ErasedPlace> places = removeConversations(work, ids);
    PendingErasure pending = rememberErasure(work, kErasedSession, user, {user, false, ids}, places);
    appendAudit(work, {actor, u"erasure.session"_s, session.bytes(), auditDetail(places, pending.id)});
    tellDesks(work, job);
    return {Result::Erased, std::move(pending)};
}

ErasureStore::PersonErased erasePerson(UnitOfWork& work, WriteJob& job, const SenderId& user, const QByteArray& actor)
{
    const Owned owned = ownedBy(work.session(), user);
    work.lock(owned.ids);
    ErasureStore::PersonErased erased;
    const std::vector<ConversationId> concerned = concernedBy(work.session(), user);
    erased.report.holds = reads::holdsOn(work.session(), user, concerned);
    if (isHeld(work, user, concerned, {actor, u"erasure.refused"_s, user.bytes(), {{u"why"_s, u"legal hold"_s}}}))
        return erased;
    std::vector<ErasedPlace>& places = erased.report.places;
    places = removeConversations(work, owned.ids);
    LiveTraces traces{user, true, owned.ids};
    const QStringList names = anonymiseLines(work, user, traces.touched, places);
    leaveSharedThreads(work, user, names, traces.touched, places);
    work.flush();
    static const std::vector<QString> statements = [] {
        std::vector<QString> texts;
        for (const Elsewhere& one : elsewhere()) {
            texts.push_back(one.isRemoval
                                ? u"delete from "_s + one.place + u" where "_s + one.where
                                : u"update "_s + one.place + u" set "_s + one.change + u" where "_s + one.where);
        }
        return texts;
    }();
    for (size_t i = 0; i < statements.size(); ++i) {
        const Elsewhere& one = elsewhere()[i];
        const qint64 count = work.session().execute(statements[i], {user});
        if (count > 0)
            places.push_back({one.place + u" elsewhere"_s, one.isRemoval ? count : 0, one.isRemoval ? 0 : count});
    }
    anonymiseMembership(work, user, places);  // after what finds them by their name
    erased.pending = rememberErasure(work, kErasedPerson, user, std::move(traces), places);
    erased.report.id = erased.pending.id;
    erased.report.livePending = true;
    appendAudit(work, {actor, u"erasure.person"_s, user.bytes(), auditDetail(places, erased.pending.id)});
    tellDesks(work, job);
    return erased;
}

void finishErasure(UnitOfWork& work, const QUuid& id, const std::vector<ErasedPlace>& given)
{
    const SqlRows found = work.session().query(
        u"select report from erasures where id = ? and live_pending is not null {for_update}"_s, {id});
    if (found.isEmpty()) return;
    QJsonObject report = found[0][0].toJson();
    report[u"live"_s] = toJson(given);
    work.session().execute(u"update erasures set report = ?, live_pending = null where id = ?"_s, {report, id});
}

QStringList tablesWithPeople()
{
    QStringList tables{u"conversations"_s, u"legal_holds"_s, u"erasures"_s, u"audit"_s};
    for (const Hanging& table : hanging())
        tables << table.table;
    tables << u"receipts"_s << u"device_cursors"_s << u"chat_users"_s << u"message_search"_s;
    return tables;
}

QStringList tablesWithoutPeople()
{
    return {u"schema_version"_s, u"counters"_s, u"store_keys"_s, u"installation"_s, u"search_backfill"_s};
}

QStringList tablesOfIndexes(const SqlDialect& dialect)
{
    if (dialect.name != "sqlite"_L1) return {};  // servers keep them out of sight
    return {u"message_words"_s, u"message_words_config"_s, u"message_words_data"_s, u"message_words_docsize"_s,
            u"message_words_idx"_s};
}

namespace reads {

ErasureReport planErasure(SqlSession& session, const SenderId& user)
{
    ErasureReport report;
    const Owned owned = ownedBy(session, user);
    report.holds = holdsOn(session, user, concernedBy(session, user));
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

std::vector<PendingErasure> pendingErasures(SqlSession& session, int limit)
{
    std::vector<PendingErasure> pending;
    for (SqlRow row : session.query(
             u"select id, live_pending from erasures where live_pending is not null order by at limit ?"_s, {limit})) {
        const QUuid id = row.nextUuid();
        pending.push_back({id, tracesOf(row.nextJson())});
    }
    return pending;
}

}  // namespace reads
}  // namespace tongdai
