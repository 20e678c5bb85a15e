#include "engine/state/redis/queue/task_queue.h"

#include "engine/contract/redis_keys.h"
#include "engine/state/redis/live/trace_eraser.h"
#include "tests/engine/state/redis_fixture.h"
#include "tests/support/test_registry.h"

#include <QJsonObject>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using redis::Endpoint;
using redis::TaskQueue;
using testing::EngineSide;
using testing::finished;
using testing::RedisServer;

/// message_queue beside the workers of other programs.
class TaskQueueRedisTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_server;
    Endpoint endpoint() const { return Endpoint::onUnixSocket(m_server->socketPath()); }
    static QByteArray task(int i, const QByteArray& type = "save_message")
    {
        return "{\"id\":\"t" + QByteArray::number(i) + "\",\"type\":\"" + type + "\",\"chat_session_id\":1}";
    }
    QByteArrayList list(const QByteArray& key) const
    {
        const QByteArray printed = m_server->cli({"LRANGE"_ba, key, "0"_ba, "-1"_ba});
        return printed.isEmpty() ? QByteArrayList() : printed.split('\n');
    }
    void push(const QByteArrayList& elements) const
    {
        m_server->cli(QByteArrayList{"RPUSH"_ba, "message_queue"_ba} + elements);
    }
    static QByteArrayList taken(TaskQueue& queue, int most)
    {
        const std::vector<QByteArray> elements = finished(queue.takeTasks(most));
        return QByteArrayList(elements.begin(), elements.end());
    }
    /// The first that are taken, asked until there are some: what is taken is not there a second time.
    static QByteArrayList takenInTheEnd(TaskQueue& queue)
    {
        QByteArrayList found;
        const auto areThere = [&] {
            found = taken(queue, 9);
            return !found.isEmpty();
        };
        return QTest::qWaitFor(areThere, 10'000) ? found : QByteArrayList();
    }

private slots:
    void init()
    {
        m_server = std::make_unique<RedisServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
    }

    void takesKnownTasksInOrderAndLeavesTheRest()
    {
        EngineSide side(endpoint(), "shop"_ba);
        QVERIFY(side.waitUntilUp());
        TaskQueue queue(side.connection, side.health);
        const QByteArrayList others{task(0, "send_survey"), "no json"_ba, "{\"type\":7}"_ba, "[\"type\"]"_ba};
        push({task(1), others[0], others[1], task(2, "update_session_status"), others[2], others[3], task(3)});
        QCOMPARE(taken(queue, 2), (QByteArrayList{task(1), task(2, "update_session_status")}));
        const QByteArray hands = contract::keys::processingQueue(side.health.identity().instance);
        QCOMPARE(list(hands).size(), 2);
        QCOMPARE(list("message_queue"), others + QByteArrayList{task(3)});
        finished(queue.giveBack());
        QCOMPARE(list("message_queue"),
                 QByteArrayList({task(1), task(2, "update_session_status")}) + others + QByteArrayList{task(3)});
        finished(queue.adopted({task(1)}));  // not in hand: nothing happens
        QCOMPARE(taken(queue, 9).size(), 3);
        finished(queue.adopted({task(1), task(2, "update_session_status"), task(3)}));
        QVERIFY(list(hands).isEmpty());
        QCOMPARE(list("message_queue"), others);
    }

    void nobodyOvertakesWhoHasTasksInHand()
    {
        EngineSide one(endpoint(), "shop"_ba);
        EngineSide other(endpoint(), "shop"_ba);
        QVERIFY(one.waitUntilUp() && other.waitUntilUp());
        TaskQueue first(one.connection, one.health);
        TaskQueue second(other.connection, other.health);
        push({task(1), task(2)});
        QCOMPARE(taken(first, 1), QByteArrayList{task(1)});
        QVERIFY(taken(second, 1).isEmpty());
        finished(first.adopted({task(1)}));
        QCOMPARE(taken(second, 1), QByteArrayList{task(2)});
        QVERIFY(taken(first, 1).isEmpty());
    }

    void whatIsDoneIsNotTaken()
    {
        EngineSide side(endpoint(), "shop"_ba);
        QVERIFY(side.waitUntilUp());
        TaskQueue queue(side.connection, side.health);
        finished(queue.markDone("t1"_ba));
        QVERIFY(m_server->cli({"TTL"_ba, "message_queue:done:t1"_ba}).toInt() > 80'000);
        push({task(1), task(2)});
        QCOMPARE(taken(queue, 9), QByteArrayList{task(2)});
        QVERIFY(list("message_queue").isEmpty());
        finished(queue.markDead({{u"id"_s, u"t2"_s}, {u"error"_s, u"bad"_s}}));
        QCOMPARE(list("message_queue:dead"), QByteArrayList{"{\"error\":\"bad\",\"id\":\"t2\"}"_ba});
    }

    void dueRetriesJoinTheTail()
    {
        EngineSide side(endpoint(), "shop"_ba);
        QVERIFY(side.waitUntilUp());
        TaskQueue queue(side.connection, side.health);
        m_server->cli({"ZADD"_ba, "message_queue:delayed"_ba, "1000"_ba, task(1), "99999999999999"_ba, task(2),
                       "1000"_ba, task(3, "send_survey")});
        push({task(4)});
        QCOMPARE(taken(queue, 9), (QByteArrayList{task(4), task(1)}));
        QCOMPARE(m_server->cli({"ZCARD"_ba, "message_queue:delayed"_ba}), "2"_ba);
    }

    void tasksOfADeadWorkerComeBackAndThoseOfALivingOneStay()
    {
        EngineSide side(endpoint(), "shop"_ba);
        QVERIFY(side.waitUntilUp());
        TaskQueue queue(side.connection, side.health);
        m_server->cli({"RPUSH"_ba, "message_queue:processing:dead"_ba, task(1), task(2, "send_survey")});
        m_server->cli({"RPUSH"_ba, "message_queue:processing:alive"_ba, task(3)});
        m_server->cli({"SET"_ba, "message_queue:worker:alive"_ba, "1"_ba});
        push({task(4)});
        finished(queue.recover());
        QCOMPARE(list("message_queue"), QByteArrayList{task(4)});  // seen once only
        finished(queue.recover());
        QCOMPARE(list("message_queue"), (QByteArrayList{task(1), task(2, "send_survey"), task(4)}));
        QCOMPARE(list("message_queue:processing:alive"), QByteArrayList{task(3)});
    }

    /// Redis stands still, and does later what it was asked: nobody here knows of it, and others wait for these hands.
    void whatCameIntoItsHandsUnseenGoesBack()
    {
        EngineSide side(endpoint(), "shop"_ba);
        QVERIFY(side.waitUntilUp());
        TaskQueue queue(side.connection, side.health);
        const QByteArray hands = contract::keys::processingQueue(side.health.identity().instance);
        push({task(1), task(2), task(3)});
        QCOMPARE(taken(queue, 1), QByteArrayList{task(1)});
        finished(queue.adopted({task(1)}));
        m_server->pause();
        QVERIFY(taken(queue, 2).isEmpty());
        m_server->resume();
        QTRY_COMPARE(list(hands), (QByteArrayList{task(2), task(3)}));
        QVERIFY(side.waitUntilUp());
        QCOMPARE(takenInTheEnd(queue), (QByteArrayList{task(2), task(3)}));
        finished(queue.adopted({task(2), task(3)}));
        QVERIFY(list(hands).isEmpty());
        QVERIFY(list("message_queue").isEmpty());
    }

    /// They are in the store; whether they are still in hand nobody knows: they come once more, and are let go then.
    void whatCouldNotBeLetGoComesOnceMore()
    {
        EngineSide side(endpoint(), "shop"_ba);
        QVERIFY(side.waitUntilUp());
        TaskQueue queue(side.connection, side.health);
        push({task(1), task(2)});
        QCOMPARE(taken(queue, 9).size(), 2);
        m_server->kill();
        finished(queue.adopted({task(1), task(2)}));
        QVERIFY(m_server->start());
        push({task(3)});
        m_server->cli({"RPUSH"_ba, contract::keys::processingQueue(side.health.identity().instance), task(1), task(2)});
        QVERIFY(side.waitUntilUp());
        QCOMPARE(takenInTheEnd(queue), (QByteArrayList{task(1), task(2), task(3)}));
    }

    void whatOthersAreToKnowIsToldWhenRedisIsBack()
    {
        EngineSide side(endpoint(), "shop"_ba);
        QVERIFY(side.waitUntilUp());
        TaskQueue queue(side.connection, side.health);
        m_server->kill();
        finished(queue.markDone("t1"_ba));
        finished(queue.markDead({{u"id"_s, u"t2"_s}}));
        QVERIFY(m_server->start());
        QVERIFY(side.waitUntilUp());
        const auto isTold = [&] {
            finished(queue.recover());
            return m_server->cli({"EXISTS"_ba, "message_queue:done:t1"_ba}) == "1";
        };
        QTRY_VERIFY_WITH_TIMEOUT(isTold(), 10'000);
        QCOMPARE(list("message_queue:dead"), QByteArrayList{"{\"id\":\"t2\"}"_ba});
    }

    void anErasureForgetsTheTasksOfASession()
    {
        EngineSide side(endpoint(), "shop"_ba);
        QVERIFY(side.waitUntilUp());
        const QByteArray other = "{\"id\":\"o\",\"type\":\"save_message\",\"chat_session_id\":2}";
        push({task(1), other, task(2, "send_survey")});
        m_server->cli({"RPUSH"_ba, "message_queue:dead"_ba, other, task(3)});
        m_server->cli({"ZADD"_ba, "message_queue:delayed"_ba, "1"_ba, task(4)});
        redis::TraceEraser eraser(side.connection, side.health);
        LiveTraces traces;
        traces.user = SenderId("W-1"_ba);
        traces.conversations = {ConversationId("W-1"_ba)};
        QVERIFY(finished(eraser.forget(traces)));
        QCOMPARE(list("message_queue"), (QByteArrayList{other, task(2, "send_survey")}));
        QCOMPARE(list("message_queue:dead"), QByteArrayList{other});
        QCOMPARE(m_server->cli({"ZCARD"_ba, "message_queue:delayed"_ba}), "0"_ba);
    }

    /// A full Redis refuses what makes it larger: nothing may be lost between the two lists.
    void aFullRedisLosesNothing()
    {
        EngineSide side(endpoint(), "shop"_ba);
        QVERIFY(side.waitUntilUp());
        TaskQueue queue(side.connection, side.health);
        push({task(1), task(2)});
        m_server->cli({"CONFIG"_ba, "SET"_ba, "maxmemory"_ba, "1"_ba});
        QVERIFY(taken(queue, 9).isEmpty());
        QCOMPARE(list("message_queue"), (QByteArrayList{task(1), task(2)}));
        m_server->cli({"CONFIG"_ba, "SET"_ba, "maxmemory"_ba, "0"_ba});
    }
};

TONGDAI_TEST(TaskQueueRedisTest)

}  // namespace tongdai

#include "task_queue_redis_test.moc"
