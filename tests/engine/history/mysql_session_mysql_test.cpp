#include "engine/history/mysql/mysql_session.h"

#include "tests/engine/history/session_behaviour.h"
#include "tests/support/mariadb_server.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using MysqlAccess = MysqlSession::Access;

class MysqlSessionTest : public SessionBehaviour {
    Q_OBJECT

    MariadbServer m_server;
    QString m_database = u"store"_s;

    SqlServerAddress address() const { return {m_server.socketPath(), 0, m_database, MariadbServer::user(), {}}; }

protected:
    std::unique_ptr<SqlSession> makeSession(bool readOnly) override
    {
        return std::make_unique<MysqlSession>(address(), readOnly ? MysqlAccess::ReadOnly : MysqlAccess::ReadWrite);
    }
    void clearStore() override
    {
        m_server.dropDatabase(m_database);
        QVERIFY(m_server.createDatabase(m_database));
    }
    QString typeName(SqlType type) const override
    {
        switch (type) {
            case SqlType::Integer: return u"bigint"_s;
            case SqlType::Real: return u"double"_s;
            case SqlType::Text: return u"mediumtext character set utf8mb4 collate utf8mb4_bin"_s;
            case SqlType::Bytes: return u"mediumblob"_s;
            case SqlType::Id: return u"varbinary(128)"_s;
            case SqlType::Uuid: return u"binary(16)"_s;
            case SqlType::Json: return u"json"_s;
        }
        Q_UNREACHABLE();
    }
    void cutConnection(SqlSession& session) override
    {
        m_server.ask(u"kill "_s + session.run(u"select connection_id()"_s)[0][0].toText());
    }
    QString slowStatement() const override { return u"select sleep(30)"_s; }
    std::unique_ptr<SqlSession> makeUnreachable() override
    {
        SqlServerAddress nowhere = address();
        nowhere.host += u".nowhere"_s;
        nowhere.password = u"secret"_s;
        return std::make_unique<MysqlSession>(nowhere, MysqlAccess::ReadWrite);
    }

private slots:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.problem())); }

    void refusesWhatWouldNotSurviveAPowerCut()
    {
        const auto session = openSession();
        session->run(u"set global innodb_flush_log_at_trx_commit = 2"_s);
        QCOMPARE(session->durabilityProblems(), QStringList{u"innodb_flush_log_at_trx_commit is 2 instead of 1"_s});
        session->run(u"set global innodb_flush_log_at_trx_commit = 1"_s);
        session->run(u"set session sql_mode = ''"_s);
        QCOMPARE(session->durabilityProblems(), QStringList{u"sql_mode is not strict"_s});
    }

    void refusesToCutWhatIsTooLong()
    {
        const auto session = openSession();
        session->run(u"create table short (k bigint primary key, s varchar(3))"_s);
        const SqlInsert insert{u"short"_s,
                               {{u"k"_s, SqlType::Integer}, {u"s"_s, SqlType::Text}},
                               SqlInsert::OnConflict::KeepOld,
                               {u"k"_s}};
        QCOMPARE(troubleOf([&] {
                     session->insertMany(insert, std::vector<SqlParams>{{1, u"long"_s}});
                 }),
                 SqlError::Trouble::Statement);
        QCOMPARE(session->query(u"select count(*) from short"_s)[0][0].toInteger(), 0);
    }

    void saysThatADatabaseIsMissing()
    {
        SqlServerAddress missing = address();
        missing.database = u"missing"_s;
        MysqlSession session(missing, MysqlAccess::ReadWrite);
        QString cause;
        QCOMPARE(troubleOf([&] { session.open(); }, &cause), SqlError::Trouble::Refused);
        QVERIFY2(cause.contains("missing"_L1), qPrintable(cause));
    }

    void freesTheRowsOfAClientThatStandsStill()
    {
        const auto session = openSession();
        const SqlRows limits = session->run(
            u"select @@idle_write_transaction_timeout, @@max_statement_time, "
            "@@innodb_lock_wait_timeout, @@tx_isolation"_s);
        SqlRow row = limits[0];
        QCOMPARE(row.nextInteger(), 5);
        QCOMPARE(row.nextReal(), 5.0);
        QCOMPARE(row.nextInteger(), 2);
        QCOMPARE(row.nextText(), u"READ-COMMITTED"_s);
    }
};

TONGDAI_TEST(MysqlSessionTest)

}  // namespace tongdai::testing

#include "mysql_session_mysql_test.moc"
