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

    api::Asked<ShopOrderOutcome> order(const NewShopOrder& order) override
    {
        ordered << order;
        if (!isHolding) return api::answered<ShopOrderOutcome>(orderSaid);
        held.emplace();
        held->start();
        return held->future();
    }
    /// Answers the order that was held.
    void answerHeld()
    {
        held->addResult(orderSaid);
        held->finish();
    }

    api::ShopQuota said;
    api::Answer<ShopCustomers> customersSaid = ShopCustomers();
    api::Answer<ShopStock> stockSaid = ShopStock();
    QList<ConversationId> askedOf;
    QStringList wanted;
    api::Answer<ShopOrderOutcome> orderSaid = ShopOrderOutcome();
    QList<NewShopOrder> ordered;
    bool isHolding = false;  ///< orders are answered by answerHeld() alone
    std::optional<QPromise<api::Answer<ShopOrderOutcome>>> held;
    int asked = 0;
};

}  // namespace tongdai::testing
