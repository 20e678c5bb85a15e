#include "engine/history/statistics/roll_ups.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>

#include <array>
#include <cmath>

/// How long customers' concerns took until they were closed (features H4), on every store.
namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const OwnerId kResolvingEngine("engine-a"_ba);
const OperatorId kResolvingLan("lan"_ba);

bool isWithin1Percent(double value, std::chrono::seconds expected)
{
    return std::abs(value - double(expected.count())) <= double(expected.count()) * 0.0101;
}

}  // namespace

/// By whoever closed them: people by a line that says so, the bot by what its answer asked for. Nothing else is written
/// down for it.
void HistoryBehaviour::countsHowLongConcernsTook()
{
    const TimePoint begin = clock().now();
    const auto claimed = [this](const QString& chat, const QString& id) {
        return *accept(message(chat, id), kResolvingEngine).claim;
    };
    const auto answers = [this](const Claim& claim, Seq upto, bool ends, bool passesOn = false) {
        FinishRequest request = answer(claim, upto);
        if (ends) request.turn.answer.actions.push_back({ActionType::EndConversation, {}});
        request.endConversation = ends;
        request.handOver = passesOn;
        return await(store().finish(request));
    };
    const auto close = [this](const char* chat, ConversationStatus status = ConversationStatus::Closed) {
        const auto outcome =
            await(store().setStatus(ConversationId(QByteArray(chat)), status, kResolvingLan, u"Lan"_s));
        QVERIFY(std::holds_alternative<OperatorActResult>(outcome));
    };
    const auto reply = [this](const char* chat) {
        OperatorMessage line;
        line.conversation = ConversationId(QByteArray(chat));
        line.messageId = MessageId("r-"_ba + chat);
        line.author = kResolvingLan;
        line.authorName = u"Lan"_s;
        line.text = u"Dạ"_s;
        QVERIFY(std::holds_alternative<OperatorActResult>(await(store().send(line))));
    };
    const Claim goodbye = claimed(u"goodbye"_s, u"m1"_s);
    const Claim wroteOn = claimed(u"wrote-on"_s, u"m1"_s);
    const Claim passedOn = claimed(u"passed-on"_s, u"m1"_s);
    const Claim bot = claimed(u"bot"_s, u"m1"_s);
    accept(message(u"person"_s, u"m1"_s));
    accept(message(u"ignored"_s, u"m1"_s));
    clock().advance(1min);
    QVERIFY(std::holds_alternative<Finished>(answers(bot, 1, false)));
    QVERIFY(std::holds_alternative<Finished>(answers(goodbye, 1, true)));  // the bot alone, after a minute
    accept(message(u"wrote-on"_s, u"m2"_s), kResolvingEngine);
    QVERIFY2(!std::holds_alternative<Finished>(answers(wroteOn, 1, true)), "the customer had written on");
    QVERIFY(std::holds_alternative<Finished>(answers(passedOn, 1, true, true)));
    await(store().takeOver(ConversationId("person"_ba), kResolvingLan, u"Lan"_s));
    reply("person");
    clock().advance(9min);
    close("bot");      // the bot alone, after ten minutes
    close("ignored");  // nobody had answered
    close("person");   // a person, after ten minutes
    clock().advance(10min);
    close("person", ConversationStatus::Active);
    close("person");  // once more, after twenty
    for (const char* open : {"wrote-on", "passed-on"})
        QCOMPARE(row(QString::fromLatin1(open)).status, ConversationStatus::Active);

    StatsQuery query;
    query.zone = "Asia/Ho_Chi_Minh";
    query.from = startOfDay(begin, QTimeZone(query.zone));
    query.to = clock().now() + 1h;
    const auto compare = [&](std::array<qint64, 2> counts, std::chrono::seconds botMedian) {
        const StatsReport::Resolutions took = await(store().statistics(query)).resolutions;
        QCOMPARE((std::array{took.bot.count, took.people.count}), counts);
        QVERIFY2(isWithin1Percent(took.bot.p50, botMedian), qPrintable(QString::number(took.bot.p50)));
        QVERIFY2(isWithin1Percent(took.people.p50, 10min), qPrintable(QString::number(took.people.p50)));
        QCOMPARE(took.work.count, took.people.count);
    };
    compare({2, 2}, 1min);
    if (QTest::currentTestFailed()) return;
    clock().advance(3h);
    query.to = clock().now();
    QVERIFY(rollUp() > 0);
    compare({2, 2}, 1min);
    if (QTest::currentTestFailed()) return;

    // Who comes again has a new concern, however far back the earlier one was rolled up.
    const Claim again = claimed(u"goodbye"_s, u"m2"_s);
    clock().advance(2min);
    QVERIFY(std::holds_alternative<Finished>(answers(again, 2, false)));
    clock().advance(28min);
    close("goodbye");
    query.to = clock().now() + 1h;
    compare({3, 2}, 10min);
    if (QTest::currentTestFailed()) return;
    clock().advance(3h);
    query.to = clock().now();
    QVERIFY(rollUp() > 0);
    compare({3, 2}, 10min);
    query.sample = true;
    QCOMPARE(await(store().statistics(query)).resolutions.bot.count, 0);
}

}  // namespace tongdai::testing
