#include "engine/work/desk/make_order.h"

#include "engine/host/shop_system/shop_system_service.h"
#include "engine/state/local/local_shared_shelf.h"
#include "engine/upstream/kiotviet/kiotviet_orders.h"
#include "tests/engine/upstream/kiotviet_scene.h"
#include "tests/engine/upstream/result_of.h"
#include "tests/engine/work/fakes/small_history.h"
#include "tests/support/audit_stage.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <iterator>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using OutcomeKind = ShopOrderOutcome::Kind;

namespace {

/// The machine's time, the wall's as far ahead as the other.
class OrderClock final : public ports::Clock {
public:
    TimePoint now() const override
    {
        return m_clock.now() + std::chrono::duration_cast<std::chrono::milliseconds>(ahead + wallAhead);
    }
    std::chrono::nanoseconds elapsed() const override { return m_clock.elapsed() + ahead; }
    QCoro::Task<void> sleep(std::chrono::milliseconds duration) override { return m_clock.sleep(duration); }

    std::chrono::nanoseconds ahead{};
    std::chrono::nanoseconds wallAhead{};  ///< of the wall's alone, as another engine's may be

private:
    PushedClock m_clock;
};

/// The rows of orders as the store keeps them: one for each key, and done ones stay.
class OrderRows final : public ports::TaskStore {
public:
    explicit OrderRows(OrderClock& clock) : m_clock(clock) {}
    std::vector<BackgroundTask> rows;
    std::vector<qint64> retried;
    std::chrono::seconds takes{0};  ///< to write a new row

    QCoro::Task<void> addTasks(std::vector<NewTask>) override { co_return; }
    QCoro::Task<BackgroundTask> beginTask(NewTask task, OwnerId) override
    {
        for (const BackgroundTask& row : rows) {
            if (row.dedupKey == task.dedupKey) co_return row;
        }
        BackgroundTask row;
        row.id = qint64(rows.size()) + 1;
        row.kind = task.kind;
        row.conversation = task.conversation;
        row.dedupKey = task.dedupKey;
        row.payload = task.payload;
        row.state = TaskState::Working;
        row.attempts = 1;
        row.fence = 1;
        row.createdAt = m_clock.now();
        rows.push_back(row);
        m_clock.ahead += takes;
        co_return row;
    }
    /// What a worker has once the lease of the last row is over.
    BackgroundTask claimLast()
    {
        rows.back().state = TaskState::Working;
        ++rows.back().fence;
        return rows.back();
    }
    QCoro::Task<std::vector<BackgroundTask>> claimTasks(OwnerId, QStringList, int) override
    {
        co_return std::vector<BackgroundTask>();
    }
    QCoro::Task<Settled> settleTask(BackgroundTask task, TaskResult result) override
    {
        BackgroundTask& row = rows.at(size_t(task.id) - 1);
        Settled settled;
        if (row.fence != task.fence || row.state != TaskState::Working) co_return settled;
        const bool isDone = result.kind == TaskResult::Kind::Done;
        row.state = isDone                                  ? TaskState::Done
                    : result.kind == TaskResult::Kind::Dead ? TaskState::Dead
                                                            : TaskState::Waiting;
        row.lastError = result.reason;
        settled.wasOurs = true;
        settled.state = row.state;
        co_return settled;
    }
    QCoro::Task<TaskCounts> taskCounts() override { co_return TaskCounts(); }
    QCoro::Task<std::vector<BackgroundTask>> deadTasks(int) override { co_return std::vector<BackgroundTask>(); }
    QCoro::Task<bool> resolveTask(qint64 id, TaskDecision, QByteArray) override
    {
        retried.push_back(id);
        rows.at(size_t(id) - 1).state = TaskState::Waiting;
        co_return true;
    }
    QCoro::Task<int> forgetDoneTasks() override { co_return 0; }
    QCoro::Task<std::vector<BackgroundTask>> tasksNamed(QByteArray prefix) override
    {
        std::vector<BackgroundTask> named;
        std::ranges::copy_if(rows, std::back_inserter(named),
                             [&prefix](const BackgroundTask& row) { return row.dedupKey.startsWith(prefix); });
        co_return named;
    }

private:
    OrderClock& m_clock;
};

/// Sends orders by a client that waits a moment only, where a test wants no answer to them; everything else by one that
/// has time.
class TwoPatiences final : public ports::ShopOrders {
public:
    TwoPatiences(const std::shared_ptr<upstream::KiotVietClient>& calm,
                 const std::shared_ptr<upstream::KiotVietClient>& hasty)
        : m_calm(calm), m_hasty(hasty)
    {
    }
    bool isHasty = false;

