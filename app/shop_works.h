#pragma once

#include "engine/api/setup.h"
#include "engine/domain/people/permission.h"
#include "engine/host/backup/shop_backup.h"

#include <QThread>

namespace tongdai {

class EngineRuntime;

}  // namespace tongdai

namespace tongdai::app {

class SetupDeskHost;

/// Backup, restore and move behind the Setup page: the work on a thread of its own, the engine stopped and started
/// around it where it needs the history for itself. GUI thread.
class ShopWorksHost final : public api::ShopWorks {
    Q_OBJECT
public:
    ShopWorksHost(SetupDeskHost& setup, EngineRuntime& engine, QObject* parent = nullptr);
    /// Cancels what runs and waits for it.
    ~ShopWorksHost() override;

    bool isBusy() const override { return m_isBusy; }
    void backUp(const QString& file) override;
    void inspect(const QString& file) override;
    void restore(const QString& file, bool withAddresses) override;
    void move(const api::ConnectionForm& form) override;
    void cancel() override;

private:
    using Act = std::function<api::ShopOutcome(const ShopBackup::Report& report)>;
    bool begin(api::ShopWork work, Permission permission);
    void run(Act act);
    void finish(const api::ShopOutcome& outcome);
    void end(const api::ShopOutcome& outcome);
    void afterRest(Act act);
    void refuse(api::ShopWork work, api::ShopTrouble trouble);

    SetupDeskHost& m_setup;
    EngineRuntime& m_engine;
    api::ShopWork m_work = api::ShopWork::Backup;
    bool m_isBusy = false;
    bool m_hasStoppedEngine = false;
    Act m_waiting;  ///< for the engine's end
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    QThread* m_thread = nullptr;
};

}  // namespace tongdai::app
