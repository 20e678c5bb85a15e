#include "engine/history/mysql/mysql_session.h"
#include "tests/engine/history/move_behaviour.h"
#include "tests/support/mariadb_server.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

class ShopMoveMysqlTest : public MoveBehaviour {
    Q_OBJECT

    MariadbServer m_server;

protected:
    std::unique_ptr<SqlSession> makeTarget() override
    {
        const SqlServerAddress address{m_server.socketPath(), 0, u"shop"_s, MariadbServer::user(), {}};
        return std::make_unique<MysqlSession>(address, MysqlSession::Access::ReadWrite);
    }
    void clearTarget() override
    {
        m_server.dropDatabase(u"shop"_s);
        QVERIFY(m_server.createDatabase(u"shop"_s));
    }
    void cutTarget() override
    {
        const QByteArray ids = m_server.ask(u"select id from information_schema.processlist where db = 'shop'"_s);
        for (const QByteArray& id : ids.split('\n'))
            m_server.ask(u"kill "_s + QString::fromLatin1(id));
    }
    QByteArray askTarget(const QString& sql) override { return m_server.ask(u"use shop; "_s + sql); }

private slots:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.problem())); }
};

TONGDAI_TEST(ShopMoveMysqlTest)

}  // namespace tongdai::testing

#include "shop_move_mysql_test.moc"
