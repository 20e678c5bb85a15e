#include "tests/console/scripted_week.h"

#include "engine/history/conversations/rows.h"
#include "engine/history/statistics/sql_roll_ups.h"
#include "engine/history/tasks/sql_tasks.h"
#include "tests/engine/history/await_task.h"
#include "tests/support/long_tests.h"

#include <QTest>

#include <algorithm>
#include <random>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

const OwnerId kScriptEngine("engine"_ba);

constexpr int kEventsOfCycle = 10;
constexpr int kClosedByBot = 300;
constexpr int kCycleSeconds = 3600;
constexpr qint64 kWednesdayNoon = kScriptBegin + 3 * 86'400 + 12 * 3600;

const std::array<ScriptStep, kEventsOfCycle> kScript{{
    {0, 0},                             // a customer asks
    {10, 0},                            // and again
    {12, 1},                            // the bot answers both: a wait of 12 s
    {300, 3, SystemEvent::Closed},      // in every fifth room: settled by the bot alone
    {600, 0},                           //
    {601, 3, SystemEvent::TurnFailed},  // the AI fails
    {900, 2},                           // a person answers: 300 s
    {1500, 3, SystemEvent::TookOver},   //
    {1560, 2},                          // and says more: no wait
    {1800, 3, SystemEvent::Closed},     // settled by a person
}};

}  // namespace

void ScriptedWeek::open()
{
    script();
    const HistoryBackend backend = sqliteBackend(dir.filePath(u"week.sqlite"_s));
    history = std::make_unique<SqlHistory>(backend, clock);
    await(history->open());
    raw = backend.writer();
    raw->open();
    plant();
    deliverTwice();
    failToSend();
}

void ScriptedWeek::close()
{
    history->close();
    raw.reset();
}

double ScriptedWeek::debt() const
{
    return double(kStillWaiting) * (toUnixSeconds(clock.at) - double(kWednesdayNoon));
}

void ScriptedWeek::script()
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
                if (step.after == kClosedByBot && room % 5 != 1) continue;
                const bool hasPerson = step.speaker >= 2;
                const qint64 said = begin + step.after;
                m_events.push_back({room, said, said, step, hasPerson ? (room % 2 ? u"lan"_s : u"minh"_s) : QString()});
            }
        }
    }
}

