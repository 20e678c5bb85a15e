#include "engine/history/conversations/rows.h"
#include "engine/history/statistics/sql_roll_ups.h"
#include "engine/history/statistics/statistics.h"
#include "engine/history/tasks/sql_tasks.h"
#include "tests/engine/history/history_behaviour.h"
#include "tests/engine/history/made_weeks.h"
#include "tests/support/long_tests.h"

#include <QTest>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kWeeks = 90;  // conversations

/// A server ends a transaction that waits for us: on a busy machine many rows take long to be made ready.
void insertInPieces(SqlSession& session, const SqlInsert& insert, std::span<const SqlParams> rows)
{
    constexpr size_t kRowsAtOnce = 500;
    for (; !rows.empty(); rows = rows.subspan(std::min(kRowsAtOnce, rows.size()))) {
        session.begin();
        session.insertMany(insert, rows.first(std::min(kRowsAtOnce, rows.size())));
        session.commit();
    }
}

}  // namespace

void HistoryBehaviour::plantWeeks(int days)
{
    plantLines(kWeeks, days);
    std::vector<SqlParams> outbox;
    raw().begin();
    const SqlRows rooms = raw().query(u"select id from conversations where is_sample = 0 order by id"_s);
    for (int i = 0; i < 40; ++i) {
        const TimePoint at = clock().now() - std::chrono::hours(i * 24) - 1min;
        outbox.push_back(
            {rooms[i][0].toUuid(), 1, SqlValue::bytes(QByteArray::number(i)), QJsonObject(), 1, i % 6, at, at});
    }
    raw().insertMany({u"outbox"_s,
                      {{u"conversation_id"_s, SqlType::Uuid},
                       {u"ord"_s, SqlType::Integer},
                       {u"dedup_key"_s, SqlType::Bytes},
                       {u"body"_s, SqlType::Json},
                       {u"fence"_s, SqlType::Integer},
                       {u"state"_s, SqlType::Integer},
                       {u"created_at"_s, SqlType::Real},
                       {u"updated_at"_s, SqlType::Real}}},
                     outbox);
    raw().commit();
}

