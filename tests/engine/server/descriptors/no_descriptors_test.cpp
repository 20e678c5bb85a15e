#include "engine/server/http/listener.h"

#include "tests/engine/server/http/raw_client.h"
#include "tests/engine/server/http/test_handler.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QRegularExpression>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace tongdai::http {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// So many descriptors are left in this process while it lives.
class NoDescriptors {
public:
    explicit NoDescriptors(int left = 0)
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        for (int& gap : m_gaps)  // more than there can be below the highest
            gap = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        rlimit now = m_before;
        now.rlim_cur = rlim_t(m_gaps.back()) + rlim_t(1 + left);
        ::setrlimit(RLIMIT_NOFILE, &now);
    }
    ~NoDescriptors()
    {
        ::setrlimit(RLIMIT_NOFILE, &m_before);
        for (const int gap : m_gaps)
            ::close(gap);
    }
    Q_DISABLE_COPY_MOVE(NoDescriptors)

private:
    rlimit m_before{};
    std::array<int, 64> m_gaps{};
};

}  // namespace

/// A process out of descriptors tells its callers, and sleeps instead of failing over and over. On each address.
class NoDescriptorsTest : public QObject {
    Q_OBJECT
private slots:
    void callersAreToldAndAcceptingPauses_data()
    {
        QTest::addColumn<QHostAddress>("address");
        QTest::newRow("IPv4") << QHostAddress(QHostAddress::LocalHost);
        QTest::newRow("IPv6") << QHostAddress(QHostAddress::LocalHostIPv6);
    }
    void callersAreToldAndAcceptingPauses()
    {
        QFETCH(QHostAddress, address);
        TestHandler handler;
        Server server(handler, {});
        QVERIFY(!server.listen(QHostAddress::LocalHost, 0));
        QVERIFY(!server.listenAlso(QHostAddress::LocalHostIPv6));
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 5; ++i) {
            auto* socket = new QTcpSocket;
            clients.push_back(std::make_unique<RawClient>(0, socket));
            // Made now: in a moment nobody in this process can have a socket.
            QVERIFY(socket->bind(address));
        }
        {
            const NoDescriptors none;
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^connections cannot be accepted"_s));
            for (const auto& client : clients)
                client->socket().connectToHost(address, server.port());
            for (const auto& client : clients) {
                const RawAnswer answer = client->next();
                QCOMPARE(answer.status, 503);
                QVERIFY(answer.header("Retry-After").toInt() > 0);
            }
            QCOMPARE(server.statistics().refused, 5);
        }
        // Room again: whoever comes is served, without anybody's help.
        auto* socket = new QTcpSocket;
        RawClient late(0, socket);
        socket->connectToHost(address, server.port());
        QVERIFY(socket->waitForConnected(5000));
        late.say("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
        QCOMPARE(late.next().status, 200);
    }
    /// Callers who came before were served, and what the kernel says then is what Qt would not hear.
    void callersAreToldLaterToo()
    {
        TestHandler handler;
        Server server(handler, {});
        QVERIFY(!server.listen(QHostAddress::LocalHost, 0));
        RawClient served(server.port());
        served.say("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
        QCOMPARE(served.next().status, 200);
        auto* socket = new QTcpSocket;
        RawClient late(0, socket);
        QVERIFY(socket->bind(QHostAddress::LocalHost));
        const NoDescriptors none;
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^connections cannot be accepted"_s));
        socket->connectToHost(QHostAddress::LocalHost, server.port());
        QCOMPARE(late.next().status, 503);
        served.say("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
        QCOMPARE(served.next().status, 200);
    }
    /// Stores and services need theirs when callers are many.
    void theLastDescriptorsAreTheProgramsOwn()
    {
        TestHandler handler;
        Server server(handler, {});
        QVERIFY(!server.listen(QHostAddress::LocalHost, 0));
        const NoDescriptors few(4);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^connections are turned away"_s));
        RawClient late(server.port());  // takes one of them
        const RawAnswer answer = late.next();
        QCOMPARE(answer.status, 503);
        QVERIFY(answer.header("Retry-After").toInt() > 0);
        QFile own(u"/dev/null"_s);
        QVERIFY(own.open(QIODevice::ReadOnly));
    }
    /// Each failure is followed by a pause, and by a longer one.
    void pausesGrow()
    {
        int told = 0;
        Listener listener(
            100, [](qintptr descriptor) { ::close(int(descriptor)); }, [&](int) { ++told; });
        QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
        QList<qint64> pauses;
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(listener.port());
        // Not Qt's: those would give their descriptor back at the end of the connection.
        std::array<int, 3> callers{};
        for (int& caller : callers)
            caller = ::socket(AF_INET, SOCK_STREAM, 0);
        {
            const NoDescriptors none;
            for (const int caller : callers) {
                QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^connections cannot be accepted"_s));
                const int before = told;
                QCOMPARE(::connect(caller, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
                QTRY_COMPARE(told, before + 1);
                pauses << listener.pause().count();
            }
        }
        QCOMPARE(pauses, (QList<qint64>{50, 100, 200}));
        QTcpSocket welcome;
        welcome.connectToHost(QHostAddress::LocalHost, listener.port());
        QTRY_COMPARE(listener.pause(), 0ms);
        for (const int caller : callers)
            ::close(caller);
    }
};

TONGDAI_TEST(NoDescriptorsTest)

}  // namespace tongdai::http

#include "no_descriptors_test.moc"
