#pragma once

#include "engine/history/store/migrations.h"
#include "tests/engine/history/history_behaviour.h"
#include "tests/support/postgres_server.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// The behaviour of a history on a PostgreSQL server of its own. A test derives from it and says how the store there is
/// reached.
class PostgresHistoryStage : public HistoryBehaviour {
protected:
    explicit PostgresHistoryStage(const QString& database) : m_database(database) {}
    virtual SqlServerAddress address() const
    {
        return {m_server.host(), m_server.port(), m_database, PostgresServer::user(), {}};
    }
    PostgresServer& server() { return m_server; }
    QString database() const { return m_database; }

    void startServer()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        QVERIFY(m_server.createDatabase(m_database));
        m_server.psql(m_database, u"create extension pg_walinspect"_s);
    }
    void makeTables()
    {
        const auto session = postgresBackend(address()).writer();
        session->open();
        migrate(*session, migrationsFor(session->dialect().name));
        QVERIFY(m_server.keepRows(m_database));
    }

    /// Emptied rather than made anew: dropping one and migrating another takes longer than most functions here.
    HistoryBackend makeBackend() override
    {
        if (!m_server.resetDatabase(m_database)) qFatal("%s", qPrintable(m_server.problem()));
        return postgresBackend(address());
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

private:
    PostgresServer m_server;
    QString m_database;
};

}  // namespace tongdai::testing
