#include "engine/history/sqlite/sqlite_session.h"
#include "engine/history/sqlite/store_birth.h"
#include "engine/history/store/migrations.h"

#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

namespace tongdai {

using namespace Qt::StringLiterals;
using SqliteAccess = SqliteSession::Access;

class SqliteSessionTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_files = 0;

    QString newFile() { return m_dir.filePath(u"store-%1.sqlite"_s.arg(++m_files)); }

    static QString failureOf(const std::function<void()>& act)
    {
        try {
            act();
        } catch (const SqlError& error) {
            return error.cause();
        }
        return {};
    }

    static void write(const QString& file, const QByteArray& bytes)
    {
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(bytes);
    }

private slots:
    void keepsEveryKindOfValue()
    {
        SqliteSession session(newFile(), SqliteAccess::ReadWrite);
        session.open();
        session.run(u"create table t (k integer primary key, r real, s text, b blob, u blob, j text)"_s);
        const SqlInsert insert{u"t"_s,
                               {{u"k"_s, SqlType::Integer},
                                {u"r"_s, SqlType::Real},
                                {u"s"_s, SqlType::Text},
                                {u"b"_s, SqlType::Bytes},
                                {u"u"_s, SqlType::Uuid},
                                {u"j"_s, SqlType::Json}}};
        const QUuid uuid = QUuid::createUuid();
        const std::vector<SqlParams> rows{
            {std::numeric_limits<qint64>::max(), 0.25, u"Đặt 😀"_s, SqlValue::bytes(QByteArray("\0\xff", 2)), uuid,
             QJsonObject{{u"a"_s, 1}}},
            {2, SqlValue(), QString(), SqlValue::bytes({}), QUuid(), QJsonObject{{u"nul"_s, QString(QChar(u'\0'))}}}};
        session.insertMany(insert, rows);

        const SqlRows found = session.query(u"select k, r, s, b, u, j from t order by k desc"_s);
        QCOMPARE(found.size(), 2);
        SqlRow first = found[0];
        QCOMPARE(first.nextInteger(), std::numeric_limits<qint64>::max());
        QCOMPARE(first.nextReal(), 0.25);
        QCOMPARE(first.nextText(), u"Đặt 😀"_s);
        QCOMPARE(first.nextBytes(), QByteArray("\0\xff", 2));
        QCOMPARE(first.nextUuid(), uuid);
        QCOMPARE(first.nextJson(), (QJsonObject{{u"a"_s, 1}}));
        QVERIFY(found[1][1].isNull());
        QVERIFY2(!found[1][2].isNull(), "an empty text is not NULL");
        QVERIFY(!found[1][3].isNull());
        QCOMPARE(found[1][5].toJson()["nul"_L1].toString(), QString(QChar(QChar::ReplacementCharacter)));
    }

    /// F42: it answers, and takes nothing, as SessionBehaviour asks of the servers: it is away until it is opened
    /// again.
    void aStoreThatOnlyReadsIsAway()
    {
        SqliteSession session(newFile(), SqliteAccess::ReadWrite);
        session.open();
        session.run(u"create table t (k integer primary key)"_s);
        session.run(u"pragma query_only = on"_s);
        try {
            session.begin();
            session.execute(u"insert into t (k) values (?)"_s, {1});
            QFAIL("it was written");
        } catch (const SqlError& error) {
            QCOMPARE(error.trouble(), SqlError::Trouble::ReadOnly);
            QCOMPARE(error.kind(), StoreError::Kind::Unreachable);
        }
        session.close();
        session.open();
        session.begin();
        session.execute(u"insert into t (k) values (?)"_s, {1});
        session.commit();
        QCOMPARE(session.query(u"select count(*) from t"_s)[0][0].toInteger(), 1);
    }

    /// UTF-8 has no bytes for it. What stands behind it must not go with it.
    void keepsWhatStandsBehindHalfACharacter()
    {
        SqliteSession session(newFile(), SqliteAccess::ReadWrite);
        session.open();
        session.run(u"create table t (k integer primary key, s text, j text)"_s);
        const QString broken = u"anh "_s + QChar(0xd83d) + u" oi"_s + QChar(0xde00);
        const SqlInsert insert{u"t"_s, {{u"k"_s, SqlType::Integer}, {u"s"_s, SqlType::Text}, {u"j"_s, SqlType::Json}}};
        const std::vector<SqlParams> rows{{1, broken, QJsonObject{{u"a"_s, broken}}}};
        session.insertMany(insert, rows);
        session.execute(u"insert into t (k, s, j) values (?, ?, ?)"_s, {2, broken, QJsonObject{{u"a"_s, broken}}});
        const SqlRows found = session.query(u"select s, j from t where s = ? order by k"_s, {broken});
        QCOMPARE(found.size(), 2);
        for (SqlRow each : found) {
            QCOMPARE(each.nextText(), u"anh \ufffd oi\ufffd"_s);
            QCOMPARE(each.nextJson()["a"_L1].toString(), u"anh \ufffd oi\ufffd"_s);
        }
    }

