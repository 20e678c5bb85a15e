#include "tests/e2e/database_full_behaviour.h"
#include "tests/support/test_registry.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

/// On a private MariaDB.
class DatabaseFullMysqlTest : public DatabaseFullBehaviour {
    Q_OBJECT
protected:
    std::unique_ptr<SharedStore> newStore() const override
    {
        auto store = std::make_unique<SharedMariadb>();
        store->server().listenOnTcp({u"--innodb-use-native-aio=OFF"_s});  // writes the volume would not see
        return store;
    }
    QMap<QString, QString> volumes(SharedStore& store) const override
    {
        const QString folder = QFileInfo(static_cast<SharedMariadb&>(store).server().socketPath()).path();
        return {{u"data"_s, folder + u"/data"_s}};
    }
    QStringList damage(SharedStore& store) const override
    {
        QStringList found =
            store.rows(u"check table conversations, messages, message_actions, turns, outbox, events extended"_s);
        found.removeIf([](const QString& line) { return line.endsWith("|OK"_L1); });
        return found;
    }
};

TONGDAI_TEST(DatabaseFullMysqlTest)
#include "database_full_mysql_test.moc"
