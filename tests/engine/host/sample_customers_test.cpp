#include "engine/host/sample/sample_customers.h"

#include "tests/support/ai_stub.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::AiStub;
using testing::StubRequest;
using testing::StubScript;

namespace {

/// What the engine would answer.
std::optional<QJsonObject> completed(const StubRequest&)
{
    return QJsonObject{{u"success"_s, true}, {u"result"_s, QJsonObject{{u"status"_s, u"completed"_s}}}};
}

}  // namespace

class SampleCustomersTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_engine = std::make_unique<AiStub>();
        m_engine->setAnswer(completed);
        QVERIFY(m_engine->listen());
        m_customers = std::make_unique<SampleCustomers>(m_engine->url(), "token", "key");
        m_customers->setPace(1ms, 3ms);
    }

    void writeThroughTheRealEndpoint()
    {
        m_customers->start();
        QTRY_VERIFY(m_engine->received() >= 30);
        m_customers->stop();
        QSet<QString> ids;
        for (const StubRequest& request : m_engine->requests()) {
            QCOMPARE(request.target, "/api/v1/enhanced-handle-message"_ba);
            QCOMPARE(request.header("authorization"), "Bearer token"_ba);
            QCOMPARE(request.header("x-tongdai-sample"), "key"_ba);
            QVERIFY(request.json[u"conversation_id"_s].toString().startsWith(u"sample-"_s));
            QVERIFY(request.json[u"metadata"_s].toObject()[u"sample"_s].toBool());
            QVERIFY(!request.json[u"message_content"_s].toString().isEmpty());
            ids << request.json[u"message_id"_s].toString();
        }
        QCOMPARE(ids.size(), m_engine->received());
        QVERIFY(m_engine->mostParallelInOneConversation() == 1);
    }

    void goHomeWhenStopped()
    {
        m_customers->start();
        QTRY_VERIFY(m_engine->received() > 4);
        m_customers->stop();
        const int sent = m_customers->messagesSent();
        QTRY_VERIFY(m_engine->received() >= sent);
        AiStub elsewhere;  // the measure of time: others write many messages meanwhile
        QVERIFY(elsewhere.listen());
        SampleCustomers others(elsewhere.url(), "token", "key");
        others.setPace(1ms, 3ms);
        others.start();
        QTRY_VERIFY(elsewhere.received() > 20);
        QCOMPARE(m_engine->received(), sent);
        QVERIFY(!m_customers->isRunning());
    }

    void areBounded()
    {
        m_customers->start();
        QTRY_VERIFY_WITH_TIMEOUT(!m_customers->isRunning(), 20'000);
        QVERIFY(m_engine->received() <= SampleCustomers::kMaxMessages + SampleCustomers::kCustomers);
        QVERIFY(m_engine->openConnections() <= SampleCustomers::kCustomers);
    }

    void waitForAPersonWhenHandedOver()
    {
        m_engine->setAnswer([](const StubRequest&) -> std::optional<QJsonObject> {
            const QJsonArray actions{QJsonObject{{u"type"_s, u"transfer_to_agent"_s}}};
            return QJsonObject{
                {u"result"_s, QJsonObject{{u"status"_s, u"completed"_s}, {u"extracted_actions"_s, actions}}}};
        });
        m_customers->start();
        const auto waits = [this] {
            const auto& all = m_engine->requests();
            return std::any_of(all.begin(), all.end(), [](const StubRequest& r) {
                return r.json[u"message_content"_s].toString().contains(u"chờ nhân viên"_s);
            });
        };
        QTRY_VERIFY(waits());
    }

    void tellOnceThatTheEngineIsAway()
    {
        QSignalSpy failed(m_customers.get(), &SampleCustomers::failed);
        m_engine->goDown();
        m_customers->start();
        QTRY_VERIFY(m_customers->messagesSent() > 10);
        QCOMPARE(failed.size(), 1);
    }

private:
    std::unique_ptr<AiStub> m_engine;
    std::unique_ptr<SampleCustomers> m_customers;
};

TONGDAI_TEST(SampleCustomersTest)

}  // namespace tongdai

#include "sample_customers_test.moc"
