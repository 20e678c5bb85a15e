#include "engine/domain/text/fold_text.h"
#include "engine/domain/work/work_queue.h"
#include "engine/history/conversations/reads.h"
#include "engine/history/privacy/sql_privacy.h"
#include "engine/history/sessions/sql_plain_sessions.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const OwnerId kReadA("engine-a"_ba);
const OwnerId kReadB("engine-b"_ba);
const OperatorId kLan("lan"_ba);
const OperatorId kMinh("minh"_ba);

ConversationId cid(int number)
{
    return ConversationId(u"c%1"_s.arg(number).toUtf8());
}

QStringList idsOf(const std::vector<Conversation>& rows)
{
    QStringList ids;
    for (const Conversation& row : rows)
        ids << row.id.toString();
    return ids;
}

}  // namespace

void HistoryBehaviour::listsQueuesAsTheRuleSays()
{
    // Twelve conversations in every state a person or a bot can leave them in.
    for (int i = 0; i < 12; ++i) {
        const Accepted accepted = accept(message(u"c%1"_s.arg(i), u"m%1"_s.arg(i)), i % 2 == 0 ? kReadA : OwnerId());
        clock().advance(1s);
        if (i % 3 == 0) await(store().takeOver(cid(i), i % 2 == 0 ? kLan : kMinh, u"?"_s));
        if (i % 6 == 0) await(store().send({cid(i), MessageId(u"d%1"_s.arg(i).toUtf8()), kLan, u"Lan"_s, u"Dạ"_s}));
        if (i % 4 == 1) await(store().assign(cid(i), kLan, u"Lan"_s));
        if (i % 5 == 4) await(store().setStatus(cid(i), ConversationStatus::Closed, kMinh, u"Minh"_s));
        if (i == 2) {
            FinishRequest request = answer(*accepted.claim, 1);
            request.handOver = true;
            std::get<Finished>(await(store().finish(request)));
        }
    }
    const auto everything = await(store().conversations(ConversationQuery())).rows;
    QCOMPARE(everything.size(), 12u);
    for (const OperatorId& me : {kLan, kMinh, OperatorId("nobody"_ba)}) {
        const QueueCounts counts = await(store().queueCounts(me, {}));
        QueueCounts people = counts;
        for (const WorkQueue rest : {WorkQueue::WithBot, WorkQueue::Closed, WorkQueue::All})
            people.of[size_t(rest)] = 0;
        QCOMPARE(await(store().peopleCounts(me, {})).of, people.of);
        for (int q = 0; q < kWorkQueueCount; ++q) {
            for (const ListOrder order : {ListOrder::LongestWaiting, ListOrder::NewestActivity}) {
                const auto queue = WorkQueue(q);
                std::vector<Conversation> expected;
                std::copy_if(everything.begin(), everything.end(), std::back_inserter(expected),
                             [&](const Conversation& c) { return belongsTo(c, queue, me); });
                std::sort(expected.begin(), expected.end(), [order](const Conversation& a, const Conversation& b) {
                    return listKey(a, order) < listKey(b, order);
                });
                ConversationQuery query;
                query.queue = queue;
                query.me = me;
                query.order = order;
                QCOMPARE(idsOf(await(store().conversations(query)).rows), idsOf(expected));
                QCOMPARE(counts.of[size_t(q)], int(expected.size()));
            }
        }
    }
    QVERIFY(await(store().queueCounts(kLan, {})).of[size_t(WorkQueue::NeedsMe)] > 0);
    QVERIFY(await(store().queueCounts(kLan, {})).of[size_t(WorkQueue::Unassigned)] > 0);
    const auto some = await(store().conversationsById({cid(1), cid(99), cid(3), cid(1)}));
    QCOMPARE(some.size(), 2u);
}

