#include "engine/domain/conversation/system_note.h"
#include "engine/history/conversations/sql_takeovers.h"
#include "engine/history/sessions/sql_plain_sessions.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const ConversationId kTimedChat("c1"_ba);
const OperatorId kTimedLan("lan"_ba);
const OperatorId kTimedMinh("minh"_ba);
const OwnerId kTimedEngine("engine-a"_ba);

/// By the store's own clock, which is the machine's.
TimePoint overSince()
{
    return fromUnixSeconds(1'000'000'000);
}
TimePoint farAhead()
{
    return fromUnixSeconds(4'000'000'000);
}

OperatorActResult actedOn(OperatorActOutcome outcome)
{
    return std::get<OperatorActResult>(std::move(outcome));
}

}  // namespace

// ---- takeovers that end by themselves (guarantees 2.4)
// ----------------------------------------------------------------

void HistoryBehaviour::limitsATakeover()
{
    SqlTakeovers takeovers(store());
    accept(message(u"c1"_s, u"m1"_s));
    const auto taken = actedOn(await(takeovers.takeOverUntil(kTimedChat, kTimedLan, u"Lan"_s, farAhead())));
    QCOMPARE(taken.conversation.mode, BotMode::Human);
    QCOMPARE(row(u"c1"_s).humanUntil, farAhead());
    QCOMPARE(systemNote(taken.line->metadata)->until, farAhead());
    QVERIFY(await(takeovers.returnsDue(10)).empty());

    const auto more = actedOn(await(takeovers.takeOverUntil(kTimedChat, kTimedLan, u"Lan"_s, farAhead() + 30min)));
    QCOMPARE(systemNote(more.line->metadata)->event, SystemEvent::LimitChanged);
    QCOMPARE(more.conversation.fence, taken.conversation.fence);
    QCOMPARE(row(u"c1"_s).humanUntil, farAhead() + 30min);
    QVERIFY2(!actedOn(await(takeovers.takeOverUntil(kTimedChat, kTimedLan, u"Lan"_s, farAhead() + 30min))).line,
             "asking twice adds no second line");
    QVERIFY2(!actedOn(await(store().takeOver(kTimedChat, kTimedLan, u"Lan"_s))).line, "its end stays");
    const auto other = await(takeovers.takeOverUntil(kTimedChat, kTimedMinh, u"Minh"_s, farAhead()));
    QCOMPARE(std::get<TakenBySomeone>(other).by, kTimedLan);

    QVERIFY(actedOn(await(takeovers.takeOverUntil(kTimedChat, kTimedLan, u"Lan"_s, std::nullopt))).line);
    QVERIFY(!row(u"c1"_s).humanUntil);
}

void HistoryBehaviour::returnsByTimeOnce()
{
    SqlTakeovers takeovers(store());
    accept(message(u"c1"_s, u"m1"_s));
    accept(message(u"c2"_s, u"m1"_s));
    await(takeovers.takeOverUntil(ConversationId("c2"_ba), kTimedLan, u"Lan"_s, farAhead()));
    const auto taken = actedOn(await(takeovers.takeOverUntil(kTimedChat, kTimedLan, u"Lan"_s, overSince())));
    reopen();
    SqlTakeovers again(store());
    QCOMPARE(await(again.returnsDue(10)), std::vector<ConversationId>{kTimedChat});

    const auto back = actedOn(await(again.returnIfDue(kTimedChat, kTimedEngine)));
    QCOMPARE(back.conversation.mode, BotMode::Bot);
    QCOMPARE(back.conversation.fence, taken.conversation.fence + 2);
    QVERIFY2(back.claim && back.claim->owner == kTimedEngine, "what nobody answered is answered now");
    QCOMPARE(systemNote(back.line->metadata)->event, SystemEvent::ReturnedByTime);
    QVERIFY(!row(u"c1"_s).humanUntil && row(u"c1"_s).assignee.isEmpty());
    QVERIFY(await(again.returnsDue(10)).empty());

    const auto late = actedOn(await(again.returnIfDue(kTimedChat, OwnerId("engine-b"_ba))));
    QVERIFY2(!late.line && !late.claim, "another engine comes too late and changes nothing");
    QCOMPARE(row(u"c1"_s).fence, back.conversation.fence);
}

void HistoryBehaviour::staysWithWhoAskedForMoreTime()
{
    SqlTakeovers takeovers(store());
    accept(message(u"c1"_s, u"m1"_s));
    await(takeovers.takeOverUntil(kTimedChat, kTimedLan, u"Lan"_s, overSince()));
    await(takeovers.takeOverUntil(kTimedChat, kTimedLan, u"Lan"_s, farAhead()));
    QVERIFY(!actedOn(await(takeovers.returnIfDue(kTimedChat, kTimedEngine))).line);
    QCOMPARE(row(u"c1"_s).mode, BotMode::Human);

    await(store().handBack(kTimedChat, kTimedLan, u"Lan"_s, {}));
    QVERIFY(!row(u"c1"_s).humanUntil);
    await(takeovers.takeOverUntil(kTimedChat, kTimedLan, u"Lan"_s, farAhead()));
    await(store().setStatus(kTimedChat, ConversationStatus::Closed, kTimedLan, u"Lan"_s));
    QVERIFY(!row(u"c1"_s).humanUntil);
}

// ---- waiting for the customer to finish (guarantees 2.5)
// ---------------------------------------------------------------

void HistoryBehaviour::leavesWhatMayGoOnToItsEngine()
{
    IncomingMessage first = message(u"c1"_s, u"m1"_s);
    first.holdFor = 30s;
    const Accepted accepted = accept(first);
    QVERIFY(accepted.conversation.answerAt && !accepted.claim);
    QVERIFY(await(store().due(10)).empty());
    IncomingMessage second = message(u"c1"_s, u"m2"_s);
    second.holdFor = 60s;
    QCOMPARE(accept(second).conversation.answerAt, accepted.conversation.answerAt);
    reopen();
    QVERIFY(await(store().due(10)).empty());
    raw().run(u"update conversations set answer_at = 1"_s);
    QCOMPARE(await(store().due(10)), std::vector<ConversationId>{kTimedChat});

    // Its engine need not wait for that; what comes next begins anew.
    const auto claim = std::get<Claim>(await(store().claim(kTimedChat, kTimedEngine)));
    await(store().finish(answer(claim, 2)));
    const Accepted next = accept(message(u"c1"_s, u"m3"_s));
    QVERIFY(!next.conversation.answerAt);
    QCOMPARE(await(store().due(10)), std::vector<ConversationId>{kTimedChat});
}

// ---- sessions of the older product (contracts/background §2)
// ---------------------------------------------------------

void HistoryBehaviour::listsSessionsWithTheirTags()
{
    SqlPlainSessions sessions(store());
    IncomingMessage first = message(u"c1"_s, u"m1"_s);
    first.metadata = {{u"platform"_s, u"zalo"_s}, {u"tags"_s, QJsonArray{u"vip"_s, u"sỉ"_s}}};
    accept(first);
    clock().advance(1s);
    accept(message(u"c2"_s, u"m1"_s));
    const auto all = await(sessions.plainSessions({}));
    QCOMPARE(all.size(), 2u);
    QCOMPARE(all[0].conversation.id, ConversationId("c2"_ba));
    QCOMPARE(all[1].tags, (std::vector<QByteArray>{"sỉ"_ba, "vip"_ba}));
    QCOMPARE(await(sessions.plainSessions({u"zalo"_s, {}, 0, 10})).size(), 1u);
    QCOMPARE(await(sessions.plainSessions({{}, "vip"_ba, 0, 10})).at(0).conversation.id, kTimedChat);
    QCOMPARE(await(sessions.plainSessions({{}, {}, 1, 10})).size(), 1u);
    auto tags = await(sessions.tagsOf({kTimedChat, ConversationId("c2"_ba), ConversationId("nobody"_ba)}));
    QCOMPARE(tags.size(), 1);
    std::ranges::sort(tags[kTimedChat]);
    QCOMPARE(tags[kTimedChat], (std::vector<QByteArray>{"sỉ"_ba, "vip"_ba}));
    QVERIFY(await(sessions.tagsOf({})).isEmpty());

    QVERIFY(await(sessions.setTags(kTimedChat, {"mới"_ba})));
    QCOMPARE(await(sessions.plainSessions({{}, "mới"_ba, 0, 10})).at(0).tags, std::vector<QByteArray>{"mới"_ba});
    QVERIFY(!await(sessions.setTags(ConversationId("nobody"_ba), {})));
}

void HistoryBehaviour::readsWhatWasSaidPageByPage()
{
    SqlPlainSessions sessions(store());
    for (int i = 1; i <= 5; ++i)
        accept(message(u"c1"_s, u"m%1"_s.arg(i), u"tin %1"_s.arg(i)));
    await(store().takeOver(kTimedChat, kTimedLan, u"Lan"_s));
    await(store().send({kTimedChat, MessageId("n1"_ba), kTimedLan, u"Lan"_s, u"ghi chú"_s, true}));
    await(store().send({kTimedChat, MessageId("o1"_ba), kTimedLan, u"Lan"_s, u"dạ còn ạ"_s}));
    const auto newest = await(sessions.saidLines(kTimedChat, 0, 2));
    QCOMPARE(newest.size(), 2u);
    QCOMPARE(newest[0].body, u"tin 5"_s);
    QCOMPARE(newest[1].body, u"dạ còn ạ"_s);
    QCOMPARE(await(sessions.saidLines(kTimedChat, 4, 10)).size(), 2u);
    QVERIFY(await(sessions.saidLines(ConversationId("nobody"_ba), 0, 10)).empty());
}

}  // namespace tongdai::testing
