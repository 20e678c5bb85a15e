#include "tests/support/engine_scene.h"
#include "tests/support/node_project.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

namespace {

const QString kAssistantsToken = QString(40, u'm');

ClientRequest mcpPost(const QByteArray& body, const QList<std::pair<QByteArray, QByteArray>>& headers)
{
    ClientRequest request;
    request.target = "/mcp"_ba;
    request.body = body;
    request.headers = headers;
    return request;
}

}  // namespace

/// The desk as an MCP server, used by the official SDK's client (contracts/mcp §3).
class McpDeskE2eTest : public QObject {
    Q_OBJECT

    std::unique_ptr<NodeProject> m_node;
    std::unique_ptr<EngineScene> m_scene;

    ClientReply post(const QByteArray& body, const QList<std::pair<QByteArray, QByteArray>>& headers)
    {
        JsonClient client(m_scene->engine.url());
        std::optional<ClientReply> reply;
        client.send(mcpPost(body, headers), [&reply](const ClientReply& given) { reply = given; });
        const bool hasCome = QTest::qWaitFor([&reply] { return reply.has_value(); }, 30'000);
        return hasCome ? *reply : ClientReply();
    }

private slots:
    void initTestCase()
    {
        m_node = std::make_unique<NodeProject>(u"mcp"_s);
        QVERIFY2(m_node->failure().isEmpty(), qPrintable(m_node->failure()));
    }
    void init() { m_scene = std::make_unique<EngineScene>(); }
    void cleanup() { m_scene.reset(); }

    void theOfficialClientUsesEveryTool()
    {
        m_scene->engine.setEnvironment(u"MCP_ACCESS_TOKEN"_s, kAssistantsToken);
        QVERIFY(m_scene->start());
        QCOMPARE(m_scene->say(u"fb:42"_s, u"m1"_s, u"Áo thun đen còn size M không?"_s).status, 200);
        QCOMPARE(m_scene->say(u"fb:43"_s, u"m2"_s, u"Ship về Đà Nẵng mấy ngày?"_s).status, 200);
        QVERIFY(m_scene->settles(std::chrono::seconds(30)));
        const int sentBefore = m_scene->platform.received();
        const QString failure =
            m_node->run(u"desk_client.mjs"_s, {m_scene->engine.url().toString() + u"/mcp"_s, kAssistantsToken});
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        QCOMPARE(
            m_scene->rows(u"select cast(conversation_id as text) || '|' || content || '|' || is_note from drafts"_s),
            QStringList{u"fb:42|Dạ còn size M chị nhé|0"_s});
        QTRY_COMPARE_WITH_TIMEOUT(
            m_scene->rows(u"select action from audit where action like 'assistant.%' order by n"_s),
            (QStringList{u"assistant.searched"_s, u"assistant.read"_s, u"assistant.drafted"_s}), 30'000);
        const QStringList details = m_scene->rows(u"select detail from audit where action like 'assistant.%'"_s);
        QVERIFY(!details.join(u' ').contains(u"size M"_s));
        QVERIFY(m_scene->settles(std::chrono::seconds(30)));
        QCOMPARE(m_scene->platform.received(), sentBefore);  // nothing reaches a customer from there
        QVERIFY(!m_scene->engine.errorOutput().contains("size M"));
    }

    void itIsOffByDefault()
    {
        QVERIFY(m_scene->start());
        const QByteArray ping = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";
        QCOMPARE(post(ping, {{"Authorization"_ba, "Bearer "_ba}}).status, 404);
    }

    void nobodyElseComesIn()
    {
        m_scene->engine.setEnvironment(u"MCP_ACCESS_TOKEN"_s, kAssistantsToken);
        QVERIFY(m_scene->start());
        const QByteArray ping = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";
        const std::pair right{"Authorization"_ba, "Bearer " + kAssistantsToken.toLatin1()};
        QCOMPARE(post(ping, {right}).status, 200);
        const ClientReply unknown = post(ping, {});
        QCOMPARE(unknown.status, 401);
        QCOMPARE(unknown.json["error"_L1]["code"_L1].toInt(), -32000);
        for (const QByteArray& other : {m_scene->engine.adminToken(), m_scene->engine.pancakeToken()})
            QCOMPARE(post(ping, {{"Authorization"_ba, "Bearer " + other}}).status, 401);
        QCOMPARE(post(ping, {right, {"Origin"_ba, "https://evil.example"_ba}}).status, 403);
        QCOMPARE(post(ping, {right, {"MCP-Protocol-Version"_ba, "1999-01-01"_ba}}).status, 400);
        QCOMPARE(m_scene->admin.get("/mcp"_ba).status, 405);
        // The token opens nothing else.
        JsonClient assistant(m_scene->engine.url());
        assistant.setToken(kAssistantsToken.toLatin1());
        QCOMPARE(assistant.get("/api/v1/admin/conversations"_ba).status, 401);
    }
};

TONGDAI_TEST(McpDeskE2eTest)

#include "mcp_desk_e2e_test.moc"
