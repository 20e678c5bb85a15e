#include "engine/history/privacy/sql_privacy.h"
#include "tests/engine/history/history_behaviour.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

ChatUser HistoryBehaviour::chatUser(const QString& id, ChatRole role)
{
    ChatUser user;
    user.id = SenderId::fromString(id);
    user.email = id + u"@example.com"_s;
    user.role = role;
    user.firstName = id.toUpper();
    return user;
}

ChatThread HistoryBehaviour::openThread(const QString& conversation, std::vector<ChatUser> users)
{
    ThreadDraft draft;
    draft.id = ConversationId::fromString(conversation);
    draft.subject = u"Sửa website"_s;
    draft.jobPostId = u"job-1"_s;
    draft.participants = std::move(users);
    await(store().openThread(draft));
    return *await(store().chatThread(draft.id));
}

Accepted HistoryBehaviour::write(const QString& conversation, const QString& user, const QString& id)
{
    IncomingMessage incoming = message(conversation, id, u"xin chào "_s + id);
    incoming.source = "chat"_ba;
    incoming.sender = SenderId::fromString(user);
    incoming.bodyHash = hashBody(incoming);
    return accept(incoming);
}

std::vector<UndeliveredLine> HistoryBehaviour::undelivered(const QString& user, const QByteArray& device)
{
    UndeliveredQuery query;
    query.user = SenderId::fromString(user);
    query.device = device;
    return await(store().undelivered(query));
}

void HistoryBehaviour::opensAThreadOnce()
{
    ThreadDraft draft;
    draft.id = ConversationId("t1"_ba);
    draft.subject = u"Sửa website"_s;
    draft.participants = {chatUser(u"an"_s), chatUser(u"ba"_s, ChatRole::Freelancer)};
    QVERIFY(await(store().openThread(draft)));
    clock().advance(1s);
    QVERIFY(!await(store().openThread(draft)));
    const ChatThread thread = *await(store().chatThread(draft.id));
    QCOMPARE(thread.subject, draft.subject);
    QCOMPARE(thread.type, u"PROJECT"_s);
    QCOMPARE(thread.mode, BotMode::Human);
    QCOMPARE(thread.participants.size(), 2u);
    QCOMPARE(thread.participants[1].role, ChatRole::Freelancer);
    QCOMPARE(thread.participants[0].user.firstName, u"AN"_s);
    QCOMPARE(thread.participants[0].joinedAt, clock().now() - 1s);
    QCOMPARE(row(u"t1"_s).members, 2);
    QCOMPARE(row(u"t1"_s).channel, u"web"_s);
    QVERIFY(livesInOwnChat(row(u"t1"_s)));
    QVERIFY(!await(store().chatThread(ConversationId("t2"_ba))));
}

void HistoryBehaviour::writesAReceiptForEverybodyWhoTakesPart()
{
    const ChatThread thread = openThread(u"t1"_s, {chatUser(u"an"_s), chatUser(u"ba"_s), chatUser(u"ca"_s)});
    const Accepted accepted = write(u"t1"_s, u"an"_s, u"m1"_s);
    const auto lines = await(store().chatLines(thread.id, 0, 10));
    QCOMPARE(lines.size(), 1u);
    QCOMPARE(lines[0].message.messageId, MessageId("m1"_ba));
    QCOMPARE(lines[0].receipts.size(), 3u);
    for (const Receipt& receipt : lines[0].receipts) {
        const bool isWriter = receipt.participant == thread.participants[0].id;
        QCOMPARE(receipt.deliveredAt.has_value(), isWriter);
        QCOMPARE(receipt.readAt.has_value(), isWriter);
    }
    const ChatThread after = *await(store().chatThread(thread.id));
    QCOMPARE(after.participants[0].lastReadMessage, MessageId("m1"_ba));
    QCOMPARE(after.participants[0].lastReadRev, accepted.message.rev);
    QCOMPARE(after.participants[1].lastReadRev, 0);
    // Many in one commit, written by both.
    std::vector<QCoro::Task<AcceptOutcome>> tasks;
    for (int i = 0; i < 50; ++i) {
        IncomingMessage incoming = message(u"t1"_s, u"n%1"_s.arg(i));
        incoming.sender = SenderId::fromString(i % 2 ? u"an"_s : u"ba"_s);
        incoming.bodyHash = hashBody(incoming);
        tasks.push_back(store().accept(incoming, OwnerId()));
    }
    awaitAll(std::move(tasks));
    QCOMPARE(undelivered(u"ca"_s).size(), 50u);
    QCOMPARE(undelivered(u"an"_s).size(), 25u);
    QCOMPARE(await(store().chatThread(thread.id))->participants[1].lastReadMessage, MessageId("n48"_ba));
}