    QCoro::Task<Made> make(NewShopOrder order, QByteArray reference, std::function<bool()> mayStillSend) override
    {
        return (isHasty ? m_hasty : m_calm).make(std::move(order), std::move(reference), std::move(mayStillSend));
    }
    QCoro::Task<Found> find(QByteArray reference, TimePoint since) override
    {
        return m_calm.find(std::move(reference), since);
    }

private:
    upstream::KiotVietOrders m_calm;
    upstream::KiotVietOrders m_hasty;
};

StubScript silentScript(int status)
{
    StubScript silent;
    silent.status = status;
    silent.fault = StubScript::Fault::Silent;
    return silent;
}

}  // namespace

/// Orders from the thread (features E5, guarantees 2.21): one for however many presses, windows and engines, and none
/// that nobody knows of.
class MakeOrderTest : public QObject {
    Q_OBJECT

    struct Engine {
        std::shared_ptr<upstream::KiotVietClient> client;
        std::shared_ptr<upstream::KiotVietClient> hasty;
        std::shared_ptr<TwoPatiences> orders;
        std::unique_ptr<MakeOrder> make;
        std::unique_ptr<FindOrder> find;
    };

    OrderClock m_clock;
    SomeRandom m_random;
    std::unique_ptr<KiotVietStub> m_stub;
    std::unique_ptr<LocalSharedShelf> m_shelf;
    std::unique_ptr<OrderRows> m_rows;
    std::unique_ptr<KeptAudit> m_audit;
    std::vector<Engine> m_engines;

    static NewShopOrder newOrder()
    {
        NewShopOrder order;
        order.conversation = ConversationId("fb:42"_ba);
        order.phone = u"+84 901 234 567"_s;
        order.name = u"Chị Hoa"_s;
        order.address = u"12 Lê Lợi, Quận 1"_s;
        order.note = u"Giao buổi chiều"_s;
        order.branch = 1;
        order.lines = {{1, u"SP1"_s, u"Áo thun cotton - M"_s, 2, 199000}};
        return order;
    }
    ShopOrderOutcome ask(const NewShopOrder& order, size_t engine = 0)
    {
        return resultOf(m_engines.at(engine).make->make(order, OperatorId("hanh"_ba)));
    }
    /// A worker looks for the last order, as it does when its lease is over.
    TaskResult look()
    {
        const BackgroundTask task = m_rows->claimLast();
        const TaskResult result = resultOf(m_engines.at(0).find->run(task));
        resultOf(m_rows->settleTask(task, result));
        return result;
    }
    QStringList auditedActs() const
    {
        QStringList acts;
        for (const AuditEntry& entry : m_audit->entries)
            acts << entry.action;
        return acts;
    }
    /// The next requests that KiotViet gets are the orders themselves: token and customer are known.
    void knowTheCustomer()
    {
        for (const auto& client : {m_engines.at(0).client, m_engines.at(0).hasty}) {
            upstream::KiotVietShop shop(client);
            resultOf(shop.customers(u"0901234567"_s));
        }
    }
    /// KiotViet says nothing to the next order; whether it makes it is `status`.
    void sayNothing(int status)
    {
        knowTheCustomer();
        m_engines.at(0).orders->isHasty = true;
        m_stub->enqueue(silentScript(status));
    }
    static NewShopOrder lookingFor(const QByteArray& reference, bool isTimed = false)
    {
        NewShopOrder asked = newOrder();
        asked.lookFor = reference;
        asked.isTimed = isTimed;
        return asked;
    }

private slots:
    void init()
    {
        m_stub = std::make_unique<KiotVietStub>();
        QVERIFY(m_stub->listen());
        m_stub->listCreatedOrders();
        m_stub->setItems(
            u"customers"_s,
            {QJsonObject{
                {u"id"_s, 18}, {u"code"_s, u"KH18"_s}, {u"name"_s, u"Hoa"_s}, {u"contactNumber"_s, u"0901234567"_s}}});
        m_stub->setItems(u"orders"_s, {});
        m_clock.ahead = {};
        m_clock.wallAhead = {};
        m_shelf = std::make_unique<LocalSharedShelf>(m_clock);
        m_rows = std::make_unique<OrderRows>(m_clock);
        m_audit = std::make_unique<KeptAudit>();
        for (const char* name : {"one", "two"}) {
            Engine engine;
            upstream::KiotVietAccount account = accountAt(*m_stub);
            account.deadline = 30s;
            engine.client = std::make_shared<upstream::KiotVietClient>(account, *m_shelf, m_clock, m_random);
            account.deadline = 2s;
            engine.hasty = std::make_shared<upstream::KiotVietClient>(account, *m_shelf, m_clock, m_random);
            engine.orders = std::make_shared<TwoPatiences>(engine.client, engine.hasty);
            const MakeOrder::Ports ports{m_clock, m_random, *m_rows, *m_audit, engine.orders};
            engine.make = std::make_unique<MakeOrder>(ports, OwnerId(QByteArray(name)));
            engine.find = std::make_unique<FindOrder>(m_clock, *m_audit, engine.orders);
            m_engines.push_back(std::move(engine));
        }
    }
    void cleanup()
    {
        for (const Engine& engine : m_engines) {
            engine.client->close();
            engine.hasty->close();
        }
        m_engines.clear();
    }

