#include "engine/contract/json/notices/queue_hint.h"
#include "engine/contract/redis_keys.h"
#include "engine/state/redis/connection/subscriptions.h"
#include "engine/state/redis/live/redis_live_state.h"
#include "engine/state/redis/queue/hint_listener.h"
#include "tests/engine/state/redis_fixture.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using redis::Endpoint;
using redis::HintListener;
using testing::EngineSide;
using testing::RedisServer;
using testing::waitUntil;

class HintListenerRedisTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_server;
    Endpoint endpoint() const { return Endpoint::onUnixSocket(m_server->socketPath()); }
    static HintListener::Options quick()
    {
        HintListener::Options options;
        options.beat = 50ms;
        options.look = 50ms;
        return options;
    }
    /// Hears nothing but what is announced.
    static HintListener::Options patient()
    {
        HintListener::Options options;
        options.beat = 50ms;
        options.look = 1h;
        return options;
    }
    static QByteArray task(int i) { return "{\"id\":\"t" + QByteArray::number(i) + "\",\"type\":\"save_message\"}"; }
    QByteArrayList queue() const
    {
        const QByteArray printed = m_server->cli({"LRANGE"_ba, "message_queue"_ba, "0"_ba, "-1"_ba});
        return printed.isEmpty() ? QByteArrayList() : printed.split('\n');
    }

