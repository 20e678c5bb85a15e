#pragma once

#include "engine/history/sql_history.h"

#include <QObject>

namespace tongdai::testing {

/// A shop of every older version becomes one of today's with nothing lost, also when the program is killed in the
/// middle of it, on every store. A store's test derives from it.
class MigrationsBehaviour : public QObject {
    Q_OBJECT
protected:
    /// Name of a new, empty store, from which backendOf() reaches it in this and in another process.
    virtual QString newStore() = 0;
    virtual HistoryBackend backendOf(const QString& store) = 0;
    /// What the store's server needs, where there is one; empty: nothing is wrong.
    virtual QString startServer() { return {}; }

private slots:
    void initTestCase();
    void isTheVictim();
    void carriesEveryOlderVersionOver_data();
    void carriesEveryOlderVersionOver();
    void findsTheWebsOldLinesByTheChannelsNewName();
    void goesOnWhereItWasKilled_data();
    void goesOnWhereItWasKilled();
    void refusesWhatANewerProgramMade();

private:
    QString oldStore(int version);
    void checkCarriedOver(const QString& store);
    bool isKilledWhileMigrating(const QString& store, int statement) const;
    int newestVersion();
    int webVersion();
};

}  // namespace tongdai::testing
