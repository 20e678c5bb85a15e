#include "tests/support/engine_scene.h"
#include "tests/support/kiotviet_stub.h"
#include "tests/support/model_stub.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QMessageAuthenticationCode>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

namespace {

/// As a model writes the arguments of check_stock.
QString wordsJson(const QString& words)
{
    return u"{\"words\":\""_s + words + u"\"}"_s;
}

QJsonArray stockOf(int onHand)
{
    const QJsonObject branch{
        {u"branchId"_s, 1}, {u"branchName"_s, u"Quận 1"_s}, {u"onHand"_s, onHand}, {u"reserved"_s, 0}};
    return {QJsonObject{{u"id"_s, 1},
                        {u"code"_s, u"T1"_s},
                        {u"name"_s, u"Áo thun"_s},
                        {u"fullName"_s, u"Áo thun - M"_s},
                        {u"basePrice"_s, 199000},
                        {u"inventories"_s, QJsonArray{branch}}}};
}

QStringList actionsIn(const ClientReply& reply)
{
    QStringList types;
    const QJsonObject result = reply.json.value("result"_L1).toObject();
    for (const QJsonValue& action : result.value("extracted_actions"_L1).toArray())
        types << action.toObject().value("type"_L1).toString();
    return types;
}

QString textIn(const ClientReply& reply)
{
    const QJsonObject result = reply.json.value("result"_L1).toObject();
    return result.value("ai_response"_L1).toObject().value("response_text"_L1).toString();
}

}  // namespace

/// "còn size M không?", answered by the real program from what KiotViet says.
class StockAnswerE2eTest : public QObject {
    Q_OBJECT

    std::unique_ptr<KiotVietStub> m_shop;
    std::unique_ptr<EngineScene> m_scene;

    void begin(const QUrl& model)
    {
        m_shop = std::make_unique<KiotVietStub>();
        QVERIFY(m_shop->listen());
        m_shop->setItems(u"products"_s, stockOf(3));
        m_scene = std::make_unique<EngineScene>();
        EngineProcess& engine = m_scene->engine;
        engine.setEnvironment(u"KIOTVIET_RETAILER"_s, u"aoxinh"_s);
        engine.setEnvironment(u"KIOTVIET_CLIENT_ID"_s, u"shop-app"_s);
        engine.setEnvironment(u"KIOTVIET_CLIENT_SECRET"_s, u"secret"_s);
        engine.setEnvironment(u"KIOTVIET_WEBHOOK_SECRET"_s, u"hook-secret"_s);
        engine.setEnvironment(u"KIOTVIET_API_URL"_s, m_shop->url().toString());
        engine.setEnvironment(u"KIOTVIET_TOKEN_URL"_s, m_shop->tokenUrl().toString());
        if (!model.isEmpty()) engine.setEnvironment(u"AI_MODEL_URL"_s, model.toString());
        QVERIFY2(engine.start(60'000), qPrintable(engine.problem()));
        m_scene->client.setBase(engine.url());
        m_scene->admin.setBase(engine.url());
        QVERIFY(m_scene->waitForRedis());
    }
    void hearThatStockChanged()
    {
        const QByteArray body = R"({"Id":"n1","Attempt":1,"Notifications":[{"Action":"stock.update","Data":[{}]}]})";
        const QByteArray signature =
            QMessageAuthenticationCode::hash(body, "hook-secret", QCryptographicHash::Sha256).toHex();
        ClientRequest notice;
        notice.target = "/api/v1/kiotviet/webhook";
        notice.body = body;
        notice.headers = {{"X-Hub-Signature", signature}};
        ClientReply heard;
        m_scene->client.send(notice, [&heard](const ClientReply& reply) { heard = reply; });
        QTRY_COMPARE_WITH_TIMEOUT(heard.status, 200, 30'000);
    }

private slots:
    void cleanup()
    {
        m_scene.reset();
        m_shop.reset();
    }

    void theRulesTellWhatIsThere()
    {
        begin({});
        const ClientReply there = m_scene->say(u"c1"_s, u"m1"_s, u"áo thun còn size M không?"_s);
        QCOMPARE(textIn(there), u"Dạ Áo thun - M còn hàng, giá 199.000 ₫ ạ."_s);
        m_shop->setItems(u"products"_s, stockOf(0));
        hearThatStockChanged();
        const ClientReply gone = m_scene->say(u"c1"_s, u"m2"_s, u"còn size M không?"_s);
        QCOMPARE(textIn(gone), u"Dạ Áo thun - M đã hết hàng ạ."_s);
        const ClientReply unknown = m_scene->say(u"c2"_s, u"m3"_s, u"váy còn size M không?"_s);
        QVERIFY(actionsIn(unknown).contains(u"transfer_to_agent"_s));
    }

    void aModelTellsWhatIsThere()
    {
        ModelStub model(ModelStub::Dialect::LlamaCpp);
        begin(model.base());
        model.askForTool(u"check_stock"_s, wordsJson(u"áo thun size M"_s));
        const ClientReply there = m_scene->say(u"c1"_s, u"m1"_s, u"áo thun còn size M không?"_s);
        QVERIFY2(textIn(there).contains(u"\"available\":3"_s), qPrintable(textIn(there)));
        QVERIFY(!actionsIn(there).contains(u"transfer_to_agent"_s));
        model.askForTool(u"check_stock"_s, wordsJson(u"váy lụa"_s));
        const ClientReply unknown = m_scene->say(u"c2"_s, u"m2"_s, u"váy lụa còn size M không?"_s);
        QCOMPARE(textIn(unknown), u"Dạ em nhờ nhân viên kiểm tra và báo lại mình ngay ạ."_s);
        QVERIFY(actionsIn(unknown).contains(u"transfer_to_agent"_s));
    }
};

TONGDAI_TEST(StockAnswerE2eTest)

#include "stock_answer_e2e_test.moc"
