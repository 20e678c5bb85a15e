#include "tests/engine/host/trial_report.h"
#include "tests/support/mariadb_server.h"
#include "tests/support/realtime_chat_schema.h"

namespace tongdai::testing {

class ConnectionTesterMysqlTest : public QObject {
    Q_OBJECT

    MariadbServer m_server;

    ConnectionForm form(const QString& user = MariadbServer::user(), const QString& password = {}) const
    {
        ConnectionForm form;
        form.kind = ConnectionForm::Kind::MySql;
        form.host = m_server.socketPath();
        form.database = u"shop"_s;
        form.user = user;
        form.password = password;
        return form;
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        QVERIFY(m_server.createDatabase(u"shop"_s));
        m_server.ask(
            u"create user guarded@localhost identified by 'right'; grant all on shop.* to guarded@localhost; "
            "create user reader@localhost identified by 'right'; grant select on shop.* to reader@localhost; "
            "create user elsewhere@localhost identified by 'right'"_s);
    }

    void everyLineIsOkOnAGoodServer()
    {
        const TrialReport report(form(u"guarded"_s, u"right"_s));
        QVERIFY(!report.failed());
        QCOMPARE(report.verdict, TestVerdict::Passed);
        QVERIFY(report.line(TestStep::Version)->detail.contains("MariaDB"_L1));
        QCOMPARE(report.line(TestStep::Rights)->outcome, StepOutcome::Ok);
        QVERIFY(std::abs(report.line(TestStep::Clock)->number) < 1);
        QCOMPARE(report.line(TestStep::Content)->trouble, TestTrouble::Empty);
        QCOMPARE(m_server.ask(u"select count(*) from information_schema.tables where table_schema = 'shop'"_s), "0"_ba);
    }

    void aWrongPasswordIsAWrongLogin()
    {
        const TrialReport report(form(u"guarded"_s, u"wrong!"_s));
        QVERIFY(report.failedAt(TestStep::Login, TestTrouble::WrongLogin));
        for (const api::TestLine& line : report.lines)
            QVERIFY(!line.detail.contains("wrong!"_L1));
        QVERIFY(TrialReport(form(u"guarded"_s)).failedAt(TestStep::Login, TestTrouble::LoginMissing));
    }

    void aWrongDatabaseIsNamed()
    {
        ConnectionForm nowhere = form();
        nowhere.database = u"nowhere"_s;
        const TrialReport report(nowhere);
        QVERIFY(report.failedAt(TestStep::Login, TestTrouble::DatabaseMissing));
        QCOMPARE(report.failed()->detail, u"nowhere"_s);
    }

    void aDatabaseTheAccountMayNotOpenIsSaid()
    {
        QVERIFY(TrialReport(form(u"elsewhere"_s, u"right"_s)).failedAt(TestStep::Login, TestTrouble::ClientNotAllowed));
    }

    void anAccountWithoutRightsIsSaid()
    {
        const TrialReport report(form(u"reader"_s, u"right"_s));
        QVERIFY(report.failedAt(TestStep::Rights, TestTrouble::NoRight));
        QVERIFY(report.failed()->detail.contains("create table"_L1));
    }

    void anotherProgramsChatIsOnlyRead()
    {
        QVERIFY(m_server.createDatabase(u"freelance"_s));
        m_server.ask(u"grant select on freelance.* to reader@localhost"_s);
        ConnectionForm foreign = form(u"reader"_s, u"right"_s);
        foreign.database = u"freelance"_s;
        foreign.isOnlyRead = true;
        const TrialReport empty(foreign);
        QVERIFY(empty.failedAt(TestStep::Rights, TestTrouble::Other));
        QCOMPARE(empty.failed()->detail, u"there is no table chat_thread"_s);
        m_server.ask(u"use freelance; "_s + realtimeChatSchema());
        const TrialReport report(foreign);
        QCOMPARE(report.verdict, TestVerdict::Passed);
        QVERIFY(!report.line(TestStep::Durability));
    }

    void aServerThatDoesNotFlushIsSaid()
    {
        m_server.ask(u"set global innodb_flush_log_at_trx_commit = 2"_s);
        const TrialReport report(form());
        m_server.ask(u"set global innodb_flush_log_at_trx_commit = 1"_s);
        QVERIFY(report.failedAt(TestStep::Durability, TestTrouble::NotDurable));
        QVERIFY(report.failed()->detail.contains("innodb_flush_log_at_trx_commit"_L1));
    }
};

TONGDAI_TEST(ConnectionTesterMysqlTest)

}  // namespace tongdai::testing

#include "connection_tester_mysql_test.moc"
