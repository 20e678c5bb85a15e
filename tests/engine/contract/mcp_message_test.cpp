#include "engine/contract/json/mcp_message.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::contract {

using namespace Qt::StringLiterals;
using Kind = McpMessage::Kind;

/// Messages of MCP as others send them (contracts/mcp §1).
class McpMessageTest : public QObject {
    Q_OBJECT

    static McpMessage messageOf(const QByteArray& bytes)
    {
        const auto read = readMcpMessage(bytes);
        if (const auto* problem = std::get_if<McpProblem>(&read)) qWarning("%s", qPrintable(problem->what));
        return std::holds_alternative<McpMessage>(read) ? std::get<McpMessage>(read) : McpMessage();
    }

private slots:
    void readsTheFourKinds()
    {
        const McpMessage request =
            messageOf(R"({"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"say"}})"_ba);
        QCOMPARE(request.kind, Kind::Request);
        QCOMPARE(request.id, QJsonValue(7));
        QCOMPARE(request.method, u"tools/call"_s);
        QCOMPARE(request.params, (QJsonObject{{u"name"_s, u"say"_s}}));
        QCOMPARE(messageOf(R"({"jsonrpc":"2.0","method":"notifications/initialized"})"_ba).kind, Kind::Notification);
        QCOMPARE(messageOf(R"({"jsonrpc":"2.0","id":"a","result":{}})"_ba).kind, Kind::Result);
        const McpMessage error = messageOf(R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"no"}})"_ba);
        QCOMPARE(error.kind, Kind::Error);
        QCOMPARE(error.method, QString());
        QCOMPARE(error.code, int(McpCode::NoJson));
        QCOMPARE(error.words, u"no"_s);
        QVERIFY(error.id.isNull());
    }

    void readsBackWhatItWrites()
    {
        const QJsonObject params{{u"name"_s, u"Áo thun"_s}};
        QCOMPARE(messageOf(mcpBytes(mcpRequest(3, u"tools/list"_s, params))).params, params);
        QCOMPARE(messageOf(mcpBytes(mcpNotification(u"notifications/cancelled"_s))).kind, Kind::Notification);
        QCOMPARE(messageOf(mcpBytes(mcpResult(u"x"_s, params))).result, params);
        QCOMPARE(messageOf(mcpBytes(mcpError({}, McpCode::Internal, u"why"_s))).words, u"why"_s);
        QVERIFY(!mcpBytes(mcpResult(1, {{u"text"_s, u"two\nlines"_s}})).contains('\n'));
    }

    void refusesWhatIsNoMessage_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::addColumn<QJsonValue>("id");
        const auto row = [](const char* tag, const QByteArray& bytes, McpCode code, const QJsonValue& id = {}) {
            QTest::newRow(tag) << bytes << int(code) << (id.isUndefined() ? QJsonValue() : id);
        };
        using enum McpCode;
        row("nothing", ""_ba, NoJson);
        row("cut", R"({"jsonrpc":"2.0",)"_ba, NoJson);
        row("not UTF-8", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xff\xfe\"}"_ba, NoJson);
        row("NUL", R"({"jsonrpc":"2.0","id":1,"method":"a\u0000"})"_ba, NoJson);
        row("a name twice", R"({"jsonrpc":"2.0","id":1,"id":2,"method":"a"})"_ba, NoJson);
        row("a number", "5"_ba, NoJson);
        row("a batch", R"([{"jsonrpc":"2.0","id":1,"method":"ping"}])"_ba, NoRequest);
        row("too long", '"' + QByteArray(kMaxMcpBytes, 'x') + '"', NoRequest);
        row("deep",
            R"({"jsonrpc":"2.0","id":1,"method":"a","params":)"_ba + QByteArray(500, '[') + QByteArray(500, ']') + '}',
            NoJson);
        row("deep enough for any stack", QByteArray(500'000, '['), NoRequest);
        row("another version", R"({"jsonrpc":"1.0","id":1,"method":"a"})"_ba, NoRequest, 1);
        row("version as a number", R"({"jsonrpc":2.0,"id":1,"method":"a"})"_ba, NoRequest, 1);
        row("id an object", R"({"jsonrpc":"2.0","id":{},"method":"a"})"_ba, NoRequest);
        row("id a fraction", R"({"jsonrpc":"2.0","id":1.5,"method":"a"})"_ba, NoRequest);
        row("id beyond numbers", R"({"jsonrpc":"2.0","id":1e300,"method":"a"})"_ba, NoRequest);
        row("id null of a request", R"({"jsonrpc":"2.0","id":null,"method":"a"})"_ba, NoRequest);
        row("id long", R"({"jsonrpc":"2.0","id":")"_ba + QByteArray(200, 'x') + R"(","method":"a"})", NoRequest);
        row("method a number", R"({"jsonrpc":"2.0","id":1,"method":5})"_ba, NoRequest, 1);
        row("method empty", R"({"jsonrpc":"2.0","id":1,"method":""})"_ba, NoRequest, 1);
        row("params a list", R"({"jsonrpc":"2.0","id":1,"method":"a","params":[1]})"_ba, WrongParams, 1);
        row("params null", R"({"jsonrpc":"2.0","id":1,"method":"a","params":null})"_ba, WrongParams, 1);
        row("unknown names", R"({"jsonrpc":"2.0","id":1,"method":"a","extra":1})"_ba, NoRequest, 1);
        row("nothing of all", R"({"jsonrpc":"2.0","id":1})"_ba, NoRequest, 1);
        row("result and error", R"({"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":""}})"_ba, NoRequest,
            1);
        row("result a text", R"({"jsonrpc":"2.0","id":1,"result":"x"})"_ba, NoRequest, 1);
        row("result for nobody", R"({"jsonrpc":"2.0","result":{}})"_ba, NoRequest);
        row("error without a code", R"({"jsonrpc":"2.0","id":1,"error":{"message":"x"}})"_ba, NoRequest, 1);
    }
    void refusesWhatIsNoMessage()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        QFETCH(QJsonValue, id);
        const auto read = readMcpMessage(bytes);
        QVERIFY(std::holds_alternative<McpProblem>(read));
        const auto& problem = std::get<McpProblem>(read);
        QVERIFY(!problem.what.isEmpty());
        QCOMPARE(int(problem.code), code);
        QCOMPARE(problem.id, id);
    }

    void halvesOfCharactersAreReplaced()
    {
        const McpMessage message = messageOf(R"({"jsonrpc":"2.0","id":1,"result":{"text":"a\ud83d"}})"_ba);
        QCOMPARE(message.result.value("text"_L1).toString(), u"a\ufffd"_s);
    }

    void knowsTheVersionsThatAreUnderstood()
    {
        QVERIFY(isMcpVersion(kMcpVersion));
        QVERIFY(isMcpVersion(u"2024-11-05"_s));
        QVERIFY(!isMcpVersion(u"1999-01-01"_s));
        QVERIFY(!isMcpVersion(QString()));
    }
};

TONGDAI_TEST(McpMessageTest)

}  // namespace tongdai::contract

#include "mcp_message_test.moc"
