#pragma once

#include <QString>

#include <chrono>
#include <vector>

namespace tongdai {

/// What the shop's own system knows of a customer and of goods (contracts/kiotviet §3). Values; money in the shop's
/// currency, texts as the system has them.
struct ShopOrder {
    QString code;
    QString status;  ///< in words, for people
    QString when;    ///< day, as the shop writes it: 2025-11-21
    double total = 0;
};

struct ShopCustomer {
    qint64 id = 0;
    QString code;
    QString name;
    double debt = 0;
    std::vector<ShopOrder> orders;  ///< newest first, a few
};

/// Several customers may have one telephone number.
struct ShopCustomers {
    std::vector<ShopCustomer> customers;
    std::chrono::milliseconds age{0};  ///< of the oldest part
    bool isRefreshing = false;         ///< newer facts are on their way
};

struct ShopStockLine {
    QString code;
    QString name;
    QString branch;
    double price = 0;
    double onHand = 0;
    double reserved = 0;  ///< of these, promised to orders
    qint64 product = 0;
    qint64 branchId = 0;
};

struct ShopStock {
    std::vector<ShopStockLine> lines;
    std::chrono::milliseconds age{0};
    bool isRefreshing = false;
};

}  // namespace tongdai
