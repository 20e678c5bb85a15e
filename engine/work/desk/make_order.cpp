#include "engine/work/desk/make_order.h"

#include "engine/domain/log.h"
#include "engine/domain/text/mask_text.h"

#include <QCryptographicHash>
#include <QJsonArray>

#include <algorithm>
#include <optional>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log makeOrderLog("orders");

constexpr int kMostOrderTries = 20;                 // each time somebody else was first
constexpr std::chrono::hours kOrderLookedBack{48};  // for one whose row was dropped
constexpr std::chrono::hours kOrderLooksKept{1};

/// What the keys of a conversation's orders begin with.
QByteArray orderPlace(const ConversationId& conversation)
{
    return kOrderKeys + QCryptographicHash::hash(conversation.bytes(), QCryptographicHash::Sha256).toHex() + ':';
}

/// The key of the order that follows this one: whoever knows of the same order asks for the same key.
QByteArray orderKey(const QByteArray& place, const QByteArray& after)
{
    return place + QCryptographicHash::hash(after, QCryptographicHash::Sha256).toHex();
}

/// What the audit log says of it: what was ordered, and of the telephone number what people know it by.
QJsonObject orderFacts(const NewShopOrder& order, const QByteArray& reference)
{
    QJsonArray goods;
    for (const OrderLine& line : order.lines)
        goods.append(u"%1 × %2"_s.arg(line.code, QString::number(line.quantity)));
    return {{u"reference"_s, QString::fromLatin1(reference)},
            {u"goods"_s, goods},
            {u"sum"_s, sumOf(order.lines)},
            {u"phone"_s, maskText(order.phone)}};
}

QByteArray referenceOf(const BackgroundTask& task)
{
    return task.payload.value("facts"_L1).toObject().value("reference"_L1).toString().toLatin1();
}

/// The orders of a conversation that follow the newest one that somebody knows of.
struct OrderChain {
    QByteArray last;                     ///< reference of the last one that is settled, or the one they know of
    QString code;                        ///< of the newest of them that was made
    std::optional<BackgroundTask> open;  ///< it is being made, or looked for
};

std::optional<BackgroundTask> orderRow(const std::vector<BackgroundTask>& known, const QByteArray& reference)
{
    const auto found = std::ranges::find(known, reference, referenceOf);
    return found == known.end() ? std::nullopt : std::optional<BackgroundTask>(*found);
}

/// From the beginning where the one they know of is forgotten.
OrderChain chainOf(const std::vector<BackgroundTask>& known, const QByteArray& place, const QByteArray& after)
{
    OrderChain chain;
    if (orderRow(known, after)) chain.last = after;
    for (size_t steps = 0; steps < known.size(); ++steps) {
        const auto next = std::ranges::find(known, orderKey(place, chain.last), &BackgroundTask::dedupKey);
        if (next == known.end()) break;
        if (next->state != TaskState::Done) {
            chain.open = *next;
            break;
        }
        if (!next->lastError.isEmpty()) chain.code = next->lastError;
        chain.last = referenceOf(*next);
    }
    return chain;
}

AuditEntry orderEntry(const BackgroundTask& task, const QString& action, const QString& code)
{
    QJsonObject facts = task.payload.value("facts"_L1).toObject();
    if (!code.isEmpty()) facts.insert(u"order"_s, code);
    return {task.payload.value("by"_L1).toString().toUtf8(), action, task.conversation.bytes(), facts};
}

/// Its code stands where a task that failed has its reason; none: it was not made.
TaskResult orderEnd(const QString& code)
{
    return {TaskResult::Kind::Done, code, {}};
}

}  // namespace

QCoro::Task<ShopOrderOutcome> MakeOrder::make(NewShopOrder order, OperatorId by)
{
    const QByteArray place = orderPlace(order.conversation);
    for (int tries = 0; tries < kMostOrderTries; ++tries) {
        const Start start{m_ports.clock.elapsed(), m_ports.clock.now()};
        auto reading = m_ports.tasks.tasksNamed(place);
        const std::vector<BackgroundTask> known = co_await reading;
        if (!order.lookFor.isEmpty()) {
            const std::optional<BackgroundTask> row = orderRow(known, order.lookFor);
            auto looking = row ? lookFor(*row, order.isTimed, by) : lookForDropped(order, by, start);
            ShopOrderOutcome looked = co_await looking;
            co_return looked;
        }
        const OrderChain chain = chainOf(known, place, order.after);
        ShopOrderOutcome outcome;
        outcome.reference = chain.last;
        if (chain.open) {
            outcome.kind = ShopOrderOutcome::Kind::InWork;
            outcome.reference = referenceOf(*chain.open);
            auto reviving = revive(*chain.open, by);
            co_await reviving;
            co_return outcome;
        }
        if (!chain.code.isEmpty()) {
            outcome.kind = ShopOrderOutcome::Kind::Earlier;
            outcome.code = chain.code;
            co_return outcome;
        }
        const QByteArray reference = "TD-" + m_ports.random.bytes(8).toHex();
        auto beginning = begin(order, by, chain.last, reference);
        const BackgroundTask task = co_await beginning;
        if (referenceOf(task) != reference) continue;  // somebody else was first
        auto sending = send(task, order, start);
        outcome = co_await sending;
        co_return outcome;
    }
    ShopOrderOutcome outcome;
    outcome.fault = ShopFault{ShopFault::Kind::Throttled, u"too many tries in one conversation"_s};
    co_return outcome;
}

