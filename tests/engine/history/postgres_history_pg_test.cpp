#include "engine/history/store/migrations.h"
#include "tests/engine/history/history_behaviour.h"

#include "tests/support/postgres_server.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

class PostgresHistoryTest : public HistoryBehaviour {
    Q_OBJECT

    PostgresServer m_server;
    const QString m_database = u"history"_s;

protected:
    /// Emptied rather than made anew: dropping one and migrating another takes longer than most functions here.
    HistoryBackend makeBackend() override
    {
        if (!m_server.resetDatabase(m_database)) qFatal("%s", qPrintable(m_server.problem()));
        return postgresBackend({m_server.host(), m_server.port(), m_database, PostgresServer::user(), {}});
    }
    void analyze() override { m_server.psql(m_database, u"analyze"_s); }
    qint64 deadlocks() override
    {
        const QString sql = u"select sum(deadlocks) from pg_stat_database"_s;
        return m_server.psql(m_database, sql).toLongLong();
    }
    bool someoneWaits() override
    {
        return m_server.psql(m_database, u"select count(*) from pg_locks where not granted"_s).toInt() > 0;
    }
    QByteArray logPosition() override { return m_server.psql(m_database, u"select pg_current_wal_insert_lsn()"_s); }
    /// By its log, record by record.
    StoreWrites writesSince(const QByteArray& position) override
    {
        const QString sql =
            u"select count(*) filter (where resource_manager = 'Heap' and record_type ~ "
            "'INSERT|UPDATE|DELETE'), count(*) filter (where resource_manager in ('Btree', 'Gin') and "
            "record_type ~ 'INSERT'), sum(record_length - fpi_length) from "
            "pg_get_wal_records_info_till_end_of_wal('%1')"_s;
        const QByteArrayList counted = m_server.psql(m_database, sql.arg(QLatin1StringView(position))).split('|');
        if (counted.size() != 3) qFatal("the log could not be read");
        return {counted[0].toLongLong(), counted[1].toLongLong(), counted[2].toLongLong()};
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        QVERIFY(m_server.createDatabase(m_database));
        m_server.psql(m_database, u"create extension pg_walinspect"_s);
        const auto session =
            postgresBackend({m_server.host(), m_server.port(), m_database, PostgresServer::user(), {}}).writer();
        session->open();
        migrate(*session, migrationsFor(session->dialect().name));
        QVERIFY(m_server.keepRows(m_database));
    }

    // contracts/handle-message §7: what the administrator's handbook asks, word for word.
    void answersTheMonitoringQueries()
    {
        const Accepted accepted = accept(message(u"c1"_s, u"m1"_s), OwnerId("a"_ba));
        await(store().finish(answer(*accepted.claim, 1)));
        accept(message(u"c2"_s, u"m2"_s));
        const QByteArray recent = m_server.psql(m_database,
                                                uR"(-- Recent conversations
SELECT conversation_id, last_message_timestamp, total_messages
FROM conversations
ORDER BY last_message_timestamp DESC
LIMIT 10;)"_s);
        QCOMPARE(recent.split('\n').size(), 2);
        QVERIFY2(recent.contains("c1|1763711990.125|2"), recent.constData());
        QVERIFY2(recent.contains("c2|1763711990.125|1"), recent.constData());
        const QByteArray actions = m_server.psql(m_database,
                                                 uR"(-- Action statistics
SELECT action_type, COUNT(*), AVG(retry_count)
FROM message_actions
GROUP BY action_type;)"_s);
        const QByteArrayList columns = actions.split('|');
        QCOMPARE(columns.size(), 3);
        QCOMPARE(columns[1], "1"_ba);
        QCOMPARE(columns[2].toDouble(), 0.0);
    }

    void goesOnWhenTheServerComesBack()
    {
        accept(message(u"c1"_s, u"m1"_s));
        for (int reads = 0; reads < 10; ++reads)  // every reader has its connection
            QCOMPARE(thread(u"c1"_s).size(), 1u);
        m_server.kill();
        QVERIFY_THROWS_EXCEPTION(StoreError, thread(u"c1"_s));
        QVERIFY_THROWS_EXCEPTION(StoreError, accept(message(u"c1"_s, u"m2"_s)));
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        const Accepted accepted = accept(message(u"c1"_s, u"m2"_s));
        QCOMPARE(accepted.message.seq, 2);
        for (int reads = 0; reads < 10; ++reads)
            QCOMPARE(thread(u"c1"_s).size(), 2u);
        raw().close();
        raw().open();
    }
};

TONGDAI_TEST(PostgresHistoryTest)

}  // namespace tongdai::testing

#include "postgres_history_pg_test.moc"
