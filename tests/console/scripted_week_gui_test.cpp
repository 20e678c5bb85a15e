#include "engine/contract/json/figures_answer.h"
#include "engine/domain/conversation/system_note.h"
#include "engine/history/conversations/rows.h"
#include "engine/history/sql_history.h"
#include "engine/history/statistics/sql_roll_ups.h"
#include "engine/history/tasks/sql_tasks.h"
#include "tests/engine/history/await_task.h"
#include "tests/support/long_tests.h"
#include "tests/support/test_registry.h"
#include "ui/common/look/system_scheme.h"
#include "ui/stats/charts/time_chart.h"
#include "ui/stats/stats_page.h"
#include "ui/stats/stats_table_view.h"
#include "ui/stats/stats_tile.h"

#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QtCharts/QLineSeries>

#include <algorithm>
#include <map>
#include <random>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const OwnerId kScriptEngine("engine"_ba);

/// Stands still.
class ScriptClock final : public ports::Clock {
public:
    TimePoint now() const override { return at; }
    std::chrono::nanoseconds elapsed() const override { return at.time_since_epoch(); }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
    TimePoint at{};
};

class ScriptScheme final : public SystemScheme {
public:
    Scheme current() const override { return Scheme::Light; }
};

/// The store behind a page, as the engine's service puts it there.
class StoreStatistics final : public api::Statistics {
public:
    explicit StoreStatistics(SqlHistory& history) : m_history(history) {}
    api::Asked<StatsReport> report(const StatsQuery& query) override
    {
        newest = await(m_history.statistics(query));
        return api::answered<StatsReport>(newest);
    }
    api::Asked<StepTimes> steps() override { return api::answered<StepTimes>(StepTimes()); }
    api::Asked<std::vector<StatsMark>> marks(TimePoint, TimePoint) override
    {
        return api::answered<std::vector<StatsMark>>(std::vector<StatsMark>());
    }
    api::Asked<StatsMark> addNote(TimePoint, const QString&) override { return api::answered<StatsMark>(StatsMark()); }
    api::Asked<bool> removeNote(const QUuid&) override { return api::answered<bool>(false); }
    api::Asked<WorkingRules> workingRules() override { return api::answered<WorkingRules>(WorkingRules()); }
    api::Asked<WorkingRules> setWorkingRules(const WorkingRules& rules) override
    {
        return api::answered<WorkingRules>(rules);
    }
    api::Asked<FigureTrail> trail() override { return api::answered<FigureTrail>(FigureTrail()); }
    api::Asked<RuleEffect> tryRule(const AnswerRule&) override { return api::answered<RuleEffect>(RuleEffect()); }
    void cancelTrial() override {}
    StatsReport newest;

private:
    SqlHistory& m_history;
};

/// Seconds since 1970, UTC; reckoned without the program's own calendar.
constexpr qint64 kWeekHours = 9 * 24;           // events from a day before the week until a day after it
constexpr qint64 kScriptBegin = 1'760'832'000;  // Sunday, 19 October 2025, 00:00 UTC
constexpr qint64 kSummerEnds = 1'761'440'400;   // Sunday, 26 October 2025, 01:00 UTC, in Berlin
constexpr int kEventsOfCycle = 8;
constexpr int kCycleSeconds = 3600;

/// What happens in a cycle, so many seconds after it began.
struct ScriptStep {
    int after;
    int speaker;
    std::optional<SystemEvent> event = {};
};
const std::array<ScriptStep, kEventsOfCycle> kScript{{
    {0, 0},                             // a customer asks
    {10, 0},                            // and again
    {12, 1},                            // the bot answers both: a wait of 12 s
    {600, 0},                           //
    {601, 3, SystemEvent::TurnFailed},  // the AI fails
    {900, 2},                           // a person answers: 300 s
    {1500, 3, SystemEvent::TookOver},   //
    {1560, 2},                          // and says more: no wait
}};

struct Zone {
    QByteArray name;
    qint64 weekBegin;  ///< Monday, 20 October 2025, 00:00 there
    qint64 weekEnd;    ///< Sunday 23:59 there
    /// Of its clock before UTC.
    qint64 offset(qint64 second) const
    {
        if (name == "Asia/Ho_Chi_Minh") return 7 * 3600;
        return second < kSummerEnds ? 2 * 3600 : 3600;
    }
};