/// The order that follows `after`, in work; or whatever has that place already.
QCoro::Task<BackgroundTask> MakeOrder::begin(NewShopOrder order, OperatorId by, QByteArray after, QByteArray reference)
{
    NewTask fresh;
    fresh.kind = QString::fromLatin1(task_kind::kShopOrder);
    fresh.conversation = order.conversation;
    fresh.dedupKey = orderKey(orderPlace(order.conversation), after);
    fresh.payload = {{u"by"_s, by.toString()}, {u"facts"_s, orderFacts(order, reference)}};
    return m_ports.tasks.beginTask(fresh, m_owner);
}

/// A dead letter is looked for again when a person wants it, never by a timer: each time is an audit entry.
QCoro::Task<void> MakeOrder::revive(BackgroundTask task, OperatorId by)
{
    if (task.state != TaskState::Dead) co_return;
    auto resolving = m_ports.tasks.resolveTask(task.id, TaskDecision::Retry, by.bytes());
    co_await resolving;
}

/// What its row says.
QCoro::Task<ShopOrderOutcome> MakeOrder::lookFor(BackgroundTask task, bool isTimed, OperatorId by)
{
    ShopOrderOutcome outcome;
    outcome.reference = referenceOf(task);
    if (task.state == TaskState::Done) {
        outcome.code = task.lastError;
        if (!outcome.code.isEmpty()) outcome.kind = ShopOrderOutcome::Kind::Made;
        co_return outcome;
    }
    outcome.kind = ShopOrderOutcome::Kind::Unclear;
    if (isTimed && task.state == TaskState::Dead)
        outcome.fault = ShopFault{ShopFault::Kind::Unreachable, task.lastError};
    if (isTimed) co_return outcome;
    auto reviving = revive(task, by);
    co_await reviving;
    co_return outcome;
}

/// Somebody dropped its row: only the shop can say what became of it. Where it has the order, the conversation's other
/// windows learn of it by a row again.
QCoro::Task<ShopOrderOutcome> MakeOrder::lookForDropped(NewShopOrder order, OperatorId by, Start start)
{
    ShopOrderOutcome outcome;
    const auto orders = m_ports.orders;
    auto finding = orders->find(order.lookFor, start.at - kOrderLookedBack);
    const auto looked = co_await finding;
    if (const auto* fault = std::get_if<ShopFault>(&looked)) {
        outcome.kind = ShopOrderOutcome::Kind::Unclear;
        outcome.reference = order.lookFor;
        outcome.fault = *fault;
        co_return outcome;
    }
    const auto found = std::get<std::optional<MadeShopOrder>>(looked);
    if (!found) co_return outcome;
    const QByteArray place = orderPlace(order.conversation);
    auto reading = m_ports.tasks.tasksNamed(place);
    const std::vector<BackgroundTask> known = co_await reading;
    const OrderChain chain = chainOf(known, place, order.after);
    outcome.kind = ShopOrderOutcome::Kind::Made;
    outcome.code = found->code;
    if (chain.open) co_return outcome;
    auto beginning = begin(order, by, chain.last, order.lookFor);
    const BackgroundTask task = co_await beginning;
    if (referenceOf(task) != order.lookFor) co_return outcome;
    auto noting = note(task, *found);
    outcome = co_await noting;
    co_return outcome;
}

