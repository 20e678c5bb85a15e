#include "tests/bench/locks_bench_stage.h"

#include "engine/host/machine/system_clock.h"

#include <QSignalSpy>

namespace tongdai::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int kStartPatience = 120'000;
constexpr int kStopPatience = 60'000;

EngineDoors doorsOf(EngineRuntime& engine)
{
    return EngineDoors{engine.desk(),
                       engine.systemStatus(),
                       engine.sampleShop(),
                       {},
                       nullptr,
                       LocksDoors{engine.locks(), engine.queues(), &engine.keys(), &engine.limits(), &engine.tasks(),
                                  nullptr, &engine.stateCompare()}};
}

}  // namespace

EngineConfig locksConfig(const QString& dir)
{
    EngineConfig config;
    config.dataDir = dir;
    config.port = 0;
    config.pancakeToken = QString(40, u'p');
    config.adminToken = QString(40, u'a');
    config.jwtSecret = QString(40, u'j');
    config.operatorId = OperatorId("lan"_ba);
    config.operatorName = u"Lan"_s;
    return config;
}

bool startAndWait(EngineRuntime& engine)
{
    QSignalSpy ready(&engine, &EngineRuntime::ready);
    engine.start();
    return !ready.isEmpty() || ready.wait(kStartPatience);
}

void stopAndWait(EngineRuntime& engine)
{
    QSignalSpy stopped(&engine, &EngineRuntime::stopped);
    engine.stop();
    if (stopped.isEmpty()) stopped.wait(kStopPatience);
}

LocksBenchStage::LocksBenchStage(const EngineConfig& config) : m_engine(config)
{
    QObject::connect(&m_engine, &EngineRuntime::ready, &m_engine, [this](const QUrl& at) { m_url = at; });
    m_theme.install();
    m_window = std::make_unique<MainWindow>(doorsOf(m_engine), Look{m_theme, m_language, systemNow}, m_settings);
}

LocksBenchStage::~LocksBenchStage()
{
    stopAndWait(m_engine);
}

void LocksBenchStage::show(const QString& page)
{
    m_window->resize(1366, 768);
    m_window->show();
    m_window->openPage(page);
}

}  // namespace tongdai::bench
