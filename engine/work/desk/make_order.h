#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/random.h"
#include "engine/domain/ports/shop_orders.h"
#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/domain/ports/store/task_store.h"
#include "engine/work/tasks/task_handler.h"

#include <map>
#include <memory>

namespace tongdai {

/// An order is sent no later than this after its row began to be written.
inline constexpr std::chrono::seconds kOrderSentWithin{30};
/// One that the shop's system still does not have so long after an engine began to look for it was not made.
inline constexpr std::chrono::minutes kOrderSettledAfter{3};
/// So long an engine without a shop's system leaves it to the others.
inline constexpr std::chrono::minutes kOrderLeftAfter{10};
inline constexpr std::chrono::seconds kOrderLookEvery{5};

/// Makes an order in the shop's own system for a person who answers (features E5, guarantees 2.21): its row stands in
/// the store before anything is sent, under a key that the conversation's next order has on every engine, so that two
/// presses are one order. What the system does not answer is looked for by the order's reference, never sent again.
/// Engine loop.
class MakeOrder {
public:
    struct Ports {
        ports::Clock& clock;
        ports::Random& random;
        ports::TaskStore& tasks;
        ports::AuditLog& audit;
        std::shared_ptr<ports::ShopOrders> orders;
    };
    MakeOrder(Ports ports, OwnerId owner) : m_ports(std::move(ports)), m_owner(std::move(owner)) {}

    /// @throws StoreError: nothing was sent
    QCoro::Task<ShopOrderOutcome> make(NewShopOrder order, OperatorId by);

private:
    /// Before the row was written.
    struct Start {
        std::chrono::nanoseconds elapsed;
        TimePoint at;
    };
    QCoro::Task<BackgroundTask> begin(NewShopOrder order, OperatorId by, QByteArray after, QByteArray reference);
    QCoro::Task<void> revive(BackgroundTask task, OperatorId by);
    QCoro::Task<ShopOrderOutcome> lookFor(BackgroundTask task, bool isTimed, OperatorId by);
    QCoro::Task<ShopOrderOutcome> lookForDropped(NewShopOrder order, OperatorId by, Start start);
    QCoro::Task<ShopOrderOutcome> send(BackgroundTask task, NewShopOrder order, Start start);
    QCoro::Task<ShopOrderOutcome> note(BackgroundTask task, MadeShopOrder made);
    QCoro::Task<bool> settle(BackgroundTask task, TaskResult result);

    Ports m_ports;
    OwnerId m_owner;
};

/// Looks for orders of which nobody knows whether they were made: until they are found, or are surely not there. Never
/// sends one. Engine loop.
class FindOrder final : public TaskHandler {
public:
    /// Without `orders` it leaves them to other engines, and at last to a person.
    FindOrder(ports::Clock& clock, ports::AuditLog& audit, std::shared_ptr<ports::ShopOrders> orders)
        : m_clock(clock), m_audit(audit), m_orders(std::move(orders))
    {
    }
    QCoro::Task<TaskResult> run(BackgroundTask task) override;

private:
    std::chrono::nanoseconds firstLookOf(qint64 id);

    ports::Clock& m_clock;
    ports::AuditLog& m_audit;
    std::shared_ptr<ports::ShopOrders> m_orders;
    std::map<qint64, std::chrono::nanoseconds> m_firstLooks;  ///< by row, when this engine first looked for it
};

}  // namespace tongdai
