#pragma once

#include "engine/domain/conversation/message.h"
#include "engine/domain/shop/shop_order.h"

#include <QCoro/QCoroTask>

#include <functional>
#include <variant>

namespace tongdai::ports {

/// Orders in the shop's own system (contracts/kiotviet §3). Engine loop; nothing here throws.
class ShopOrders {
public:
    virtual ~ShopOrders() = default;

    using Made = std::variant<MadeShopOrder, ShopFault>;
    /// Makes it for the customer with its telephone number, who is made, too, where nobody has it. The order carries
    /// `reference`. Sent once and never again by itself; a fault says whether it may have been made all the same.
    /// `mayStillSend` is asked last of all: where it says no, nothing is sent.
    virtual QCoro::Task<Made> make(NewShopOrder order, QByteArray reference, std::function<bool()> mayStillSend) = 0;

    using Found = std::variant<std::optional<MadeShopOrder>, ShopFault>;
    /// The order with this reference among those made since then; nothing: it is not among them.
    virtual QCoro::Task<Found> find(QByteArray reference, TimePoint since) = 0;
};

}  // namespace tongdai::ports
