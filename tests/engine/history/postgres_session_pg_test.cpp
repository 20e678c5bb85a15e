#include "engine/history/postgres/postgres_session.h"
#include "engine/history/postgres/postgres_text.h"

#include "tests/engine/history/session_behaviour.h"
#include "tests/support/postgres_server.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
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
};

TONGDAI_TEST(PostgresSessionTest)

}  // namespace tongdai::testing

#include "postgres_session_pg_test.moc"
