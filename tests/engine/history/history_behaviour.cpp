#include "tests/engine/history/history_behaviour.h"

#include "engine/history/conversations/sql_known_messages.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

void HistoryBehaviour::init()
{
    m_clock = StandingClock();
    m_backend = makeBackend();
    reopen();
    m_raw = m_backend.writer();
    m_raw->open();
}

void HistoryBehaviour::reopen()
{
    m_store.reset();
    m_store = std::make_unique<SqlHistory>(m_backend, m_clock);
    await(m_store->open());
}

void HistoryBehaviour::cleanup()
{
    m_raw.reset();
    m_store.reset();
    dropBackend();
}

IncomingMessage HistoryBehaviour::message(const QString& conversation, const QString& id, const QString& text)
{
    IncomingMessage incoming;
    incoming.source = "platform"_ba;
    incoming.conversation = ConversationId::fromString(conversation);
    incoming.messageId = MessageId::fromString(id);
    incoming.sender = SenderId("u1"_ba);
    incoming.senderType = u"user"_s;
    incoming.content = text;
    incoming.sentAt = 1'763'711'990.125;
    incoming.metadata = {{u"platform"_s, u"facebook"_s}, {u"customer_name"_s, u"Nguyễn Thị Hạnh"_s}};
    incoming.bodyHash = hashBody(incoming);
    return incoming;
}

IncomingMessage HistoryBehaviour::sentAt(const QString& id, double seconds)
{
    IncomingMessage incoming = message(u"c1"_s, id);
    incoming.sentAt = seconds;
    incoming.bodyHash = hashBody(incoming);
    return incoming;
}

AcceptOutcome HistoryBehaviour::tryAccept(const IncomingMessage& incoming, const OwnerId& claimFor)
{
    return await(store().accept(incoming, claimFor));
}

Accepted HistoryBehaviour::accept(const IncomingMessage& incoming, const OwnerId& claimFor)
{
    return std::get<Accepted>(tryAccept(incoming, claimFor));
}

FinishRequest HistoryBehaviour::answer(const Claim& claim, Seq upto, const QString& text)
{
    FinishRequest request;
    request.claim = claim;
    request.upto = upto;
    request.turn.answer.responseText = text;
    request.turn.answer.intent = u"ask_stock"_s;
    request.turn.answer.confidence = 0.91;
    request.turn.answer.modelUsed = u"rules"_s;
    request.turn.answer.actions = {{ActionType::SendMessage, {{u"message"_s, text}}}};
    request.reply = {{u"status"_s, u"completed"_s}, {u"text"_s, text}};
    return request;
}

std::vector<StoredMessage> HistoryBehaviour::thread(const QString& conversation)
{
    return await(store().thread({ConversationId::fromString(conversation), {}, {}, 1000})).lines;
}

Conversation HistoryBehaviour::row(const QString& conversation)
{
    return await(store().conversation(ConversationId::fromString(conversation))).value();
}

void HistoryBehaviour::expireLeases(const QString& table)
{
    raw().run(u"update %1 set lease_until = 1 where lease_until > 0"_s.arg(table));
}

// ---- accept ---------------------------------------------------------------------------------------------------------

void HistoryBehaviour::numbersMessagesInTheOrderOfAcceptance()
{
    const Accepted first = accept(message(u"c1"_s, u"m1"_s));
    const Accepted second = accept(message(u"c1"_s, u"m2"_s));
    const Accepted other = accept(message(u"c2"_s, u"m3"_s));
    QCOMPARE(first.message.seq, 1);
    QCOMPARE(second.message.seq, 2);
    QCOMPARE(other.message.seq, 1);
    QCOMPARE(second.conversation.nextSeq, 2);
    QVERIFY(second.conversation.pending);
    QCOMPARE(second.conversation.lastMessageId, MessageId("m2"_ba));
    QCOMPARE(second.conversation.totalMessages, 2);
    QCOMPARE(first.events.size(), 1u);
    QCOMPARE(first.events[0].kind, u"message_sent"_s);
    QVERIFY(first.events[0].id > 0);
}

