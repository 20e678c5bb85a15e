#include "app/shop_works.h"

#include "app/settings/settings_memory.h"
#include "app/settings/setup_file.h"
#include "app/setup_desk.h"
#include "app/shop_audit.h"
#include "engine/host/backup/shop_mover.h"
#include "engine/host/boot/engine_runtime.h"

namespace tongdai::app {

using namespace Qt::StringLiterals;
using api::ShopOutcome;
using api::ShopTrouble;
using api::ShopWork;
using Phase = api::ShopProgress::Phase;

ShopWorksHost::ShopWorksHost(SetupDeskHost& setup, EngineRuntime& engine, QObject* parent)
    : api::ShopWorks(parent), m_setup(setup), m_engine(engine)
{
    connect(&engine, &EngineRuntime::rested, this, [this] {
        if (m_waiting) run(std::exchange(m_waiting, {}));
    });
}

ShopWorksHost::~ShopWorksHost()
{
    if (!m_thread) return;
    *m_cancelled = true;
    m_thread->wait();
    delete m_thread;
}

void ShopWorksHost::refuse(ShopWork work, ShopTrouble trouble)
{
    ShopOutcome outcome;
    outcome.work = work;
    outcome.trouble = trouble;
    // Never answer inside the call.
    QMetaObject::invokeMethod(
        this, [this, outcome] { emit ended(outcome); }, Qt::QueuedConnection);
}

bool ShopWorksHost::begin(ShopWork work, Permission permission)
{
    if (m_engine.people().refusal(permission)) {
        refuse(work, ShopTrouble::NotAllowed);
        return false;
    }
    const bool isEmbedded = !m_engine.config().database;
    if (m_isBusy || !isEmbedded) {
        refuse(work, m_isBusy ? ShopTrouble::Busy : ShopTrouble::NotEmbedded);
        return false;
    }
    m_isBusy = true;
    m_work = work;
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    return true;
}

void ShopWorksHost::backUp(const QString& file)
{
    if (!begin(ShopWork::Backup, Permission::BackUp)) return;
    run([sources = m_setup.line().sources, file, cancelled = m_cancelled](const ShopBackup::Report& report) {
        return ShopBackup(placesOf(sources), report, cancelled).backUp(file);
    });
}

void ShopWorksHost::inspect(const QString& file)
{
    if (!begin(ShopWork::Inspect, Permission::RestoreShop)) return;
    run([sources = m_setup.line().sources, file, cancelled = m_cancelled](const ShopBackup::Report& report) {
        return ShopBackup(placesOf(sources), report, cancelled).inspect(file);
    });
}

void ShopWorksHost::restore(const QString& file, bool withAddresses)
{
    if (!begin(ShopWork::Restore, Permission::RestoreShop)) return;
    afterRest([sources = m_setup.line().sources, file, withAddresses,
               cancelled = m_cancelled](const ShopBackup::Report& report) {
        return ShopBackup(placesOf(sources), report, cancelled).restore(file, withAddresses);
    });
}

void ShopWorksHost::move(const api::ConnectionForm& form)
{
    if (!begin(ShopWork::Move, Permission::RestoreShop)) return;
    afterRest([form, sources = m_setup.line().sources, by = m_engine.people().actor(),
               cancelled = m_cancelled](const ShopBackup::Report& report) {
        const api::ConnectionForm complete = withSavedPassword(sources, form);
        ShopOutcome outcome = moveShop(placesOf(sources), complete, report, cancelled);
        if (outcome.trouble != ShopTrouble::None) return outcome;
        api::SetupChanges changes;
        changes.history = api::SetupChanges::Store{complete};
        outcome.detail = saveSetup(sources, changes);
        if (outcome.detail.isEmpty()) noteSettings(sources, by, u"move"_s);
        if (!outcome.detail.isEmpty()) outcome.trouble = ShopTrouble::SettingsTrouble;
        return outcome;
    });
}

void ShopWorksHost::cancel()
{
    if (m_isBusy) *m_cancelled = true;
}

void ShopWorksHost::afterRest(Act act)
{
    if (!m_engine.rest()) {
        m_isBusy = false;
        return refuse(m_work, ShopTrouble::Busy);
    }
    m_hasStoppedEngine = true;
    m_waiting = std::move(act);
    emit progressed({m_work, Phase::Stopping});
}

void ShopWorksHost::run(Act act)
{
    const auto report = [this](const api::ShopProgress& progress) {
        QMetaObject::invokeMethod(this, [this, progress] { emit progressed(progress); });
    };
    const auto outcome = std::make_shared<ShopOutcome>();
    m_thread = QThread::create([act = std::move(act), report, outcome, dataDir = m_setup.line().sources.dataDir,
                                by = m_engine.people().actor()] {
        *outcome = act(report);
        noteShopWork(dataDir, by, *outcome);
    });
    connect(m_thread, &QThread::finished, this, [this, outcome] {
        m_thread->deleteLater();
        m_thread = nullptr;
        finish(*outcome);
    });
    m_thread->start();
}

/// The engine comes back whatever happened; with the settings as they are now.
void ShopWorksHost::finish(const ShopOutcome& outcome)
{
    if (!std::exchange(m_hasStoppedEngine, false)) return end(outcome);
    emit progressed({m_work, Phase::Starting});
    m_setup.startWithSaved();
    end(outcome);
}

void ShopWorksHost::end(const ShopOutcome& outcome)
{
    m_isBusy = false;
    emit ended(outcome);
}

}  // namespace tongdai::app