void HistoryBehaviour::givesTheBotsAndTheDesksLinesReceipts()
{
    accept(message(u"c1"_s, u"m0"_s));  // nobody follows it by chat yet
    const auto joined = await(store().joinThread(ConversationId("c1"_ba), chatUser(u"u1"_s)));
    QVERIFY(joined.isNew);
    QVERIFY(!await(store().joinThread(ConversationId("c1"_ba), chatUser(u"u1"_s))).isNew);
    const Accepted accepted = accept(message(u"c1"_s, u"m1"_s), OwnerId("a"_ba));
    await(store().finish(answer(*accepted.claim, 2)));
    await(store().send({ConversationId("c1"_ba), MessageId("d1"_ba), OperatorId("lan"_ba), u"Lan"_s, u"Dạ"_s}));
    await(store().send({ConversationId("c1"_ba), MessageId("d2"_ba), OperatorId("lan"_ba), u"Lan"_s, u"khó"_s, true}));
    const auto waiting = undelivered(u"u1"_s);
    QCOMPARE(waiting.size(), 2u);
    QCOMPARE(waiting[0].line.message.speaker, Speaker::Bot);
    QCOMPARE(waiting[1].line.message.messageId, MessageId("d1"_ba));
    QCOMPARE(waiting[1].recipient.thread, ConversationId("c1"_ba));
}

void HistoryBehaviour::leavesWhoeverHasLeftAlone()
{
    openThread(u"t1"_s, {chatUser(u"an"_s), chatUser(u"ba"_s)});
    write(u"t1"_s, u"an"_s, u"m1"_s);
    QVERIFY(await(store().leaveThread(ConversationId("t1"_ba), SenderId("ba"_ba))));
    QVERIFY(!await(store().leaveThread(ConversationId("t1"_ba), SenderId("ba"_ba))));
    write(u"t1"_s, u"an"_s, u"m2"_s);
    QCOMPARE(undelivered(u"ba"_s).size(), 0u);
    QCOMPARE(await(store().threadsOf(SenderId("ba"_ba))).size(), 0u);
    QVERIFY(std::holds_alternative<NotInThread>(
        await(store().markRead(ConversationId("t1"_ba), SenderId("ba"_ba), MessageId()))));
    QCOMPARE(row(u"t1"_s).members, 1);
    QVERIFY(await(store().joinThread(ConversationId("t1"_ba), chatUser(u"ba"_s))).isNew);
    write(u"t1"_s, u"an"_s, u"m3"_s);
    const auto waiting = undelivered(u"ba"_s);
    QCOMPARE(waiting.size(), 2u);  // what they missed while in it, and since they are back
    QCOMPARE(waiting[0].line.message.messageId, MessageId("m1"_ba));
    QCOMPARE(waiting[1].line.message.messageId, MessageId("m3"_ba));
}

