#include "tests/engine/history/history_behaviour.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

ChatEntry HistoryBehaviour::exchange(const QString& session, const QString& id, qint64 secondsAgo) const
{
    ChatEntry entry;
    entry.messageId = MessageId::fromString(id);
    entry.user = SenderId("u42"_ba);
    entry.session = ConversationId::fromString(session);
    entry.userMessage = u"Giá bao nhiêu? "_s + id;
    entry.aiResponse = u"Dạ 250.000đ ạ."_s;
    entry.at = toTicks(m_clock.now()) - secondsAgo * 10'000'000;
    entry.metadata = {{u"aiModel"_s, u"gemini-1.5-flash"_s}, {u"confidence"_s, 0.95}};
    return entry;
}

RecordEntryOutcome HistoryBehaviour::record(const ChatEntry& entry, int maxSessions)
{
    ChatHistoryLimits limits;
    limits.maxSessionsPerUser = maxSessions;
    return await(store().recordEntry(entry, hashEntry(entry, true), limits, false));
}

QStringList HistoryBehaviour::page(const QString& session, int skip, int limit)
{
    ChatEntryQuery query;
    query.session = ConversationId::fromString(session);
    query.skip = skip;
    query.limit = limit;
    QStringList ids;
    const ChatEntryPage page = await(store().chatEntries(query));
    for (const ChatEntry& entry : page.entries)
        ids << entry.messageId.toString();
    return ids << u"of %1"_s.arg(page.total);
}

void HistoryBehaviour::recordsAnExchangeOnce()
{
    const ChatEntry entry = exchange(u"s7"_s, u"m1"_s);
    const auto recorded = std::get<EntryRecorded>(record(entry));
    QCOMPARE(recorded.session.messageCount, 1);
    QCOMPARE(recorded.session.user, entry.user);
    QCOMPARE(recorded.session.lastActivity, entry.at);
    QCOMPARE(recorded.session.createdAt, entry.at);
    QVERIFY(recorded.isNewest);
    QCOMPARE(recorded.events.size(), 2u);
    QVERIFY(std::holds_alternative<EntryKnown>(record(entry)));
    ChatEntry other = entry;
    other.aiResponse = u"khác"_s;
    QVERIFY(std::holds_alternative<EntryIdReused>(record(other)));
    // Another session has ids of its own.
    other.session = ConversationId("s8"_ba);
    QVERIFY(std::holds_alternative<EntryRecorded>(record(other)));
    QVERIFY(std::holds_alternative<EntryKnown>(record(other)));

    ChatEntryQuery query;
    query.session = entry.session;
    const ChatEntryPage found = await(store().chatEntries(query));
    QCOMPARE(found.total, 1);
    QCOMPARE(found.entries[0].userMessage, entry.userMessage);
    QCOMPARE(found.entries[0].aiResponse, entry.aiResponse);
    QCOMPARE(found.entries[0].at, entry.at);
    QCOMPARE(found.entries[0].metadata, entry.metadata);
    // The desk has both lines, and nobody waits for an answer.
    QCOMPARE(thread(u"s7"_s).size(), 2u);
    QVERIFY(!row(u"s7"_s).pending);
    QCOMPARE(row(u"s7"_s).lastText, *entry.aiResponse);
}

void HistoryBehaviour::keepsASessionToItsOwner()
{
    record(exchange(u"s7"_s, u"m1"_s));
    ChatEntry foreign = exchange(u"s7"_s, u"m2"_s);
    foreign.user = SenderId("u43"_ba);
    QVERIFY(std::holds_alternative<SessionOfSomeoneElse>(record(foreign)));
    QCOMPARE(page(u"s7"_s), QStringList({u"m1"_s, u"of 1"_s}));
}

