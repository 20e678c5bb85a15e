#include "tests/support/message_stream.h"
#include "tests/support/store_scene.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

namespace {

/// A primary and a standby that has everything before it counts as committed.
class PostgresPair final : public SharedStore {
public:
    PostgresPair()
        : SharedStore({u"extract(epoch from clock_timestamp())"_s, u"encode(%1, 'hex')"_s, u"m.reply->>'kind'"_s})
    {
    }

    bool start() override
    {
        if (!m_primary.start() || !m_standby.copyFrom(m_primary) || !m_standby.start()) return false;
        m_primary.psql(u"postgres"_s, u"alter system set synchronous_standby_names = '*'"_s);
        m_primary.psql(u"postgres"_s, u"select pg_reload_conf()"_s);
        return QTest::qWaitFor(
            [this] { return m_primary.psql(u"postgres"_s, u"select sync_state from pg_stat_replication"_s) == "sync"; },
            60'000);
    }
    QString problem() const override { return m_primary.problem() + m_standby.problem(); }
    QByteArray log() override { return m_primary.log() + m_standby.log(); }
    bool useNewDatabase(const QString& name) override
    {
        m_database = name;
        if (!m_primary.createDatabase(name)) return false;
        // The standby has it at once and shows it a little later; until then it refuses whoever asks for it.
        const QString isThere = u"select 1 from pg_database where datname = '%1'"_s.arg(name);
        return QTest::qWaitFor([&] { return m_standby.psql(u"postgres"_s, isThere) == "1"; }, 60'000);
    }
    /// The standby is named first.
    QMap<QString, QString> settings() const override
    {
        return {{u"POSTGRES_HOST"_s, m_standby.host() + u',' + m_primary.host()},
                {u"POSTGRES_DB"_s, m_database},
                {u"POSTGRES_USER"_s, PostgresServer::user()}};
    }
    QStringList rows(const QString& sql) override
    {
        const QByteArray text = (m_isPromoted ? m_standby : m_primary).psql(m_database, sql);
        return text.isEmpty() ? QStringList() : QString::fromUtf8(text).split(u'\n');
    }

    void killPrimary() { m_primary.kill(); }
    bool promote()
    {
        m_isPromoted = true;
        return m_standby.psql(u"postgres"_s, u"select pg_promote()"_s) == "t";
    }

private:
    PostgresServer m_primary;
    PostgresServer m_standby;
    QString m_database;
    bool m_isPromoted = false;
};

}  // namespace

/// Several PostgreSQL servers: the engine goes where writes are taken, and after a failover goes on there. Nothing that
/// was promised is lost, doubled or out of order.
class PostgresFailoverPgTest : public QObject {
    Q_OBJECT

private slots:
    void failoverUnderLoad()
    {
        PostgresPair store;
        QVERIFY2(store.start(), qPrintable(store.problem()));
        QVERIFY(store.useNewDatabase(u"failover"_s));
        StoreScene scene(store);
        StubScript varied;
        varied.maxDelay = 50;
        scene.ai.setScript(varied);
        QVERIFY(scene.start());
        QVERIFY(scene.reachesLevel(u"full"_s, 30s));
        SteadySenders senders(scene.client, 60);
        MessageStream stream(senders, 50);
        senders.resume();
        QTRY_VERIFY_WITH_TIMEOUT(senders.acknowledged() >= 50, 60'000);
        store.killPrimary();
        QVERIFY(scene.reachesLevel(u"no_database"_s, 60s));
        QTRY_VERIFY_WITH_TIMEOUT(senders.journalled() >= 10, 60'000);
        QVERIFY(store.promote());
        QVERIFY(scene.reachesLevel(u"full"_s, 60s));
        const int before = senders.acknowledged();
        QTRY_VERIFY_WITH_TIMEOUT(senders.acknowledged() > before + 50, 60'000);
        stream.stop();
        QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), 60'000);
        QVERIFY2(senders.surprises().isEmpty(), qPrintable(senders.surprises().join(u'\n')));
        QVERIFY(scene.settles(60s));
        QCOMPARE(scene.wrongs(senders.promises()), QStringList());
        const QString total = QString::number(senders.total());
        QCOMPARE(scene.storedMessages(), QStringList{total + u'|' + total});
        QCOMPARE(scene.engine.stop(), std::optional<int>(0));
    }
};

TONGDAI_TEST(PostgresFailoverPgTest)

#include "postgres_failover_pg_test.moc"
