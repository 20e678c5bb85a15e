#pragma once

#include "engine/api/setup/pages.h"
#include "engine/host/shop_system/pages_service.h"

#include <QPointer>

namespace tongdai {

/// The shop's pages at Pancake as the window sees them. GUI thread. Before the engine is up the answer is NotReady.
class PagesHost final : public api::Pages {
    Q_OBJECT
public:
    using api::Pages::Pages;

    /// The engine is up (or, with null, gone).
    void attach(PagesService* service);
    api::Asked<std::vector<api::PageLook>> pages() override;
    api::Asked<QString> hookAddress(const QString& page) override;
    api::Asked<int> sendAgain(const QString& page) override;

private:
    // Only its address is used on this thread; calls are posted to the thread it lives on.
    QPointer<PagesService> m_service;
};

}  // namespace tongdai
