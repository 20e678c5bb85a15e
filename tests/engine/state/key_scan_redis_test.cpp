#include "engine/state/redis/inspect/key_scan.h"

#include "tests/engine/state/redis_fixture.h"
#include "tests/support/test_registry.h"

#include <QSet>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::EngineSide;
using testing::finished;
using testing::RedisServer;

/// Looking through all keys, and into each kind of them, a piece at a time.
class KeyScanRedisTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_server;
    std::unique_ptr<EngineSide> m_engine;
    std::unique_ptr<redis::KeyScan> m_scan;

    redis::KeyScan::Piece piece(const QByteArray& key, const QByteArray& from = {})
    {
        return finished(m_scan->piece(key, from)).value_or(redis::KeyScan::Piece());
    }

private slots:
    void init()
    {
        m_server = std::make_unique<RedisServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
        m_engine = std::make_unique<EngineSide>(redis::Endpoint::onUnixSocket(m_server->socketPath()), "shop"_ba);
        m_scan = std::make_unique<redis::KeyScan>(m_engine->connection);
        QVERIFY(m_engine->waitUntilUp());
    }
    void cleanup()
    {
        m_scan.reset();
        m_engine.reset();
        m_server.reset();
    }

    void findsEveryKeyStepByStep()
    {
        m_server->cli({"EVAL", "for i=1,3000 do redis.call('SET','many:'..i,i) end", "0"});
        m_server->cli({"SET", "other", "x", "PX", "60000"});
        QSet<QByteArray> found;
        QByteArray cursor = "0"_ba;
        int steps = 0;
        do {
            const auto step = finished(m_scan->step(cursor, "many:*"_ba));
            QVERIFY(step);
            QVERIFY(step->inAll >= 3001);
            for (const auto& key : step->keys) {
                QCOMPARE(key.type, "string"_ba);
                QVERIFY(key.bytes > 0 && !key.left);
                found.insert(key.name);
            }
            cursor = step->cursor;
            ++steps;
        } while (cursor != "0");
        QCOMPARE(found.size(), 3000);
        QVERIFY(steps > 4);
        const auto one = finished(m_scan->step("0"_ba, "oth?r"_ba));
        QVERIFY(one);
    }

    void readsEachTypePageByPage()
    {
        m_server->cli({"SET", "s", QByteArray(5'000, 'a')});
        QCOMPARE(piece("s").rows.at(0).second.size(), redis::KeyScan::kTextPiece);
        QCOMPARE(piece("s", piece("s").next).rows.at(0).second.size(), 1'000);
        QVERIFY(piece("s", "4000"_ba).next.isEmpty());

        m_server->cli(
            {"EVAL", "for i=1,60 do redis.call('RPUSH','l','v'..i) redis.call('ZADD','z',i,'m'..i) end", "0"});
        const auto list = piece("l");
        QCOMPARE(list.rows.size(), size_t(redis::KeyScan::kMostRows));
        QCOMPARE(list.rows[1], std::pair("1"_ba, "v2"_ba));
        QCOMPARE(piece("l", list.next).rows.size(), size_t(10));
        const auto sorted = piece("z");
        QCOMPARE(sorted.rows.at(2), std::pair("3"_ba, "m3"_ba));
        QCOMPARE(piece("z", sorted.next).rows.at(0), std::pair("51"_ba, "m51"_ba));

        m_server->cli({"HSET", "h", "f", "w"});
        QCOMPARE(piece("h").rows.at(0), std::pair("f"_ba, "w"_ba));
        m_server->cli({"SADD", "set", "member"});
        QCOMPARE(piece("set").rows.at(0).second, "member"_ba);
        m_server->cli({"XADD", "x", "7-1", "a", "1", "b", "2"});
        QCOMPARE(piece("x").rows.at(0), std::pair("7-1"_ba, "a=1 b=2"_ba));
        QVERIFY(!finished(m_scan->piece("gone"_ba, {})));
    }

    void saysThatRedisIsAway()
    {
        m_engine->connection.close();
        QVERIFY(!finished(m_scan->step("0"_ba, {})));
        QVERIFY(!finished(m_scan->piece("s"_ba, {})));
    }
};

TONGDAI_TEST(KeyScanRedisTest)

}  // namespace tongdai

#include "key_scan_redis_test.moc"