void HistoryBehaviour::movesReadMarksOnlyForward()
{
    const ChatThread thread = openThread(u"t1"_s, {chatUser(u"an"_s), chatUser(u"ba"_s)});
    for (int i = 1; i <= 4; ++i)
        write(u"t1"_s, u"an"_s, u"m%1"_s.arg(i));
    openThread(u"t2"_s, {chatUser(u"an"_s), chatUser(u"ba"_s)});
    write(u"t2"_s, u"an"_s, u"elsewhere"_s);
    const auto read = [&](const QByteArray& upto) {
        return await(store().markRead(thread.id, SenderId("ba"_ba), MessageId(upto)));
    };
    const auto third = std::get<ReadMark>(read("m3"));
    QCOMPARE(third.marked, 3);
    QCOMPARE(third.newest->message.messageId, MessageId("m3"_ba));
    QCOMPARE(third.participant.lastReadMessage, MessageId("m3"_ba));
    const auto back = std::get<ReadMark>(read("m1"));
    QCOMPARE(back.marked, 0);
    QVERIFY(!back.newest);
    QCOMPARE(back.participant.lastReadMessage, MessageId("m3"_ba));
    QVERIFY(std::holds_alternative<NoSuchMessage>(read("elsewhere")));
    QCOMPARE(std::get<ReadMark>(read({})).marked, 1);
    QCOMPARE(undelivered(u"ba"_s).size(), 1u);  // the one of the other thread
    QVERIFY(
        std::holds_alternative<NotInThread>(await(store().markRead(thread.id, SenderId("stranger"_ba), MessageId()))));
}

void HistoryBehaviour::marksWhatStoodThereBeforeTheReader()
{
    openThread(u"t1"_s, {chatUser(u"an"_s)});
    write(u"t1"_s, u"an"_s, u"m1"_s);
    write(u"t1"_s, u"an"_s, u"m2"_s);
    const JoinedThread joined = await(store().joinThread(ConversationId("t1"_ba), chatUser(u"lan"_s, ChatRole::Admin)));
    QVERIFY(joined.isNew);
    const auto read = [&](const QByteArray& user) {
        return std::get<ReadMark>(await(store().markRead(ConversationId("t1"_ba), SenderId(user), MessageId())));
    };
    const ReadMark first = read("lan");
    QCOMPARE(first.marked, 1);
    QCOMPARE(first.newest->message.messageId, MessageId("m2"_ba));
    QCOMPARE(first.participant.lastReadMessage, MessageId("m2"_ba));
    const auto mine = [&](const Receipt& each) { return each.participant == joined.participant.id; };
    QCOMPARE(std::count_if(first.newest->receipts.begin(), first.newest->receipts.end(), mine), 1);
    QVERIFY(std::find_if(first.newest->receipts.begin(), first.newest->receipts.end(), mine)->readAt.has_value());
    const ReadMark again = read("lan");
    QCOMPARE(again.marked, 0);
    QVERIFY(!again.newest);
    QVERIFY(!read("an").newest);  // nobody reads their own line
    QCOMPARE(undelivered(u"lan"_s).size(), 0u);
}

void HistoryBehaviour::marksWhatWasDelivered()
{
    openThread(u"t1"_s, {chatUser(u"an"_s), chatUser(u"ba"_s)});
    for (int i = 1; i <= 5; ++i)
        write(u"t1"_s, u"an"_s, u"m%1"_s.arg(i));
    const auto waiting = undelivered(u"ba"_s);
    QCOMPARE(waiting.size(), 5u);
    QVERIFY(std::is_sorted(waiting.begin(), waiting.end(),
                           [](const auto& a, const auto& b) { return a.line.message.rev < b.line.message.rev; }));
    std::vector<Delivered> done;
    for (const size_t i : {0u, 1u, 3u})
        done.push_back({waiting[i].recipient.id, waiting[i].line.message.rev});
    QCOMPARE(await(store().markDelivered(done, {})), 3);
    QCOMPARE(await(store().markDelivered(done, {})), 0);
    const auto left = undelivered(u"ba"_s);
    QCOMPARE(left.size(), 2u);
    QCOMPARE(left[0].line.message.messageId, MessageId("m3"_ba));
    UndeliveredQuery behind;
    behind.user = SenderId("ba"_ba);
    behind.afterParticipant = left[0].recipient.id;
    behind.afterRev = left[0].line.message.rev;
    QCOMPARE(await(store().undelivered(behind)).size(), 1u);
}

