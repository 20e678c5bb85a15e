#include "tests/engine/host/trial_report.h"
#include "tests/support/pgbouncer.h"

namespace tongdai::testing {

class ConnectionTesterPgTest : public QObject {
    Q_OBJECT

    PostgresServer m_server;

    ConnectionForm form(const QString& database = u"shop"_s) const
    {
        ConnectionForm form;
        form.kind = ConnectionForm::Kind::Postgres;
        form.host = m_server.host();
        form.port = m_server.port();
        form.database = database;
        form.user = PostgresServer::user();
        return form;
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        QVERIFY(m_server.createDatabase(u"shop"_s));
    }

    void everyLineIsOkOnAGoodServer()
    {
        const TrialReport report(form());
        QVERIFY(!report.failed());
        QCOMPARE(report.verdict, TestVerdict::Passed);
        QVERIFY(report.line(TestStep::Version)->detail.startsWith("PostgreSQL 1"_L1));
        QCOMPARE(report.line(TestStep::Rights)->outcome, StepOutcome::Ok);
        QVERIFY(report.line(TestStep::Latency)->number > 0);
        QVERIFY(std::abs(report.line(TestStep::Clock)->number) < 1);
        QCOMPARE(report.line(TestStep::Durability)->outcome, StepOutcome::Ok);
        QCOMPARE(report.line(TestStep::Content)->trouble, TestTrouble::Empty);
        QCOMPARE(m_server.psql(u"shop"_s, u"select count(*) from pg_tables where schemaname = 'public'"_s), "0"_ba);
    }

    void aWrongDatabaseIsNamed()
    {
        const TrialReport report(form(u"nowhere"_s));
        QVERIFY(report.failedAt(TestStep::Login, TestTrouble::DatabaseMissing));
        QCOMPARE(report.failed()->detail, u"nowhere"_s);
    }

    void anUnknownUserIsAWrongLogin()
    {
        ConnectionForm stranger = form();
        stranger.user = u"stranger"_s;
        QVERIFY(TrialReport(stranger).failedAt(TestStep::Login, TestTrouble::WrongLogin));
    }

    void aWrongPasswordIsAWrongLogin()
    {
        m_server.psql(u"shop"_s, u"create role guarded login password 'right'"_s);
        m_server.psql(u"shop"_s,
                      u"copy (select 'local all guarded scram-sha-256' union all select 'local all all "
                      "trust') to program 'cat > pg_hba.conf'"_s);
        m_server.psql(u"shop"_s, u"select pg_reload_conf()"_s);
        ConnectionForm guarded = form();
        guarded.user = u"guarded"_s;
        guarded.password = u"wrong"_s;
        QTRY_VERIFY(TrialReport(guarded).failedAt(TestStep::Login, TestTrouble::WrongLogin));
        const TrialReport report(guarded);
        for (const api::TestLine& line : report.lines)
            QVERIFY(!line.detail.contains("wrong"_L1));  // no line shows what was typed as the password
        guarded.password.clear();
        QVERIFY(TrialReport(guarded).failedAt(TestStep::Login, TestTrouble::LoginMissing));
        guarded.password = u"right"_s;
        QVERIFY(TrialReport(guarded).failed()->step != TestStep::Login);  // next comes what it may do
    }

    void anAccountWithoutRightsIsSaid()
    {
        m_server.psql(u"shop"_s, u"create role reader login; revoke create on schema public from public"_s);
        ConnectionForm reader = form();
        reader.user = u"reader"_s;
        const TrialReport report(reader);
        QVERIFY(report.failedAt(TestStep::Rights, TestTrouble::NoRight));
        QVERIFY(report.failed()->detail.contains("create table"_L1));
    }

    void aDatabaseOfAnotherEncodingIsSaid()
    {
        m_server.psql(u"postgres"_s, u"create database ascii encoding 'SQL_ASCII' template template0"_s);
        QVERIFY(TrialReport(form(u"ascii"_s)).failedAt(TestStep::Version, TestTrouble::WrongEncoding));
    }

    void aServerThatDoesNotFlushIsSaid()
    {
        QVERIFY(m_server.createDatabase(u"careless"_s));
        m_server.psql(u"postgres"_s, u"alter database careless set synchronous_commit = off"_s);
        const TrialReport report(form(u"careless"_s));
        QVERIFY(report.failedAt(TestStep::Durability, TestTrouble::NotDurable));
        QVERIFY(report.failed()->detail.contains("synchronous_commit"_L1));
    }

    void aPoolerIsSaidUnlessTheSettingsNameIt()
    {
        QVERIFY(m_server.createDatabase(u"pooled"_s));
        for (const bool swallows : {false, true}) {
            Pgbouncer pooler(m_server, {2, swallows});
            QVERIFY2(pooler.start(), qPrintable(pooler.problem()));
            ConnectionForm through = form(u"pooled"_s);
            through.host = pooler.host();
            through.port = Pgbouncer::port();
            QVERIFY(TrialReport(through).failedAt(TestStep::Login, TestTrouble::PoolerThere));
            through.isPooled = true;
            const TrialReport report(through);
            QVERIFY(!report.failed());
            QCOMPARE(report.verdict, TestVerdict::Passed);
            QCOMPARE(report.line(TestStep::Rights)->outcome, StepOutcome::Ok);
        }
        QCOMPARE(m_server.psql(u"pooled"_s, u"select count(*) from pg_tables where schemaname = 'public'"_s), "0"_ba);
    }

    void aPoolerWhoseServerIsAwayIsSaid()
    {
        Pgbouncer pooler(m_server);
        QVERIFY2(pooler.start(), qPrintable(pooler.problem()));
        ConnectionForm through = form();
        through.host = pooler.host();
        through.port = Pgbouncer::port();
        through.isPooled = true;
        QVERIFY(TrialReport(through).line(TestStep::Version));  // it knows by now how to greet for the server
        m_server.kill();
        const TrialReport report(through);
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        QVERIFY(report.failedAt(TestStep::Login, TestTrouble::PoolerAlone));
    }

    void whatLiesThereIsSaid()
    {
        QVERIFY(m_server.createDatabase(u"other"_s));
        m_server.psql(u"other"_s, u"create table orders (id bigint)"_s);
        const TrialReport report(form(u"other"_s));
        QCOMPARE(report.verdict, TestVerdict::Passed);
        QCOMPARE(report.line(TestStep::Content)->trouble, TestTrouble::OtherTables);
        QCOMPARE(report.line(TestStep::Content)->detail, u"orders"_s);

        QVERIFY(m_server.createDatabase(u"newer"_s));
        m_server.psql(u"newer"_s,
                      u"create table schema_version (version integer, name text, statements integer); "
                      "insert into schema_version values (9999, 'future', -1)"_s);
        QVERIFY(TrialReport(form(u"newer"_s)).failedAt(TestStep::Content, TestTrouble::NewerShop));
    }
};

TONGDAI_TEST(ConnectionTesterPgTest)

}  // namespace tongdai::testing

#include "connection_tester_pg_test.moc"
