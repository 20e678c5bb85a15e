#include "tests/engine/history/session_behaviour.h"

#include "engine/history/store/migrations.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThread>

#include <thread>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using Trouble = SqlError::Trouble;

namespace {

const std::vector<SqlColumn> kColumns{{u"k"_s, SqlType::Integer}, {u"r"_s, SqlType::Real},   {u"s"_s, SqlType::Text},
                                      {u"b"_s, SqlType::Bytes},   {u"i"_s, SqlType::Id},     {u"u"_s, SqlType::Uuid},
                                      {u"j"_s, SqlType::Json},    {u"v"_s, SqlType::Integer}};
const std::vector<SqlColumn> kPair{{u"k"_s, SqlType::Integer}, {u"v"_s, SqlType::Integer}};

}  // namespace

void SessionBehaviour::init()
{
    clearStore();
}

std::unique_ptr<SqlSession> SessionBehaviour::openSession(bool readOnly)
{
    auto session = makeSession(readOnly);
    session->open();
    return session;
}

void SessionBehaviour::createTable(SqlSession& session)
{
    QStringList columns;
    for (const SqlColumn& column : kColumns)
        columns << column.name + u' ' + typeName(column.type) + (column.name == "k"_L1 ? " primary key"_L1 : ""_L1);
    session.run(u"create table t (%1)"_s.arg(columns.join(u", ")));
}

Trouble SessionBehaviour::troubleOf(const std::function<void()>& act, QString* cause)
{
    try {
        act();
    } catch (const SqlError& error) {
        if (cause) *cause = error.cause();
        return error.trouble();
    }
    throw std::runtime_error("no SqlError was thrown");
}