/// However many take part: one statement for a line that all got, and three for how far their devices are.
/// Also for what no message's Change carries: whoever follows the events is to look.
void HistoryBehaviour::reportsTheEventsOfEachCommit()
{
    QSignalSpy wrote(&store(), &SqlHistory::wrote);
    openThread(u"t1"_s, {chatUser(u"an"_s), chatUser(u"ba"_s)});
    QTRY_COMPARE(wrote.count(), 1);
    const auto opened = wrote.first().first().value<EventNumbers>();
    QCOMPARE(opened.first, opened.last);
    QCOMPARE(opened.last, await(store().newestEventId()));
    ThreadDraft again;
    again.id = ConversationId("t1"_ba);
    QVERIFY(!await(store().openThread(again)));  // nothing new, and no event
    write(u"t1"_s, u"an"_s, u"m1"_s);
    QTRY_COMPARE(wrote.count(), 2);
    const auto written = wrote.last().first().value<EventNumbers>();
    QCOMPARE(written.first, opened.last + 1);
    QCOMPARE(written.last, await(store().newestEventId()));
}

void HistoryBehaviour::marksALineOfABigRoomAtOnce()
{
    constexpr int kMembers = 30;
    std::vector<ChatUser> members;
    for (int i = 0; i < kMembers; ++i)
        members.push_back(chatUser(u"u%1"_s.arg(i)));
    const ChatThread thread = openThread(u"room"_s, members);
    write(u"room"_s, u"u0"_s, u"m1"_s);
    std::vector<Delivered> lines;
    std::vector<DeviceCursor> cursors;
    for (size_t i = 1; i < thread.participants.size(); ++i) {
        lines.push_back({thread.participants[i].id, 1});
        cursors.push_back({thread.participants[i].id, "phone"_ba, 1});
    }
    const qint64 before = store().figures().statements;
    QCOMPARE(await(store().markDelivered(lines, {})), kMembers - 1);
    QCOMPARE(store().figures().statements - before, 3);  // begin and commit with it
    const qint64 withCursors = store().figures().statements;
    QCOMPARE(await(store().markDelivered(lines, cursors)), 0);
    const qint64 asked = store().figures().statements - withCursors;
    // Begin, receipts, who is there, cursors, where they stand, commit; SQLite takes its rows one by one.
    const int inserts = raw().dialect().name == "sqlite"_L1 ? kMembers - 1 : 3;
    QVERIFY2(asked <= 5 + inserts, QByteArray::number(asked).constData());
    QCOMPARE(undelivered(u"u7"_s, "phone"_ba).size(), 0u);
    write(u"room"_s, u"u0"_s, u"m2"_s);
    QCOMPARE(undelivered(u"u7"_s, "phone"_ba).size(), 1u);
    for (DeviceCursor& cursor : cursors)
        cursor.rev = 2;
    await(store().markDelivered({}, cursors));
    lines.clear();
    for (size_t i = 1; i < thread.participants.size(); ++i)
        lines.push_back({thread.participants[i].id, 2});
    QCOMPARE(await(store().markDelivered(lines, {})), kMembers - 1);
    QCOMPARE(undelivered(u"u7"_s, "phone"_ba).size(), 0u);
}

/// Somebody was erased while a device of theirs was on its way to say what it has: nobody else's marks wait for that.
void HistoryBehaviour::marksForThoseWhoAreStillThere()
{
    const ChatThread thread = openThread(u"t1"_s, {chatUser(u"an"_s), chatUser(u"ba"_s)});
    const ChatThread gone = openThread(u"t2"_s, {chatUser(u"ca"_s)});
    write(u"t1"_s, u"an"_s, u"m1"_s);
    const QUuid ba = thread.participant(SenderId("ba"_ba))->id;
    const QUuid ca = gone.participant(SenderId("ca"_ba))->id;
    SqlPrivacy privacy(store());
    await(privacy.erasePerson(SenderId("ca"_ba), "admin"_ba));
    QVERIFY(!await(store().chatThread(gone.id)));
    QCOMPARE(await(store().markDelivered({{ca, 1}, {ba, 1}}, {{ca, "phone"_ba, 1}, {ba, "phone"_ba, 1}})), 1);
    QCOMPARE(undelivered(u"ba"_s, "phone"_ba).size(), 0u);
    QCOMPARE(await(store().markDelivered({{ca, 1}}, {{ca, "phone"_ba, 1}})), 0);
}

