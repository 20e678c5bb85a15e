#include "tests/engine/history/migrations_behaviour.h"

#include "tests/support/test_registry.h"

#include <QTemporaryDir>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

class SqliteMigrationsTest : public MigrationsBehaviour {
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_stores = 0;

protected:
    QString newStore() override { return m_dir.filePath(u"store-%1.sqlite"_s.arg(++m_stores)); }
    HistoryBackend backendOf(const QString& store) override { return sqliteBackend(store); }
};

TONGDAI_FAILPOINT_TEST(SqliteMigrationsTest)

}  // namespace tongdai::testing

#include "sqlite_migrations_test.moc"
