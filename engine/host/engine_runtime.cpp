#include "engine/host/engine_runtime.h"

#include "engine/host/engine_core.h"
#include "engine/host/epoll_dispatcher.h"

namespace tongdai {

using namespace Qt::StringLiterals;

EngineRuntime::EngineRuntime(EngineConfig config, QObject* parent)
    : QObject(parent),
      m_config(std::move(config)),
      m_desk(m_config.operatorId),
      m_status(initialFacts(), {m_config.pancakeToken, m_config.adminToken, m_config.tokensGenerated})
{
    m_thread.setObjectName(u"engine"_s);
    m_thread.setEventDispatcher(new EpollDispatcher);
}

EngineRuntime::~EngineRuntime()
{
    if (!m_thread.isRunning()) return;
    stop();
    m_thread.wait();
}

api::SystemFacts EngineRuntime::initialFacts() const
{
    api::SystemFacts facts;
    facts.version = u"" TONGDAI_VERSION ""_s;
    facts.qtVersion = QString::fromLatin1(qVersion());
    facts.dataDir = m_config.dataDir;
    facts.settingsFile = m_config.settingsFile;
    facts.logFile = m_config.logFile;
    return facts;
}

void EngineRuntime::start()
{
    m_thread.start();
    createCore();
}

void EngineRuntime::createCore()
{
    m_core = new EngineCore(m_config);
    m_core->moveToThread(&m_thread);
    connect(m_core, &EngineCore::deskReady, this, [this] {
        m_desk.attach(m_core->desk());
        m_sample.attach(m_core);
    });
    connect(m_core, &EngineCore::ready, this, &EngineRuntime::ready);
    connect(m_core, &EngineCore::startFailed, this, &EngineRuntime::startFailed);
    connect(m_core, &EngineCore::healthChanged, &m_status, &SystemStatusHost::setHealth);
    connect(m_core, &EngineCore::factsChanged, &m_status, &SystemStatusHost::setFacts);
    connect(m_core, &EngineCore::stopped, m_core, &QObject::deleteLater);
    connect(m_core, &QObject::destroyed, &m_thread, &QThread::quit, Qt::DirectConnection);
    connect(&m_thread, &QThread::finished, this, &EngineRuntime::stopped);
    EngineCore* const core = m_core;
    QMetaObject::invokeMethod(core, [core] { core->start(); });
}

void EngineRuntime::stop()
{
    if (m_stopping) return;
    m_stopping = true;
    m_desk.attach(nullptr);
    m_sample.attach(nullptr);
    if (!m_core) {
        emit stopped();
        return;
    }
    EngineCore* const core = m_core;
    QMetaObject::invokeMethod(core, [core] { core->stop(); });
}

}  // namespace tongdai
