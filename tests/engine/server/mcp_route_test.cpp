#include "engine/server/routes/mcp_route.h"

#include "tests/engine/work/fakes/small_history.h"
#include "tests/support/hand_moved_clock.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using http::Exchange;
using http::Request;
using http::Response;

namespace {

const QByteArray kRouteToken = QByteArray(40, 'm');

/// Lets so many through.
class FewRates final : public ports::RateLimits {
public:
    int left = 1'000'000;
    std::vector<RateName> charged;

    QCoro::Task<RateAnswer> charge(RateScope scope, QByteArray name, QByteArray) override
    {
        charged.push_back({scope, name});
        RateAnswer answer;
        answer.isAllowed = left-- > 0;
        answer.retryAfter = std::chrono::milliseconds(1500);
        co_return answer;
    }
    QCoro::Task<std::vector<RateAnswer>> chargeAll(std::vector<RateName> names, QByteArray) override
    {
        co_return std::vector<RateAnswer>(names.size());
    }
};

QByteArray callOf(const QString& tool, const QJsonObject& arguments)
{
    const QJsonObject params{{u"name"_s, tool}, {u"arguments"_s, arguments}};
    return contract::mcpBytes(contract::mcpRequest(5, u"tools/call"_s, params));
}

}  // namespace

/// The desk's tools for assistants (contracts/mcp §3), from the request to the answer.
class McpRouteTest : public QObject {
    Q_OBJECT

    testing::HandMovedClock m_clock;
    testing::SmallHistory m_history;
    std::vector<AuditEntry> m_noted;
    std::variant<Role, QString> m_role;
    InSight m_sight;
    int m_drafted = 0;
    FewRates m_rates;
    std::unique_ptr<DeskTools> m_tools;
    std::unique_ptr<Router> m_router;
    std::unique_ptr<McpRoute> m_route;

    Response ask(const QByteArray& body, QList<http::Header> headers = {{"Authorization"_ba, "Bearer " + kRouteToken}},
                 const QHostAddress& peer = QHostAddress::LocalHost)
    {
        Request request;
        request.method = "POST";
        request.target = "/mcp"_ba;
        request.path = u"/mcp"_s;
        request.headers = std::move(headers);
        request.headers.emplaceBack("Host"_ba, "127.0.0.1:8000"_ba);
        request.body = body;
        request.peer = peer;
        return QCoro::waitFor(m_router->handle(std::make_shared<Exchange>(std::move(request))));
    }
    static QJsonObject jsonOf(const Response& response) { return QJsonDocument::fromJson(response.body).object(); }
    static int codeOf(const Response& response) { return jsonOf(response)["error"_L1]["code"_L1].toInt(); }
    QJsonObject call(const QString& tool, const QJsonObject& arguments)
    {
        const Response response = ask(callOf(tool, arguments));
        return response.status == 200 ? jsonOf(response).value("result"_L1).toObject() : QJsonObject();
    }
    QString troubleOf(const QString& tool, const QJsonObject& arguments)
    {
        const QJsonObject result = call(tool, arguments);
        return result.value("isError"_L1).toBool() ? result["content"_L1][0]["text"_L1].toString() : QString();
    }
    static QJsonObject draftOf(const QJsonValue& text)
    {
        return {{u"conversation_id"_s, u"fb:42"_s}, {u"text"_s, text}};
    }

private slots:
    void init()
    {
        m_history = testing::SmallHistory();
        m_noted.clear();
        m_role = Role::Operator;
        m_sight = {};
        m_drafted = 0;
        m_rates = FewRates();
        m_tools = std::make_unique<DeskTools>(
            DeskTools::Ports{m_history, m_history, m_history,
                             [this](AuditEntry entry) { m_noted.push_back(std::move(entry)); }},
            DeskTools::Owner{OperatorId::fromString(u"lan"_s), [this] { return m_role; }, [this] { return m_sight; },
                             [this](const auto&) { ++m_drafted; }});
        m_router = std::make_unique<Router>(
            AccessRules{BearerTokens({QByteArray(40, 'p')}), BearerTokens({QByteArray(40, 'a')}), HostAllowList()});
        m_route = std::make_unique<McpRoute>(
            *m_router, *m_tools,
            McpRoute::Access{BearerTokens({kRouteToken}), std::make_shared<WrongTokens>(m_clock), &m_rates});
    }

