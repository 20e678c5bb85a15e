#include "engine/host/shop_system/shop_system_service.h"

#include "engine/state/local/local_shared_shelf.h"
#include "tests/engine/upstream/kiotviet_scene.h"
#include "tests/engine/upstream/result_of.h"
#include "tests/engine/work/fakes/small_history.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

/// What one customer said of themselves.
class OneCustomersDetails final : public ports::CustomerDetailsStore {
public:
    QCoro::Task<CustomerDetails> customerDetails(ConversationId conversation) override
    {
        CustomerDetails details;
        DetailValue said;
        said.value = u"0901234567"_s;
        if (conversation != ConversationId("c2"_ba)) details.values[DetailField::Phone] = {said};
        co_return details;
    }
    QCoro::Task<Kept> keepDetails(BackgroundTask, std::vector<LineDetails>, qint64) override { co_return Kept(); }
    QCoro::Task<std::vector<LineEntities>> entitiesOfLines(ConversationId, int) override { co_return {}; }
    QCoro::Task<std::vector<ConversationId>> unreadForDetails(TimePoint, int) override
    {
        co_return std::vector<ConversationId>();
    }
};

}  // namespace

/// What the shop's own system knows of a customer, by role (features F11): looked up by a number that whoever asks may
/// not see.
class ShopSystemServiceTest : public QObject {
    Q_OBJECT

    PushedClock m_clock;
    SomeRandom m_random;
    std::unique_ptr<KiotVietStub> m_stub;
    std::unique_ptr<LocalSharedShelf> m_shelf;
    std::shared_ptr<upstream::KiotVietClient> m_client;
    DeskGate m_gate{{OperatorId("owner"_ba), u"Chủ shop"_s}};
    OneCustomersDetails m_details;
    SmallHistory m_history;
    std::unique_ptr<ShopSystemService> m_service;

    api::Answer<ShopCustomers> ask(const char* conversation)
    {
        return resultOf(m_service->customers(ConversationId(QByteArray(conversation))));
    }

private slots:
    void init()
    {
        m_stub = std::make_unique<KiotVietStub>();
        QVERIFY(m_stub->listen());
        m_stub->setItems(u"customers"_s, {QJsonObject{{u"id"_s, 1},
                                                      {u"code"_s, u"KH1"_s},
                                                      {u"name"_s, u"Hoa 0901234567"_s},
                                                      {u"contactNumber"_s, u"0901234567"_s},
                                                      {u"debt"_s, 150000}}});
        m_stub->setItems(u"orders"_s, {});
        m_shelf = std::make_unique<LocalSharedShelf>(m_clock);
        m_client = std::make_shared<upstream::KiotVietClient>(accountAt(*m_stub), *m_shelf, m_clock, m_random);
        m_service = std::make_unique<ShopSystemService>(m_client, m_gate);
        m_gate.setRoster({});
    }
    void cleanup()
    {
        m_client->close();
        m_service.reset();
        m_client.reset();
    }

    void everybodyWhoSeesConversationsIsTold()
    {
        m_service->connectDetails(m_details, m_history);
        for (const Role role : kAllRoles) {
            Person person;
            person.id = OperatorId("minh"_ba);
            person.role = role;
            m_gate.seat(person);
            const api::Answer<ShopCustomers> answer = ask("c1");
            const auto* found = std::get_if<ShopCustomers>(&answer);
            QVERIFY(found && found->customers.size() == 1);
            QCOMPARE(found->customers[0].debt, 150000.0);
            QCOMPARE(found->customers[0].code, u"KH1"_s);
            QVERIFY(found->customers[0].name.startsWith(u"Hoa"_s));
            QCOMPARE(found->customers[0].name.contains(u"0901234567"_s), may(role, Permission::SeeNumbers));
        }
    }

    /// Features I2.
    void aCustomerOutOfSightIsNotLookedUp()
    {
        m_service->connectDetails(m_details, m_history);
        Person person;
        person.id = OperatorId("minh"_ba);
        person.sight.channels = {u"zalo"_s};
        m_gate.seat(person);
        QCOMPARE(std::get<api::DeskFailure>(ask("fb:42")).error, api::DeskError::NotFound);
        QCOMPARE(m_stub->received(), 0);
        person.sight.channels = {u"facebook"_s};
        m_gate.seat(person);
        QVERIFY(std::holds_alternative<ShopCustomers>(ask("fb:42")));
    }

    void whoGaveNoNumberIsNotLookedUp()
    {
        QCOMPARE(std::get<api::DeskFailure>(ask("c1")).error, api::DeskError::NotReady);
        m_service->connectDetails(m_details, m_history);
        QCOMPARE(std::get<api::DeskFailure>(ask("c2")).error, api::DeskError::NotFound);
        QCOMPARE(m_stub->received(), 0);
    }
};

TONGDAI_TEST(ShopSystemServiceTest)

}  // namespace tongdai::testing

#include "shop_system_service_test.moc"
