#pragma once

#include "engine/api/system_status.h"

#include <QPointer>

namespace tongdai {

class EngineCore;

/// The sample shop as the window sees it. GUI thread; the work happens in EngineCore.
class SampleShopHost final : public api::SampleShop {
    Q_OBJECT
public:
    using api::SampleShop::SampleShop;

    /// What the core says is heard from now on, before it starts: it looks at the store in its first moments.
    void follow(EngineCore& core);
    /// Calls go there; null: nowhere.
    void attach(EngineCore* core);
    bool isOpen() const override { return m_open; }
    void open() override;
    void remove() override;

private:
    void set(bool open);

    QPointer<EngineCore> m_core;  ///< calls are posted to its thread
    bool m_open = false;
};

}  // namespace tongdai
