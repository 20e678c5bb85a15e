#include "engine/contract/redis_keys.h"
#include "engine/domain/ports/store/history_event.h"
#include "engine/state/fallback_live_state.h"
#include "engine/state/local/local_live_state.h"
#include "engine/state/redis/live/redis_live_state.h"
#include "tests/engine/state/redis_fixture.h"
#include "tests/support/long_tests.h"
#include "tests/support/tcp_proxy.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using redis::Endpoint;
using redis::HealthState;
using redis::RedisLiveState;
using testing::EngineSide;
using testing::finished;
using testing::RedisServer;
using testing::TcpProxy;
using testing::waitUntil;

namespace {

const ConversationId kHanhShared("hanh"_ba);
constexpr auto kLife = 30'000ms;

class StillClock final : public ports::Clock {
public:
    TimePoint now() const override { return {}; }
    std::chrono::nanoseconds elapsed() const override { return {}; }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
};

HistoryEvent sentEvent(qint64 id)
{
    HistoryEvent event;
    event.id = id;
    event.kind = u"message_sent"_s;
    event.conversation = kHanhShared;
    event.user = SenderId("customer-1"_ba);
    event.messageId = MessageId("m-1"_ba);
    event.rev = 7;
    event.data = {{u"text"_s, u"Chào shop"_s}};
    return event;
}

QJsonObject shownState(bool isInWork, const QJsonArray& context, const QStringList& pending,
                       const QStringList& processed, std::optional<double> since)
{
    QJsonObject state{{u"conversation_id"_s, u"hanh"_s},
                      {u"last_message_id"_s, u"m"_s},
                      {u"last_message_timestamp"_s, 1.5},
                      {u"ai_processing"_s, isInWork},
                      {u"context"_s, context},
                      {u"pending"_s, QJsonArray::fromStringList(pending)},
                      {u"processed_ids"_s, QJsonArray::fromStringList(processed)}};
    if (since) state[u"processing_started_at"_s] = *since;
    return state;
}

QByteArray compactText(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

}  // namespace

class LiveStateRedisTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_server;
    std::unique_ptr<EngineSide> m_side;
    std::unique_ptr<RedisLiveState> m_state;
    StillClock m_clock;