    void anOrderIsMadeWithOurReference()
    {
        const ShopOrderOutcome outcome = ask(newOrder());
        QCOMPARE(outcome.kind, OutcomeKind::Made);
        QCOMPARE(outcome.code, u"DH9000"_s);
        QCOMPARE(m_stub->createdOrders().size(), 1);
        const QJsonObject sent = m_stub->createdOrders().at(0).toObject();
        QCOMPARE(sent.value("branchId"_L1).toInt(), 1);
        QCOMPARE(sent.value("customer"_L1).toObject().value("id"_L1).toInt(), 18);
        QCOMPARE(sent.value("description"_L1).toString(),
                 u"Giao buổi chiều · "_s + QString::fromLatin1(outcome.reference));
        const QJsonObject line = sent.value("orderDetails"_L1).toArray().at(0).toObject();
        QCOMPARE(line.value("productId"_L1).toInt(), 1);
        QCOMPARE(line.value("quantity"_L1).toInt(), 2);
        QCOMPARE(line.value("price"_L1).toInt(), 199000);
        QCOMPARE(sent.value("orderDelivery"_L1).toObject().value("contactNumber"_L1).toString(), u"0901234567"_s);
        QCOMPARE(m_rows->rows.size(), 1u);
        QCOMPARE(m_rows->rows[0].state, TaskState::Done);
    }

    void theAuditLogSaysWhoOrderedWhatWithoutTheWholeNumber()
    {
        ask(newOrder());
        QCOMPARE(auditedActs(), (QStringList{u"order.confirmed"_s, u"order.made"_s}));
        for (const AuditEntry& entry : m_audit->entries) {
            QCOMPARE(entry.actor, "hanh"_ba);
            QCOMPARE(entry.detail.value("goods"_L1).toArray().at(0).toString(), u"SP1 × 2"_s);
            const QString phone = entry.detail.value("phone"_L1).toString();
            QVERIFY2(phone.endsWith("567"_L1) && !phone.contains("901"_L1), qPrintable(phone));
        }
        QCOMPARE(m_audit->entries[1].detail.value("order"_L1).toString(), u"DH9000"_s);
    }

