#pragma once

#include "tests/support/engine_team.h"
#include "tests/support/message_stream.h"
#include "tests/support/store_scene.h"
#include "tests/support/tcp_proxy.h"

#include <QObject>

#include <memory>

namespace tongdai::testing {

/// Rows F12 and F35 to F37 of guarantees 3.4 on a database server: it is there, and the way to it or another client of
/// it misbehaves. A server's test derives from it.
class DatabaseFaultsBehaviour : public QObject {
    Q_OBJECT
protected:
    explicit DatabaseFaultsBehaviour(std::unique_ptr<SharedStore> store) : m_store(std::move(store)) {}
    virtual QString serverSocket() const = 0;
    /// To reach the present database on a loopback port instead of the server's socket.
    virtual QMap<QString, QString> settingsAt(quint16 port) const = 0;
    /// Program and arguments that run `sql` in the present database.
    virtual QStringList clientCommand(const QString& sql) const = 0;
    /// "select … pause for seconds" in the server's words.
    virtual QString pauseFor(double seconds) const = 0;
    SharedStore& store() { return *m_store; }
    QString database() const { return QStringLiteral("faults%1").arg(m_databases); }

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void aBlackHoleIsToldInTime();
    void answersToCommitsThatAreLostDoubleNothing();
    void locksAndDeadlocksOfOthersAreWaitedOut();
    void anEngineStoppedInATransactionHoldsNobodyUp();

private:
    bool startThroughProxy();
    void everythingIsRight(StoreScene& scene, const SteadySenders& senders);

    std::unique_ptr<SharedStore> m_store;
    std::unique_ptr<TcpProxy> m_proxy;
    std::unique_ptr<StoreScene> m_scene;
    int m_databases = 0;
};

}  // namespace tongdai::testing
