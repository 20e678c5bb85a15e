#pragma once

#include "engine/api/shop_system.h"

namespace tongdai::testing {

/// A shop's system that answers at once with what a test says. GUI thread.
class FakeShopSystem final : public api::ShopSystem {
    Q_OBJECT
public:
    api::Asked<api::ShopQuota> quota() override
    {
        ++asked;
        return api::answered<api::ShopQuota>(said);
    }

    api::Asked<ShopCustomers> customers(const ConversationId& conversation) override
    {
        askedOf << conversation;
        return api::answered<ShopCustomers>(customersSaid);
    }
    api::Asked<ShopStock> stock(const QString& words) override
    {
        wanted << words;
        return api::answered<ShopStock>(stockSaid);
    }

    api::ShopQuota said;
    api::Answer<ShopCustomers> customersSaid = ShopCustomers();
    api::Answer<ShopStock> stockSaid = ShopStock();
    QList<ConversationId> askedOf;
    QStringList wanted;
    int asked = 0;
};

}  // namespace tongdai::testing