void HistoryBehaviour::remembersHowFarADeviceHasCome()
{
    openThread(u"t1"_s, {chatUser(u"an"_s), chatUser(u"ba"_s)});
    std::vector<Delivered> done;
    for (int i = 1; i <= 3; ++i)
        write(u"t1"_s, u"an"_s, u"m%1"_s.arg(i));
    const auto waiting = undelivered(u"ba"_s, "phone"_ba);
    for (const UndeliveredLine& line : waiting)
        done.push_back({line.recipient.id, line.line.message.rev});
    await(store().markDelivered(done, {}));  // by another device
    await(store().markDelivered({}, {{done[0].participant, "phone"_ba, done[0].rev}}));
    QCOMPARE(undelivered(u"ba"_s).size(), 0u);
    QCOMPARE(undelivered(u"ba"_s, "phone"_ba).size(), 2u);
    await(store().markDelivered({}, {{done[0].participant, "phone"_ba, done[2].rev}}));
    await(store().markDelivered({}, {{done[0].participant, "phone"_ba, done[1].rev}}));  // late
    QCOMPARE(undelivered(u"ba"_s, "phone"_ba).size(), 0u);
}

void HistoryBehaviour::pagesAChatsLines()
{
    const ChatThread thread = openThread(u"t1"_s, {chatUser(u"an"_s), chatUser(u"ba"_s)});
    for (int i = 1; i <= 5; ++i)
        write(u"t1"_s, u"an"_s, u"m%1"_s.arg(i));
    await(store().send({thread.id, MessageId("note"_ba), OperatorId("lan"_ba), u"Lan"_s, u"riêng"_s, true}));
    const auto page = [&](const QByteArray& cursor, bool isAfter) {
        return await(store().chatHistory({thread.id, MessageId(cursor), isAfter, 2, true, false}));
    };
    const auto newest = page({}, false);
    QCOMPARE(newest.lines.size(), 2u);
    QVERIFY(newest.hasMore);
    QCOMPARE(newest.lines[0].message.messageId, MessageId("m4"_ba));
    QCOMPARE(newest.lines[1].message.messageId, MessageId("m5"_ba));
    QCOMPARE(newest.lines[1].receipts.size(), 2u);
    QCOMPARE(page("m2"_ba, false).lines.size(), 1u);
    QVERIFY(!page("m2"_ba, false).hasMore);
    QCOMPARE(page("m3"_ba, true).lines.back().message.messageId, MessageId("m5"_ba));
    QCOMPARE(page({}, true).lines.front().message.messageId, MessageId("m1"_ba));
    QVERIFY(!page("nothing"_ba, true).isCursorKnown);
}

