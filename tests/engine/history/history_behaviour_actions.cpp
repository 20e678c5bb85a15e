#include "engine/history/conversations/rows.h"
#include "engine/history/statistics/roll_ups.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>

#include <algorithm>

/// What answers asked for, by type, with the tries it took (features H10), on every store.
namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const OwnerId kActionsEngine("engine-a"_ba);
const OwnerId kActionsRelay("relay"_ba);

StatsActions actionsOf(const StatsReport& report, const QString& type)
{
    const auto found = std::ranges::find(report.actions, type, &StatsActions::name);
    return found == report.actions.end() ? StatsActions{type} : *found;
}

SendOutcome sendOutcome(SendOutcome::Kind kind)
{
    SendOutcome outcome;
    outcome.kind = kind;
    outcome.error = kind == SendOutcome::Kind::Sent ? QString() : u"503"_s;
    return outcome;
}

}  // namespace

void HistoryBehaviour::countsActionsAndTheirTries()
{
    const TimePoint begin = clock().now();
    const auto answers = [this](const QString& chat, std::vector<Action> actions) {
        const Claim claim = *accept(message(chat, u"m-"_s + chat), kActionsEngine).claim;
        FinishRequest request = answer(claim, 1);
        request.turn.answer.actions = std::move(actions);
        request.sendToPlatform = true;
        request.sendNow = false;
        request.platformBody = {{u"text"_s, u"Dạ còn ạ."_s}};
        std::get<Finished>(await(store().finish(request)));
    };
    // The next that is due, with what became of it.
    const auto settle = [this](SendOutcome::Kind kind) {
        raw().run(u"update outbox set next_at = 0"_s);
        const auto claimed = await(store().claimOutbox(kActionsRelay, 1));
        QCOMPARE(claimed.size(), 1u);
        await(store().settleOutbox(claimed[0], kActionsRelay, sendOutcome(kind), 0ms));
    };
    const Action say{ActionType::SendMessage, {{u"message"_s, u"Dạ"_s}}};
    const Action pass{ActionType::TransferToAgent, {}};
    answers(u"c1"_s, {say, pass});
    settle(SendOutcome::Kind::Retry);
    settle(SendOutcome::Kind::Retry);
    settle(SendOutcome::Kind::Sent);
    answers(u"c2"_s, {say});
    settle(SendOutcome::Kind::Dead);
    answers(u"c3"_s, {say, say});
    settle(SendOutcome::Kind::Sent);
    answers(u"c4"_s, {say});  // still waits

    StatsQuery query;
    query.zone = "Asia/Ho_Chi_Minh";
    query.from = startOfDay(begin, QTimeZone(query.zone));
    query.to = clock().now() + 1h;
    const auto compare = [&](qint64 done, qint64 notAtOnce, qint64 tries) {
        const StatsReport report = await(store().statistics(query));
        QCOMPARE(report.actions.size(), 2u);
        QCOMPARE(report.actions.front().name, u"send_message"_s);  // the most frequent first
        QCOMPARE(actionsOf(report, u"send_message"_s), (StatsActions{u"send_message"_s, 5, done, 1, notAtOnce, tries}));
        QCOMPARE(actionsOf(report, u"transfer_to_agent"_s), (StatsActions{u"transfer_to_agent"_s, 1, 1, 0, 1, 2}));
    };
    // c1 was tried twice in vain, c2 once, and nobody tried it again.
    compare(3, 2, 3);
    if (QTest::currentTestFailed()) return;

    clock().advance(2h);
    query.to = clock().now();
    QVERIFY(rollUp() > 0);
    compare(3, 2, 3);
    if (QTest::currentTestFailed()) return;
    // What goes on after its hour was counted is counted anew with the next one.
    settle(SendOutcome::Kind::Retry);
    settle(SendOutcome::Kind::Sent);
    clock().advance(1h);
    query.to = clock().now();
    QVERIFY(rollUp() > 0);
    compare(4, 3, 4);
    if (QTest::currentTestFailed()) return;

    // The sample shop has its own.
    query.sample = true;
    QVERIFY(await(store().statistics(query)).actions.empty());
}

}  // namespace tongdai::testing
