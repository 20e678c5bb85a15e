#include "engine/history/conversations/accept.h"

#include "engine/domain/conversation/chat.h"
#include "engine/domain/conversation/sender_clock.h"
#include "engine/domain/shop/page_line.h"
#include "engine/domain/text/whole_text.h"
#include "engine/history/conversations/granting.h"
#include "engine/history/conversations/outside_lines.h"
#include "engine/history/sessions/imported_lines.h"
#include "engine/history/sessions/own_sessions.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using rows::ConversationRow;
using rows::MessageRow;

namespace {

const QByteArray kUsersOwnDoor = "chat"_ba;  // a user's token says who they are, not what their threads are called

/// For the store that is asked ahead: by the conversations' outer ids, which are known before their rows are. It joins
/// in this order and no other, since a plan made while conversations were short would read each from end to end.
const QString& repetitionsAhead()
{
    static const QString sql =
        u"select m.* from {given} (conversation, message) cross join lateral (select c.id from conversations c where "
        "c.conversation_id = given.conversation limit 1) c cross join lateral (select "_s +
        rows::kMessageColumns +
        u" from messages m where m.conversation_id = c.id and m.message_id = given.message offset 0) m"_s;
    return sql;
}

const QString& repetitionsOfKnown()
{
    static const QString sql = u"select "_s + rows::kMessageColumns +
                               u" from messages m where {any m.conversation_id = ? and m.message_id = ?}"_s;
    return sql;
}

std::vector<SqlParams> outerKeys(std::span<AcceptJob* const> jobs)
{
    std::vector<SqlParams> keys;
    keys.reserve(jobs.size());
    for (const AcceptJob* job : jobs)
        keys.push_back({job->message.conversation, job->message.messageId});
    return keys;
}

/// What was accepted before, by any engine or earlier in this batch. The conversations are locked, as far as there are
/// any: a new one has no lines.
class SeenMessages {
public:
    SeenMessages(UnitOfWork& work, std::span<AcceptJob* const> jobs)
    {
        std::vector<SqlParams> asked;
        QHash<QUuid, ConversationId> conversations;
        for (const AcceptJob* job : jobs) {
            const ConversationRow* row = work.find(job->message.conversation);
            if (!row || row->shown.lastRev == 0) continue;  // it has no lines
            asked.push_back({row->uuid, job->message.messageId});
            conversations.insert(row->uuid, row->shown.id);
        }
        const bool isAhead = work.session().asksAhead();
        if (isAhead) asked = outerKeys(jobs);
        const QString& sql = isAhead ? repetitionsAhead() : repetitionsOfKnown();
        for (const SqlRow& found : work.session().queryAny(sql, asked)) {
            MessageRow row = rows::readMessage(found);
            row.shown.conversation = conversations.value(row.conversation);
            remember(std::move(row));
        }
    }
    void remember(MessageRow row)
    {
        const MessageKey key{row.source, row.shown.conversation, row.shown.messageId};
        m_rows.emplace(key, std::move(row));
    }
    MessageRow* find(const MessageKey& key)
    {
        const auto found = m_rows.find(key);
        return found == m_rows.end() ? nullptr : &*found;
    }

private:
    QHash<MessageKey, MessageRow> m_rows;
};

// The platform's own answer is kept with the outbox row; the stored result shows it once it is known.
void addPlatformResult(UnitOfWork& work, const MessageRow& message, QJsonObject& reply)
{
    work.flush();  // perhaps settled in this very batch
    const SqlRows rows = work.session().query(
        u"select answer from outbox where conversation_id = ? and from_seq < ? and upto_seq >= ? and answer is not null"_s,
        {message.conversation, message.shown.seq, message.shown.seq});
    if (!rows.isEmpty()) reply[u"pancake_result"_s] = rows[0][0].toJson();
}

AcceptOutcome repetition(UnitOfWork& work, const IncomingMessage& incoming, MessageRow& seen, AcceptJob& job)
{
    if (seen.bodyHash != incoming.bodyHash) {
        // Somebody reuses ids or forges messages: kept as an event, so that it can be found again.
        work.addEvent(&job.events,
                      {0, u"id_reused"_s, incoming.conversation, incoming.sender, incoming.messageId, 0, {}});
        return IdReused{};
    }
    seen.shown.deliveries += 1;
    if (seen.shown.receivedAt == work.now() || incoming.acceptedAt)
        work.flush();  // perhaps accepted in this very batch
    work.session().execute(
        u"update messages set deliveries = deliveries + 1 where conversation_id = ? and message_id = ? and source = ?"_s,
        {seen.conversation, incoming.messageId, SqlValue::ofId(incoming.source)});
    Duplicate duplicate{seen.shown.seq, seen.shown.state, seen.reply, seen.shown.deliveries};
    if (duplicate.reply) addPlatformResult(work, seen, *duplicate.reply);
    return duplicate;
}

void introduce(ConversationRow& row, const IncomingMessage& message)
{
    Conversation& c = row.shown;
    const bool knowsCustomer = isImportedOnly(row) && !c.customer.isEmpty();
    c.channel = channelOf(message.metadata, u"api"_s);
    c.metadata = withoutPage(message.metadata, message.source);
    if (!knowsCustomer) c.customer = message.sender;
    c.isSample = message.source == kSampleSource;
}

// A turn is given the newest message's metadata, and of earlier ones what that does not say anew. Where a conversation
// lives does not change with a message: only our own chat's are delivered over its sockets.
void addMetadata(Conversation& c, const QJsonObject& newest)
{
    constexpr qsizetype kMaxKept = 64 * 1024;
    QJsonObject merged = c.metadata;
    for (auto it = newest.begin(); it != newest.end(); ++it)
        merged[it.key()] = it.value();
    const auto stayWhereItWas = [&] {
        for (const QLatin1StringView key : {"platform"_L1, "chat"_L1})
            merged.insert(key, c.metadata.value(key));  // undefined: removes it
    };
    if (livesInOwnChat(c.metadata) != livesInOwnChat(merged)) stayWhereItWas();
    if (merged == c.metadata) return;
    if (QJsonDocument(merged).toJson(QJsonDocument::Compact).size() > kMaxKept) {
        merged = newest;  // earlier keys are a convenience, not a store
        stayWhereItWas();
        if (!merged.contains(kPageKey) && livesOnPage(c.metadata)) merged.insert(kPageKey, c.metadata.value(kPageKey));
    }
    c.metadata = merged;
}

// What the platform has sorted the conversation under; searching filters by it.
void addTags(UnitOfWork& work, const ConversationRow& row, const QJsonObject& metadata)
{
    constexpr int kMaxTags = 50;
    constexpr qsizetype kMaxTagBytes = 400;
    static const SqlInsert insert{u"conversation_tags"_s,
                                  {{u"conversation_id"_s, SqlType::Uuid}, {u"tag"_s, SqlType::Id}},
                                  SqlInsert::OnConflict::KeepOld,
                                  {u"conversation_id"_s, u"tag"_s}};
    std::vector<SqlParams> tags;
    for (const QJsonValue& tag : metadata["tags"_L1].toArray()) {
        const QByteArray name = tag.toString().toUtf8();
        if (!name.isEmpty() && name.size() <= kMaxTagBytes && !name.contains('\0') && int(tags.size()) < kMaxTags)
            tags.push_back({row.uuid, SqlValue::ofId(name)});
    }
    work.session().insertMany(insert, tags);
}

QString customerNameIn(const QJsonObject& metadata)
{
    for (const auto name : {"customer_name"_L1, "sender_name"_L1, "name"_L1}) {
        if (const QString found = metadata[name].toString(); !found.isEmpty()) return cutText(found, 200);
    }
    return {};
}

MessageRow messageRow(const UnitOfWork& work, const IncomingMessage& message)
{
    MessageRow row;
    row.uuid = rows::newUuid(work.now());
    row.source = message.source;
    row.senderType = message.senderType;
    row.bodyHash = message.bodyHash;
    row.shown.messageId = message.messageId;
    row.shown.speaker = Speaker::Customer;
    row.shown.state = MessageState::Waiting;
    row.shown.sender = message.sender;
    row.shown.body = message.content;
    row.shown.sentAt = message.sentAt;
    row.shown.receivedAt = message.acceptedAt.value_or(work.now());
    row.shown.metadata = message.metadata;
    return row;
}

// The sender's clock only decides what is shown: a late message joins the thread where it arrived, marked. Last is what
// was accepted last.
void noteSendersClock(const UnitOfWork& work, ConversationRow& row, StoredMessage& message)
{
    const double counted = countedTime(message.sentAt, message.receivedAt);
    // Earlier versions kept whatever a clock said.
    const double newest = countedTime(row.newestSentAt, work.now());
    const bool isFirst = row.newestSentAt == 0;
    message.arrivedLate = !isFirst && isLate(counted, newest);
    row.newestSentAt = isFirst ? counted : std::max(newest, counted);
    row.shown.lastMessageTimestamp = counted;
    row.shown.lastMessageId = message.messageId;
}

void waitForBot(ConversationRow& row, TimePoint since, std::chrono::milliseconds holdFor)
{
    const bool isFirst = !row.shown.pending;
    row.shown.pending = true;
    if (!row.pendingSince) row.pendingSince = toUnixSeconds(since);
    if (!isFirst) return;
    row.shown.answerAt.reset();
    if (holdFor.count() > 0) row.shown.answerAt = fromUnixSeconds(row.storeNow) + holdFor;
}

void waitForPerson(ConversationRow& row, MessageRow& message, TimePoint since)
{
    message.shown.state = MessageState::Answered;
    message.reply = QJsonObject{{u"kind"_s, u"human"_s}};
    row.shown.doneSeq = message.shown.seq;
    if (!row.shown.waitingSince) row.shown.waitingSince = since;
}

Accepted store(UnitOfWork& work, AcceptJob& job, ConversationRow& row, MessageRow& message)
{
    Conversation& c = row.shown;
    Accepted accepted;
    accepted.found = row.mark();
    if (c.nextSeq == 0) {
        if (c.customer.isEmpty() || isImportedOnly(row)) introduce(row, job.message);
        addTags(work, row, job.message.metadata);
    }
    if (senderKind(job.message.senderType) == SenderKind::Unknown) leaveToPerson(work, job, row, job.message, accepted);
    // A guest in somebody's conversation says nothing about its customer, and must be erasable without them.
    if (c.customer == job.message.sender) addMetadata(c, withoutPage(job.message.metadata, job.message.source));
    if (const QString name = customerNameIn(job.message.metadata); !name.isEmpty()) c.customerName = name;
    if (c.status == ConversationStatus::Closed) c.status = ConversationStatus::Active;
    message.shown.seq = ++c.nextSeq;
    noteSendersClock(work, row, message.shown);
    c.unread += 1;
    if (c.mode == BotMode::Human)
        waitForPerson(row, message, message.shown.receivedAt);
    else
        waitForBot(row, message.shown.receivedAt, job.message.holdFor);
    appendLine(work, row, message, true);

    if (c.mode == BotMode::Bot && !job.claimFor.isEmpty() && !row.isHeld())
        accepted.claim = grantClaim(row, job.claimFor);
    accepted.message = message.shown;
    accepted.conversation = c;
    work.addEvent(&job.events, lineEvent(row, message));
    return accepted;
}

// The first try was committed although it looked failed: the outcome it would have had.
Accepted alreadyStored(const AcceptJob& job, const ConversationRow& row, const MessageRow& seen)
{
    Accepted accepted{seen.shown, row.shown, currentClaim(row, job.claimFor), {}};
    accepted.message.conversation = row.shown.id;
    return accepted;
}

/// A session that a user made under this message's id makes way, where the message is another's; where it is theirs and
/// somebody else brings it, it is no longer the user alone who speaks for the id.
void leaveToItsSpeaker(UnitOfWork& work, AcceptJob& job)
{
    ConversationRow* row = work.find(job.message.conversation);
    if (!row || !isOwnSession(*row)) return;
    if (row->shown.customer != job.message.sender) return makeWay(work, &job.events, *row);
    if (job.message.source == kUsersOwnDoor) return;
    introduce(*row, job.message);
    work.changed(*row);
}

}  // namespace

