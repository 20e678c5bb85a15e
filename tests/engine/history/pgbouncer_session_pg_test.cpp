#include "engine/history/postgres/postgres_link.h"
#include "engine/history/postgres/postgres_session.h"
#include "engine/history/postgres/postgres_text.h"

#include "tests/engine/history/session_behaviour.h"
#include "tests/support/long_tests.h"
#include "tests/support/pgbouncer.h"
#include "tests/support/tcp_proxy.h"
#include "tests/support/test_part.h"

#include <QCoreApplication>
#include <QHash>
#include <QProcess>
#include <QSet>
#include <QTest>
#include <QThread>

#include <atomic>
#include <thread>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A session through a pooler that gives connections out by the transaction: what a session of its own does, and
/// nothing that outlives a transaction (guarantees 2.22).
class PgbouncerSessionPart : public SessionBehaviour {
    Q_OBJECT

    PostgresServer m_server;
    std::unique_ptr<Pgbouncer> m_pooler;
    const QString m_database = u"store"_s;

    SqlServerAddress addressAt(const QString& host, bool isPooled = true) const
    {
        SqlServerAddress address{host, Pgbouncer::port(), m_database, PostgresServer::user(), {}};
        address.isPooled = isPooled;
        return address;
    }

    std::unique_ptr<SqlSession> sessionTo(const SqlServerAddress& address, bool readOnly = false) const
    {
        using Access = PostgresSession::Access;
        return std::make_unique<PostgresSession>(address, readOnly ? Access::ReadOnly : Access::ReadWrite);
    }

    /// As the next client finds it, on a connection that others have used.
    QString leftBehind(const QString& setting) const
    {
        const QString where = u"host=%1 port=%2 dbname=%3 user=%4"_s.arg(m_pooler->host())
                                  .arg(Pgbouncer::port())
                                  .arg(m_database, PostgresServer::user());
        return postgres::PostgresLink(where.toStdString()).run((u"show "_s + setting).toStdString())[0][0].toText();
    }