/// Features I2: as InSight::sees() says, in every list, count and search alike.
void HistoryBehaviour::listsCountsAndFindsOnlyWhatIsInSight()
{
    for (int i = 0; i < 9; ++i) {
        IncomingMessage incoming = message(u"c%1"_s.arg(i), u"m%1"_s.arg(i), u"giao thiếu hàng"_s);
        incoming.metadata[u"platform"_s] = i % 2 == 0 ? u"Facebook"_s : u"zalo"_s;
        accept(incoming);
        clock().advance(1s);
        if (i % 3 == 1) await(store().takeOver(cid(i), kLan, u"Lan"_s));
        if (i % 3 == 2) await(store().takeOver(cid(i), kMinh, u"Minh"_s));
    }
    SqlPlainSessions sessions(store());
    const auto everything = await(store().conversations(ConversationQuery())).rows;
    QCOMPARE(everything.size(), 9u);
    const auto of = [](std::vector<OperatorId> holders, QStringList channels) {
        InSight sight;
        sight.isEveryones = false;
        sight.holders = std::move(holders);
        sight.channels = std::move(channels);
        return sight;
    };
    InSight zalo;
    zalo.channels = {u"zalo"_s};
    // Lan's and Minh's own come by both channels.
    InSight zaloAndOwn = zalo;
    zaloAndOwn.self = kLan;
    InSight webAndOwn = of({kMinh}, {u"web"_s});
    webAndOwn.self = kMinh;
    const auto isSeen = [&](const InSight& sight) {
        return std::ranges::count_if(everything, [&](const auto& row) { return sight.sees(row); });
    };
    QVERIFY(isSeen(zaloAndOwn) > isSeen(zalo) && isSeen(webAndOwn) > 0);
    const InSight sights[] = {{},
                              zalo,
                              of({kLan}, {}),
                              of({kLan, kMinh}, {}),
                              of({kMinh}, {u"facebook"_s, u"zalo"_s}),
                              of({kLan}, {u"web"_s}),
                              zaloAndOwn,
                              webAndOwn,
                              of({}, {u"zalo"_s})};
    for (const InSight& sight : sights) {
        std::vector<Conversation> seen;
        std::ranges::copy_if(everything, std::back_inserter(seen), [&](const auto& row) { return sight.sees(row); });
        QStringList expected = idsOf(seen);
        expected.sort();
        QueueCounts counts;
        for (const Conversation& row : seen) {
            for (int q = 0; q < kWorkQueueCount; ++q)
                counts.of[size_t(q)] += belongsTo(row, WorkQueue(q), kLan) ? 1 : 0;
        }
        QCOMPARE(await(store().queueCounts(kLan, sight)).of, counts.of);
        QueueCounts people = counts;
        for (const WorkQueue rest : {WorkQueue::WithBot, WorkQueue::Closed, WorkQueue::All})
            people.of[size_t(rest)] = 0;
        QCOMPARE(await(store().peopleCounts(kLan, sight)).of, people.of);
        for (const ListOrder order : {ListOrder::LongestWaiting, ListOrder::NewestActivity}) {
            for (const QString& filter : {QString(), u"giao thieu"_s}) {
                ConversationQuery query;
                query.order = order;
                query.filter = filter;
                query.sight = sight;
                QStringList listed = idsOf(await(store().conversations(query)).rows);
                listed.sort();
                QCOMPARE(listed, expected);
            }
        }
        QCOMPARE(qsizetype(await(store().adminConversations(100, sight)).size()), expected.size());
        PlainSessionQuery listing;
        listing.sight = sight;
        QCOMPARE(qsizetype(await(sessions.plainSessions(listing)).size()), expected.size());
        MessageQuery words;
        words.text = u"giao thieu hang"_s;
        words.sight = sight;
        QStringList found;
        for (const MessageHit& hit : await(store().search(words)).hits)
            found << hit.message.conversation.toString();
        found.sort();
        QCOMPARE(found, expected);
        MessageQuery happened;
        happened.fact = MessageQuery::Fact::TakenOver;
        happened.sight = sight;
        const auto taken = std::ranges::count_if(seen, [](const Conversation& row) { return !row.assignee.isEmpty(); });
        QCOMPARE(qsizetype(await(store().search(happened)).hits.size()), qsizetype(taken));
    }
}

