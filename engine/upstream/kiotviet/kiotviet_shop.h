#pragma once

#include "engine/domain/shop/shop_facts.h"
#include "engine/upstream/kiotviet/kiotviet_client.h"

namespace tongdai::upstream {

/// Lines of stock a screen shows.
inline constexpr size_t kStockShown = 8;

/// A telephone number as KiotViet's shops write it, digits alone and 0 for +84; empty: it is none.
QString kiotVietPhone(const QString& number);
/// Those of a list of customers who have exactly this number. Sums and removed rows are passed over. Pure.
std::vector<ShopCustomer> customersWith(const QString& phone, const QJsonObject& list);
/// Newest first, at most this many. Pure.
std::vector<ShopOrder> newestOrders(const QJsonObject& list, qsizetype most);
/// Goods all of whose words are in the name or code, tones or not, a line for each branch. Pure.
std::vector<ShopStockLine> stockIn(const QJsonObject& list, const QString& words, size_t most);

/// What a shop asks KiotViet about while it talks to somebody. Engine loop.
class KiotVietShop {
public:
    explicit KiotVietShop(std::shared_ptr<KiotVietClient> client) : m_client(std::move(client)) {}

    QCoro::Task<std::variant<ShopCustomers, ShopFault>> customers(QString phone);
    QCoro::Task<std::variant<ShopStock, ShopFault>> stock(QString words, size_t most = kStockShown);

private:
    std::shared_ptr<KiotVietClient> m_client;
};

}  // namespace tongdai::upstream