    void whoIsNotKnownIsMadeOnce()
    {
        m_stub->setItems(u"customers"_s, {});
        const ShopOrderOutcome first = ask(newOrder());
        QCOMPARE(first.kind, OutcomeKind::Made);
        QCOMPARE(m_stub->items(u"customers"_s).size(), 1);
        QCOMPARE(m_stub->createdOrders().at(0).toObject().value("customer"_L1).toObject().value("id"_L1).toInt(), 700);
        NewShopOrder second = newOrder();
        second.after = first.reference;
        QCOMPARE(ask(second).kind, OutcomeKind::Made);
        QCOMPARE(m_stub->items(u"customers"_s).size(), 1);
    }

    void stockAndOrdersAreAskedForAnew()
    {
        m_stub->setItems(u"products"_s, products(1));
        upstream::KiotVietShop shop(m_engines[0].client);
        resultOf(shop.stock(u"thun"_s));
        const auto before = resultOf(shop.customers(u"0901234567"_s));
        QVERIFY(std::get<ShopCustomers>(before).customers.at(0).orders.empty());
        m_stub->setItems(u"products"_s, products(1, 1));
        ask(newOrder());
        const auto stock = resultOf(shop.stock(u"thun"_s));
        QCOMPARE(std::get<ShopStock>(stock).lines.at(0).onHand, 1.0);
        QCOMPARE(std::get<ShopStock>(stock).lines.at(0).product, 1);
        QCOMPARE(std::get<ShopStock>(stock).lines.at(0).branchId, 1);
    }

    void whatIsRefusedIsSaidAndMayBeTriedAgain()
    {
        knowTheCustomer();
        StubScript refused;
        refused.status = 420;
        refused.body = QByteArray(R"({"responseStatus":{"errorCode":"Kv","message":"Hàng không đủ tồn kho"}})");
        m_stub->enqueue(refused);
        const ShopOrderOutcome outcome = ask(newOrder());
        QCOMPARE(outcome.kind, OutcomeKind::NotMade);
        QVERIFY(outcome.fault);
        QCOMPARE(outcome.fault->kind, ShopFault::Kind::Refused);
        QCOMPARE(outcome.fault->what, u"Hàng không đủ tồn kho"_s);
        QCOMPARE(m_stub->createdOrders().size(), 0);
        QCOMPARE(ask(newOrder()).kind, OutcomeKind::Made);
        QCOMPARE(m_stub->createdOrders().size(), 1);
    }

    void whatIsNotAnsweredIsFoundByItsReference()
    {
        sayNothing(200);
        const ShopOrderOutcome outcome = ask(newOrder());
        QCOMPARE(outcome.kind, OutcomeKind::Made);
        QCOMPARE(outcome.code, u"DH9000"_s);
        QCOMPARE(m_stub->createdOrders().size(), 1);
        QCOMPARE(auditedActs(), (QStringList{u"order.confirmed"_s, u"order.made"_s}));
    }

    void whatIsNotThereIsLookedForBeforeAnotherIsSent()
    {
        sayNothing(500);
        const ShopOrderOutcome lost = ask(newOrder());
        QCOMPARE(lost.kind, OutcomeKind::Unclear);
        // Nobody sends another one, here or elsewhere, however it is written.
        NewShopOrder other = newOrder();
        other.lines[0].quantity = 3;
        QCOMPARE(ask(other).kind, OutcomeKind::InWork);
        QCOMPARE(ask(other, 1).kind, OutcomeKind::InWork);
        NewShopOrder asked = newOrder();
        asked.lookFor = lost.reference;
        QCOMPARE(ask(asked).kind, OutcomeKind::Unclear);
        QCOMPARE(look().kind, TaskResult::Kind::GivenBack);
        QCOMPARE(ask(asked).kind, OutcomeKind::Unclear);
        m_clock.ahead += kOrderSettledAfter;
        QCOMPARE(look().kind, TaskResult::Kind::Done);
        // It was not made: that is said first, and then it can be sent.
        const ShopOrderOutcome settled = ask(asked);
        QCOMPARE(settled.kind, OutcomeKind::NotMade);
        QVERIFY(!settled.fault);
        QCOMPARE(m_stub->createdOrders().size(), 0);
        m_engines[0].orders->isHasty = false;
        NewShopOrder again = newOrder();
        again.after = settled.reference;
        QCOMPARE(ask(again).kind, OutcomeKind::Made);
        QCOMPARE(m_stub->createdOrders().size(), 1);
    }

