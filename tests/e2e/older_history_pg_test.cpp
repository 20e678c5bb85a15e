#include "tests/e2e/older_history_behaviour.h"
#include "tests/support/store_scene.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

/// On a private PostgreSQL.
class OlderHistoryPgTest : public OlderHistoryBehaviour {
    Q_OBJECT
protected:
    void makeShop() override
    {
        QVERIFY(m_store.useNewDatabase(u"older%1"_s.arg(++m_databases)));
        m_scene = std::make_unique<StoreScene>(m_store);
    }
    bool start() override { return m_scene->start(); }
    EngineProcess& engine() override { return m_scene->engine; }
    JsonClient& client() override { return m_scene->client; }
    JsonClient& admin() override { return m_scene->admin; }
    void change(const QString& sql) override { m_store.rows(sql); }

private slots:
    void initTestCase() { QVERIFY2(m_store.start(), qPrintable(m_store.problem())); }
    /// The server dies, and what takes its place had not heard of everything.
    void aFailoverThatLostSomethingIsFoundWhenTheServerIsBack()
    {
        beginShop();
        QTRY_COMPARE(told(), QString());
        forgetTheNewest();
        m_store.server().kill();
        QVERIFY(m_scene->reachesLevel(u"no_database"_s, std::chrono::seconds(20)));
        QVERIFY2(m_store.start(), qPrintable(m_store.problem()));
        QTRY_COMPARE_WITH_TIMEOUT(told(), u"older_copy"_s, 30'000);
        QCOMPARE(engine().stop(), 0);
    }

private:
    SharedPostgres m_store;
    std::unique_ptr<StoreScene> m_scene;
    int m_databases = 0;
};

TONGDAI_TEST(OlderHistoryPgTest)
#include "older_history_pg_test.moc"
