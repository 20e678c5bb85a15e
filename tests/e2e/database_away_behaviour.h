#pragma once

#include "tests/support/message_stream.h"
#include "tests/support/store_scene.h"

#include <QObject>

#include <memory>

namespace tongdai::testing {

/// The shop's store is a server, and it goes away (design §7; guarantees, "Database away"). The same
/// on every server: a server's test derives from it.
class DatabaseAwayBehaviour : public QObject {
    Q_OBJECT
protected:
    explicit DatabaseAwayBehaviour(std::unique_ptr<SharedStore> store) : m_store(std::move(store)) {}
    virtual void killServer() = 0;
    /// From now on it only reads, or takes everything again; for connections there are, too.
    virtual void setReadOnly(bool readOnly) = 0;
    /// An account that the server gives no connections beyond its limit; where it finds this database.
    virtual QMap<QString, QString> settingsOfAClerk(const QString& database) = 0;
    /// From now on the server gives that account no connection, and it has none left; or it does again.
    virtual void setCrowded(const QString& database, bool crowded) = 0;
    SharedStore& store() { return *m_store; }

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void stoppedUnderLoadNothingIsLostOrDoubled();
    void anEngineStartsWithoutItsDatabase();
    void oneThatOnlyReadsIsAway();
    void noConnectionLeftIsAway();
    void aCrashAroundAReplayDoublesNothing_data();
    void aCrashAroundAReplayDoublesNothing();
    void withoutAnyDurablePlaceCallersAreTold();
    void redisAndDatabaseStoppedUnderLoad();

private:
    void everythingIsRight(const SteadySenders& senders);

    std::unique_ptr<SharedStore> m_store;
    std::unique_ptr<StoreScene> m_scene;
    bool m_isServerUp = false;
    int m_databases = 0;
};

}  // namespace tongdai::testing
