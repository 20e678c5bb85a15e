#include "engine/upstream/mcp/mcp_client.h"

#include "engine/upstream/mcp/mcp_child_wire.h"
#include "engine/upstream/mcp/mcp_http_wire.h"
#include "tests/engine/upstream/result_of.h"
#include "tests/support/process_facts.h"
#include "tests/support/stub_http_server.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QScopeGuard>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::resultOf;
using testing::StubScript;
using CallKind = SendOutcome::Kind;

namespace {

/// An MCP server that can be told to answer calls as no SDK would.
class McpStub final : public testing::StubHttpServer {
public:
    QJsonObject greeting{{u"protocolVersion"_s, u"2025-06-18"_s}};
    QJsonObject toolList{{u"tools"_s, QJsonArray{QJsonObject{{u"name"_s, u"say"_s}}}}};
    std::optional<StubScript> ofCalls;  ///< how calls of tools are treated; nothing: well

    Answer answerTo(const testing::StubRequest& request) override
    {
        const QString method = request.json.value("method"_L1).toString();
        const QJsonValue id = request.json.value("id"_L1);
        if (method == "initialize"_L1) return {200, contract::mcpResult(id, greeting), {{"Mcp-Session-Id", "s1"}}};
        if (method == "tools/list"_L1) {
            if (ofCalls) enqueue(*ofCalls);
            return {200, contract::mcpResult(id, toolList), {}};
        }
        if (id.isUndefined()) return {202, {}, {}};
        const QJsonObject text{{u"type"_s, u"text"_s}, {u"text"_s, u"said"_s}};
        return {200, contract::mcpResult(id, {{u"content"_s, QJsonArray{text}}}), {}};
    }
};

McpChildWire::Program shell(const QString& script)
{
    return {u"/bin/sh"_s, {u"-c"_s, script}, {u"PATH=/usr/bin:/bin"_s}};
}

/// What a well-behaved program says to the first three messages of one who calls `say`.
const QString kGreets =
    u"read l; echo '{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2025-11-25\"}}'; "
    "read l; read l; "
    "echo '{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"tools\":[{\"name\":\"say\"}]}}'; read l; "_s;
const QString kSays = u"echo '{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{\"structuredContent\":{\"said\":1}}}'; "_s;

}  // namespace

/// Servers of tools that do not keep to the protocol (contracts/mcp §2).
class McpClientTest : public QObject {
    Q_OBJECT

    McpStub* m_stub = nullptr;
    std::shared_ptr<McpClient> m_client;

    SendOutcome say(bool isQuestion = false, std::chrono::milliseconds timeout = 10s)
    {
        McpClient::Call call;
        call.tool = u"say"_s;
        call.key = "00ff"_ba;
        call.isQuestion = isQuestion;
        call.timeout = timeout;
        return resultOf(m_client->call(call));
    }
    void beginHttp()
    {
        m_client =
            std::make_shared<McpClient>(std::make_shared<McpHttpWire>(m_stub->url(), "/mcp"_ba, "t0ken"_ba), u"stub"_s);
    }
    std::shared_ptr<McpChildWire> beginChild(McpChildWire::Program program)
    {
        auto wire = std::make_shared<McpChildWire>(std::move(program));
        m_client = std::make_shared<McpClient>(wire, u"child"_s);
        return wire;
    }

private slots:
    void init()
    {
        m_stub = new McpStub;
        m_stub->setParent(this);
        QVERIFY(m_stub->listen());
    }
    void cleanup()
    {
        if (m_client) m_client->close();
        m_client.reset();
        delete m_stub;
    }

