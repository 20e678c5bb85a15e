#include "engine/domain/conversation/system_note.h"
#include "engine/domain/shop/page_line.h"
#include "engine/history/conversations/sql_long_waits.h"
#include "engine/history/conversations/sql_proposals.h"
#include "engine/history/store/verify_state.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>

// Customers who were promised a person, and nobody came (features C6).
namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const OperatorId kAbsentLan("lan"_ba);
const OwnerId kAbsentEngine("engine-a"_ba);

/// The clock of these tests stands in the past, the store's does not: everybody has waited for long.
LongWait waitOf(SqlHistory& history, const QByteArray& conversation)
{
    SqlLongWaits waits(history);
    for (const LongWait& wait : await(waits.longWaits(10min, std::nullopt, 100)).waits)
        if (wait.conversation == ConversationId(conversation)) return wait;
    return {};
}

/// A person is wanted, and nobody has the conversation.
void leaveToPeople(SqlHistory& history, const QByteArray& conversation)
{
    SqlProposals proposals(history);
    await(proposals.setDrafting(ConversationId(conversation), true, kAbsentLan, u"Lan"_s));
}

NobodyCame stepFor(const LongWait& wait)
{
    NobodyCame step;
    step.wait = wait;
    step.rule = {.after = 10min,
                 .apology = u"Xin lỗi, nhân viên chưa kịp trả lời ạ."_s,
                 .asked = {u"minh"_s},
                 .asksSupervisors = true,
                 .botGoesOn = false};
    return step;
}

OperatorActResult doneFor(SqlHistory& history, const NobodyCame& step)
{
    SqlLongWaits waits(history);
    return std::get<OperatorActResult>(await(waits.nobodyCame(step)));
}

}  // namespace

void HistoryBehaviour::findsWhoWaitsLong()
{
    SqlLongWaits waits(store());
    for (const auto* id : {"c1", "c2", "c3", "c4", "c5"})
        accept(message(QString::fromLatin1(id), u"m1"_s));
    for (const auto* id : {"c2", "c1", "c3", "c4"})
        leaveToPeople(store(), id);
    await(store().assign(ConversationId("c3"_ba), kAbsentLan, u"Lan"_s));
    await(store().setStatus(ConversationId("c4"_ba), ConversationStatus::Closed, kAbsentLan, u"Lan"_s));

    const auto first = await(waits.longWaits(10min, std::nullopt, 1));
    QCOMPARE(first.waits.size(), size_t(1));
    QCOMPARE(first.waits[0].conversation, ConversationId("c1"_ba));
    QCOMPARE(first.waits[0].waitingSince, *row(u"c1"_s).waitingSince);
    QVERIFY(first.hasMore && first.now > clock().now() && !first.rules.hasHours());
    const auto second = await(waits.longWaits(10min, first.waits[0], 1));
    QCOMPARE(second.waits.size(), size_t(1));
    QCOMPARE(second.waits[0].conversation, ConversationId("c2"_ba));
    QVERIFY(!second.hasMore);
    QVERIFY(await(waits.longWaits(10min, second.waits[0], 1)).waits.empty());
    const auto years = std::chrono::duration_cast<std::chrono::minutes>(first.now - clock().now()) + 60min;
    QVERIFY2(await(waits.longWaits(years, std::nullopt, 10)).waits.empty(), "nobody has waited for so long");
}

void HistoryBehaviour::actsOnceWhereNobodyCame()
{
    accept(message(u"c1"_s, u"m1"_s));
    leaveToPeople(store(), "c1");
    const Conversation before = row(u"c1"_s);
    const NobodyCame step = stepFor(waitOf(store(), "c1"));
    const auto first = doneFor(store(), step);
    QVERIFY(first.line && first.apology);
    const auto note = systemNote(first.line->metadata);
    QCOMPARE(note->event, SystemEvent::NobodyCame);
    QCOMPARE(note->minutes, 10);
    QCOMPARE(note->reason, u"minh"_s);
    QVERIFY(note->supervisorsAsked && !note->botGoesOn);
    QCOMPARE(first.apology->body, step.rule.apology);
    QVERIFY(isApology(*first.apology) && !first.outbox);
    const Conversation after = row(u"c1"_s);
    QVERIFY2(after.waitingSince == before.waitingSince && after.unread == before.unread,
             "the customer goes on waiting");
    QCOMPARE(after.fence, before.fence);
    const size_t lines = thread(u"c1"_s).size();

    reopen();
    QVERIFY2(!doneFor(store(), step).line, "a restart or another engine adds nothing");
    QCOMPARE(thread(u"c1"_s).size(), lines);
    QCOMPARE(verifyState(raw()), QStringList());
}

