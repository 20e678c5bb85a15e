#include "tests/engine/history/session_behaviour.h"

#include <QTest>

#include <array>

/// Statements that go to the store together: what they do must not depend on it.
namespace tongdai::testing {

using namespace Qt::StringLiterals;
using FlightTrouble = SqlError::Trouble;

namespace {

const SqlColumn kFlightKey{u"k"_s, SqlType::Integer};
const SqlColumn kFlightValue{u"v"_s, SqlType::Integer};
const QString kValuesOf = u"select k, v from t where k in ({list}) order by k"_s;

SqlWrites changeOf(std::vector<SqlParams> rows)
{
    SqlWrites writes;
    writes.add(SqlUpdate{u"t"_s, {kFlightKey}, {kFlightValue}, {}, u"v < 25"_s}, std::move(rows), true);
    return writes;
}

SqlNumbered numberedRows(const QString& counter)
{
    return {counter,
            {u"n"_s, {{u"id"_s, SqlType::Integer}, {u"v"_s, SqlType::Integer}}, SqlInsert::OnConflict::Fail, {}},
            {{100}, {101}},
            0};
}

qint64 countOf(SqlSession& session, const QString& table)
{
    return session.run(u"select count(*) from "_s + table)[0][0].toInteger();
}

}  // namespace

void SessionBehaviour::createNumbered(SqlSession& session)
{
    createTable(session);
    session.run(u"insert into t (k, v) values (1, 10), (2, 20), (3, 30)"_s);
    session.run(u"create table counters (name varchar(20) primary key, value bigint not null)"_s);
    session.run(u"create table n (id bigint primary key, v bigint)"_s);
    session.run(u"insert into counters (name, value) values ('n', 41)"_s);
}

void SessionBehaviour::writesNumbersAndCommitsAtOnce()
{
    const auto session = openSession();
    createNumbered(*session);
    SqlWrites writes = changeOf({{1, 11}, {2, 21}});
    SqlNumbered numbered = numberedRows(u"n"_s);
    int told = 0;
    session->begin();
    session->writeAndCommit(writes, numbered, [&told] { ++told; });
    QCOMPARE(told, 1);
    QCOMPARE(numbered.first, 42);
    QCOMPARE(writes.updates[0].matched, 2);
    const auto other = openSession();
    QCOMPARE(other->run(u"select sum(v) from t"_s)[0][0].toInteger(), 11 + 21 + 30);
    QCOMPARE(other->run(u"select sum(id) from n"_s)[0][0].toInteger(), 42 + 43);

    SqlWrites nothing;
    SqlNumbered none{u"n"_s, numbered.insert, {}, 0};
    session->begin();
    session->execute(u"update t set v = ? where k = ?"_s, {5, 3});
    session->writeAndCommit(nothing, none, [&told] { ++told; });
    QCOMPARE(told, 2);
    QCOMPARE(other->run(u"select v from t where k = 3"_s)[0][0].toInteger(), 5);
}

void SessionBehaviour::commitsNothingWhereARowIsNotAsItWasLeft()
{
    const auto session = openSession();
    createNumbered(*session);
    SqlWrites writes = changeOf({{1, 11}, {3, 31}});
    SqlNumbered numbered = numberedRows(u"n"_s);
    session->begin();
    std::optional<StoreError::Kind> kind;
    try {
        session->writeAndCommit(writes, numbered, [] {});
    } catch (const StoreError& error) {
        kind = error.kind();
        QVERIFY2(!dynamic_cast<const SqlError*>(&error), "it is the job's fault, not the store's");
    }
    QCOMPARE(kind, StoreError::Kind::Corrupt);
    QVERIFY(session->rollback());
    QCOMPARE(countOf(*session, u"n"_s), 0);
    QCOMPARE(session->query(u"select v from t where k = ?"_s, {1})[0][0].toInteger(), 10);
    QCOMPARE(session->run(u"select value from counters"_s)[0][0].toInteger(), 41);
}

void SessionBehaviour::commitsNothingWithoutItsCounter()
{
    const auto session = openSession();
    createNumbered(*session);
    SqlWrites writes = changeOf({{1, 11}});
    SqlNumbered numbered = numberedRows(u"unknown"_s);
    session->begin();
    QCOMPARE(troubleOf([&] { session->writeAndCommit(writes, numbered, [] {}); }), FlightTrouble::Corrupt);
    QVERIFY(session->rollback());
    QCOMPARE(countOf(*session, u"n"_s), 0);
    QCOMPARE(session->query(u"select v from t where k = ?"_s, {1})[0][0].toInteger(), 10);
}

void SessionBehaviour::asksAgainWhatHasChangedSinceItWasExpected()
{
    const auto session = openSession();
    createNumbered(*session);
    const SqlParams keys{1, 2};
    for (const bool changes : {false, true}) {
        session->begin();
        session->expectList(kValuesOf, keys);
        session->query(u"select v from t where k = ?"_s, {3});
        const qint64 before = session->roundTrips();
        if (changes) session->execute(u"update t set v = ? where k = ?"_s, {12, 1});
        const SqlRows rows = session->queryList(kValuesOf, keys);
        const qint64 changesMade = changes ? 1 : 0;
        QCOMPARE(session->roundTrips() - before, changesMade + (changes || !session->asksAhead() ? 1 : 0));
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0][1].toInteger(), changes ? 12 : 10);
        QCOMPARE(rows[1][1].toInteger(), 20);
        QVERIFY(session->rollback());
    }
}

