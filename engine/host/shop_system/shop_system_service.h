#pragma once

#include "engine/api/shop_system.h"
#include "engine/domain/ports/store/task_store.h"
#include "engine/host/people/desk_gate.h"
#include "engine/upstream/kiotviet/kiotviet_shop.h"
#include "engine/work/desk/make_order.h"
#include "engine/work/desk/sight_check.h"

namespace tongdai {

/// The shop's own system as screens ask about it, on the engine loop; ShopSystemHost is the half on the GUI thread.
class ShopSystemService final : public QObject {
    Q_OBJECT
public:
    /// Null: none is set up.
    ShopSystemService(std::shared_ptr<upstream::KiotVietClient> kiotViet, const DeskGate& gate)
        : m_kiotViet(std::move(kiotViet)), m_gate(gate)
    {
    }
    /// Says which number a customer gave; without it nobody is looked up.
    void connectDetails(ports::CustomerDetailsStore& details, ports::HistoryReader& reader)
    {
        m_details = &details;
        m_sight.emplace(reader);
    }

    /// Makes orders; without it nobody orders.
    void connectOrders(MakeOrder& orders) { m_orders = &orders; }

    QCoro::Task<api::Answer<api::ShopQuota>> quota();
    QCoro::Task<api::Answer<ShopCustomers>> customers(ConversationId conversation);
    QCoro::Task<api::Answer<ShopStock>> stock(QString words);
    QCoro::Task<api::Answer<ShopOrderOutcome>> order(NewShopOrder order);

private:
    std::shared_ptr<upstream::KiotVietClient> m_kiotViet;
    const DeskGate& m_gate;
    ports::CustomerDetailsStore* m_details = nullptr;
    std::optional<SightCheck> m_sight;  ///< with m_details
    MakeOrder* m_orders = nullptr;
};

}  // namespace tongdai
