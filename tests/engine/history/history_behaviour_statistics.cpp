#include "engine/domain/system_note.h"
#include "engine/history/verbs/rows.h"
#include "engine/history/verbs/statistics.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>
#include <QTimeZone>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A line as a shop's weeks leave it, and what the count has to know of it.
struct MadeLine {
    int conversation = 0;
    qint64 rev = 0;
    int speaker = 0;
    bool sent = true;
    bool synced = false;
    SystemEvent event = SystemEvent::TookOver;
    QString who = {};
    TimePoint said{};
    TimePoint stored{};
};

struct MadeTurn {
    int conversation = 0;
    int outcome = 0;
    QString intent = {};
    double confidence = 0;
    QString model = {};
    double ms = 0;
    int tries = 1;
    TimePoint at{};
};

struct MadeWeeks {
    std::vector<MadeLine> lines;
    std::vector<MadeTurn> turns;
};

constexpr int kMadeConversations = 90;
constexpr int kMadeSamples = 10;  // the last ones
const QStringList kMadeStaff{u"lan"_s, u"minh"_s, u"hùng"_s};
const QStringList kMadeIntents{u"ask_price"_s, u"complaint"_s, u"=cmd|' /C calc'!A0"_s, QString()};
const QStringList kMadeModels{u"rules"_s, u"gpt-x"_s};

bool isMadeSample(int conversation)
{
    return conversation >= kMadeConversations - kMadeSamples;
}

