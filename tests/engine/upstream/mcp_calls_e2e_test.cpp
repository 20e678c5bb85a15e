#include "engine/state/local/local_shared_shelf.h"
#include "engine/upstream/connections/named_calls.h"
#include "tests/engine/upstream/kiotviet_scene.h"
#include "tests/engine/upstream/result_of.h"
#include "tests/support/node_server.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::NodeProject;
using testing::NodeServer;
using testing::resultOf;
using CallKind = SendOutcome::Kind;

namespace {

QJsonObject textParameter(const QString& name)
{
    return {{name, QJsonObject{{u"type"_s, u"text"_s}}}};
}

/// What may be called of tests/mcp/shop_server.mjs: all but `hidden`.
QJsonObject shopTools()
{
    const QJsonObject plain{{u"confirm"_s, false}};
    const QJsonObject number{{u"ms"_s, QJsonObject{{u"type"_s, u"integer"_s}}}};
    return {{u"track_parcel"_s, QJsonObject{{u"parameters"_s, textParameter(u"code"_s)}, {u"read_only"_s, true}}},
            {u"say"_s, QJsonObject{{u"parameters"_s, textParameter(u"words"_s)}}},
            {u"rest"_s, QJsonObject{{u"parameters"_s, number}, {u"confirm"_s, false}}},
            {u"fail"_s, plain},
            {u"die"_s, plain},
            {u"are_you_there"_s, plain},
            {u"environment"_s, plain},
            {u"not_there"_s, plain}};
}

}  // namespace

/// Servers made with the official SDK, called by an answer's execute_api (contracts/mcp §2).
class McpCalls : public QObject {
    Q_OBJECT

    std::unique_ptr<NodeProject> m_node;
    testing::PushedClock m_clock;
    testing::SomeRandom m_random;
    std::unique_ptr<LocalSharedShelf> m_shelf;
    std::unique_ptr<NodeServer> m_server;
    std::shared_ptr<NamedCalls> m_calls;

