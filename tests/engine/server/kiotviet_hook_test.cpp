#include "engine/server/routes/kiotviet_hook.h"

#include "engine/contract/json/notices/kiotviet_notice.h"
#include "engine/server/access/kiotviet_signature.h"
#include "engine/state/local/local_shared_shelf.h"
#include "tests/support/hand_moved_clock.h"
#include "tests/support/test_registry.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kHookSecret = "mot-bi-mat-dai";
const QByteArray kStockNotice =
    R"({"Id":"n-1","Attempt":1,"Notifications":[{"Action":"stock.update.500","Data":[{"ProductId":7,"OnHand":2}]}]})";

QByteArray hookDigest(const QByteArray& body, const QByteArray& key)
{
    return QMessageAuthenticationCode::hash(body, key, QCryptographicHash::Sha256);
}

}  // namespace

/// Webhooks of KiotViet (contracts/kiotviet §4).
class KiotVietHookTest : public QObject {
    Q_OBJECT

    testing::HandMovedClock m_clock;
    std::unique_ptr<LocalSharedShelf> m_shelf;
    std::unique_ptr<KiotVietHook> m_hook;
    QByteArrayList m_forgotten;

    http::Response post(const QByteArray& body, const QByteArray& signature)
    {
        http::Request request;
        request.method = "POST";
        request.body = body;
        request.headers = {{"X-Hub-Signature", signature}};
        return QCoro::waitFor(m_hook->handle(std::make_shared<http::Exchange>(std::move(request))));
    }
    http::Response postSigned(const QByteArray& body) { return post(body, hookDigest(body, kHookSecret).toHex()); }

private slots:
    void init()
    {
        m_forgotten.clear();
        m_shelf = std::make_unique<LocalSharedShelf>(m_clock);
        m_hook =
            std::make_unique<KiotVietHook>(kHookSecret, *m_shelf, [this](QByteArray endpoint) -> QCoro::Task<void> {
                m_forgotten << endpoint;
                co_return;
            });
    }

    void everyFormOfASignatureIsTaken_data()
    {
        QTest::addColumn<QByteArray>("signature");
        const QByteArray plain = hookDigest(kStockNotice, kHookSecret);
        const QByteArray coded = hookDigest(kStockNotice, kHookSecret.toBase64());
        QTest::newRow("hex") << plain.toHex();
        QTest::newRow("hex in capitals") << plain.toHex().toUpper();
        QTest::newRow("hex with its kind") << "sha256=" + plain.toHex();
        QTest::newRow("base64") << plain.toBase64();
        QTest::newRow("base64 with its kind") << "sha256=" + plain.toBase64();
        QTest::newRow("hex, the key in base64") << coded.toHex();
        QTest::newRow("base64, the key in base64") << "SHA256=" + coded.toBase64();
    }
    void everyFormOfASignatureIsTaken()
    {
        QFETCH(QByteArray, signature);
        QCOMPARE(post(kStockNotice, signature).status, 200);
        QCOMPARE(m_forgotten, (QByteArrayList{"products", "productOnHands"}));
    }

    void aForgeryIsRefused_data()
    {
        QTest::addColumn<QByteArray>("signature");
        QByteArray nearly = hookDigest(kStockNotice, kHookSecret);
        nearly[31] = char(nearly[31] ^ 1);
        QTest::newRow("none") << QByteArray();
        QTest::newRow("one bit") << nearly.toHex();
        QTest::newRow("another secret") << hookDigest(kStockNotice, "another").toHex();
        QTest::newRow("no key") << hookDigest(kStockNotice, {}).toHex();
        QTest::newRow("another body") << hookDigest("{}", kHookSecret).toHex();
        QTest::newRow("cut off") << hookDigest(kStockNotice, kHookSecret).toHex().left(32);
        QTest::newRow("no letters of a code") << "sha256=%%%"_ba;
    }
    void aForgeryIsRefused()
    {
        QFETCH(QByteArray, signature);
        QCOMPARE(post(kStockNotice, signature).status, 401);
        QVERIFY(m_forgotten.isEmpty());
        QCOMPARE(m_hook->refused(), 1);
    }

    void aGenuineOneIsNeverRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << "<html>"_ba;
        QTest::newRow("a list") << "[1,2]"_ba;
        QTest::newRow("unknown action") << R"({"Id":"x","Notifications":[{"Action":"planet.update"}]})"_ba;
        QTest::newRow("wrong types") << R"({"Id":{"a":1},"Notifications":"none"})"_ba;
        QTest::newRow("a deletion") << R"({"RemoveId":[1,2,3]})"_ba;
        QTest::newRow("bytes that are no text") << "\xff\xfe\x00{"_ba;
    }
    void aGenuineOneIsNeverRefused()
    {
        QFETCH(QByteArray, body);
        QCOMPARE(postSigned(body).status, 200);
        QVERIFY2(m_forgotten.contains("products") && m_forgotten.contains("customers"), "it may speak of anything");
    }

    void aRedeliveryIsHeardOnce()
    {
        QCOMPARE(postSigned(kStockNotice).status, 200);
        m_forgotten.clear();
        const QByteArray again = QByteArray(kStockNotice).replace("\"Attempt\":1", "\"Attempt\":2");
        const http::Response answer = postSigned(again);
        QCOMPARE(answer.status, 200);
        QVERIFY(QJsonDocument::fromJson(answer.body).object().value("repeated"_L1).toBool());
        QVERIFY(m_forgotten.isEmpty());
        QCOMPARE(m_hook->repeated(), 1);
        QCOMPARE(postSigned(QByteArray(kStockNotice).replace("n-1", "n-2")).status, 200);
        QVERIFY(!m_forgotten.isEmpty());
    }

    void forgetsWhatItSpeaksOf_data()
    {
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<QByteArrayList>("endpoints");
        QTest::newRow("customer") << "customer.update"_ba << QByteArrayList{"customers"};
        QTest::newRow("price") << "pricebookdetail.update"_ba << QByteArrayList{"products"};
        QTest::newRow("capitals") << "Customer.Update.1"_ba << QByteArrayList{"customers"};
        QTest::newRow("invoice") << "invoice.update"_ba
                                 << QByteArrayList{"invoices", "orders", "customers", "products", "productOnHands"};
    }
    void forgetsWhatItSpeaksOf()
    {
        QFETCH(QByteArray, action);
        QFETCH(QByteArrayList, endpoints);
        const auto notice =
            contract::readKiotVietNotice(R"({"Id":"n","Notifications":[{"Action":")" + action + R"(","Data":[]}]})");
        QCOMPARE(notice.changed, endpoints);
        QCOMPARE(notice.id, "n"_ba);
    }
};

TONGDAI_TEST(KiotVietHookTest)

}  // namespace tongdai

#include "kiotviet_hook_test.moc"