void HistoryBehaviour::filtersWithoutRegardToTones()
{
    IncomingMessage other = message(u"c2"_s, u"m2"_s, u"giá 100%_ đúng không"_s);
    other.metadata[u"customer_name"_s] = u"Trần Quốc Đạt"_s;
    accept(message(u"c1"_s, u"m1"_s));
    accept(other);
    const auto found = [this](const QString& filter) {
        ConversationQuery query;
        query.filter = filter;
        const QStringList ids = idsOf(await(store().conversations(query)).rows);
        return ids.join(u',');
    };
    QCOMPARE(found(u"nguyen thi HANH"_s), u"c1"_s);
    QCOMPARE(found(u"đạt"_s), u"c2"_s);
    QCOMPARE(found(u"size m"_s), u"c1"_s);
    QCOMPARE(found(u"c2"_s), u"c2"_s);
    QCOMPARE(found(u"100%_"_s), u"c2"_s);
    QCOMPARE(found(u"%"_s), u"c2"_s);
    QCOMPARE(found(u"100x"_s), QString());
    QCOMPARE(found(u"!"_s), QString());
    QCOMPARE(found(u"hanhc1"_s), QString());
}

void HistoryBehaviour::pagesAListAndAThread()
{
    for (int i = 0; i < 25; ++i)
        accept(message(u"c%1"_s.arg(i % 5), u"m%1"_s.arg(i), u"tin %1"_s.arg(i)));
    ConversationQuery query;
    query.limit = 2;
    QStringList seen;
    for (query.offset = 0;; query.offset += 2) {
        const ConversationPage page = await(store().conversations(query));
        seen << idsOf(page.rows);
        if (!page.hasMore) break;
    }
    QCOMPARE(seen.size(), 5);
    seen.removeDuplicates();
    QCOMPARE(seen.size(), 5);

    ThreadPage page = await(store().thread({cid(0), {}, {}, 2}));
    QVERIFY(page.hasMore);
    QCOMPARE(page.lines.size(), 2u);
    QCOMPARE(page.lines[0].rev, 4);
    QCOMPARE(page.lines[1].rev, 5);
    page = await(store().thread({cid(0), 4, {}, 10}));
    QVERIFY(!page.hasMore);
    QCOMPARE(page.lines.size(), 3u);
    QCOMPARE(page.lines[0].body, u"tin 0"_s);
    page = await(store().thread({cid(0), {}, 1, 2}));
    QCOMPARE(page.lines[0].rev, 2);
    QVERIFY(page.hasMore);
    const MessageId third = page.lines[1].messageId;
    page = await(store().thread({cid(0), {}, {}, 2, third}));
    QCOMPARE(page.lines.size(), 2u);
    QCOMPARE(page.lines[0].messageId, third);
    QCOMPARE(page.lines[1].rev, 4);
    QVERIFY(page.hasMore);
    QVERIFY(await(store().thread({cid(0), {}, {}, 2, MessageId("nowhere"_ba)})).lines.empty());
    QVERIFY(await(store().thread({ConversationId("nowhere"_ba), {}, {}, 5})).lines.empty());
}

void HistoryBehaviour::tellsWhatHappenedInCommitOrder()
{
    QCOMPARE(await(store().newestEventId()), 0);
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kReadA).claim;
    std::get<Finished>(await(store().finish(answer(claim, 1))));
    await(store().takeOver(cid(1), kLan, u"Lan"_s));
    await(store().assign(cid(1), kLan, u"Lan"_s));
    const auto events = await(store().eventsAfter(0, 100));
    QStringList kinds;
    for (size_t i = 0; i < events.size(); ++i) {
        QCOMPARE(events[i].id, qint64(i + 1));
        QCOMPARE(events[i].conversation, cid(1));
        kinds << events[i].kind;
    }
    QCOMPARE(kinds, (QStringList{u"message_sent"_s, u"message_sent"_s, u"message_sent"_s, u"mode_changed"_s}));
    QCOMPARE(events[0].user, SenderId("u1"_ba));
    QCOMPARE(events[0].messageId, MessageId("m1"_ba));
    QCOMPARE(events[1].rev, 2);
    QCOMPARE(await(store().newestEventId()), 4);
    QCOMPARE(await(store().eventsAfter(2, 1)).at(0).id, 3);
}