/// Whoever names an id first owns nothing of what the platform, a socket or the administrator brings under it later.
void HistoryBehaviour::letsAUsersOwnSessionMakeWay()
{
    const SenderId squatter("squatter"_ba);
    for (const QString& id : {u"c1"_s, u"t1"_s}) {
        ChatEntry claimed = exchange(id, u"m-"_s + id);
        claimed.user = squatter;
        claimed.isUsersOwn = true;
        QVERIFY(std::holds_alternative<EntryRecorded>(record(claimed)));
    }
    IncomingMessage said = message(u"c1"_s, u"w1"_s, u"của tôi"_s);  // its user speaks there as well
    said.source = "chat"_ba;
    said.sender = squatter;
    said.bodyHash = hashBody(said);
    const Accepted turn = accept(said, OwnerId("a"_ba));

    const Accepted theirs = accept(message(u"c1"_s, u"p1"_s), OwnerId("b"_ba));
    QCOMPARE(theirs.conversation.customer, message({}, {}).sender);
    QCOMPARE(theirs.message.seq, 1);
    QCOMPARE(theirs.message.rev, 1);
    QVERIFY(theirs.claim);
    const auto isMove = [](const HistoryEvent& event) { return event.kind == "session_moved"_L1; };
    QCOMPARE(std::count_if(theirs.events.begin(), theirs.events.end(), isMove), 1);
    QCOMPARE(thread(u"c1"_s).size(), 1u);
    QCOMPARE(await(store().chatSession(ConversationId("c1"_ba)))->user, message({}, {}).sender);
    // An answer in work for the old one does not get into the new one.
    QVERIFY(std::holds_alternative<Fenced>(await(store().finish(answer(*turn.claim, 1)))));
    QVERIFY(std::holds_alternative<Finished>(await(store().finish(answer(*theirs.claim, 1)))));

    const ChatThread opened = openThread(u"t1"_s, {chatUser(u"an"_s)});
    QVERIFY(opened.customer.isEmpty());
    QCOMPARE(opened.participants.size(), 1u);
    QVERIFY(thread(u"t1"_s).empty());

    // Its user has it all, elsewhere, and can add nothing here.
    const std::vector<ChatSession> own = await(store().chatSessions(squatter, 10));
    QCOMPARE(own.size(), 2u);
    QStringList words;
    for (const ChatSession& session : own) {
        QVERIFY(session.id.bytes().startsWith("own-"));
        for (const StoredMessage& line : thread(session.id.toString()))
            words << line.body;
    }
    QCOMPARE(words.size(), 5);
    QVERIFY(words.contains(u"của tôi"_s));
    ChatEntry more = exchange(u"c1"_s, u"m9"_s);
    more.user = squatter;
    more.isUsersOwn = true;
    QVERIFY(std::holds_alternative<SessionOfSomeoneElse>(record(more)));
}

void HistoryBehaviour::keepsAUsersOwnSessionWithItsUser()
{
    ChatEntry own = exchange(u"s7"_s, u"m1"_s);
    own.isUsersOwn = true;
    record(own);
    IncomingMessage said = message(u"s7"_s, u"p1"_s);
    said.sender = own.user;
    said.bodyHash = hashBody(said);
    QCOMPARE(accept(said).conversation.customer, own.user);
    // The platform speaks for this id from now on, whoever else writes there.
    accept(message(u"s7"_s, u"p2"_s));
    QCOMPARE(row(u"s7"_s).customer, own.user);
    QCOMPARE(thread(u"s7"_s).size(), 4u);
    // What a service syncs is the service's word on whose it is.
    record(exchange(u"s8"_s, u"m2"_s));
    accept(message(u"s8"_s, u"p3"_s));
    QCOMPARE(row(u"s8"_s).customer, own.user);
    QCOMPARE(thread(u"s8"_s).size(), 3u);
}

void HistoryBehaviour::showsExchangesInTheOrderTheyWereSaid()
{
    for (const auto& [id, ago] : {std::pair(u"m3"_s, 10), {u"m1"_s, 30}, {u"m4"_s, 5}, {u"m2"_s, 20}})
        record(exchange(u"s7"_s, id, ago));
    const auto late = std::get<EntryRecorded>(record(exchange(u"s7"_s, u"m0"_s, 40)));
    QVERIFY(!late.isNewest);
    QCOMPARE(late.session.createdAt, late.entry.at);
    QCOMPARE(page(u"s7"_s, 0, 2), QStringList({u"m3"_s, u"m4"_s, u"of 5"_s}));
    QCOMPARE(page(u"s7"_s, 2, 2), QStringList({u"m1"_s, u"m2"_s, u"of 5"_s}));
    QCOMPARE(page(u"s7"_s, 4, 2), QStringList({u"m0"_s, u"of 5"_s}));
    QCOMPARE(page(u"s7"_s, 6, 2), QStringList({u"of 5"_s}));

    ChatEntryQuery query;
    query.session = ConversationId("s7"_ba);
    query.from = exchange({}, {}, 30).at;
    query.to = exchange({}, {}, 10).at;
    query.limit = 2;
    const ChatEntryPage found = await(store().chatEntries(query));
    QCOMPARE(found.total, 3);
    QCOMPARE(found.entries[0].messageId, MessageId("m2"_ba));
    QCOMPARE(found.entries[1].messageId, MessageId("m3"_ba));
}

void HistoryBehaviour::neverShowsATimeThatHasNotCome()
{
    const auto recorded = std::get<EntryRecorded>(record(exchange(u"s7"_s, u"m1"_s, -3600)));
    QCOMPARE(recorded.entry.at, toTicks(clock().now()));
    QCOMPARE(recorded.session.lastActivity, toTicks(clock().now()));
}

