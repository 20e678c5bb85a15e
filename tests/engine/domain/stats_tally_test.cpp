#include "engine/domain/statistics/stats_tally.h"

#include "tests/support/test_registry.h"

#include <QTest>

#include <array>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = StatsLine::Kind;

namespace {

const TimePoint kTallyFrom(std::chrono::milliseconds(1'764'349'200'000));  // 29 Nov 2025 00:00 in Saigon
const QUuid kTallyC1 = QUuid::createUuidV5(QUuid(), "c1"_ba);
const QUuid kTallyC2 = QUuid::createUuidV5(QUuid(), "c2"_ba);

StatsQuery tallyQuery()
{
    StatsQuery query;
    query.from = kTallyFrom;
    query.to = kTallyFrom + 24h;
    query.zone = "Asia/Ho_Chi_Minh";
    return query;
}

StatsLine line(Kind kind, std::chrono::milliseconds after, const QUuid& conversation = kTallyC1)
{
    StatsLine made;
    made.conversation = conversation;
    made.kind = kind;
    made.said = kTallyFrom + after;
    if (kind == Kind::Person || kind == Kind::TakeOver) {
        made.who = SenderId("lan"_ba);
        made.name = u"Lan"_s;
    }
    return made;
}

/// Within what the sketch promises.
bool isAbout(double value, double expected)
{
    return std::abs(value - expected) <= expected * QuantileSketch::kRelativeError;
}

}  // namespace

class StatsTallyTest : public QObject {
    Q_OBJECT
private slots:
    void countsAClosingWhenItWasClosed()
    {
        WorkingRules rules;
        rules.keepsHolidays = false;
        rules.zone = "Asia/Ho_Chi_Minh";
        rules.days.fill({{8 * 60, 17 * 60}});
        StatsTally tally(tallyQuery(), rules);
        tally.add(StatsResolution{kTallyFrom - 2h, kTallyFrom - 1h, true});   // yesterday
        tally.add(StatsResolution{kTallyFrom - 10h, kTallyFrom + 9h, true});  // since 14:00 of yesterday until 9:00
        tally.add(StatsResolution{kTallyFrom + 1h, kTallyFrom + 1h + 90s, false});
        tally.add(StatsResolution{kTallyFrom + 2h, kTallyFrom + 24h, false});  // tomorrow
        const StatsReport::Resolutions took = tally.report().resolutions;
        QCOMPARE((std::array{took.bot.count, took.people.count, took.work.count}), (std::array<qint64, 3>{1, 1, 1}));
        QVERIFY(isAbout(took.bot.p50, 90));
        QVERIFY(isAbout(took.people.p99, 19 * 3600));
        QVERIFY(isAbout(took.work.p50, 4 * 3600));
    }

    /// The customer has written since, and nobody has answered that.
    void otherWordsForAnOlderAnswerEndNoWait()
    {
        StatsTally tally(tallyQuery());
        tally.add(line(Kind::Customer, 1h));
        tally.add(line(Kind::Bot, 1h + 2s));
        tally.add(line(Kind::Customer, 2h));
        StatsLine reworded = line(Kind::Person, 2h + 10s);
        reworded.answersOlder = true;
        tally.add(reworded);
        QCOMPARE(tally.waitsSince(kTallyC1), std::optional(kTallyFrom + 2h));
        tally.add(line(Kind::Person, 2h + 60s));
        const StatsReport report = tally.report();
        QCOMPARE(report.people, 2);
        QCOMPARE(report.responses.peopleFirst.count, 0);
        QCOMPARE(report.responses.peopleNext.count, 1);
        QVERIFY(isAbout(report.responses.peopleNext.p50, 60));
    }

    void tellsFirstAnswersFromLaterOnes()
    {
        StatsTally tally(tallyQuery());
        tally.add(line(Kind::Customer, 1h));
        tally.add(line(Kind::Bot, 1h + 2s));
        tally.add(line(Kind::Customer, 2h));
        tally.add(line(Kind::Person, 2h + 60s));
        // Another customer: the bot passes on at once, and the person's answer is the first there is.
        tally.add(line(Kind::Customer, 3h, kTallyC2));
        tally.add(line(Kind::Bot, 3h + 1s, kTallyC2));
        tally.add(line(Kind::HandOver, 3h + 1s, kTallyC2));
        tally.add(line(Kind::Person, 3h + 100s, kTallyC2));
        const StatsReport::Responses times = tally.report().responses;
        QCOMPARE(times.botFirst.count, 2);
        QCOMPARE(times.botNext.count, 0);
        QCOMPARE(times.peopleFirst.count, 1);
        QVERIFY(isAbout(times.peopleFirst.p50, 100));
        QCOMPARE(times.peopleNext.count, 1);
        QVERIFY(isAbout(times.peopleNext.p50, 60));
    }

