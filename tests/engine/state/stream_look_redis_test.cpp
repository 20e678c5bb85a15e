#include "engine/state/redis/inspect/stream_look.h"

#include "tests/engine/state/redis_fixture.h"
#include "tests/support/test_registry.h"

#include <QSet>
#include <QTest>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using redis::StreamLook;
using testing::EngineSide;
using testing::finished;
using testing::RedisServer;

/// Looking into streams backwards, and settling what a group has left lying, against a real server.
class StreamLookRedisTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_server;
    std::unique_ptr<EngineSide> m_engine;
    std::unique_ptr<StreamLook> m_look;

    StreamLook::Page page(const QByteArray& stream, const QByteArray& before = {})
    {
        return finished(m_look->page(stream, before)).value_or(StreamLook::Page());
    }
    std::vector<StreamLook::Pending> pending(const QByteArray& after = {})
    {
        return finished(m_look->pending("s", "g", after)).value_or(std::vector<StreamLook::Pending>());
    }
    /// Entries 1-0 … n-0; the group's reader alice has been given them all, and bob is a reader as well.
    void giveToAlice(int count)
    {
        m_server->cli({"EVAL",
                       "for i=1,tonumber(ARGV[1]) do redis.call('XADD','s',i..'-0','n',i) end "
                       "redis.call('XGROUP','CREATE','s','g','0') "
                       "redis.call('XREADGROUP','GROUP','g','alice','COUNT',ARGV[1],'STREAMS','s','>') "
                       "redis.call('XGROUP','CREATECONSUMER','s','g','bob')",
                       "0", QByteArray::number(count)});
    }
    int settle(const QByteArray& consumer, std::chrono::milliseconds idle, std::vector<StreamLook::Pending> seen)
    {
        return finished(m_look->settle("s", "g", consumer, idle, std::move(seen))).value_or(-2);
    }

