#pragma once

#include "engine/domain/ports/shop_orders.h"
#include "engine/upstream/kiotviet/kiotviet_client.h"

namespace tongdai::upstream {

/// What POST /orders is sent with: the reference stands in its words. Pure.
QJsonObject orderBody(const NewShopOrder& order, const QByteArray& reference, qint64 customer);

/// Orders at KiotViet (contracts/kiotviet §3). Engine loop.
class KiotVietOrders final : public ports::ShopOrders {
public:
    explicit KiotVietOrders(std::shared_ptr<KiotVietClient> client) : m_client(std::move(client)) {}

    QCoro::Task<Made> make(NewShopOrder order, QByteArray reference, std::function<bool()> mayStillSend) override;
    QCoro::Task<Found> find(QByteArray reference, TimePoint since) override;

private:
    QCoro::Task<std::variant<qint64, ShopFault>> customerOf(NewShopOrder order);
    QCoro::Task<std::variant<qint64, ShopFault>> addCustomer(NewShopOrder order);

    std::shared_ptr<KiotVietClient> m_client;
};

}  // namespace tongdai::upstream