    void begin(const QString& way, int calls = 50, int timeout_ms = 10'000)
    {
        QJsonObject connection{{u"name"_s, u"shop"_s},
                               {u"kind"_s, u"mcp"_s},
                               {u"tools"_s, shopTools()},
                               {u"limit"_s, QJsonObject{{u"calls"_s, calls}}},
                               {u"timeout_ms"_s, timeout_ms}};
        const QString script = m_node->folder() + u"/shop_server.mjs"_s;
        if (way == "stdio"_L1) {
            connection.insert("command"_L1, QJsonArray{QStandardPaths::findExecutable(u"node"_s), script, u"stdio"_s});
            connection.insert("env"_L1, QJsonArray{u"SHOP_KEY"_s});
        } else {
            m_server = std::make_unique<NodeServer>(*m_node, QStringList{script, u"http"_s, way});
            QVERIFY(m_server->port() > 0);
            connection.insert("url"_L1, u"http://127.0.0.1:%1/mcp"_s.arg(m_server->port()));
            connection.insert("token_env"_L1, u"SHOP_KEY"_s);
        }
        const QByteArray file =
            QJsonDocument(QJsonObject{{u"version"_s, 1}, {u"connections"_s, QJsonArray{connection}}}).toJson();
        const auto variable = [](const QString& name) {
            return name == "SHOP_KEY"_L1 ? "t0ken"_ba : qgetenv(name.toLatin1().constData());
        };
        auto read = readConnections(file, variable);
        if (const auto* mistakes = std::get_if<QStringList>(&read)) QFAIL(qPrintable(mistakes->join(u'\n')));
        m_calls = std::make_shared<NamedCalls>(std::get<0>(std::move(read)), nullptr, *m_shelf, m_random);
    }
    SendOutcome call(const QString& tool, const QJsonObject& arguments = {})
    {
        const QJsonObject data{{u"name"_s, u"shop."_s + tool}, {u"arguments"_s, arguments}};
        return resultOf(m_calls->call(data, "00ff"_ba));
    }
    SendOutcome track() { return call(u"track_parcel"_s, {{u"code"_s, u"GHN1"_s}}); }
    static void addWays()
    {
        QTest::addColumn<QString>("way");
        QTest::newRow("HTTP, events") << u"sse"_s;
        QTest::newRow("HTTP, JSON") << u"json"_s;
        QTest::newRow("stdio") << u"stdio"_s;
    }

private slots:
    void initTestCase()
    {
        m_node = std::make_unique<NodeProject>(u"mcp"_s);
        QVERIFY2(m_node->failure().isEmpty(), qPrintable(m_node->failure()));
    }
    void init() { m_shelf = std::make_unique<LocalSharedShelf>(m_clock); }
    void cleanup()
    {
        if (m_calls) m_calls->close();
        m_calls.reset();
        m_server.reset();
    }

    void aToolIsCalledAndItsAnswerKept_data() { addWays(); }
    void aToolIsCalledAndItsAnswerKept()
    {
        QFETCH(QString, way);
        begin(way);
        const SendOutcome first = track();
        QVERIFY2(first.kind == CallKind::Sent, qPrintable(first.error));
        QCOMPARE(first.answer, (QJsonObject{{u"code"_s, u"GHN1"_s}, {u"tracked"_s, 1}, {u"key"_s, u"00ff"_s}}));
        QCOMPARE(track().answer.value("tracked"_L1).toInt(), 2);
        const SendOutcome said = call(u"say"_s, {{u"words"_s, u"Áo thun 👕"_s}});
        QCOMPARE(said.answer, (QJsonObject{{u"text"_s, u"Áo thun 👕"_s}}));
    }

    void whatIsNotNamedIsNotCalled_data() { addWays(); }
    void whatIsNotNamedIsNotCalled()
    {
        QFETCH(QString, way);
        begin(way);
        using Verdict = CallVerdict::Kind;
        const auto verdict = [this](const QString& name, const QJsonObject& arguments = {}) {
            return m_calls->judge({{u"name"_s, name}, {u"arguments"_s, arguments}}).kind;
        };
        QCOMPARE(verdict(u"shop.hidden"_s), Verdict::Refused);
        QCOMPARE(verdict(u"shop"_s), Verdict::Refused);
        QCOMPARE(verdict(u"shop.track_parcel"_s, {{u"code"_s, 5}}), Verdict::Refused);
        QCOMPARE(verdict(u"shop.track_parcel"_s, {{u"code"_s, u"x"_s}, {u"more"_s, 1}}), Verdict::Refused);
        QCOMPARE(verdict(u"shop.track_parcel"_s, {{u"code"_s, u"x"_s}}), Verdict::Allowed);
        QCOMPARE(verdict(u"shop.say"_s, {{u"words"_s, u"x"_s}}), Verdict::NeedsPerson);
        QCOMPARE(call(u"hidden"_s).kind, CallKind::Dead);
        const SendOutcome missing = call(u"not_there"_s);
        QCOMPARE(missing.kind, CallKind::Dead);
        QCOMPARE(missing.error, u"the server has no such tool"_s);
    }

    void aToolThatFailsIsForAPerson_data() { addWays(); }
    void aToolThatFailsIsForAPerson()
    {
        QFETCH(QString, way);
        begin(way);
        const SendOutcome failed = call(u"fail"_s);
        QCOMPARE(failed.kind, CallKind::Dead);
        QCOMPARE(failed.error, u"no such parcel"_s);
    }

    void allToolsShareTheLimitOfTheirConnection_data() { addWays(); }
    void allToolsShareTheLimitOfTheirConnection()
    {
        QFETCH(QString, way);
        begin(way, 3);
        QCOMPARE(track().kind, CallKind::Sent);
        QCOMPARE(call(u"say"_s, {{u"words"_s, u"x"_s}}).kind, CallKind::Sent);
        QCOMPARE(track().answer.value("tracked"_L1).toInt(), 2);
        const SendOutcome later = track();
        QCOMPARE(later.kind, CallKind::Retry);
        QVERIFY(later.retryAfter && *later.retryAfter > 0s && *later.retryAfter <= 60s);
        QCOMPARE(m_calls->figures().limited, 1);
        m_clock.ahead += 61s;
        QCOMPARE(track().answer.value("tracked"_L1).toInt(), 3);  // the refused one never arrived
    }

    void aChangeThatTakesTooLongIsUnknown_data() { addWays(); }
    void aChangeThatTakesTooLongIsUnknown()
    {
        QFETCH(QString, way);
        begin(way, 50, 4'000);
        // The server may take its time to start.
        QTRY_COMPARE_WITH_TIMEOUT(call(u"say"_s, {{u"words"_s, u"x"_s}}).kind, CallKind::Sent, 60'000);
        QCOMPARE(call(u"rest"_s, {{u"ms"_s, 60'000}}).kind, CallKind::Ambiguous);
        QCOMPARE(track().answer.value("tracked"_L1).toInt(), 1);  // the server is there as before
    }

    void aServerThatDiesInTheMiddleIsUnknown_data() { addWays(); }
    void aServerThatDiesInTheMiddleIsUnknown()
    {
        QFETCH(QString, way);
        begin(way);
        QCOMPARE(track().kind, CallKind::Sent);
        QCOMPARE(call(u"die"_s).kind, CallKind::Ambiguous);
        const SendOutcome next = track();
        if (way == "stdio"_L1) {
            QCOMPARE(next.answer.value("tracked"_L1).toInt(), 1);  // another one was started
        } else {
            QCOMPARE(next.kind, CallKind::Retry);
        }
    }

    void aServerMayAskWhetherWeAreThere_data()
    {
        QTest::addColumn<QString>("way");
        QTest::newRow("HTTP, events") << u"sse"_s;
        QTest::newRow("stdio") << u"stdio"_s;
    }
    void aServerMayAskWhetherWeAreThere()
    {
        QFETCH(QString, way);
        begin(way);
        const SendOutcome asked = call(u"are_you_there"_s);
        QVERIFY2(asked.kind == CallKind::Sent, qPrintable(asked.error));
        QCOMPARE(asked.answer.value("text"_L1).toString(), u"you are"_s);
    }

    void manyCallsAtOnceShareOneSession_data() { addWays(); }
    void manyCallsAtOnceShareOneSession()
    {
        QFETCH(QString, way);
        begin(way);
        std::vector<QCoro::Task<SendOutcome>> going;
        for (int i = 0; i < 10; ++i) {
            const QJsonObject arguments{{u"code"_s, QString::number(i)}};
            going.push_back(m_calls->call({{u"name"_s, u"shop.track_parcel"_s}, {u"arguments"_s, arguments}}, {}));
        }
        QSet<int> counted;
        for (int i = 0; i < 10; ++i) {
            const SendOutcome made = resultOf(std::move(going[size_t(i)]));
            QCOMPARE(made.answer.value("code"_L1).toString(), QString::number(i));
            counted.insert(made.answer.value("tracked"_L1).toInt());
        }
        QCOMPARE(counted.size(), 10);
    }

    void aSessionThatWasForgottenIsBegunAnew()
    {
        begin(u"sse"_s);
        QCOMPARE(track().answer.value("tracked"_L1).toInt(), 1);
        HttpClient other(QUrl(u"http://127.0.0.1:%1"_s.arg(m_server->port())));
        HttpRequest forget;
        forget.target = "/forget"_ba;
        QVERIFY(std::holds_alternative<HttpReply>(resultOf(other.send(forget))));
        QCOMPARE(track().answer.value("tracked"_L1).toInt(), 2);
    }

    void aProgramGetsTheVariablesThatAreNamed()
    {
        begin(u"stdio"_s);
        qputenv("TONGDAI_SECRET_OF_THE_ENGINE", "x");
        const QStringList names = call(u"environment"_s).answer.value("text"_L1).toString().split(u' ');
        qunsetenv("TONGDAI_SECRET_OF_THE_ENGINE");
        QVERIFY(names.contains(u"SHOP_KEY"_s));
        QVERIFY(names.contains(u"PATH"_s));
        QVERIFY(!names.contains(u"TONGDAI_SECRET_OF_THE_ENGINE"_s));
    }

    void theStopEndsWhatWaits_data() { addWays(); }
    void theStopEndsWhatWaits()
    {
        QFETCH(QString, way);
        begin(way);
        QCOMPARE(track().kind, CallKind::Sent);
        const QJsonObject arguments{{u"ms"_s, 60'000}};
        auto going = m_calls->call({{u"name"_s, u"shop.rest"_s}, {u"arguments"_s, arguments}}, {});
        m_calls->close();
        const SendOutcome ended = resultOf(std::move(going));
        QVERIFY(ended.kind == CallKind::Ambiguous || ended.kind == CallKind::Retry);
        QCOMPARE(call(u"say"_s, {{u"words"_s, u"x"_s}}).kind, CallKind::Retry);
    }
};

TONGDAI_TEST(McpCalls)

}  // namespace tongdai::upstream

#include "mcp_calls_e2e_test.moc"