void HistoryBehaviour::keepsEveryByteOfAMessage()
{
    IncomingMessage incoming =
        message(u"hội-thoại/1"_s, u"tin:😀"_s, u"Đặt lịch 😀\n\"2\" áo\t— 100% cotton\\ '; drop table"_s);
    incoming.metadata[u"nested"_s] = QJsonObject{{u"a"_s, QJsonArray{1, 2.5, u"ba"_s, QJsonValue::Null}}};
    incoming.bodyHash = hashBody(incoming);
    accept(incoming);
    reopen();
    const auto lines = thread(u"hội-thoại/1"_s);
    QCOMPARE(lines.size(), 1u);
    QCOMPARE(lines[0].messageId, incoming.messageId);
    QCOMPARE(lines[0].body, incoming.content);
    QCOMPARE(lines[0].metadata, incoming.metadata);
    QCOMPARE(lines[0].sentAt, incoming.sentAt);
    QCOMPARE(lines[0].receivedAt, clock().now());
    QCOMPARE(lines[0].sender, incoming.sender);
    const Conversation conversation = row(u"hội-thoại/1"_s);
    QCOMPARE(conversation.channel, u"facebook"_s);
    QCOMPARE(conversation.customerName, u"Nguyễn Thị Hạnh"_s);
    QCOMPARE(conversation.id, incoming.conversation);
}

void HistoryBehaviour::hasTheColumnsOfTheContract()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), OwnerId("a"_ba)).claim;
    std::get<Finished>(await(store().finish(answer(claim, 1))));
    const SqlRows conversations = raw().query(
        u"select conversation_id, last_message_id, last_message_timestamp, total_messages, status, context, "
        u"created_at, "
        "updated_at from conversations"_s);
    QCOMPARE(conversations.size(), 1);
    QCOMPARE(conversations[0][5].toJson()["customer_name"_L1].toString(), u"Nguyễn Thị Hạnh"_s);
    const SqlRows messages = raw().query(
        u"select message_id, sender_id, sender_type, content, sent_at, metadata, created_at from messages order by rev"_s);
    QCOMPARE(messages.size(), 2);
    QCOMPARE(messages[0][6].toReal(), toUnixSeconds(clock().now()));
    QCOMPARE(messages[1][6].toReal(), toUnixSeconds(clock().now()));
    raw().query(
        u"select conversation_id, message_id, action_type, action_data, status, retry_count, error, model_used, "
        "processing_time_ms, created_at, executed_at from message_actions"_s);
}

void HistoryBehaviour::answersARepetitionWithTheStoredResult()
{
    const IncomingMessage incoming = message(u"c1"_s, u"m1"_s);
    const Accepted accepted = accept(incoming, OwnerId("a"_ba));
    auto repeated = std::get<Duplicate>(tryAccept(incoming));
    QCOMPARE(repeated.state, MessageState::Waiting);
    QVERIFY(!repeated.reply);
    QCOMPARE(repeated.deliveries, 2);
    std::get<Finished>(await(store().finish(answer(*accepted.claim, 1))));
    repeated = std::get<Duplicate>(tryAccept(incoming));
    QCOMPARE(repeated.seq, 1);
    QCOMPARE(repeated.state, MessageState::Answered);
    QCOMPARE((*repeated.reply)["text"_L1].toString(), u"Dạ còn ạ."_s);
    QCOMPARE(repeated.deliveries, 3);
    QCOMPARE(row(u"c1"_s).nextSeq, 1);

    // Both in one batch: one message, one repetition.
    const IncomingMessage twice = message(u"c1"_s, u"m2"_s);
    std::vector<QCoro::Task<AcceptOutcome>> tasks;
    for (int i = 0; i < 3; ++i)
        tasks.push_back(store().accept(twice, OwnerId()));
    const auto outcomes = awaitAll(std::move(tasks));
    QVERIFY(std::holds_alternative<Accepted>(outcomes[0]));
    QVERIFY(std::holds_alternative<Duplicate>(outcomes[1]));
    QCOMPARE(std::get<Duplicate>(outcomes[2]).deliveries, 3);
}

void HistoryBehaviour::refusesAnotherBodyUnderTheSameId()
{
    accept(message(u"c1"_s, u"m1"_s, u"một"_s));
    QVERIFY(std::holds_alternative<IdReused>(tryAccept(message(u"c1"_s, u"m1"_s, u"hai"_s))));
    QCOMPARE(thread(u"c1"_s).size(), 1u);
    const auto events = await(store().eventsAfter(0, 100));
    QCOMPARE(std::count_if(events.begin(), events.end(), [](const auto& e) { return e.kind == u"id_reused"_s; }), 1);
    // Another door has its own ids.
    IncomingMessage widget = message(u"c1"_s, u"m1"_s, u"ba"_s);
    widget.source = "chat"_ba;
    QCOMPARE(accept(widget).message.seq, 2);
}