void HistoryBehaviour::plantLines(int many, int days)
{
    const MadeWeeks made = makeWeeks(clock().now(), many, days);
    std::vector<QUuid> ids;
    std::vector<SqlParams> conversations;
    for (int c = 0; c < many; ++c) {
        ids.push_back(rows::newUuid(clock().now() - 24h * (days + 1)));
        const bool waits = c % 9 == 0;
        const double since = toUnixSeconds(clock().now() - std::chrono::minutes(c + 1));
        conversations.push_back({ids.back(),
                                 ConversationId((made.isSample(c) ? "sample-" : "c-") + QByteArray::number(c)),
                                 waits ? 1 : 0, waits ? SqlValue(since) : SqlValue(), waits ? since - 1e12 : -since,
                                 made.isSample(c), clock().now(), clock().now()});
    }
    std::vector<SqlParams> lines;
    for (const MadeLine& line : made.lines) {
        const QByteArray source = !line.synced ? "platform"_ba : line.speaker == 0 ? "history"_ba : "history.answer"_ba;
        const QJsonObject metadata =
            line.speaker == 3 ? toJson(SystemNote{line.event, line.who, 0, 1, {}}) : QJsonObject();
        const QUuid id = rows::newUuid(line.stored);
        lines.push_back({id, ids[size_t(line.conversation)], SqlValue::ofId(source), rows::lineId(id), line.rev,
                         line.speaker, 1, line.sent,
                         line.who.isEmpty() ? SqlValue() : SqlValue(SenderId::fromString(line.who)), line.who.toUpper(),
                         u"tin"_s, u"tin"_s, line.said, line.synced ? line.stored : line.said, metadata});
    }
    std::vector<SqlParams> turns;
    for (const MadeTurn& turn : made.turns) {
        turns.push_back({rows::newUuid(turn.at), ids[size_t(turn.conversation)], 1, 0, 1, turn.outcome, turn.intent,
                         turn.confidence, turn.model, turn.ms, turn.tries, turn.at});
    }
    insertInPieces(raw(),
                   {u"conversations"_s,
                    {{u"id"_s, SqlType::Uuid},
                     {u"conversation_id"_s, SqlType::Id},
                     {u"bot_mode"_s, SqlType::Integer},
                     {u"waiting_since"_s, SqlType::Real},
                     {u"list_key"_s, SqlType::Real},
                     {u"is_sample"_s, SqlType::Integer},
                     {u"created_at"_s, SqlType::Real},
                     {u"updated_at"_s, SqlType::Real}}},
                   conversations);
    insertInPieces(raw(),
                   {u"messages"_s,
                    {{u"id"_s, SqlType::Uuid},
                     {u"conversation_id"_s, SqlType::Uuid},
                     {u"source"_s, SqlType::Id},
                     {u"message_id"_s, SqlType::Id},
                     {u"rev"_s, SqlType::Integer},
                     {u"speaker"_s, SqlType::Integer},
                     {u"state"_s, SqlType::Integer},
                     {u"sent"_s, SqlType::Integer},
                     {u"sender_id"_s, SqlType::Id},
                     {u"sender_name"_s, SqlType::Text},
                     {u"content"_s, SqlType::Text},
                     {u"folded"_s, SqlType::Text},
                     {u"sent_at"_s, SqlType::Real},
                     {u"received_at"_s, SqlType::Real},
                     {u"metadata"_s, SqlType::Json}}},
                   lines);
    insertInPieces(raw(),
                   {u"turns"_s,
                    {{u"id"_s, SqlType::Uuid},
                     {u"conversation_id"_s, SqlType::Uuid},
                     {u"fence"_s, SqlType::Integer},
                     {u"from_seq"_s, SqlType::Integer},
                     {u"upto_seq"_s, SqlType::Integer},
                     {u"outcome"_s, SqlType::Integer},
                     {u"intent"_s, SqlType::Text},
                     {u"confidence"_s, SqlType::Real},
                     {u"model_used"_s, SqlType::Text},
                     {u"processing_time_ms"_s, SqlType::Real},
                     {u"ai_tries"_s, SqlType::Integer},
                     {u"created_at"_s, SqlType::Real}}},
                   turns);
    analyze();
}

/// As the engine does it, by a task; how many pieces that took.
int HistoryBehaviour::rollUp()
{
    using Written = ports::RollUpStore::Written;
    SqlTasks tasks(store());
    SqlRollUps rollUps(store(), clock());
    const std::optional<QByteArray> key = await(rollUps.hoursToRollUp());
    if (!key) return 0;
    const QString kind = QString::fromLatin1(task_kind::kRollUpStatistics);
    await(tasks.addTasks({{kind, ConversationId("statistics"_ba), *key, {}, 5}}));
    const std::vector<BackgroundTask> claimed = await(tasks.claimTasks(OwnerId("engine"_ba), {kind}, 1));
    int pieces = 0;
    for (Written written = Written::More; written == Written::More && !claimed.empty(); ++pieces)
        written = await(rollUps.rollUpNext(claimed[0]));
    if (!claimed.empty()) await(tasks.settleTask(claimed[0], {}));
    return pieces;
}

/// Every figure of some thousands of lines against plain arithmetic, counted from the lines and from the roll-ups.
void HistoryBehaviour::countsAShopsWeeks()
{
    struct Period {
        const char* name;
        QByteArray zone;
        int days;
        TimeBuckets::Size size = TimeBuckets::Size::Hour;
        bool sample = false;
    };
    constexpr auto kByDay = TimeBuckets::Size::Day;
    const std::array<Period, 8> periods{{
        {"Saigon, 30 days", "Asia/Ho_Chi_Minh", 30, kByDay},
        {"Saigon, 7 days", "Asia/Ho_Chi_Minh", 7},
        {"Saigon, today", "Asia/Ho_Chi_Minh", 1},
        {"Berlin, 30 days with the end of summer time", "Europe/Berlin", 30, kByDay},
        {"Berlin, 28 days by the hour", "Europe/Berlin", 28},
        {"the sample shop", "Asia/Ho_Chi_Minh", 30, kByDay, true},
        {"a year", "Asia/Ho_Chi_Minh", 365, kByDay},
        {"half hours", "Asia/Kolkata", 20},
    }};
    plantWeeks();
    const MadeWeeks made = makeWeeks(clock().now());
    QVERIFY2(made.lines.size() > 4'000, qPrintable(QString::number(made.lines.size())));
    for (const bool isRolledUp : {false, true}) {
        if (isRolledUp) QVERIFY(rollUp() > 0);
        for (const Period& period : periods) {
            StatsQuery query;
            query.from = startOfDay(clock().now(), QTimeZone(period.zone), period.days - 1);
            query.to = clock().now();
            query.zone = period.zone;
            query.size = period.size;
            query.sample = period.sample;
            compareWith(made, query);
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(u"%1, %2"_s.arg(QLatin1StringView(period.name),
                                                 isRolledUp ? u"rolled up"_s : u"from the lines"_s)));
        }
    }
}

