#include "engine/host/sample_shop_host.h"

#include "engine/host/engine_core.h"

namespace tongdai {

void SampleShopHost::attach(EngineCore* core)
{
    m_core = core;
    if (!core) return;
    connect(core, &EngineCore::sampleChanged, this, [this](bool open) {
        m_open = open;
        emit changed(open);
    });
    connect(core, &EngineCore::sampleFailed, this, &SampleShop::failed);
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
