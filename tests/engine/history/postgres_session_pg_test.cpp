#include "engine/history/postgres/plan_age.h"
#include "engine/history/postgres/postgres_session.h"
#include "engine/history/postgres/postgres_text.h"

#include "tests/engine/history/session_behaviour.h"
#include "tests/support/postgres_server.h"
#include "tests/support/test_registry.h"

#include <QScopeGuard>
#include <QTest>
#include <QThread>

#include <future>
#include <thread>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using PostgresAccess = PostgresSession::Access;

class PostgresSessionTest : public SessionBehaviour {
    Q_OBJECT

    PostgresServer m_server;
    QString m_database = u"store"_s;

    SqlServerAddress address() const
    {
        return {m_server.host(), m_server.port(), m_database, PostgresServer::user(), {}};
    }

protected:
    std::unique_ptr<SqlSession> makeSession(bool readOnly) override
    {
        return std::make_unique<PostgresSession>(address(),
                                                 readOnly ? PostgresAccess::ReadOnly : PostgresAccess::ReadWrite);
    }
    void clearStore() override
    {
        m_server.dropDatabase(m_database);
        QVERIFY(m_server.createDatabase(m_database));
    }
    QString typeName(SqlType type) const override
    {
        return type == SqlType::Id ? u"text collate \"C\""_s : postgres::typeName(type);
    }
    void cutConnection(SqlSession& session) override
    {
        const QString backend = session.run(u"select pg_backend_pid()"_s)[0][0].toText();
        QCOMPARE(m_server.psql(u"postgres"_s, u"select pg_terminate_backend(%1, 5000)"_s.arg(backend)), "t"_ba);
    }
    QString slowStatement() const override { return u"select pg_sleep(30)"_s; }
    std::unique_ptr<SqlSession> makeUnreachable() override
    {
        SqlServerAddress nowhere = address();
        nowhere.host += u"/nowhere"_s;
        nowhere.password = u"secret"_s;
        return std::make_unique<PostgresSession>(nowhere, PostgresAccess::ReadWrite);
    }

private slots:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.problem())); }

    void numbersValuesOutsideOfQuotes()
    {
        QCOMPARE(postgres::withNumbers(u"a = ? and b = '?''?' and c in (?,?)"_s),
                 std::string("a = $1 and b = '?''?' and c in ($2,$3)"));
    }

    void knowsWhatTheServersCodesMean_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<SqlError::Trouble>("trouble");
        QTest::addColumn<bool>("goesOn");
        using Trouble = SqlError::Trouble;
        QTest::newRow("serialization failure") << u"40001"_s << Trouble::Retry << true;
        QTest::newRow("deadlock") << u"40P01"_s << Trouble::Retry << true;
        QTest::newRow("waited too long for a lock") << u"55P03"_s << Trouble::Retry << true;
        QTest::newRow("completion unknown") << u"40003"_s << Trouble::ConnectionLost << false;
        QTest::newRow("taken") << u"23505"_s << Trouble::UniqueTaken << true;
        QTest::newRow("full") << u"53100"_s << Trouble::Full << true;
        QTest::newRow("shutting down") << u"57P01"_s << Trouble::ConnectionLost << false;
    }

    void knowsWhatTheServersCodesMean()
    {
        QFETCH(QString, code);
        QFETCH(SqlError::Trouble, trouble);
        QFETCH(bool, goesOn);
        const auto session = openSession();
        session->begin();
        const QString raise = u"do $$ begin raise exception 'so' using errcode = '%1'; end $$"_s.arg(code);
        QCOMPARE(troubleOf([&] { session->run(raise); }), trouble);
        QCOMPARE(session->isOpen(), goesOn);
        if (!goesOn) return;
        QVERIFY(session->rollback());
        QCOMPARE(session->query(u"select 1"_s)[0][0].toInteger(), 1);
    }

    /// The first statement of a transaction flies with its begin: the name of one stays while the other is made.
    void namesStatementsHoweverManyThereAre()
    {
        const auto session = openSession();
        for (int i = 0; i < 400; ++i) {
            session->begin();
            QCOMPARE(session->query(u"select %1::bigint"_s.arg(i))[0][0].toInteger(), i);
            QVERIFY(session->rollback());
        }
    }

    void comparesWithArrays()
    {
        QCOMPARE(postgres::listText(u"delete from t where a = ? and k in ({list})"_s),
                 u"delete from t where a = ? and k = any(?)"_s);
        QCOMPARE(postgres::anyText(u"select 1 from t where {any t.u = ? and t.i = ?}"_s,
                                   {QUuid::createUuid(), SqlValue::ofId("c"_ba)}),
                 u"select 1 from t where (t.u, t.i) in (select * from unnest(?::uuid[], ?::text[]))"_s);
        QCOMPARE(postgres::anyText(u"select 1 from {given} (i, n), t where t.i = given.i"_s,
                                   {SqlValue::ofId("c"_ba), SqlValue(1)}),
                 u"select 1 from unnest(?::text[], ?::bigint[]) as given (i, n), t where t.i = given.i"_s);
    }

    void preparesOneStatementForAllLengths()
    {
        const auto session = openSession();
        createTable(*session);
        SqlParams keys;
        for (int i = 0; i < 40; ++i) {
            keys.push_back(i);
            session->queryList(u"select k from t where k in ({list})"_s, keys);
        }
        const SqlRows prepared =
            session->run(u"select count(*) from pg_prepared_statements where statement like 'select k from t%'"_s);
        QCOMPARE(prepared[0][0].toInteger(), 1);
    }

    /// What was planned for an empty table is planned anew as it grows, although nobody has analysed it.
    void plansAnewAsTablesGrow()
    {
        for (const bool readOnly : {false, true}) {
            clearStore();
            const auto writer = openSession();
            createTable(*writer);
            writer->run(u"alter table t set (autovacuum_enabled = off)"_s);
            writer->run(u"vacuum analyze t"_s);  // known to be empty
            const auto session = openSession(readOnly);
            const QString sql = u"select v from t where k = ?"_s;
            const auto plan = [&session] {
                const QString name =
                    session
                        ->run(
                            u"select name from pg_prepared_statements where statement like 'select v from t%'"_s)[0][0]
                        .toText();
                return session->run(u"explain execute "_s + name + u"(7)"_s)[0][0].toText();
            };
            for (int i = 0; i < 10; ++i)
                session->query(sql, {i});
            QVERIFY2(plan().contains("Seq Scan"_L1), qPrintable(plan()));
            writer->run(u"insert into t (k, v) select n, n from generate_series(1, 20000) n"_s);
            for (qint64 i = 0; i < postgres::PlanAge::kFirst; ++i)
                session->query(sql, {i});
            QVERIFY2(plan().contains("Index Scan"_L1), qPrintable(plan()));
        }
    }

    void plansAnewAfterAWhile()
    {
        postgres::PlanAge age(10ms);
        QVERIFY(!age.areOld());
        QThread::msleep(20);
        QVERIFY(age.areOld());
    }

    void plansAnewWheneverItHasDoneTwiceAsMuch()
    {
        postgres::PlanAge age;
        std::vector<int> renewed;
        for (int statement = 1; statement <= 1000; ++statement) {
            if (age.areOld()) renewed.push_back(statement);
        }
        QCOMPARE(renewed, (std::vector<int>{64, 128, 256, 512}));
    }

    void compilesNothing()
    {
        for (const bool readOnly : {false, true})
            QCOMPARE(openSession(readOnly)->run(u"show jit"_s)[0][0].toText(), u"off"_s);
        QCOMPARE(openSession()->run(u"show plan_cache_mode"_s)[0][0].toText(), u"force_generic_plan"_s);
    }

    void refusesWhatWouldNotSurviveAPowerCut()
    {
        const auto session = openSession();
        session->run(u"set synchronous_commit = off"_s);
        QCOMPARE(session->durabilityProblems(), QStringList{u"synchronous_commit is off"_s});
    }

    void refusesADatabaseThatCannotKeepEveryText()
    {
        m_server.psql(u"postgres"_s, u"create database narrow encoding 'LATIN1' template template0"_s);
        SqlServerAddress narrow = address();
        narrow.database = u"narrow"_s;
        PostgresSession session(narrow, PostgresAccess::ReadWrite);
        QString cause;
        QCOMPARE(troubleOf([&] { session.open(); }, &cause), SqlError::Trouble::Refused);
        QVERIFY(cause.contains("LATIN1"_L1));
    }

    void saysThatADatabaseIsMissing()
    {
        SqlServerAddress missing = address();
        missing.database = u"no such 'base\\"_s;
        PostgresSession session(missing, PostgresAccess::ReadWrite);
        QString cause;
        QCOMPARE(troubleOf([&] { session.open(); }, &cause), SqlError::Trouble::Refused);
        QVERIFY2(cause.contains("no such 'base\\"_L1), qPrintable(cause));
    }

    void freesTheRowsOfAClientThatStandsStill()
    {
        QCOMPARE(openSession()->run(u"show idle_in_transaction_session_timeout"_s)[0][0].toText(), u"5s"_s);
        QCOMPARE(openSession()->run(u"show statement_timeout"_s)[0][0].toText(), u"5s"_s);
    }

    /// A migration drops an index while a desk of another engine reads a long list.
    void waitsForReadersWhereItsLimitsAreLifted()
    {
        const auto session = openSession();
        session->run(u"create table read_long (id integer primary key)"_s);
        session->run(u"create index read_long_id on read_long (id)"_s);
        session->liftLimits();
        std::promise<void> reads;
        std::thread reading([this, &reads] {
            const auto reader = openSession();
            reader->begin();
            reader->run(u"select * from read_long"_s);
            reads.set_value();
            QThread::msleep(2'500);  // longer than a statement of the day waits
            reader->commit();
        });
        const auto joined = qScopeGuard([&reading] { reading.join(); });
        reads.get_future().wait();
        session->run(u"drop index read_long_id"_s);
        QCOMPARE(session->run(u"show lock_timeout"_s)[0][0].toText(), u"1min"_s);
    }
};

TONGDAI_TEST(PostgresSessionTest)

}  // namespace tongdai::testing

#include "postgres_session_pg_test.moc"