void SessionBehaviour::keepsEveryKindOfValue()
{
    const auto session = openSession();
    createTable(*session);
    const QUuid uuid = QUuid::createUuid();
    const QString difficult = u"Đặt 😀 \"2\" áo\\ {a,NULL} '; drop table t; -- ?\n"_s;
    const std::vector<SqlParams> rows{
        {std::numeric_limits<qint64>::max(), 1'763'711'990.1254321, difficult,
         SqlValue::bytes(QByteArray("\0\xff\\", 3)), SqlValue::ofId("c1"_ba), uuid,
         QJsonObject{{u"a\\\""_s, difficult}}, -1},
        {2, SqlValue(), QString(), SqlValue::bytes({}), SqlValue(), QUuid(),
         QJsonObject{{u"nul"_s, QString(QChar(u'\0'))}, {u"half"_s, QString(QChar(0xd800))}}, SqlValue()}};
    session->insertMany({u"t"_s, kColumns}, rows);
    for (int k = 10; k < 12; ++k) {  // one by one as well
        SqlParams row = rows[0];
        row[0] = k;
        session->execute(u"insert into t (k, r, s, b, i, u, j, v) values (?, ?, ?, ?, ?, ?, ?, ?)"_s, row);
    }

    const SqlRows found = session->query(u"select r, s, b, i, u, j, v, k from t order by k desc"_s);
    QCOMPARE(found.size(), 4);
    for (int at = 0; at < 3; ++at) {
        SqlRow row = found[at];
        QCOMPARE(row.nextReal(), 1'763'711'990.1254321);
        QCOMPARE(row.nextText(), difficult);
        QCOMPARE(row.nextBytes(), QByteArray("\0\xff\\", 3));
        QCOMPARE(row.nextBytes(), "c1"_ba);
        QCOMPARE(row.nextUuid(), uuid);
        QCOMPARE(row.nextJson(), (QJsonObject{{u"a\\\""_s, difficult}}));
        QCOMPARE(row.nextInteger(), -1);
    }
    QCOMPARE(found[0][7].toInteger(), std::numeric_limits<qint64>::max());
    QVERIFY(found[3][0].isNull());
    QVERIFY2(!found[3][1].isNull() && found[3][1].toText().isEmpty(), "an empty text is not NULL");
    QVERIFY(!found[3][2].isNull() && found[3][2].toBytes().isEmpty());
    QVERIFY(found[3][3].isNull());
    QVERIFY(!found[3][4].isNull() && found[3][4].toUuid().isNull());
    QCOMPARE(found[3][5].toJson()["nul"_L1].toString(), QString(QChar(QChar::ReplacementCharacter)));
    QCOMPARE(found[3][5].toJson()["half"_L1].toString(), QString(QChar(QChar::ReplacementCharacter)));
    QVERIFY(found[3][6].isNull());
}

/// UTF-8 has no bytes for it. What stands behind it must not go with it.
void SessionBehaviour::keepsWhatStandsBehindHalfACharacter()
{
    const auto session = openSession();
    createTable(*session);
    const QString broken = u"anh "_s + QChar(0xd83d) + u" oi"_s + QChar(0xde00);
    SqlParams row{1, SqlValue(), broken, SqlValue(), SqlValue(), SqlValue(), QJsonObject{{u"a"_s, broken}}, SqlValue()};
    session->insertMany({u"t"_s, kColumns}, {&row, 1});
    row[0] = 2;
    session->execute(u"insert into t (k, r, s, b, i, u, j, v) values (?, ?, ?, ?, ?, ?, ?, ?)"_s, row);
    const SqlRows found = session->query(u"select s, j from t where s = ? order by k"_s, {broken});
    QCOMPARE(found.size(), 2);
    for (SqlRow each : found) {
        QCOMPARE(each.nextText(), u"anh \ufffd oi\ufffd"_s);
        QCOMPARE(each.nextJson()["a"_L1].toString(), u"anh \ufffd oi\ufffd"_s);
    }
}

void SessionBehaviour::keepsIdsApartByteForByte()
{
    const auto session = openSession();
    session->run(u"create table ids (i %1 primary key)"_s.arg(typeName(SqlType::Id)));
    const std::vector<QString> ids{u"A"_s, u"a"_s,  u"é"_s,  u"e"_s,      u"e\u0301"_s,
                                   u"ß"_s, u"ss"_s, u"a "_s, u"x\u200d"_s};
    std::vector<SqlParams> rows;
    for (const QString& id : ids)
        rows.push_back({SqlValue::ofId(id.toUtf8())});
    session->insertMany({u"ids"_s, {{u"i"_s, SqlType::Id}}}, rows);
    std::vector<QByteArray> sorted;
    for (SqlRow row : session->query(u"select i from ids order by i"_s))
        sorted.push_back(row.nextBytes());
    QCOMPARE(sorted.size(), ids.size());
    QVERIFY2(std::is_sorted(sorted.begin(), sorted.end()), "locks are taken in byte order everywhere");
}

void SessionBehaviour::asksListsOfAnyLength()
{
    const auto session = openSession();
    createTable(*session);
    std::vector<SqlParams> rows;
    SqlParams keys;
    for (int i = 0; i < 700; ++i) {
        rows.push_back({i, i * 2});
        keys.push_back(i);
    }
    session->insertMany({u"t"_s, kPair}, rows);
    for (const int length : {0, 1, 2, 5, 17, 256, 257, 700}) {
        const SqlParams some(keys.begin(), keys.begin() + length);
        const SqlRows found =
            session->queryList(u"select k, v from t where v >= ? and k in ({list}) and v < ?"_s, some, {0}, {2000});
        QCOMPARE(found.size(), length);
    }
}

void SessionBehaviour::asksListsOfEveryKind()
{
    const auto session = openSession();
    createTable(*session);
    std::vector<SqlParams> rows;
    const QList<QByteArray> difficult{"{a,b}"_ba, "NULL"_ba, "\"\\'"_ba, ""_ba, "Đặt 😀"_ba};
    for (int i = 0; i < int(difficult.size()); ++i) {
        rows.push_back({i, i + 0.5, QString::fromUtf8(difficult[i]), SqlValue::bytes(difficult[i] + '\xff'),
                        SqlValue::ofId(difficult[i] + 'i'), QUuid::createUuid(), QJsonObject(), 1});
    }
    session->insertMany({u"t"_s, kColumns}, rows);
    for (size_t column = 0; column < kColumns.size(); ++column) {
        if (kColumns[column].type == SqlType::Json) continue;  // nobody asks for lists of them
        SqlParams wanted;
        for (const SqlParams& row : rows)
            wanted.push_back(row[column]);
        const QString condition = u" from t where %1 in ({list})"_s.arg(kColumns[column].name);
        QCOMPARE(session->queryList(u"select k"_s + condition, wanted).size(), int(rows.size()));
        wanted.resize(2);
        const int found = kColumns[column].name == "v"_L1 ? int(rows.size()) : 2;  // all have the same
        QCOMPARE(session->queryList(u"select k"_s + condition, wanted).size(), found);
        QCOMPARE(session->executeList(
                     u"update t set r = r where v = ? and %1 in ({list}) and k < ?"_s.arg(kColumns[column].name),
                     wanted, {1}, {100}),
                 found);
    }
}

void SessionBehaviour::findsRowsOfAnySetOfValues()
{
    const auto session = openSession();
    createTable(*session);
    std::vector<SqlParams> rows;
    const QUuid ours = QUuid::createUuid();
    for (int i = 0; i < 200; ++i) {
        rows.push_back({i, SqlValue(), SqlValue(), SqlValue(), SqlValue::ofId("i" + QByteArray::number(i % 100)),
                        i < 100 ? ours : QUuid::createUuid(), SqlValue(), i});
    }
    session->insertMany({u"t"_s, kColumns}, rows);
    for (const int length : {0, 1, 3, 64, 65, 100}) {
        std::vector<SqlParams> sets;
        for (int i = 0; i < length; ++i)
            sets.push_back({ours, SqlValue::ofId("i" + QByteArray::number(i))});
        const SqlRows found = session->queryAny(u"select k from t where {any u = ? and i = ?}"_s, sets);
        QCOMPARE(found.size(), length);
        for (SqlRow row : found)
            QVERIFY(row.nextInteger() < 100);
    }
}

void SessionBehaviour::writesManyRowsAtOnce()
{
    const auto session = openSession();
    createTable(*session);
    constexpr int kCount = 2500;
    std::vector<SqlParams> rows;
    for (int i = 0; i < kCount; ++i)
        rows.push_back({i, i});
    session->insertMany({u"t"_s, kPair}, rows);
    QCOMPARE(session->query(u"select count(*) from t"_s)[0][0].toInteger(), kCount);
    for (int i = 0; i < kCount; ++i)
        rows[size_t(i)] = {i, i * 3};
    QCOMPARE(session->updateMany({u"t"_s, {kPair[0]}, {kPair[1]}}, rows), kCount);
    QCOMPARE(session->query(u"select sum(v) from t"_s)[0][0].toInteger(), 3 * qint64(kCount) * (kCount - 1) / 2);
}

void SessionBehaviour::countsTheRowsAnUpdateMatched()
{
    const auto session = openSession();
    createTable(*session);
    session->run(u"insert into t (k, v, r) values (1, 10, 0), (2, 20, 0)"_s);
    const SqlUpdate update{u"t"_s, {kPair[0]}, {kPair[1]}, u"r = r + 1"_s, u"v < 100"_s};
    QCOMPARE(session->updateMany(update, std::vector<SqlParams>{{1, 10}, {2, 200}, {3, 1}}), 2);
    QCOMPARE(session->query(u"select r from t where k = ?"_s, {2})[0][0].toReal(), 1.0);
    QCOMPARE(session->updateMany(update, std::vector<SqlParams>{{2, 0}}), 0);
    QCOMPARE(session->execute(u"update t set v = 10 where k = ?"_s, {1}), 1);  // nothing changes, yet it matched
}

void SessionBehaviour::replacesOrKeepsAnExistingRow()
{
    const auto session = openSession();
    createTable(*session);
    SqlInsert insert{u"t"_s, kPair};
    insert.keys = {u"k"_s};
    const auto put = [&](SqlInsert::OnConflict onConflict, const std::vector<SqlParams>& rows) {
        insert.onConflict = onConflict;
        session->insertMany(insert, rows);
        return session->query(u"select v from t where k = 1"_s)[0][0].toInteger();
    };
    QCOMPARE(put(SqlInsert::OnConflict::Fail, {{1, 1}}), 1);
    QCOMPARE(put(SqlInsert::OnConflict::KeepOld, {{1, 2}, {7, 7}}), 1);
    QCOMPARE(put(SqlInsert::OnConflict::Overwrite, {{1, 3}, {8, 8}, {1, 4}}), 4);
    QCOMPARE(session->query(u"select count(*) from t"_s)[0][0].toInteger(), 3);
    QCOMPARE(troubleOf([&] { put(SqlInsert::OnConflict::Fail, {{1, 5}}); }), Trouble::UniqueTaken);
}

void SessionBehaviour::rollsBackWhatWasNotCommitted()
{
    const auto session = openSession();
    createTable(*session);
    session->begin();
    session->execute(u"insert into t (k) values (?)"_s, {1});
    QVERIFY(session->rollback());
    QCOMPARE(session->query(u"select count(*) from t"_s)[0][0].toInteger(), 0);
    QVERIFY2(session->rollback(), "rolling back nothing is not an error");
    session->begin();
    session->execute(u"insert into t (k) values (?)"_s, {1});
    session->commit();
    QVERIFY(session->rollback());
    QCOMPARE(session->query(u"select count(*) from t"_s)[0][0].toInteger(), 1);
}

void SessionBehaviour::goesOnAfterAFailedStatement()
{
    const auto session = openSession();
    createTable(*session);
    session->begin();
    QCOMPARE(troubleOf([&] { session->query(u"select nonsense from nowhere where k = ?"_s, {1}); }),
             Trouble::Statement);
    QVERIFY(session->rollback());
    session->begin();
    session->execute(u"insert into t (k) values (?)"_s, {1});
    session->commit();
    QCOMPARE(session->query(u"select count(*) from t where k = ?"_s, {1})[0][0].toInteger(), 1);
}

void SessionBehaviour::noticesALostConnection()
{
    const auto session = openSession();
    createTable(*session);
    session->query(u"select count(*) from t where k = ?"_s, {1});
    cutConnection(*session);
    QCOMPARE(troubleOf([&] { session->query(u"select count(*) from t where k = ?"_s, {1}); }), Trouble::ConnectionLost);
    QVERIFY2(!session->isOpen(), "a broken connection is never used again");
    QCOMPARE(troubleOf([&] { session->query(u"select 1"_s); }), Trouble::ConnectionLost);
    QVERIFY(!session->rollback());
    session->open();
    QCOMPARE(session->query(u"select count(*) from t where k = ?"_s, {1})[0][0].toInteger(), 0);
}

void SessionBehaviour::losesWhatWasNotCommittedWithItsConnection()
{
    const auto session = openSession();
    createTable(*session);
    session->begin();
    session->execute(u"insert into t (k) values (?)"_s, {1});
    cutConnection(*session);
    QCOMPARE(troubleOf([&] { session->commit(); }), Trouble::ConnectionLost);
    session->open();
    QCOMPARE(session->query(u"select count(*) from t"_s)[0][0].toInteger(), 0);
}

void SessionBehaviour::endsAStatementOnRequest()
{
    const auto session = openSession();
    session->interrupt();  // nothing runs: nothing happens
    std::atomic<bool> ended = false;
    std::thread caller([&] {
        while (!ended) {  // the statement may not have begun yet
            session->interrupt();
            QThread::msleep(50);
        }
    });
    QElapsedTimer timer;
    timer.start();
    std::optional<Trouble> trouble;
    try {
        session->run(slowStatement());
    } catch (const SqlError& error) {
        trouble = error.trouble();
    }
    ended = true;
    caller.join();
    QCOMPARE(trouble, Trouble::Interrupted);
    QVERIFY2(timer.elapsed() < 4000, "before the server's own limit");
}

void SessionBehaviour::asksToRetryWhenALockTakesTooLong()
{
    const auto holder = openSession();
    const auto other = openSession();
    createTable(*holder);
    holder->run(u"insert into t (k, v) values (1, 0)"_s);
    holder->begin();
    holder->query(u"select k from t where k = ? {for_update}"_s, {1});
    other->begin();
    QCOMPARE(troubleOf([&] { other->execute(u"update t set v = 1 where k = ?"_s, {1}); }), Trouble::Retry);
    QVERIFY(other->rollback());
    holder->commit();
    QCOMPARE(other->execute(u"update t set v = 1 where k = ?"_s, {1}), 1);
}

void SessionBehaviour::sharesWorkWithoutWaiting()
{
    const auto first = openSession();
    const auto second = openSession();
    createTable(*first);
    first->run(u"insert into t (k, v) values (1, 0), (2, 0)"_s);
    const auto take = [](SqlSession& session) {
        session.begin();
        return session.query(u"select k from t where v = ? order by k limit 1 {skip_locked}"_s, {0})[0][0].toInteger();
    };
    QCOMPARE(take(*first), 1);
    QCOMPARE(take(*second), 2);
    first->rollback();
    second->rollback();
}

void SessionBehaviour::onlyReadsWhenToldSo()
{
    createTable(*openSession());
    const auto reader = openSession(true);
    QCOMPARE(reader->query(u"select count(*) from t"_s)[0][0].toInteger(), 0);
    QCOMPARE(troubleOf([&] { reader->execute(u"insert into t (k) values (?)"_s, {1}); }), Trouble::ReadOnly);
}

/// F42: what a failover leaves behind: it answers, and takes nothing.
void SessionBehaviour::aStoreThatOnlyReadsIsAway()
{
    createTable(*openSession());
    const auto session = openSession();
    refusesWrites(*session);
    try {
        session->begin();
        session->execute(u"insert into t (k) values (?)"_s, {1});
        QFAIL("it was written");
    } catch (const SqlError& error) {
        QCOMPARE(error.trouble(), Trouble::ReadOnly);
        QCOMPARE(error.kind(), StoreError::Kind::Unreachable);
    }
    takesWrites();
    session->close();
    session->open();
    session->begin();
    session->execute(u"insert into t (k) values (?)"_s, {1});
    session->commit();
    QCOMPARE(session->query(u"select count(*) from t"_s)[0][0].toInteger(), 1);
}

QString SessionBehaviour::readOnlyFromNowOn()
{
    const QString dialect = makeSession()->dialect().name;
    if (dialect == "postgres"_L1) return u"set default_transaction_read_only = on"_s;
    return u"set session transaction read only"_s;
}

void SessionBehaviour::tellsWhyItCannotConnect()
{
    QString cause;
    const auto nowhere = makeUnreachable();
    QCOMPARE(troubleOf([&] { nowhere->open(); }, &cause), Trouble::ConnectionLost);
    QVERIFY(!cause.isEmpty());
    QVERIFY2(!cause.contains("secret"_L1), "a password is nobody's business");
    QVERIFY(!nowhere->target().contains("secret"_L1));
    QVERIFY(!nowhere->isOpen());
}

void SessionBehaviour::migratesOnceAndRefusesNewerSchemas()
{
    const auto session = openSession();
    const std::vector<Migration> migrations = migrationsFor(session->dialect().name);
    QVERIFY(!migrations.empty());
    migrate(*session, migrations);
    migrate(*session, migrations);
    QCOMPARE(session->query(u"select count(*) from schema_version"_s)[0][0].toInteger(), qint64(migrations.size()));
    std::vector<Migration> newer = migrations;
    newer.push_back({9000, u"9000_from_the_future.sql"_s, {u"create table future (k integer)"_s}});
    migrate(*session, newer);
    QString cause;
    QCOMPARE(troubleOf([&] { migrate(*session, migrations); }, &cause), Trouble::Refused);
    QVERIFY(cause.contains("made by a newer program"_L1));
}

void SessionBehaviour::isDurable()
{
    QCOMPARE(openSession()->durabilityProblems(), QStringList());
}

}  // namespace tongdai::testing