void HistoryBehaviour::countsForTheAdministrator()
{
    accept(message(u"old"_s, u"m1"_s));
    await(store().takeOver(ConversationId("old"_ba), kLan, u"Lan"_s));
    clock().advance(25h);
    accept(message(u"new"_s, u"m2"_s), kReadA);
    accept(message(u"stuck"_s, u"m3"_s));
    clock().advance(2min);
    const HistoryStats stats = await(store().stats(24h, 60s));
    QCOMPARE(stats.conversations, 3);
    QCOMPARE(stats.recent, 2);
    QCOMPARE(stats.old, 1);
    QCOMPARE(stats.processing, 1);
    QCOMPARE(stats.pending, 2);
    QCOMPARE(stats.pendingSince, clock().now() - 2min);
    QCOMPARE(stats.mostAttempts, 1);  // one was claimed
    QCOMPARE(await(store().messagesSince(clock().now() - 12h, 10)), 2);
    QCOMPARE(await(store().messagesSince(clock().now() - 48h, 10)), 3);
    QCOMPARE(await(store().messagesSince(clock().now() - 48h, 2)), 2);
    QCOMPARE(stats.messages, 4);  // three messages and a takeover line
    QCOMPARE(stats.stuck.size(), 2u);
    QCOMPARE(stats.inWork, std::vector{ConversationId("new"_ba)});
    const auto list = await(store().adminConversations(2, {}));
    QCOMPARE(list.size(), 2u);
    QCOMPARE(list[0].contextSize, 1);
    const auto repairs = await(store().repair(std::chrono::minutes(1)));
    QCOMPARE(repairs.pendingFlags, 0);
    QCOMPARE(repairs.waitingTooLong, 2);
}

void HistoryBehaviour::keepsDraftsApart()
{
    await(store().saveDraft(kLan, {cid(1), u"Dạ em gửi chị"_s, false}));
    await(store().saveDraft(kLan, {cid(1), u"Dạ em gửi chị bảng giá"_s, false}));
    await(store().saveDraft(kLan, {cid(2), u"nhớ gọi lại"_s, true}));
    await(store().saveDraft(kMinh, {cid(1), u"của Minh"_s, false}));
    auto drafts = await(store().drafts(kLan));
    QCOMPARE(drafts.size(), 2u);
    QVERIFY(!await(store().saveDraftIfNone(kLan, {cid(2), u"của trợ lý"_s, false})));
    QVERIFY(await(store().saveDraftIfNone(kLan, {cid(3), u"của trợ lý"_s, false})));
    QCOMPARE(await(store().drafts(kLan)).size(), 3u);
    await(store().saveDraft(kLan, {cid(3), QString(), false}));
    await(store().saveDraft(kLan, {cid(2), QString(), true}));
    drafts = await(store().drafts(kLan));
    QCOMPARE(drafts.size(), 1u);
    QCOMPARE(drafts[0].text, u"Dạ em gửi chị bảng giá"_s);
    QCOMPARE(await(store().drafts(kMinh))[0].text, u"của Minh"_s);
}

void HistoryBehaviour::cleansUpOnlyWhatIsFinished()
{
    const Claim claim = *accept(message(u"done"_s, u"m1"_s), kReadA).claim;
    std::get<Finished>(await(store().finish(answer(claim, 1))));
    accept(message(u"waiting"_s, u"m2"_s));
    accept(message(u"person"_s, u"m3"_s));
    await(store().takeOver(ConversationId("person"_ba), kLan, u"Lan"_s));
    clock().advance(25h);
    const Claim fresh = *accept(message(u"fresh"_s, u"m4"_s), kReadA).claim;
    std::get<Finished>(await(store().finish(answer(fresh, 1))));
    QCOMPARE(await(store().cleanUp(24h)), std::vector{ConversationId("done"_ba)});
    QVERIFY(await(store().cleanUp(24h)).empty());
    QCOMPARE(await(store().adminConversations(10, {})).size(), 3u);
    QCOMPARE(thread(u"done"_s).size(), 2u);
    QCOMPARE(await(store().eventsAfter(0, 100)).size(), 2u);
    QVERIFY(await(store().newestEventId()) > 2);
    QCOMPARE(await(store().due(10)), std::vector{ConversationId("waiting"_ba)});
    accept(message(u"done"_s, u"m5"_s));
    QCOMPARE(await(store().adminConversations(10, {})).size(), 4u);
}

