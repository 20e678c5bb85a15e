#include "engine/domain/shop/shop_order.h"

#include <algorithm>

namespace tongdai {

namespace {

constexpr qsizetype kFewestPhoneDigits = 9;
constexpr qsizetype kMostPhoneDigits = 12;

}  // namespace

OrderGap gapOf(const NewShopOrder& order)
{
    const auto digits = std::ranges::count_if(order.phone, [](QChar c) { return c.isDigit(); });
    if (digits < kFewestPhoneDigits || digits > kMostPhoneDigits) return OrderGap::Phone;
    const bool areWhole = std::ranges::all_of(order.lines, [](const OrderLine& line) {
        return line.product > 0 && line.quantity > 0 && line.quantity <= kMostOrderQuantity;
    });
    if (order.lines.empty() || order.lines.size() > kMostOrderLines || !areWhole) return OrderGap::Lines;
    return order.branch > 0 ? OrderGap::None : OrderGap::Branch;
}

double sumOf(const std::vector<OrderLine>& lines)
{
    double sum = 0;
    for (const OrderLine& line : lines)
        sum += line.quantity * line.price;
    return sum;
}

}  // namespace tongdai
