#include "tests/engine/server/http/raw_client.h"
#include "tests/engine/server/http/test_handler.h"
#include "tests/support/test_registry.h"

namespace tongdai::http {

using namespace Qt::StringLiterals;

/// Two readers of one request must not take different values from it: whatever is said twice and can have one value
/// only is refused before any door sees it, a request as well as an upgrade.
class RepeatedFieldsTest : public QObject {
    Q_OBJECT

    static constexpr const char* kUpgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";

private slots:
    void init()
    {
        m_handler = std::make_unique<TestHandler>();
        m_handler->onUpgrade = [this](QTcpSocket* socket, const Request&) {
            ++m_upgrades;
            socket->deleteLater();
        };
        m_upgrades = 0;
        m_server = std::make_unique<Server>(*m_handler, Limits());
        QVERIFY(!m_server->listen(QHostAddress::LocalHost, 0));
    }
    void cleanup()
    {
        m_server.reset();
        m_handler.reset();
    }

    /// F69
    void refusesWhatCanBeSaidOnce_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::newRow("token") << "Authorization"_ba
                               << "Bearer right"_ba
                               << "Bearer wrong"_ba;
        QTest::newRow("token again") << "Authorization"_ba
                                     << "Bearer right"_ba
                                     << "Bearer right"_ba;
        QTest::newRow("token, empty") << "Authorization"_ba
                                      << "Bearer right"_ba
                                      << ""_ba;
        QTest::newRow("cookie") << "Cookie"_ba
                                << "accessToken=a"_ba
                                << "accessToken=b"_ba;
        QTest::newRow("origin") << "Origin"_ba
                                << "https://shop.example"_ba
                                << "https://evil.example"_ba;
        QTest::newRow("type") << "Content-Type"_ba
                              << "application/json"_ba
                              << "text/plain"_ba;
        QTest::newRow("referer") << "Referer"_ba
                                 << "https://a.example/"_ba
                                 << "https://b.example/"_ba;
        QTest::newRow("agent") << "User-Agent"_ba
                               << "a"_ba
                               << "b"_ba;
        QTest::newRow("key") << "Sec-WebSocket-Key"_ba
                             << "dGhlIHNhbXBsZSBub25jZQ=="_ba
                             << "bm9uY2U="_ba;
        QTest::newRow("version") << "Sec-WebSocket-Version"_ba
                                 << "13"_ba
                                 << "8"_ba;
        QTest::newRow("preflight") << "Access-Control-Request-Method"_ba
                                   << "GET"_ba
                                   << "DELETE"_ba;
        QTest::newRow("date") << "If-Modified-Since"_ba
                              << "Sat, 29 Oct 2022 19:43:31 GMT"_ba
                              << "x"_ba;
    }
    void refusesWhatCanBeSaidOnce()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        const QByteArray twice = name + ": " + first + "\r\nX-Between: x\r\n" + name.toLower() + ": " + second + "\r\n";
        for (const QByteArray& head :
             {"GET / HTTP/1.1\r\nHost: a\r\n" + twice, "GET /socket HTTP/1.1\r\nHost: a\r\n"_ba + kUpgrade + twice}) {
            RawClient client(m_server->port());
            client.say(head + "\r\n");
            const RawAnswer answer = client.next();
            QCOMPARE(answer.status, 400);
            QVERIFY2(answer.body.contains(name), answer.body.constData());
        }
        QVERIFY(m_handler->seen.isEmpty());
        QCOMPARE(m_upgrades, 0);
    }
    void refusesAParameterThatStandsTwice_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("different") << "page=1&x=2&page=3"_ba;
        QTest::newRow("alike") << "page=1&page=1"_ba;
        QTest::newRow("empty") << "page&page=1"_ba;
        QTest::newRow("encoded") << "page=1&p%61ge=2"_ba;
        QTest::newRow("in capitals") << "page=1&PAGE=2"_ba;
    }
    void refusesAParameterThatStandsTwice()
    {
        QFETCH(QByteArray, query);
        for (const QByteArray& head : {"GET /?" + query + " HTTP/1.1\r\nHost: a\r\n",
                                       "GET /socket?" + query + " HTTP/1.1\r\nHost: a\r\n" + kUpgrade}) {
            RawClient client(m_server->port());
            client.say(head + "\r\n");
            const RawAnswer answer = client.next();
            QCOMPARE(answer.status, 400);
            QVERIFY2(answer.body.toLower().contains("parameter page"), answer.body.constData());
        }
        QVERIFY(m_handler->seen.isEmpty());
        QCOMPARE(m_upgrades, 0);
    }
    void takesListsInSeveralLines()
    {
        RawClient client(m_server->port());
        client.say(
            "GET / HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\nAccept: */*\r\nX-Forwarded-For: 1.2.3.4\r\n"
            "X-Forwarded-For: 5.6.7.8\r\nAuthorization: Bearer right\r\nCookie: a=b\r\n\r\n");
        QCOMPARE(client.next().status, 200);
        QCOMPARE(m_handler->seen.size(), 1);
    }

private:
    std::unique_ptr<TestHandler> m_handler;
    std::unique_ptr<Server> m_server;
    int m_upgrades = 0;
};

TONGDAI_TEST(RepeatedFieldsTest)

}  // namespace tongdai::http

#include "repeated_fields_test.moc"
