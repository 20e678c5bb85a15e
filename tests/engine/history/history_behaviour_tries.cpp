#include "engine/history/outbox/sql_plans.h"
#include "engine/history/privacy/sql_privacy.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>

/// What became of each try to send an answer (guarantees 2.6).
namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Kind = SendOutcome::Kind;

const OwnerId kTriesRelay("relay"_ba);

SendOutcome cameOf(Kind kind, const QString& words = {})
{
    SendOutcome outcome;
    outcome.kind = kind;
    outcome.error = words;
    return outcome;
}

std::vector<Kind> kindsOf(const std::vector<SendTry>& tries)
{
    std::vector<Kind> kinds;
    for (const SendTry& each : tries)
        kinds.push_back(each.kind);
    return kinds;
}

FinishRequest goingOut(FinishRequest request, std::vector<Action> actions = {})
{
    request.sendToPlatform = true;
    request.sendNow = false;
    request.platformBody = {{u"text"_s, request.turn.answer.responseText}};
    if (!actions.empty()) request.turn.answer.actions = std::move(actions);
    return request;
}

}  // namespace

void HistoryBehaviour::tellsWhatBecameOfEachTry()
{
    SqlPlans plans(store());
    const auto triesOf = [&plans](qint64 id) { return await(plans.tries({id})).value(id); };
    const auto tryOnce = [this](const SendOutcome& outcome) {
        raw().run(u"update outbox set next_at = 0"_s);
        const OutboxItem item = await(store().claimOutbox(kTriesRelay, 8)).at(0);
        await(store().settleOutbox(item, kTriesRelay, outcome, 1h));
        clock().advance(1min);
        return item.id;
    };
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), OwnerId("engine-a"_ba)).claim;
    std::get<Finished>(await(store().finish(goingOut(answer(claim, 1)))));
    const TimePoint began = clock().now();
    const qint64 id = tryOnce(cameOf(Kind::Retry, u"status 503: busy"_s));
    tryOnce(cameOf(Kind::Ambiguous, u"cut"_s));
    tryOnce(cameOf(Kind::Dead, u"status 400: "_s + QString(2 * kMaxTryWords, u'ạ')));
    std::vector<SendTry> tries = triesOf(id);
    QCOMPARE(kindsOf(tries), (std::vector{Kind::Retry, Kind::Ambiguous, Kind::Dead}));
    QCOMPARE(tries[0].at, began);
    QCOMPARE(tries[0].words, u"status 503: busy"_s);
    QCOMPARE(tries[1].at, began + 1min);
    QCOMPARE(tries[2].words.size(), kMaxTryWords);

    // What a person has sent again goes on the same list, to its end.
    QVERIFY(await(store().resolveOutbox(id, OutboxDecision::SendAgain, OperatorId("lan"_ba))).wasOurs);
    for (int more = 0; more < int(kMaxSendTries); ++more)
        tryOnce(cameOf(Kind::Unauthorised, u"status 401: %1"_s.arg(more)));
    tries = triesOf(id);
    QCOMPARE(tries.size(), size_t(kMaxSendTries));
    QCOMPARE(tries.front().kind, Kind::Ambiguous);  // it stays, whatever goes
    QCOMPARE(tries[1].words, u"status 401: 1"_s);
    tryOnce(cameOf(Kind::Sent));
    tries = triesOf(id);
    QCOMPARE(tries.size(), size_t(kMaxSendTries));
    QCOMPARE(tries.front().kind, Kind::Ambiguous);
    QCOMPARE(tries[1].words, u"status 401: 2"_s);
    QCOMPARE(tries.back().kind, Kind::Sent);
}