void HistoryBehaviour::compareWith(const MadeWeeks& made, const StatsQuery& query)
{
    const Counted expected = countPlainly(made, query);
    const StatsReport report = await(store().statistics(query));
    QCOMPARE(report.in, expected.in);
    QCOMPARE(report.bot, expected.bot);
    QCOMPARE(report.people, expected.people);
    QCOMPARE(report.takeovers, expected.takeovers);
    QCOMPARE(report.handOvers, expected.handOvers);
    QVERIFY(report.in > 10 && !report.isPartial);
    compareTimes(report.botFirst, expected.botWaits);
    compareTimes(report.peopleFirst, expected.peopleWaits);
    if (!expected.botSettled.empty()) compareTimes(report.resolutions.bot, expected.botSettled);
    if (!expected.peopleSettled.empty()) compareTimes(report.resolutions.people, expected.peopleSettled);
    QCOMPARE((std::array{report.resolutions.bot.count, report.resolutions.people.count, report.resolutions.work.count}),
             (std::array{qint64(expected.botSettled.size()), qint64(expected.peopleSettled.size()),
                         qint64(expected.peopleSettled.size())}));
    QCOMPARE(report.heat, expected.heat);
    qint64 pieces = 0;
    for (const StatsPoint& point : report.points) {
        const auto found = expected.byPiece.find(point.start.time_since_epoch() / 1s);
        const std::array<qint64, 3> wanted = found == expected.byPiece.end() ? std::array<qint64, 3>{} : found->second;
        QCOMPARE((std::array{point.in, point.bot, point.people}), wanted);
        pieces += found == expected.byPiece.end() ? 0 : 1;
    }
    QCOMPARE(pieces, qint64(expected.byPiece.size()));
    QCOMPARE(report.operators.size(), expected.staff.size());
    for (const StatsOperator& who : report.operators) {
        const QString id = who.id.toString();
        QCOMPARE(who.name, id.toUpper());
        QCOMPARE((std::array{who.replies, who.takeovers}), expected.staff.at(id));
        QCOMPARE(who.conversations, qint64(expected.rooms.contains(id) ? expected.rooms.at(id).size() : 0));
    }
}