    void everyRequestCarriesWhatTheServerGave()
    {
        beginHttp();
        const SendOutcome said = say();
        QCOMPARE(said.answer.value("text"_L1).toString(), u"said"_s);
        for (const testing::StubRequest& request : m_stub->requests()) {
            const bool isFirst = request.json.value("method"_L1).toString() == "initialize"_L1;
            QCOMPARE(request.method, "POST"_ba);
            QCOMPARE(request.target, "/mcp"_ba);
            QCOMPARE(request.header("accept"), "application/json, text/event-stream"_ba);
            QCOMPARE(request.header("authorization"), "Bearer t0ken"_ba);
            QCOMPARE(request.header("mcp-session-id"), isFirst ? ""_ba : "s1"_ba);
            QCOMPARE(request.header("mcp-protocol-version"), isFirst ? ""_ba : "2025-06-18"_ba);
        }
        QCOMPARE(m_stub->requests().back().json["params"_L1]["_meta"_L1]["idempotencyKey"_L1].toString(), u"00ff"_s);
    }

    void whatIsNoAnswerToACallIsUnknown_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("kind");
        using Fault = StubScript::Fault;
        const auto row = [](const char* tag, Fault fault, int status, const QByteArray& body, CallKind kind,
                            const QByteArray& type = "application/json") {
            QTest::newRow(tag) << int(fault) << status << body << type << int(kind);
        };
        const auto unknown = CallKind::Ambiguous;
        row("HTML", Fault::Garbage, 200, {}, unknown);
        row("cut off", Fault::Cut, 200, {}, unknown);
        row("closed", Fault::Close, 200, {}, unknown);
        row("too long", Fault::Oversize, 200, {}, unknown);
        row("another id", Fault::None, 200, R"({"jsonrpc":"2.0","id":99,"result":{}})", unknown);
        row("id as a text", Fault::None, 200, R"({"jsonrpc":"2.0","id":"3","result":{}})", unknown);
        row("a request", Fault::None, 200, R"({"jsonrpc":"2.0","id":3,"method":"ping"})", unknown);
        row("not UTF-8", Fault::None, 200, "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{\"a\":\"\xff\"}}", unknown);
        row("deep", Fault::None, 200, R"({"jsonrpc":"2.0","id":3,"result":)" + QByteArray(9'000, '['), unknown);
        row("accepted, and nothing more", Fault::None, 202, {}, unknown);
        row("events without an answer", Fault::None, 200, "data: {}\n\nevent: x\ndata: no\n\n", unknown,
            "text/event-stream");
        row("events of somebody else", Fault::None, 200, "data: {\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{}}\n\n",
            unknown, "text/event-stream");
        row("an error", Fault::None, 200, R"({"jsonrpc":"2.0","id":3,"error":{"code":-32602,"message":"no"}})",
            CallKind::Dead);
        row("answered among noise", Fault::None, 200,
            ": hello\n\ndata: []\n\ndata: {\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{}}", CallKind::Sent,
            "text/event-stream; charset=utf-8");
        row("forbidden", Fault::None, 403, "{}", CallKind::Dead);
        row("another token is wanted", Fault::None, 401, "{}", CallKind::Dead);
        row("elsewhere", Fault::None, 302, "{}", CallKind::Dead);
        row("busy", Fault::None, 503, "{}", CallKind::Retry);
        row("a fault of the server", Fault::None, 500, "{}", unknown);
        row("a fault behind a proxy", Fault::None, 502, "{}", unknown);
        row("too late behind a proxy", Fault::None, 504, "{}", unknown);
    }
    void whatIsNoAnswerToACallIsUnknown()
    {
        QFETCH(int, fault);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, type);
        QFETCH(int, kind);
        StubScript script;
        script.fault = StubScript::Fault(fault);
        script.status = status;
        script.headers = {{"Content-Type", type}};
        if (script.fault == StubScript::Fault::None) script.body = body;
        m_stub->ofCalls = script;
        beginHttp();
        QCOMPARE(int(say().kind), kind);
        m_client->close();
        beginHttp();  // the same of a question, which may be asked again
        QCOMPARE(int(say(true).kind), int(kind == int(CallKind::Ambiguous) ? CallKind::Retry : CallKind(kind)));
    }

    void withoutASessionNothingIsCalled_data()
    {
        QTest::addColumn<QJsonObject>("greeting");
        QTest::addColumn<QJsonObject>("toolList");
        QTest::addColumn<QString>("wanted");
        const QJsonObject good{{u"protocolVersion"_s, u"2025-06-18"_s}};
        QTest::newRow("another version") << QJsonObject{{u"protocolVersion"_s, u"1999-01-01"_s}} << QJsonObject()
                                         << u"1999-01-01"_s;
        QTest::newRow("no version") << QJsonObject() << QJsonObject() << u"version"_s;
        QTest::newRow("version a number") << QJsonObject{{u"protocolVersion"_s, 5}} << QJsonObject() << u"version"_s;
        QTest::newRow("no tools") << good << QJsonObject() << u"no such tool"_s;
        QTest::newRow("tools a text") << good << QJsonObject{{u"tools"_s, u"say"_s}} << u"no such tool"_s;
        QTest::newRow("tools of other kinds")
            << good << QJsonObject{{u"tools"_s, QJsonArray{1, u"say"_s, QJsonArray()}}} << u"no such tool"_s;
        QTest::newRow("pages without an end")
            << good << QJsonObject{{u"tools"_s, QJsonArray()}, {u"nextCursor"_s, u"more"_s}} << u"no such tool"_s;
    }
    void withoutASessionNothingIsCalled()
    {
        QFETCH(QJsonObject, greeting);
        QFETCH(QJsonObject, toolList);
        QFETCH(QString, wanted);
        m_stub->greeting = greeting;
        m_stub->toolList = toolList;
        beginHttp();
        const SendOutcome refused = say();
        QCOMPARE(refused.kind, CallKind::Dead);
        QVERIFY2(refused.error.contains(wanted), qPrintable(refused.error));
        QVERIFY(m_stub->received() <= 12);
        for (const testing::StubRequest& request : m_stub->requests())
            QVERIFY(request.json.value("method"_L1).toString() != "tools/call"_L1);
    }

    void aServerThatIsNotThereIsTriedLater()
    {
        beginHttp();
        m_stub->goDown();
        QCOMPARE(say().kind, CallKind::Retry);
    }

    void programsThatDoNotKeepToIt_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<int>("kind");
        const auto row = [](const char* tag, const QString& script, CallKind kind) {
            QTest::newRow(tag) << script << int(kind);
        };
        row("ends at once", u"exit 0"_s, CallKind::Retry);
        row("dies when it is greeted", u"read l; kill -9 $$"_s, CallKind::Retry);
        row("a line without an end", u"yes | tr -d '\\n'"_s, CallKind::Retry);
        row("nothing but noise", u"read l; head -c 3000000 /dev/zero | tr '\\0' '\\n'; echo no; exit 1"_s,
            CallKind::Retry);
        row("noise around", u"echo starting; "_s + kGreets + u"echo; echo '[]'; echo '{}'; "_s + kSays + u"read l"_s,
            CallKind::Sent);
        row("answers and ends", kGreets + kSays, CallKind::Sent);
        row("answers somebody else", kGreets + u"echo '{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}'"_s,
            CallKind::Ambiguous);
        row("dies in the middle", kGreets + u"kill -9 $$"_s, CallKind::Ambiguous);
        row("an answer without an end", kGreets + u"yes | tr -d '\\n'"_s, CallKind::Ambiguous);
        row("no text at all", kGreets + u"head -c 100000 /dev/urandom; exit"_s, CallKind::Ambiguous);
    }
    void programsThatDoNotKeepToIt()
    {
        QFETCH(QString, script);
        QFETCH(int, kind);
        beginChild(shell(script));
        const SendOutcome said = say();
        QVERIFY2(int(said.kind) == kind, qPrintable(said.error));
    }

