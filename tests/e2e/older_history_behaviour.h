#pragma once

#include "tests/support/engine_process.h"
#include "tests/support/http_client.h"

#include <QObject>

namespace tongdai::testing {

/// The history is not the one it was (F41): cut off at its end, an older copy, its audit log written anew. Found by the
/// heads that the data folder keeps, told, and accepted by somebody's word. The same on every store: a store's test
/// derives from it.
class OlderHistoryBehaviour : public QObject {
    Q_OBJECT
protected:
    virtual void makeShop() = 0;
    virtual bool start() = 0;
    virtual EngineProcess& engine() = 0;
    virtual JsonClient& client() = 0;
    virtual JsonClient& admin() = 0;
    /// Whoever may write to the database.
    virtual void change(const QString& sql) = 0;

    void say(const QString& messageId);
    void beginShop();
    QString told();
    /// As a replica that had not heard of the newest writes.
    void forgetTheNewest();

private slots:
    void init() { makeShop(); }
    void isFoundAtTheStart_data();
    void isFoundAtTheStart();
    void isTheSameAfterAKill();
};

}  // namespace tongdai::testing