void HistoryBehaviour::keepsTheSameIdOfTwoConversationsApart()
{
    const Accepted first = accept(message(u"c1"_s, u"m1"_s, u"một"_s), OwnerId("a"_ba));
    const Accepted second = accept(message(u"c2"_s, u"m1"_s, u"hai"_s), OwnerId("a"_ba));
    QCOMPARE(first.message.seq, 1);
    QCOMPARE(second.message.seq, 1);
    std::get<Finished>(await(store().finish(answer(*second.claim, 1, u"dạ hai"_s))));
    // Each has its own repetitions, counts and stored answer.
    auto repeated = std::get<Duplicate>(tryAccept(message(u"c1"_s, u"m1"_s, u"một"_s)));
    QCOMPARE(repeated.state, MessageState::Waiting);
    QCOMPARE(repeated.deliveries, 2);
    repeated = std::get<Duplicate>(tryAccept(message(u"c2"_s, u"m1"_s, u"hai"_s)));
    QCOMPARE(repeated.state, MessageState::Answered);
    QCOMPARE((*repeated.reply)["text"_L1].toString(), u"dạ hai"_s);
    QCOMPARE(repeated.deliveries, 2);
    QVERIFY(std::holds_alternative<IdReused>(tryAccept(message(u"c2"_s, u"m1"_s, u"một"_s))));
    QCOMPARE(thread(u"c1"_s)[0].body, u"một"_s);
    QCOMPARE(thread(u"c2"_s)[0].body, u"hai"_s);
    QCOMPARE(thread(u"c1"_s)[0].deliveries, 2);

    // All in one batch, more than one statement asks for.
    std::vector<QCoro::Task<AcceptOutcome>> tasks;
    constexpr int kConversations = 300;
    for (int i = 0; i < 2 * kConversations; ++i)
        tasks.push_back(store().accept(message(u"many-%1"_s.arg(i % kConversations), u"1"_s), OwnerId()));
    const auto outcomes = awaitAll(std::move(tasks));
    for (int i = 0; i < kConversations; ++i) {
        QVERIFY(std::holds_alternative<Accepted>(outcomes[size_t(i)]));
        QVERIFY(std::holds_alternative<Duplicate>(outcomes[size_t(i + kConversations)]));
    }

    // An operator's words, too.
    for (const auto& conversation : {"c1"_ba, "c2"_ba}) {
        const auto sent = await(store().send(
            {ConversationId(conversation), MessageId("d1"_ba), OperatorId("lan"_ba), u"Lan"_s, u"Dạ em đây"_s}));
        QVERIFY(!std::get<OperatorActResult>(sent).events.empty());
    }
}

void HistoryBehaviour::knowsWhatItHasAccepted()
{
    SqlKnownMessages known(store());
    const IncomingMessage incoming = message(u"c1"_s, u"m1"_s);
    QVERIFY(!await(known.find(incoming.key())));
    const Seq seq = accept(incoming).message.seq;
    const auto found = await(known.find(incoming.key()));
    QVERIFY(found.has_value());
    QCOMPARE(found->seq, seq);
    QCOMPARE(found->bodyHash, hashBody(incoming));
    QVERIFY(!await(known.find({incoming.source, incoming.conversation, MessageId("M1"_ba)})));
    QVERIFY(!await(known.find({incoming.source, ConversationId("c2"_ba), incoming.messageId})));
    QVERIFY(!await(known.find({"another"_ba, incoming.conversation, incoming.messageId})));
}

/// F67
void HistoryBehaviour::keepsIdsThatDifferInAnyByteApart()
{
    // What a collation would merge (guarantees 2.17): each must be a message of its own.
    const QStringList ids{u"msg_A"_s,
                          u"msg_a"_s,
                          u"é"_s,
                          u"e"_s,
                          u"ß"_s,
                          u"ss"_s,
                          u"①"_s,
                          u"1"_s,
                          u"x"_s,
                          u"x\u200d"_s,
                          u"é"_s.normalized(QString::NormalizationForm_D)};
    for (const QString& id : ids)
        QCOMPARE(accept(message(u"c-"_s + id, id)).message.seq, 1);
    QCOMPARE(await(store().queueCounts({}, {})).of[size_t(WorkQueue::All)], int(ids.size()));
}