void expectAccepts(SqlSession& session, std::span<AcceptJob* const> jobs)
{
    if (jobs.size() <= SqlSession::kMostSets) session.expectAny(repetitionsAhead(), outerKeys(jobs));
}

void acceptBatch(UnitOfWork& work, std::span<AcceptJob* const> jobs)
{
    std::vector<ConversationId> conversations;
    for (const AcceptJob* job : jobs)
        conversations.push_back(job->message.conversation);
    work.lock(conversations);
    for (AcceptJob* job : jobs)
        leaveToItsSpeaker(work, *job);
    SeenMessages seenMessages(work, jobs);
    work.lockOrCreate(conversations);
    for (AcceptJob* job : jobs) {
        ConversationRow& row = *work.find(job->message.conversation);
        if (MessageRow* seen = seenMessages.find(job->message.key())) {
            const bool isOwnFirstTry = job->mayBeDone && seen->bodyHash == job->message.bodyHash;
            if (isOwnFirstTry)
                job->outcome = alreadyStored(*job, row, *seen);
            else
                job->outcome = repetition(work, job->message, *seen, *job);
            continue;
        }
        MessageRow message = messageRow(work, job->message);
        const SenderKind kind = senderKind(job->message.senderType);
        if (kind == SenderKind::Customer || kind == SenderKind::Unknown) {
            job->outcome = store(work, *job, row, message);
        } else if (kind == SenderKind::Removal) {
            job->outcome = addRemovalNote(work, *job, row, message);
        } else if (const auto echo = foldEcho(work, row, job->message)) {
            job->outcome = *echo;
            continue;
        } else {
            job->outcome = addOutsideLine(work, *job, row, message, kind);
        }
        seenMessages.remember(std::move(message));
    }
}

void AcceptJob::run(UnitOfWork& work)
{
    AcceptJob* const self = this;
    acceptBatch(work, {&self, 1});
}

void AcceptJob::committed()
{
    if (auto* accepted = std::get_if<Accepted>(&outcome)) accepted->events = std::move(events);
}

}  // namespace tongdai
