#include "engine/server/http/connection_counts.h"

#include "tests/engine/server/http/raw_client.h"
#include "tests/engine/server/http/test_handler.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QUrl>

namespace tongdai::http {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray get(const QByteArray& target)
{
    return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

QByteArray upgradeTo(const QByteArray& target)
{
    return "GET " + target +
           " HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
}

}  // namespace

/// Time, number and size bounds of security S06, the hand-over of sockets, TLS and the orderly stop.
class HttpLimitsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_handler = std::make_unique<TestHandler>(); }
    void cleanup();

    void closesASilentConnection();
    void answers408ToASlowHeader();
    void answers408ToASlowBody();
    void closesAnIdleConnection();
    void waitsForASlowHandler();
    void limitsConnectionsOfOneAddress();
    void limitsAllConnections();
    void countsAnIpv6NetworkAsOneCaller();
    void servesAThousandConnectionsAtOnce();
    void stopsReadingForAClientThatDoesNotRead();
    void disconnectsAClientThatNeverReads();

    void handsOverAnUpgradeBehindItsHead();
    void handsOverAfterEarlierAnswers();
    void refusesUpgradesNobodyWants();
    void countsHandedOverSocketsUntilTheyEnd();

    void servesTls();
    void refusesOldTls();

    void reportsAPortInUse();
    void stopSendsAnswersInWork();
    void stopRefusesNewRequests();
    void stopCutsAtItsDeadline();

private:
    void start(const Limits& limits = {}, std::optional<QSslConfiguration> tls = {});
    QSslConfiguration certificate();

    std::unique_ptr<TestHandler> m_handler;
    std::unique_ptr<Server> m_server;
};

void HttpLimitsTest::cleanup()
{
    m_server.reset();
    m_handler->release();
    m_handler.reset();
}

void HttpLimitsTest::start(const Limits& limits, std::optional<QSslConfiguration> tls)
{
    m_server = std::make_unique<Server>(*m_handler, limits);
    const auto error = m_server->listen(QHostAddress::LocalHost, 0, std::move(tls));
    QVERIFY2(!error, error ? qUtf8Printable(error->cause) : "");
}

/// F54
void HttpLimitsTest::closesASilentConnection()
{
    start({.headerTimeout = 1s});
    RawClient client(m_server->port());
    QVERIFY(client.waitForClose());
    QCOMPARE(client.received(), QByteArray());
}

/// F54
void HttpLimitsTest::answers408ToASlowHeader()
{
    start({.headerTimeout = 1s});
    RawClient client(m_server->port());
    client.say("GET / HTTP/1.1\r\nHost:");
    QCOMPARE(client.next().status, 408);
    QVERIFY(client.waitForClose());
    QVERIFY(m_handler->seen.isEmpty());
}

/// F54
void HttpLimitsTest::answers408ToASlowBody()
{
    start({.minimumBodyRate = 1024 * 1024, .bodyGrace = 1s});
    RawClient client(m_server->port());
    client.say("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nhello");
    QCOMPARE(client.next().status, 408);
    QVERIFY(client.waitForClose());
    QVERIFY(m_handler->seen.isEmpty());
}

void HttpLimitsTest::closesAnIdleConnection()
{
    start({.idleTimeout = 1s});
    RawClient client(m_server->port());
    client.say(get("/x"));
    QCOMPARE(client.next().status, 200);
    QVERIFY(client.waitForClose());
}

void HttpLimitsTest::waitsForASlowHandler()
{
    start({.headerTimeout = 1s, .idleTimeout = 1s});
    RawClient slow(m_server->port());
    slow.say(get("/hold"));
    RawClient silent(m_server->port());  // its end tells that the limits have passed
    QVERIFY(silent.waitForClose());
    QVERIFY(!slow.isClosed());
    m_handler->release();
    QCOMPARE(slow.next().status, 200);
}