void HistoryBehaviour::countsWhatTheBotDid()
{
    plantWeeks();
    const MadeWeeks made = makeWeeks(clock().now());
    StatsQuery query;
    query.zone = "Asia/Ho_Chi_Minh";
    query.from = startOfDay(clock().now(), QTimeZone(query.zone), 20);
    query.to = clock().now();
    const StatsReport report = await(store().statistics(query));
    qint64 calls = 0;
    qint64 failures = 0;
    qint64 repeated = 0;
    std::map<QString, std::array<double, 3>> intents;  // turns, handed over, sum of confidence
    std::map<QString, std::array<qint64, 2>> models;
    for (const MadeTurn& turn : made.turns) {
        if (made.isSample(turn.conversation) || turn.at < query.from || turn.at >= query.to) continue;
        ++calls;
        repeated += turn.tries - 1;
        ++models[turn.model][0];
        failures += turn.outcome == 3 ? 1 : 0;
        models[turn.model][1] += turn.outcome == 3 ? 1 : 0;
        if (turn.outcome == 3) continue;
        auto& intent = intents[turn.intent];
        intent[0] += 1;
        intent[1] += turn.outcome == 4 ? 1 : 0;
        intent[2] += turn.confidence;
    }
    QCOMPARE(report.aiCalls, calls);
    QCOMPARE(report.aiFailures, failures);
    QCOMPARE(report.aiRepeated, repeated);
    QCOMPARE(report.intents.size(), intents.size());
    for (const StatsIntent& intent : report.intents) {
        const auto& wanted = intents.at(intent.name);
        QCOMPARE(double(intent.turns), wanted[0]);
        QCOMPARE(double(intent.handedOver), wanted[1]);
        QVERIFY(std::abs(intent.confidence - wanted[2] / wanted[0]) < 1e-9);
    }
    for (const StatsModel& model : report.models)
        QCOMPARE((std::array{model.calls, model.failed}), models.at(model.name));
    // Every ninth conversation waits, for as many minutes as its number says, and one.
    QCOMPARE(report.waiting, 9);
    QCOMPARE(*report.oldestWait, clock().now() - 73min);
    QVERIFY(std::abs(report.answerDebt - (9 + 9 * 36) * 60) < 1);
    QCOMPARE(report.undelivered, 3);  // one a day, its state the day mod 6: those of 3, 9 and 15 days ago
    QCOMPARE(report.unknown, 3);
}

/// Where a piece ends within a millisecond, nothing is lost, doubled or turned round.
void HistoryBehaviour::countsTheSameInPieces()
{
    plantWeeks();
    StatsQuery query;
    query.zone = "Asia/Ho_Chi_Minh";
    query.from = startOfDay(clock().now(), QTimeZone(query.zone), 6);
    query.to = clock().now();
    const StatsReport whole = await(store().statistics(query));
    for (const int piece : {1, 7, 100}) {
        reads::StatisticsCount count(query, clock().now(), piece);
        int steps = 1;
        while (count.step(raw()))
            ++steps;
        QVERIFY(steps > 10);
        const StatsReport report = count.report();
        QCOMPARE((std::array{report.in, report.bot, report.people, report.takeovers, report.handOvers}),
                 (std::array{whole.in, whole.bot, whole.people, whole.takeovers, whole.handOvers}));
        QCOMPARE((std::array{report.aiCalls, report.aiFailures, report.aiRepeated, report.waiting}),
                 (std::array{whole.aiCalls, whole.aiFailures, whole.aiRepeated, whole.waiting}));
        QCOMPARE(report.heat, whole.heat);
        QCOMPARE(report.botFirst.count, whole.botFirst.count);
        QCOMPARE(report.botFirst.p95, whole.botFirst.p95);
        QCOMPARE(report.botFirst.p99, whole.botFirst.p99);
        QCOMPARE(report.peopleFirst.count, whole.peopleFirst.count);
        QCOMPARE(report.peopleFirst.p50, whole.peopleFirst.p50);
        QCOMPARE(report.intents.size(), whole.intents.size());
        QVERIFY(whole.resolutions.bot.count > 5);
        QCOMPARE(report.resolutions.bot.count, whole.resolutions.bot.count);
        QCOMPARE(report.resolutions.people.p95, whole.resolutions.people.p95);
    }
}

/// 200,000 events in the long form: what was rolled up, what is counted live, and plain arithmetic say the same.
void HistoryBehaviour::countsAScriptedWeek()
{
    constexpr int kDays = 7;
    const int conversations = isLong() ? 6'600 : 250;
    plantLines(conversations, kDays);
    const MadeWeeks made = makeWeeks(clock().now(), conversations, kDays);
    QVERIFY2(made.lines.size() > (isLong() ? 200'000U : 7'000U), qPrintable(QString::number(made.lines.size())));
    for (const bool rolledUp : {false, true}) {
        if (rolledUp) QVERIFY(rollUp() > 0);
        for (const QByteArray& zone : {"Asia/Ho_Chi_Minh"_ba, "Europe/Berlin"_ba}) {
            for (const int days : {1, 2, 7}) {
                StatsQuery query;
                query.from = startOfDay(clock().now(), QTimeZone(zone), days - 1);
                query.to = clock().now();
                query.zone = zone;
                compareWith(made, query);
                if (QTest::currentTestFailed()) return;
            }
        }
    }
}