/// Forty days before `now`, always the same.
MadeWeeks makeWeeks(TimePoint now)
{
    std::mt19937_64 random(16);
    const auto below = [&random](int n) { return int(random() % quint64(n)); };
    MadeWeeks made;
    for (int c = 0; c < kMadeConversations; ++c) {
        TimePoint t = now - 24h * 40 + std::chrono::milliseconds(random() % 86'400'000);
        qint64 rev = 0;
        const auto add = [&](int speaker, const QString& who = {}) -> MadeLine& {
            made.lines.push_back({c, ++rev, speaker, true, false, SystemEvent::TookOver, who, t, t});
            return made.lines.back();
        };
        while (t < now - 2h) {
            const int rush = 1 + below(3);
            for (int i = 0; i < rush; ++i) {
                MadeLine& line = add(0);
                if (below(40) == 0) line.stored += 5min;  // it came by the journal
                t += std::chrono::milliseconds(500 + below(20'000));
            }
            t += 5min;  // behind what the journal brought
            const int kind = below(12);
            if (kind < 7) {
                const bool passesOn = kind == 0;
                made.turns.push_back({c, passesOn ? 4 : 0, kMadeIntents[below(4)], below(100) / 100.0,
                                      kMadeModels[below(2)], 50.0 + below(5000), 1 + below(2), t});
                add(1);
                if (passesOn) add(3).event = SystemEvent::TransferRequested;
            } else if (kind < 9) {
                if (kind == 7) add(3, kMadeStaff[below(3)]).event = SystemEvent::TookOver;
                t += std::chrono::milliseconds(below(900'000));
                add(2, kMadeStaff[below(3)]);
            } else if (kind == 9) {
                made.turns.push_back({c, 3, {}, 0, kMadeModels[0], 0, 3, t});
                add(3).event = SystemEvent::TurnFailed;
                t += 90s;
                add(2, kMadeStaff[0]);
            } else if (kind == 10) {
                add(4, kMadeStaff[1]);  // a note
                made.turns.push_back({c, 1, kMadeIntents[0], 0.5, kMadeModels[0], 80, 1, t});
                add(1).sent = false;  // overtaken
                add(3).event = SystemEvent::Closed;
            } else {
                MadeLine& question = add(0);
                question.synced = true;
                question.said = t - 24h * 3;
                MadeLine& answer = add(1);
                answer.synced = true;
                answer.said = t - 24h * 3;
            }
            t += std::chrono::milliseconds(60'000 + qint64(random() % (36 * 3'600'000)));
        }
    }
    return made;
}

QUuid idAt(TimePoint time)
{
    return rows::newUuid(time);
}

/// Counted anew, by plain arithmetic and exact quantiles.
struct Counted {
    qint64 in = 0, bot = 0, people = 0, takeovers = 0, handOvers = 0;
    std::vector<double> botWaits, peopleWaits;
    std::map<qint64, std::array<qint64, 3>> byPiece;  // by the piece's first second
    std::array<std::array<qint64, 24>, 7> heat{};
    std::map<QString, std::array<qint64, 2>> staff;  // replies, takeovers
    std::map<QString, std::set<int>> rooms;
};

Counted countPlainly(const MadeWeeks& made, const StatsQuery& query)
{
    const QTimeZone zone(query.zone);
    const auto asked = [&query](TimePoint t) { return t >= query.from && t < query.to; };
    const auto local = [&zone](TimePoint t) {
        return QDateTime::fromMSecsSinceEpoch(t.time_since_epoch().count(), zone);
    };
    Counted counted;
    std::map<int, std::optional<TimePoint>> since;
    std::map<int, std::optional<TimePoint>> passed;
    for (const MadeLine& line : made.lines) {  // each conversation's lines stand in their order
        if (isMadeSample(line.conversation) != query.sample || line.speaker == 4 || !line.sent) continue;
        if (line.stored < query.from - 24h) continue;  // who waited that long counts from their next line
        auto& wait = since[line.conversation];
        auto& before = passed[line.conversation];
        if (line.speaker == 3) {
            const bool passesOn = line.event == SystemEvent::TransferRequested || line.event == SystemEvent::TurnFailed;
            if (passesOn && !wait) wait = before;
            if (passesOn && asked(line.said)) ++counted.handOvers;
            if (line.event != SystemEvent::TookOver || !asked(line.said)) continue;
            ++counted.takeovers;
            ++counted.staff[line.who][1];
            continue;
        }
        if (!line.synced) {
            if (line.speaker == 0) {
                if (!wait) wait = line.said;
            } else {
                if (wait && asked(*wait))
                    (line.speaker == 1 ? counted.botWaits : counted.peopleWaits)
                        .push_back(double((line.said - *wait).count()) / 1000);
                before = line.speaker == 1 ? wait : std::nullopt;
                wait.reset();
            }
        }
        if (!asked(line.said)) continue;
        const QDateTime at = local(line.said);
        const qint64 piece = query.size == TimeBuckets::Size::Day ? at.date().startOfDay(zone).toSecsSinceEpoch()
                                                                  : line.said.time_since_epoch() / 1s / 3600 * 3600;
        ++counted.byPiece[piece][size_t(line.speaker)];
        if (line.speaker == 0) {
            ++counted.in;
            ++counted.heat[size_t(at.date().dayOfWeek() - 1)][size_t(at.time().hour())];
        }
        if (line.speaker == 1) ++counted.bot;
        if (line.speaker == 2) {
            ++counted.people;
            ++counted.staff[line.who][0];
            counted.rooms[line.who].insert(line.conversation);
        }
    }
    return counted;
}

void compareTimes(const StatsTimes& found, std::vector<double> waits)
{
    QCOMPARE(found.count, qint64(waits.size()));
    QVERIFY(!waits.empty());
    std::ranges::sort(waits);
    const auto check = [&waits](double value, double share) {
        const double expected = waits[size_t(std::floor(share * double(waits.size() - 1)))];
        QVERIFY2(std::abs(value - expected) <= expected * 0.0101,
                 qPrintable(u"%1 instead of %2"_s.arg(value).arg(expected)));
    };
    check(found.p50, 0.5);
    check(found.p90, 0.9);
    check(found.p95, 0.95);
}

}  // namespace

void HistoryBehaviour::plantWeeks()
{
    const MadeWeeks made = makeWeeks(clock().now());
    raw().begin();
    std::vector<QUuid> ids;
    std::vector<SqlParams> conversations;
    for (int c = 0; c < kMadeConversations; ++c) {
        ids.push_back(idAt(clock().now() - 24h * 41));
        const bool waits = c % 9 == 0;
        const double since = toUnixSeconds(clock().now() - std::chrono::minutes(c + 1));
        conversations.push_back({ids.back(),
                                 ConversationId((isMadeSample(c) ? "sample-" : "c-") + QByteArray::number(c)),
                                 waits ? 1 : 0, waits ? SqlValue(since) : SqlValue(), waits ? since - 1e12 : -since,
                                 isMadeSample(c), clock().now(), clock().now()});
    }
    raw().insertMany({u"conversations"_s,
                      {{u"id"_s, SqlType::Uuid},
                       {u"conversation_id"_s, SqlType::Id},
                       {u"bot_mode"_s, SqlType::Integer},
                       {u"waiting_since"_s, SqlType::Real},
                       {u"list_key"_s, SqlType::Real},
                       {u"is_sample"_s, SqlType::Integer},
                       {u"created_at"_s, SqlType::Real},
                       {u"updated_at"_s, SqlType::Real}}},
                     conversations);
    std::vector<SqlParams> lines;
    for (const MadeLine& line : made.lines) {
        const QByteArray source = !line.synced ? "platform"_ba : line.speaker == 0 ? "history"_ba : "history.answer"_ba;
        const QJsonObject metadata =
            line.speaker == 3 ? toJson(SystemNote{line.event, line.who, 0, 1, {}}) : QJsonObject();
        const QUuid id = idAt(line.stored);
        lines.push_back({id, ids[size_t(line.conversation)], SqlValue::ofId(source), rows::lineId(id), line.rev,
                         line.speaker, 1, line.sent,
                         line.who.isEmpty() ? SqlValue() : SqlValue(SenderId::fromString(line.who)), line.who.toUpper(),
                         u"tin"_s, u"tin"_s, line.said, line.synced ? line.stored : line.said, metadata});
    }
    raw().insertMany({u"messages"_s,
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
    std::vector<SqlParams> turns;
    for (const MadeTurn& turn : made.turns) {
        turns.push_back({idAt(turn.at), ids[size_t(turn.conversation)], 1, 0, 1, turn.outcome, turn.intent,
                         turn.confidence, turn.model, turn.ms, turn.tries, turn.at});
    }
    raw().insertMany({u"turns"_s,
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
    std::vector<SqlParams> outbox;
    for (int i = 0; i < 40; ++i) {
        const TimePoint at = clock().now() - std::chrono::hours(i * 24) - 1min;
        outbox.push_back({ids[size_t(i)], 1, SqlValue::bytes(QByteArray::number(i)), QJsonObject(), 1, i % 6, at, at});
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

void HistoryBehaviour::countsAShopsWeeks_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<int>("days");
    QTest::addColumn<bool>("byDay");
    QTest::addColumn<bool>("sample");
    QTest::newRow("Saigon, 30 days") << "Asia/Ho_Chi_Minh"_ba << 30 << true << false;
    QTest::newRow("Saigon, 7 days") << "Asia/Ho_Chi_Minh"_ba << 7 << false << false;
    QTest::newRow("Saigon, today") << "Asia/Ho_Chi_Minh"_ba << 1 << false << false;
    QTest::newRow("Berlin, 30 days with the end of summer time") << "Europe/Berlin"_ba << 30 << true << false;
    QTest::newRow("Berlin, 28 days by the hour") << "Europe/Berlin"_ba << 28 << false << false;
    QTest::newRow("the sample shop") << "Asia/Ho_Chi_Minh"_ba << 30 << true << true;
}

/// Every figure of some thousands of lines against plain arithmetic.
void HistoryBehaviour::countsAShopsWeeks()
{
    QFETCH(QByteArray, zone);
    QFETCH(int, days);
    QFETCH(bool, byDay);
    QFETCH(bool, sample);
    plantWeeks();
    const MadeWeeks made = makeWeeks(clock().now());
    QVERIFY2(made.lines.size() > 4'000, qPrintable(QString::number(made.lines.size())));
    StatsQuery query;
    query.from = startOfDay(clock().now(), QTimeZone(zone), days - 1);
    query.to = clock().now();
    query.zone = zone;
    query.size = byDay ? TimeBuckets::Size::Day : TimeBuckets::Size::Hour;
    query.sample = sample;
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
        if (isMadeSample(turn.conversation) || turn.at < query.from || turn.at >= query.to) continue;
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
        QCOMPARE(report.peopleFirst.count, whole.peopleFirst.count);
        QCOMPARE(report.peopleFirst.p50, whole.peopleFirst.p50);
        QCOMPARE(report.intents.size(), whole.intents.size());
    }
}

}  // namespace tongdai::testing
