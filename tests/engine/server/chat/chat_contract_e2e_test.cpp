#include "tests/support/engine_process.h"
#include "tests/support/engine_team.h"
#include "tests/support/node_project.h"
#include "tests/support/tcp_proxy.h"
#include "tests/support/test_registry.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString kSecret = u"a-secret-that-only-tests-know-of-32"_s;

}  // namespace

/// contracts/realtime-chat with the official client against the real engine, by every transport.
class ChatContractE2eTest : public QObject {
    Q_OBJECT

    NodeProject m_node;

    QStringList arguments(EngineProcess& engine, const QString& transports) const
    {
        return {engine.url().toString(), transports, kSecret, QString::fromUtf8(engine.adminToken()),
                QString::fromUtf8(engine.pancakeToken())};
    }

private slots:
    void initTestCase() { QVERIFY2(m_node.failure().isEmpty(), qPrintable(m_node.failure())); }

    void speaksTheWholeContract_data()
    {
        QTest::addColumn<QString>("transports");
        QTest::newRow("polling") << u"polling"_s;
        QTest::newRow("websocket") << u"websocket"_s;
        QTest::newRow("upgrade") << u"polling,websocket"_s;
    }
    void speaksTheWholeContract()
    {
        QFETCH(QString, transports);
        EngineProcess engine;
        engine.setEnvironment(u"JWT_SECRET"_s, kSecret);
        QVERIFY2(engine.start(), qPrintable(engine.problem()));
        const QString failure = m_node.run(u"chat_scenario.mjs"_s, arguments(engine, transports));
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        QCOMPARE(engine.stop(), std::optional(0));
    }

    /// CONNECTION_CALLS_PER_MINUTE: what is no message, and what cannot be read, counts as well; one connection alone.
    void allThatAConnectionAsksForIsBounded()
    {
        EngineProcess engine;
        engine.setEnvironment(u"JWT_SECRET"_s, kSecret);
        engine.setEnvironment(u"CONNECTION_CALLS_PER_MINUTE"_s, u"6"_s);
        QVERIFY2(engine.start(), qPrintable(engine.problem()));
        const QStringList of{engine.url().toString(), kSecret, QString::fromUtf8(engine.adminToken())};
        const QString failure = m_node.run(u"chat_calls.mjs"_s, of);
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        QCOMPARE(engine.stop(), std::optional(0));
    }

    /// tests/contract/socketio/chat_session.txt, recorded with TONGDAI_RECORD=1 and read by a person.
    void speaksTheRecordedPackets()
    {
        EngineProcess engine;
        engine.setEnvironment(u"JWT_SECRET"_s, kSecret);
        QVERIFY2(engine.start(), qPrintable(engine.problem()));
        const QString record = QStringLiteral(TONGDAI_SOURCE_DIR "/tests/contract/socketio/chat_session.txt");
        QStringList arguments{engine.url().toString(), kSecret, QString::fromUtf8(engine.adminToken()), record};
        if (qEnvironmentVariableIsSet("TONGDAI_RECORD")) arguments << u"record"_s;
        const QString failure = m_node.run(u"chat_packets.mjs"_s, arguments);
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
    }

    /// Fifty cuts in a thousand messages, each amid what four senders have on their way.
    void losesAndDoublesNothingWhenTheWireIsCut()
    {
        constexpr int messages = 1000;
        constexpr int cuts = 50;
        EngineProcess engine;
        engine.setEnvironment(u"JWT_SECRET"_s, kSecret);
        engine.setEnvironment(u"CHAT_MESSAGES_PER_MINUTE"_s, u"100000"_s);
        QVERIFY2(engine.start(), qPrintable(engine.problem()));
        const auto proxy = TcpProxy::toPort(quint16(engine.url().port()));
        proxy->setLatency(TcpProxy::Direction::ToClient, 5ms);
        int done = 0;
        QTcpServer scissors;  // whoever connects cuts
        QVERIFY(scissors.listen(QHostAddress::LocalHost));
        connect(&scissors, &QTcpServer::newConnection, this, [&] {
            while (QTcpSocket* socket = scissors.nextPendingConnection()) {
                proxy->resetAll();
                ++done;
                delete socket;
            }
        });
        const QString wire = u"http://127.0.0.1:%1"_s.arg(proxy->port());
        const QString failure =
            m_node.run(u"chat_cut.mjs"_s,
                       {engine.url().toString(), wire, kSecret, QString::fromUtf8(engine.adminToken()),
                        QString::number(messages), QString::number(cuts), QString::number(scissors.serverPort())});
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        QCOMPARE(done, cuts);
        QCOMPARE(engine.stop(), std::optional(0));
    }

    void reachesTheSocketsOfOtherEngines()
    {
        SharedPostgres store;
        QVERIFY2(store.start(), qPrintable(store.problem()));
        QVERIFY(store.useNewDatabase(u"chat"_s));
        EngineTeam team(store);
        for (EngineTeam::Member& member : team.members)
            member.engine.setEnvironment(u"JWT_SECRET"_s, kSecret);
        QVERIFY(team.start());
        EngineProcess& a = team.members[0].engine;
        EngineProcess& b = team.members[1].engine;
        const QString failure = m_node.run(
            u"chat_cluster.mjs"_s, {a.url().toString(), b.url().toString(), kSecret, QString::fromUtf8(a.adminToken()),
                                    QString::number(b.pid()), QString::fromUtf8(b.adminToken())});
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
    }
};

TONGDAI_TEST(ChatContractE2eTest)

}  // namespace tongdai::testing

#include "chat_contract_e2e_test.moc"
