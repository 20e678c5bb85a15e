#include "engine/state/redis/connection/connection.h"
#include "engine/state/redis/connection/script.h"
#include "tests/support/redis_server.h"
#include "tests/support/tcp_proxy.h"
#include "tests/support/test_registry.h"
#include "tests/support/wait_until.h"

#include <QCoro/QCoroTask>
#include <QLocalServer>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTest>

#include <deque>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using redis::Connection;
using redis::Endpoint;
using redis::Failure;
using redis::PendingReply;
using redis::Reply;
using testing::RedisServer;
using testing::TcpProxy;
using testing::waitUntil;

namespace {

/// What a caller got: the reply, or the error.
struct Answer {
    std::optional<Reply> reply;
    std::optional<StoreError::Kind> error;
    bool isThere() const { return reply || error; }
};

QCoro::Task<void> record(Connection* connection, QByteArrayList args, std::shared_ptr<Answer> answer)
{
    PendingReply pending = connection->ask(args);
    try {
        Reply reply = co_await pending;
        answer->reply = std::move(reply);
    } catch (const StoreError& error) {
        answer->error = error.kind();
    }
}

std::shared_ptr<Answer> ask(Connection& connection, QByteArrayList args)
{
    auto answer = std::make_shared<Answer>();
    record(&connection, std::move(args), answer);
    return answer;
}

Reply askAndWait(Connection& connection, QByteArrayList args)
{
    const auto answer = ask(connection, std::move(args));
    waitUntil([&] { return answer->isThere(); });
    return answer->reply.value_or(Reply(Reply::Error{"NOANSWER"_ba}));
}

/// A server that answers each connection with fixed bytes, after the greeting's ROLE.
class ScriptedServer {
public:
    explicit ScriptedServer(QByteArray answer) : m_answer(std::move(answer))
    {
        m_server.listen(m_dir.filePath(u"scripted.sock"_s));
        QObject::connect(&m_server, &QLocalServer::newConnection, &m_server, [this] {
            QLocalSocket* socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QLocalSocket::readyRead, socket, [this, socket] {
                const bool greeting = socket->readAll().contains("ROLE");
                socket->write(greeting ? "*3\r\n$6\r\nmaster\r\n:0\r\n*0\r\n"_ba : m_answer);
            });
        });
    }
    Endpoint endpoint() const { return Endpoint::onUnixSocket(m_server.fullServerName()); }

private:
    QTemporaryDir m_dir;
    QLocalServer m_server;
    QByteArray m_answer;
};

}  // namespace

class ConnectionRedisTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_server;

    Endpoint local() const { return Endpoint::onUnixSocket(m_server->socketPath()); }
    static void openAndWait(Connection& connection)
    {
        connection.open();
        QTRY_VERIFY(connection.isReady());
    }