    /// The engine died after it had sent the order.
    void whatACrashCutIsFoundByAWorker()
    {
        sayNothing(200);
        StubScript gone;  // the look right after it
        gone.status = 500;
        m_stub->enqueue(gone);
        const ShopOrderOutcome lost = ask(newOrder());
        QCOMPARE(lost.kind, OutcomeKind::Unclear);
        QCOMPARE(look().reason, u"DH9000"_s);
        NewShopOrder asked = newOrder();
        asked.lookFor = lost.reference;
        const ShopOrderOutcome found = ask(asked, 1);
        QCOMPARE(found.kind, OutcomeKind::Made);
        QCOMPARE(found.code, u"DH9000"_s);
        QCOMPARE(m_stub->createdOrders().size(), 1);
        QCOMPARE(auditedActs(), (QStringList{u"order.confirmed"_s, u"order.made"_s}));
    }

    void whereKiotVietStaysAwayAPersonDecides()
    {
        sayNothing(500);
        ask(newOrder());
        m_stub->goDown();
        QCOMPARE(look().kind, TaskResult::Kind::GivenBack);
        m_clock.ahead += kOrderSettledAfter;
        QCOMPARE(look().kind, TaskResult::Kind::Dead);
        // Whoever wants to order has it looked for again.
        QCOMPARE(ask(newOrder()).kind, OutcomeKind::InWork);
        QCOMPARE(m_rows->retried.size(), 1u);
    }

    /// Every window looks again every few seconds: each time a dead letter were revived would be an audit entry.
    void aTimerRevivesNothing()
    {
        sayNothing(500);
        const ShopOrderOutcome lost = ask(newOrder());
        m_stub->goDown();
        look();
        m_clock.ahead += kOrderSettledAfter;
        QCOMPARE(look().kind, TaskResult::Kind::Dead);
        for (int i = 0; i < 3; ++i) {
            const ShopOrderOutcome timed = ask(lookingFor(lost.reference, true));
            QCOMPARE(timed.kind, OutcomeKind::Unclear);
            QCOMPARE(timed.reference, lost.reference);
            QVERIFY(timed.fault);
        }
        QCOMPARE(m_rows->retried.size(), 0u);
        const ShopOrderOutcome pressed = ask(lookingFor(lost.reference));
        QCOMPARE(pressed.kind, OutcomeKind::Unclear);
        QVERIFY(!pressed.fault);
        QCOMPARE(m_rows->retried.size(), 1u);
    }

    void anotherEnginesWallClockSettlesNothing()
    {
        sayNothing(500);
        ask(newOrder());
        m_clock.wallAhead = 10min;
        QCOMPARE(look().kind, TaskResult::Kind::GivenBack);
        m_clock.ahead += kOrderSettledAfter;
        QCOMPARE(look().kind, TaskResult::Kind::Done);
    }

    void anEngineWithoutAShopLeavesItToTheOthers()
    {
        sayNothing(500);
        ask(newOrder());
        FindOrder without(m_clock, *m_audit, nullptr);
        QCOMPARE(resultOf(without.run(m_rows->claimLast())).kind, TaskResult::Kind::GivenBack);
        m_clock.ahead += kOrderSettledAfter;
        QCOMPARE(resultOf(without.run(m_rows->claimLast())).kind, TaskResult::Kind::GivenBack);
        m_clock.ahead += kOrderLeftAfter;  // nobody else has one
        QCOMPARE(resultOf(without.run(m_rows->claimLast())).kind, TaskResult::Kind::Dead);
    }

