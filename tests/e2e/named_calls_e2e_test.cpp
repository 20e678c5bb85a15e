#include "tests/support/engine_scene.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

namespace {

/// A service of the shop's own.
class OrdersStub final : public StubHttpServer {
public:
    Answer answerTo(const StubRequest& request) override
    {
        return {200, {{u"asked"_s, QString::fromLatin1(request.target)}}, {}};
    }
};

QJsonObject ordersConnection(const QString& name, const QString& method, const QUrl& service)
{
    const QJsonObject code{{u"type"_s, u"text"_s}, {u"in"_s, u"path"_s}, {u"max"_s, 20}};
    return {{u"name"_s, name},
            {u"method"_s, method},
            {u"url"_s, service.toString() + u"/orders/{code}"_s},
            {u"token_env"_s, u"ORDERS_TOKEN"_s},
            {u"parameters"_s, QJsonObject{{u"code"_s, code}}}};
}

QJsonObject callingAnswer(const QString& name, const QString& code)
{
    const QJsonObject call{{u"name"_s, name}, {u"arguments"_s, QJsonObject{{u"code"_s, code}}}};
    const QJsonObject said{{u"message"_s, u"Dạ xong ạ"_s}};
    return {{u"response_text"_s, u"Dạ xong ạ"_s},
            {u"actions"_s, QJsonArray{QJsonObject{{u"type"_s, u"execute_api"_s}, {u"data"_s, call}},
                                      QJsonObject{{u"type"_s, u"send_message"_s}, {u"data"_s, said}}}}};
}

QStringList typesIn(const QJsonArray& actions)
{
    QStringList types;
    for (const QJsonValue& action : actions)
        types << action.toObject().value("type"_L1).toString();
    return types;
}

}  // namespace

/// execute_api through the real program (contracts/connections §2).
class NamedCallsE2eTest : public QObject {
    Q_OBJECT

    std::unique_ptr<OrdersStub> m_orders;
    std::unique_ptr<EngineScene> m_scene;

    QStringList sentActions() const
    {
        QStringList all;
        for (const StubRequest& request : m_scene->platform.requests()) {
            if (request.method == "POST") all << typesIn(request.json.value("actions"_L1).toArray());
        }
        return all;
    }

private slots:
    void init()
    {
        m_orders = std::make_unique<OrdersStub>();
        QVERIFY(m_orders->listen());
        m_scene = std::make_unique<EngineScene>();
        const QJsonArray connections{ordersConnection(u"order_status"_s, u"GET"_s, m_orders->url()),
                                     ordersConnection(u"refund"_s, u"POST"_s, m_orders->url())};
        QVERIFY(QDir().mkpath(m_scene->engine.dataDir()));
        QFile file(m_scene->engine.dataDir() + u"/connections.json"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(QJsonObject{{u"version"_s, 1}, {u"connections"_s, connections}}).toJson());
        file.close();
        m_scene->engine.setEnvironment(u"ORDERS_TOKEN"_s, u"t0ken"_s);
        QVERIFY(m_scene->start());
    }
    void cleanup()
    {
        m_scene.reset();
        m_orders.reset();
    }

    void aNamedCallIsMadeAndTheRestGoesOut()
    {
        m_scene->ai.setAnswer([](const StubRequest&) { return callingAnswer(u"order_status"_s, u"DH1"_s); });
        const ClientReply reply = m_scene->say(u"c1"_s, u"m1"_s, u"đơn DH1 đến đâu rồi?"_s);
        QCOMPARE(reply.status, 200);
        QCOMPARE(m_orders->received(), 1);
        QCOMPARE(m_orders->requests().back().target, "/orders/DH1"_ba);
        QCOMPARE(m_orders->requests().back().header("authorization"), "Bearer t0ken"_ba);
        QCOMPARE(sentActions(), QStringList{u"send_message"_s});
        const QJsonObject sent = reply.json.value("result"_L1).toObject().value("pancake_result"_L1).toObject();
        QCOMPARE(sent.value("calls"_L1).toArray()[0].toObject().value("name"_L1).toString(), u"order_status"_s);
        QVERIFY(!m_scene->engine.errorOutput().contains("DH1"));
    }

    void withoutAYesNothingIsDone()
    {
        m_scene->ai.setAnswer([](const StubRequest&) { return callingAnswer(u"refund"_s, u"DH1"_s); });
        QCOMPARE(m_scene->say(u"c1"_s, u"m1"_s, u"hoàn tiền cho mình"_s).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(m_scene->rows(u"select state || '|' || last_error from outbox"_s),
                                  QStringList{u"3|call needs a person's yes: refund"_s}, 30'000);
        QCOMPARE(m_orders->received(), 0);
        QCOMPARE(sentActions(), QStringList());
    }

    void whatIsNotNamedIsForAPerson()
    {
        m_scene->ai.setAnswer([](const StubRequest&) { return callingAnswer(u"drop_all"_s, u"DH1"_s); });
        const ClientReply reply = m_scene->say(u"c1"_s, u"m1"_s, u"xoá hết đi"_s);
        QCOMPARE(m_orders->received(), 0);
        const QJsonObject result = reply.json.value("result"_L1).toObject();
        QVERIFY(typesIn(result.value("extracted_actions"_L1).toArray()).contains(u"transfer_to_agent"_s));
    }
};

TONGDAI_TEST(NamedCallsE2eTest)

#include "named_calls_e2e_test.moc"