/// Nothing is written about an answer that arrived at once; one whose engine died says so.
void HistoryBehaviour::notesOnlyTriesThatSaySomething()
{
    SqlPlans plans(store());
    const Claim first = *accept(message(u"c1"_s, u"m1"_s), OwnerId("engine-a"_ba)).claim;
    std::get<Finished>(await(store().finish(goingOut(answer(first, 1)))));
    const OutboxItem good = await(store().claimOutbox(kTriesRelay, 8)).at(0);
    await(store().settleOutbox(good, kTriesRelay, cameOf(Kind::Sent), 0ms));
    QVERIFY(await(plans.tries({good.id})).isEmpty());
    QVERIFY(raw().query(u"select tries from outbox"_s)[0][0].isNull());

    const Claim second = *accept(message(u"c2"_s, u"m2"_s), OwnerId("engine-a"_ba)).claim;
    std::get<Finished>(await(store().finish(goingOut(answer(second, 1)))));
    const Claim third = *accept(message(u"c3"_s, u"m3"_s), OwnerId("engine-a"_ba)).claim;
    std::vector<Action> risky{{ActionType::ExecuteApi, {{u"name"_s, u"create_order"_s}}}};
    std::get<Finished>(await(store().finish(goingOut(answer(third, 1), std::move(risky)))));
    const auto begun = await(store().claimOutbox(kTriesRelay, 8));
    QCOMPARE(begun.size(), 2u);
    expireLeases(u"outbox"_s);
    QCOMPARE(await(store().claimOutbox(kTriesRelay, 8)).size(), 1u);
    const auto tries = await(plans.tries({begun[0].id, begun[1].id}));
    for (const OutboxItem& item : begun) {
        const std::vector<SendTry> cut = tries.value(item.id);
        QCOMPARE(kindsOf(cut), std::vector{Kind::Ambiguous});
        QVERIFY2(cut[0].words.contains(u"engine stopped"_s), qPrintable(cut[0].words));
    }
}

/// Rounds in which nobody was asked push nothing off the list; a part that had gone before them is noted once.
void HistoryBehaviour::roundsThatWereHeldBackAreNoTries()
{
    SqlPlans plans(store());
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), OwnerId("engine-a"_ba)).claim;
    std::get<Finished>(await(store().finish(goingOut(answer(claim, 1)))));
    const auto round = [this](const SendOutcome& outcome) {
        raw().run(u"update outbox set next_at = 0"_s);
        const OutboxItem item = await(store().claimOutbox(kTriesRelay, 8)).at(0);
        await(store().settleOutbox(item, kTriesRelay, outcome, 1h));
        return item.id;
    };
    SendOutcome heldBack = cameOf(Kind::Retry, u"called too often"_s);
    heldBack.isHeldBack = true;
    const qint64 id = round(heldBack);
    QVERIFY(await(plans.tries({id})).isEmpty());
    heldBack.isPartly = true;
    round(heldBack);
    round(heldBack);
    std::vector<SendTry> tries = await(plans.tries({id})).value(id);
    QCOMPARE(tries.size(), 1u);
    QVERIFY(tries[0].isPartly);
    round(cameOf(Kind::Dead, u"status 400"_s));
    tries = await(plans.tries({id})).value(id);
    QCOMPARE(kindsOf(tries), (std::vector{Kind::Retry, Kind::Dead}));
    QVERIFY(!tries[1].isPartly);
}

/// However often a row was held back, its first real trouble is not its last.
void HistoryBehaviour::roundsThatWereHeldBackUseUpNoAttempts()
{
    SqlPlans plans(store());
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), OwnerId("engine-a"_ba)).claim;
    std::vector<Action> plain{{ActionType::SendMessage, {}}};
    std::get<Finished>(await(store().finish(goingOut(answer(claim, 1), std::move(plain)))));
    const auto round = [this](const SendOutcome& outcome) {
        raw().run(u"update outbox set next_at = 0"_s);
        const OutboxItem item = await(store().claimOutbox(kTriesRelay, 8)).at(0);
        return await(store().settleOutbox(item, kTriesRelay, outcome, 1h));
    };
    const auto attempts = [this] { return int(raw().query(u"select attempts from outbox"_s)[0][0].toInteger()); };
    SendOutcome heldBack = cameOf(Kind::Retry, u"sending is paused"_s);
    heldBack.isHeldBack = true;
    for (int i = 0; i < kMaxSendAttempts + 4; ++i) {
        const auto settled = round(heldBack);
        QVERIFY(settled.wasOurs && settled.state == OutboxState::Waiting);
    }
    QCOMPARE(attempts(), 0);
    QCOMPARE(await(plans.plans(ConversationId("c1"_ba), 1)).at(0).steps.at(0).tries, 0);
    QCOMPARE(round(cameOf(Kind::Ambiguous, u"cut"_s)).state, OutboxState::Waiting);
    QCOMPARE(attempts(), 1);
    // A part that went out counts once; what holds up the rest of it does not.
    heldBack.isPartly = true;
    for (int i = 0; i < kMaxSendAttempts + 4; ++i)
        round(heldBack);
    QCOMPARE(attempts(), 1);
    QCOMPARE(round(cameOf(Kind::Ambiguous, u"cut"_s)).state, OutboxState::Waiting);
    QCOMPARE(attempts(), 2);
}

