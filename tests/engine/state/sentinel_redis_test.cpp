#include "engine/state/redis/connection/connection.h"
#include "tests/support/sentinel_group.h"
#include "tests/support/test_registry.h"
#include "tests/support/wait_until.h"

#include <QCoro/QCoroTask>
#include <QSignalSpy>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::SentinelGroup;
using testing::waitUntil;

namespace {

redis::Endpoint endpointOfGroup(const SentinelGroup& group)
{
    redis::Endpoint endpoint;
    for (const quint16 port : group.ports())
        endpoint.sentinels.append({u"127.0.0.1"_s, port});
    endpoint.group = SentinelGroup::kGroup;
    endpoint.password = SentinelGroup::kServerPassword;
    endpoint.sentinelPassword = SentinelGroup::kSentinelPassword;
    return endpoint;
}

QCoro::Task<void> noteText(redis::Connection* connection, QByteArrayList args, std::shared_ptr<QByteArray> into)
{
    redis::PendingReply pending = connection->ask(args);
    try {
        const redis::Reply reply = co_await pending;
        *into = reply.isError() ? reply.errorText() : reply.bytes();
    } catch (const StoreError&) {
        *into = "failed";
    }
}

QByteArray textOf(redis::Connection& connection, const QByteArrayList& args)
{
    const auto text = std::make_shared<QByteArray>();
    noteText(&connection, args, text);
    waitUntil([&] { return !text->isEmpty(); });
    return *text;
}

}  // namespace

/// A connection goes where the sentinels say that the primary is, with real servers and sentinels.
class SentinelRedisTest : public QObject {
    Q_OBJECT

    std::unique_ptr<SentinelGroup> m_group;
    std::unique_ptr<redis::Connection> m_connection;

    bool isReadySoon()
    {
        return waitUntil([this] { return m_connection->isReady(); }, 60s);
    }

private slots:
    void init()
    {
        m_group = std::make_unique<SentinelGroup>();
        QVERIFY2(m_group->start(), qPrintable(m_group->problem()));
        m_connection = std::make_unique<redis::Connection>(endpointOfGroup(*m_group));
    }
    void cleanup()
    {
        m_connection.reset();
        m_group.reset();
    }

    void findsThePrimary()
    {
        m_connection->open();
        QVERIFY(isReadySoon());
        QCOMPARE(textOf(*m_connection, {"SET", "k", "1"}), "OK"_ba);
        QCOMPARE(m_group->askServer(m_group->first(), {"GET", "k"}), "1"_ba);
        const QString words = m_connection->endpoint().describe();
        QVERIFY2(words.startsWith(u"redis+sentinel://127.0.0.1:"_s) && words.endsWith(u"/shop/0"_s), qPrintable(words));
    }

    void followsAFailover()
    {
        m_connection->open();
        QVERIFY(isReadySoon());
        m_group->first().kill();
        QVERIFY(waitUntil([this] { return !m_connection->isReady(); }, 60s));
        QVERIFY(isReadySoon());
        QCOMPARE(textOf(*m_connection, {"SET", "k", "2"}), "OK"_ba);
        QCOMPARE(m_group->askServer(m_group->second(), {"GET", "k"}), "2"_ba);
    }

    /// Nothing breaks: the old primary goes on as a replica, and only the sentinels tell.
    void hearsThatThePrimaryIsAnother()
    {
        m_connection->open();
        QVERIFY(isReadySoon());
        QSignalSpy failed(m_connection.get(), &redis::Connection::failed);
        QCOMPARE(m_group->askSentinel(1, {"SENTINEL", "FAILOVER", SentinelGroup::kGroup}), "OK"_ba);
        QVERIFY(waitUntil([&] { return !failed.isEmpty(); }, 60s));
        QVERIFY(waitUntil(
            [this] {
                return m_connection->isReady() && textOf(*m_connection, {"SET", "k", "3"}) == "OK" &&
                       m_group->askServer(m_group->second(), {"GET", "k"}) == "3";
            },
            60s));
    }

    void asksTheNextWhenOneIsAway()
    {
        m_group->killSentinel(0);
        m_connection->open();
        QVERIFY(isReadySoon());
        QCOMPARE(textOf(*m_connection, {"SET", "k", "4"}), "OK"_ba);
        m_group->killSentinel(1);  // the one that was listened to: what is connected stays
        QCOMPARE(textOf(*m_connection, {"SET", "k", "5"}), "OK"_ba);
    }

    void saysWhyItFindsNone_data()
    {
        QTest::addColumn<QByteArray>("group");
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<QString>("wanted");
        QTest::newRow("unknown") << "other"_ba << QByteArray(SentinelGroup::kSentinelPassword) << u"'other'"_s;
        QTest::newRow("password") << "shop"_ba
                                  << "wrong"_ba << u"WRONGPASS"_s;
    }
    void saysWhyItFindsNone()
    {
        QFETCH(QByteArray, group);
        QFETCH(QByteArray, password);
        QFETCH(QString, wanted);
        redis::Endpoint endpoint = endpointOfGroup(*m_group);
        endpoint.group = group;
        endpoint.sentinelPassword = password;
        redis::Connection connection(endpoint);
        QSignalSpy failed(&connection, &redis::Connection::failed);
        connection.open();
        QVERIFY(waitUntil([&] { return failed.size() >= 2; }, 60s));  // and goes on trying
        const QString cause = failed.front().at(1).toString();
        QVERIFY2(cause.contains(wanted), qPrintable(cause));
        QVERIFY(!cause.contains(QString::fromLatin1(password)));
    }
};

TONGDAI_TEST(SentinelRedisTest)

}  // namespace tongdai

#include "sentinel_redis_test.moc"