QCoro::Task<ShopOrderOutcome> MakeOrder::send(BackgroundTask task, NewShopOrder order, Start start)
{
    ShopOrderOutcome outcome;
    outcome.reference = referenceOf(task);
    auto noting = m_ports.audit.audit(orderEntry(task, u"order.confirmed"_s, {}));
    co_await noting;
    // The wall clock, too: the other one stands still while the computer sleeps.
    const std::function<bool()> mayStillSend = [&clock = m_ports.clock, start] {
        return clock.elapsed() - start.elapsed < kOrderSentWithin && clock.now() - start.at < kOrderSentWithin;
    };
    const auto orders = m_ports.orders;
    auto making = orders->make(order, outcome.reference, mayStillSend);
    const auto made = co_await making;
    if (const auto* done = std::get_if<MadeShopOrder>(&made)) {
        auto ending = note(task, *done);
        outcome = co_await ending;
        co_return outcome;
    }
    const auto fault = std::get<ShopFault>(made);
    if (!fault.mayHaveWorked) {
        auto ending = settle(task, orderEnd({}));
        co_await ending;
        outcome.fault = fault;
        co_return outcome;
    }
    makeOrderLog.warn("nobody knows whether an order was made",
                      {{u"reference"_s, QString::fromLatin1(outcome.reference)}, {u"cause"_s, fault.what}});
    auto finding = orders->find(outcome.reference, start.at);
    const auto looked = co_await finding;
    const auto* found = std::get_if<std::optional<MadeShopOrder>>(&looked);
    if (found && *found) {
        auto ending = note(task, **found);
        outcome = co_await ending;
        co_return outcome;
    }
    auto leaving = settle(task, {TaskResult::Kind::GivenBack, fault.what, kOrderLookEvery});
    co_await leaving;
    outcome.kind = ShopOrderOutcome::Kind::Unclear;
    co_return outcome;
}

/// The shop has it, whatever becomes of the row: whoever looks for it later finds it.
QCoro::Task<ShopOrderOutcome> MakeOrder::note(BackgroundTask task, MadeShopOrder made)
{
    ShopOrderOutcome outcome;
    outcome.kind = ShopOrderOutcome::Kind::Made;
    outcome.code = made.code;
    outcome.reference = referenceOf(task);
    auto ending = settle(task, orderEnd(made.code));
    const bool wasOurs = co_await ending;
    if (!wasOurs) co_return outcome;
    try {
        auto noting = m_ports.audit.audit(orderEntry(task, u"order.made"_s, made.code));
        co_await noting;
    } catch (const StoreError& error) {
        makeOrderLog.warn("an order is not in the audit log", {{u"order"_s, made.code}, {u"cause"_s, error.cause()}});
    }
    co_return outcome;
}

/// False: somebody else looks for it by now, or will once the lease is over.
QCoro::Task<bool> MakeOrder::settle(BackgroundTask task, TaskResult result)
{
    try {
        auto settling = m_ports.tasks.settleTask(task, result);
        const auto settled = co_await settling;
        co_return settled.wasOurs;
    } catch (const StoreError& error) {
        makeOrderLog.warn("what came of an order is not written down", {{u"cause"_s, error.cause()}});
    }
    co_return false;
}

QCoro::Task<TaskResult> FindOrder::run(BackgroundTask task)
{
    const std::chrono::nanoseconds first = firstLookOf(task.id);
    const auto orders = m_orders;
    if (!orders) {
        // Another engine may have the shop's system.
        const bool isLeft = m_clock.elapsed() - first >= kOrderLeftAfter;
        const auto kind = isLeft ? TaskResult::Kind::Dead : TaskResult::Kind::GivenBack;
        co_return TaskResult{kind, u"no shop system is set up"_s, kOrderLookEvery};
    }
    const std::chrono::nanoseconds lookedAt = m_clock.elapsed();
    auto finding = orders->find(referenceOf(task), task.createdAt);
    const auto looked = co_await finding;
    const bool isOver = lookedAt - first >= kOrderSettledAfter;
    if (const auto* fault = std::get_if<ShopFault>(&looked)) {
        const auto kind = isOver ? TaskResult::Kind::Dead : TaskResult::Kind::GivenBack;
        co_return TaskResult{kind, fault->what, kOrderLookEvery};
    }
    const auto found = std::get<std::optional<MadeShopOrder>>(looked);
    if (!found) co_return isOver ? orderEnd({}) : TaskResult{TaskResult::Kind::GivenBack, {}, kOrderLookEvery};
    auto noting = m_audit.audit(orderEntry(task, u"order.made"_s, found->code));
    co_await noting;
    co_return orderEnd(found->code);
}

/// The row was there by then: what has passed since is measured by this engine's clock alone, for those of two engines
/// may differ by more than an order has time.
std::chrono::nanoseconds FindOrder::firstLookOf(qint64 id)
{
    const std::chrono::nanoseconds now = m_clock.elapsed();
    std::erase_if(m_firstLooks, [now](const auto& each) { return now - each.second > kOrderLooksKept; });
    return m_firstLooks.try_emplace(id, now).first->second;
}

}  // namespace tongdai
