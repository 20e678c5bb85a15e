#pragma once

#include "engine/api/shop_system.h"
#include "engine/host/shop_system/shop_system_service.h"

#include <QPointer>

namespace tongdai {

/// The shop's own system as the window sees it. GUI thread. Before the engine is up the answer is NotReady.
class ShopSystemHost final : public api::ShopSystem {
    Q_OBJECT
public:
    using api::ShopSystem::ShopSystem;

    /// The engine is up (or, with null, gone).
    void attach(ShopSystemService* service);
    api::Asked<api::ShopQuota> quota() override;
    api::Asked<ShopCustomers> customers(const ConversationId& conversation) override;
    api::Asked<ShopStock> stock(const QString& words) override;
    api::Asked<ShopOrderOutcome> order(const NewShopOrder& order) override;

private:
    // Only its address is used on this thread; calls are posted to the thread it lives on.
    QPointer<ShopSystemService> m_service;
};

}  // namespace tongdai
