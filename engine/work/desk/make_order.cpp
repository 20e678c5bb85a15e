#include "engine/work/desk/make_order.h"

#include "engine/domain/log.h"
#include "engine/domain/text/mask_text.h"

#include <QCryptographicHash>
#include <QJsonArray>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log makeOrderLog("orders");

constexpr int kMostEarlierOrders = 100;  // of one conversation, while done tasks are remembered

/// The key of the order that follows this one in the conversation: whoever knows of the same order asks for the same
/// key.
QByteArray orderKey(const ConversationId& conversation, const QByteArray& after)
{
    const QByteArray place = conversation.bytes() + '\n' + after;
    return "order:" + QCryptographicHash::hash(place, QCryptographicHash::Sha256).toHex();
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
    for (int place = 0; place < kMostEarlierOrders; ++place) {
        const Start start{m_ports.clock.elapsed(), m_ports.clock.now()};
        const QByteArray reference = "TD-" + m_ports.random.bytes(8).toHex();
        NewTask fresh;
        fresh.kind = QString::fromLatin1(task_kind::kShopOrder);
        fresh.conversation = order.conversation;
        fresh.dedupKey = orderKey(order.conversation, order.after);
        fresh.payload = {{u"by"_s, by.toString()}, {u"facts"_s, orderFacts(order, reference)}};
        auto beginning = m_ports.tasks.beginTask(fresh, m_owner);
        const BackgroundTask task = co_await beginning;
        ShopOrderOutcome outcome;
        outcome.reference = referenceOf(task);
        if (outcome.reference == reference) {
            if (order.lookFor.isEmpty()) {
                auto sending = send(task, order, start);
                outcome = co_await sending;
                co_return outcome;
            }
            // Somebody dropped the row of the one that is looked for.
            auto ending = settle(task, orderEnd({}));
            co_await ending;
            co_return outcome;
        }
        const bool isTheirs = outcome.reference == order.lookFor;
        if (task.state == TaskState::Dead) {
            auto resolving = m_ports.tasks.resolveTask(task.id, TaskDecision::Retry, by.bytes());
            co_await resolving;
        }
        if (task.state != TaskState::Done) {
            outcome.kind = isTheirs ? ShopOrderOutcome::Kind::Unclear : ShopOrderOutcome::Kind::InWork;
            co_return outcome;
        }
        outcome.code = task.lastError;
        if (!outcome.code.isEmpty()) {
            outcome.kind = isTheirs ? ShopOrderOutcome::Kind::Made : ShopOrderOutcome::Kind::Earlier;
            co_return outcome;
        }
        if (isTheirs) co_return outcome;
        order.after = outcome.reference;  // that one was not made
    }
    ShopOrderOutcome outcome;
    outcome.fault = ShopFault{ShopFault::Kind::Throttled, u"too many tries in one conversation"_s};
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
    const auto orders = m_orders;
    if (!orders) co_return TaskResult{TaskResult::Kind::Dead, u"no shop system is set up"_s, {}};
    auto finding = orders->find(referenceOf(task), task.createdAt);
    const auto looked = co_await finding;
    const bool isOver = m_clock.now() - task.createdAt >= kOrderSettledAfter;
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

}  // namespace tongdai
