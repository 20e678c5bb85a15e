#include "engine/history/sessions/chat_sessions.h"

#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/conversation/chat.h"
#include "engine/domain/conversation/sender_clock.h"
#include "engine/domain/text/whole_text.h"
#include "engine/history/chat/chat_listing.h"
#include "engine/history/conversations/granting.h"
#include "engine/history/privacy/erasure_record.h"
#include "engine/history/sessions/own_sessions.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using rows::ConversationRow;
using rows::MessageRow;

namespace {

const QString kChannel = u"chathistory"_s;

struct SessionRow {
    std::optional<double> archivedAt;
    std::optional<double> evictedAt;
};

std::optional<double> realOrNothing(const SqlValue& value)
{
    return value.isNull() ? std::nullopt : std::optional(value.toReal());
}

SessionRow sessionRow(UnitOfWork& work, const QUuid& conversation)
{
    const SqlRows rows = work.session().query(
        u"select archived_at, evicted_at from history_sessions where conversation_id = ?"_s, {conversation});
    if (rows.isEmpty()) return {};
    return {realOrNothing(rows[0][0]), realOrNothing(rows[0][1])};
}

void writeSessionRow(UnitOfWork& work, const QUuid& conversation, const SessionRow& session, qint64 listedRev)
{
    static const SqlInsert insert{u"history_sessions"_s,
                                  {{u"conversation_id"_s, SqlType::Uuid},
                                   {u"archived_at"_s, SqlType::Real},
                                   {u"evicted_at"_s, SqlType::Real},
                                   {u"listed_rev"_s, SqlType::Integer}},
                                  SqlInsert::OnConflict::Overwrite,
                                  {u"conversation_id"_s}};
    const std::vector<SqlParams> rows{
        {conversation, SqlValue::orNull(session.archivedAt), SqlValue::orNull(session.evictedAt), listedRev}};
    work.session().insertMany(insert, rows);
}

/// What was recorded in this session under this message id before, if anything.
std::optional<QByteArray> recordedHash(UnitOfWork& work, const QUuid& conversation, const MessageId& id)
{
    const SqlRows rows = work.session().query(
        u"select body_hash from history_entries where conversation_id = ? and message_id = ? and body_hash is not null"_s,
        {conversation, id});
    if (rows.isEmpty()) return std::nullopt;
    return rows[0][0].toBytes();
}

AnswerCard cardOf(const ChatEntry& entry)
{
    AnswerCard card;
    card.model = entry.metadata["aiModel"_L1].toString();
    if (const QJsonValue confidence = entry.metadata["confidence"_L1]; confidence.isDouble())
        card.confidence = confidence.toDouble();
    card.processingMs = entry.metadata["responseTime"_L1].toDouble() * 1000.0;
    return card;
}

MessageRow lineOf(const UnitOfWork& work, const ChatEntry& entry, Speaker speaker, const QString& text)
{
    MessageRow line;
    line.uuid = rows::newUuid(work.now());
    line.source = speaker == Speaker::Customer ? kSyncedQuestion : kSyncedAnswer;
    line.shown.messageId = entry.messageId;
    line.shown.speaker = speaker;
    line.shown.body = text;
    line.shown.sentAt = double(entry.at) / 1e7;
    line.shown.receivedAt = work.now();
    if (speaker == Speaker::Customer) {
        line.shown.sender = entry.user;
        line.senderType = u"user"_s;
        line.shown.metadata = entry.metadata;
    } else {
        line.senderType = u"bot"_s;
        line.shown.metadata = toJson(cardOf(entry));
    }
    return line;
}

/// The row's newest text and activity follow the times of what was said, not of its sync.
void addLine(UnitOfWork& work, WriteJob& job, ConversationRow& row, MessageRow line, bool isNewest)
{
    const TimePoint before = row.shown.lastActivity;
    appendLine(work, row, line, isNewest);
    row.shown.lastActivity = std::max(before, fromUnixSeconds(line.shown.sentAt));
    const double newest = countedTime(row.newestSentAt, work.now());
    if (line.shown.speaker == Speaker::Customer && line.shown.sentAt >= newest) {
        row.newestSentAt = line.shown.sentAt;
        row.shown.lastMessageTimestamp = line.shown.sentAt;
        row.shown.lastMessageId = line.shown.messageId;
    }
    work.addEvent(&job.events, lineEvent(row, line));
}

void introduce(UnitOfWork& work, ConversationRow& row, const ChatEntry& entry)
{
    Conversation& c = row.shown;
    c.channel = channelOf(entry.metadata, kChannel);
    c.customer = entry.user;
    c.customerName = cutText(entry.metadata["customer_name"_L1].toString(), 200);
    c.lastActivity = fromTicks(entry.at);
    c.metadata = entry.isUsersOwn ? ownSessionMetadata() : QJsonObject{{u"source"_s, kChannel}};
    work.changed(row);
}

bool isNewestEntry(UnitOfWork& work, const QUuid& conversation, const ChatEntry& entry)
{
    const SqlRows rows = work.session().query(
        u"select at_ticks, message_id from history_entries where conversation_id = ? "
        "order by at_ticks desc, message_id desc limit 1"_s,
        {conversation});
    if (rows.isEmpty()) return true;
    const Ticks newest = rows[0][0].toInteger();
    return entry.at > newest || (entry.at == newest && entry.messageId.bytes() > rows[0][1].toBytes());
}

/// Sessions beyond the newest `keep` of the user's, marked.
std::vector<ConversationId> evictOldest(UnitOfWork& work, const SenderId& user, int keep)
{
    std::vector<ConversationId> evicted;
    for (SqlRow found : work.session().query(
             u"select c.id, c.conversation_id, s.archived_at, s.listed_rev from conversations c left join "
             "history_sessions s on s.conversation_id = c.id where c.customer_id = ? and s.evicted_at is null "
             "order by c.last_activity desc, c.conversation_id limit 1000 offset ?"_s,
             {user, keep})) {
        const QUuid uuid = found.nextUuid();
        evicted.push_back(found.nextId<ConversationId>());
        SessionRow session;
        session.archivedAt = realOrNothing(found.next());
        session.evictedAt = toUnixSeconds(work.now());
        writeSessionRow(work, uuid, session, found.nextInteger());
    }
    return evicted;
}

bool isArchived(const SessionRow& session, const ConversationRow& row)
{
    return session.archivedAt && *session.archivedAt >= toUnixSeconds(row.shown.lastActivity);
}

EntryRecorded store(UnitOfWork& work, WriteJob& job, ConversationRow& row, ChatEntry entry, const QByteArray& hash)
{
    EntryRecorded recorded;
    recorded.revBefore = row.shown.lastRev;
    recorded.isNewest = isNewestEntry(work, row.uuid, entry);
    ListedEntry listed;
    listed.messageId = entry.messageId;
    listed.at = entry.at;
    listed.metadata = entry.metadata;
    listed.bodyHash = hash;
    if (entry.userMessage) {
        addLine(work, job, row, lineOf(work, entry, Speaker::Customer, *entry.userMessage), recorded.isNewest);
        listed.questionRev = row.shown.lastRev;
    }
    if (entry.aiResponse) {
        addLine(work, job, row, lineOf(work, entry, Speaker::Bot, *entry.aiResponse), recorded.isNewest);
        listed.answerRev = row.shown.lastRev;
    }
    if (row.shown.status == ConversationStatus::Closed) row.shown.status = ConversationStatus::Active;
    work.changed(row);
    work.flush();
    insertListed(work, row.uuid, {std::move(listed)});
    const double createdAt = toUnixSeconds(fromTicks(entry.at));
    work.session().execute(u"update conversations set created_at = ? where id = ? and created_at > ?"_s,
                           {createdAt, row.uuid, createdAt});
    recorded.entry = std::move(entry);
    return recorded;
}

}  // namespace