    void asksListsOfAnyLength()
    {
        SqliteSession session(newFile(), SqliteAccess::ReadWrite);
        session.open();
        session.run(u"create table t (k integer primary key, v integer)"_s);
        std::vector<SqlParams> rows;
        SqlParams keys;
        for (int i = 0; i < 700; ++i) {
            rows.push_back({i, i * 2});
            keys.push_back(i);
        }
        session.insertMany({u"t"_s, {{u"k"_s, SqlType::Integer}, {u"v"_s, SqlType::Integer}}}, rows);
        for (const int length : {0, 1, 2, 5, 17, 256, 257, 700}) {
            const SqlParams some(keys.begin(), keys.begin() + length);
            const SqlRows found =
                session.queryList(u"select k, v from t where v >= ? and k in ({list}) and v < ?"_s, some, {0}, {2000});
            QCOMPARE(found.size(), length);
        }
    }

    void countsTheRowsAnUpdateMatched()
    {
        SqliteSession session(newFile(), SqliteAccess::ReadWrite);
        session.open();
        session.run(u"create table t (k integer primary key, v integer, w integer default 0)"_s);
        session.run(u"insert into t (k, v) values (1, 10), (2, 20)"_s);
        const SqlUpdate update{
            u"t"_s, {{u"k"_s, SqlType::Integer}}, {{u"v"_s, SqlType::Integer}}, u"w = w + 1"_s, u"v < 100"_s};
        QCOMPARE(session.updateMany(update, std::vector<SqlParams>{{1, 10}, {2, 200}, {3, 1}}), 2);
        QCOMPARE(session.query(u"select w from t where k = ?"_s, {2})[0][0].toInteger(), 1);
        QCOMPARE(session.updateMany(update, std::vector<SqlParams>{{2, 0}}), 0);
    }

    void replacesOrKeepsAnExistingRow()
    {
        SqliteSession session(newFile(), SqliteAccess::ReadWrite);
        session.open();
        session.run(u"create table t (k integer primary key, v integer)"_s);
        SqlInsert insert{u"t"_s, {{u"k"_s, SqlType::Integer}, {u"v"_s, SqlType::Integer}}};
        insert.keys = {u"k"_s};
        const auto put = [&](SqlInsert::OnConflict onConflict, int value) {
            insert.onConflict = onConflict;
            session.insertMany(insert, std::vector<SqlParams>{{1, value}});
            return session.query(u"select v from t"_s)[0][0].toInteger();
        };
        QCOMPARE(put(SqlInsert::OnConflict::Fail, 1), 1);
        QCOMPARE(put(SqlInsert::OnConflict::KeepOld, 2), 1);
        QCOMPARE(put(SqlInsert::OnConflict::Overwrite, 3), 3);
        try {
            put(SqlInsert::OnConflict::Fail, 4);
            QFAIL("stored a key twice");
        } catch (const SqlError& error) {
            QCOMPARE(error.trouble(), SqlError::Trouble::UniqueTaken);
        }
    }

    void rollsBackWhatWasNotCommitted()
    {
        SqliteSession session(newFile(), SqliteAccess::ReadWrite);
        session.open();
        session.run(u"create table t (k integer primary key)"_s);
        session.begin();
        session.execute(u"insert into t (k) values (?)"_s, {1});
        QVERIFY(session.rollback());
        QCOMPARE(session.query(u"select count(*) from t"_s)[0][0].toInteger(), 0);
        QVERIFY2(session.rollback(), "rolling back nothing is not an error");
    }

    void isDurableAndPrivate()
    {
        const QString file = newFile();
        SqliteSession session(file, SqliteAccess::ReadWrite);
        session.open();
        QCOMPARE(session.durabilityProblems(), QStringList());
        session.run(u"pragma synchronous = normal"_s);
        QCOMPARE(session.durabilityProblems().size(), 1);
        session.run(u"create table t (k integer primary key)"_s);
        const auto onlyOwner = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
        QCOMPARE(QFile::permissions(file), onlyOwner);
        QCOMPARE(QFile::permissions(file + u"-wal"_s), onlyOwner);
    }

