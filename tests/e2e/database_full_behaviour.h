#pragma once

#include "tests/support/full_disk.h"
#include "tests/support/steady_senders.h"
#include "tests/support/store_scene.h"

#include <QObject>

#include <memory>

namespace tongdai::testing {

/// Row F38 of guarantees 3.4 on a database server: its data volume is full while customers write, the same on every
/// server. Messages go into the engine's journal meanwhile. A server's test derives from it.
class DatabaseFullBehaviour : public QObject {
    Q_OBJECT
protected:
    /// Not started, and such that the volume sees all it writes.
    virtual std::unique_ptr<SharedStore> newStore() const = 0;
    /// What may be full, by name: folders of the server.
    virtual QMap<QString, QString> volumes(SharedStore& store) const = 0;
    /// Makes the server ask for room on this volume soon.
    virtual void askForRoom(SharedStore&, const QString&) const {}
    /// What the server itself says of its files afterwards; empty: nothing is wrong.
    virtual QStringList damage(SharedStore& store) const = 0;
    static QString database() { return QStringLiteral("nearly_full"); }

private slots:
    void nothingIsLostWhileThereIsNoRoom_data();
    void nothingIsLostWhileThereIsNoRoom();
};

}  // namespace tongdai::testing
