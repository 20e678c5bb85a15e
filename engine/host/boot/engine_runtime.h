#pragma once

#include "engine/api/system_status.h"
#include "engine/host/audit/audit_service.h"
#include "engine/host/backup/history_import_host.h"
#include "engine/host/boot/engine_config.h"
#include "engine/host/desk/desk_host.h"
#include "engine/host/dispute/dispute_host.h"
#include "engine/host/engine_core.h"
#include "engine/host/erasure/erasure_host.h"
#include "engine/host/evidence/evidence_host.h"
#include "engine/host/health/hooks_host.h"
#include "engine/host/health/system_status_host.h"
#include "engine/host/locks/key_browser_host.h"
#include "engine/host/locks/limits_host.h"
#include "engine/host/locks/locks_host.h"
#include "engine/host/locks/locks_queues_host.h"
#include "engine/host/locks/look/queue_look_host.h"
#include "engine/host/locks/state_compare_host.h"
#include "engine/host/locks/tasks_host.h"
#include "engine/host/people/people_host.h"
#include "engine/host/sample/sample_shop_host.h"
#include "engine/host/shop_system/pages_host.h"
#include "engine/host/shop_system/shop_system_host.h"
#include "engine/host/statistics/statistics_host.h"

#include <QObject>
#include <QSemaphore>
#include <QThread>

#include <memory>

namespace tongdai {

/// The engine in its own thread, with the interfaces a window talks to. Lives on the main thread; start() and stop()
/// return at once. A busy port or a missing server is a red row on the System page and a signal, never a crash.
class EngineRuntime final : public QObject {
    Q_OBJECT
public:
    explicit EngineRuntime(EngineConfig config, QObject* parent = nullptr);
    /// Stops the engine if it runs, and waits for its thread.
    ~EngineRuntime() override;

    void start();
    /// Doors closed, work in flight finished or given back until a deadline, stores closed, then stopped().
    void stop();

    /// Stops the engine alone, for work that must have the history for itself; rested() follows. False: it does not
    /// run, or somebody else has stopped it.
    bool rest();
    /// Starts again after rested(), with settings that may have changed.
    void startAgain(EngineConfig config);
    const EngineConfig& config() const { return m_config; }

    PeopleHost& people() { return m_people; }
    api::AuditView& auditView() { return m_audit; }
    api::Desk& desk() { return m_desk; }
    api::Statistics& statistics() { return m_statistics; }
    api::Evidence& evidence() { return m_evidence; }
    api::HistoryImport& imports() { return m_imports; }
    api::Erasures& erasures() { return m_erasure; }
    api::ShopSystem& shopSystem() { return m_shop; }
    api::Pages& pages() { return m_pages; }
    api::Disputes& disputes() { return m_disputes; }
    api::SystemStatus& systemStatus() { return m_status; }
    api::SampleShop& sampleShop() { return m_sample; }
    api::Locks& locks() { return m_locks; }
    api::Queues& queues() { return m_queues; }
    api::KeyBrowser& keys() { return m_keys; }
    api::QueueLook& queueLook() { return m_queueLook; }
    api::Limits& limits() { return m_limits; }
    api::Hooks& hooks() { return m_hooks; }
    api::Tasks& tasks() { return m_tasks; }
    api::StateCompare& stateCompare() { return m_stateCompare; }

signals:
    /// Callers may post now.
    void ready(QUrl url);
    /// The console stays open and shows why; the headless engine exits.
    void startFailed(QString cause);
    void stopped();
    void rested();

private:
    void createCore();
    void attach(EngineCore::Parts& parts, const api::PeopleState& people);
    void askCoreToStop();
    /// Here and not on the engine's thread: who posts to a thread still touches its dispatcher when the event may have
    /// been handled already, so the thread must not end before the one who posts has returned.
    void endThread();
    void noteEnd();
    api::SystemFacts initialFacts() const;

    EngineConfig m_config;
    QThread m_thread;
    PeopleHost m_people;
    DeskHost m_desk;
    StatisticsHost m_statistics;
    EvidenceHost m_evidence;
    HistoryImportHost m_imports;
    ErasureHost m_erasure;
    ShopSystemHost m_shop;
    PagesHost m_pages;
    DisputeHost m_disputes;
    SystemStatusHost m_status;
    SampleShopHost m_sample;
    AuditViewHost m_audit;
    LocksHost m_locks;
    LocksQueuesHost m_queues;
    KeyBrowserHost m_keys;
    QueueLookHost m_queueLook;
    LimitsHost m_limits;
    HooksHost m_hooks;
    TasksHost m_tasks;
    StateCompareHost m_stateCompare;
    EngineCore* m_core = nullptr;  ///< lives and dies on m_thread
    QSemaphore m_coreIsGone;
    bool m_isThreadEnding = false;
    bool m_stopping = false;
    bool m_resting = false;  ///< the program goes on without an engine
};

}  // namespace tongdai