private slots:
    void init()
    {
        m_server = std::make_unique<RedisServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
    }

    void hintsOfAnotherEngineArriveInOrderAndLeaveNothingBehind()
    {
        EngineSide sender(endpoint(), "shop"_ba);
        EngineSide receiver(endpoint(), "shop"_ba);
        QVERIFY(sender.waitUntilUp() && receiver.waitUntilUp());
        redis::RedisLiveState state(sender.connection, sender.health, 60s);
        HintListener listener(receiver.connection, receiver.health, patient());
        std::vector<QByteArray> heard;
        connect(&listener, &HintListener::hinted, this, [&](const ConversationId& id) { heard.push_back(id.bytes()); });
        for (int i = 0; i < 50; ++i)
            testing::finished(state.hint(ConversationId("c" + QByteArray::number(i))));
        QVERIFY(waitUntil([&] { return heard.size() == 50; }));
        for (int i = 0; i < 50; ++i)
            QCOMPARE(heard[size_t(i)], "c" + QByteArray::number(i));
        QCOMPARE(m_server->cli({"LLEN"_ba, "message_queue"_ba}), "0"_ba);
        QVERIFY(m_server->cli({"PTTL"_ba, contract::keys::engineAlive(receiver.health.identity().instance)}).toInt() >
                0);
    }

    /// Another program's producer and worker use the list beside us: their tasks are theirs.
    void tasksOfOthersStayWhereTheyAreAndHintsAreHeardAtOnce()
    {
        EngineSide sender(endpoint(), "shop"_ba);
        EngineSide receiver(endpoint(), "shop"_ba);
        QVERIFY(sender.waitUntilUp() && receiver.waitUntilUp());
        redis::RedisLiveState state(sender.connection, sender.health, 60s);
        HintListener listener(receiver.connection, receiver.health, patient());
        QSignalSpy hinted(&listener, &HintListener::hinted);
        QByteArrayList tasks;
        QByteArrayList push{"RPUSH"_ba, "message_queue"_ba};
        for (int i = 0; i < 600; ++i)
            tasks << task(i);
        tasks << "{\"v\":1,\"t\":"_ba
              << "conv"_ba
              << "{\"v\":1,\"t\":\"conv\",\"c\":7}"_ba;
        m_server->cli(push + tasks);
        testing::finished(state.hint(ConversationId("late"_ba)));
        QVERIFY(waitUntil([&] { return hinted.size() == 1; }));
        QCOMPARE(queue(), tasks);

        // The worker takes from the head while the producer and we push at the tail.
        QByteArrayList worked;
        for (int i = 0; i < 40; ++i) {
            const QByteArray fresh = task(1000 + i);
            m_server->cli({"RPUSH"_ba, "message_queue"_ba, fresh});
            tasks << fresh;
            testing::finished(state.hint(ConversationId("c" + QByteArray::number(i))));
            worked << m_server->cli(
                {"LMOVE"_ba, "message_queue"_ba, "message_queue:processing:w"_ba, "LEFT"_ba, "RIGHT"_ba});
        }
        QVERIFY(waitUntil([&] { return hinted.size() == 41; }));
        QCOMPARE(worked, tasks.mid(0, 40));
        QCOMPARE(queue(), tasks.mid(40));
        QCOMPARE(m_server->cli({"LLEN"_ba, "message_queue:processing:w"_ba}), "40"_ba);
    }

    void hintsNobodyAnnouncedAreFoundAtBothEnds()
    {
        QByteArrayList push{"RPUSH"_ba, "message_queue"_ba, contract::writeQueueHint(ConversationId("first"_ba))};
        QByteArrayList tasks;
        for (int i = 0; i < 1500; ++i)
            tasks << task(i);
        m_server->cli(push + tasks + QByteArrayList{contract::writeQueueHint(ConversationId("last"_ba))});
        EngineSide side(endpoint(), "shop"_ba);
        QVERIFY(side.waitUntilUp());
        HintListener listener(side.connection, side.health, quick());
        QSignalSpy hinted(&listener, &HintListener::hinted);
        QVERIFY(waitUntil([&] { return hinted.size() == 2; }));
        m_server->cli({"RPUSH"_ba, "message_queue"_ba, contract::writeQueueHint(ConversationId("bare"_ba))});
        QVERIFY(waitUntil([&] { return hinted.size() == 3; }));
        QCOMPARE(queue(), tasks);
    }

    void oneOfTwoEnginesHearsEachHint()
    {
        EngineSide one(endpoint(), "shop"_ba);
        EngineSide other(endpoint(), "shop"_ba);
        QVERIFY(one.waitUntilUp() && other.waitUntilUp());
        redis::RedisLiveState state(one.connection, one.health, 60s);
        HintListener first(one.connection, one.health, quick());
        HintListener second(other.connection, other.health, quick());
        QByteArrayList heard;
        for (const HintListener* listener : {&first, &second})
            connect(listener, &HintListener::hinted, this, [&](const ConversationId& id) { heard << id.bytes(); });
        for (int i = 0; i < 50; ++i)
            testing::finished(state.hint(ConversationId("c" + QByteArray::number(i))));
        QVERIFY(waitUntil([&] { return queue().isEmpty() && heard.size() >= 50; }));
        QCOMPARE(QSet<QByteArray>(heard.begin(), heard.end()).size(), 50);
        QCOMPARE(heard.size(), 50);
    }

    /// F09: an engine of an earlier version died with elements in its hands; they come back in their order.
    void elementsOfADeadEngineComeBackInOrder()
    {
        m_server->cli({"RPUSH"_ba, "message_queue:processing:dead"_ba, "t1"_ba, "t2"_ba, "t3"_ba});
        m_server->cli({"SADD"_ba, "engine:instances"_ba, "dead"_ba});
        m_server->cli({"RPUSH"_ba, "message_queue:processing:living"_ba, "t9"_ba});
        m_server->cli({"SET"_ba, "engine:alive:living"_ba, "1"_ba});
        m_server->cli({"SADD"_ba, "engine:instances"_ba, "living"_ba});
        EngineSide side(endpoint(), "shop"_ba);
        QVERIFY(side.waitUntilUp());
        HintListener listener(side.connection, side.health, quick());
        QVERIFY(waitUntil([&] { return queue() == QByteArrayList{"t1"_ba, "t2"_ba, "t3"_ba}; }));
        QCOMPARE(m_server->cli({"LLEN"_ba, "message_queue:processing:living"_ba}), "1"_ba);
        QVERIFY(waitUntil([&] { return m_server->cli({"SISMEMBER"_ba, "engine:instances"_ba, "dead"_ba}) == "0"; }));
    }

    void listensAgainAfterTheServerCameBack()
    {
        EngineSide side(endpoint(), "shop"_ba);
        QVERIFY(side.waitUntilUp());
        HintListener listener(side.connection, side.health, quick());
        QSignalSpy hinted(&listener, &HintListener::hinted);
        QVERIFY(m_server->restart());
        QVERIFY(waitUntil([&] { return side.health.canWrite(); }));
        m_server->cli({"RPUSH"_ba, "message_queue"_ba, contract::writeQueueHint(ConversationId("x"_ba))});
        QVERIFY(waitUntil([&] { return hinted.size() == 1; }));
    }

    void survivesAQueueOfTheWrongType()
    {
        m_server->cli({"SET"_ba, "message_queue"_ba, "no list"_ba});
        EngineSide side(endpoint(), "shop"_ba);
        QVERIFY(side.waitUntilUp());
        HintListener listener(side.connection, side.health, quick());
        QSignalSpy hinted(&listener, &HintListener::hinted);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"the queue cannot be read.*WRONGTYPE"_s));
        QVERIFY(waitUntil([&] { return m_server->cli({"INFO"_ba, "errorstats"_ba}).contains("WRONGTYPE"); }));
        QTest::qWait(200);  // looked at several times: said once
        m_server->cli({"DEL"_ba, "message_queue"_ba});
        m_server->cli({"RPUSH"_ba, "message_queue"_ba, contract::writeQueueHint(ConversationId("x"_ba))});
        QVERIFY(waitUntil([&] { return hinted.size() == 1; }));
    }

    void hintsAreReadStrictly()
    {
        const ConversationId odd("a\"b\\c"_ba);
        QCOMPARE(contract::readQueueHint(contract::writeQueueHint(odd)), std::optional(odd));
        const QByteArray hint = contract::writeQueueHint(ConversationId("name"_ba));
        QVERIFY(contract::readQueueHint(hint));
        const QByteArrayList strange{""_ba,
                                     "x"_ba,
                                     "[]"_ba,
                                     QByteArray(hint).replace("1", "2"),
                                     QByteArray(hint).replace("conv", "task"),
                                     QByteArray(hint).replace("name", ""),
                                     QByteArray(hint).replace("\"name\"", "7"),
                                     QByteArray(hint).replace("name", QByteArray(2000, 'x'))};
        for (const QByteArray& element : strange)
            QVERIFY2(!contract::readQueueHint(element), element.constData());
    }

    void messagesArriveAndSubscriptionsSurviveALoss()
    {
        redis::Subscriptions subscriptions(endpoint());
        QSignalSpy subscribed(&subscriptions, &redis::Subscriptions::subscribed);
        QSignalSpy received(&subscriptions, &redis::Subscriptions::messageReceived);
        subscriptions.subscribe("room:1"_ba);
        subscriptions.open();
        QVERIFY(waitUntil([&] { return subscribed.size() == 1; }));
        subscriptions.subscribe("room:2"_ba);
        QVERIFY(waitUntil([&] { return subscribed.size() == 2; }));
        m_server->cli({"PUBLISH"_ba, "room:1"_ba, "hello"_ba});
        m_server->cli({"PUBLISH"_ba, "room:3"_ba, "not ours"_ba});
        QVERIFY(waitUntil([&] { return received.size() == 1; }));
        QCOMPARE(received.first().at(1).toByteArray(), "hello"_ba);
        QVERIFY(m_server->restart());
        QVERIFY(waitUntil([&] { return subscribed.size() == 4; }));
        m_server->cli({"PUBLISH"_ba, "room:2"_ba, "again"_ba});
        QVERIFY(waitUntil([&] { return received.size() == 2; }));
        subscriptions.unsubscribe("room:2"_ba);
        QVERIFY(waitUntil([&] { return m_server->cli({"PUBSUB"_ba, "NUMSUB"_ba, "room:2"_ba}).endsWith("0"); }));
    }

    void silentLineIsReplaced()
    {
        redis::Subscriptions::Options options;
        options.silenceLimit = 50ms;
        redis::Subscriptions subscriptions(endpoint(), options);
        QSignalSpy subscribed(&subscriptions, &redis::Subscriptions::subscribed);
        subscriptions.subscribe("room"_ba);
        subscriptions.open();
        QVERIFY(waitUntil([&] { return subscribed.size() == 1; }));
        m_server->pause();
        QTest::qWait(400);  // several rounds of silence: the point of this test
        m_server->resume();
        QVERIFY(waitUntil([&] { return subscribed.size() >= 2; }));
    }
};

TONGDAI_TEST(HintListenerRedisTest)

}  // namespace tongdai

#include "hint_listener_redis_test.moc"
