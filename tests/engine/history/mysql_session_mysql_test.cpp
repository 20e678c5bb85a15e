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

    /// However many rows: one statement, one round trip.
    void carriesManyRowsAtOnce()
    {
        const auto session = openSession();
        session->run(u"create table many (k bigint primary key, t "_s + typeName(SqlType::Text) +
                     u", r double, b varbinary(128))"_s);
        const SqlInsert insert{
            u"many"_s,
            {{u"k"_s, SqlType::Integer}, {u"t"_s, SqlType::Text}, {u"r"_s, SqlType::Real}, {u"b"_s, SqlType::Id}}};
        std::vector<SqlParams> rows;
        for (int i = 0; i < 200; ++i)
            rows.push_back({i, i % 3 ? SqlValue(u"chữ %1"_s.arg(i)) : SqlValue(),
                            i % 2 ? SqlValue(i * 0.5) : SqlValue(),
                            i % 5 ? SqlValue::ofId("\0\xff"_ba + QByteArray::number(i)) : SqlValue::ofId("")});
        qint64 before = session->statements();
        session->insertMany(insert, rows);
        QCOMPARE(session->statements() - before, 1);
        const SqlRows found = session->query(u"select k, t, r, b from many order by k"_s);
        QCOMPARE(found.size(), 200);
        for (int i = 0; i < 200; ++i) {
            for (int column = 0; column < 4; ++column) {
                const SqlValue& given = rows[size_t(i)][size_t(column)];
                QCOMPARE(found[i][column].isNull(), given.isNull());
                QCOMPARE(found[i][column].toBytes(), given.toBytes());
            }
        }
        const SqlUpdate update{
            u"many"_s, {{u"k"_s, SqlType::Integer}}, {{u"t"_s, SqlType::Text}}, u"r = 1"_s, u"k < 150"_s};
        std::vector<SqlParams> changes;
        for (int i = 0; i < 200; ++i)
            changes.push_back({i, i % 2 ? SqlValue(u"mới %1"_s.arg(i)) : SqlValue()});
        before = session->statements();
        QCOMPARE(session->updateMany(update, changes), 150);
        QCOMPARE(session->updateMany(update, changes), 150);  // matched, though nothing changes
        QCOMPARE(session->statements() - before, 2);
        QCOMPARE(session->query(u"select t from many where k = 149"_s)[0][0].toText(), u"mới 149"_s);
        QCOMPARE(session->query(u"select count(*) from many where t is null and k < 150"_s)[0][0].toInteger(), 75);

        // One of them that is there already undoes nothing by itself, and says so.
        QCOMPARE(troubleOf([&] {
                     session->insertMany(insert, std::vector<SqlParams>{{500, u"a"_s, 1.0, SqlValue()}, rows[7]});
                 }),
                 SqlError::Trouble::UniqueTaken);
        QCOMPARE(session->query(u"select count(*) from many where k = 7"_s)[0][0].toInteger(), 1);
    }

    /// Longer ones than a cell of an answer has room for, between short ones.
    void readsValuesOfAnyLength()
    {
        const auto session = openSession();
        session->run(u"create table sizes (k bigint primary key, t "_s + typeName(SqlType::Text) +
                     u", b mediumblob)"_s);
        const SqlInsert insert{u"sizes"_s,
                               {{u"k"_s, SqlType::Integer}, {u"t"_s, SqlType::Text}, {u"b"_s, SqlType::Bytes}}};
        std::vector<SqlParams> rows;
        for (const int size : {0, 1, 1023, 1024, 1025, 70'000, 3, 3'000'000})
            rows.push_back({int(rows.size()), QString(size / 2, u'ư') + QString(size % 2, u'x'),
                            SqlValue::bytes(QByteArray(size, char(size % 251)))});
        session->insertMany(insert, rows);
        const SqlRows found = session->query(u"select t, b, k from sizes order by k"_s);
        QCOMPARE(found.size(), int(rows.size()));
        for (int i = 0; i < found.size(); ++i) {
            QCOMPARE(found[i][0].toText(), rows[size_t(i)][1].toText());
            QCOMPARE(found[i][1].toBytes(), rows[size_t(i)][2].toBytes());
            QCOMPARE(found[i][2].toInteger(), i);
        }
    }

    /// Amid the rows of an answer as well.
    void saysWhatEndsAnAnswer()
    {
        const auto session = openSession();
        session->run(u"create table tens (k bigint primary key)"_s);
        session->run(u"insert into tens values (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)"_s);
        session->run(u"set session max_statement_time = 0.3"_s);
        QCOMPARE(troubleOf([&] {
                     session->query(u"select a.k, sleep(0.001) from tens a, tens b, tens c, tens d where a.k >= ?"_s,
                                    {0});
                 }),
                 SqlError::Trouble::Interrupted);
        QCOMPARE(session->query(u"select count(*) from tens where k > ?"_s, {4})[0][0].toInteger(), 5);
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
