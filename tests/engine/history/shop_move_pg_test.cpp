#include "engine/history/postgres/postgres_session.h"
#include "tests/engine/history/move_behaviour.h"
#include "tests/support/postgres_server.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

class ShopMovePgTest : public MoveBehaviour {
    Q_OBJECT

    PostgresServer m_server;

protected:
    std::unique_ptr<SqlSession> makeTarget() override
    {
        const SqlServerAddress address{m_server.host(), m_server.port(), u"shop"_s, PostgresServer::user(), {}};
        return std::make_unique<PostgresSession>(address, PostgresSession::Access::ReadWrite);
    }
    void clearTarget() override
    {
        m_server.dropDatabase(u"shop"_s);
        QVERIFY(m_server.createDatabase(u"shop"_s));
    }
    void cutTarget() override
    {
        m_server.psql(u"postgres"_s,
                      u"select pg_terminate_backend(pid) from pg_stat_activity where datname = 'shop'"_s);
    }
    QByteArray askTarget(const QString& sql) override { return m_server.psql(u"shop"_s, sql); }

private slots:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.problem())); }
};

TONGDAI_TEST(ShopMovePgTest)

}  // namespace tongdai::testing

#include "shop_move_pg_test.moc"