    /// What has no code would be settled as not made.
    void whatHasNoCodeIsNotSettled()
    {
        sayNothing(500);
        const ShopOrderOutcome lost = ask(newOrder());
        m_stub->setItems(u"orders"_s,
                         {QJsonObject{{u"id"_s, 7}, {u"description"_s, QString::fromLatin1(lost.reference)}}});
        QCOMPARE(look().kind, TaskResult::Kind::GivenBack);
        m_clock.ahead += kOrderSettledAfter;
        QCOMPARE(look().kind, TaskResult::Kind::Dead);
        QCOMPARE(ask(lookingFor(lost.reference, true)).kind, OutcomeKind::Unclear);
    }

    /// Somebody drops its row under Tasks while a window still looks for it.
    void whatWasDroppedIsNotToldBeforeTheShopIsAsked()
    {
        sayNothing(200);
        StubScript gone;
        gone.status = 500;
        m_stub->enqueue(gone);
        const ShopOrderOutcome lost = ask(newOrder());
        QCOMPARE(lost.kind, OutcomeKind::Unclear);
        m_rows->rows.clear();
        m_stub->enqueue(gone);
        const ShopOrderOutcome unknown = ask(lookingFor(lost.reference, true));
        QCOMPARE(unknown.kind, OutcomeKind::Unclear);
        QCOMPARE(unknown.reference, lost.reference);
        QVERIFY(unknown.fault);
        const ShopOrderOutcome found = ask(lookingFor(lost.reference, true));
        QCOMPARE(found.kind, OutcomeKind::Made);
        QCOMPARE(found.code, u"DH9000"_s);
        // The other windows learn of it.
        const ShopOrderOutcome told = ask(newOrder(), 1);
        QCOMPARE(told.kind, OutcomeKind::Earlier);
        QCOMPARE(told.code, u"DH9000"_s);
        QCOMPARE(m_stub->createdOrders().size(), 1);
    }

    void whatWasDroppedAndIsNotThereWasNotMade()
    {
        sayNothing(500);
        const ShopOrderOutcome lost = ask(newOrder());
        m_rows->rows.clear();
        const ShopOrderOutcome told = ask(lookingFor(lost.reference, true));
        QCOMPARE(told.kind, OutcomeKind::NotMade);
        QVERIFY(!told.fault);
        QVERIFY(told.reference.isEmpty());
        QVERIFY(m_rows->rows.empty());
    }

    void ofSeveralEarlierOnesTheNewestIsToldAtOnce()
    {
        NewShopOrder next = newOrder();
        ShopOrderOutcome newest;
        for (int i = 0; i < 3; ++i) {
            newest = ask(next);
            QCOMPARE(newest.kind, OutcomeKind::Made);
            next.after = newest.reference;
        }
        const ShopOrderOutcome told = ask(newOrder(), 1);
        QCOMPARE(told.kind, OutcomeKind::Earlier);
        QCOMPARE(told.code, newest.code);
        QCOMPARE(told.reference, newest.reference);
        QCOMPARE(m_rows->rows.size(), 3u);
        QCOMPARE(m_stub->createdOrders().size(), 3);
    }

    /// A window may know of an order whose row is forgotten: two windows still mean the same place.
    void whoKnowsWhatIsForgottenBeginsAtTheBeginning()
    {
        const ShopOrderOutcome first = ask(newOrder());
        NewShopOrder other = newOrder();
        other.after = "TD-forgotten";
        const ShopOrderOutcome told = ask(other, 1);
        QCOMPARE(told.kind, OutcomeKind::Earlier);
        QCOMPARE(told.reference, first.reference);
        QCOMPARE(m_stub->createdOrders().size(), 1);
    }

    void aDoublePressIsOneOrder()
    {
        std::vector<ShopOrderOutcome> outcomes;
        const auto press = [this](std::vector<ShopOrderOutcome>* into, size_t engine) -> QCoro::Task<void> {
            auto making = m_engines.at(engine).make->make(newOrder(), OperatorId("hanh"_ba));
            ShopOrderOutcome outcome = co_await making;
            into->push_back(outcome);
        };
        press(&outcomes, 0);
        press(&outcomes, 0);
        press(&outcomes, 1);  // a second engine
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.size(), 3u, 30'000);
        QCOMPARE(m_stub->createdOrders().size(), 1);
        const auto made =
            std::ranges::count_if(outcomes, [](const ShopOrderOutcome& one) { return one.kind == OutcomeKind::Made; });
        QCOMPARE(made, 1);
    }