void HttpLimitsTest::limitsConnectionsOfOneAddress()
{
    start({.connectionsPerAddress = 2});
    RawClient first(m_server->port());
    auto second = std::make_unique<RawClient>(m_server->port());
    RawClient third(m_server->port());
    const RawAnswer refused = third.next();
    QCOMPARE(refused.status, 503);
    QCOMPARE(refused.body, "{\"detail\":\"Too many connections\"}\n"_ba);
    QVERIFY(refused.header("Retry-After").toInt() > 0);
    QVERIFY(third.waitForClose());
    QCOMPARE(m_server->statistics().refused, 1);
    second.reset();
    QTRY_COMPARE(m_server->statistics().connections, 1);
    RawClient fourth(m_server->port());
    fourth.say(get("/x"));
    QCOMPARE(fourth.next().status, 200);
}

void HttpLimitsTest::limitsAllConnections()
{
    start({.connections = 1});
    RawClient first(m_server->port());
    RawClient second(m_server->port());
    QCOMPARE(second.next().status, 503);
    first.say(get("/x"));
    QCOMPARE(first.next().status, 200);
}

void HttpLimitsTest::countsAnIpv6NetworkAsOneCaller()
{
    const auto callerOf = [](const QString& text) { return ConnectionCounts::callerOf(QHostAddress(text)); };
    QCOMPARE(callerOf(u"2001:db8:1:2::1"_s), callerOf(u"2001:db8:1:2:ffff::9"_s));
    QVERIFY(callerOf(u"2001:db8:1:2::1"_s) != callerOf(u"2001:db8:1:3::1"_s));
    QCOMPARE(callerOf(u"::ffff:10.0.0.1"_s), callerOf(u"10.0.0.1"_s));
    QVERIFY(callerOf(u"10.0.0.2"_s) != callerOf(u"10.0.0.1"_s));

    ConnectionCounts counts(1, 10);
    QVERIFY(counts.tryAdd(callerOf(u"2001:db8:1:2::1"_s)));
    QVERIFY(!counts.tryAdd(callerOf(u"2001:db8:1:2::2"_s)));
    counts.remove(callerOf(u"2001:db8:1:2::1"_s));
    QVERIFY(counts.tryAdd(callerOf(u"2001:db8:1:2::2"_s)));
    QCOMPARE(counts.total(), 1);
}