    /// Only those that stand idle: whoever waits for them at the pooler is not told.
    void renewConnections()
    {
        m_server.psql(u"postgres"_s,
                      u"select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where datname = '%1'"_s.arg(
                          m_database));
    }

protected:
    std::unique_ptr<SqlSession> makeSession(bool readOnly) override
    {
        return sessionTo(addressAt(m_pooler->host()), readOnly);
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
    void cutConnection(SqlSession& /*session*/) override
    {
        m_pooler->kill();
        QVERIFY2(m_pooler->start(), qPrintable(m_pooler->problem()));
    }
    void refusesWrites(SqlSession& /*session*/) override
    {
        m_server.psql(u"postgres"_s, u"alter database %1 set default_transaction_read_only = on"_s.arg(m_database));
        renewConnections();
    }
    void takesWrites() override
    {
        m_server.psql(u"postgres"_s, u"alter database %1 reset default_transaction_read_only"_s.arg(m_database));
        renewConnections();
    }
    QString slowStatement() const override { return u"select pg_sleep(30)"_s; }
    std::unique_ptr<SqlSession> makeUnreachable() override
    {
        SqlServerAddress nowhere = addressAt(m_pooler->host() + u"/nowhere"_s);
        nowhere.password = u"secret"_s;
        return sessionTo(nowhere);
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        m_pooler = std::make_unique<Pgbouncer>(m_server);
        QVERIFY2(m_pooler->start(), qPrintable(m_pooler->problem()));
    }
    void cleanupTestCase() { m_pooler.reset(); }

    /// The same statements of all of them, by turns, on whatever connection is free.
    void manyShareFewConnections()
    {
        createTable(*openSession());
        std::vector<std::unique_ptr<SqlSession>> sessions;
        for (int i = 0; i < 12; ++i)
            sessions.push_back(openSession(i % 3 == 2));
        QSet<qint64> backends;
        for (int turn = 0; turn < 10; ++turn) {
            for (int i = 0; i < 12; ++i) {
                SqlSession& session = *sessions[size_t(i)];
                session.begin();
                if (i % 3 != 2) session.execute(u"insert into t (k, v) values (?, ?)"_s, {turn * 12 + i, i});
                backends << session.query(u"select pg_backend_pid()"_s)[0][0].toInteger();
                session.commit();
                session.queryList(u"select k from t where k in ({list})"_s, {1, 2, 3});
            }
        }
        QVERIFY2(backends.size() <= Pgbouncer::Options().connections, "more than the pooler has");
        QCOMPARE(sessions[2]->query(u"select count(*) from t"_s)[0][0].toInteger(), 80);
    }

    void eachTransactionHasItsLimits_data()
    {
        QTest::addColumn<QString>("setting");
        QTest::addColumn<QString>("held");
        QTest::newRow("of a statement") << u"statement_timeout"_s << u"5s"_s;
        QTest::newRow("of a wait") << u"lock_timeout"_s << u"2s"_s;
        QTest::newRow("of idleness") << u"idle_in_transaction_session_timeout"_s << u"5s"_s;
        QTest::newRow("compiling") << u"jit"_s << u"off"_s;
        QTest::newRow("plans") << u"plan_cache_mode"_s << u"force_generic_plan"_s;
    }

    void eachTransactionHasItsLimits()
    {
        QFETCH(const QString, setting);
        QFETCH(const QString, held);
        const auto session = openSession();
        const QString sql = u"select current_setting('%1')"_s.arg(setting);
        QCOMPARE(session->run(sql)[0][0].toText(), held);
        QCOMPARE(session->query(sql)[0][0].toText(), held);
        QCOMPARE(session->queryTogether(std::vector<SqlQuestion>{{u"select 1"_s, {}}, {sql, {}}})[1][0][0].toText(),
                 held);
        session->begin();
        QCOMPARE(session->query(sql)[0][0].toText(), held);
        session->commit();
        session->begin();
        QCOMPARE(session->run(sql)[0][0].toText(), held);
        QVERIFY(session->rollback());
        QVERIFY2(leftBehind(setting) != held, "others find what we have set");
    }

    void aReaderNeverWrites()
    {
        createTable(*openSession());
        const auto reader = openSession(true);
        const auto writer = openSession();
        for (int i = 0; i < 5; ++i) {  // on connections that the other has used
            writer->execute(u"insert into t (k) values (?)"_s, {i});
            QCOMPARE(reader->query(u"select count(*) from t"_s)[0][0].toInteger(), i + 1);
            QCOMPARE(troubleOf([&] { reader->run(u"delete from t"_s); }), SqlError::Trouble::ReadOnly);
            reader->open();
            reader->begin();
            reader->query(u"select count(*) from t"_s);
            QCOMPARE(troubleOf([&] { reader->run(u"set transaction read write"_s); }), SqlError::Trouble::Statement);
            QVERIFY(reader->rollback());
        }
        QCOMPARE(leftBehind(u"default_transaction_read_only"_s), u"off"_s);
    }

    void liftsLimitsForItselfOnly()
    {
        const auto session = openSession();
        session->liftLimits();
        QCOMPARE(session->run(u"show lock_timeout"_s)[0][0].toText(), u"1min"_s);
        QCOMPARE(session->run(u"show statement_timeout"_s)[0][0].toText(), u"0"_s);
        QCOMPARE(openSession()->run(u"show lock_timeout"_s)[0][0].toText(), u"2s"_s);
        session->open();
        QCOMPARE(session->run(u"show lock_timeout"_s)[0][0].toText(), u"2s"_s);
    }

    /// The beginning, what holds and what is asked go together.
    void waitsAsOftenAsWithoutIt()
    {
        const auto session = openSession();
        createTable(*session);
        const qint64 before = session->roundTrips();
        const qint64 statements = session->statements();
        session->begin();
        session->execute(u"insert into t (k) values (?)"_s, {1});
        session->commit();
        QCOMPARE(session->roundTrips() - before, 2);
        QCOMPARE(session->statements() - statements, 3);
    }

    /// One that refuses what clients bring, and one that takes it and does nothing with it.
    void aPoolerNobodyToldOfIsSaid_data()
    {
        QTest::addColumn<bool>("swallows");
        QTest::newRow("as shipped") << false;
        QTest::newRow("that swallows settings") << true;
    }

    void aPoolerNobodyToldOfIsSaid()
    {
        QFETCH(const bool, swallows);
        Pgbouncer pooler(m_server, {4, swallows});
        QVERIFY2(pooler.start(), qPrintable(pooler.problem()));
        for (const bool readOnly : {false, true}) {
            QString cause;
            const auto session = sessionTo(addressAt(pooler.host(), false), readOnly);
            QCOMPARE(troubleOf([&] { session->open(); }, &cause), SqlError::Trouble::Refused);
            QVERIFY2(cause.contains("POSTGRES_POOLED=true"_L1), qPrintable(cause));
            QVERIFY(!session->isOpen());
        }
    }

    /// F35: what an engine's own connection would notice of a server that vanished, the pooler notices as soon.
    void theShippedPoolerNoticesAServerThatVanished()
    {
        const QString console = u"host=%1 port=%2 dbname=pgbouncer user=%3"_s.arg(m_pooler->host())
                                    .arg(Pgbouncer::port())
                                    .arg(PostgresServer::user());
        QHash<QString, QString> held;
        const SqlRows rows = postgres::PostgresLink(console.toStdString()).run("show config");
        for (SqlRow row : rows) {
            const QString name = row.nextText();
            held.insert(name, row.nextText());
        }
        QCOMPARE(held.value(u"tcp_user_timeout"_s), u"10000"_s);
        QCOMPARE(held.value(u"tcp_keepalive"_s), u"1"_s);
        QCOMPARE(held.value(u"tcp_keepidle"_s), u"10"_s);
        QCOMPARE(held.value(u"tcp_keepintvl"_s), u"5"_s);
        QCOMPARE(held.value(u"tcp_keepcnt"_s), u"3"_s);
        QCOMPARE(held.value(u"query_wait_timeout"_s), u"3"_s);
    }

    /// The word is held up until its statement has ended and the next one runs.
    void aLateCancellationEndsNothingElse()
    {
        const auto proxy = TcpProxy::toUnixSocket(u"%1/.s.PGSQL.%2"_s.arg(m_pooler->host()).arg(Pgbouncer::port()));
        SqlServerAddress slow = addressAt(u"127.0.0.1"_s);
        slow.port = proxy->port();
        const auto session = sessionTo(slow);
        session->open();
        const qint64 before = proxy->bytesTo(TcpProxy::Direction::ToServer);
        std::atomic<bool> ended = false;
        std::thread caller([&] {
            while (proxy->bytesTo(TcpProxy::Direction::ToServer) == before && !ended)
                QThread::yieldCurrentThread();  // the statement has not begun yet
            proxy->setLatency(TcpProxy::Direction::ToServer,
                              3600ms);  // behind the statement's end, on a busy machine too
            session->interrupt();
        });
        std::optional<SqlError::Trouble> trouble;
        try {
            session->run(u"select pg_sleep(3)"_s);
        } catch (const SqlError& error) {
            trouble = error.trouble();
        }
        ended = true;
        caller.join();
        QCOMPARE(trouble, SqlError::Trouble::Interrupted);
        QVERIFY2(!session->isOpen(), "the next question may be ended by it");
        proxy->setLatency(TcpProxy::Direction::ToServer, 0ms);
        session->open();
        QCOMPARE(session->run(u"select 1 from pg_sleep(2)"_s)[0][0].toInteger(), 1);
    }

    void whatPoolsNothingMayBeToldOfOne()
    {
        SqlServerAddress straight = addressAt(m_server.host());
        straight.port = m_server.port();
        const auto session = sessionTo(straight);
        session->open();
        createTable(*session);
        session->begin();
        session->execute(u"insert into t (k) values (?)"_s, {1});
        session->commit();
        QCOMPARE(session->query(u"select count(*) from t"_s)[0][0].toInteger(), 1);
    }
};

TONGDAI_TEST_PART(PgbouncerSessionPart)

class PgbouncerSessionTest : public QObject {
    Q_OBJECT

private slots:
    /// What is written for a pooler, and what of all sessions depends on who holds the connection: losing it, ending a
    /// statement, limits, and a transaction that fails. In the long form all there is.
    void isASessionLikeAnyOther()
    {
        QStringList arguments{u"PgbouncerSessionPart"_s};
        if (!isLong()) {
            arguments += {u"manyShareFewConnections"_s,
                          u"eachTransactionHasItsLimits"_s,
                          u"aReaderNeverWrites"_s,
                          u"liftsLimitsForItselfOnly"_s,
                          u"waitsAsOftenAsWithoutIt"_s,
                          u"aPoolerNobodyToldOfIsSaid"_s,
                          u"theShippedPoolerNoticesAServerThatVanished"_s,
                          u"aLateCancellationEndsNothingElse"_s,
                          u"whatPoolsNothingMayBeToldOfOne"_s,
                          u"writesNumbersAndCommitsAtOnce"_s,
                          u"goesOnAfterOneOfSeveralQuestionsFailed"_s,
                          u"goesOnAfterAFailedStatement"_s,
                          u"noticesALostConnection"_s,
                          u"losesWhatWasNotCommittedWithItsConnection"_s,
                          u"endsAStatementOnRequest"_s,
                          u"asksToRetryWhenALockTakesTooLong"_s,
                          u"aStoreThatOnlyReadsIsAway"_s,
                          u"tellsWhyItCannotConnect"_s};
        }
        QProcess part;
        part.setProcessChannelMode(QProcess::MergedChannels);
        part.start(QCoreApplication::applicationFilePath(), arguments);
        QVERIFY(part.waitForFinished(240'000));
        const QByteArray said = part.readAll();
        QVERIFY2(part.exitStatus() == QProcess::NormalExit && part.exitCode() == 0, said.right(4'000).constData());
        QVERIFY2(said.contains(" 0 failed, 0 skipped"), said.right(4'000).constData());
    }
};

TONGDAI_TEST(PgbouncerSessionTest)

}  // namespace tongdai::testing

#include "pgbouncer_session_pg_test.moc"
