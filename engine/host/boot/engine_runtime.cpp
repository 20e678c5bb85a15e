#include "engine/host/boot/engine_runtime.h"

#include "engine/host/engine_core_parts.h"
#include "engine/host/machine/epoll_dispatcher.h"

#include <QFileInfo>

namespace tongdai {

using namespace Qt::StringLiterals;

EngineRuntime::EngineRuntime(EngineConfig config, QObject* parent)
    : QObject(parent),
      m_config(std::move(config)),
      m_people({m_config.operatorId, m_config.operatorName}, m_config.dataDir),
      m_desk(m_people),
      m_disputes(m_people),
      m_status(initialFacts(), {m_config.pancakeToken, m_config.adminToken, m_config.tokensGenerated}, m_people)
{
    m_thread.setObjectName(u"engine"_s);
    connect(&m_thread, &QThread::finished, this, &EngineRuntime::noteEnd);
    connect(&m_status, &SystemStatusHost::acceptWanted, this, [this] {
        if (EngineCore* const core = m_core; core && !m_stopping && !m_resting)
            QMetaObject::invokeMethod(core, [core] { core->acceptHistory(); });
    });
}

EngineRuntime::~EngineRuntime()
{
    if (!m_thread.isRunning()) return;
    stop();
    endThread();
    m_thread.wait();
}

api::SystemFacts EngineRuntime::initialFacts() const
{
    api::SystemFacts facts;
    facts.version = u"" TONGDAI_VERSION ""_s;
    facts.qtVersion = QString::fromLatin1(qVersion());
    facts.dataDir = m_config.dataDir;
    if (QFileInfo::exists(m_config.settingsFile)) facts.settingsFile = m_config.settingsFile;
    facts.logFile = m_config.logFile;
    return facts;
}

void EngineRuntime::start()
{
    m_thread.setEventDispatcher(new EpollDispatcher);  // goes with the thread's end
    m_thread.start();
    createCore();
}

void EngineRuntime::attach(EngineCore::Parts& parts, const api::PeopleState& people)
{
    m_people.attach(&parts.peopleService, people);
    m_desk.attach(&parts.desk);
    m_audit.attach(&parts.auditView);
    m_statistics.attach(&parts.statistics, &parts.details);
    m_evidence.attach(&parts.evidence);
    m_imports.attach(&parts.imports);
    m_erasure.attach(&parts.erasure);
    m_shop.attach(&parts.shop.service());
    m_pages.attach(&parts.pageService);
    m_disputes.attach(&parts.disputes.service());
    m_locks.attach(&parts.locks);
    m_queues.attach(&parts.queues);
    m_keys.attach(&parts.keys);
    m_queueLook.attach(&parts.queueLook);
    m_limits.attach(&parts.limits);
    m_hooks.attach(&parts.hooks);
    m_tasks.attach(&parts.taskService);
    m_stateCompare.attach(&parts.stateCompare);
}

void EngineRuntime::createCore()
{
    m_core = new EngineCore(m_config);
    m_core->moveToThread(&m_thread);
    m_isThreadEnding = false;
    m_sample.follow(*m_core);
    connect(m_core, &EngineCore::deskReady, this, [this](const api::PeopleState& people) {
        if (m_stopping || m_resting) return;  // said before the core heard of it; by now it may be gone
        if (EngineCore::Parts* const parts = m_core->parts(); parts && m_config.hasWindow) attach(*parts, people);
        m_sample.attach(m_core);
    });
    connect(m_core, &EngineCore::ready, this, &EngineRuntime::ready);
    connect(m_core, &EngineCore::startFailed, this, &EngineRuntime::startFailed);
    connect(m_core, &EngineCore::healthChanged, &m_status, &SystemStatusHost::setHealth);
    connect(m_core, &EngineCore::factsChanged, &m_status, &SystemStatusHost::setFacts);
    connect(m_core, &EngineCore::stopped, m_core, &QObject::deleteLater);
    connect(
        m_core, &QObject::destroyed, this, [this] { m_coreIsGone.release(); }, Qt::DirectConnection);
    connect(m_core, &QObject::destroyed, this, &EngineRuntime::endThread, Qt::QueuedConnection);
    EngineCore* const core = m_core;
    QMetaObject::invokeMethod(core, [core] { core->start(); });
}

void EngineRuntime::stop()
{
    if (m_stopping) return;
    m_stopping = true;
    if (!m_core) {
        emit stopped();
        return;
    }
    if (!m_resting) askCoreToStop();
}

bool EngineRuntime::rest()
{
    if (m_stopping || m_resting || !m_core) return false;
    m_resting = true;
    askCoreToStop();
    return true;
}

void EngineRuntime::askCoreToStop()
{
    m_desk.attach(nullptr);
    m_people.attach(nullptr, {});
    m_statistics.attach(nullptr);
    m_evidence.attach(nullptr);
    m_imports.attach(nullptr);
    m_erasure.attach(nullptr);
    m_shop.attach(nullptr);
    m_pages.attach(nullptr);
    m_disputes.attach(nullptr);
    m_audit.attach(nullptr);
    m_locks.attach(nullptr);
    m_queues.attach(nullptr);
    m_keys.attach(nullptr);
    m_queueLook.attach(nullptr);
    m_limits.attach(nullptr);
    m_hooks.attach(nullptr);
    m_tasks.attach(nullptr);
    m_stateCompare.attach(nullptr);
    m_sample.attach(nullptr);
    EngineCore* const core = m_core;
    QMetaObject::invokeMethod(core, [core] { core->stop(); });
}

void EngineRuntime::endThread()
{
    if (m_isThreadEnding) return;
    m_isThreadEnding = true;
    m_coreIsGone.acquire();
    m_thread.quit();
}

void EngineRuntime::noteEnd()
{
    m_thread.wait();  // "finished" comes before the thread has let go of its dispatcher; starting again would lose one
    m_core = nullptr;
    m_status.setFacts(initialFacts());
    if (m_stopping)
        emit stopped();
    else
        emit rested();
}

void EngineRuntime::startAgain(EngineConfig config)
{
    if (m_stopping || m_core) return;
    m_resting = false;
    m_config = std::move(config);
    m_status.setFacts(initialFacts());
    start();
}

}  // namespace tongdai
