#include "engine/history/postgres/postgres_session.h"
#include "engine/history/postgres/postgres_text.h"
#include "tests/engine/history/plans_behaviour.h"

#include "tests/support/postgres_server.h"
#include "tests/support/test_registry.h"

#include <QRegularExpression>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

class PostgresPlansTest : public PlansBehaviour {
    Q_OBJECT

    PostgresServer m_server;
    int m_plans = 0;

protected:
    std::unique_ptr<SqlSession> makeSession() override
    {
        const QString database = u"plans"_s;
        if (!m_server.start() || !m_server.createDatabase(database)) {
            qWarning("%s", qPrintable(m_server.problem()));
            return {};
        }
        return std::make_unique<PostgresSession>(
            SqlServerAddress{m_server.host(), m_server.port(), database, PostgresServer::user(), {}},
            PostgresSession::Access::ReadWrite);
    }

    // A few thousand rows are read through faster than looked up; what is asked here is whether an index could serve.
    void afterFilling(SqlSession& session) override
    {
        session.run(u"analyze"_s);
        session.run(u"set enable_seqscan = off"_s);
        session.run(u"set plan_cache_mode = force_generic_plan"_s);
    }

    // As the session asks them: lists and sets of values are arrays.
    static QString withArrays(QString sql)
    {
        static const QRegularExpression list(uR"( in \((\?.)(, \?.)+\))"_s);
        static const QRegularExpression sets(uR"(\(\(m\.conversation_id = \?u and m\.message_id = \?b\).*\))"_s);
        const QString set = postgres::anyText(u"{any m.conversation_id = ? and m.message_id = ?}"_s,
                                              {QUuid::createUuid(), SqlValue::ofId("m"_ba)});
        sql.replace(list, u" = any(\\1)"_s);
        return sql.replace(sets,
                           QString(set).replace("?::uuid"_L1, "?u::uuid"_L1).replace("?::text"_L1, "?b::text"_L1));
    }

    QString planOf(SqlSession& session, const QString& sql, QStringList& scans) override
    {
        const QString name = u"plan_%1"_s.arg(++m_plans);
        QStringList values;
        session.run(u"prepare %1 as "_s.arg(name) + withValues(withArrays(sql), [&values](QChar, int number) {
                        values << u"null"_s;
                        return u'$' + QString::number(number);
                    }));
        const QString given = values.isEmpty() ? QString() : u'(' + values.join(u", "_s) + u')';
        QStringList steps;
        for (const SqlRow& row : session.run(u"explain execute "_s + name + given)) {
            steps << row[0].toText();
            if (steps.back().contains("Seq Scan"_L1)) scans << steps.back().trimmed();
        }
        return steps.join(u'\n');
    }
};

TONGDAI_TEST(PostgresPlansTest)

}  // namespace tongdai::testing

#include "postgres_plans_pg_test.moc"