void HistoryBehaviour::leavesWhoSomebodyCameTo()
{
    accept(message(u"c1"_s, u"m1"_s));
    leaveToPeople(store(), "c1");
    const NobodyCame step = stepFor(waitOf(store(), "c1"));
    await(store().assign(ConversationId("c1"_ba), kAbsentLan, u"Lan"_s));
    QVERIFY2(!doneFor(store(), step).line, "somebody was faster");
    clock().advance(1min);
    await(store().handBack(ConversationId("c1"_ba), kAbsentLan, u"Lan"_s, {}));
    leaveToPeople(store(), "c1");
    NobodyCame other = step;
    other.wait.waitingSince += 1ms;
    QVERIFY2(!doneFor(store(), other).line, "another wait than the one that is meant");
    const LongWait anew = waitOf(store(), "c1");
    QVERIFY(doneFor(store(), stepFor(anew)).line);
}

void HistoryBehaviour::anApologyAnswersNothing()
{
    accept(message(u"c1"_s, u"m1"_s));
    leaveToPeople(store(), "c1");
    NobodyCame step = stepFor(waitOf(store(), "c1"));
    step.sendToPlatform = true;
    step.platformBody = {{u"conversation_id"_s, u"c1"_s}};
    const auto done = doneFor(store(), step);
    QVERIFY(done.outbox && done.outbox->body == step.platformBody);
    QCOMPARE(done.outbox->ord, done.apology->rev);
    const auto back = std::get<OperatorActResult>(
        await(store().handBack(ConversationId("c1"_ba), kAbsentLan, u"Lan"_s, kAbsentEngine)));
    QVERIFY2(back.claim, "the bot answers what the apology did not");
    QCOMPARE(back.claim->from, 0);
}

void HistoryBehaviour::anApologyGoesWhereItsConversationLives()
{
    accept(message(u"c1"_s, u"m1"_s));
    IncomingMessage ofPage = message(u"c2"_s, u"m1"_s);
    ofPage.source = kPageSource;
    ofPage.metadata.insert(kPageKey, toJson(PageAddress{"1029"}));
    accept(ofPage);
    for (const auto* id : {"c1", "c2"})
        leaveToPeople(store(), id);
    NobodyCame step = stepFor(waitOf(store(), "c1"));
    step.sendToPages = true;
    step.platformBody = {{u"conversation_id"_s, u"c1"_s}};
    const auto nowhere = doneFor(store(), step);
    QVERIFY2(nowhere.apology && !nowhere.outbox, "there are pages alone, and it lives on none");
    step.wait = waitOf(store(), "c2");
    const auto sent = doneFor(store(), step);
    QVERIFY(sent.outbox && livesOnPage(sent.outbox->body));
}

void HistoryBehaviour::theBotGoesOnWhereNobodyCame()
{
    accept(message(u"c1"_s, u"m1"_s));
    leaveToPeople(store(), "c1");
    NobodyCame step = stepFor(waitOf(store(), "c1"));
    step.rule.botGoesOn = true;
    step.claimFor = kAbsentEngine;
    const auto done = doneFor(store(), step);
    QVERIFY(systemNote(done.line->metadata)->botGoesOn);
    QVERIFY2(done.claim && done.claim->owner == kAbsentEngine, "it answers at once what waits");
    const Conversation after = row(u"c1"_s);
    QVERIFY(after.mode == BotMode::Bot && !after.waitingSince && !after.botDrafts);
    QVERIFY(waitOf(store(), "c1").conversation.isEmpty());
    const auto late = doneFor(store(), step);
    QVERIFY2(!late.line && late.claim && late.claim->fence == done.claim->fence, "asked again, it has what it had");
}

}  // namespace tongdai::testing
