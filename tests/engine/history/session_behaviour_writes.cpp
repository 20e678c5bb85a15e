#include "tests/engine/history/session_behaviour.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using Trouble = SqlError::Trouble;

namespace {

const SqlColumn kNumber{u"k"_s, SqlType::Integer};
const SqlColumn kValue{u"v"_s, SqlType::Integer};

}  // namespace

void SessionBehaviour::writesToSeveralTablesTogether()
{
    const auto session = openSession();
    createTable(*session);
    session->run(u"create table n (id bigint primary key, b %1)"_s.arg(typeName(SqlType::Bytes)));
    session->run(u"insert into t (k, v, r) values (1, 10, 0), (2, 20, 0), (3, 30, 0)"_s);
    SqlWrites writes;
    writes.add(SqlUpdate{u"t"_s, {kNumber}, {kValue}, u"r = r + 1"_s, u"v < 25"_s}, {{1, 11}, {2, 22}, {3, 33}}, true);
    writes.add(SqlUpdate{u"t"_s, {kNumber}, {kValue}, {}, {}}, {});
    writes.add(SqlInsert{u"t"_s, {kNumber, kValue}, SqlInsert::OnConflict::Overwrite, {u"k"_s}},
               {{4, 40}, {3, 34}, {3, 35}});
    const std::vector<SqlColumn> named{{u"id"_s, SqlType::Integer}, {u"b"_s, SqlType::Bytes}};
    writes.add(SqlInsert{u"n"_s, named, SqlInsert::OnConflict::Fail, {}},
               {{5, SqlValue::bytes("five"_ba)}, {6, SqlValue::bytes("six"_ba)}}, u"b"_s);
    QCOMPARE(writes.updates.size(), 1u);
    session->write(writes);
    QCOMPARE(writes.updates[0].matched, 2);
    QCOMPARE(writes.inserts[1].ids, (QHash<QByteArray, qint64>{{"five"_ba, 5}, {"six"_ba, 6}}));
    QCOMPARE(session->query(u"select sum(v), sum(r) from t"_s)[0][0].toInteger(), 11 + 22 + 35 + 40);
    SqlWrites again;
    again.add(SqlInsert{u"n"_s, named, SqlInsert::OnConflict::Fail, {}}, {{6, SqlValue::bytes("six"_ba)}});
    QCOMPARE(troubleOf([&] { session->write(again); }), Trouble::UniqueTaken);
    SqlWrites nothing;
    session->write(nothing);
}

void SessionBehaviour::numbersRowsInTheirOrder()
{
    const auto session = openSession();
    session->run(u"create table counters (name varchar(20) primary key, value bigint not null)"_s);
    session->run(u"create table n (id bigint primary key, v bigint)"_s);
    session->run(u"insert into counters (name, value) values ('n', 41), ('other', 7)"_s);
    const std::vector<SqlColumn> columns{{u"id"_s, SqlType::Integer}, {u"v"_s, SqlType::Integer}};
    SqlNumbered numbered{u"n"_s, {u"n"_s, columns, SqlInsert::OnConflict::Fail, {}}, {{100}, {101}, {102}}, 0};
    session->write(numbered);
    QCOMPARE(numbered.first, 42);
    const SqlRows rows = session->query(u"select id, v from n order by id"_s);
    QCOMPARE(rows.size(), 3);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(rows[i][0].toInteger(), 42 + i);
        QCOMPARE(rows[i][1].toInteger(), 100 + i);
    }
    QCOMPARE(session->query(u"select sum(value) from counters"_s)[0][0].toInteger(), 44 + 7);
}

}  // namespace tongdai::testing