void HistoryBehaviour::listsSessionsNewestFirst()
{
    record(exchange(u"old"_s, u"m1"_s, 300));
    record(exchange(u"new"_s, u"m2"_s, 100));
    record(exchange(u"middle"_s, u"m3"_s, 200));
    QStringList ids;
    for (const ChatSession& session : await(store().chatSessions(SenderId("u42"_ba), 100)))
        ids << session.id.toString();
    QCOMPARE(ids, QStringList({u"new"_s, u"middle"_s, u"old"_s}));
    QVERIFY(await(store().chatSessions(SenderId("u43"_ba), 100)).empty());
}

void HistoryBehaviour::pushesTheOldestSessionOut()
{
    record(exchange(u"s1"_s, u"m1"_s, 300), 2);
    record(exchange(u"s2"_s, u"m2"_s, 200), 2);
    const auto third = std::get<EntryRecorded>(record(exchange(u"s3"_s, u"m3"_s, 100), 2));
    QCOMPARE(third.evicted, std::vector{ConversationId("s1"_ba)});
    QVERIFY(!await(store().chatSession(ConversationId("s1"_ba))));
    QCOMPARE(thread(u"s1"_s).size(), 2u);  // the record keeps it
    const auto again = std::get<EntryRecorded>(record(exchange(u"s1"_s, u"m4"_s, 50), 2));
    QCOMPARE(again.evicted, std::vector{ConversationId("s2"_ba)});
    QCOMPARE(await(store().chatSession(ConversationId("s1"_ba)))->messageCount, 2);
}

void HistoryBehaviour::addsNothingToAnArchivedSession()
{
    QVERIFY(!await(store().archiveChatSession(ConversationId("s7"_ba))));
    QVERIFY(!await(store().chatSession(ConversationId("s7"_ba))));
    record(exchange(u"s7"_s, u"m1"_s));
    QVERIFY(await(store().archiveChatSession(ConversationId("s7"_ba))));
    QCOMPARE(await(store().chatSession(ConversationId("s7"_ba)))->status, ChatSessionStatus::Archived);
    QVERIFY(std::holds_alternative<SessionArchived>(record(exchange(u"s7"_s, u"m2"_s))));
    QVERIFY(std::holds_alternative<EntryKnown>(record(exchange(u"s7"_s, u"m1"_s))));
    // What a customer writes is never refused: it makes the session active again.
    clock().advance(60s);
    accept(message(u"s7"_s, u"p1"_s));
    QCOMPARE(await(store().chatSession(ConversationId("s7"_ba)))->status, ChatSessionStatus::Active);
    QVERIFY(std::holds_alternative<EntryRecorded>(record(exchange(u"s7"_s, u"m2"_s))));
}

void HistoryBehaviour::showsWhatCameThroughOtherDoors()
{
    const Accepted first = accept(message(u"c1"_s, u"m1"_s), OwnerId("a"_ba));
    await(store().finish(answer(*first.claim, 1, u"Dạ còn ạ."_s)));
    accept(message(u"c1"_s, u"m2"_s, u"bao nhiêu tiền?"_s));
    const auto before = await(store().chatSession(ConversationId("c1"_ba)));
    QVERIFY(before);
    QCOMPARE(before->user, message({}, {}).sender);
    QCOMPARE(before->messageCount, 2);
    ChatEntryQuery query;
    query.session = ConversationId("c1"_ba);
    ChatEntryPage found = await(store().chatEntries(query));
    QCOMPARE(found.entries.size(), 2u);
    QCOMPARE(found.entries[0].userMessage, u"còn size M không?"_s);
    QCOMPARE(found.entries[0].aiResponse, u"Dạ còn ạ."_s);
    QVERIFY(!found.entries[1].aiResponse);

    // An answer finds its question also when that was listed before it.
    const auto claim = std::get<Claim>(await(store().claim(ConversationId("c1"_ba), OwnerId("b"_ba))));
    await(store().finish(answer(claim, 2, u"250.000đ ạ."_s)));
    QCOMPARE(await(store().chatSession(ConversationId("c1"_ba)))->messageCount, 2);
    found = await(store().chatEntries(query));
    QCOMPARE(found.entries[1].userMessage, u"bao nhiêu tiền?"_s);
    QCOMPARE(found.entries[1].aiResponse, u"250.000đ ạ."_s);
    QCOMPARE(await(store().chatSessions(before->user, 10)).size(), 1u);
}

}  // namespace tongdai::testing