private slots:
    void init()
    {
        m_server = std::make_unique<RedisServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
        m_engine = std::make_unique<EngineSide>(redis::Endpoint::onUnixSocket(m_server->socketPath()), "shop"_ba);
        m_look = std::make_unique<StreamLook>(m_engine->connection);
        QVERIFY(m_engine->waitUntilUp());
    }
    void cleanup()
    {
        m_look.reset();
        m_engine.reset();
        m_server.reset();
    }

    void readsBackwardsPageByPage()
    {
        m_server->cli({"EVAL", "for i=1,120 do redis.call('XADD','s',i..'-0','event','e'..i,'data','x') end", "0"});
        const auto newest = page("s");
        QVERIFY(newest.isThere && !newest.isLast);
        QCOMPARE(newest.length, 120);
        QCOMPARE(newest.added, std::optional<qint64>(120));
        QCOMPARE(newest.entries.size(), size_t(StreamLook::kMostEntries));
        QCOMPARE(newest.entries.front().id, "120-0"_ba);
        QCOMPARE(newest.entries.front().fields.at(0), std::pair("event"_ba, "e120"_ba));
        QStringList seen;
        QByteArray before;
        for (bool isLast = false; !isLast;) {
            const auto piece = page("s", before);
            for (const auto& entry : piece.entries)
                seen << QString::fromUtf8(entry.id);
            before = piece.entries.empty() ? before : piece.entries.back().id;
            isLast = piece.isLast;
        }
        QCOMPARE(seen.size(), 120);
        QCOMPARE(seen.last(), u"1-0"_s);
        QVERIFY(page("s", "1-0").isLast);
    }
    void saysWhatIsNoStream()
    {
        QVERIFY(!page("nothing").isThere);
        m_server->cli({"SET", "text", "x"});
        QVERIFY(!page("text").isThere);
        QVERIFY(finished(m_look->groups("text"))->empty());
        QVERIFY(finished(m_look->entry("nothing", "1-0"))->empty());
        m_engine->connection.close();
        QVERIFY(!finished(m_look->page("s", {})));
        QVERIFY(!finished(m_look->groups("s")));
        QVERIFY(!finished(m_look->pending("s", "g", {})));
        QVERIFY(!finished(m_look->settle("s", "g", {}, 0s, {})));
    }
    /// Of entries of a megabyte one is read at a time, of each its beginning.
    void largeEntriesAreReadInSmallerPieces()
    {
        m_server->cli(
            {"EVAL", "for i=1,5 do redis.call('XADD','s',i..'-0','a',string.rep('x',1000000),'b','y') end", "0"});
        const auto piece = page("s");
        QCOMPARE(piece.entries.size(), size_t(1));
        QVERIFY(!piece.isLast && piece.entries[0].isCut);
        QCOMPARE(piece.entries[0].fields.size(), size_t(1));
        QVERIFY(piece.entries[0].fields[0].second.size() < StreamLook::kMostOfEntry);
        QCOMPARE(finished(m_look->entry("s", "3-0"))->size(), size_t(1));
    }
    /// However long the stream and its list of pending entries are: no question reads more than a page, and XRANGE,
    /// XREAD, KEYS are never asked for.
    void aLongStreamIsNeverReadWhole()
    {
        giveToAlice(60'000);
        m_server->cli({"CONFIG", "RESETSTAT"});
        QByteArray before;
        for (int i = 0; i < 20; ++i) {
            const auto piece = page("s", before);
            QCOMPARE(piece.entries.size(), size_t(StreamLook::kMostEntries));
            before = piece.entries.back().id;
        }
        QByteArray after;
        for (int i = 0; i < 20; ++i) {
            const auto piece = pending(after);
            QCOMPARE(piece.size(), size_t(StreamLook::kMostPending));
            after = piece.back().id;
        }
        QCOMPARE(after, "2000-0"_ba);
        const QByteArray stats = m_server->cli({"INFO", "commandstats"});
        for (const char* never : {"cmdstat_keys", "cmdstat_xrange", "cmdstat_xread"})
            QVERIFY2(!stats.contains(never), stats.constData());
        for (const QByteArray& line : stats.split('\n')) {
            if (!line.startsWith("cmdstat_x")) continue;
            const qsizetype at = line.indexOf("usec_per_call=");
            const double micro = line.mid(at + 14, line.indexOf(',', at) - at - 14).toDouble();
            QVERIFY2(micro > 0 && micro < 5'000, line.constData());
        }
    }
    void namesGroupsAndTheirReaders()
    {
        giveToAlice(3);
        m_server->cli({"XADD", "s", "9-0", "n", "9"});
        const auto groups = finished(m_look->groups("s"));
        QCOMPARE(groups->size(), size_t(1));
        QCOMPARE(groups->at(0).name, "g"_ba);
        QCOMPARE(groups->at(0).consumers, 2);
        QCOMPARE(groups->at(0).pending, 3);
        QCOMPARE(groups->at(0).lag, std::optional<qint64>(1));
        const auto readers = finished(m_look->consumers("s", "g"));
        QCOMPARE(readers->size(), size_t(2));
        QCOMPARE(readers->at(0).name, "alice"_ba);
        QCOMPARE(readers->at(0).pending, 3);
        QVERIFY(finished(m_look->consumers("s", "another"))->empty());
    }
    void onlyWhatStandsAsItWasSeenIsAcknowledged()
    {
        giveToAlice(3);
        auto seen = pending();
        QCOMPARE(seen.size(), size_t(3));
        QCOMPARE(seen[0].consumer, "alice"_ba);
        QCOMPARE(seen[0].deliveries, 1);
        // Meanwhile bob takes the first, and alice is given the second once more.
        m_server->cli({"XCLAIM", "s", "g", "bob", "0", "1-0"});
        m_server->cli({"XCLAIM", "s", "g", "alice", "0", "2-0"});
        QCOMPARE(settle({}, 0s, seen), 1);
        const auto left = pending();
        QCOMPARE(left.size(), size_t(2));
        QCOMPARE(left[0].id, "1-0"_ba);
        QCOMPARE(left[1].id, "2-0"_ba);
        QCOMPARE(settle({}, 0s, left), 2);
        QCOMPARE(settle({}, 0s, left), 0);
        QCOMPARE(m_server->cli({"XLEN", "s"}), "3"_ba);  // the entries themselves stay
    }
    void whatIsInWorkIsHandedToNobody()
    {
        giveToAlice(2);
        const auto seen = pending();
        QCOMPARE(settle("bob", 30s, seen), 0);
        QCOMPARE(settle("bob", 0s, seen), 2);
        const auto given = pending();
        QCOMPARE(given[0].consumer, "bob"_ba);
        QCOMPARE(given[0].deliveries, 1);  // handing over is no delivery
        const QByteArray own = m_server->cli({"XREADGROUP", "GROUP", "g", "bob", "STREAMS", "s", "0"});
        QVERIFY2(own.contains("1-0") && own.contains("2-0"), own.constData());
    }
    void aReaderThatIsNotThereGetsNothingAndIsNotMade()
    {
        giveToAlice(1);
        QCOMPARE(settle("carol", 0s, pending()), StreamLook::kNoSuchConsumer);
        QCOMPARE(finished(m_look->consumers("s", "g"))->size(), size_t(2));
        QCOMPARE(pending().at(0).consumer, "alice"_ba);
        QCOMPARE(finished(m_look->settle("s", "another", "bob", 0s, pending())), std::optional(0));
        QCOMPARE(finished(m_look->settle("gone", "g", {}, 0s, pending())), std::optional(0));
    }
};

TONGDAI_TEST(StreamLookRedisTest)

}  // namespace tongdai

#include "stream_look_redis_test.moc"