    void waitsNoLongerThanUntilItIsClosed()
    {
        StatsTally tally(tallyQuery());
        tally.add(line(Kind::Customer, 1h));
        tally.add(line(Kind::Closed, 2h));
        QVERIFY(!tally.waitsSince(kTallyC1));
        tally.add(line(Kind::Customer, 20h));
        QCOMPARE(tally.waitsSince(kTallyC1).value_or(TimePoint()), kTallyFrom + 20h);
        tally.add(line(Kind::Person, 20h + 60s));
        // What the bot answered before it was closed is passed on to nobody, and who comes back soon is not new.
        tally.add(line(Kind::Customer, 21h));
        tally.add(line(Kind::Bot, 21h + 2s));
        tally.add(line(Kind::Closed, 21h + 5s));
        tally.add(line(Kind::HandOver, 21h + 6s));
        QVERIFY(!tally.waitsSince(kTallyC1));
        tally.add(line(Kind::Customer, 22h));
        tally.add(line(Kind::Person, 22h + 90s));
        const StatsReport::Responses times = tally.report().responses;
        QCOMPARE((std::array{times.peopleFirst.count, times.peopleNext.count, times.botNext.count}),
                 (std::array<qint64, 3>{1, 1, 1}));
        QVERIFY(isAbout(times.peopleFirst.p50, 60));
        QVERIFY(isAbout(times.peopleNext.p50, 90));
    }

    void takesWhoWasSilentForADayForNew()
    {
        StatsQuery query = tallyQuery();
        query.to = query.from + 72h;
        StatsTally tally(query);
        tally.add(line(Kind::Customer, 1h));
        tally.add(line(Kind::Bot, 1h + 2s));
        tally.add(line(Kind::Customer, 24h));
        tally.add(line(Kind::Bot, 24h + 2s));
        tally.add(line(Kind::Customer, 49h));
        tally.add(line(Kind::Bot, 49h + 2s));
        QCOMPARE(tally.report().responses.botFirst.count, 2);
        QCOMPARE(tally.report().responses.botNext.count, 1);
    }

    void countsWaitsInWorkingTime()
    {
        WorkingRules rules;
        rules.days.fill({{8 * 60, 12 * 60}});
        StatsTally tally(tallyQuery(), rules);
        tally.add(line(Kind::Customer, 7h));
        tally.add(line(Kind::Person, 8h + 10min));
        tally.add(line(Kind::Customer, 9h));
        tally.add(line(Kind::Person, 9h + 5min));
        const StatsReport report = tally.report();
        QVERIFY(isAbout(report.responses.peopleFirst.p50, 70 * 60));
        QVERIFY(isAbout(report.responses.workFirst.p50, 10 * 60));
        QVERIFY(isAbout(report.responses.workNext.p50, 5 * 60));
        QCOMPARE(report.peopleWork.count, 2);
        QCOMPARE(report.working, rules);
    }

    void measuresFromTheFirstUnansweredLine()
    {
        StatsTally tally(tallyQuery());
        tally.add(line(Kind::Customer, 60s));
        tally.add(line(Kind::Customer, 70s));
        tally.add(line(Kind::Bot, 80s));
        tally.add(line(Kind::Bot, 81s));
        tally.add(line(Kind::Customer, 100s));
        tally.add(line(Kind::Person, 400s));
        const StatsReport report = tally.report();
        QCOMPARE(report.in, 3);
        QCOMPARE(report.bot, 2);
        QCOMPARE(report.people, 1);
        QCOMPARE(report.botFirst.count, 1);
        QVERIFY(isAbout(report.botFirst.p50, 20));
        QCOMPARE(report.peopleFirst.count, 1);
        QVERIFY(isAbout(report.peopleFirst.p95, 300));
        QCOMPARE(report.operators.size(), 1u);
        QCOMPARE(report.operators[0].name, u"Lan"_s);
        QVERIFY(isAbout(report.operators[0].firstReply.p50, 300));
    }

    void tellsTheSlowestOfAHundred()
    {
        StatsTally tally(tallyQuery());
        for (int i = 1; i <= 200; ++i) {
            StatsTurn turn;
            turn.at = kTallyFrom + 1min;
            turn.milliseconds = 10.0 * i;
            tally.add(turn);
        }
        const StatsTimes times = tally.report().models[0].time;
        QVERIFY(isAbout(times.p50, 1.0) && isAbout(times.p90, 1.8) && isAbout(times.p95, 1.9));
        QVERIFY(isAbout(times.p99, 1.98));
    }

