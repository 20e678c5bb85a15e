#include "engine/history/conversations/rows.h"

#include "engine/domain/ports/store/conversation_store.h"
#include "engine/domain/text/fold_text.h"

#include <QRandomGenerator>

namespace tongdai::rows {

using namespace Qt::StringLiterals;

const QString kConversationColumns =
    u"id, conversation_id, channel, customer_name, customer_id, status, bot_mode, assigned_operator, assigned_name, "
    u"last_message_id, "
    "last_message_timestamp, last_activity, last_text, last_speaker, waiting_since, unread, total_messages, next_seq, "
    "done_seq, pending, pending_since, fence, fence_cause, owner, lease_until, attempts, restarts, next_rev, "
    "is_sample, "
    "metadata, live, created_at, members, newest_sent_at, human_until, "
    "answer_at, bot_drafts, version, {now}"_s;

ConversationRow readConversation(SqlRow row)
{
    ConversationRow found;
    Conversation& c = found.shown;
    found.uuid = row.nextUuid();
    c.id = row.nextId<ConversationId>();
    c.channel = row.nextText();
    c.customerName = row.nextText();
    c.customer = row.nextId<SenderId>();
    c.status = ConversationStatus(row.nextInteger());
    c.mode = BotMode(row.nextInteger());
    c.assignee = row.nextId<OperatorId>();
    c.assigneeName = row.nextText();
    c.lastMessageId = row.nextId<MessageId>();
    c.lastMessageTimestamp = row.nextReal();
    c.lastActivity = row.nextTime();
    c.lastText = row.nextText();
    c.lastSpeaker = Speaker(row.nextInteger());
    c.waitingSince = row.nextTimeOrNull();
    c.unread = int(row.nextInteger());
    c.totalMessages = int(row.nextInteger());
    c.nextSeq = row.nextInteger();
    c.doneSeq = row.nextInteger();
    c.pending = row.nextInteger() != 0;
    const SqlValue& pendingSince = row.next();
    if (!pendingSince.isNull()) found.pendingSince = pendingSince.toReal();
    c.fence = row.nextInteger();
    found.fenceCause = row.nextText();
    c.owner = row.nextId<OwnerId>();
    found.leaseUntil = row.nextReal();
    c.leaseUntil = fromUnixSeconds(found.leaseUntil);
    c.attempts = int(row.nextInteger());
    c.restarts = int(row.nextInteger());
    c.lastRev = row.nextInteger();
    c.isSample = row.nextInteger() != 0;
    c.metadata = row.nextJson();
    found.live = row.nextInteger() != 0;
    found.createdAt = row.nextReal();
    c.members = int(row.nextInteger());
    found.newestSentAt = row.nextReal();
    c.humanUntil = row.nextTimeOrNull();
    c.answerAt = row.nextTimeOrNull();
    c.botDrafts = row.nextInteger() != 0;
    found.version = row.nextInteger();
    found.storeNow = row.nextReal();
    return found;
}

// A lease further ahead than any legal one was written by a clock gone wrong: it is void (guarantees 2.4).
bool ConversationRow::isHeld() const
{
    constexpr double kNoLegalLease = 2.0 * double(std::chrono::seconds(kLease).count());
    return leaseUntil > storeNow && leaseUntil < storeNow + kNoLegalLease;
}

void ConversationRow::release()
{
    leaseUntil = 0;
    shown.leaseUntil = {};
    shown.owner = {};
}

double listKey(const Conversation& c)
{
    // Waiting ones are moved far to the front; within them the oldest, within the others the newest comes first.
    return c.waitingSince ? toUnixSeconds(*c.waitingSince) - 1e12 : -toUnixSeconds(c.lastActivity);
}

QString searchText(const Conversation& c)
{
    constexpr QChar kApart(u'\u001f');
    return foldText(c.customerName) + kApart + foldText(c.id.toString()) + kApart + foldText(c.lastText);
}

const QString kMessageColumns =
    u"m.id, m.conversation_id, m.source, m.message_id, m.seq, m.rev, m.speaker, m.state, m.sent, m.sender_id, "
    "m.sender_type, m.sender_name, m.content, m.sent_at, m.received_at, m.metadata, m.body_hash, m.reply, m.fence, "
    "m.deliveries, m.arrived_late"_s;

MessageRow readMessage(SqlRow row)
{
    MessageRow found;
    StoredMessage& m = found.shown;
    found.uuid = row.nextUuid();
    found.conversation = row.nextUuid();
    found.source = row.nextBytes();
    m.messageId = row.nextId<MessageId>();
    m.seq = row.nextInteger();
    m.rev = row.nextInteger();
    m.speaker = Speaker(row.nextInteger());
    m.state = MessageState(row.nextInteger());
    found.sent = row.nextInteger() != 0;
    m.sender = row.nextId<SenderId>();
    found.senderType = row.nextText();
    m.senderName = row.nextText();
    m.body = row.nextText();
    m.sentAt = row.nextReal();
    m.receivedAt = row.nextTime();
    m.metadata = row.nextJson();
    found.bodyHash = row.nextBytes();
    const SqlValue& reply = row.next();
    if (!reply.isNull()) found.reply = reply.toJson();
    const SqlValue& fence = row.next();
    if (!fence.isNull()) found.fence = fence.toInteger();
    m.deliveries = int(row.nextInteger());
    m.arrivedLate = row.nextInteger() != 0;
    return found;
}

const std::vector<SqlColumn> kMessageInsertColumns{
    {u"id"_s, SqlType::Uuid},
    {u"conversation_id"_s, SqlType::Uuid},
    {u"source"_s, SqlType::Id},
    {u"message_id"_s, SqlType::Id},
    {u"seq"_s, SqlType::Integer},
    {u"rev"_s, SqlType::Integer},
    {u"speaker"_s, SqlType::Integer},
    {u"state"_s, SqlType::Integer},
    {u"sent"_s, SqlType::Integer},
    {u"sender_id"_s, SqlType::Id},
    {u"sender_type"_s, SqlType::Text},
    {u"sender_name"_s, SqlType::Text},
    {u"content"_s, SqlType::Text},
    {u"folded"_s, SqlType::Text},
    {u"sent_at"_s, SqlType::Real},
    {u"received_at"_s, SqlType::Real},
    {u"metadata"_s, SqlType::Json},
    {u"body_hash"_s, SqlType::Bytes},
    {u"reply"_s, SqlType::Json},
    {u"fence"_s, SqlType::Integer},
    {u"deliveries"_s, SqlType::Integer},
    {u"arrived_late"_s, SqlType::Integer},
};

SqlParams insertValues(const MessageRow& row)
{
    const StoredMessage& m = row.shown;
    return {row.uuid,
            row.conversation,
            SqlValue::ofId(row.source),
            m.messageId,
            m.seq > 0 ? SqlValue(m.seq) : SqlValue(),
            m.rev,
            int(m.speaker),
            int(m.state),
            row.sent,
            SqlValue::orNull(m.sender),
            row.senderType,
            m.senderName,
            m.body,
            foldText(m.body),
            m.sentAt,
            m.receivedAt,
            m.metadata,
            row.bodyHash.isEmpty() ? SqlValue() : SqlValue::bytes(row.bodyHash),
            SqlValue::orNull(row.reply),
            SqlValue::orNull(row.fence),
            m.deliveries,
            m.arrivedLate};
}

const QString kOutboxColumns =
    u"o.id, c.conversation_id, o.ord, o.dedup_key, o.body, o.repeatable, o.fence, o.attempts, o.state, o.created_at, "
    "o.next_at, o.last_error"_s;

OutboxItem readOutbox(SqlRow row)
{
    OutboxItem item;
    item.id = row.nextInteger();
    item.conversation = row.nextId<ConversationId>();
    item.ord = row.nextInteger();
    item.dedupKey = row.nextBytes();
    item.body = row.nextJson();
    item.repeatable = row.nextInteger() != 0;
    item.fence = row.nextInteger();
    item.attempts = int(row.nextInteger());
    item.state = OutboxState(row.nextInteger());
    item.createdAt = row.nextTime();
    item.nextAt = row.nextTime();
    item.lastError = row.nextText();
    return item;
}

QUuid newUuid(TimePoint now)
{
    // RFC 9562 version 7: 48 bits of milliseconds, then randomness.
    quint64 random[2];
    QRandomGenerator::global()->fillRange(random);
    const auto ms = quint64(now.time_since_epoch().count());
    QByteArray bytes(16, Qt::Uninitialized);
    for (int i = 0; i < 6; ++i)
        bytes[i] = char(ms >> (40 - 8 * i));
    for (int i = 6; i < 16; ++i)
        bytes[i] = char(random[i / 8] >> (8 * (i % 8)));
    bytes[6] = char((bytes[6] & 0x0f) | 0x70);
    bytes[8] = char((bytes[8] & 0x3f) | 0x80);
    return QUuid::fromRfc4122(bytes);
}

QUuid turnUuid(const QUuid& conversation, Fence fence, Seq upto)
{
    return QUuid::createUuidV5(conversation, "turn:" + QByteArray::number(fence) + ':' + QByteArray::number(upto));
}

MessageId lineId(const QUuid& uuid)
{
    return MessageId(uuid.toByteArray(QUuid::WithoutBraces));
}

}  // namespace tongdai::rows