    /// Another window, which has not seen the first order.
    void whoDoesNotKnowOfAnOrderIsToldFirst()
    {
        const ShopOrderOutcome first = ask(newOrder());
        const ShopOrderOutcome told = ask(newOrder(), 1);
        QCOMPARE(told.kind, OutcomeKind::Earlier);
        QCOMPARE(told.code, first.code);
        QCOMPARE(m_stub->createdOrders().size(), 1);
        NewShopOrder another = newOrder();
        another.after = told.reference;
        QCOMPARE(ask(another, 1).kind, OutcomeKind::Made);
        QCOMPARE(m_stub->createdOrders().size(), 2);
    }

    /// The engine stood still between its row and the order.
    void whatCameTooLateIsNotSent()
    {
        const std::function<bool()> never = [] { return false; };
        const auto made = resultOf(m_engines[0].orders->make(newOrder(), "TD-1"_ba, never));
        QVERIFY(std::holds_alternative<ShopFault>(made));
        QVERIFY(!std::get<ShopFault>(made).mayHaveWorked);
        m_rows->takes = kOrderSentWithin;
        const ShopOrderOutcome outcome = ask(newOrder());
        QCOMPARE(outcome.kind, OutcomeKind::NotMade);
        QVERIFY(outcome.fault && outcome.fault->kind == ShopFault::Kind::TimedOut);
        QCOMPARE(m_stub->createdOrders().size(), 0);
    }

    void whoMayNotAnswerOrdersNothing()
    {
        DeskGate gate{{OperatorId("owner"_ba), u"Chủ shop"_s}};
        gate.setRoster({});
        ShopSystemService service(m_engines[0].client, gate);
        class NoDetails final : public ports::CustomerDetailsStore {
        public:
            QCoro::Task<CustomerDetails> customerDetails(ConversationId) override { co_return CustomerDetails(); }
            QCoro::Task<Kept> keepDetails(BackgroundTask, std::vector<LineDetails>, qint64) override
            {
                co_return Kept();
            }
            QCoro::Task<std::vector<LineEntities>> entitiesOfLines(ConversationId, int) override
            {
                co_return std::vector<LineEntities>();
            }
            QCoro::Task<std::vector<ConversationId>> unreadForDetails(TimePoint, int) override
            {
                co_return std::vector<ConversationId>();
            }
        } details;
        SmallHistory history;
        service.connectDetails(details, history);
        service.connectOrders(*m_engines[0].make);
        for (const Role role : kAllRoles) {
            Person person;
            person.id = OperatorId("minh"_ba);
            person.role = role;
            gate.seat(person);
            const qsizetype before = m_stub->createdOrders().size();
            NewShopOrder order = newOrder();
            if (!m_rows->rows.empty()) {
                const QJsonObject facts = m_rows->rows.back().payload.value("facts"_L1).toObject();
                order.after = facts.value("reference"_L1).toString().toLatin1();
            }
            const auto answer = resultOf(service.order(order));
            const auto* outcome = std::get_if<ShopOrderOutcome>(&answer);
            QCOMPARE(outcome && outcome->kind == OutcomeKind::Made, may(role, Permission::Answer));
            QCOMPARE(m_stub->createdOrders().size() > before, may(role, Permission::Answer));
        }
        NewShopOrder incomplete = newOrder();
        incomplete.phone.clear();
        Person person;
        person.id = OperatorId("minh"_ba);
        person.role = Role::Operator;
        gate.seat(person);
        const auto answer = resultOf(service.order(incomplete));
        QCOMPARE(std::get<api::DeskFailure>(answer).error, api::DeskError::Refused);
        person.sight.channels = {u"zalo"_s};
        gate.seat(person);
        const auto hidden = resultOf(service.order(newOrder()));
        QCOMPARE(std::get<api::DeskFailure>(hidden).error, api::DeskError::NotFound);
    }
};

TONGDAI_TEST(MakeOrderTest)

}  // namespace tongdai::testing

#include "make_order_test.moc"