void HttpLimitsTest::servesAThousandConnectionsAtOnce()
{
    start({.connectionsPerAddress = 2000});
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    int answered = 0;
    for (int i = 0; i < 1000; ++i) {
        auto& client = *clients.emplace_back(std::make_unique<QTcpSocket>());
        connect(&client, &QTcpSocket::connected, &client, [&client] { client.write(get("/x")); });
        connect(&client, &QTcpSocket::readyRead, &client, [&client, &answered] {
            if (client.readAll().startsWith("HTTP/1.1 200")) ++answered;
        });
        client.connectToHost(QHostAddress::LocalHost, m_server->port());
    }
    QTRY_COMPARE_WITH_TIMEOUT(answered, 1000, 30'000);
    QCOMPARE(m_server->statistics().connections, 1000);
    QCOMPARE(m_server->statistics().refused, 0);
}

void HttpLimitsTest::stopsReadingForAClientThatDoesNotRead()
{
    start({.unsentBytes = 1024 * 1024});
    RawClient client(m_server->port());
    client.socket().setReadBufferSize(1);
    QByteArray requests;
    for (int i = 0; i < 2000; ++i)
        requests += get("/big");  // 400 MB of answers
    client.say(requests);
    QVERIFY2(!QTest::qWaitFor([&] { return m_handler->seen.size() > 100; }, 300),
             "goes on answering somebody who does not read");
    const qsizetype taken = m_handler->seen.size();
    // Whoever reads again gets everything.
    client.socket().setReadBufferSize(0);
    client.socket().readAll();
    QTRY_VERIFY_WITH_TIMEOUT(m_handler->seen.size() > taken + 20, 10'000);
}

/// F54
void HttpLimitsTest::disconnectsAClientThatNeverReads()
{
    start({.idleTimeout = 1s, .unsentBytes = 1024 * 1024});
    RawClient client(m_server->port());
    client.socket().setReadBufferSize(1);
    QByteArray requests;
    for (int i = 0; i < 500; ++i)
        requests += get("/big");
    client.say(requests);
    QTRY_COMPARE_WITH_TIMEOUT(m_server->statistics().connections, 0, 10'000);
}

void HttpLimitsTest::handsOverAnUpgradeBehindItsHead()
{
    QPointer<QTcpSocket> socket;
    Request request;
    m_handler->onUpgrade = [&](QTcpSocket* handed, Request head) {
        socket = handed;
        request = std::move(head);
    };
    start();
    RawClient client(m_server->port());
    client.say(upgradeTo("/socket?token=x") + "early frame");
    QTRY_VERIFY(socket);
    QCOMPARE(socket->readAll(), "early frame"_ba);
    QCOMPARE(socket->parent(), nullptr);
    QCOMPARE(request.path, u"/socket"_s);
    QCOMPARE(request.query.queryItemValue(u"token"_s), u"x"_s);
    QVERIFY(!request.requestId.isEmpty());
    // Nothing of ours listens any more.
    client.say(get("/not-http"));
    QTRY_VERIFY(socket->bytesAvailable() > 0);
    QVERIFY(m_handler->seen.isEmpty());
    delete socket;
    QVERIFY(client.waitForClose());
}

void HttpLimitsTest::handsOverAfterEarlierAnswers()
{
    QPointer<QTcpSocket> socket;
    m_handler->onUpgrade = [&](QTcpSocket* handed, Request) { socket = handed; };
    start();
    RawClient client(m_server->port());
    client.say(get("/hold") + upgradeTo("/socket"));
    QTRY_COMPARE(m_handler->held, 1);
    QVERIFY(!socket);
    m_handler->release();
    QCOMPARE(client.next().status, 200);
    QTRY_VERIFY(socket);
    QCOMPARE(socket->bytesAvailable(), 0);
    delete socket;
}

void HttpLimitsTest::refusesUpgradesNobodyWants()
{
    start();
    RawClient client(m_server->port());
    client.say(upgradeTo("/elsewhere"));
    QCOMPARE(client.next().status, 404);
    QVERIFY(client.waitForClose());
}

void HttpLimitsTest::countsHandedOverSocketsUntilTheyEnd()
{
    QPointer<QTcpSocket> socket;
    m_handler->onUpgrade = [&](QTcpSocket* handed, Request) { socket = handed; };
    start({.connections = 1});
    RawClient client(m_server->port());
    client.say(upgradeTo("/socket"));
    QTRY_VERIFY(socket);
    QCOMPARE(m_server->statistics().connections, 1);
    RawClient second(m_server->port());
    QCOMPARE(second.next().status, 503);
    delete socket;
    QCOMPARE(m_server->statistics().connections, 0);
}

QSslConfiguration HttpLimitsTest::certificate()
{
    QTemporaryDir dir;
    QProcess openssl;
    openssl.start(u"openssl"_s,
                  {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s,
                   u"-nodes"_s, u"-days"_s, u"2"_s, u"-subj"_s, u"/CN=localhost"_s, u"-keyout"_s,
                   dir.filePath(u"key.pem"_s), u"-out"_s, dir.filePath(u"cert.pem"_s)});
    if (!openssl.waitForFinished() || openssl.exitCode() != 0) {
        qCritical("openssl is needed to make a certificate: apt-get install openssl");
        return {};
    }
    QFile key(dir.filePath(u"key.pem"_s));
    QFile cert(dir.filePath(u"cert.pem"_s));
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    if (key.open(QIODevice::ReadOnly)) configuration.setPrivateKey(QSslKey(&key, QSsl::Ec));
    if (cert.open(QIODevice::ReadOnly)) configuration.setLocalCertificate(QSslCertificate(&cert));
    return configuration;
}

void HttpLimitsTest::servesTls()
{
    const QSslConfiguration configuration = certificate();
    QVERIFY(!configuration.localCertificate().isNull());
    QPointer<QTcpSocket> upgraded;
    m_handler->onUpgrade = [&](QTcpSocket* handed, Request) { upgraded = handed; };
    start({}, configuration);
    auto* socket = new QSslSocket;
    RawClient client(0, socket);
    QSslConfiguration trusting = QSslConfiguration::defaultConfiguration();
    trusting.setPeerVerifyMode(QSslSocket::VerifyNone);
    socket->setSslConfiguration(trusting);
    socket->connectToHostEncrypted(u"localhost"_s, m_server->port());
    QTRY_VERIFY(socket->isEncrypted());
    client.say(get("/over-tls"));
    QCOMPARE(client.next().body, "/over-tls"_ba);
    QVERIFY(m_handler->seen.last().isSecure);
    client.say(get("/big"));
    QCOMPARE(client.next().body.size(), 200'000);
    client.say(upgradeTo("/socket"));
    QTRY_VERIFY(upgraded);
    QCOMPARE(upgraded->bytesAvailable(), 0);
    delete upgraded;
    QVERIFY(client.waitForClose());
}

void HttpLimitsTest::refusesOldTls()
{
    start({}, certificate());
    QSslSocket socket;
    QSslConfiguration old = QSslConfiguration::defaultConfiguration();
    old.setPeerVerifyMode(QSslSocket::VerifyNone);
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    old.setProtocol(QSsl::TlsV1_1);
    QT_WARNING_POP
    socket.setSslConfiguration(old);
    socket.connectToHostEncrypted(u"localhost"_s, m_server->port());
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    QVERIFY(!socket.isEncrypted());
    QTRY_COMPARE(m_server->statistics().connections, 0);
}

void HttpLimitsTest::reportsAPortInUse()
{
    start();
    Server second(*m_handler, {});
    const auto error = second.listen(QHostAddress::LocalHost, m_server->port());
    QVERIFY(error);
    QCOMPARE(error->port, m_server->port());
    QCOMPARE(error->address, u"127.0.0.1"_s);
    QVERIFY(!error->cause.isEmpty());
    QVERIFY(!second.isListening());
}

void HttpLimitsTest::stopSendsAnswersInWork()
{
    start();
    RawClient busy(m_server->port());
    RawClient idle(m_server->port());
    busy.say(get("/hold"));
    QTRY_COMPARE(m_handler->held, 1);
    QTRY_COMPARE(m_server->statistics().connections, 2);
    bool stopped = false;
    auto stopping = m_server->stop(10s).then([&] { stopped = true; });
    QVERIFY(idle.waitForClose());
    QVERIFY(!stopped);
    QVERIFY(!m_server->isListening());
    m_handler->release();
    const RawAnswer answer = busy.next();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("Connection"), "close"_ba);
    QVERIFY(busy.waitForClose());
    QTRY_VERIFY(stopped);
    QCOMPARE(m_server->statistics().connections, 0);
}

void HttpLimitsTest::stopRefusesNewRequests()
{
    start();
    RawClient client(m_server->port());
    client.say("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\no");  // begun before the stop
    for (int turn = 0; turn < 5; ++turn)
        QCoreApplication::processEvents();
    auto stopping = m_server->stop(10s);
    client.say("k");
    const RawAnswer answer = client.next();
    QCOMPARE(answer.status, 503);
    QCOMPARE(answer.header("Connection"), "close"_ba);
    QVERIFY(answer.header("Retry-After").toInt() > 0);
    QVERIFY(client.waitForClose());
    QVERIFY(m_handler->seen.isEmpty());
    QTRY_VERIFY(stopping.isReady());
}

void HttpLimitsTest::stopCutsAtItsDeadline()
{
    start();
    RawClient client(m_server->port());
    client.say(get("/hold"));
    QTRY_COMPARE(m_handler->held, 1);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^connections cut at the deadline of the stop.*1"_s));
    auto stopping = m_server->stop(50ms);
    QTRY_VERIFY(stopping.isReady());
    QCOMPARE(m_handler->aborted, 1);
    QVERIFY(client.waitForClose());
}

TONGDAI_TEST(HttpLimitsTest)

}  // namespace tongdai::http

#include "http_limits_test.moc"
