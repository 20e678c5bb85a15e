#include "engine/history/store/migrations.h"
#include "tests/engine/history/history_behaviour.h"

#include "tests/support/mariadb_server.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

class MysqlHistoryTest : public HistoryBehaviour {
    Q_OBJECT

    MariadbServer m_server;

    HistoryBackend backendOf(const QString& database)
    {
        return mysqlBackend({m_server.socketPath(), 0, database, MariadbServer::user(), {}});
    }
    void makeMigrated(const QString& database)
    {
        QVERIFY(m_server.createDatabase(database));
        const std::unique_ptr<SqlSession> session = backendOf(database).writer();
        session->open();
        migrate(*session, migrationsFor(session->dialect().name));
    }

protected:
    /// Emptied rather than made anew: the migrations of one database take longer than most functions here.
    HistoryBackend makeBackend() override
    {
        if (!m_server.resetDatabase(u"history"_s, u"untouched"_s)) qFatal("the database could not be emptied");
        return backendOf(u"history"_s);
    }
    QByteArray whatWaitedInACircle()
    {
        const QByteArray status = m_server.ask(u"show engine innodb status"_s).replace("\\n", "\n");
        const qsizetype from = status.indexOf("LATEST DETECTED DEADLOCK");
        return status.mid(from, status.indexOf("\nTRANSACTIONS\n", from) - from);
    }
    qint64 deadlocks() override
    {
        const QByteArray answer = m_server.ask(u"show global status like 'Innodb_deadlocks'"_s);  // name and number
        if (!answer.contains("Innodb_deadlocks")) qFatal("the server does not count deadlocks");
        const qint64 count = answer.simplified().split(' ').last().toLongLong();
        if (count > 0) qInfo("%s", whatWaitedInACircle().constData());
        return count;
    }
    /// From the server's live counter. information_schema.innodb_trx is a copy that the server makes anew only when
    /// nobody has read it for 100 ms: who asks more often sees the first answer for ever.
    bool someoneWaits() override
    {
        const QByteArray answer = m_server.ask(u"show global status like 'Innodb_row_lock_current_waits'"_s);
        return answer.contains("current_waits") && answer.simplified().split(' ').last() != "0";
    }
    QByteArray logPosition() override
    {
        qint64 rows = 0;
        qint64 bytes = 0;
        const QString names = u"'Handler_write', 'Handler_update', 'Handler_delete', 'Innodb_lsn_current'"_s;
        const QByteArray answer = m_server.ask(u"show global status where variable_name in (%1)"_s.arg(names));
        for (const QByteArray& line : answer.trimmed().split('\n')) {
            const QByteArrayList columns = line.simplified().split(' ');
            (columns.first() == "Innodb_lsn_current" ? bytes : rows) += columns.last().toLongLong();
        }
        return QByteArray::number(rows) + ' ' + QByteArray::number(bytes);
    }
    StoreWrites writesSince(const QByteArray& position) override
    {
        const QByteArrayList before = position.split(' ');
        const QByteArrayList now = logPosition().split(' ');
        return {now[0].toLongLong() - before[0].toLongLong(), 0, now[1].toLongLong() - before[1].toLongLong()};
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        makeMigrated(u"untouched"_s);
        makeMigrated(u"history"_s);
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
    }
};

TONGDAI_TEST(MysqlHistoryTest)

}  // namespace tongdai::testing

#include "mysql_history_mysql_test.moc"
