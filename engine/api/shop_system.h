#pragma once

#include "engine/api/answer.h"
#include "engine/domain/ids.h"
#include "engine/domain/shop/shop_facts.h"
#include "engine/domain/shop/shop_order.h"

#include <QObject>

namespace tongdai::api {

/// How often the shop's own system was asked in the last hour, by all engines together.
struct ShopQuota {
    bool isSetUp = false;
    int used = 0;
    int most = 0;
};

/// What a screen may know of the shop's own system (contracts/kiotviet). It answers when it is asked. GUI thread.
class ShopSystem : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual Asked<ShopQuota> quota() = 0;
    /// Who has the telephone number that the conversation's customer said last, what they owe and ordered last: numbers
    /// in it are dots for whoever may not see them (Permission::SeeNumbers). NotFound: no number was said. Refused:
    /// `detail` is the system's own word.
    virtual Asked<ShopCustomers> customers(const ConversationId& conversation) = 0;
    /// Goods whose names have these words, and how many of them are where.
    virtual Asked<ShopStock> stock(const QString& words) = 0;
    /// Makes an order for the conversation's customer, or looks what became of one (NewShopOrder::lookFor). Refused:
    /// it is not complete.
    virtual Asked<ShopOrderOutcome> order(const NewShopOrder& order) = 0;
signals:
    /// The engine answers from now on.
    void ready();
};

}  // namespace tongdai::api
