#include "tests/support/http_client.h"

#include "tests/support/ai_stub.h"
#include "tests/support/test_registry.h"

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// The tools the other tests stand on.
class JsonClientTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_stub = std::make_unique<AiStub>();
        QVERIFY(m_stub->listen());
    }
    void postsAndReads()
    {
        JsonClient client(m_stub->url());
        client.setToken("t");
        const auto reply = client.post("/process", {{u"message"_s, QJsonObject{{u"content"_s, u"chào"_s}}}});
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.json[u"response_text"_s].toString(), u"Dạ em nhận được: chào"_s);
        QCOMPARE(m_stub->requests().front().header("authorization"), "Bearer t"_ba);
        QCOMPARE(client.get("/health").json[u"status"_s].toString(), u"ok"_s);
    }
    void postsManyAtOnce()
    {
        JsonClient client(m_stub->url(), 50);
        StubScript slow;
        slow.minDelay = 1;
        slow.maxDelay = 30;
        m_stub->setScript(slow);
        const std::vector<QJsonObject> bodies(500, JsonClient::message(u"c"_s, u"m"_s, u"x"_s));
        const auto replies = client.postAll("/process", bodies);
        QCOMPARE(replies.size(), 500u);
        for (const auto& reply : replies)
            QCOMPARE(reply.status, 200);
        QCOMPARE(m_stub->openConnections(), 50);
        QCOMPARE(m_stub->mostParallelInOneConversation(), 50);
    }
    void tellsThatAConnectionWasCut()
    {
        JsonClient client(m_stub->url());
        StubScript close;
        close.fault = StubScript::Fault::Close;
        m_stub->enqueue(close);
        QCOMPARE(client.post("/process", {}).status, 0);
        QCOMPARE(client.post("/process", {}).status, 200);
    }

private:
    std::unique_ptr<AiStub> m_stub;
};

TONGDAI_TEST(JsonClientTest)

}  // namespace tongdai::testing

#include "json_client_test.moc"