void HistoryBehaviour::claimsAtOnceWhenNobodyHoldsIt()
{
    const Accepted accepted = accept(message(u"c1"_s, u"m1"_s), OwnerId("a"_ba));
    QVERIFY(accepted.claim);
    QCOMPARE(accepted.claim->fence, 1);
    QCOMPARE(accepted.claim->from, 0);
    QCOMPARE(accepted.claim->attempts, 1);
    QCOMPARE(accepted.conversation.owner, OwnerId("a"_ba));
    QVERIFY(!accept(message(u"c2"_s, u"m2"_s)).claim);
}

void HistoryBehaviour::leavesAHeldConversationToItsHolder()
{
    accept(message(u"c1"_s, u"m1"_s), OwnerId("a"_ba));
    QVERIFY(!accept(message(u"c1"_s, u"m2"_s), OwnerId("b"_ba)).claim);
    expireLeases(u"conversations"_s);
    const Accepted third = accept(message(u"c1"_s, u"m3"_s), OwnerId("b"_ba));
    QVERIFY(third.claim);
    QCOMPARE(third.claim->fence, 2);
    QCOMPARE(third.claim->attempts, 2);
}

void HistoryBehaviour::acceptsManyAtOnceInOneCommit()
{
    constexpr int kCount = 600;
    const auto before = store().figures();
    std::vector<QCoro::Task<AcceptOutcome>> tasks;
    for (int i = 0; i < kCount; ++i)
        tasks.push_back(
            store().accept(message(u"c%1"_s.arg(i % 7), u"m%1"_s.arg(i)), OwnerId(u"o%1"_s.arg(i).toUtf8())));
    std::vector<Seq> last(7, 0);
    int claims = 0;
    int at = 0;
    for (const AcceptOutcome& outcome : awaitAll(std::move(tasks))) {
        const auto& accepted = std::get<Accepted>(outcome);
        Seq& previous = last[size_t(at++ % 7)];
        QCOMPARE(accepted.message.seq, previous + 1);
        previous = accepted.message.seq;
        claims += accepted.claim ? 1 : 0;
    }
    QCOMPARE(claims, 7);
    const auto after = store().figures();
    QVERIFY2(after.commits - before.commits < 60, "many messages share a commit");
    QCOMPARE(after.jobs - before.jobs, kCount);
    QCOMPARE(thread(u"c0"_s).size(), size_t(last[0]));
}

void HistoryBehaviour::marksAMessageThatArrivedLate()
{
    IncomingMessage first = message(u"c1"_s, u"m1"_s);
    IncomingMessage late = message(u"c1"_s, u"m0"_s);
    late.sentAt = first.sentAt - 60;
    late.bodyHash = hashBody(late);
    accept(first);
    const Accepted accepted = accept(late);
    QVERIFY(accepted.message.arrivedLate);
    QCOMPARE(accepted.message.seq, 2);
    // Last is what was accepted last, with its own time.
    QCOMPARE(accepted.conversation.lastMessageId, late.messageId);
    QCOMPARE(accepted.conversation.lastMessageTimestamp, late.sentAt);
    QVERIFY(!thread(u"c1"_s)[0].arrivedLate);
    QVERIFY(thread(u"c1"_s)[1].arrivedLate);
    // Newer than the one before it, and still older than the first.
    QVERIFY(accept(sentAt(u"m2"_s, first.sentAt - 30)).message.arrivedLate);
    QVERIFY(!accept(sentAt(u"m3"_s, first.sentAt + 1)).message.arrivedLate);
    // Two clocks differ by this much anyhow.
    QVERIFY(!accept(sentAt(u"m4"_s, first.sentAt - 3)).message.arrivedLate);
}

