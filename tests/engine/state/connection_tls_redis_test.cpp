#include "engine/state/redis/connection/connection.h"

#include "tests/engine/state/redis_fixture.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using redis::Connection;
using redis::Endpoint;
using redis::Failure;

/// The way to Redis over a network: TLS with a checked certificate and name, and a password (security S02).
class ConnectionTlsRedisTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void talksBehindATrustedCertificate();
    void refusesAnotherAuthority();
    void refusesACertificateForAnotherName();
    void aServerWithoutTlsIsNotSpokenTo();

private:
    Endpoint endpoint(quint16 port) const
    {
        Endpoint to = Endpoint::onTcp(u"127.0.0.1"_s, port);
        to.useTls = true;
        to.caFile = m_certificates.authority();
        to.password = "a good long password"_ba;
        return to;
    }
    static quint16 freePort()
    {
        QTcpServer free;
        free.listen(QHostAddress::LocalHost);
        return free.serverPort();
    }
    static void expectRefused(const Endpoint& to)
    {
        Connection connection(to);
        QSignalSpy failed(&connection, &Connection::failed);
        connection.open();
        QVERIFY(waitUntil([&] { return !failed.isEmpty() || connection.isReady(); }));
        QVERIFY(!connection.isReady());
        QCOMPARE(failed.first().first().value<Failure>(), Failure::LoginRefused);
    }
    std::unique_ptr<RedisServer> serverWith(const QString& certificate, const QString& key, quint16 port) const
    {
        return std::make_unique<RedisServer>(
            RedisServer::Options{true,
                                 {u"--tls-port"_s, QString::number(port), u"--tls-cert-file"_s, certificate,
                                  u"--tls-key-file"_s, key, u"--tls-ca-cert-file"_s, m_certificates.authority(),
                                  u"--tls-auth-clients"_s, u"no"_s, u"--requirepass"_s, u"a good long password"_s}});
    }

    TestCertificates m_certificates;
    std::unique_ptr<RedisServer> m_server;
    quint16 m_port = 0;
};

void ConnectionTlsRedisTest::initTestCase()
{
    QVERIFY2(m_certificates.make(), qPrintable(m_certificates.problem()));
    m_port = freePort();
    m_server = serverWith(m_certificates.certificate(), m_certificates.key(), m_port);
    QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
}

void ConnectionTlsRedisTest::talksBehindATrustedCertificate()
{
    Connection connection(endpoint(m_port));
    connection.open();
    QVERIFY(waitUntil([&] { return connection.isReady(); }));
    QCOMPARE(finished(connection.command({"PING"_ba})).bytes(), "PONG"_ba);
}

void ConnectionTlsRedisTest::refusesAnotherAuthority()
{
    Endpoint to = endpoint(m_port);
    to.caFile = m_certificates.otherAuthority();
    expectRefused(to);
}

void ConnectionTlsRedisTest::refusesACertificateForAnotherName()
{
    const quint16 port = freePort();
    const auto stranger = serverWith(m_certificates.strangersCertificate(), m_certificates.strangersKey(), port);
    QVERIFY2(stranger->start(), qPrintable(stranger->problem()));
    expectRefused(endpoint(port));
}

void ConnectionTlsRedisTest::aServerWithoutTlsIsNotSpokenTo()
{
    Connection connection(endpoint(m_server->port()));
    QSignalSpy failed(&connection, &Connection::failed);
    connection.open();
    QVERIFY(waitUntil([&] { return !failed.isEmpty(); }));
    QVERIFY(!connection.isReady());
}

TONGDAI_TEST(ConnectionTlsRedisTest)

}  // namespace tongdai::testing

#include "connection_tls_redis_test.moc"