    void whoIsPassedOnWaitsSinceTheyWrote()
    {
        StatsTally tally(tallyQuery());
        tally.add(line(Kind::Customer, 60s));
        tally.add(line(Kind::Bot, 62s));  // "a colleague will answer"
        tally.add(line(Kind::HandOver, 62s));
        tally.add(line(Kind::Person, 160s));
        tally.add(line(Kind::HandOver, 170s));  // nobody has written since
        tally.add(line(Kind::Person, 180s));
        const StatsReport report = tally.report();
        QCOMPARE(report.handOvers, 2);
        QCOMPARE(report.botFirst.count, 1);
        QCOMPARE(report.peopleFirst.count, 1);
        QVERIFY(isAbout(report.peopleFirst.p50, 100));
    }

    void aWaitBelongsToWhereItBegan()
    {
        StatsTally tally(tallyQuery());
        tally.add(line(Kind::Customer, -10min));
        tally.add(line(Kind::Customer, 1min));  // goes on waiting
        tally.add(line(Kind::Bot, 2min));
        tally.add(line(Kind::Customer, 23h + 59min, kTallyC2));
        tally.add(line(Kind::Bot, 24h + 1min, kTallyC2));  // after the range
        const StatsReport report = tally.report();
        QCOMPARE(report.in, 2);
        QCOMPARE(report.bot, 1);
        QCOMPARE(report.botFirst.count, 1);
        QVERIFY(isAbout(report.botFirst.p50, 120));
    }

    void whatCameByTheJournalHadWaitedLonger()
    {
        StatsTally tally(tallyQuery());
        tally.add(line(Kind::Customer, 70s));
        tally.add(line(Kind::Customer, 60s));
        tally.add(line(Kind::Bot, 80s));
        QVERIFY(isAbout(tally.report().botFirst.p50, 20));
    }

    void conversationsDoNotAnswerEachOther()
    {
        StatsTally tally(tallyQuery());
        tally.add(line(Kind::Customer, 10s, kTallyC1));
        tally.add(line(Kind::Customer, 20s, kTallyC2));
        tally.add(line(Kind::Bot, 25s, kTallyC2));
        const StatsReport report = tally.report();
        QCOMPARE(report.botFirst.count, 1);
        QVERIFY(isAbout(report.botFirst.p50, 5));
    }

    void whatWasBroughtInLaterSaysNothingAboutWaiting()
    {
        StatsTally tally(tallyQuery());
        StatsLine question = line(Kind::Customer, 10s);
        StatsLine answer = line(Kind::Bot, 10s);
        StatsLine persons = line(Kind::Person, 10s);
        question.isSynced = answer.isSynced = persons.isSynced = true;
        tally.add(question);
        tally.add(answer);
        tally.add(persons);
        const StatsReport report = tally.report();
        QCOMPARE(report.in, 1);
        QCOMPARE(report.bot, 1);
        QCOMPARE(report.people, 1);
        QCOMPARE(report.botFirst.count, 0);
        QCOMPARE(report.peopleFirst.count, 0);
        QVERIFY(report.operators.empty());  // nor about the work of anybody here
    }

    void sortsHoursByTheShopsWeek()
    {
        StatsTally tally(tallyQuery());
        tally.add(line(Kind::Customer, 0ms));
        tally.add(line(Kind::Customer, 23h + 59min));
        tally.add(line(Kind::Customer, 24h));  // the day after
        const StatsReport report = tally.report();
        QCOMPARE(report.in, 2);
        QCOMPARE(report.heat[5][0], 1);  // Saturday
        QCOMPARE(report.heat[5][23], 1);
        QCOMPARE(report.points.size(), 24u);
        QCOMPARE(report.points[23].in, 1);
    }

    void countsTurns()
    {
        StatsTally tally(tallyQuery());
        const auto turn = [](TurnOutcome outcome, const QString& intent, double confidence, double ms, int tries) {
            StatsTurn made;
            made.outcome = outcome;
            made.intent = intent;
            made.confidence = confidence;
            made.model = u"rules"_s;
            made.milliseconds = ms;
            made.tries = tries;
            made.at = kTallyFrom + 1min;
            return made;
        };
        tally.add(turn(TurnOutcome::Answered, u"ask_price"_s, 0.9, 100, 1));
        tally.add(turn(TurnOutcome::HandedOver, u"ask_price"_s, 0.5, 300, 2));
        tally.add(turn(TurnOutcome::Superseded, u"greeting"_s, 1.0, 200, 1));
        tally.add(turn(TurnOutcome::Failed, {}, 0, 0, 3));
        const StatsReport report = tally.report();
        QCOMPARE(report.aiCalls, 4);
        QCOMPARE(report.aiFailures, 1);
        QCOMPARE(report.aiRepeated, 3);
        QCOMPARE(report.intents.size(), 2u);
        QCOMPARE(report.intents[0].name, u"ask_price"_s);
        QCOMPARE(report.intents[0].handedOver, 1);
        QCOMPARE(report.intents[0].confidence, 0.7);
        QCOMPARE(report.models[0].calls, 4);
        QVERIFY(isAbout(report.models[0].time.p50, 0.2));
    }