RecordEntryOutcome recordEntry(UnitOfWork& work, WriteJob& job, ChatEntry given, const QByteArray& hash,
                               const ChatHistoryLimits& limits, bool isCopy)
{
    given.at = std::min(given.at, toTicks(work.now()));
    if (isCopy && wasErased(work.session(), given.user, given.session)) return SessionErased{};
    ConversationRow* row = work.lockOne(given.session);
    if (row && row->shown.customer != given.user) return SessionOfSomeoneElse{};
    if (const auto known = row ? recordedHash(work, row->uuid, given.messageId) : std::nullopt) {
        if (isCopy || *known == hash) return EntryKnown{};
        work.addEvent(&job.events, {0, u"id_reused"_s, given.session, given.user, given.messageId, 0, {}});
        return EntryIdReused{};
    }
    const bool isNew = !row;
    SessionRow session;
    if (row) {
        session = sessionRow(work, row->uuid);
        if (isArchived(session, *row)) return SessionArchived{};
        listThread(work, *row);
    } else {
        work.lockOrCreate({&given.session, 1});
        row = work.find(given.session);
        introduce(work, *row, given);
    }
    EntryRecorded recorded = store(work, job, *row, std::move(given), hash);
    const bool joinsTheList = isNew || session.evictedAt;
    writeSessionRow(work, row->uuid, {}, row->shown.lastRev);
    if (joinsTheList) recorded.evicted = evictOldest(work, row->shown.customer, limits.maxSessionsPerUser);
    recorded.session = reads::chatSession(work.session(), row->shown.id, true)->session;
    return recorded;
}

void keepCopied(UnitOfWork& work, WriteJob& job, const ChatSession& copied, bool isNew)
{
    ConversationRow* row = work.lockOne(copied.id);
    if (!row) return;
    if (copied.createdAt > 0) {
        const double createdAt = double(copied.createdAt) / 1e7;
        work.session().execute(u"update conversations set created_at = ? where id = ? and (created_at > ? or ? = 1)"_s,
                               {createdAt, row->uuid, createdAt, int(isNew)});
    }
    if (copied.status == ChatSessionStatus::Closed && isNew && row->shown.status != ConversationStatus::Closed) {
        row->shown.status = ConversationStatus::Closed;
        work.changed(*row);
        work.addEvent(&job.events, rowEvent(*row, u"status_changed"_s, {{u"status"_s, int(row->shown.status)}}));
    }
    if (copied.status == ChatSessionStatus::Archived) archiveChatSession(work, copied.id);
}

bool archiveChatSession(UnitOfWork& work, const ConversationId& id)
{
    ConversationRow* row = work.lockOne(id);
    if (!row) return false;
    SessionRow session = sessionRow(work, row->uuid);
    if (session.evictedAt) return false;
    listThread(work, *row);
    // The store's clock may run a little behind the one that dated the newest line.
    session.archivedAt = std::max(toUnixSeconds(work.now()), toUnixSeconds(row->shown.lastActivity));
    writeSessionRow(work, row->uuid, session, row->shown.lastRev);
    return true;
}

}  // namespace tongdai