    void anAssistantIsIntroduced()
    {
        const auto hello = [this](const QString& version) {
            const QJsonObject params{{u"protocolVersion"_s, version}};
            return jsonOf(ask(contract::mcpBytes(contract::mcpRequest(1, u"initialize"_s, params))))["result"_L1];
        };
        QCOMPARE(hello(u"2025-06-18"_s)["protocolVersion"_L1].toString(), u"2025-06-18"_s);
        QCOMPARE(hello(u"2099-01-01"_s)["protocolVersion"_L1].toString(), QString(contract::kMcpVersion));
        QVERIFY(hello(QString())["capabilities"_L1]["tools"_L1].isObject());
        const Response noted = ask(contract::mcpBytes(contract::mcpNotification(u"notifications/initialized"_s)));
        QCOMPARE(noted.status, 202);
        QVERIFY(noted.body.isEmpty());
        QCOMPARE(jsonOf(ask(R"({"jsonrpc":"2.0","id":"a","method":"ping"})")).value("id"_L1).toString(), u"a"_s);
    }

    void everyToolDescribesWhatItTakes()
    {
        const QJsonObject listed = jsonOf(ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})"));
        const QJsonArray tools = listed["result"_L1]["tools"_L1].toArray();
        QCOMPARE(tools.size(), 3);
        for (const QJsonValue& tool : tools) {
            QVERIFY(!tool["description"_L1].toString().isEmpty());
            const QJsonValue schema = tool["inputSchema"_L1];
            QCOMPARE(schema["additionalProperties"_L1], QJsonValue(false));
            for (const QJsonValue& name : schema["required"_L1].toArray())
                QVERIFY(schema["properties"_L1].toObject().contains(name.toString()));
        }
    }

    void whatIsReadStandsInTheAuditLog()
    {
        const QJsonObject found = call(u"search_history"_s, {{u"words"_s, u"ao thun"_s}, {u"after"_s, u"o-3"_s}});
        QCOMPARE(found["structuredContent"_L1]["lines"_L1][0]["customer"_L1].toString(), u"Chị Hoa"_s);
        QCOMPARE(found["structuredContent"_L1]["next"_L1].toString(), u"e77"_s);
        QCOMPARE(m_history.searched.back().after->order, -3);
        const QJsonObject read = call(u"read_conversation"_s, {{u"conversation_id"_s, u"fb:42"_s}});
        QCOMPARE(read["structuredContent"_L1]["lines"_L1].toArray().size(), 1);
        QVERIFY(!call(u"draft_reply"_s, draftOf(u"Dạ còn ạ"_s)).isEmpty());
        QCOMPARE(m_noted.size(), 3u);
        QCOMPARE(m_noted[0].action, u"assistant.searched"_s);
        QCOMPARE(m_noted[1].object, "fb:42"_ba);
        QCOMPARE(m_noted[2].action, u"assistant.drafted"_s);
        for (const AuditEntry& entry : m_noted) {
            QCOMPARE(entry.actor, "lan"_ba);
            QVERIFY(!QJsonDocument(entry.detail).toJson().contains("thun"));
        }
    }

    /// An answer that was held back is nothing that the customer was told.
    void whatWasNotSentIsMarked()
    {
        const auto line = [this] {
            const QJsonObject read = call(u"read_conversation"_s, {{u"conversation_id"_s, u"fb:42"_s}});
            return read["structuredContent"_L1]["lines"_L1][0].toObject();
        };
        QVERIFY(!line().contains("sent"_L1));
        m_history.isUnsent = true;
        QCOMPARE(line().value("sent"_L1), QJsonValue(false));
    }

    void aDraftIsNeverOverwritten()
    {
        QCOMPARE(call(u"draft_reply"_s, draftOf(u"Dạ còn ạ"_s))["structuredContent"_L1]["sent"_L1], QJsonValue(false));
        QCOMPARE(m_history.kept.size(), 1u);
        QCOMPARE(m_history.kept[0].text, u"Dạ còn ạ"_s);
        QVERIFY(!m_history.kept[0].isNote);
        QCOMPARE(m_drafted, 1);
        QVERIFY(troubleOf(u"draft_reply"_s, draftOf(u"khác"_s)).contains("already"_L1));
        QCOMPARE(m_history.kept.size(), 1u);
        m_history.kept[0].text.clear();  // sent, or given up
        QVERIFY(troubleOf(u"draft_reply"_s, draftOf(u"khác"_s)).isEmpty());
    }

    void theRoleDecides()
    {
        m_role = Role::Auditor;
        QVERIFY(troubleOf(u"draft_reply"_s, draftOf(u"x"_s)).contains(permissionName(Permission::Answer)));
        m_role = u"gone"_s;
        QCOMPARE(troubleOf(u"search_history"_s, {{u"words"_s, u"x"_s}}), u"gone"_s);
        QVERIFY(m_history.kept.empty());
        QVERIFY(m_history.searched.empty());
        QVERIFY(m_noted.empty());
    }

    /// Features F11
    void numbersAreDotsForARoleThatMayNotSeeThem()
    {
        m_history.say(u"Gọi mình 0912345678 nhé"_s);
        const auto lines = [this](const QString& tool, const QJsonObject& arguments) {
            return call(tool, arguments)["structuredContent"_L1]["lines"_L1][0]["text"_L1].toString();
        };
        for (const Role role : kAllRoles) {
            m_role = role;
            for (const QString& text : {lines(u"search_history"_s, {{u"words"_s, u"goi"_s}}),
                                        lines(u"read_conversation"_s, {{u"conversation_id"_s, u"fb:42"_s}})}) {
                QVERIFY2(text.startsWith(u"Gọi mình"_s), qPrintable(text));
                QCOMPARE(text.contains(u"0912345678"_s), may(role, Permission::SeeNumbers));
            }
        }
    }

    /// Features I2: what is out of sight is not there, and is not searched.
    void whatIsOutOfSightIsNotThere()
    {
        m_sight.channels = {u"zalo"_s};
        QCOMPARE(troubleOf(u"read_conversation"_s, {{u"conversation_id"_s, u"fb:42"_s}}),
                 u"There is no such conversation."_s);
        QCOMPARE(troubleOf(u"draft_reply"_s, draftOf(u"x"_s)), u"There is no such conversation."_s);
        QVERIFY(m_history.kept.empty());
        call(u"search_history"_s, {{u"words"_s, u"thun"_s}});
        QCOMPARE(m_history.searched.back().sight, m_sight);
    }

    void wrongArgumentsAreExplained_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QString>("wanted");
        const auto row = [](const char* tag, const QString& tool, const QJsonObject& arguments, const QString& wanted) {
            QTest::newRow(tag) << tool << arguments << wanted;
        };
        const QString search = u"search_history"_s;
        row("no words", search, {}, u"'words'"_s);
        row("blank words", search, {{u"words"_s, u"  "_s}}, u"'words'"_s);
        row("long words", search, {{u"words"_s, QString(201, u'x')}}, u"'words'"_s);
        row("limit 0", search, {{u"words"_s, u"x"_s}, {u"limit"_s, 0}}, u"'limit'"_s);
        row("limit half", search, {{u"words"_s, u"x"_s}, {u"limit"_s, 1.5}}, u"'limit'"_s);
        row("limit huge", search, {{u"words"_s, u"x"_s}, {u"limit"_s, 1e300}}, u"'limit'"_s);
        row("limit a text", search, {{u"words"_s, u"x"_s}, {u"limit"_s, u"5"_s}}, u"'limit'"_s);
        row("no time", search, {{u"words"_s, u"x"_s}, {u"from"_s, u"hôm qua"_s}}, u"'from'"_s);
        row("no place", search, {{u"words"_s, u"x"_s}, {u"after"_s, u"e"_s}}, u"'after'"_s);
        row("unknown", search, {{u"words"_s, u"x"_s}, {u"sql"_s, u"drop"_s}}, u"'sql' is no argument"_s);
        const QString read = u"read_conversation"_s;
        row("id a number", read, {{u"conversation_id"_s, 42}}, u"'conversation_id'"_s);
        row("id with a blank", read, {{u"conversation_id"_s, u"a b"_s}}, u"'conversation_id'"_s);
        row("id too long", read, {{u"conversation_id"_s, QString(5000, u'x')}}, u"'conversation_id'"_s);
        row("nobody", read, {{u"conversation_id"_s, u"fb:1"_s}}, u"no such conversation"_s);
        row("before 0", read, {{u"conversation_id"_s, u"fb:42"_s}, {u"before"_s, 0}}, u"'before'"_s);
        const QString draft = u"draft_reply"_s;
        row("no text", draft, {{u"conversation_id"_s, u"fb:42"_s}}, u"'text'"_s);
        row("text a list", draft, draftOf(QJsonArray{1}), u"'text'"_s);
        row("text too long", draft, draftOf(QString(8001, u'x')), u"'text'"_s);
        row("draft for nobody", draft, {{u"conversation_id"_s, u"fb:1"_s}, {u"text"_s, u"x"_s}}, u"no such"_s);
    }
    void wrongArgumentsAreExplained()
    {
        QFETCH(QString, tool);
        QFETCH(QJsonObject, arguments);
        QFETCH(QString, wanted);
        const QString trouble = troubleOf(tool, arguments);
        QVERIFY2(trouble.contains(wanted), qPrintable(trouble));
        QVERIFY(m_history.kept.empty());
        QVERIFY(m_noted.empty());
    }

    void errorsAreThoseOfJsonRpc_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        QTest::newRow("no JSON") << "{"_ba << 400 << -32700;
        QTest::newRow("no UTF-8") << "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xc3\x28\"}"_ba << 400 << -32700;
        QTest::newRow("a batch") << "[]"_ba << 400 << -32600;
        QTest::newRow("another method") << R"({"jsonrpc":"2.0","id":1,"method":"resources/list"})"_ba << 200 << -32601;
        QTest::newRow("another tool") << callOf(u"send_message"_s, {}) << 200 << -32602;
        QTest::newRow("no tool") << R"({"jsonrpc":"2.0","id":1,"method":"tools/call"})"_ba << 200 << -32602;
        QTest::newRow("arguments a list")
            << R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"draft_reply","arguments":[]}})"_ba
            << 200 << -32602;
    }
    void errorsAreThoseOfJsonRpc()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(int, code);
        const Response response = ask(body);
        QCOMPARE(response.status, status);
        QCOMPARE(codeOf(response), code);
    }

    void onlyWhoeverHasTheTokenIsServed()
    {
        const QByteArray ping = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";
        const http::Header right{"Authorization"_ba, "Bearer " + kRouteToken};
        QCOMPARE(ask(ping, {right}).status, 200);
        QCOMPARE(ask(ping, {}).status, 401);
        QCOMPARE(ask(ping, {{"Authorization"_ba, "Bearer " + QByteArray(40, 'a')}}).status, 401);
        QCOMPARE(ask(ping, {right}, QHostAddress(u"192.168.1.7"_s)).status, 403);
        QCOMPARE(ask(ping, {right, {"Origin"_ba, "http://localhost:6274"_ba}}).status, 403);
        QCOMPARE(ask(ping, {right, {"Origin"_ba, "null"_ba}}).status, 403);
        QCOMPARE(ask(ping, {{"Host"_ba, "rebound.example"_ba}, right}).status, 421);
        QCOMPARE(ask(ping, {right, {"Content-Type"_ba, "text/plain"_ba}}).status, 415);
        QCOMPARE(ask(ping, {right, {"MCP-Protocol-Version"_ba, "1.0"_ba}}).status, 400);
    }

    void whoTriesTokensIsSlowed()
    {
        const QByteArray ping = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";
        for (int i = 0; i < WrongTokens::kFree + 1; ++i)
            ask(ping, {{"Authorization"_ba, "Bearer wrong"_ba}});
        const Response later = ask(ping);
        QCOMPARE(later.status, 429);
        QCOMPARE(codeOf(later), -32000);
    }

    void theTokenHasALimit()
    {
        m_rates.left = 2;  // one of the token, one of all
        QCOMPARE(ask(R"({"jsonrpc":"2.0","id":1,"method":"ping"})").status, 200);
        QCOMPARE(m_rates.charged,
                 (std::vector<RateName>{{RateScope::ApiUser, "assistant"_ba}, {RateScope::ApiWorkspace, "shop"_ba}}));
        const Response later = ask(callOf(u"search_history"_s, {{u"words"_s, u"x"_s}}));
        QCOMPARE(later.status, 429);
        QCOMPARE(codeOf(later), -32000);
        QVERIFY(m_history.searched.empty());
    }

    void aStoreThatIsAwayIsSaid()
    {
        m_history.isAway = true;
        for (const auto& [tool, arguments] :
             {std::pair(u"search_history"_s, QJsonObject{{u"words"_s, u"x"_s}}),
              std::pair(u"read_conversation"_s, QJsonObject{{u"conversation_id"_s, u"fb:42"_s}}),
              std::pair(u"draft_reply"_s, draftOf(u"x"_s))})
            QVERIFY(troubleOf(tool, arguments).contains("cannot be reached"_L1));
    }
};

TONGDAI_TEST(McpRouteTest)

}  // namespace tongdai

#include "mcp_route_test.moc"
