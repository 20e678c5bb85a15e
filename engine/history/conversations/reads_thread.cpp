#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/conversation/system_note.h"
#include "engine/history/conversations/reads.h"
#include "engine/history/conversations/rows.h"
#include "engine/history/outbox/send_tries.h"

#include <algorithm>
#include <array>

namespace tongdai::reads {

using namespace Qt::StringLiterals;
using rows::MessageRow;

std::optional<QUuid> uuidOf(SqlSession& session, const ConversationId& conversation)
{
    const SqlRows rows = session.query(u"select id from conversations where conversation_id = ?"_s, {conversation});
    if (rows.isEmpty()) return {};
    return rows[0][0].toUuid();
}

namespace {

// How far each line has come on its way out, and how long that took, stands in the outbox alone; the thread shows it
// with the line.
void addDeliveries(SqlSession& session, const QUuid& uuid, std::vector<StoredMessage>& lines)
{
    SqlParams ords;
    for (const StoredMessage& line : lines) {
        if (line.speaker == Speaker::Bot || line.speaker == Speaker::Operator) ords.push_back(line.rev);
    }
    const SqlRows rows = session.queryList(
        u"select ord, id, state, attempts, last_error, updated_at, record_ms, send_ms, tries from outbox "
        "where conversation_id = ? and ord in ({list})"_s,
        ords, {uuid});
    struct OnItsWay {
        QJsonObject delivery;
        double recordMs = 0;
        double sendMs = 0;
    };
    QHash<qint64, OnItsWay> found;
    for (SqlRow row : rows) {
        const qint64 ord = row.nextInteger();
        Delivery delivery;
        delivery.outboxId = row.nextInteger();
        delivery.state = OutboxState(row.nextInteger());
        delivery.attempts = int(row.nextInteger());
        delivery.error = row.nextText();
        const TimePoint changedAt = row.nextTime();
        if (delivery.state == OutboxState::Sent) delivery.acceptedAt = changedAt;
        const double recordMs = row.nextReal();
        const double sendMs = row.nextReal();
        OutboxItem ended;
        ended.state = delivery.state;
        ended.attempts = delivery.attempts;
        ended.lastError = delivery.error;
        const std::vector<SendTry> tries = sendTriesIn(row.nextText());
        delivery.mayHaveArrived = mayHaveArrived(ended, tries);
        delivery.isUnrefused = endedUnrefused(ended, tries);
        found.insert(ord, {toJson(delivery), recordMs, sendMs});
    }
    for (StoredMessage& line : lines) {
        const auto one = found.constFind(line.rev);
        if (one == found.cend()) continue;
        line.metadata[u"delivery"_s] = one->delivery;
        if (line.speaker != Speaker::Bot) continue;
        // Recording and sending were over only after the line had been written.
        QJsonObject steps = line.metadata["steps"_L1].toObject();
        steps[u"record"_s] = one->recordMs;
        steps[u"send"_s] = one->sendMs;
        line.metadata[u"steps"_s] = steps;
    }
}

/// Customers who follow by chat: when the first of them got and read a line of ours.
void addReceipts(SqlSession& session, const QUuid& uuid, std::vector<StoredMessage>& lines)
{
    qint64 first = std::numeric_limits<qint64>::max();
    QHash<qint64, StoredMessage*> ours;
    for (StoredMessage& line : lines) {
        if (line.speaker != Speaker::Bot && line.speaker != Speaker::Operator) continue;
        first = std::min(first, line.rev);
        ours.insert(line.rev, &line);
    }
    if (ours.isEmpty()) return;
    for (SqlRow row :
         session.query(u"select r.rev, min(r.delivered_at), min(r.read_at) from participants p join receipts r on "
                       "r.participant_id = p.id where p.conversation_id = ? and p.role in ('CLIENT', 'FREELANCER') and "
                       "r.rev >= ? "
                       "group by r.rev"_s,
                       {uuid, first})) {
        StoredMessage* line = ours.value(row.nextInteger());
        const auto deliveredAt = row.nextTimeOrNull();
        const auto readAt = row.nextTimeOrNull();
        if (!line || !deliveredAt) continue;
        Delivery delivery = deliveryOf(line->metadata).value_or(Delivery{OutboxState::Sent, true, {}, {}, {}, {}});
        delivery.deliveredAt = deliveredAt;
        delivery.readAt = readAt;
        line->metadata[u"delivery"_s] = toJson(delivery);
    }
}

// A question has up to a hundred lines before it and is asked for every message: only what is used is read.
const QString kWaitingColumns =
    u"m.source, m.message_id, m.seq, m.rev, m.sender_id, m.sender_type, m.content, m.sent_at, m.metadata, m.body_hash"_s;
constexpr int kWaitingCount = 10;

// One question, so that the row and its messages are of one moment. A row without waiting messages answers, too.
const QString kWaitingMessages =
    u"select "_s + kWaitingColumns +
    u", c.id, c.metadata, c.last_message_id, c.last_message_timestamp, c.is_sample from conversations c left join "
    "messages m on m.conversation_id = c.id and m.seq > ? where c.conversation_id = ? order by m.seq"_s;

// Not what the customer was never told: unsent answers, notes, system lines.
const QString kToldLines =
    u"(m.speaker in (0, 1, 2) or (m.speaker = 3 and m.content like 'handed back: %')) and m.sent = 1 and m.content <> "
    u"'' "
    "order by m.rev desc limit ?"_s;
const QString kEarlierLines =
    u"select m.speaker, m.content, m.sent_at from messages m where m.conversation_id = ? and m.rev < ? and "_s +
    kToldLines;
// The same lines, asked before it is known which messages wait: rev grows with seq.
const QString kLinesBeforeWaiting =
    u"select m.speaker, m.content, m.sent_at from messages m where m.conversation_id = (select c.id from conversations "
    u"c "
    "where c.conversation_id = ?) and m.rev < coalesce((select w.rev from messages w where w.conversation_id = (select "
    "c.id from conversations c where c.conversation_id = ?) and w.seq > ? order by w.seq limit 1), "
    "9223372036854775807) and "_s +
    kToldLines;

struct Waiting {
    IncomingMessage message;
    Seq seq = 0;
    qint64 rev = 0;
};

Waiting readWaiting(SqlRow row, const ConversationId& conversation)
{
    Waiting waiting;
    IncomingMessage& m = waiting.message;
    m.conversation = conversation;
    m.source = row.nextBytes();
    m.messageId = row.nextId<MessageId>();
    waiting.seq = row.nextInteger();
    waiting.rev = row.nextInteger();
    m.sender = row.nextId<SenderId>();
    m.senderType = row.nextText();
    m.content = row.nextText();
    m.sentAt = row.nextReal();
    m.metadata = row.nextJson();
    m.bodyHash = row.nextBytes();
    return waiting;
}

}  // namespace

ThreadPage thread(SqlSession& session, const ThreadQuery& query)
{
    ThreadPage page;
    const auto uuid = uuidOf(session, query.conversation);
    if (!uuid) return page;
    const bool catchingUp = query.afterRev || query.fromMessage;
    QString sql = u"select "_s + rows::kMessageColumns + u" from messages m where m.conversation_id = ?"_s;
    SqlParams values{*uuid};
    if (query.afterRev) {
        sql += u" and m.rev > ?"_s;
        values.push_back(*query.afterRev);
    }
    if (query.fromMessage) {
        sql += u" and m.rev >= (select min(f.rev) from messages f where f.conversation_id = ? and f.message_id = ?)"_s;
        values.push_back(*uuid);
        values.push_back(*query.fromMessage);
    }
    if (query.beforeRev) {
        sql += u" and m.rev < ?"_s;
        values.push_back(*query.beforeRev);
    }
    sql += catchingUp ? u" order by m.rev limit ?"_s : u" order by m.rev desc limit ?"_s;
    values.push_back(query.limit + 1);
    for (const SqlRow& row : session.query(sql, values)) {
        page.lines.push_back(rows::readMessage(row).shown);
        page.lines.back().conversation = query.conversation;
    }
    page.hasMore = int(page.lines.size()) > query.limit;
    if (page.hasMore) page.lines.pop_back();
    if (!catchingUp) std::reverse(page.lines.begin(), page.lines.end());
    addDeliveries(session, *uuid, page.lines);
    addReceipts(session, *uuid, page.lines);
    return page;
}

AnswerContext context(SqlSession& session, const Claim& claim, int maxLines)
{
    AnswerContext context;
    const SqlQuestion waits{kWaitingMessages, {claim.from, claim.conversation}};
    std::vector<SqlRows> answers;
    if (session.asksAhead()) {
        answers = session.queryTogether(std::array{
            waits, SqlQuestion{kLinesBeforeWaiting, {claim.conversation, claim.conversation, claim.from, maxLines}}});
    }
    const SqlRows found = answers.empty() ? session.query(waits.sql, waits.values) : answers[0];
    if (found.isEmpty()) return context;
    const SqlRow first = found[0];
    const QUuid uuid = first[kWaitingCount].toUuid();
    context.metadata = first[kWaitingCount + 1].toJson();
    context.lastMessage = MessageId(first[kWaitingCount + 2].toBytes());
    context.lastMessageTimestamp = first[kWaitingCount + 3].toReal();
    context.isSample = first[kWaitingCount + 4].toInteger() != 0;
    context.upto = claim.from;
    qint64 firstRev = std::numeric_limits<qint64>::max();
    for (const SqlRow& row : found) {
        if (row[0].isNull()) break;
        Waiting waiting = readWaiting(row, claim.conversation);
        firstRev = std::min(firstRev, waiting.rev);
        context.upto = std::max(context.upto, waiting.seq);
        context.waiting.push_back(std::move(waiting.message));
    }
    for (SqlRow row : answers.empty() ? session.query(kEarlierLines, {uuid, firstRev, maxLines}) : answers[1]) {
        const auto speaker = Speaker(row.nextInteger());
        QString content = row.nextText();
        if (speaker == Speaker::System) {
            if (context.handedBack.isEmpty()) context.handedBack = handBackWords(speaker, content);
            continue;
        }
        context.lines.push_back({speaker, std::move(content), row.nextReal()});
    }
    std::reverse(context.lines.begin(), context.lines.end());
    return context;
}

}  // namespace tongdai::reads
