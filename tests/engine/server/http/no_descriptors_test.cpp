#include "engine/server/http/listener.h"

#include "tests/engine/server/http/raw_client.h"
#include "tests/engine/server/http/test_handler.h"
#include "tests/support/test_registry.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace tongdai::http {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// No descriptor is left in this process while it lives.
class NoDescriptors {
public:
    NoDescriptors()
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        const int lowest = ::open("/dev/null", O_RDONLY);
        ::close(lowest);
        rlimit now = m_before;
        now.rlim_cur = rlim_t(lowest);
        ::setrlimit(RLIMIT_NOFILE, &now);
    }
    ~NoDescriptors() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
    Q_DISABLE_COPY_MOVE(NoDescriptors)

private:
    rlimit m_before{};
};

}  // namespace

/// A process out of descriptors tells its callers, and sleeps instead of failing over and over. On each address.
class NoDescriptorsTest : public QObject {
    Q_OBJECT
private slots:
    void callersAreTold_data()
    {
        QTest::addColumn<QHostAddress>("address");
        QTest::newRow("IPv4") << QHostAddress(QHostAddress::LocalHost);
        QTest::newRow("IPv6") << QHostAddress(QHostAddress::LocalHostIPv6);
    }
    void callersAreTold()
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
};

TONGDAI_TEST(NoDescriptorsTest)

}  // namespace tongdai::http

#include "no_descriptors_test.moc"