void HistoryBehaviour::listsTheThreadsOfOne()
{
    for (const QString& id : {u"t1"_s, u"t2"_s, u"t3"_s}) {
        openThread(id, {chatUser(u"an"_s), chatUser(id == u"t3"_s ? u"ca"_s : u"ba"_s, ChatRole::Freelancer)});
        clock().advance(1s);
    }
    write(u"t1"_s, u"ba"_s, u"m1"_s);
    ThreadListQuery query;
    query.user = SenderId("an"_ba);
    query.limit = 2;
    const auto first = await(store().threadList(query));
    QCOMPARE(first.total, 3);
    QCOMPARE(first.items.size(), 2u);
    QCOMPARE(first.items[0].thread.id, ConversationId("t1"_ba));  // a message makes it the newest
    QCOMPARE(first.items[0].unread, 1);
    QCOMPARE(first.items[0].messages, 1);
    QCOMPARE(first.items[0].last->message.messageId, MessageId("m1"_ba));
    QVERIFY(!first.items[1].last);
    query.offset = 2;
    QCOMPARE(await(store().threadList(query)).items[0].thread.id, ConversationId("t2"_ba));
    query.user = SenderId("ca"_ba);
    query.offset = 0;
    QCOMPARE(await(store().threadList(query)).total, 1);
    query.jobPostId = u"job-2"_s;
    QCOMPARE(await(store().threadList(query)).total, 0);
    query.jobPostId = u"job-1"_s;
    query.type = u"PROJECT"_s;
    query.role = ChatRole::Freelancer;
    query.search = u"WEBSITE"_s;
    QCOMPARE(await(store().threadList(query)).total, 1);
    query.role = ChatRole::Admin;
    QCOMPARE(await(store().threadList(query)).total, 0);
}

void HistoryBehaviour::findsThreadsByWordsWithMarks()
{
    const auto open = [this](const QString& id, const QString& subject) {
        ThreadDraft draft;
        draft.id = ConversationId::fromString(id);
        draft.type = u"PROJECT"_s;
        draft.subject = subject;
        draft.participants = {chatUser(u"an"_s)};
        await(store().openThread(draft));
        clock().advance(1s);
    };
    open(u"t1"_s, u"Sửa website"_s);
    open(u"t2"_s, u"Đặt 100%_hàng"_s);
    open(u"t3"_s, QString());
    open(u"t4"_s, u"sua chua nha"_s);
    const auto found = [this](const QString& search, int limit = 20, int offset = 0) {
        ThreadListQuery query;
        query.user = SenderId("an"_ba);
        query.search = search;
        query.limit = limit;
        query.offset = offset;
        const ThreadListPage page = await(store().threadList(query));
        QStringList ids{QString::number(page.total)};
        for (const ThreadListItem& item : page.items)
            ids << item.thread.id.toString();
        return ids.join(u' ');
    };
    QCOMPARE(found(u"Sửa"_s), u"2 t4 t1"_s);
    QCOMPARE(found(u"SỬA"_s.normalized(QString::NormalizationForm_D)), u"2 t4 t1"_s);
    QCOMPARE(found(u"sua web"_s), u"1 t1"_s);
    QCOMPARE(found(u"dat"_s), u"1 t2"_s);
    QCOMPARE(found(u"0%_h"_s), u"1 t2"_s);
    QCOMPARE(found(u"%"_s), u"1 t2"_s);
    QCOMPARE(found(u"mua"_s), u"0"_s);
    QCOMPARE(found(u"sua"_s, 1), u"2 t4"_s);
    QCOMPARE(found(u"sua"_s, 1, 1), u"2 t1"_s);
    QCOMPARE(found(u"sua"_s, 1, 2), u"2"_s);
}

void HistoryBehaviour::knowsTheUsersOfAChat()
{
    QVERIFY(!await(store().chatUser(SenderId("u1"_ba))));
    accept(message(u"c1"_s, u"m1"_s));
    QCOMPARE(await(store().chatUser(SenderId("u1"_ba)))->firstName, u"Nguyễn Thị Hạnh"_s);
    ChatUser changed = chatUser(u"u1"_s, ChatRole::Freelancer);
    await(store().joinThread(ConversationId("c1"_ba), changed));
    changed.firstName.clear();
    changed.email.clear();
    changed.lastName = u"Trần"_s;
    await(store().joinThread(ConversationId("c1"_ba), changed));
    const ChatUser known = *await(store().chatUser(SenderId("u1"_ba)));
    QCOMPARE(known.email, u"u1@example.com"_s);
    QCOMPARE(known.shownName(), u"U1 Trần"_s);
    raw().execute(u"update chat_users set is_active = 0 where user_id = ?"_s, {known.id});
    QVERIFY(!await(store().chatUser(known.id)));
}

}  // namespace tongdai::testing