/// F46
void HistoryBehaviour::believesASendersClockForAMinute()
{
    constexpr double kTenYears = 10.0 * 365 * 86'400;
    const auto now = [this] { return toUnixSeconds(clock().now()); };
    accept(sentAt(u"m0"_s, now() - 1));
    const Accepted ahead = accept(sentAt(u"m1"_s, now() + kTenYears));
    QVERIFY(!ahead.message.arrivedLate);
    QCOMPARE(ahead.message.sentAt, now() + kTenYears);  // it is shown what the sender said
    QCOMPARE(ahead.conversation.lastMessageId, MessageId("m1"_ba));
    QCOMPARE(ahead.conversation.lastMessageTimestamp, now());
    for (int i = 0; i < 10; ++i) {
        clock().advance(1s);
        const QString id = u"today-%1"_s.arg(i);
        const Accepted today = accept(sentAt(id, now() - 0.5));
        QVERIFY(!today.message.arrivedLate);
        QCOMPARE(today.conversation.lastMessageId, MessageId::fromString(id));
        QCOMPARE(today.conversation.lastMessageTimestamp, now() - 0.5);
    }
    // Up to a minute it is another clock, not a wrong one.
    const double almost = now() + 59;
    QCOMPARE(accept(sentAt(u"m2"_s, almost)).conversation.lastMessageTimestamp, almost);
    QVERIFY(accept(sentAt(u"m3"_s, now())).message.arrivedLate);
}

void HistoryBehaviour::forgetsAFutureThatAnOlderVersionKept()
{
    accept(sentAt(u"m0"_s, toUnixSeconds(clock().now())));
    raw().run(u"update conversations set last_message_timestamp = 4e9, newest_sent_at = 4e9"_s);
    clock().advance(1s);
    const Accepted accepted = accept(sentAt(u"m1"_s, toUnixSeconds(clock().now())));
    QVERIFY(!accepted.message.arrivedLate);
    QCOMPARE(accepted.conversation.lastMessageTimestamp, accepted.message.sentAt);
    // The same where it came by another door.
    raw().run(u"update conversations set last_message_timestamp = 4e9, newest_sent_at = 4e9"_s);
    ChatEntry synced = exchange(u"c1"_s, u"synced"_s, 0);
    synced.user = SenderId("u1"_ba);
    QVERIFY(std::holds_alternative<EntryRecorded>(record(synced)));
    QCOMPARE(row(u"c1"_s).lastMessageId, MessageId("synced"_ba));
    QCOMPARE(row(u"c1"_s).lastMessageTimestamp, toUnixSeconds(clock().now()));
}

void HistoryBehaviour::acceptsForThePersonAfterATakeover()
{
    accept(message(u"c1"_s, u"m1"_s), OwnerId("a"_ba));
    await(store().takeOver(ConversationId("c1"_ba), OperatorId("lan"_ba), u"Lan"_s));
    await(store().send({ConversationId("c1"_ba), MessageId("d1"_ba), OperatorId("lan"_ba), u"Lan"_s, u"Dạ em đây"_s}));
    clock().advance(60s);
    const Accepted accepted = accept(message(u"c1"_s, u"m2"_s), OwnerId("b"_ba));
    QVERIFY(!accepted.claim);
    QCOMPARE(accepted.message.state, MessageState::Answered);
    QVERIFY(!accepted.conversation.pending);
    QCOMPARE(accepted.conversation.doneSeq, 2);
    QCOMPARE(accepted.conversation.unread, 1);
    QCOMPARE(accepted.conversation.waitingSince, clock().now());
    clock().advance(60s);
    const Accepted next = accept(message(u"c1"_s, u"m3"_s));
    QCOMPARE(next.conversation.waitingSince, clock().now() - 60s);
    QCOMPARE(next.conversation.unread, 2);
    const auto repeated = std::get<Duplicate>(tryAccept(message(u"c1"_s, u"m3"_s)));
    QCOMPARE((*repeated.reply)["kind"_L1].toString(), u"human"_s);
}

void HistoryBehaviour::reopensAClosedConversation()
{
    accept(message(u"c1"_s, u"m1"_s));
    await(store().takeOver(ConversationId("c1"_ba), OperatorId("lan"_ba), u"Lan"_s));
    await(store().setStatus(ConversationId("c1"_ba), ConversationStatus::Closed, OperatorId("lan"_ba), u"Lan"_s));
    QCOMPARE(row(u"c1"_s).status, ConversationStatus::Closed);
    const Accepted accepted = accept(message(u"c1"_s, u"m2"_s), OwnerId("a"_ba));
    QCOMPARE(accepted.conversation.status, ConversationStatus::Active);
    QVERIFY2(accepted.claim, "the bot answers a conversation that was closed and comes back");
}

}  // namespace tongdai::testing
