#include "tests/e2e/database_full_behaviour.h"
#include "tests/support/test_registry.h"

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

/// On a private PostgreSQL, which goes on without room for its tables and dies without room for its log.
class DatabaseFullPgTest : public DatabaseFullBehaviour {
    Q_OBJECT
protected:
    std::unique_ptr<SharedStore> newStore() const override { return std::make_unique<SharedPostgres>(); }
    QMap<QString, QString> volumes(SharedStore& store) const override
    {
        const QString data = static_cast<SharedPostgres&>(store).server().dataDir();
        return {{u"tables"_s, data + u"/base"_s}, {u"log"_s, data + u"/pg_wal"_s}};
    }
    void askForRoom(SharedStore& store, const QString& volume) const override
    {
        if (volume == u"log"_s) store.rows(u"select pg_switch_wal()"_s);
    }
    QStringList damage(SharedStore& store) const override { return store.rows(u"reindex database "_s + database()); }
};

TONGDAI_TEST(DatabaseFullPgTest)
#include "database_full_pg_test.moc"
