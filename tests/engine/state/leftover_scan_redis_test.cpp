#include "engine/state/redis/inspect/leftover_scan.h"

#include "engine/contract/key_families.h"
#include "tests/engine/state/redis_fixture.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using redis::LeftoverScan;
using testing::EngineSide;
using testing::finished;
using testing::RedisServer;

/// Keys that were left behind, against a real server: found, and given an end (features G12).
class LeftoverScanRedisTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_server;
    std::unique_ptr<EngineSide> m_engine;
    std::unique_ptr<LeftoverScan> m_scan;

    /// As if nobody had touched it for so many seconds.
    void leave(const QByteArray& key, int untouched)
    {
        m_server->cli({"SET", key, "x"});
        const QByteArray dump =
            "local d=redis.call('DUMP',KEYS[1]) "
            "redis.call('RESTORE',KEYS[1],0,d,'REPLACE','IDLETIME',ARGV[1])";
        m_server->cli({"EVAL", dump, "1", key, QByteArray::number(untouched)});
    }
    std::vector<LeftoverScan::Key> all()
    {
        std::vector<LeftoverScan::Key> found;
        QByteArray cursor = "0"_ba;
        do {
            const auto step = finished(m_scan->step(cursor));
            if (!step) return found;
            found.insert(found.end(), step->found.begin(), step->found.end());
            cursor = step->cursor;
        } while (cursor != "0");
        std::ranges::sort(found, {}, &LeftoverScan::Key::name);
        return found;
    }

private slots:
    void init()
    {
        m_server = std::make_unique<RedisServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
        m_engine = std::make_unique<EngineSide>(redis::Endpoint::onUnixSocket(m_server->socketPath()), "shop"_ba);
        m_scan = std::make_unique<LeftoverScan>(m_engine->connection);
        QVERIFY(m_engine->waitUntilUp());
    }
    void cleanup()
    {
        m_scan.reset();
        m_engine.reset();
        m_server.reset();
    }

    void findsWhatWasLeftBehindAndNothingElse()
    {
        leave("conv_lock:c1", 4'000);
        leave("chat:rate:u1", 90'000);
        leave("conv_state:c2", 60);        // somebody was there a minute ago
        leave("chat:offline:u1", 90'000);  // lasts on purpose
        leave("crm:name", 90'000);         // another program's
        leave("chat_history:u1:s1", 90'000);
        m_server->cli({"SET", "chat:typing:c1:u1", "1", "EX", "6"});  // as it should be
        const auto found = all();
        QCOMPARE(found.size(), size_t(2));
        QCOMPARE(found[0].name, "chat:rate:u1"_ba);
        QCOMPARE(found[0].kind, LeftoverKind::Counters);
        QVERIFY(found[0].bytes > 0 && found[0].untouched >= std::chrono::seconds(90'000));
        QCOMPARE(found[1].name, "conv_lock:c1"_ba);
        QCOMPARE(found[1].kind, LeftoverKind::Locks);
    }
    void whatIsLeftBehindGetsAnEnd()
    {
        leave("conv_lock:c1", 4'000);
        leave("conv_lock:c2", 4'000);
        m_server->cli({"SET", "conv_lock:c2", "taken meanwhile"});
        QCOMPARE(finished(m_scan->letLapse({"conv_lock:c1", "conv_lock:c2", "conv_lock:gone"})), std::optional(1));
        QVERIFY(m_server->cli({"TTL", "conv_lock:c1"}).toInt() > 3'000);
        QCOMPARE(m_server->cli({"TTL", "conv_lock:c2"}), "-1"_ba);
        QVERIFY(all().empty());
    }
    void aBigKeySpaceIsLookedThroughInSmallSteps()
    {
        m_server->cli({"EVAL", "for i=1,50000 do redis.call('SET','message_rate:'..i,'x','EX',900) end", "0"});
        m_server->cli({"CONFIG", "RESETSTAT"});
        QVERIFY(all().empty());
        const QByteArray stats = m_server->cli({"INFO", "commandstats"});
        QVERIFY(!stats.contains("cmdstat_keys:"));
        const qsizetype scan = stats.indexOf("cmdstat_scan:calls=");
        QVERIFY2(stats.mid(scan + 19, 4).split(',').first().toInt() > 100, stats.constData());
    }
    void saysThatRedisIsAway()
    {
        m_engine->connection.close();
        QVERIFY(!finished(m_scan->step("0"_ba)));
        QVERIFY(!finished(m_scan->letLapse({"conv_lock:c1"})));
    }
};

TONGDAI_TEST(LeftoverScanRedisTest)

}  // namespace tongdai

#include "leftover_scan_redis_test.moc"
