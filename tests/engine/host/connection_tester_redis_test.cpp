#include "tests/engine/host/trial_report.h"
#include "tests/support/redis_server.h"

namespace tongdai::testing {

class ConnectionTesterRedisTest : public QObject {
    Q_OBJECT

    RedisServer m_server{{.withTcp = true, .extra = {}}};

    ConnectionForm form() const
    {
        ConnectionForm form;
        form.kind = ConnectionForm::Kind::Redis;
        form.host = u"127.0.0.1"_s;
        form.port = m_server.port();
        return form;
    }

private slots:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.problem())); }
    void cleanup()
    {
        m_server.cli({"CONFIG", "SET", "requirepass", ""});
        m_server.cli({"CONFIG", "SET", "maxmemory", "0"});
        m_server.cli({"CONFIG", "SET", "maxmemory-policy", "noeviction"});
    }

    void everyLineIsOkOnAGoodServer()
    {
        const TrialReport report(form());
        QVERIFY(!report.failed());
        QCOMPARE(report.verdict, TestVerdict::Passed);
        QVERIFY(report.line(TestStep::Version)->detail.startsWith("Redis "_L1));
        QCOMPARE(report.line(TestStep::Tls)->trouble, TestTrouble::SameComputer);
        QVERIFY(std::abs(report.line(TestStep::Clock)->number) < 1);
        QCOMPARE(m_server.cli({"DBSIZE"}), "0"_ba);  // nothing of the test stays behind
    }

    void theUnixSocketWorksToo()
    {
        ConnectionForm local = form();
        local.host = m_server.socketPath();
        QCOMPARE(TrialReport(local).verdict, TestVerdict::Passed);
    }

    void passwordsAreTold()
    {
        m_server.cli({"CONFIG", "SET", "requirepass", "right"});
        ConnectionForm login = form();
        const TrialReport missing(login);
        login.password = u"wrong!"_s;
        const TrialReport wrong(login);
        login.password = u"right"_s;
        const TrialReport right(login);
        m_server.cli({"-a", "right", "CONFIG", "SET", "requirepass", ""});
        QVERIFY(missing.failedAt(TestStep::Login, TestTrouble::LoginMissing));
        QVERIFY(wrong.failedAt(TestStep::Login, TestTrouble::WrongLogin));
        QCOMPARE(right.verdict, TestVerdict::Passed);
        for (const api::TestLine& line : wrong.lines)
            QVERIFY(!line.detail.contains("wrong!"_L1));
    }

    void aDatabaseThatIsNotThereIsSaid()
    {
        ConnectionForm far = form();
        far.redisDatabase = 999;
        QVERIFY(TrialReport(far).failedAt(TestStep::Login, TestTrouble::DatabaseMissing));
    }

    void anAccountWithoutRightsIsSaid()
    {
        m_server.cli({"ACL", "SETUSER", "reader", "on", ">right", "~*", "&*", "+@all", "-set"});
        ConnectionForm reader = form();
        reader.user = u"reader"_s;
        reader.password = u"right"_s;
        const TrialReport report(reader);
        QVERIFY(report.failedAt(TestStep::Rights, TestTrouble::NoRight));
        QVERIFY(report.failed()->detail.startsWith("SET"_L1));
    }

    void aServerThatThrowsKeysAwayIsNoted()
    {
        m_server.cli({"CONFIG", "SET", "maxmemory", "100mb"});
        m_server.cli({"CONFIG", "SET", "maxmemory-policy", "allkeys-lru"});
        const TrialReport report(form());
        QCOMPARE(report.verdict, TestVerdict::Passed);
        QCOMPARE(report.line(TestStep::Durability)->trouble, TestTrouble::EvictsKeys);
        QCOMPARE(report.line(TestStep::Durability)->detail, u"allkeys-lru"_s);
    }
};

TONGDAI_TEST(ConnectionTesterRedisTest)

}  // namespace tongdai::testing

#include "connection_tester_redis_test.moc"