    /// A power cut between making a file and filling it must not leave one without a byte, which is taken for damage.
    void isBornWhole()
    {
        const QString file = newFile();
        bringIntoTheWorld(file);
        QCOMPARE(QFileInfo(file).size(), 4096);
        QCOMPARE(QDir(m_dir.path()).entryList({u"*.new-*"_s}, QDir::Files | QDir::Hidden), QStringList());
        bringIntoTheWorld(file);  // nothing to do
        {
            QSqlDatabase asFound = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"born"_s);
            asFound.setDatabaseName(file);
            QVERIFY(asFound.open());
            QSqlQuery query(asFound);
            const auto answer = [&query](const QString& question) {
                return query.exec(question) && query.next() ? query.value(0).toString() : query.lastError().text();
            };
            QCOMPARE(answer(u"pragma integrity_check"_s), u"ok"_s);
            QCOMPARE(answer(u"pragma application_id"_s).toUInt(), kSqliteApplicationId);
            QCOMPARE(answer(u"pragma encoding"_s), u"UTF-8"_s);
        }
        QSqlDatabase::removeDatabase(u"born"_s);
        SqliteSession session(file, SqliteAccess::ReadWrite);
        session.open();
        migrate(session, migrationsFor(u"sqlite"_s));
        session.checkUndamaged();
    }

    void refusesAnEmptiedFile()
    {
        for (const SqliteAccess access : {SqliteAccess::ReadWrite, SqliteAccess::ReadOnly}) {
            const QString file = newFile();
            write(file, {});
            QVERIFY(failureOf([&] { SqliteSession(file, access).open(); }).contains("empty"_L1));
            QCOMPARE(QFileInfo(file).size(), 0);
        }
    }

    void refusesWhatIsNotItsFile()
    {
        const QString text = newFile();
        write(text, "Dear diary, today we sold three shirts.");
        QVERIFY(failureOf([&] {
                    SqliteSession(text, SqliteAccess::ReadWrite).open();
                }).contains("not a SQLite database"_L1));
        QFile untouched(text);
        QVERIFY(untouched.open(QIODevice::ReadOnly));
        QCOMPARE(untouched.readAll(), "Dear diary, today we sold three shirts."_ba);

        const QString foreign = newFile();
        {
            QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"foreign"_s);
            other.setDatabaseName(foreign);
            QVERIFY(other.open());
            QSqlQuery(u"create table theirs (k integer)"_s, other);
        }
        QSqlDatabase::removeDatabase(u"foreign"_s);
        QVERIFY(
            failureOf([&] { SqliteSession(foreign, SqliteAccess::ReadWrite).open(); }).contains("another program"_L1));
    }

    void noticesDamage()
    {
        const QString file = newFile();
        {
            SqliteSession session(file, SqliteAccess::ReadWrite);
            session.open();
            migrate(session, migrationsFor(u"sqlite"_s));
            session.checkUndamaged();
        }
        QFile damaged(file);
        QVERIFY(damaged.open(QIODevice::ReadWrite));
        damaged.seek(4096);
        damaged.write(QByteArray(8192, '\x5a'));
        damaged.close();
        QVERIFY(!failureOf([&] {
                     SqliteSession session(file, SqliteAccess::ReadWrite);
                     session.open();
                     session.checkUndamaged();
                 }).isEmpty());
    }

    void migratesOnceAndRefusesNewerSchemas()
    {
        const QString file = newFile();
        SqliteSession session(file, SqliteAccess::ReadWrite);
        session.open();
        std::vector<Migration> migrations = migrationsFor(u"sqlite"_s);
        QVERIFY(!migrations.empty());
        migrate(session, migrations);
        migrate(session, migrations);
        QCOMPARE(session.query(u"select count(*) from schema_version"_s)[0][0].toInteger(), qint64(migrations.size()));

        std::vector<Migration> newer = migrations;
        newer.push_back({9000, u"9000_from_the_future.sql"_s, {u"create table future (k integer)"_s}});
        migrate(session, newer);
        QVERIFY(failureOf([&] { migrate(session, migrations); }).contains("made by a newer program"_L1));
    }

    /// F44
    void undoesAnInterruptedMigration()
    {
        SqliteSession session(newFile(), SqliteAccess::ReadWrite);
        session.open();
        const Migration broken{1, u"0001_broken.sql"_s, {u"create table a (k integer)"_s, u"create nonsense"_s}};
        QVERIFY(!failureOf([&] { migrate(session, {broken}); }).isEmpty());
        QCOMPARE(session.query(u"select count(*) from sqlite_master where name = 'a'"_s)[0][0].toInteger(), 0);
        const Migration mended{1, u"0001_mended.sql"_s, {u"create table a (k integer)"_s}};
        migrate(session, {mended});
        QCOMPARE(session.query(u"select count(*) from sqlite_master where name = 'a'"_s)[0][0].toInteger(), 1);
    }
};

TONGDAI_TEST(SqliteSessionTest)

}  // namespace tongdai

#include "sqlite_session_test.moc"