    void countsActionsByType()
    {
        StatsTally tally(tallyQuery());
        tally.add(StatsAction{u"send_message"_s, true, false, 0, kTallyFrom + 1h});
        tally.add(StatsAction{u"send_message"_s, true, false, 3, kTallyFrom + 2h});
        tally.add(StatsAction{u"send_message"_s, false, true, 5, kTallyFrom + 3h});
        tally.add(StatsAction{u"end_conversation"_s, false, false, 0, kTallyFrom + 3h});
        tally.add(StatsAction{u"send_message"_s, true, false, 0, kTallyFrom + 25h});  // not asked for
        const StatsReport report = tally.report();
        QCOMPARE(report.actions, (std::vector<StatsActions>{{u"send_message"_s, 3, 2, 1, 2, 8},
                                                            {u"end_conversation"_s, 1, 0, 0, 0, 0}}));
        const StatsSum sum = tally.total();
        QCOMPARE(StatsSum::fromBytes(sum.toBytes()), std::optional(sum));
    }

    /// What the bot drafts for a person is asked of the AI, but answers nobody.
    void countsProposalsAsCallsAlone()
    {
        StatsTally tally(tallyQuery());
        StatsTurn proposed;
        proposed.at = kTallyFrom + 1min;
        proposed.outcome = TurnOutcome::Proposed;
        proposed.intent = u"ask_price"_s;
        proposed.model = u"fake"_s;
        proposed.milliseconds = 200;
        tally.add(proposed);
        proposed.outcome = TurnOutcome::Failed;
        proposed.proposedNothing = true;
        tally.add(proposed);
        const StatsReport report = tally.report();
        QCOMPARE(report.aiCalls, 2);
        QCOMPARE(report.aiFailures, 0);
        QVERIFY(report.intents.empty());
        QCOMPARE((std::array{report.models[0].calls, report.models[0].failed}), (std::array<qint64, 2>{2, 0}));
        QVERIFY(isAbout(report.models[0].time.p50, 0.2));
    }

    /// A takeover counts by what the bot's newest turn was about; where the bot had not answered, by nothing.
    void countsTakeoversByIntent()
    {
        StatsTally tally(tallyQuery());
        StatsTurn turn;
        turn.at = kTallyFrom + 1min;
        turn.intent = u"ask_price"_s;
        tally.add(turn);
        StatsLine taken = line(Kind::TakeOver, 2min);
        tally.add(taken);
        taken.intent = u"ask_price"_s;
        tally.add(taken);
        taken.intent = QString();
        taken.said += 2h;
        tally.add(taken);
        const StatsReport report = tally.report();
        QCOMPARE(report.takeovers, 3);
        QCOMPARE(report.intents.size(), 2u);
        QCOMPARE(report.intents[0].name, u"ask_price"_s);
        QCOMPARE((std::array{report.intents[0].turns, report.intents[0].takenOver}), (std::array<qint64, 2>{1, 1}));
        QCOMPARE(report.intents[0].takeoverRate(), std::optional(1.0));
        QCOMPARE(report.intents[1].takeoverRate(), std::optional<double>());
        // The AI named nothing, in a turn of another hour.
        QCOMPARE(report.intents[1].name, QString());
        QCOMPARE((std::array{report.intents[1].turns, report.intents[1].takenOver}), (std::array<qint64, 2>{0, 1}));
    }

    void manyNamesStayFew()
    {
        StatsTally tally(tallyQuery());
        StatsTurn turn;
        turn.at = kTallyFrom;
        for (int i = 0; i < 20'000; ++i) {
            turn.intent = QString::number(i);
            tally.add(turn);
        }
        const StatsReport report = tally.report();
        QCOMPARE(report.intents.size(), StatsReport::kMostRows);
        QCOMPARE(report.intents[0].name, QString());
        QCOMPARE(report.intents[0].turns, 15'000);
    }

    void countsNothingWithoutAZone()
    {
        StatsQuery query = tallyQuery();
        query.zone = "Nowhere/AtAll";
        StatsTally tally(query);
        tally.add(line(Kind::Customer, 1s));
        QVERIFY(tally.report().isEmpty());
    }
};

TONGDAI_TEST(StatsTallyTest)

}  // namespace tongdai

#include "stats_tally_test.moc"
