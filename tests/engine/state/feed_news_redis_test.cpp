#include "engine/contract/json/notices/feed_notice.h"
#include "engine/state/redis/queue/feed_news.h"
#include "tests/engine/state/redis_fixture.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::EngineSide;
using testing::RedisServer;

namespace {

struct FeedingEngine {
    EngineSide engine;
    redis::FeedNews news;

    FeedingEngine(const RedisServer& server, const QByteArray& self, const QByteArray& install = "shop"_ba)
        : engine(redis::Endpoint::onUnixSocket(server.socketPath()), install),
          news(engine.connection, engine.health, self)
    {
    }
};

}  // namespace

/// Engines wake each other when they have written events (design §5).
class FeedNewsRedisTest : public QObject {
    Q_OBJECT

private slots:
    void readsNoticesAndNothingElse()
    {
        const auto notice = contract::readFeedNotice(contract::writeFeedNotice({"engine-a", 7}));
        QVERIFY(notice);
        QCOMPARE(notice->engine, "engine-a"_ba);
        QCOMPARE(notice->newest, 7);
        QVERIFY(!contract::readFeedNotice("{\"v\":2,\"e\":\"a\",\"n\":7}"));
        QVERIFY(!contract::readFeedNotice("{\"v\":1,\"e\":\"\",\"n\":7}"));
        QVERIFY(!contract::readFeedNotice("{\"v\":1,\"e\":\"a\",\"n\":0}"));
        QVERIFY(!contract::readFeedNotice("nonsense"));
    }
    void wakesOthersAndNotItself()
    {
        RedisServer server;
        QVERIFY2(server.start(), qPrintable(server.problem()));
        FeedingEngine one(server, "one"_ba);
        FeedingEngine other(server, "other"_ba);
        QSignalSpy listening(&other.news, &redis::FeedNews::listening);
        QSignalSpy own(&one.news, &redis::FeedNews::heard);
        QSignalSpy heard(&other.news, &redis::FeedNews::heard);
        QTRY_VERIFY(!listening.isEmpty());
        QTRY_VERIFY(one.engine.health.canRead());
        for (qint64 id = 1; id <= 500; ++id)
            one.news.tell(id);
        QTRY_COMPARE(heard.count(), 1);  // many writings close together wake once
        QCOMPARE(heard.first().first().toLongLong(), 500);
        one.news.tell(400);  // others' numbers may be told late
        other.news.tell(501);
        QTRY_COMPARE(own.count(), 1);
        QCOMPARE(own.first().first().toLongLong(), 501);
        QCOMPARE(heard.count(), 1);
    }
    /// Nobody may write after it: the others would look only at their poll.
    void tellsWhatWasWrittenBeforeRedisWasThere()
    {
        RedisServer server;
        QVERIFY2(server.start(), qPrintable(server.problem()));
        FeedingEngine other(server, "other"_ba);
        QSignalSpy listening(&other.news, &redis::FeedNews::listening);
        QSignalSpy heard(&other.news, &redis::FeedNews::heard);
        QTRY_VERIFY(!listening.isEmpty());
        FeedingEngine one(server, "one"_ba, {});  // its store is not open yet: it may not use this Redis
        one.news.tell(7);
        QTest::qWait(300);
        QCOMPARE(heard.count(), 0);
        one.engine.health.setInstall("shop"_ba);
        QTRY_COMPARE(heard.count(), 1);
        QCOMPARE(heard.first().first().toLongLong(), 7);
    }
    void saysWhenNobodyCanBeHeard()
    {
        RedisServer server;
        QVERIFY2(server.start(), qPrintable(server.problem()));
        FeedingEngine engine(server, "one"_ba);
        QSignalSpy listening(&engine.news, &redis::FeedNews::listening);
        QTRY_COMPARE(listening.count(), 1);
        QCOMPARE(listening.takeFirst().first().toBool(), true);
        server.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!listening.isEmpty(), 10'000);
        QCOMPARE(listening.takeFirst().first().toBool(), false);
    }
};

TONGDAI_TEST(FeedNewsRedisTest)

}  // namespace tongdai

#include "feed_news_redis_test.moc"
