#include "tests/support/engine_team.h"
#include "tests/support/message_stream.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>
#include <QWebSocket>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

namespace {

std::vector<quint16> freePorts(int count)
{
    std::vector<std::unique_ptr<QTcpServer>> held;
    std::vector<quint16> ports;
    for (int i = 0; i < count; ++i) {
        held.push_back(std::make_unique<QTcpServer>());
        held.back()->listen(QHostAddress::LocalHost);
        ports.push_back(held.back()->serverPort());
    }
    return ports;
}

/// A browser's way: it comes back whenever it is cut off.
class ReturningSocket {
public:
    explicit ReturningSocket(const QUrl& url) : m_url(url)
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket, [this](const QString& text) {
            if (text.startsWith(u"0{"_s)) ++m_greetings;  // Engine.IO's open packet
        });
        QObject::connect(&m_socket, &QWebSocket::disconnected, &m_socket,
                         [this] { QTimer::singleShot(200, &m_socket, [this] { m_socket.open(m_url); }); });
        m_socket.open(m_url);
    }
    ~ReturningSocket() { m_socket.disconnect(); }
    int greetings() const { return m_greetings; }
    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }

private:
    QUrl m_url;
    QWebSocket m_socket;
    int m_greetings = 0;
};

}  // namespace

/// Three engines on one PostgreSQL and one Redis behind HAProxy with the shipped file, restarted one after the other
/// under a stream of messages: nothing is lost, doubled or out of order, and sockets find another engine.
class RollingRestartPgTest : public QObject {
    Q_OBJECT

    SharedPostgres m_store;
    std::unique_ptr<EngineTeam> m_team;
    std::unique_ptr<EngineTeam::Member> m_third;
    QTemporaryDir m_dir;
    QProcess m_proxy;
    quint16 m_front = 0;

    std::vector<EngineTeam::Member*> members() const
    {
        return {&m_team->members[0], &m_team->members[1], m_third.get()};
    }
    QUrl front() const { return QUrl(u"http://127.0.0.1:%1"_s.arg(m_front)); }

    /// As shipped, but for ports, the certificate and the account.
    void beginProxy(const std::vector<quint16>& ports)
    {
        QFile shipped(QStringLiteral(TONGDAI_SOURCE_DIR "/installer/haproxy.cfg"));
        QVERIFY(shipped.open(QIODevice::ReadOnly));
        QString text = QString::fromUtf8(shipped.readAll());
        const auto replace = [&text](const QString& from, const QString& to) {
            QVERIFY2(text.contains(from), qPrintable(from));
            text.replace(from, to);
        };
        replace(u"bind :443 ssl crt /etc/haproxy/tongdai.pem alpn h2,http/1.1"_s, u"bind 127.0.0.1:%1"_s.arg(m_front));
        replace(u"    user haproxy\n    group haproxy\n"_s, QString());
        replace(u" httponly secure"_s, u" httponly"_s);
        for (int i = 0; i < 3; ++i)
            replace(u" 127.0.0.1:%1 "_s.arg(8001 + i), u" 127.0.0.1:%1 "_s.arg(ports[size_t(i)]));
        QFile file(m_dir.filePath(u"haproxy.cfg"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.toUtf8());
        file.close();
        QString program = QStandardPaths::findExecutable(u"haproxy"_s);
        if (program.isEmpty()) program = u"/usr/sbin/haproxy"_s;
        QVERIFY2(QFile::exists(program), "haproxy is missing: apt-get install haproxy");
        m_proxy.setProcessChannelMode(QProcess::MergedChannels);
        m_proxy.start(program, {u"-db"_s, u"-f"_s, file.fileName()});
        QVERIFY(m_proxy.waitForStarted());
    }

private slots:
    void init()
    {
        QVERIFY2(m_store.start(), qPrintable(m_store.problem()));
        QVERIFY(m_store.useNewDatabase(u"rolling"_s));
        m_team = std::make_unique<EngineTeam>(m_store);
        m_third = std::make_unique<EngineTeam::Member>();
        StubScript varied;
        varied.maxDelay = 100;
        m_team->ai.setScript(varied);
        QVERIFY(m_team->redis.start() && m_team->ai.listen() && m_team->platform.listen());
        const std::vector<quint16> ports = freePorts(4);
        m_front = ports[3];
        for (size_t i = 0; i < 3; ++i) {
            EngineTeam::Member& member = *members()[i];
            member.engine.setArguments({u"--port"_s, QString::number(ports[i])});
            member.engine.setEnvironment(u"TRUSTED_PROXIES"_s, u"127.0.0.1"_s);
            QVERIFY(m_team->startMember(member));
            QVERIFY(m_team->waitForRedis(member));
            QCOMPARE(member.engine.url().port(), int(ports[i]));
        }
        beginProxy(ports);
    }
    void cleanup()
    {
        for (EngineTeam::Member* member : members()) {
            if (QTest::currentTestFailed()) qInfo("%s", member->engine.errorOutput().right(3'000).constData());
            member->engine.stop();
        }
        m_proxy.terminate();
        m_proxy.waitForFinished();
        if (QTest::currentTestFailed()) qInfo("%s", m_proxy.readAll().right(3'000).constData());
        m_third.reset();
        m_team.reset();
    }

    void underLoad()
    {
        JsonClient client(front(), 60);
        client.setToken(members()[0]->engine.pancakeToken());
        QTRY_COMPARE_WITH_TIMEOUT(client.get("/health").status, 200, 30'000);
        QVERIFY(client.get("/health").headers.value("set-cookie").startsWith("tongdai_engine=engine"));
        QUrl socketUrl = front();
        socketUrl.setScheme(u"ws"_s);
        socketUrl.setPath(u"/socket.io/"_s);
        socketUrl.setQuery(u"EIO=4&transport=websocket"_s);
        ReturningSocket socket(socketUrl);
        QTRY_COMPARE_WITH_TIMEOUT(socket.greetings(), 1, 30'000);

        SteadySenders senders(client, 40);
        MessageStream stream(senders, 50);
        senders.resume();
        for (EngineTeam::Member* member : members()) {
            const int before = senders.acknowledged();
            QTRY_VERIFY_WITH_TIMEOUT(senders.acknowledged() >= before + 50, 60'000);
            QCOMPARE(member->engine.stop(), std::optional<int>(0));
            const int without = senders.acknowledged();
            QTRY_VERIFY_WITH_TIMEOUT(senders.acknowledged() >= without + 50, 60'000);  // the others go on
            QVERIFY(m_team->startMember(*member));
            QVERIFY(m_team->waitForRedis(*member));
            QTest::qWait(3'000);  // two looks of the proxy, a second apart
        }
        stream.stop();
        QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(socket.isOpen(), 30'000);
        QVERIFY(socket.greetings() >= 2);  // it was on one of them, and found another one
        QVERIFY2(senders.surprises().isEmpty(), qPrintable(senders.surprises().join(u'\n')));
        QVERIFY(m_team->settles(60s));
        QCOMPARE(m_team->wrongs(senders.promises()), QStringList());
        QCOMPARE(m_store.rows(u"select count(*) from messages where seq is not null"_s),
                 QStringList{QString::number(senders.total())});
        qInfo("%d messages, %d refused, %d unanswered, p99 %lld ms", senders.total(), senders.refused(),
              senders.unanswered(), senders.percentileMicroseconds(0.99) / 1000);
    }
};

TONGDAI_TEST(RollingRestartPgTest)

#include "rolling_restart_pg_test.moc"
