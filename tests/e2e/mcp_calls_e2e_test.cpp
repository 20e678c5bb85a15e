#include "tests/support/engine_scene.h"
#include "tests/support/node_project.h"
#include "tests/support/process_facts.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

namespace {

/// A server made with the official SDK, started by the engine.
QJsonObject programOfTools(const NodeProject& node)
{
    const QJsonObject code{{u"code"_s, QJsonObject{{u"type"_s, u"text"_s}}}};
    return {{u"name"_s, u"shop"_s},
            {u"kind"_s, u"mcp"_s},
            {u"command"_s,
             QJsonArray{QStandardPaths::findExecutable(u"node"_s), node.folder() + u"/shop_server.mjs"_s, u"stdio"_s}},
            {u"tools"_s,
             QJsonObject{{u"track_parcel"_s, QJsonObject{{u"parameters"_s, code}, {u"read_only"_s, true}}},
                         {u"pid"_s, QJsonObject{{u"read_only"_s, true}}},
                         {u"say"_s, QJsonObject{{u"parameters"_s, QJsonObject{{u"words"_s, code["code"_L1]}}}}}}},
            {u"limit"_s, QJsonObject{{u"calls"_s, 2}}},
            {u"timeout_ms"_s, 10'000}};
}

QJsonObject answerCalling(const QString& tool, const QJsonObject& arguments)
{
    const QJsonObject call{{u"name"_s, u"shop."_s + tool}, {u"arguments"_s, arguments}};
    const QJsonObject said{{u"message"_s, u"Dạ xong ạ"_s}};
    return {{u"response_text"_s, u"Dạ xong ạ"_s},
            {u"actions"_s, QJsonArray{QJsonObject{{u"type"_s, u"execute_api"_s}, {u"data"_s, call}},
                                      QJsonObject{{u"type"_s, u"send_message"_s}, {u"data"_s, said}}}}};
}

QJsonObject firstCallOf(const ClientReply& reply)
{
    const QJsonObject sent = reply.json.value("result"_L1).toObject().value("pancake_result"_L1).toObject();
    return sent.value("calls"_L1).toArray()[0].toObject();
}

}  // namespace

/// Tools of an MCP server through the real program (contracts/mcp §2).
class McpCallsE2eTest : public QObject {
    Q_OBJECT

    std::unique_ptr<NodeProject> m_node;
    std::unique_ptr<EngineScene> m_scene;

    ClientReply sayCalling(const QString& message, const QString& tool, const QJsonObject& arguments = {})
    {
        m_scene->ai.setAnswer([tool, arguments](const StubRequest&) { return answerCalling(tool, arguments); });
        return m_scene->say(u"c-"_s + message, message, u"đơn của mình đến đâu rồi?"_s);
    }

private slots:
    void initTestCase()
    {
        m_node = std::make_unique<NodeProject>(u"mcp"_s);
        QVERIFY2(m_node->failure().isEmpty(), qPrintable(m_node->failure()));
    }
    void init()
    {
        m_scene = std::make_unique<EngineScene>();
        QVERIFY(QDir().mkpath(m_scene->engine.dataDir()));
        QFile file(m_scene->engine.dataDir() + u"/connections.json"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QJsonArray connections{programOfTools(*m_node)};
        file.write(QJsonDocument(QJsonObject{{u"version"_s, 1}, {u"connections"_s, connections}}).toJson());
        file.close();
        QVERIFY(m_scene->start());
    }
    void cleanup() { m_scene.reset(); }

    void anActionCallsAToolWithinItsLimit()
    {
        const ClientReply first = sayCalling(u"m1"_s, u"track_parcel"_s, {{u"code"_s, u"GHN1"_s}});
        QCOMPARE(first.status, 200);
        const QJsonObject call = firstCallOf(first);
        QCOMPARE(call.value("name"_L1).toString(), u"shop.track_parcel"_s);
        QCOMPARE(call["answer"_L1]["code"_L1].toString(), u"GHN1"_s);
        QCOMPARE(call["answer"_L1]["tracked"_L1].toInt(), 1);
        QVERIFY(!call["answer"_L1]["key"_L1].toString().isEmpty());
        QCOMPARE(sayCalling(u"m2"_s, u"track_parcel"_s, {{u"code"_s, u"GHN2"_s}}).status, 200);
        sayCalling(u"m3"_s, u"track_parcel"_s, {{u"code"_s, u"GHN3"_s}});
        QTRY_COMPARE_WITH_TIMEOUT(
            m_scene->rows(u"select last_error from outbox where last_error is not null and last_error <> ''"_s),
            QStringList{u"call failed: shop.track_parcel: called too often"_s}, 30'000);
        QVERIFY(!m_scene->engine.errorOutput().contains("GHN"));
    }

    void withoutAYesNothingIsSaid()
    {
        QCOMPARE(sayCalling(u"m1"_s, u"say"_s, {{u"words"_s, u"x"_s}}).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(m_scene->rows(u"select state || '|' || last_error from outbox"_s),
                                  QStringList{u"3|call needs a person's yes: shop.say"_s}, 30'000);
    }

    void theServerEndsWithTheEngine()
    {
        const QJsonObject call = firstCallOf(sayCalling(u"m1"_s, u"pid"_s));
        const qint64 pid = call["answer"_L1]["text"_L1].toString().toLongLong();
        QVERIFY(pid > 0);
        QVERIFY(process::descriptors(pid) > 0);
        QCOMPARE(m_scene->engine.stop(), std::optional<int>(0));
        QTRY_VERIFY_WITH_TIMEOUT(process::descriptors(pid) < 0, 10'000);
    }

    void theServerEndsWithAnEngineThatDies()
    {
        const QJsonObject call = firstCallOf(sayCalling(u"m1"_s, u"pid"_s));
        const qint64 pid = call["answer"_L1]["text"_L1].toString().toLongLong();
        QVERIFY(process::descriptors(pid) > 0);
        m_scene->engine.crash();
        QTRY_VERIFY_WITH_TIMEOUT(process::descriptors(pid) < 0, 10'000);
    }
};

TONGDAI_TEST(McpCallsE2eTest)

#include "mcp_calls_e2e_test.moc"