/// Counted by plain arithmetic over the script, which never looks at the store.
struct Expected {
    qint64 in = 0, bot = 0, people = 0, takeovers = 0, handOvers = 0, turns = 0, failures = 0, botWaits = 0,
           peopleWaits = 0;
    std::map<qint64, std::array<qint64, 3>> hours;
    std::array<std::array<qint64, 24>, 7> heat{};
    std::map<QString, qint64> replies;
    std::map<QString, qint64> taken;
};

constexpr qint64 kWednesdayNoon = kScriptBegin + 3 * 86'400 + 12 * 3600;
/// Conversations that a person has taken over and that wait for that person since Wednesday.
constexpr qint64 kStillWaiting = 2;

}  // namespace

/// 200,000 events with known answers (TONGDAI_LONG_TESTS; some thousands otherwise): every tile, chart, table, export
/// and REST number against plain SQL and arithmetic, in a zone without and one with summer time, before and after the
/// hours are rolled up.
class ScriptedWeekTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    ScriptClock m_clock;
    std::unique_ptr<SqlHistory> m_history;
    std::unique_ptr<SqlSession> m_raw;
    struct Event {
        int room;
        qint64 said;
        qint64 stored;
        ScriptStep step;
        QString who;
        QUuid id = {};
    };
    std::vector<Event> m_events;
    qint64 m_twice = 0;  ///< messages that were delivered again, all of them within both weeks

    HistoryBackend backend() { return sqliteBackend(m_dir.filePath(u"week.sqlite"_s)); }
    void script();
    void plant();
    void deliverTwice();
    void failToSend();
    void rollUp();
    Expected expected(const Zone& zone) const;
    void compareSql(const Expected& wanted, const Zone& zone);
    void comparePage(const Expected& wanted, const Zone& zone);
    void compareTables(const Expected& wanted, const StatsPage& page);
    void compareFiles(const Expected& wanted, const StatsPage& page);
    void compareRest(const Expected& wanted, const StatsReport& report) const;
    double debt() const { return double(kStillWaiting) * (toUnixSeconds(m_clock.at) - double(kWednesdayNoon)); }

private slots:
    void initTestCase();
    void cleanupTestCase();
    void agreesEverywhere_data();
    void agreesEverywhere();
};

void ScriptedWeekTest::script()
{
    const qint64 wanted = isLong() ? 200'000 : 6'000;
    std::mt19937_64 random(2025);
    for (int room = 0; qint64(m_events.size()) < wanted; ++room) {
        // Each cycle in an hour of its own, days apart from the next, so that every wait is the script's.
        for (qint64 hour = qint64(random() % 30); hour < kWeekHours; hour += 7 + qint64(random() % 20)) {
            const qint64 begin = kScriptBegin + hour * kCycleSeconds + qint64(random() % 1800);
            for (const ScriptStep& step : kScript) {
                // In every fifth room nobody answers: what comes late there (plant()) changes no wait.
                if (room % 5 == 0 && step.speaker != 0) continue;
                const bool hasPerson = step.speaker >= 2;
                const qint64 said = begin + step.after;
                m_events.push_back({room, said, said, step, hasPerson ? (room % 2 ? u"lan"_s : u"minh"_s) : QString()});
            }
        }
    }
}

