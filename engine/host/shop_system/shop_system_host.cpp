#include "engine/host/shop_system/shop_system_host.h"

#include "engine/host/ask.h"

namespace tongdai {

void ShopSystemHost::attach(ShopSystemService* service)
{
    m_service = service;
    if (service) emit ready();
}

api::Asked<api::ShopQuota> ShopSystemHost::quota()
{
    return ask<api::ShopQuota>(this, m_service, [](ShopSystemService& service) { return service.quota(); });
}

api::Asked<ShopCustomers> ShopSystemHost::customers(const ConversationId& conversation)
{
    return ask<ShopCustomers>(this, m_service,
                              [conversation](ShopSystemService& service) { return service.customers(conversation); });
}

api::Asked<ShopStock> ShopSystemHost::stock(const QString& words)
{
    return ask<ShopStock>(this, m_service, [words](ShopSystemService& service) { return service.stock(words); });
}

api::Asked<ShopOrderOutcome> ShopSystemHost::order(const NewShopOrder& order)
{
    return ask<ShopOrderOutcome>(this, m_service, [order](ShopSystemService& service) { return service.order(order); });
}

}  // namespace tongdai