void SessionBehaviour::forgetsWhatWasExpectedOfAnEarlierTransaction()
{
    const auto session = openSession();
    createNumbered(*session);
    const SqlParams first{1};
    session->begin();
    session->expectList(kValuesOf, first);
    session->query(u"select v from t where k = ?"_s, {3});
    session->commit();
    const auto other = openSession();
    other->execute(u"update t set v = ? where k = ?"_s, {13, 1});
    session->begin();
    session->query(u"select v from t where k = ?"_s, {3});
    QCOMPARE(session->queryList(kValuesOf, first)[0][1].toInteger(), 13);
    session->commit();
    other->execute(u"update t set v = ? where k = ?"_s, {14, 1});
    QCOMPARE(session->queryList(kValuesOf, first)[0][1].toInteger(), 14);
}

void SessionBehaviour::answersSeveralQuestionsInTheirOrder()
{
    const auto session = openSession();
    createNumbered(*session);
    const QString sql = u"select v from t where k = ?"_s;
    const qint64 before = session->roundTrips();
    const auto answers = session->queryTogether(
        std::array{SqlQuestion{sql, {2}}, SqlQuestion{u"select v, k from t where k > ? order by k"_s, {1}},
                   SqlQuestion{sql, {7}}});
    QCOMPARE(session->roundTrips() - before, session->asksAhead() ? 1 : 3);
    QCOMPARE(answers.size(), 3u);
    QCOMPARE(answers[0][0][0].toInteger(), 20);
    QCOMPARE(answers[1].size(), 2);
    QCOMPARE(answers[1][1][0].toInteger(), 30);
    QVERIFY(answers[2].isEmpty());
}

void SessionBehaviour::goesOnAfterOneOfSeveralQuestionsFailed()
{
    const auto session = openSession();
    createNumbered(*session);
    const QString sql = u"select v from t where k = ?"_s;
    session->query(sql, {1});
    const auto fails = [&] {
        session->queryTogether(
            std::array{SqlQuestion{sql, {2}}, SqlQuestion{u"select nothing from t"_s, {}}, SqlQuestion{sql, {3}}});
    };
    QCOMPARE(troubleOf(fails), FlightTrouble::Statement);
    QVERIFY(session->isOpen());
    QCOMPARE(session->query(sql, {3})[0][0].toInteger(), 30);

    // A row that is there already: the flight ends in the middle, and its transaction with it.
    SqlWrites writes;
    writes.add(SqlInsert{u"t"_s, {kFlightKey, kFlightValue}}, {{4, 40}, {1, 10}});
    SqlNumbered numbered = numberedRows(u"n"_s);
    session->begin();
    QCOMPARE(troubleOf([&] { session->writeAndCommit(writes, numbered, [] {}); }), FlightTrouble::UniqueTaken);
    QVERIFY(session->rollback());
    QCOMPARE(countOf(*session, u"t"_s), 3);
    QCOMPARE(countOf(*session, u"n"_s), 0);
}

}  // namespace tongdai::testing
