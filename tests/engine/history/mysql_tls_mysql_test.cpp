#include "engine/history/mysql/mysql_session.h"

#include "engine/history/store/sql_error.h"
#include "tests/support/mariadb_server.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using Tls = SqlServerAddress::Tls;

/// The way to MySQL over a network: TLS with a checked certificate, and a password (security S02). Names cannot be
/// checked with Qt's driver.
class MysqlTlsMysqlTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void talksBehindATrustedCertificate();
    void refusesAnotherAuthority();
    void neverFallsBackToClearText();
    void aWrongPasswordIsNamedAndNotTold();

private:
    bool start(const QStringList& options)
    {
        m_server.listenOnTcp(options);
        return m_server.start();
    }
    SqlServerAddress address() const
    {
        SqlServerAddress to{u"127.0.0.1"_s, m_server.port(), u"shop"_s, u"clerk"_s, u"a good long password"_s};
        to.tls = Tls::Required;
        to.caFile = m_certificates.authority();
        return to;
    }
    static QString troubleWith(const SqlServerAddress& to)
    {
        MysqlSession session(to, MysqlSession::Access::ReadWrite);
        try {
            session.open();
            return {};
        } catch (const SqlError& error) {
            return u"%1: %2"_s.arg(int(error.trouble())).arg(error.cause());
        }
    }

    TestCertificates m_certificates;
    MariadbServer m_server;
};

void MysqlTlsMysqlTest::initTestCase()
{
    QVERIFY2(m_certificates.make(), qPrintable(m_certificates.problem()));
    QVERIFY2(start({u"--ssl-cert="_s + m_certificates.certificate(), u"--ssl-key="_s + m_certificates.key(),
                    u"--ssl-ca="_s + m_certificates.authority()}),
             qPrintable(m_server.problem()));
    QVERIFY(m_server.createDatabase(u"shop"_s));
    m_server.ask(
        u"create user clerk@'127.0.0.1' identified by 'a good long password'; "
        "grant all on shop.* to clerk@'127.0.0.1'"_s);
}

void MysqlTlsMysqlTest::talksBehindATrustedCertificate()
{
    MysqlSession session(address(), MysqlSession::Access::ReadWrite);
    session.open();
    const SqlRows rows = session.run(u"show session status like 'Ssl_cipher'"_s);
    QVERIFY(!rows[0][1].toText().isEmpty());
}

void MysqlTlsMysqlTest::refusesAnotherAuthority()
{
    SqlServerAddress to = address();
    to.caFile = m_certificates.otherAuthority();
    const QString trouble = troubleWith(to);
    QVERIFY2(trouble.startsWith(QString::number(int(SqlError::Trouble::Refused))), qPrintable(trouble));
}

void MysqlTlsMysqlTest::neverFallsBackToClearText()
{
    m_server.stop();
    QVERIFY2(start({u"--skip-ssl"_s}), qPrintable(m_server.problem()));
    const QString trouble = troubleWith(address());
    QVERIFY2(trouble.startsWith(QString::number(int(SqlError::Trouble::Refused))), qPrintable(trouble));
    SqlServerAddress clear = address();
    clear.tls = Tls::Off;
    QCOMPARE(troubleWith(clear), QString());
}

void MysqlTlsMysqlTest::aWrongPasswordIsNamedAndNotTold()
{
    SqlServerAddress to = address();
    to.tls = Tls::Off;
    to.password = u"a bad long password"_s;
    const QString trouble = troubleWith(to);
    QVERIFY2(trouble.startsWith(QString::number(int(SqlError::Trouble::Refused))), qPrintable(trouble));
    QVERIFY(!trouble.contains(u"long password"_s));
}

TONGDAI_TEST(MysqlTlsMysqlTest)

}  // namespace tongdai::testing

#include "mysql_tls_mysql_test.moc"
