#include "engine/history/mysql/mysql_session.h"
#include "tests/engine/history/plans_behaviour.h"

#include "tests/support/mariadb_server.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

class MysqlPlansTest : public PlansBehaviour {
    Q_OBJECT

    MariadbServer m_server;

protected:
    std::unique_ptr<SqlSession> makeSession() override
    {
        const QString database = u"plans"_s;
        if (!m_server.start() || !m_server.createDatabase(database)) {
            qWarning("%s", qPrintable(m_server.problem()));
            return {};
        }
        return std::make_unique<MysqlSession>(
            SqlServerAddress{m_server.socketPath(), 0, database, MariadbServer::user(), {}},
            MysqlSession::Access::ReadWrite);
    }

    void afterFilling(SqlSession& session) override
    {
        for (const QString& table : {u"conversations"_s, u"messages"_s, u"outbox"_s, u"message_actions"_s, u"turns"_s,
                                     u"events"_s, u"message_search"_s})
            session.run(u"analyze table "_s + table);
    }

    QString planOf(SqlSession& session, const QString& sql, QStringList& scans) override
    {
        const QString text = withValues(sql, [](QChar kind, int) {
            switch (kind.unicode()) {
                case u'u': return u"x'01020304050607080102030405060708'"_s;
                case u'b': return u"x'6331'"_s;
                case u't': return u"'+__tin'"_s;
                default: return u"5"_s;
            }
        });
        QStringList steps;
        for (const SqlRow& row :
             session.run(u"explain "_s + text)) {  // id, select_type, table, type, possible_keys, key, …
            const QString table = row[2].toText();
            const QString type = row[3].toText();
            steps << table + u' ' + type + u' ' + row[5].toText();
            if (type == "ALL"_L1 && !table.startsWith(u'<')) scans << steps.back();
        }
        return steps.join(u"; "_s);
    }
};

TONGDAI_TEST(MysqlPlansTest)

}  // namespace tongdai::testing

#include "mysql_plans_mysql_test.moc"
