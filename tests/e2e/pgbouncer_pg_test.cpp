#include "tests/support/engine_team.h"
#include "tests/support/long_tests.h"
#include "tests/support/message_stream.h"
#include "tests/support/pgbouncer.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <numeric>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

namespace {

/// A server that engines reach only through a pooler; what is looked up afterwards is asked straight.
class PooledPostgres final : public SharedStore {
public:
    PooledPostgres()
        : SharedStore({u"extract(epoch from clock_timestamp())"_s, u"encode(%1, 'hex')"_s, u"m.reply->>'kind'"_s}),
          m_pooler(m_server)
    {
    }

    bool start() override { return m_server.start() && m_pooler.start(); }
    QString problem() const override { return m_server.problem() + m_pooler.problem(); }
    QByteArray log() override { return m_server.log() + m_pooler.log(); }
    bool useNewDatabase(const QString& name) override
    {
        m_database = name;
        return m_server.createDatabase(name);
    }
    QMap<QString, QString> settings() const override
    {
        return {{u"POSTGRES_HOST"_s, m_pooler.host()},
                {u"POSTGRES_PORT"_s, QString::number(Pgbouncer::port())},
                {u"POSTGRES_POOLED"_s, u"true"_s},
                {u"POSTGRES_DB"_s, m_database},
                {u"POSTGRES_USER"_s, PostgresServer::user()}};
    }
    QStringList rows(const QString& sql) override
    {
        return QString::fromUtf8(m_server.psql(m_database, sql)).split(u'\n', Qt::SkipEmptyParts);
    }

    PostgresServer& server() { return m_server; }
    Pgbouncer& pooler() { return m_pooler; }

private:
    PostgresServer m_server;
    Pgbouncer m_pooler;
    QString m_database;
};

}  // namespace

/// Two engines whose store lies behind a pooler that gives connections out by the transaction. F31: nothing that was
/// promised is lost, doubled or out of order when the pooler dies, nor when the server behind it does.
class PgbouncerPgTest : public QObject {
    Q_OBJECT

    PooledPostgres m_store;
    std::unique_ptr<EngineTeam> m_team;
    std::vector<std::unique_ptr<SteadySenders>> m_senders;

    int sum(int (SteadySenders::*figure)() const) const
    {
        return std::accumulate(m_senders.begin(), m_senders.end(), 0,
                               [figure](int all, const auto& senders) { return all + (senders.get()->*figure)(); });
    }

private slots:
    void init()
    {
        QVERIFY2(m_store.start(), qPrintable(m_store.problem()));
        QVERIFY(m_store.useNewDatabase(u"pooled"_s));
        m_team = std::make_unique<EngineTeam>(m_store);
        StubScript varied;
        varied.maxDelay = 50;
        m_team->ai.setScript(varied);
        QVERIFY(m_team->start());
        for (EngineTeam::Member& member : m_team->members)
            m_senders.push_back(std::make_unique<SteadySenders>(member.client, 60));
    }
    void cleanup()
    {
        for (EngineTeam::Member& member : m_team->members) {
            if (QTest::currentTestFailed()) qInfo("%s", member.engine.errorOutput().right(4'000).constData());
            member.engine.stop();
        }
        if (QTest::currentTestFailed()) qInfo("%s", m_store.log().right(4'000).constData());
        m_senders.clear();
        m_team.reset();
    }

    void nothingIsLostWhenThePoolerOrTheServerDies()
    {
        std::vector<std::unique_ptr<MessageStream>> streams;
        for (const auto& senders : m_senders) {
            const QString prefix = u"s%1-"_s.arg(streams.size());
            streams.push_back(std::make_unique<MessageStream>(*senders, 25, 40, prefix));
            senders->resume();
        }
        const int wanted = isLong() ? 100 : 40;
        const auto goesOn = [this, wanted] {
            const int before = sum(&SteadySenders::acknowledged);
            return QTest::qWaitFor([&] { return sum(&SteadySenders::acknowledged) > before + wanted; }, 120'000);
        };
        const auto isWrittenDownHere = [this] {
            const int before = sum(&SteadySenders::journalled);
            return QTest::qWaitFor([&] { return sum(&SteadySenders::journalled) >= before + 10; }, 120'000);
        };
        QVERIFY(goesOn());
        const QStringList used = m_store.rows(
            u"select count(*) from pg_stat_activity where datname = current_database() and backend_type = 'client "
            "backend' and pid <> pg_backend_pid()"_s);
        bool isNumber = false;
        const int clients = used.value(0).toInt(&isNumber);
        QVERIFY2(isNumber && clients >= 1 && clients <= Pgbouncer::Options().connections, qPrintable(used.join(u'\n')));

        m_store.pooler().kill();
        QVERIFY(isWrittenDownHere());
        QVERIFY2(m_store.pooler().start(), qPrintable(m_store.problem()));
        QVERIFY(goesOn());

        m_store.server().kill();
        QVERIFY(isWrittenDownHere());
        QVERIFY2(m_store.server().start(), qPrintable(m_store.problem()));
        QVERIFY(goesOn());

        for (const auto& stream : streams)
            stream->stop();
        const int total = sum(&SteadySenders::total);
        QTRY_COMPARE_WITH_TIMEOUT(sum(&SteadySenders::acknowledged), total, 240'000);
        QVERIFY(m_team->settles(180s));
        const QString count = QString::number(total);
        QCOMPARE(m_store.rows(u"select count(*), count(distinct message_id) from messages where seq is not null"_s),
                 QStringList{count + u'|' + count});
        std::vector<PromiseFact> promises;
        for (const auto& senders : m_senders) {
            QCOMPARE(senders->surprises(), QStringList());
            promises.insert(promises.end(), senders->promises().begin(), senders->promises().end());
        }
        QCOMPARE(overlappingThoughtsOf(m_team->ai), QStringList());
        QCOMPARE(m_team->wrongs(promises), QStringList());
    }
};

TONGDAI_TEST(PgbouncerPgTest)

#include "pgbouncer_pg_test.moc"
