#include "engine/history/chat/chat.h"

#include "engine/history/conversations/granting.h"
#include "engine/history/sessions/imported_lines.h"
#include "engine/history/sessions/own_sessions.h"

namespace tongdai::chat_statements {

using namespace Qt::StringLiterals;
using rows::ConversationRow;

namespace {

SqlValue orNull(const QString& text)
{
    return text.isEmpty() ? SqlValue() : SqlValue(text);
}

/// What a token says anew replaces what was known; what it leaves out stays.
void keepUser(UnitOfWork& work, const ChatUser& user)
{
    const double now = toUnixSeconds(work.now());
    const qint64 known = work.session().execute(
        u"update chat_users set role = ?, email = case when ? = '' then email else ? end, "
        "first_name = coalesce(?, first_name), last_name = coalesce(?, last_name), avatar = coalesce(?, avatar), "
        "updated_at = ? where user_id = ?"_s,
        {QString(chatRoleName(user.role)), user.email, user.email, orNull(user.firstName), orNull(user.lastName),
         orNull(user.avatar), now, user.id});
    if (known > 0) return;
    static const SqlInsert insert{u"chat_users"_s,
                                  {{u"user_id"_s, SqlType::Id},
                                   {u"email"_s, SqlType::Text},
                                   {u"role"_s, SqlType::Text},
                                   {u"first_name"_s, SqlType::Text},
                                   {u"last_name"_s, SqlType::Text},
                                   {u"avatar"_s, SqlType::Text},
                                   {u"created_at"_s, SqlType::Real},
                                   {u"updated_at"_s, SqlType::Real}},
                                  SqlInsert::OnConflict::KeepOld,
                                  {u"user_id"_s}};
    const std::vector<SqlParams> rows{{user.id, user.email, QString(chatRoleName(user.role)), orNull(user.firstName),
                                       orNull(user.lastName), orNull(user.avatar), now, now}};
    work.session().insertMany(insert, rows);
}

std::optional<Participant> findParticipant(SqlSession& session, const QUuid& conversation, const SenderId& user)
{
    static const QString sql =
        u"select "_s + kParticipantColumns + kParticipantTables + u" where p.conversation_id = ? and p.user_id = ?"_s;
    const SqlRows rows = session.query(sql, {conversation, user});
    if (rows.isEmpty()) return std::nullopt;
    SqlRow row = rows[0];
    return readParticipant(row);
}

/// The caller holds the conversation's lock, so nobody adds the same one meanwhile.
JoinedThread addParticipant(UnitOfWork& work, ConversationRow& row, const ChatUser& user, TimePoint at)
{
    keepUser(work, user);
    SqlSession& session = work.session();
    JoinedThread joined;
    if (auto before = findParticipant(session, row.uuid, user.id)) {
        joined.participant = *before;
        if (!before->leftAt) return joined;
        session.execute(u"update participants set left_at = null, joined_at = ?, role = ? where id = ?"_s,
                        {at, QString(chatRoleName(user.role)), before->id});
    } else {
        static const SqlInsert insert{u"participants"_s,
                                      {{u"id"_s, SqlType::Uuid},
                                       {u"conversation_id"_s, SqlType::Uuid},
                                       {u"user_id"_s, SqlType::Id},
                                       {u"role"_s, SqlType::Text},
                                       {u"joined_at"_s, SqlType::Real},
                                       {u"last_read_rev"_s, SqlType::Integer}}};
        // What was written before has no receipts for them, so nothing of it counts as unread.
        const std::vector<SqlParams> rows{
            {rows::newUuid(work.now()), row.uuid, user.id, QString(chatRoleName(user.role)), at, row.shown.lastRev}};
        session.insertMany(insert, rows);
    }
    joined.isNew = true;
    joined.participant = *findParticipant(session, row.uuid, user.id);
    row.shown.members += 1;
    work.changed(row);
    return joined;
}

void introduceThread(UnitOfWork& work, ConversationRow& row, const ThreadDraft& draft)
{
    static const SqlInsert insert{u"chat_threads"_s,
                                  {{u"conversation_id"_s, SqlType::Uuid},
                                   {u"type"_s, SqlType::Text},
                                   {u"job_post_id"_s, SqlType::Text},
                                   {u"contract_id"_s, SqlType::Text},
                                   {u"metadata"_s, SqlType::Json},
                                   {u"created_at"_s, SqlType::Real}},
                                  SqlInsert::OnConflict::KeepOld,
                                  {u"conversation_id"_s}};
    Conversation& c = row.shown;
    c.channel = kWebChannel;
    c.metadata = ownChatMetadata();
    if (!draft.withBot) c.mode = BotMode::Human;  // with one: whoever answers there already goes on
    c.status = ConversationStatus::Active;
    c.lastActivity = work.now();
    work.changed(row);
    const std::vector<SqlParams> rows{
        {row.uuid, draft.type, orNull(draft.jobPostId), orNull(draft.contractId), draft.metadata, work.now()}};
    work.session().insertMany(insert, rows);
    work.session().execute(u"update conversations set subject = ? where id = ?"_s, {orNull(draft.subject), row.uuid});
}

}  // namespace

bool openThread(UnitOfWork& work, WriteJob& job, const ThreadDraft& draft)
{
    ConversationRow* before = work.lockOne(draft.id);
    if (before && isOwnSession(*before)) {
        makeWay(work, &job.events, *before);
        before = nullptr;
    }
    // What another system's history holds of it becomes the beginning of the thread.
    const bool isNew = !before || isImportedOnly(*before);
    work.lockOrCreate({&draft.id, 1});
    ConversationRow& row = *work.find(draft.id);
    if (isNew) introduceThread(work, row, draft);
    TimePoint at = work.now();
    for (const ChatUser& user : draft.participants) {
        addParticipant(work, row, user, at);
        at += std::chrono::milliseconds(1);  // they are listed by when they joined: in the order of the draft
    }
    if (isNew) work.addEvent(&job.events, rowEvent(row, u"thread_created"_s));
    return isNew;
}

JoinedThread joinThread(UnitOfWork& work, WriteJob& job, const ConversationId& thread, const ChatUser& user)
{
    work.lockOrCreate({&thread, 1});
    ConversationRow& row = *work.find(thread);
    JoinedThread joined = addParticipant(work, row, user, work.now());
    if (joined.isNew)
        work.addEvent(&job.events, rowEvent(row, u"participant_joined"_s, {{u"user"_s, user.id.toString()}}));
    return joined;
}

bool leaveThread(UnitOfWork& work, WriteJob& job, const ConversationId& thread, const SenderId& user)
{
    ConversationRow* row = work.lockOne(thread);
    if (!row) return false;
    const qint64 left = work.session().execute(
        u"update participants set left_at = ? where conversation_id = ? and user_id = ? and left_at is null"_s,
        {work.now(), row->uuid, user});
    if (left == 0) return false;
    row->shown.members = std::max(0, row->shown.members - 1);
    work.changed(*row);
    work.addEvent(&job.events, rowEvent(*row, u"participant_left"_s, {{u"user"_s, user.toString()}}));
    return true;
}

namespace {

/// What stood in the thread before they joined has no receipt of theirs: reading it makes one, so that its writer hears
/// of it (contracts/realtime-chat §7.7). False: there is one.
bool addReadReceipt(UnitOfWork& work, const Participant& reader, const QUuid& message, qint64 rev)
{
    const SqlRows known = work.session().query(
        u"select rev from receipts where participant_id = ? and message_id = ?"_s, {reader.id, message});
    if (!known.isEmpty()) return false;
    static const SqlInsert insert{u"receipts"_s,
                                  {{u"participant_id"_s, SqlType::Uuid},
                                   {u"message_id"_s, SqlType::Uuid},
                                   {u"rev"_s, SqlType::Integer},
                                   {u"delivered_at"_s, SqlType::Real},
                                   {u"read_at"_s, SqlType::Real},
                                   {u"created_at"_s, SqlType::Real}}};
    const std::vector<SqlParams> rows{{reader.id, message, rev, work.now(), work.now(), work.now()}};
    work.session().insertMany(insert, rows);
    return true;
}

}  // namespace

ReadOutcome markRead(UnitOfWork& work, const ConversationId& thread, const SenderId& user, const MessageId& upto)
{
    ConversationRow* row = work.lockOne(thread);  // marks of one thread move one after the other
    if (!row) return NotInThread{};
    SqlSession& session = work.session();
    const auto participant = findParticipant(session, row->uuid, user);
    if (!participant || participant->leftAt) return NotInThread{};
    work.flush();
    const SqlRows found =
        upto.isEmpty() ? session.query(
                             u"select rev, message_id, id, sender_id from messages where conversation_id = ? and "
                             "speaker in (0, 1, 2) and sent = 1 order by rev desc limit 1"_s,
                             {row->uuid})
                       : session.query(
                             u"select rev, message_id, id, sender_id from messages where conversation_id = ? and "
                             "message_id = ? order by rev desc limit 1"_s,
                             {row->uuid, upto});
    if (found.isEmpty() && !upto.isEmpty()) return NoSuchMessage{};
    ReadMark mark;
    mark.participant = *participant;
    if (found.isEmpty()) return mark;

    SqlRow message = found[0];
    const qint64 rev = message.nextInteger();
    const auto id = message.nextId<MessageId>();
    const QUuid uuid = message.nextUuid();
    const auto writer = message.nextId<SenderId>();
    mark.marked = int(session.execute(
        u"update receipts set read_at = ?, delivered_at = coalesce(delivered_at, ?) where participant_id = ? "
        "and rev <= ? and read_at is null"_s,
        {work.now(), work.now(), participant->id, rev}));
    const bool isFirst = mark.marked == 0 && writer != user && addReadReceipt(work, *participant, uuid, rev);
    if (isFirst) mark.marked = 1;
    if (rev > participant->lastReadRev || (isFirst && rev == participant->lastReadRev)) {
        session.execute(
            u"update participants set last_read_rev = ?, last_read_message_id = ?, last_read_at = ? "
            "where id = ?"_s,
            {rev, id, work.now(), participant->id});
        mark.participant.lastReadRev = rev;
        mark.participant.lastReadMessage = id;
        mark.participant.lastReadAt = work.now();
    }
    if (mark.marked > 0 || rev > participant->lastReadRev) mark.newest = lineAt(session, thread, row->uuid, rev);
    return mark;
}

}  // namespace tongdai::chat_statements