void HistoryBehaviour::removesTheSampleAndNothingElse()
{
    IncomingMessage sample = message(u"sample-1"_s, u"s1"_s);
    sample.source = kSampleSource;
    const Claim claim = *accept(sample, kReadA).claim;
    FinishRequest request = answer(claim, 1);
    request.sendToPlatform = true;
    std::get<Finished>(await(store().finish(request)));
    await(store().saveDraft(kLan, {ConversationId("sample-1"_ba), u"nháp"_s, false}));
    accept(message(u"c1"_s, u"m1"_s));
    QVERIFY(row(u"sample-1"_s).isSample);
    QVERIFY(!row(u"c1"_s).isSample);
    QVERIFY(await(store().hasSample()));
    QCOMPARE(await(store().removeSample()).removed, 1);
    QCOMPARE(await(store().removeSample()).removed, 0);
    QVERIFY(!await(store().hasSample()));
    QVERIFY(!await(store().conversation(ConversationId("sample-1"_ba))));
    QCOMPARE(thread(u"c1"_s).size(), 1u);
    for (const QString& table : {u"messages"_s, u"conversations"_s})
        QCOMPARE(raw().run(u"select count(*) from "_s + table)[0][0].toInteger(), 1);
    for (const QString& table : {u"outbox"_s, u"turns"_s, u"message_actions"_s, u"drafts"_s})
        QCOMPARE(raw().run(u"select count(*) from "_s + table)[0][0].toInteger(), 0);
    QCOMPARE(accept(sample).message.seq, 1);
}

/// What a caller says in its metadata must not make real conversations go with the sample shop.
void HistoryBehaviour::nobodyOutsideMarksASample()
{
    IncomingMessage real = message(u"c1"_s, u"m1"_s);
    real.metadata[u"sample"_s] = true;
    accept(real);
    QVERIFY(!row(u"c1"_s).isSample);
    accept(message(u"sample-2"_s, u"m2"_s));  // neither does a name
    QVERIFY(!await(store().hasSample()));
    QCOMPARE(await(store().removeSample()).removed, 0);
    QCOMPARE(thread(u"c1"_s).size(), 1u);
}

void HistoryBehaviour::aHeldSampleStays()
{
    for (const QString& id : {u"sample-1"_s, u"sample-2"_s, u"sample-3"_s}) {
        IncomingMessage sample = message(id, u"m-"_s + id);
        sample.source = kSampleSource;
        sample.sender = SenderId("customer-" + id.toUtf8());
        accept(sample);
    }
    SqlPrivacy privacy(store());
    LegalHold onConversation;
    onConversation.kind = HoldKind::Conversation;
    onConversation.subject = "sample-1";
    await(privacy.placeHold(onConversation, onConversation.placedBy.toUtf8()));
    LegalHold onPerson;
    onPerson.kind = HoldKind::Person;
    onPerson.subject = "customer-sample-2";
    onPerson = await(privacy.placeHold(onPerson, onPerson.placedBy.toUtf8()));
    const SampleRemoval first = await(store().removeSample());
    QCOMPARE(first.removed, 1);
    QCOMPARE(first.held, 2);
    QCOMPARE(thread(u"sample-1"_s).size(), 1u);
    QCOMPARE(thread(u"sample-2"_s).size(), 1u);
    QVERIFY(await(privacy.releaseHold(onPerson.id, "admin"_ba)));
    const SampleRemoval second = await(store().removeSample());
    QCOMPARE(second.removed, 1);
    QCOMPARE(second.held, 1);
    const AuditLine noted = await(privacy.auditLines(1))[0];
    QCOMPARE(noted.action, u"sample_removed"_s);
    QCOMPARE(noted.detail, (QJsonObject{{u"removed"_s, 1}, {u"held"_s, 1}}));
}

