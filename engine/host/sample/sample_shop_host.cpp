#include "engine/host/sample/sample_shop_host.h"

#include "engine/host/engine_core.h"

namespace tongdai {

void SampleShopHost::follow(EngineCore& core)
{
    connect(&core, &EngineCore::sampleChanged, this, &SampleShopHost::set);
    connect(&core, &EngineCore::sampleFound, this, [this](bool open) {
        if (open != m_open) set(open);
    });
    connect(&core, &EngineCore::sampleFailed, this, &SampleShop::failed);
}

void SampleShopHost::attach(EngineCore* core)
{
    m_core = core;
}

void SampleShopHost::set(bool open)
{
    m_open = open;
    emit changed(open);
}

void SampleShopHost::open()
{
    if (EngineCore* const core = m_core) QMetaObject::invokeMethod(core, [core] { core->openSample(); });
}

void SampleShopHost::remove()
{
    if (EngineCore* const core = m_core) QMetaObject::invokeMethod(core, [core] { core->removeSample(); });
}

}  // namespace tongdai