/// For whoever has a page's answers sent again, all at once: what nobody tries any more, and what is known of it.
void HistoryBehaviour::tellsWhatWasNotSentInItsOrder()
{
    SqlPlans plans(store());
    const auto begin = [this](const QString& conversation, const QByteArray& page) {
        const Claim claim = *accept(message(conversation, u"m1"_s), OwnerId("engine-a"_ba)).claim;
        FinishRequest request = goingOut(answer(claim, 1));
        if (!page.isEmpty()) request.platformBody.insert(kPageKey, toJson(PageAddress{page}));
        std::get<Finished>(await(store().finish(request)));
    };
    const auto tryOnce = [this](const SendOutcome& outcome) {
        raw().run(u"update outbox set next_at = 0 where state = 0"_s);
        const OutboxItem item = await(store().claimOutbox(kTriesRelay, 8)).at(0);
        await(store().settleOutbox(item, kTriesRelay, outcome, 1h));
        return item.id;
    };
    begin(u"c1"_s, "1029");
    const qint64 refused = tryOnce(cameOf(Kind::Dead, u"status 400"_s));
    begin(u"c2"_s, "1029");
    tryOnce(cameOf(Kind::Ambiguous, u"cut"_s));
    const qint64 unsure = tryOnce(cameOf(Kind::Dead, u"status 400"_s));
    begin(u"c3"_s, {});
    const qint64 pageless = tryOnce(cameOf(Kind::Dead, u"status 400"_s));
    begin(u"c4"_s, "1029");
    const qint64 givenUp = tryOnce(cameOf(Kind::Retry, u"status 503"_s));
    QVERIFY(await(store().resolveOutbox(givenUp, OutboxDecision::GiveUp, OperatorId("lan"_ba))).wasOurs);

    const std::vector<ports::UnsentRow> rows = await(plans.unsent(0, 10));
    QCOMPARE(rows.size(), 3u);
    QVERIFY(rows[0].id == refused && rows[0].to && rows[0].to->page == "1029" && !rows[0].mayHaveArrived);
    QVERIFY(rows[1].id == unsure && rows[1].mayHaveArrived);
    QVERIFY(rows[2].id == pageless && !rows[2].to && !rows[2].mayHaveArrived);
    QCOMPARE(await(plans.unsent(0, 2)).size(), 2u);
    const std::vector<ports::UnsentRow> rest = await(plans.unsent(unsure, 2));
    QVERIFY(rest.size() == 1 && rest[0].id == pageless);
}

/// A platform repeats what it was sent.
void HistoryBehaviour::forgetsThePlatformsWordsAboutAPerson()
{
    const QByteArray marker = "marker-of-tries";
    const IncomingMessage theirs = [&marker] {
        IncomingMessage line = message(u"other"_s, u"o2"_s, u"tôi là khách"_s);
        line.sender = SenderId(marker);
        return line;
    }();
    const Accepted others = accept(message(u"other"_s, u"o1"_s), OwnerId("engine-a"_ba));
    await(store().finish(answer(*others.claim, 1)));
    const Accepted guest = accept(theirs, OwnerId("engine-a"_ba));
    std::get<Finished>(await(store().finish(goingOut(answer(*guest.claim, 2)))));
    const OutboxItem item = await(store().claimOutbox(kTriesRelay, 8)).at(0);
    await(store().settleOutbox(item, kTriesRelay, cameOf(Kind::Dead, u"status 400: to "_s + QString::fromUtf8(marker)),
                               0ms));
    QVERIFY(placesOf(marker).contains(u"outbox"_s));
    SqlPrivacy privacy(store());
    await(privacy.erasePerson(SenderId(marker), "admin"_ba));
    QVERIFY(!placesOf(marker).contains(u"outbox"_s));
}

}  // namespace tongdai::testing