private slots:
    void init()
    {
        m_server = std::make_unique<RedisServer>(RedisServer::Options{.withTcp = true, .extra = {}});
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
    }
    void cleanup() { m_server.reset(); }

    void answersOverUnixSocketAndTcp()
    {
        for (const Endpoint& endpoint : {local(), Endpoint::onTcp(u"127.0.0.1"_s, m_server->port())}) {
            Connection connection(endpoint);
            openAndWait(connection);
            const QByteArray value("a\r\n\0b", 5);
            QVERIFY(askAndWait(connection, {"SET"_ba, "key"_ba, value}).isStatus("OK"));
            QCOMPARE(QCoro::waitFor(connection.command({"GET"_ba, "key"_ba})).bytes(), value);
            QCOMPARE(askAndWait(connection, {"LPUSH"_ba, "key"_ba, "x"_ba}).errorCode(), "WRONGTYPE"_ba);
        }
    }

    void commandsOfOneLoopTurnAreOneWrite()
    {
        const auto proxy = TcpProxy::toUnixSocket(m_server->socketPath());
        Connection connection(Endpoint::onUnixSocket(proxy->socketPath()));
        openAndWait(connection);
        const qint64 before = proxy->chunksTo(TcpProxy::Direction::ToServer);
        std::vector<std::shared_ptr<Answer>> answers;
        for (int i = 0; i < 100; ++i)
            answers.push_back(ask(connection, {"ECHO"_ba, QByteArray::number(i)}));
        QTRY_VERIFY(answers.back()->isThere());
        QCOMPARE(proxy->chunksTo(TcpProxy::Direction::ToServer), before + 1);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(answers[size_t(i)]->reply.value().bytes(), QByteArray::number(i));
    }

    void failsAtOnceWhileNotConnected()
    {
        Connection connection(Endpoint::onUnixSocket(u"/nowhere/redis.sock"_s));
        QSignalSpy failed(&connection, &Connection::failed);
        connection.open();
        QCOMPARE(ask(connection, {"PING"_ba})->error, std::optional(StoreError::Kind::Unreachable));
        QTRY_VERIFY(failed.size() >= 2);
        QCOMPARE(failed.first().at(0).value<Failure>(), Failure::Unreachable);
    }

    void hungServerEndsTheConnectionAndItsReturnMendsIt()
    {
        Connection connection(local());
        openAndWait(connection);
        m_server->pause();
        QSignalSpy failed(&connection, &Connection::failed);
        QElapsedTimer timer;
        timer.start();
        const auto first = ask(connection, {"PING"_ba});
        const auto second = ask(connection, {"PING"_ba});
        QTRY_VERIFY(first->isThere());
        QVERIFY(timer.elapsed() >= 250);
        QCOMPARE(first->error, std::optional(StoreError::Kind::TimedOut));
        QVERIFY(second->error.has_value());
        QCOMPARE(failed.first().at(0).value<Failure>(), Failure::TimedOut);
        QVERIFY(!connection.isReady());
        m_server->resume();
        QTRY_VERIFY(connection.isReady());
        QVERIFY(askAndWait(connection, {"PING"_ba}).isStatus("PONG"));
    }

    /// F26: an answer that comes after its caller gave up must never be read by the next caller.
    void lateAnswersReachNobody()
    {
        const auto proxy = TcpProxy::toUnixSocket(m_server->socketPath());
        redis::ConnectionOptions options;
        options.commandTimeout = 20ms;
        options.firstRetry = 1ms;
        options.lastRetry = 2ms;
        Connection connection(Endpoint::onUnixSocket(proxy->socketPath()), options);
        openAndWait(connection);
        int answered = 0;
        int timedOut = 0;
        for (int i = 0; i < 1000; ++i) {
            QVERIFY(waitUntil([&] { return connection.isReady(); }));
            if (i % 3 == 0) proxy->setLatency(TcpProxy::Direction::ToClient, 30ms);
            const auto tenantA = ask(connection, {"ECHO"_ba, "A" + QByteArray::number(i)});
            const auto tenantB = ask(connection, {"ECHO"_ba, "B" + QByteArray::number(i)});
            QVERIFY(waitUntil([&] { return tenantA->isThere() && tenantB->isThere(); }));
            proxy->setLatency(TcpProxy::Direction::ToClient, 0ms);
            answered += tenantA->reply ? 1 : 0;
            timedOut += tenantA->error ? 1 : 0;
            if (tenantA->reply) QCOMPARE(tenantA->reply->bytes(), "A" + QByteArray::number(i));
            if (tenantB->reply) QCOMPARE(tenantB->reply->bytes(), "B" + QByteArray::number(i));
        }
        QVERIFY2(timedOut >= 50 && answered >= 50,
                 qPrintable(u"%1 timed out, %2 answered"_s.arg(timedOut).arg(answered)));
    }

    /// F27: one byte at a time, then a reset in the middle of an answer.
    void slicedAnswersAreParsedAndCutOnesFail()
    {
        const auto proxy = TcpProxy::toPort(m_server->port());
        redis::ConnectionOptions options;
        options.commandTimeout = 5s;
        Connection connection(Endpoint::onTcp(u"127.0.0.1"_s, proxy->port()), options);
        openAndWait(connection);
        proxy->setSlice(TcpProxy::Direction::ToClient, 1);
        proxy->setSlice(TcpProxy::Direction::ToServer, 1);
        const QByteArray value = "0123456789"_ba.repeated(100);
        QCOMPARE(askAndWait(connection, {"ECHO"_ba, value}).bytes(), value);
        proxy->setSlice(TcpProxy::Direction::ToClient, 0);
        proxy->cutAfter(500);
        const auto cut = ask(connection, {"ECHO"_ba, value});
        QTRY_VERIFY(cut->isThere());
        QCOMPARE(cut->error, std::optional(StoreError::Kind::Unreachable));
        QTRY_VERIFY(connection.isReady());
        QCOMPARE(askAndWait(connection, {"ECHO"_ba, value}).bytes(), value);
    }

    void logsInAndSelectsAgainAfterALoss()
    {
        m_server->cli({"CONFIG"_ba, "SET"_ba, "requirepass"_ba, "s3cret"_ba});
        Endpoint endpoint = local();
        endpoint.password = "s3cret"_ba;
        endpoint.database = 3;
        Connection connection(endpoint);
        openAndWait(connection);
        QVERIFY(askAndWait(connection, {"SET"_ba, "where"_ba, "three"_ba}).isStatus("OK"));
        const Reply id = askAndWait(connection, {"CLIENT"_ba, "ID"_ba});
        QSignalSpy ready(&connection, &Connection::ready);
        ask(connection, {"CLIENT"_ba, "KILL"_ba, "ID"_ba, QByteArray::number(*id.integer()), "SKIPME"_ba, "no"_ba});
        QTRY_COMPARE(ready.size(), 1);
        QCOMPARE(askAndWait(connection, {"GET"_ba, "where"_ba}).bytes(), "three"_ba);
    }

    void wrongPasswordIsNamedAndNotLeaked()
    {
        m_server->cli({"CONFIG"_ba, "SET"_ba, "requirepass"_ba, "right"_ba});
        Endpoint endpoint = local();
        endpoint.password = "wr0ng-s3cret"_ba;
        Connection connection(endpoint);
        QSignalSpy failed(&connection, &Connection::failed);
        connection.open();
        QTRY_VERIFY(!failed.empty());
        QCOMPARE(failed.first().at(0).value<Failure>(), Failure::LoginRefused);
        const QString cause = failed.first().at(1).toString();
        QVERIFY2(cause.contains(u"WRONGPASS"), qPrintable(cause));
        QVERIFY(!cause.contains(u"s3cret"));
        QVERIFY(!endpoint.describe().contains(u"s3cret"));
    }

    void replicaIsRefused()
    {
        m_server->cli({"REPLICAOF"_ba, "127.0.0.1"_ba, "1"_ba});
        Connection connection(local());
        QSignalSpy failed(&connection, &Connection::failed);
        connection.open();
        QTRY_VERIFY(!failed.empty());
        QCOMPARE(failed.first().at(0).value<Failure>(), Failure::NotMaster);
        m_server->cli({"REPLICAOF"_ba, "NO"_ba, "ONE"_ba});
        QTRY_VERIFY(connection.isReady());
    }

    void serverTroubleIsReported()
    {
        Connection connection(local());
        openAndWait(connection);
        QSignalSpy refused(&connection, &Connection::serverRefused);
        m_server->cli({"REPLICAOF"_ba, "127.0.0.1"_ba, "1"_ba});
        QCOMPARE(askAndWait(connection, {"SET"_ba, "k"_ba, "v"_ba}).errorCode(), "READONLY"_ba);
        QCOMPARE(refused.size(), 1);
        QCOMPARE(askAndWait(connection, {"NOSUCHCOMMAND"_ba}).errorCode(), "ERR"_ba);
        QCOMPARE(refused.size(), 1);
    }

    void hostileAnswersEndTheConnection_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("HTTP") << "HTTP/1.1 200 OK\r\n\r\n"_ba;
        QTest::newRow("two answers for one question") << "+PONG\r\n+PONG\r\n"_ba;
        QTest::newRow("absurd array") << "*2147483647\r\n"_ba;
        QTest::newRow("too large") << "$100000\r\n"_ba + QByteArray(70'000, 'x');
        QTest::newRow("too deep") << "*1\r\n"_ba.repeated(100);
    }
    void hostileAnswersEndTheConnection()
    {
        QFETCH(const QByteArray, answer);
        ScriptedServer server(answer);
        redis::ConnectionOptions options;
        options.replyLimits = {.bytes = 60'000, .elements = 1000};
        Connection connection(server.endpoint(), options);
        openAndWait(connection);
        QSignalSpy failed(&connection, &Connection::failed);
        const auto asked = ask(connection, {"PING"_ba});
        QTRY_VERIFY(asked->isThere());
        QTRY_VERIFY(!failed.empty());
        QCOMPARE(failed.first().at(0).value<Failure>(), Failure::BadProtocol);
    }

    void callersOfADestroyedConnectionAreTold()
    {
        auto connection = std::make_unique<Connection>(local());
        openAndWait(*connection);
        const auto asked = ask(*connection, {"PING"_ba});
        connection.reset();
        QCOMPARE(asked->error, std::optional(StoreError::Kind::Unreachable));
    }

    void tooManyCommandsAreRefusedAndTheRestAnswered()
    {
        redis::ConnectionOptions options;
        options.maxPending = 10;
        Connection connection(local(), options);
        openAndWait(connection);
        std::vector<std::shared_ptr<Answer>> answers;
        for (int i = 0; i < 12; ++i)
            answers.push_back(ask(connection, {"PING"_ba}));
        QCOMPARE(answers[11]->error, std::optional(StoreError::Kind::Busy));
        QTRY_VERIFY(answers[9]->reply.has_value());
        QVERIFY(ask(connection, {"PING"_ba})->error == std::nullopt);
    }

    /// F24: a flushed script cache costs one more round trip, not an error.
    void scriptsSurviveAFlushedScriptCache()
    {
        Connection connection(local());
        openAndWait(connection);
        const redis::Script acquire("gate_acquire");
        for (int i = 0; i < 3; ++i) {
            m_server->cli({"SCRIPT"_ba, "FLUSH"_ba});
            const Reply reply =
                QCoro::waitFor(acquire.run(connection, {"lock" + QByteArray::number(i)}, {"me"_ba, "30000"_ba}));
            QCOMPARE(reply.integer(), std::optional<qint64>(1));
        }
    }
};

TONGDAI_TEST(ConnectionRedisTest)

}  // namespace tongdai

#include "connection_redis_test.moc"