/// By what the bot's newest answer was about, whoever took it on the desk or in the platform's own window; counted from
/// the lines and from the roll-ups.
void HistoryBehaviour::countsTakeoversByIntent()
{
    const OwnerId engine("engine"_ba);
    const OperatorId lan("lan"_ba);
    const auto answered = [&](const QString& conversation) {
        const Accepted accepted = accept(message(conversation, u"m1"_s), engine);
        std::get<Finished>(await(store().finish(answer(*accepted.claim, 1))));
    };
    for (const QString& conversation : {u"c1"_s, u"c2"_s, u"c3"_s})
        answered(conversation);
    accept(message(u"c4"_s, u"m1"_s));  // the bot has said nothing yet
    for (const char* conversation : {"c1", "c2", "c4"})
        await(store().takeOver(ConversationId(QByteArray(conversation)), lan, u"Lan"_s));
    await(store().takeOver(ConversationId("c2"_ba), lan, u"Lan"_s));  // it is hers already
    IncomingMessage outside = message(u"c3"_s, u"m2"_s, u"Dạ còn ạ"_s);
    outside.senderType = u"page"_s;
    accept(outside);

    StatsQuery query;
    query.zone = "Asia/Ho_Chi_Minh";
    query.from = clock().now() - 1h;
    query.to = clock().now() + 1h;
    const auto check = [this, &query] {
        const StatsReport report = await(store().statistics(query));
        QCOMPARE(report.takeovers, 4);
        QCOMPARE(report.intents.size(), 1u);
        QCOMPARE(report.intents[0].name, u"ask_stock"_s);
        QCOMPARE((std::array{report.intents[0].turns, report.intents[0].takenOver}), (std::array<qint64, 2>{3, 3}));
    };
    check();
    if (QTest::currentTestFailed()) return;
    clock().advance(3h);
    QVERIFY(rollUp() > 0);
    check();
}

void HistoryBehaviour::countsByTheWorkingHoursThatAreSet()
{
    QVERIFY(!await(store().workingRules()).hasHours());
    plantWeeks(16);
    rollUp();
    StatsQuery query;
    query.zone = "Asia/Ho_Chi_Minh";
    query.to = startOfDay(clock().now(), QTimeZone(query.zone));
    query.from = query.to - 24h * 14;
    const StatsReport before = await(store().statistics(query));
    QVERIFY(before.peopleFirst.count > 20);
    QCOMPARE(before.peopleWork.p50, before.peopleFirst.p50);
    WorkingRules rules;
    rules.keepsHolidays = false;
    rules.days.fill({{9 * 60, 12 * 60}});
    await(store().setWorkingRules(rules));
    QCOMPARE(await(store().workingRules()), rules);
    // The same from the lines, before they are rolled up again, and from the roll-ups after.
    const StatsReport live = await(store().statistics(query));
    QVERIFY2(rollUp() > 0, "all hours are counted anew");
    const StatsReport after = await(store().statistics(query));
    for (const StatsReport& report : {live, after}) {
        QCOMPARE(report.peopleFirst.count, before.peopleFirst.count);
        QCOMPARE(report.peopleFirst.p95, before.peopleFirst.p95);
        QCOMPARE(report.peopleWork.count, before.peopleFirst.count);
        QVERIFY(report.peopleWork.p90 < before.peopleFirst.p90);
        QVERIFY(report.resolutions.people.count > 5);
        QVERIFY(report.resolutions.work.p90 < report.resolutions.people.p90);
        QCOMPARE(report.resolutions.work.p90, live.resolutions.work.p90);
        QCOMPARE(report.peopleWork.p90, live.peopleWork.p90);
        QCOMPARE(report.responses.workFirst.count + report.responses.workNext.count, report.peopleFirst.count);
        QCOMPARE(report.responses.botFirst.count, live.responses.botFirst.count);
        QCOMPARE(report.responses.peopleNext.count, before.responses.peopleNext.count);
        QCOMPARE(report.working, rules);
    }
}

}  // namespace tongdai::testing