void ScriptedWeek::plant()
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
        QJsonObject metadata;
        if (event.step.event) {
            SystemNote note{*event.step.event, event.who, 0, 1, {}};
            if (note.event == SystemEvent::TookOver && event.room % 2 == 1) note.intent = u"ask_price"_s;
            metadata = toJson(note);
        }
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
    raw->begin();
    raw->insertMany({u"conversations"_s,
                     {{u"id"_s, SqlType::Uuid},
                      {u"conversation_id"_s, SqlType::Id},
                      {u"created_at"_s, SqlType::Real},
                      {u"updated_at"_s, SqlType::Real}}},
                    conversations);
    raw->insertMany({u"messages"_s,
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
    raw->insertMany({u"turns"_s,
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
    raw->insertMany({u"message_actions"_s,
                     {{u"id"_s, SqlType::Uuid},
                      {u"conversation_id"_s, SqlType::Uuid},
                      {u"message_id"_s, SqlType::Id},
                      {u"ord"_s, SqlType::Integer},
                      {u"action_type"_s, SqlType::Text},
                      {u"status"_s, SqlType::Text},
                      {u"retry_count"_s, SqlType::Integer},
                      {u"created_at"_s, SqlType::Real}}},
                    actionsOf(rooms));
    raw->commit();
}

/// One of each answer: given up in every third room, tried once more or oftener in three of four.
std::vector<SqlParams> ScriptedWeek::actionsOf(const std::map<int, QUuid>& rooms) const
{
    std::vector<SqlParams> actions;
    for (const Event& event : m_events) {
        if (event.step.speaker != 1) continue;
        const TimePoint said{std::chrono::seconds(event.said)};
        actions.push_back({rows::newUuid(said), rooms.at(event.room), SqlValue::ofId("m"_ba), 0, u"send_message"_s,
                           event.room % 3 == 0 ? u"failed"_s : u"succeeded"_s, event.room % 4, said});
    }
    return actions;
}

/// Through the door every message takes: what comes three times is one event.
void ScriptedWeek::deliverTwice()
{
    clock.at = TimePoint(std::chrono::seconds(kWednesdayNoon));
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
            await(history->accept(message, OwnerId()));
        ++m_twice;
        if (i >= kStillWaiting) continue;
        await(history->takeOver(message.conversation, OperatorId("lan"_ba), u"lan"_s));
        message.messageId = MessageId("late-"_ba + QByteArray::number(i));
        await(history->accept(message, OwnerId()));
        ++m_twice;
    }
}

/// Two answers of the week did not arrive, or perhaps; one of the week before neither.
void ScriptedWeek::failToSend()
{
    const auto fail = [this](qint64 second, OutboxState state) {
        raw->execute(
            u"insert into outbox (conversation_id, ord, dedup_key, body, fence, state, created_at, updated_at) select "
            "id, ?, ?, '{}', 1, ?, ?, ? from conversations order by id limit 1"_s,
            {second, SqlValue::ofId("key-"_ba + QByteArray::number(second)), int(state), double(second),
             double(second)});
    };
    raw->begin();
    fail(kWednesdayNoon, OutboxState::Dead);
    fail(kWednesdayNoon + 1, OutboxState::Unknown);
    fail(kScriptBegin - 86'400, OutboxState::Dead);
    raw->commit();
}

void ScriptedWeek::rollUp()
{
    using Written = ports::RollUpStore::Written;
    SqlTasks tasks(*history);
    SqlRollUps rollUps(*history, clock);
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

/// Who was settled by the bot has a new concern from the question at ten minutes on.
void ScriptedWeek::settle(ScriptFigures& wanted, const Event& event)
{
    if (event.step.after == kClosedByBot) return wanted.botSettled.push_back(kClosedByBot);
    wanted.peopleSettled.push_back(event.step.after - (event.room % 5 == 1 ? 600 : 0));
}

ScriptFigures ScriptedWeek::expected(const ScriptZone& zone) const
{
    ScriptFigures wanted;
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
    std::map<int, qint64> lastSaid;  // by room
    for (const Event& event : m_events) {
        const qint64 began = event.said - event.step.after;
        if (event.step.after == 12 && isIn(began)) {
            ++wanted.botWaits;
            const auto before = lastSaid.find(event.room);
            wanted.botFirst += before == lastSaid.end() || began - before->second >= 86'400 ? 1 : 0;
        }
        if (event.step.after == 1560) lastSaid[event.room] = event.said;
        if (event.step.after == 900 && isIn(began + 600)) ++wanted.peopleWaits;
        if (!isIn(event.said)) continue;
        if (event.step.event == SystemEvent::Closed) settle(wanted, event);
        if (event.step.speaker == 0) addIn(event.said, 1);
        if (event.step.speaker == 1) {
            ++wanted.bot, ++wanted.hours[event.said / 3600][1], ++wanted.turns, ++wanted.actions;
            ++(event.room % 3 == 0 ? wanted.actionsFailed : wanted.actionsDone);
            wanted.actionsRetried += event.room % 4 > 0 ? 1 : 0;
            wanted.triesInVain += event.room % 4;
        }
        if (event.step.speaker == 2) wanted.rooms[event.who].insert(event.room);
        if (event.step.event == SystemEvent::TookOver && event.room % 2 == 1) ++wanted.takenByIntent;
        if (event.step.speaker == 2) ++wanted.people, ++wanted.hours[event.said / 3600][2], ++wanted.replies[event.who];
        if (event.step.event == SystemEvent::TookOver) ++wanted.takeovers, ++wanted.taken[event.who];
        if (event.step.event == SystemEvent::TurnFailed) ++wanted.handOvers, ++wanted.turns, ++wanted.failures;
    }
    addIn(kWednesdayNoon, m_twice);
    wanted.takeovers += kStillWaiting;
    wanted.taken[u"lan"_s] += kStillWaiting;
    return wanted;
}

}  // namespace tongdai::testing
