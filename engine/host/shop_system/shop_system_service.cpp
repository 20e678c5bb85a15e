#include "engine/host/shop_system/shop_system_service.h"

namespace tongdai {

namespace {

api::DeskFailure shopFailure(const ShopFault& fault)
{
    switch (fault.kind) {
        case ShopFault::Kind::TimedOut: return {api::DeskError::TookTooLong, fault.what};
        case ShopFault::Kind::Closed: return {api::DeskError::NotReady, fault.what};
        default: return {api::DeskError::Refused, fault.what};
    }
}

template <class T>
api::Answer<T> shopAnswer(std::variant<T, ShopFault> result)
{
    if (const auto* fault = std::get_if<ShopFault>(&result)) return shopFailure(*fault);
    return std::get<T>(std::move(result));
}

}  // namespace

QCoro::Task<api::Answer<api::ShopQuota>> ShopSystemService::quota()
{
    api::ShopQuota quota;
    if (m_kiotViet) {
        const auto client = m_kiotViet;
        quota.isSetUp = true;
        quota.most = client->account().requestsPerWindow;
        quota.used = co_await client->budgetUsed();
    }
    co_return quota;
}

QCoro::Task<api::Answer<ShopCustomers>> ShopSystemService::customers(QString phone)
{
    if (const auto refused = m_gate.refusal(Permission::SeeConversations)) co_return *refused;
    // Customers are looked up there by their telephone numbers.
    if (const auto refused = m_gate.refusal(Permission::SeeNumbers)) co_return *refused;
    if (!m_kiotViet) co_return ShopCustomers();
    upstream::KiotVietShop shop(m_kiotViet);
    auto asking = shop.customers(phone);
    auto result = co_await asking;
    co_return shopAnswer<ShopCustomers>(std::move(result));
}

QCoro::Task<api::Answer<ShopStock>> ShopSystemService::stock(QString words)
{
    if (const auto refused = m_gate.refusal(Permission::SeeConversations)) co_return *refused;
    if (!m_kiotViet) co_return ShopStock();
    upstream::KiotVietShop shop(m_kiotViet);
    auto asking = shop.stock(words);
    auto result = co_await asking;
    co_return shopAnswer<ShopStock>(std::move(result));
}

}  // namespace tongdai