void ScriptedWeekTest::plant()
{
    std::map<int, QUuid> rooms;
    std::vector<SqlParams> conversations;
    std::vector<SqlParams> lines;
    std::vector<SqlParams> turns;
    std::map<int, qint64> revs;
    for (Event& event : m_events) {
        if (!rooms.contains(event.room)) {
            rooms[event.room] = rows::newUuid(TimePoint(std::chrono::seconds(kScriptBegin)));
            conversations.push_back({rooms[event.room], ConversationId("c-"_ba + QByteArray::number(event.room)),
                                     TimePoint(std::chrono::seconds(kScriptBegin)),
                                     TimePoint(std::chrono::seconds(kScriptBegin))});
        }
        // A second question there comes by the journal, hours late, and has a place behind what followed it.
        const bool isLate = event.step.after == 10 && event.room % 5 == 0;
        event.stored = event.said + (isLate ? 3 * 3600 : 0);
        const TimePoint said{std::chrono::seconds(event.said)};
        event.id = rows::newUuid(TimePoint(std::chrono::seconds(event.stored)));
        const QJsonObject metadata =
            event.step.event ? toJson(SystemNote{*event.step.event, event.who, 0, 1, {}}) : QJsonObject();
        lines.push_back({event.id, rooms[event.room], SqlValue::ofId("platform"_ba), rows::lineId(event.id),
                         ++revs[event.room] + (isLate ? 1'000'000 : 0), event.step.speaker, 1,
                         event.who.isEmpty() ? SqlValue() : SqlValue(SenderId::fromString(event.who)), event.who,
                         u"tin"_s, u"tin"_s, said, said, metadata});
        const bool failed = event.step.event == SystemEvent::TurnFailed;
        if (event.step.speaker == 1 || failed)
            turns.push_back({rows::newUuid(said), rooms[event.room], 1, 0, 1, failed ? 3 : 0,
                             failed ? QString() : u"ask_price"_s, 0.5, u"rules"_s, 1500.0, 1, said});
    }
    // As they come to a store that many write to.
    std::ranges::shuffle(lines, std::mt19937_64(7));
    m_raw->begin();
    m_raw->insertMany({u"conversations"_s,
                       {{u"id"_s, SqlType::Uuid},
                        {u"conversation_id"_s, SqlType::Id},
                        {u"created_at"_s, SqlType::Real},
                        {u"updated_at"_s, SqlType::Real}}},
                      conversations);
    m_raw->insertMany({u"messages"_s,
                       {{u"id"_s, SqlType::Uuid},
                        {u"conversation_id"_s, SqlType::Uuid},
                        {u"source"_s, SqlType::Id},
                        {u"message_id"_s, SqlType::Id},
                        {u"rev"_s, SqlType::Integer},
                        {u"speaker"_s, SqlType::Integer},
                        {u"state"_s, SqlType::Integer},
                        {u"sender_id"_s, SqlType::Id},
                        {u"sender_name"_s, SqlType::Text},
                        {u"content"_s, SqlType::Text},
                        {u"folded"_s, SqlType::Text},
                        {u"sent_at"_s, SqlType::Real},
                        {u"received_at"_s, SqlType::Real},
                        {u"metadata"_s, SqlType::Json}}},
                      lines);
    m_raw->insertMany({u"turns"_s,
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
    m_raw->commit();
}

/// Through the door every message takes: what comes three times is one event.
void ScriptedWeekTest::deliverTwice()
{
    m_clock.at = TimePoint(std::chrono::seconds(kWednesdayNoon));
    for (int i = 0; i < 40; ++i) {
        IncomingMessage message;
        message.conversation = ConversationId("twice-"_ba + QByteArray::number(i));
        message.messageId = MessageId("m-"_ba + QByteArray::number(i));
        message.source = "platform"_ba;
        message.content = u"còn hàng không?"_s;
        message.bodyHash = QByteArray(32, char(i));
        message.sender = SenderId("u-"_ba + QByteArray::number(i));
        message.sentAt = double(kWednesdayNoon);
        for (int times = 0; times < 3; ++times)
            await(m_history->accept(message, OwnerId()));
        ++m_twice;
        if (i >= kStillWaiting) continue;
        await(m_history->takeOver(message.conversation, OperatorId("lan"_ba), u"lan"_s));
        message.messageId = MessageId("late-"_ba + QByteArray::number(i));
        await(m_history->accept(message, OwnerId()));
        ++m_twice;
    }
}

/// Two answers of the week did not arrive, or perhaps; one of the week before neither.
void ScriptedWeekTest::failToSend()
{
    const auto fail = [this](qint64 second, OutboxState state) {
        m_raw->execute(
            u"insert into outbox (conversation_id, ord, dedup_key, body, fence, state, created_at, updated_at) select "
            "id, ?, ?, '{}', 1, ?, ?, ? from conversations order by id limit 1"_s,
            {second, SqlValue::ofId("key-"_ba + QByteArray::number(second)), int(state), double(second),
             double(second)});
    };
    m_raw->begin();
    fail(kWednesdayNoon, OutboxState::Dead);
    fail(kWednesdayNoon + 1, OutboxState::Unknown);
    fail(kScriptBegin - 86'400, OutboxState::Dead);
    m_raw->commit();
}

void ScriptedWeekTest::rollUp()
{
    using Written = ports::RollUpStore::Written;
    SqlTasks tasks(*m_history);
    SqlRollUps rollUps(*m_history, m_clock);
    const std::optional<QByteArray> key = await(rollUps.hoursToRollUp());
    QVERIFY(key.has_value());
    const QString kind = QString::fromLatin1(task_kind::kRollUpStatistics);
    await(tasks.addTasks({{kind, ConversationId("statistics"_ba), *key, {}, 5}}));
    const std::vector<BackgroundTask> claimed = await(tasks.claimTasks(kScriptEngine, {kind}, 1));
    QCOMPARE(claimed.size(), size_t(1));
    for (Written written = Written::More; written == Written::More;)
        written = await(rollUps.rollUpNext(claimed[0]));
    await(tasks.settleTask(claimed[0], {}));
}

void ScriptedWeekTest::initTestCase()
{
    script();
    m_history = std::make_unique<SqlHistory>(backend(), m_clock);
    await(m_history->open());
    m_raw = backend().writer();
    m_raw->open();
    plant();
    deliverTwice();
    failToSend();
}

void ScriptedWeekTest::cleanupTestCase()
{
    m_history->close();
    m_raw.reset();
}

void ScriptedWeekTest::agreesEverywhere_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<qint64>("begin");
    QTest::addColumn<qint64>("end");
    QTest::addColumn<bool>("isRolledUp");
    constexpr qint64 kMonday = kScriptBegin + 86'400;
    for (const bool isRolledUp : {false, true}) {
        const char* how = isRolledUp ? "rolled up" : "line by line";
        QTest::addRow("Saigon, %s", how) << "Asia/Ho_Chi_Minh"_ba << kMonday - 7 * 3600
                                         << kMonday - 7 * 3600 + 7 * 86'400 << isRolledUp;
        // A week of 169 hours.
        QTest::addRow("Berlin, %s", how) << "Europe/Berlin"_ba << kMonday - 2 * 3600 << kMonday - 3600 + 7 * 86'400
                                         << isRolledUp;
    }
}

void ScriptedWeekTest::agreesEverywhere()
{
    QFETCH(const QByteArray, zone);
    QFETCH(const qint64, begin);
    QFETCH(const qint64, end);
    QFETCH(const bool, isRolledUp);
    m_clock.at = TimePoint(std::chrono::seconds(kScriptBegin + (kWeekHours + 48) * 3600));
    if (isRolledUp && m_raw->query(u"select count(*) from stat_hours"_s)[0][0].toInteger() == 0) rollUp();
    m_clock.at = TimePoint(std::chrono::seconds(end) - 1ms);
    const Zone asked{zone, begin, end};
    const Expected wanted = expected(asked);
    QVERIFY(wanted.in > 1000 && wanted.botWaits > 100);
    compareSql(wanted, asked);
    if (QTest::currentTestFailed()) return;
    comparePage(wanted, asked);
}

Expected ScriptedWeekTest::expected(const Zone& zone) const
{
    Expected wanted;
    const auto isIn = [&zone](qint64 second) { return second >= zone.weekBegin && second < zone.weekEnd; };
    const auto heatOf = [&](qint64 second) -> qint64& {
        const qint64 local = second + zone.offset(second);
        const qint64 weekday = (local / 86'400 + 3) % 7;  // 1 January 1970 was a Thursday
        return wanted.heat[size_t(weekday)][size_t(local / 3600 % 24)];
    };
    const auto addIn = [&](qint64 second, qint64 many) {
        wanted.in += many;
        wanted.hours[second / 3600][0] += many;
        heatOf(second) += many;
    };
    for (const Event& event : m_events) {
        const qint64 began = event.said - event.step.after;
        if (event.step.after == 12 && isIn(began)) ++wanted.botWaits;
        if (event.step.after == 900 && isIn(began + 600)) ++wanted.peopleWaits;
        if (!isIn(event.said)) continue;
        if (event.step.speaker == 0) addIn(event.said, 1);
        if (event.step.speaker == 1) ++wanted.bot, ++wanted.hours[event.said / 3600][1], ++wanted.turns;
        if (event.step.speaker == 2) ++wanted.people, ++wanted.hours[event.said / 3600][2], ++wanted.replies[event.who];
        if (event.step.event == SystemEvent::TookOver) ++wanted.takeovers, ++wanted.taken[event.who];
        if (event.step.event == SystemEvent::TurnFailed) ++wanted.handOvers, ++wanted.turns, ++wanted.failures;
    }
    addIn(kWednesdayNoon, m_twice);
    wanted.takeovers += kStillWaiting;
    wanted.taken[u"lan"_s] += kStillWaiting;
    return wanted;
}

/// What was planted is what was scripted: by SQL that knows nothing of statistics.
void ScriptedWeekTest::compareSql(const Expected& wanted, const Zone& zone)
{
    const SqlRows found = m_raw->query(
        u"select sum(speaker = 0), sum(speaker = 1), sum(speaker = 2) from messages where received_at >= ? and "
        "received_at < ? and sent = 1"_s,
        {double(zone.weekBegin), double(zone.weekEnd)});
    QCOMPARE((std::array{found[0][0].toInteger(), found[0][1].toInteger(), found[0][2].toInteger()}),
             (std::array{wanted.in, wanted.bot, wanted.people}));
    const SqlRows hours = m_raw->query(
        u"select cast(received_at / 3600 as integer) as hour, sum(speaker = 0), sum(speaker = 1), sum(speaker = 2) "
        u"from "
        "messages where received_at >= ? and received_at < ? and sent = 1 and speaker < 3 group by hour"_s,
        {double(zone.weekBegin), double(zone.weekEnd)});
    QCOMPARE(qint64(hours.size()), qint64(wanted.hours.size()));
    for (SqlRow row : hours) {
        const qint64 hour = row.nextInteger();
        const qint64 in = row.nextInteger();
        const qint64 bot = row.nextInteger();
        QCOMPARE((std::array{in, bot, row.nextInteger()}), wanted.hours.at(hour));
    }
}

void ScriptedWeekTest::comparePage(const Expected& wanted, const Zone& zone)
{
    ScriptScheme scheme;
    Theme theme(scheme);
    theme.setChoice(SchemeChoice::Light);
    theme.install();
    Language language;
    language.setZone(QTimeZone(zone.name));
    language.setChoice(LanguageChoice::English);
    StoreStatistics statistics(*m_history);
    StatsPage page(statistics, Look{theme, language, [this] { return m_clock.at; }});
    page.resize(1302, 700);
    page.setRange(StatsRange::Week);
    page.show();
    QCoreApplication::processEvents();
    const StatsReport& report = statistics.newest;
    QCOMPARE(report.query.from, TimePoint(std::chrono::seconds(zone.weekBegin)));

    // The tiles.
    const auto tile = [&page](const char* key) {
        return page.findChild<StatsTile*>(u"tile-"_s + QLatin1StringView(key))->figure().exact;
    };
    const std::map<const char*, qint64> figures{{"waiting", kStillWaiting},
                                                {"undelivered", 2},
                                                {"in", wanted.in},
                                                {"bot", wanted.bot},
                                                {"people", wanted.people},
                                                {"takeovers", wanted.takeovers},
                                                {"handOvers", wanted.handOvers},
                                                {"failures", wanted.failures}};
    for (const auto& [key, value] : figures)
        QVERIFY2(tile(key) == QString::number(value), key);
    QCOMPARE(qint64(page.findChildren<StatsTile*>().size()), qint64(figures.size() + 2));  // each of them
    QVERIFY(std::abs(tile("botFirst").toDouble() - 12) <= 0.121);
    QVERIFY(std::abs(tile("peopleFirst").toDouble() - 300) <= 3.01);
    QCOMPARE(report.botFirst.count, wanted.botWaits);
    QCOMPARE(report.peopleFirst.count, wanted.peopleWaits);

    // The chart, line by line.
    const auto series = page.findChild<TimeChart*>()->chart()->series();
    QCOMPARE(series.size(), 3);
    for (int line = 0; line < 3; ++line) {
        const auto* drawn = static_cast<QLineSeries*>(series.at(line));
        const qint64 hours = (zone.weekEnd - zone.weekBegin) / 3600;
        QCOMPARE(qint64(drawn->count()), hours);
        for (qint64 hour = 0; hour < hours; ++hour) {
            const auto found = wanted.hours.find(zone.weekBegin / 3600 + hour);
            const qint64 value = found == wanted.hours.end() ? 0 : found->second[size_t(line)];
            QCOMPARE(qint64(drawn->at(int(hour)).y()), value);
        }
    }
    QCOMPARE(report.heat, wanted.heat);

    compareTables(wanted, page);
    if (QTest::currentTestFailed()) return;
    compareFiles(wanted, page);
    if (QTest::currentTestFailed()) return;
    compareRest(wanted, report);
}

/// Every table of the page, cell by cell where it counts.
void ScriptedWeekTest::compareTables(const Expected& wanted, const StatsPage& page)
{
    const auto table = [&page](const QString& title) {
        for (const StatsTableView* each : page.findChildren<StatsTableView*>()) {
            if (each->accessibleName() == title) return each;
        }
        qFatal("no table %s", qPrintable(title));
    };
    const auto cell = [](const StatsTableView* in, int row, int column) {
        return QLocale(QLocale::English).toLongLong(in->item(row, column)->text());
    };
    const auto* hours = table(u"Messages an hour"_s);
    std::array<qint64, 3> sums{};
    for (int row = 0; row < hours->rowCount(); ++row) {
        for (int line = 0; line < 3; ++line)
            sums[size_t(line)] += cell(hours, row, line + 1);
    }
    QCOMPARE(sums, (std::array{wanted.in, wanted.bot, wanted.people}));
    const auto* heat = table(u"Messages in, by weekday and hour"_s);
    for (int day = 0; day < 7; ++day) {
        for (int hour = 0; hour < 24; ++hour)
            QCOMPARE(cell(heat, day, hour + 1), wanted.heat[size_t(day)][size_t(hour)]);
    }
    const auto* waits = table(u"First answer"_s);
    constexpr int kWaits = 5;  // behind who, p50, p90, p95 and p99
    QCOMPARE(cell(waits, 0, kWaits), wanted.botWaits);
    QCOMPARE(cell(waits, 1, kWaits) + cell(waits, 2, kWaits), wanted.botWaits);
    QCOMPARE(cell(waits, 3, kWaits), wanted.peopleWaits);
    QCOMPARE(cell(waits, 4, kWaits) + cell(waits, 5, kWaits), wanted.peopleWaits);
    const auto* intents = table(u"Intents"_s);
    QCOMPARE(intents->rowCount(), 1);
    QCOMPARE(cell(intents, 0, 1), wanted.turns - wanted.failures);
    QCOMPARE(intents->item(0, 6)->text(), u"0.50"_s);
    const auto* models = table(u"AI models"_s);
    QCOMPARE(models->rowCount(), 1);
    QCOMPARE(cell(models, 0, 1), wanted.turns);
    QCOMPARE(cell(models, 0, 2), wanted.failures);
    const auto* staff = table(u"Staff"_s);
    std::map<QString, qint64> replies;
    std::map<QString, qint64> taken;
    for (int row = 0; row < staff->rowCount(); ++row) {
        replies[staff->item(row, 0)->text()] = cell(staff, row, 1);
        taken[staff->item(row, 0)->text()] = cell(staff, row, 3);
    }
    QCOMPARE(replies, wanted.replies);
    QCOMPARE(taken, wanted.taken);
}

/// What is exported: the CSV by its text, and the workbook, which holds the same tables.
void ScriptedWeekTest::compareFiles(const Expected& wanted, const StatsPage& page)
{
    const QString file = m_dir.filePath(u"week.csv"_s);
    QCOMPARE(page.exportTo(file), QString());
    QFile csv(file);
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const QByteArray written = csv.readAll();
    QVERIFY(written.contains("Messages in," + QByteArray::number(wanted.in) + ','));
    QVERIFY(written.contains("Replies by people," + QByteArray::number(wanted.people) + ','));
    QVERIFY(written.contains("Taken over," + QByteArray::number(wanted.takeovers) + ','));
    qint64 ofFile = 0;
    for (const QByteArray& line : written.split('\n')) {
        const QList<QByteArray> cells = line.trimmed().split(',');
        if (cells.size() == 4 && line.startsWith("2025-10-")) ofFile += cells[1].toLongLong();
    }
    QCOMPARE(ofFile, wanted.in);

    const QString book = m_dir.filePath(u"week.xlsx"_s);
    QCOMPARE(page.exportTo(book), QString());
    QProcess unzip;
    unzip.start(u"unzip"_s, {u"-p"_s, book, u"xl/worksheets/sheet1.xml"_s});
    QVERIFY2(unzip.waitForFinished(), "Debian's unzip is needed");
    const QByteArray figures = unzip.readAllStandardOutput();
    for (const qint64 value : {wanted.in, wanted.bot, wanted.people, wanted.takeovers, wanted.handOvers})
        QVERIFY2(figures.contains("<v>" + QByteArray::number(value) + "</v>"), QByteArray::number(value).constData());
}

void ScriptedWeekTest::compareRest(const Expected& wanted, const StatsReport& report) const
{
    const QJsonObject rest = contract::figuresAnswer(report);
    const auto number = [&rest](const char* key) { return rest[QLatin1StringView(key)].toInteger(); };
    QCOMPARE(number("messages_in"), wanted.in);
    QCOMPARE(number("bot_answers"), wanted.bot);
    QCOMPARE(number("people_replies"), wanted.people);
    QCOMPARE(number("handed_over"), wanted.handOvers);
    QCOMPARE(number("taken_over"), wanted.takeovers);
    QCOMPARE(number("waiting_now"), kStillWaiting);
    QVERIFY(std::abs(rest["answer_debt"_L1].toDouble() - debt()) < 1);
    QCOMPARE(number("undelivered"), 1);
    QCOMPARE(number("outcome_unknown"), 1);
    QCOMPARE(number("ai_turns"), wanted.turns);
    QCOMPARE(number("ai_failures"), wanted.failures);
    QCOMPARE(rest["first_answer_bot"_L1]["count"_L1].toInteger(), wanted.botWaits);
    QCOMPARE(rest["first_reply_people"_L1]["count"_L1].toInteger(), wanted.peopleWaits);
    qint64 heat = 0;
    for (const QJsonValue& day : rest["by_weekday_and_hour"_L1].toArray()) {
        for (const QJsonValue& hour : day.toArray())
            heat += hour.toInteger();
    }
    QCOMPARE(heat, wanted.in);
    std::map<QString, qint64> replies;
    std::map<QString, qint64> taken;
    for (const QJsonValue& who : rest["staff"_L1].toArray()) {
        replies[who["name"_L1].toString()] = who["replies"_L1].toInteger();
        taken[who["name"_L1].toString()] = who["taken_over"_L1].toInteger();
    }
    QCOMPARE(replies, wanted.replies);
    QCOMPARE(taken, wanted.taken);
    std::map<qint64, std::array<qint64, 3>> hours;
    for (const QJsonValue& point : rest["over_time"_L1].toArray()) {
        const std::array values{point["in"_L1].toInteger(), point["bot"_L1].toInteger(),
                                point["people"_L1].toInteger()};
        if (values != std::array<qint64, 3>{}) hours[point["start"_L1].toInteger() / 3600] = values;
    }
    QCOMPARE(hours, wanted.hours);
}

TONGDAI_TEST(ScriptedWeekTest)

}  // namespace tongdai::testing

#include "scripted_week_gui_test.moc"