    void aProgramThatIsNotThereIsTriedLater()
    {
        beginChild({u"/nowhere/server"_s, {}, {}});
        const SendOutcome said = say();
        QCOMPARE(said.kind, CallKind::Retry);
        QCOMPARE(said.error, u"the program cannot be started"_s);
    }

    void aProgramThatHangsIsEnded()
    {
        const auto wire = beginChild(shell(kGreets + u"while :; do sleep 1000; done"_s));
        QCOMPARE(say(false, 10s).kind, CallKind::Ambiguous);
        const qint64 pid = wire->pid();
        QVERIFY(pid > 0);
        QTRY_VERIFY_WITH_TIMEOUT(testing::process::descriptors(pid) < 0, 30'000);
        QVERIFY(!wire->isOpen());
    }

    /// A call may give up; the program goes on starting, and is there for a later one.
    void aProgramSlowerThanACallIsStartedOnce()
    {
        const auto wire = beginChild(shell(u"sleep 2; "_s + kGreets + kSays + u"read l"_s));
        const SendOutcome early = say(false, 300ms);
        QCOMPARE(early.kind, CallKind::Retry);
        QCOMPARE(early.error, u"the server is not ready yet"_s);
        const qint64 pid = wire->pid();
        QVERIFY(pid > 0);
        QCOMPARE(say(false, 300ms).kind, CallKind::Retry);
        QCOMPARE(wire->pid(), pid);
        QCOMPARE(say(false, 10s).kind, CallKind::Sent);
        QCOMPARE(wire->pid(), pid);
    }

    /// The engine's loop does not wait for the end of a program.
    void endingAProgramHoldsUpNobody()
    {
        const auto wire = beginChild(shell(kGreets + kSays + u"read l; sleep 1000"_s));
        QCOMPARE(say().kind, CallKind::Sent);
        const qint64 pid = wire->pid();
        wire->leave();
        QCOMPARE(wire->pid(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(testing::process::descriptors(pid) < 0, 10'000);
    }

    /// A program that talks to its terminal fills no log.
    void noiseIsToldOnce()
    {
        static int told = 0;
        told = 0;
        static QtMessageHandler before = nullptr;
        before = qInstallMessageHandler([](QtMsgType type, const QMessageLogContext& at, const QString& text) {
            if (text.startsWith("a line that is no message"_L1)) ++told;
            before(type, at, text);
        });
        const auto restored = qScopeGuard([] { qInstallMessageHandler(before); });
        beginChild(shell(u"for i in $(seq 1000); do echo noise; done; "_s + kGreets + kSays + u"read l"_s));
        QCOMPARE(say().kind, CallKind::Sent);
        QCOMPARE(told, 1);
    }

    void whatAProgramHasStartedEndsWithIt()
    {
        const auto wire = beginChild(shell(
            u"sleep 1000 & "_s + kGreets +
            u"echo '{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{\"structuredContent\":{\"pid\":'$!'}}}'; read l"_s));
        const qint64 pid = say().answer.value("pid"_L1).toInteger();
        QVERIFY(testing::process::descriptors(pid) >= 0);
        m_client->close();
        QTRY_VERIFY_WITH_TIMEOUT(testing::process::descriptors(pid) < 0, 30'000);
    }

    void answersOfToolsAreReadByTheirKind()
    {
        const auto part = [](const QString& type, const QString& text) {
            return QJsonObject{{u"type"_s, type}, {u"text"_s, text}};
        };
        const QJsonArray parts{part(u"text"_s, u"a"_s), part(u"image"_s, u"no"_s), 5, part(u"text"_s, u"b"_s)};
        QCOMPARE(outcomeOfTool({{u"content"_s, parts}}).answer, (QJsonObject{{u"text"_s, u"a\nb"_s}}));
        QCOMPARE(outcomeOfTool({{u"content"_s, u"x"_s}}).answer, (QJsonObject{{u"text"_s, QString()}}));
        const SendOutcome failed = outcomeOfTool({{u"content"_s, parts}, {u"isError"_s, true}});
        QCOMPARE(failed.kind, CallKind::Dead);
        QCOMPARE(failed.error, u"a b"_s);
        const QJsonArray tale{part(u"text"_s, QString(10'000, u'x'))};
        QCOMPARE(outcomeOfTool({{u"content"_s, tale}, {u"isError"_s, true}}).error.size(), 300);
    }
};

TONGDAI_TEST(McpClientTest)

}  // namespace tongdai::upstream

#include "mcp_client_test.moc"