    Gate acquire(const QByteArray& token) { return finished(m_state->acquireGate(kHanhShared, token, kLife)); }
    QByteArray lockKey() const { return contract::keys::conversationLock(kHanhShared); }

private slots:
    void init()
    {
        m_server = std::make_unique<RedisServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
        m_side = std::make_unique<EngineSide>(Endpoint::onUnixSocket(m_server->socketPath()), "shop"_ba);
        m_state = std::make_unique<RedisLiveState>(m_side->connection, m_side->health, 86'400s);
        QVERIFY(m_side->waitUntilUp());
    }
    void cleanup()
    {
        m_state.reset();
        m_side.reset();
        m_server.reset();
    }

    void oneOfTwoOwnersGetsTheGate()
    {
        QCOMPARE(acquire("A"_ba), Gate::Got);
        QCOMPARE(acquire("A"_ba), Gate::AlreadyOurs);
        QCOMPARE(acquire("B"_ba), Gate::SomeoneElse);
        QCOMPARE(m_server->cli({"GET"_ba, "conv_lock:hanh"_ba}), "A"_ba);
        const int left = m_server->cli({"PTTL"_ba, lockKey()}).toInt();
        QVERIFY(left > 0 && left <= kLife.count());
    }

    void onlyTheOwnerReleases()
    {
        QCOMPARE(acquire("A"_ba), Gate::Got);
        finished(m_state->releaseGate(kHanhShared, "B"_ba));
        QCOMPARE(acquire("B"_ba), Gate::SomeoneElse);
        finished(m_state->releaseGate(kHanhShared, "A"_ba));
        QCOMPARE(acquire("B"_ba), Gate::Got);
    }

    void onlyTheOwnerRenews()
    {
        QCOMPARE(acquire("A"_ba), Gate::Got);
        m_server->cli({"PEXPIRE"_ba, lockKey(), "5000"_ba});
        finished(m_state->renewGates({{kHanhShared, "B"_ba}}, kLife));
        QVERIFY(m_server->cli({"PTTL"_ba, lockKey()}).toInt() <= 5000);
        finished(m_state->renewGates({{kHanhShared, "A"_ba}, {ConversationId("other"_ba), "A"_ba}}, kLife));
        QVERIFY(m_server->cli({"PTTL"_ba, lockKey()}).toInt() > 25'000);
        QCOMPARE(m_server->cli({"EXISTS"_ba, "conv_lock:other"_ba}), "0"_ba);
    }

    /// F45: a lock without a life, or one stretched by a clock step, is cut to the legal one by the next who asks.
    void nobodyHoldsAGateForEver()
    {
        m_server->cli({"SET"_ba, lockKey(), "A"_ba});
        QCOMPARE(acquire("B"_ba), Gate::SomeoneElse);
        QVERIFY(m_server->cli({"PTTL"_ba, lockKey()}).toInt() > 0);
        m_server->cli({"SET"_ba, lockKey(), "A"_ba, "PX"_ba, "3690000"_ba});
        QCOMPARE(acquire("B"_ba), Gate::SomeoneElse);
        QVERIFY(m_server->cli({"PTTL"_ba, lockKey()}).toInt() <= kLife.count());
    }

    void droppedGateIsFreeForAnybody()
    {
        QVERIFY(!finished(m_state->dropGate(kHanhShared)));
        QCOMPARE(acquire("A"_ba), Gate::Got);
        QVERIFY(finished(m_state->dropGate(kHanhShared)));
        QCOMPARE(acquire("B"_ba), Gate::Got);
    }

    /// F25: a key that is no lock keeps nobody from answering.
    void plantedKeyIsNoGate()
    {
        m_server->cli({"LPUSH"_ba, lockKey(), "x"_ba});
        QCOMPARE(acquire("A"_ba), Gate::Unavailable);
        QVERIFY(m_side->health.canWrite());
    }

    void settleWritesStateAndEventsThenFreesTheGate()
    {
        QCOMPARE(acquire("A"_ba), Gate::Got);
        SettleRequest request{
            kHanhShared, "A"_ba, {{u"last_message_timestamp"_s, 1.5}}, {sentEvent(41), sentEvent(42)}};
        finished(m_state->settle(request));
        QCOMPARE(m_server->cli({"EXISTS"_ba, lockKey()}), "0"_ba);
        QCOMPARE(m_server->cli({"GET"_ba, "conv_state:hanh"_ba}), R"({"last_message_timestamp":1.5})"_ba);
        const int life = m_server->cli({"TTL"_ba, "conv_state:hanh"_ba}).toInt();
        QVERIFY(life > 86'000 && life <= 86'400);
        QCOMPARE(m_server->cli({"TYPE"_ba, "chat:logs:events"_ba}), "stream"_ba);
        const QByteArrayList lines = m_server->cli({"XRANGE"_ba, "chat:logs:events"_ba, "-"_ba, "+"_ba}).split('\n');
        QCOMPARE(lines.size(), 30);
        const QByteArrayList expected{"event"_ba,     "message_sent"_ba,
                                      "threadId"_ba,  "hanh"_ba,
                                      "userId"_ba,    "customer-1"_ba,
                                      "messageId"_ba, "m-1"_ba,
                                      "seq"_ba,       "7"_ba,
                                      "data"_ba,      R"({"text":"Chào shop"})"_ba,
                                      "eid"_ba,       "41"_ba};
        QCOMPARE(lines.mid(1, 14), expected);
    }

    void settleLeavesSomebodyElsesGateAlone()
    {
        QCOMPARE(acquire("A"_ba), Gate::Got);
        finished(m_state->settle({kHanhShared, "B"_ba, {}, {}}));
        QCOMPARE(acquire("A"_ba), Gate::AlreadyOurs);
        QCOMPARE(m_server->cli({"EXISTS"_ba, "conv_state:hanh"_ba}), "0"_ba);
    }

    void settleFreesTheGateEvenWhenItsEventsAreRefused()
    {
        m_server->cli({"SET"_ba, "chat:logs:events"_ba, "no stream"_ba});
        QCOMPARE(acquire("A"_ba), Gate::Got);
        finished(m_state->settle({kHanhShared, "A"_ba, {{u"a"_s, 1}}, {sentEvent(1)}}));
        QCOMPARE(m_server->cli({"EXISTS"_ba, lockKey()}), "0"_ba);
        QCOMPARE(m_server->cli({"EXISTS"_ba, "conv_state:hanh"_ba}), "1"_ba);
    }

    void aMessageJoinsTheStateThatStandsThere()
    {
        const auto shown = [this] { return m_server->cli({"GET"_ba, "conv_state:hanh"_ba}); };
        const QByteArray nasty = R"(a],"conversation_id":"b","pending":["x"],"processed_ids":[]}\)"_ba;
        const auto settled = [this](const QJsonObject& state, StateRule rule) {
            finished(m_state->settle({kHanhShared, {}, state, {}, rule}));
        };
        // Nothing stands there: it is the state.
        settled(shownState(true, {}, {u"m1"_s}, {}, 1.5), StateRule::Begun);
        QCOMPARE(shown(), compactText(shownState(true, {}, {u"m1"_s}, {}, 1.5)));
        const QJsonArray said{QJsonObject{{u"content"_s, QString::fromUtf8(nasty)}, {u"role"_s, u"user"_s}}, u"]"_s};
        settled(shownState(false, said, {}, {u"m[1]"_s, u"m]}"_s}, {}), StateRule::Replace);
        settled(shownState(true, {}, {u"m\"2]"_s}, {}, 2.5), StateRule::Begun);
        QCOMPARE(shown(), compactText(shownState(true, said, {u"m\"2]"_s}, {u"m[1]"_s, u"m]}"_s}, 2.5)));
        // Who is at work, and since when, stays.
        settled(shownState(false, {}, {u"m3"_s}, {}, {}), StateRule::Joined);
        QCOMPARE(shown(), compactText(shownState(true, said, {u"m\"2]"_s, u"m3"_s}, {u"m[1]"_s, u"m]}"_s}, 2.5)));
        // Nobody is any more; the rest stays.
        QCOMPARE(acquire("A"_ba), Gate::Got);
        finished(m_state->releaseGate(kHanhShared, "B"_ba));
        QVERIFY(shown().startsWith(R"({"ai_processing":true)"));
        finished(m_state->releaseGate(kHanhShared, "A"_ba));
        QCOMPARE(shown(), compactText(shownState(false, said, {u"m\"2]"_s, u"m3"_s}, {u"m[1]"_s, u"m]}"_s}, {})));
        QVERIFY(m_server->cli({"TTL"_ba, "conv_state:hanh"_ba}).toInt() > 86'000);
        settled(shownState(true, {}, {}, {}, 3), StateRule::Replace);
        QCOMPARE(acquire("A"_ba), Gate::Got);
        QVERIFY(finished(m_state->dropGate(kHanhShared)));
        QCOMPARE(shown(), compactText(shownState(false, {}, {}, {}, {})));
        // Another program's state is not cut.
        m_server->cli({"SET"_ba, "conv_state:hanh"_ba, R"({"last_message_timestamp":1})"_ba});
        settled(shownState(true, {}, {u"m4"_s}, {}, 4), StateRule::Joined);
        QCOMPARE(shown(), compactText(shownState(true, {}, {u"m4"_s}, {}, 4)));
        m_server->cli({"DEL"_ba, "conv_state:hanh"_ba});
        m_server->cli({"LPUSH"_ba, "conv_state:hanh"_ba, "x"_ba});
        QCOMPARE(acquire("A"_ba), Gate::Got);
        finished(m_state->releaseGate(kHanhShared, "A"_ba));
        QCOMPARE(m_server->cli({"EXISTS"_ba, lockKey()}), "0"_ba);
    }

    void forgetsTheStatesOfMany()
    {
        std::vector<ConversationId> all;
        for (int i = 0; i < 1'201; ++i) {
            all.emplace_back("c" + QByteArray::number(i));
            finished(m_state->settle({all.back(), {}, {{u"n"_s, i}}, {}}));
        }
        m_server->cli({"SET"_ba, "conv_state:other"_ba, "x"_ba});
        finished(m_state->forgetStates(all));
        QCOMPARE(m_server->cli({"KEYS"_ba, "conv_state:*"_ba}), "conv_state:other"_ba);
        finished(m_state->forgetStates({}));
    }

    void knowsWhoseGateIsOpen()
    {
        const ConversationId other("other"_ba);
        QCOMPARE(acquire("A"_ba), Gate::Got);
        QCOMPARE(finished(m_state->withoutGate({kHanhShared, other})), std::vector{other});
        m_server->cli({"DEL"_ba, lockKey()});
        QCOMPARE(finished(m_state->withoutGate({kHanhShared})), std::vector{kHanhShared});
        QVERIFY(finished(m_state->withoutGate({})).empty());
        m_server->kill();
        QVERIFY(finished(m_state->withoutGate({kHanhShared})).empty());
    }

    void streamIsBounded()
    {
        std::vector<HistoryEvent> events;
        for (int i = 0; i < 500; ++i)
            events.push_back(sentEvent(i));
        for (int i = 0; i < 24; ++i)
            finished(m_state->settle({kHanhShared, {}, {}, events}));
        const int length = m_server->cli({"XLEN"_ba, "chat:logs:events"_ba}).toInt();
        QVERIFY2(length >= 10'000 && length < 10'500, qPrintable(QString::number(length)));
    }

    void settlesOfOneTurnAreOneWrite()
    {
        const auto proxy = TcpProxy::toUnixSocket(m_server->socketPath());
        EngineSide side(Endpoint::onUnixSocket(proxy->socketPath()), "shop"_ba);
        RedisLiveState state(side.connection, side.health, 60s);
        QVERIFY(side.waitUntilUp());
        finished(state.settle({kHanhShared, {}, {{u"n"_s, 0}}, {sentEvent(1)}}));  // the script is known from here on
        const qint64 before = proxy->chunksTo(TcpProxy::Direction::ToServer);
        std::vector<QCoro::Task<void>> settling;
        for (int i = 0; i < 50; ++i)
            settling.push_back(state.settle({ConversationId("c" + QByteArray::number(i)), {}, {{u"n"_s, i}}, {}}));
        for (auto& one : settling)
            QCoro::waitFor(one);
        QVERIFY(proxy->chunksTo(TcpProxy::Direction::ToServer) <= before + 2);  // a health probe may fall between
        QCOMPARE(m_server->cli({"GET"_ba, "conv_state:c49"_ba}), R"({"n":49})"_ba);
    }

    void statsAreThoseOfInfo()
    {
        const LiveStateStats stats = finished(m_state->stats());
        QVERIFY(stats.isConnected);
        QCOMPARE(stats.backend, u"Redis"_s);
        QVERIFY(stats.connectedClients >= 1);
        QVERIFY(stats.usedMemoryHuman.endsWith(u'M') || stats.usedMemoryHuman.endsWith(u'K'));
        QVERIFY(stats.version.contains(u'.'));
    }

    void hintsWaitInOrderAndAreBounded()
    {
        finished(m_state->hint(kHanhShared));
        QCOMPARE(m_server->cli({"LRANGE"_ba, "message_queue"_ba, "0"_ba, "-1"_ba}),
                 R"({"c":"hanh","t":"conv","v":1})"_ba);
        m_server->cli(
            {"EVAL"_ba, "for i=1,100000 do redis.call('RPUSH',KEYS[1],'x') end"_ba, "1"_ba, "message_queue"_ba});
        const QByteArray length = m_server->cli({"LLEN"_ba, "message_queue"_ba});
        finished(m_state->hint(kHanhShared));
        QCOMPARE(m_server->cli({"LLEN"_ba, "message_queue"_ba}), length);
    }

    void fallsBackToThisProcessAndReturns()
    {
        const auto redis = std::make_shared<RedisLiveState>(m_side->connection, m_side->health, 60s);
        FallbackLiveState state(redis, std::make_shared<LocalLiveState>(m_clock), &m_side->health);
        QSignalSpy changes(&state, &FallbackLiveState::modeChanged);
        QVERIFY(state.isShared());
        QCOMPARE(finished(state.acquireGate(kHanhShared, "A"_ba, kLife)), Gate::Got);
        QCOMPARE(finished(state.stats()).backend, u"Redis"_s);

        m_server->kill();
        QVERIFY(waitUntil([&] { return !state.isShared(); }));
        QCOMPARE(finished(state.acquireGate(kHanhShared, "A"_ba, kLife)), Gate::Got);
        QCOMPARE(finished(state.acquireGate(kHanhShared, "B"_ba, kLife)), Gate::SomeoneElse);
        finished(state.settle({kHanhShared, "A"_ba, {}, {sentEvent(1)}}));
        QCOMPARE(finished(state.acquireGate(kHanhShared, "B"_ba, kLife)), Gate::Got);
        finished(state.hint(kHanhShared));
        QCOMPARE(finished(state.stats()).backend, u"Memory"_s);

        QVERIFY(m_server->restart());
        QVERIFY(waitUntil([&] { return state.isShared(); }));
        QCOMPARE(finished(state.acquireGate(kHanhShared, "C"_ba, kLife)), Gate::Got);
        QVERIFY(m_server->cli({"EXISTS"_ba, lockKey()}) == "1");
        QVERIFY(waitUntil([&] { return changes.size() >= 2; }));
        QCOMPARE(changes.last().first().toBool(), true);
    }

    /// No call waits longer than the command time-out, whatever the server does.
    void hungServerCostsOneTimeOut()
    {
        const auto redis = std::make_shared<RedisLiveState>(m_side->connection, m_side->health, 60s);
        FallbackLiveState state(redis, std::make_shared<LocalLiveState>(m_clock), &m_side->health);
        m_server->pause();
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(finished(state.acquireGate(kHanhShared, "A"_ba, kLife)), Gate::Got);
        QVERIFY2(timer.elapsed() < testing::promptly(400ms), qPrintable(QString::number(timer.elapsed())));
        timer.restart();
        QCOMPARE(finished(state.acquireGate(kHanhShared, "B"_ba, kLife)), Gate::SomeoneElse);
        QVERIFY2(timer.elapsed() < testing::promptly(400ms), qPrintable(QString::number(timer.elapsed())));
        m_server->resume();
    }

    /// F20: gates and settling go on without Redis while it is full.
    void fullServerDoesNotStopGates()
    {
        const auto redis = std::make_shared<RedisLiveState>(m_side->connection, m_side->health, 60s);
        FallbackLiveState state(redis, std::make_shared<LocalLiveState>(m_clock), &m_side->health);
        QCOMPARE(finished(state.acquireGate(kHanhShared, "A"_ba, kLife)), Gate::Got);
        m_server->cli({"CONFIG"_ba, "SET"_ba, "maxmemory"_ba, "1"_ba});
        QCOMPARE(finished(state.acquireGate(ConversationId("b"_ba), "A"_ba, kLife)), Gate::Got);
        finished(state.settle({kHanhShared, "A"_ba, {{u"a"_s, 1}}, {sentEvent(1)}}));
        QCOMPARE(m_server->cli({"EXISTS"_ba, lockKey()}), "0"_ba);
    }
};

TONGDAI_TEST(LiveStateRedisTest)

}  // namespace tongdai

#include "live_state_redis_test.moc"