void HistoryBehaviour::datesOnlySamplesBack()
{
    IncomingMessage sample = message(u"sample-1"_s, u"s1"_s);
    sample.source = kSampleSource;
    accept(sample);
    await(store().takeOver(ConversationId("sample-1"_ba), kLan, u"Lan"_s));
    const TimePoint then = clock().now() - 72h;
    QVERIFY(await(store().dateSample(ConversationId("sample-1"_ba), {{1, then}, {2, then + 5s}}, then)));
    QCOMPARE(thread(u"sample-1"_s)[0].receivedAt, then);
    QCOMPARE(row(u"sample-1"_s).lastActivity, then + 5s);
    QCOMPARE(row(u"sample-1"_s).waitingSince, then);
    accept(message(u"c1"_s, u"m1"_s));
    QVERIFY(!await(store().dateSample(cid(1), {{1, then}}, {})));
    QCOMPARE(thread(u"c1"_s)[0].receivedAt, clock().now());
}

void HistoryBehaviour::twoEnginesNeverHoldTheSameConversation()
{
    SqlHistory other(backend(), clock());
    await(other.open());
    constexpr int kCount = 60;
    std::vector<QCoro::Task<AcceptOutcome>> tasks;
    for (int i = 0; i < kCount; ++i) {
        SqlHistory& engine = i % 2 == 0 ? store() : other;
        const OwnerId owner(u"%1-%2"_s.arg(i % 2 == 0 ? u"a"_s : u"b"_s).arg(i).toUtf8());
        tasks.push_back(engine.accept(message(u"c%1"_s.arg(i % 3), u"m%1"_s.arg(i)), owner));
        if (i % 5 == 0)
            tasks.push_back(
                (i % 2 == 0 ? other : store()).accept(message(u"c%1"_s.arg(i % 3), u"m%1"_s.arg(i)), owner));
    }
    int claims = 0;
    int accepted = 0;
    for (const AcceptOutcome& outcome : awaitAll(std::move(tasks))) {
        if (const auto* stored = std::get_if<Accepted>(&outcome)) {
            ++accepted;
            claims += stored->claim ? 1 : 0;
        }
    }
    QCOMPARE(accepted, kCount);
    QCOMPARE(claims, 3);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(row(u"c%1"_s.arg(i)).nextSeq, kCount / 3);
    // Ids of events have no gaps and grow with the commits, whoever wrote them.
    const auto events = await(store().eventsAfter(0, 1000));
    for (size_t i = 0; i < events.size(); ++i)
        QCOMPARE(events[i].id, qint64(i + 1));
}

void HistoryBehaviour::oneBadJobDoesNotTakeTheOthersAlong()
{
    Claim nowhere;
    nowhere.conversation = ConversationId("nowhere"_ba);
    std::vector<QCoro::Task<AcceptOutcome>> accepts;
    accepts.push_back(store().accept(message(u"c1"_s, u"m1"_s), kReadA));
    auto bad = store().finish(answer(nowhere, 1));
    accepts.push_back(store().accept(message(u"c2"_s, u"m2"_s), kReadB));
    bool failed = false;
    try {
        await(std::move(bad));
    } catch (const StoreError& error) {
        failed = error.kind() == StoreError::Kind::Corrupt;
    }
    QVERIFY(failed);
    for (const AcceptOutcome& outcome : awaitAll(std::move(accepts)))
        QVERIFY(std::get<Accepted>(outcome).claim);
    QCOMPARE(thread(u"c1"_s).size(), 1u);
}

void HistoryBehaviour::isOneInstallationForEverybody()
{
    const QByteArray mine = store().installation();
    QCOMPARE(mine.size(), 36);
    SqlHistory other(backend(), clock());
    QVERIFY(other.installation().isEmpty());
    await(other.open());
    QCOMPARE(other.installation(), mine);
    reopen();
    QCOMPARE(store().installation(), mine);
}

}  // namespace tongdai::testing
