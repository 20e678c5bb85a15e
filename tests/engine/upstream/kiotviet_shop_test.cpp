#include "engine/upstream/kiotviet/kiotviet_shop.h"

#include "engine/state/local/local_shared_shelf.h"
#include "tests/engine/upstream/kiotviet_scene.h"
#include "tests/engine/upstream/result_of.h"
#include "tests/support/test_registry.h"

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using testing::accountAt;
using testing::KiotVietStub;
using testing::PushedClock;
using testing::SomeRandom;

/// What a shop asks KiotViet about while it talks to somebody (contracts/kiotviet §3).
class KiotVietShopTest : public QObject {
    Q_OBJECT

    PushedClock m_clock;
    SomeRandom m_random;
    std::unique_ptr<KiotVietStub> m_stub;
    std::unique_ptr<LocalSharedShelf> m_shelf;
    std::shared_ptr<KiotVietClient> m_client;

    static QJsonObject customer(int id, const QString& name, const QString& number, double debt)
    {
        return {{u"id"_s, id},
                {u"code"_s, u"KH%1"_s.arg(id)},
                {u"name"_s, name},
                {u"contactNumber"_s, number},
                {u"debt"_s, debt}};
    }
    static QJsonObject order(int id, int customerId, const QString& day)
    {
        return {{u"id"_s, id},
                {u"customerId"_s, customerId},
                {u"code"_s, u"DH%1"_s.arg(id)},
                {u"purchaseDate"_s, day + u"T09:10:11"_s},
                {u"total"_s, 199000},
                {u"statusValue"_s, u"Hoàn thành"_s}};
    }
    static QJsonObject stocked(int id, const QString& name, int onHand)
    {
        QJsonObject made = testing::product(id, QString(), onHand);
        made.insert(u"fullName"_s, name);
        return made;
    }
    ShopCustomers customersOf(const QString& phone)
    {
        KiotVietShop shop(m_client);
        return std::get<ShopCustomers>(testing::resultOf(shop.customers(phone)));
    }
    ShopStock stockOf(const QString& words)
    {
        KiotVietShop shop(m_client);
        return std::get<ShopStock>(testing::resultOf(shop.stock(words)));
    }

private slots:
    void init()
    {
        m_stub = std::make_unique<KiotVietStub>();
        QVERIFY(m_stub->listen());
        m_shelf = std::make_unique<LocalSharedShelf>(m_clock);
        m_client = std::make_shared<KiotVietClient>(accountAt(*m_stub), *m_shelf, m_clock, m_random);
    }
    void cleanup()
    {
        m_client->close();
        m_client.reset();
    }

    void findsThoseWhoHaveExactlyThisNumber()
    {
        m_stub->setItems(u"customers"_s, {customer(-1, u"Tổng"_s, u"0901234567"_s, 9e9),
                                          customer(1, u"Chị Hoa"_s, u"0901234567"_s, 150000),
                                          customer(2, u"Anh Nam"_s, u"09012345678"_s, 1)});
        m_stub->setItems(u"orders"_s,
                         {order(7, 1, u"2025-03-01"_s), order(9, 1, u"2025-11-20"_s), order(8, 2, u"2025-11-21"_s)});
        for (const QString& written : {u"0901234567"_s, u"+84 901 234 567"_s, u"84901234567"_s, u"090.123.4567"_s}) {
            const ShopCustomers found = customersOf(written);
            QCOMPARE(found.customers.size(), 1u);
            QCOMPARE(found.customers[0].name, u"Chị Hoa"_s);
            QCOMPARE(found.customers[0].debt, 150000.0);
            QCOMPARE(found.customers[0].orders.size(), 2u);
            QCOMPARE(found.customers[0].orders[0].code, u"DH9"_s);
            QCOMPARE(found.customers[0].orders[0].when, u"2025-11-20"_s);
        }
        QCOMPARE(m_stub->reads(), 2);
    }

    void asksNothingAboutWhatIsNoNumber()
    {
        QVERIFY(customersOf(u"chưa có"_s).customers.empty());
        QCOMPARE(m_stub->received(), 0);
    }

    void findsGoodsByTheirWords()
    {
        m_stub->setItems(u"products"_s,
                         {stocked(1, u"Áo thun cotton - Đen - M"_s, 4), stocked(2, u"Áo thun cotton - Đen - L"_s, 0),
                          stocked(3, u"Quần kaki - M"_s, 2)});
        const ShopStock found = stockOf(u"ao thun M"_s);
        QCOMPARE(found.lines.size(), 1u);
        QCOMPARE(found.lines[0].onHand, 4.0);
        QCOMPARE(found.lines[0].branch, u"Chi nhánh trung tâm"_s);
        QCOMPARE(stockOf(u"thun"_s).lines.size(), 2u);
        QVERIFY(stockOf(u"váy"_s).lines.empty());
        QVERIFY(stockOf(u"  "_s).lines.empty());
        QCOMPARE(m_stub->reads(), 1);
    }

    void findsWhatStandsOnALaterPage()
    {
        QJsonArray many = testing::products(230);
        many.append(stocked(999, u"Váy lụa - S"_s, 1));
        m_stub->setItems(u"products"_s, many);
        QCOMPARE(stockOf(u"vay lua"_s).lines.size(), 1u);
        QCOMPARE(m_stub->reads(), 3);
    }

    void saysWhyItKnowsNothing()
    {
        m_stub->setSecret("another");
        KiotVietShop shop(m_client);
        const auto result = testing::resultOf(shop.customers(u"0901234567"_s));
        QCOMPARE(std::get<ShopFault>(result).kind, ShopFault::Kind::Credentials);
    }
};

TONGDAI_TEST(KiotVietShopTest)

}  // namespace tongdai::upstream

#include "kiotviet_shop_test.moc"
