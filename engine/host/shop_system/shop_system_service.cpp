#include "engine/host/shop_system/shop_system_service.h"

#include "engine/domain/text/mask_text.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

api::DeskFailure shopFailure(const ShopFault& fault)
{
    switch (fault.kind) {
        case ShopFault::Kind::TimedOut: return {api::DeskError::TookTooLong, fault.what};
        case ShopFault::Kind::Closed: return {api::DeskError::NotReady, fault.what};
        default: return {api::DeskError::Refused, fault.what};
    }
}

/// Codes are the system's own, and no numbers of people.
ShopCustomers maskedCustomers(ShopCustomers found)
{
    for (ShopCustomer& each : found.customers)
        each.name = maskText(each.name);
    return found;
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

QCoro::Task<api::Answer<ShopCustomers>> ShopSystemService::customers(ConversationId conversation)
{
    if (const auto refused = m_gate.refusal(Permission::SeeConversations)) co_return *refused;
    if (!m_kiotViet) co_return ShopCustomers();
    // Looked up there by a number that whoever asks may not see.
    if (!m_details) co_return api::DeskFailure{api::DeskError::NotReady, {}};
    const OperatorId by = m_gate.me();
    auto looking = m_sight->sees(m_gate.sight(), conversation);
    const bool isSeen = co_await looking;
    if (!isSeen) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    auto reading = m_details->customerDetails(std::move(conversation));
    const CustomerDetails details = co_await reading;
    const QString phone = details.value(DetailField::Phone);
    if (phone.isEmpty()) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    const auto client = m_kiotViet;
    upstream::KiotVietShop shop(client);
    auto asking = shop.customers(phone);
    auto result = co_await asking;
    if (by != m_gate.me()) co_return api::DeskFailure{api::DeskError::NotSignedIn, {}};  // they left meanwhile
    if (auto* found = std::get_if<ShopCustomers>(&result); found && !m_gate.allows(Permission::SeeNumbers))
        *found = maskedCustomers(std::move(*found));
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

QCoro::Task<api::Answer<ShopOrderOutcome>> ShopSystemService::order(NewShopOrder order)
{
    if (const auto refused = m_gate.refusal(Permission::Answer)) co_return *refused;
    if (!m_orders || !m_sight) co_return api::DeskFailure{api::DeskError::NotReady, {}};
    if (order.lookFor.isEmpty() && gapOf(order) != OrderGap::None)
        co_return api::DeskFailure{api::DeskError::Refused, u"the order is not complete"_s};
    const OperatorId by = m_gate.me();
    auto looking = m_sight->sees(m_gate.sight(), order.conversation);
    const bool isSeen = co_await looking;
    if (!isSeen) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    auto making = m_orders->make(std::move(order), by);
    ShopOrderOutcome outcome = co_await making;
    co_return outcome;
}

}  // namespace tongdai
