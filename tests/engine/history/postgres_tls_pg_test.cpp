#include "engine/history/postgres/postgres_session.h"

#include "engine/history/store/sql_error.h"
#include "tests/support/postgres_server.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using Tls = SqlServerAddress::Tls;

/// The way to PostgreSQL over a network: TLS with a checked certificate, and a password (security S02).
class PostgresTlsPgTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void talksBehindATrustedCertificate();
    void refusesWhatItCannotTrust_data();
    void refusesWhatItCannotTrust();
    void neverFallsBackToClearText();
    void aWrongPasswordIsNamedAndNotTold();

private:
    SqlServerAddress address(const QString& host = u"127.0.0.1"_s) const
    {
        SqlServerAddress to{host, m_server.port(), u"shop"_s, u"clerk"_s, u"a good long password"_s};
        to.tls = Tls::Required;
        to.caFile = m_certificates.authority();
        return to;
    }
    static QString troubleWith(const SqlServerAddress& to)
    {
        PostgresSession session(to, PostgresSession::Access::ReadWrite);
        try {
            session.open();
            return {};
        } catch (const SqlError& error) {
            return u"%1: %2"_s.arg(int(error.trouble())).arg(error.cause());
        }
    }

    TestCertificates m_certificates;
    PostgresServer m_server;
};

void PostgresTlsPgTest::initTestCase()
{
    QVERIFY2(m_certificates.make(), qPrintable(m_certificates.problem()));
    QVERIFY2(m_server.start(), qPrintable(m_server.problem()));  // makes its data folder
    QVERIFY(m_server.createDatabase(u"shop"_s));
    m_server.psql(u"shop"_s, u"create role clerk login superuser password 'a good long password'"_s);
    m_server.stop();
    const QString key = m_server.dataDir() + u"/server.key"_s;
    QVERIFY(m_certificates.copyKeyFor(u"postgres"_s, key));
    QFile rules(m_server.dataDir() + u"/pg_hba.conf"_s);
    QVERIFY(rules.open(QIODevice::WriteOnly));
    rules.write("local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n");
    rules.close();
    m_server.listenOnTcp({u"ssl=on"_s, u"ssl_cert_file="_s + m_certificates.certificate(), u"ssl_key_file="_s + key});
    QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
}

void PostgresTlsPgTest::talksBehindATrustedCertificate()
{
    for (const QString& host : {u"127.0.0.1"_s, u"localhost"_s}) {
        PostgresSession session(address(host), PostgresSession::Access::ReadWrite);
        session.open();
        const SqlRows rows = session.run(u"select ssl from pg_stat_ssl where pid = pg_backend_pid()"_s);
        QCOMPARE(rows[0][0].toText(), u"t"_s);
    }
}

void PostgresTlsPgTest::refusesWhatItCannotTrust_data()
{
    QTest::addColumn<QString>("caFile");
    QTest::newRow("another authority") << u"other"_s;
    QTest::newRow("the system's authorities") << QString();
    QTest::newRow("no such file") << u"/nowhere/ca.pem"_s;
}

void PostgresTlsPgTest::refusesWhatItCannotTrust()
{
    QFETCH(QString, caFile);
    SqlServerAddress to = address();
    to.caFile = caFile == u"other"_s ? m_certificates.otherAuthority() : caFile;
    const QString trouble = troubleWith(to);
    QVERIFY2(trouble.startsWith(QString::number(int(SqlError::Trouble::Refused))), qPrintable(trouble));
}

void PostgresTlsPgTest::neverFallsBackToClearText()
{
    QFile rules(m_server.dataDir() + u"/pg_hba.conf"_s);
    QVERIFY(rules.open(QIODevice::WriteOnly));
    rules.write("local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
    rules.close();
    m_server.stop();
    m_server.listenOnTcp({u"ssl=off"_s});
    QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
    const QString trouble = troubleWith(address());
    QVERIFY2(trouble.startsWith(QString::number(int(SqlError::Trouble::Refused))), qPrintable(trouble));
    SqlServerAddress clear = address();
    clear.tls = Tls::Off;
    QCOMPARE(troubleWith(clear), QString());
}

void PostgresTlsPgTest::aWrongPasswordIsNamedAndNotTold()
{
    SqlServerAddress to = address();
    to.tls = Tls::Off;
    to.password = u"a bad long password"_s;
    const QString trouble = troubleWith(to);
    QVERIFY2(trouble.startsWith(QString::number(int(SqlError::Trouble::Refused))), qPrintable(trouble));
    QVERIFY(!trouble.contains(u"long password"_s));
}

TONGDAI_TEST(PostgresTlsPgTest)

}  // namespace tongdai::testing

#include "postgres_tls_pg_test.moc"
