#include "engine/history/sqlite/sqlite_session.h"
#include "tests/engine/history/plans_behaviour.h"

#include "tests/support/test_registry.h"

#include <QTemporaryDir>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

class SqlitePlansTest : public PlansBehaviour {
    Q_OBJECT

    QTemporaryDir m_dir;

protected:
    std::unique_ptr<SqlSession> makeSession() override
    {
        return std::make_unique<SqliteSession>(m_dir.filePath(u"plans.sqlite"_s), SqliteSession::Access::ReadWrite);
    }

    QString planOf(SqlSession& session, const QString& sql, QStringList& scans) override
    {
        QString text = withValues(sql, [](QChar, int) { return u"?"_s; });
        QStringList steps;
        QStringList inner;  // names of subqueries; what they read is planned, and looked at, in steps of its own
        const SqlParams values(size_t(text.count(u'?')), SqlValue(1));
        for (const SqlRow& row : session.query(u"explain query plan "_s + text, values)) {
            const QString step = row[3].toText();
            steps << step;
            for (const auto made : {"CO-ROUTINE "_L1, "MATERIALIZE "_L1}) {
                if (step.startsWith(made)) inner << "SCAN "_L1 + step.mid(made.size());
            }
            // In the order of an index and with a limit is no reading through; a virtual table is its own index.
            const bool isOrdered = step.contains("USING INDEX"_L1) || step.contains("USING COVERING INDEX"_L1) ||
                                   step.contains("VIRTUAL TABLE"_L1);
            if (step.startsWith("SCAN"_L1) && !isOrdered && !inner.contains(step)) scans << step;
        }
        return steps.join(u"; "_s);
    }
};

TONGDAI_TEST(SqlitePlansTest)

}  // namespace tongdai::testing

#include "sqlite_plans_test.moc"
