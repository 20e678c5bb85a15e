#pragma once

#include "engine/domain/ids.h"
#include "engine/domain/shop/shop_fault.h"

#include <QString>

#include <optional>
#include <vector>

namespace tongdai {

/// So much of one product.
struct OrderLine {
    qint64 product = 0;
    QString code;
    QString name;
    int quantity = 1;
    double price = 0;  ///< of one
};

inline constexpr size_t kMostOrderLines = 50;
inline constexpr int kMostOrderQuantity = 9'999;

/// An order as a person wants it made in the shop's own system (features E5). A value.
struct NewShopOrder {
    ConversationId conversation;
    /// Reference of the newest order of this conversation that the person knows of; empty: they know of none.
    QByteArray after;
    /// Not to be sent: what became of the order with this reference?
    QByteArray lookFor;
    bool isTimed = false;  ///< a timer asks, nobody pressed anything: what a person has to decide is left as it is
    QString phone;
    QString name;
    QString address;
    QString note;
    qint64 branch = 0;
    std::vector<OrderLine> lines;
};

/// What an order lacks before it can be sent.
enum class OrderGap : quint8 { None, Phone, Lines, Branch };
OrderGap gapOf(const NewShopOrder& order);
double sumOf(const std::vector<OrderLine>& lines);

/// An order as the system has it.
struct MadeShopOrder {
    QString code;
    double total = 0;
};

/// What came of the wish for an order.
struct ShopOrderOutcome {
    enum class Kind : quint8 {
        Made,     ///< `code`
        Earlier,  ///< not sent: there is another order of this conversation that the person did not know of, `code`
        InWork,   ///< not sent: another one of this conversation is being made, or looked for
        Unclear,  ///< nobody knows whether it was made; it is looked for, and meanwhile no other one is sent
        NotMade,
    };
    Kind kind = Kind::NotMade;
    QString code;
    QByteArray reference;  ///< of the order that this is about
    /// Of NotMade: why; nothing: it was looked for, and is not there. Of Unclear: nobody looks for it any more by
    /// itself, since the shop's system could not be asked.
    std::optional<ShopFault> fault;
};

}  // namespace tongdai
