#include "engine/server/http/trusted_proxies.h"

#include "tests/engine/server/http/raw_client.h"
#include "tests/engine/server/http/test_handler.h"
#include "tests/support/test_registry.h"

#include <QRegularExpression>

namespace tongdai::http {

using namespace Qt::StringLiterals;

namespace {

TrustedProxies proxiesOf(const QStringList& ranges)
{
    std::vector<AddressRange> ours;
    for (const QString& range : ranges)
        ours.push_back(std::get<AddressRange>(readAddressRange(range)));
    return TrustedProxies(std::move(ours));
}

Request requestWith(const QList<Header>& headers)
{
    Request request;
    request.headers = headers;
    return request;
}

}  // namespace

/// Security S07: the caller behind a proxy of ours, and nobody else's word for it.
class TrustedProxiesTest : public QObject {
    Q_OBJECT
private slots:
    void findsTheCaller_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QByteArray>("listed");     // X-Forwarded-For; lines parted by |
        QTest::addColumn<QByteArray>("described");  // Forwarded
        QTest::addColumn<QString>("caller");
        const auto row = [](const char* name, const QString& peer, const QByteArray& listed,
                            const QByteArray& described,
                            const QString& caller) { QTest::newRow(name) << peer << listed << described << caller; };
        row("a stranger's word", u"203.0.113.9"_s, "1.2.3.4", "for=1.2.3.4", u"203.0.113.9"_s);
        row("no word", u"10.0.0.2"_s, {}, {}, u"10.0.0.2"_s);
        row("one hop", u"10.0.0.2"_s, "198.51.100.7", {}, u"198.51.100.7"_s);
        row("from the right", u"10.0.0.2"_s, "1.2.3.4, 198.51.100.7", {}, u"198.51.100.7"_s);
        row("through two of ours", u"10.0.0.2"_s, "1.2.3.4, 198.51.100.7, 10.0.0.3", {}, u"198.51.100.7"_s);
        row("several lines", u"10.0.0.2"_s, "1.2.3.4|198.51.100.7|10.0.0.3", {}, u"198.51.100.7"_s);
        row("all of them ours", u"10.0.0.2"_s, "10.0.0.4, 10.0.0.3", {}, u"10.0.0.4"_s);
        row("a name", u"10.0.0.2"_s, "1.2.3.4, shop.example", {}, u"10.0.0.2"_s);
        row("half an address", u"10.0.0.2"_s, "1.2.3", {}, u"10.0.0.2"_s);
        row("nothing between commas", u"10.0.0.2"_s, "1.2.3.4,,", {}, u"10.0.0.2"_s);
        row("with a port", u"10.0.0.2"_s, "198.51.100.7:4711", {}, u"198.51.100.7"_s);
        row("IPv6 with a port", u"10.0.0.2"_s, "[2001:db8::7]:4711", {}, u"2001:db8::7"_s);
        row("IPv6", u"10.0.0.2"_s, "2001:db8::7", {}, u"2001:db8::7"_s);
        row("written as IPv6", u"10.0.0.2"_s, "::ffff:198.51.100.7", {}, u"198.51.100.7"_s);
        row("peer written as IPv6", u"::ffff:10.0.0.2"_s, "198.51.100.7", {}, u"198.51.100.7"_s);
        row("proxy by IPv6", u"2001:db8:0:1::5"_s, "198.51.100.7", {}, u"198.51.100.7"_s);
        row("beside our network", u"2001:db8:0:2::5"_s, "198.51.100.7", {}, u"2001:db8:0:2::5"_s);
        row("Forwarded", u"10.0.0.2"_s, {}, "for=1.2.3.4, for=198.51.100.7;proto=https;by=10.0.0.2", u"198.51.100.7"_s);
        row("Forwarded, quoted", u"10.0.0.2"_s, {}, "proto=https;For=\"[2001:db8::17]:4711\"", u"2001:db8::17"_s);
        row("Forwarded, hidden", u"10.0.0.2"_s, {}, "for=1.2.3.4, for=_gate", u"10.0.0.2"_s);
        row("Forwarded, a comma in quotes", u"10.0.0.2"_s, {}, "for=198.51.100.7;x=\"a, for=1.2.3.4\"",
            u"198.51.100.7"_s);
        row("both alike", u"10.0.0.2"_s, "198.51.100.7", "for=198.51.100.7", u"198.51.100.7"_s);
        row("both, apart", u"10.0.0.2"_s, "198.51.100.7", "for=1.2.3.4", u"10.0.0.2"_s);
    }
    void findsTheCaller()
    {
        QFETCH(QString, peer);
        QFETCH(QByteArray, listed);
        QFETCH(QByteArray, described);
        QFETCH(QString, caller);
        QList<Header> headers;
        if (!listed.isEmpty()) {
            for (const QByteArray& line : listed.split('|'))
                headers.emplaceBack("X-Forwarded-For"_ba, line);
        }
        if (!described.isEmpty()) headers.emplaceBack("Forwarded"_ba, described);
        const TrustedProxies ours = proxiesOf({u"10.0.0.0/24"_s, u"2001:db8:0:1::/64"_s});
        QCOMPARE(ours.callerOf(QHostAddress(peer), requestWith(headers)), QHostAddress(caller));
    }
    void trustsNobodyByItself()
    {
        const Request request = requestWith({{"X-Forwarded-For", "1.2.3.4"}});
        const QHostAddress peer(QHostAddress::LocalHost);
        QCOMPARE(TrustedProxies().callerOf(peer, request), peer);
    }
    void aProxyNobodyNamedIsToldOfOnce()
    {
        TestHandler handler;
        Server server(handler, {});
        QVERIFY(!server.listen(QHostAddress::LocalHost, 0));
        RawClient client(server.port());
        client.say("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
        QCOMPARE(client.next().status, 200);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^a program on this computer forwards callers"_s));
        QTest::failOnWarning(QRegularExpression(u"forwards callers"_s));
        for (int i = 0; i < 2; ++i) {
            client.say("GET /x HTTP/1.1\r\nHost: a\r\nForwarded: for=1.2.3.4\r\n\r\n");
            QCOMPARE(client.next().status, 200);
        }
    }
    /// On both listeners alike, and more connections than one caller may have.
    void requestsAreTheirCallers_data()
    {
        QTest::addColumn<QHostAddress>("address");
        QTest::newRow("IPv4") << QHostAddress(QHostAddress::LocalHost);
        QTest::newRow("IPv6") << QHostAddress(QHostAddress::LocalHostIPv6);
    }
    void requestsAreTheirCallers()
    {
        QFETCH(QHostAddress, address);
        TestHandler handler;
        const Limits limits{.connectionsPerAddress = 1};
        Server server(handler, limits, {}, proxiesOf({u"127.0.0.1"_s, u"::1"_s}));
        QVERIFY(!server.listen(QHostAddress::LocalHost, 0));
        QVERIFY(!server.listenAlso(QHostAddress::LocalHostIPv6));
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 1; i <= 3; ++i) {
            auto* socket = new QTcpSocket;
            RawClient& client = *clients.emplace_back(std::make_unique<RawClient>(0, socket));
            socket->connectToHost(address, server.port());
            QVERIFY(socket->waitForConnected(5000));
            client.say("GET /x HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 198.51.100." + QByteArray::number(i) +
                       "\r\n\r\n");
            QCOMPARE(client.next().status, 200);
            QCOMPARE(handler.seen.last().peer, QHostAddress(u"198.51.100.%1"_s.arg(i)));
        }
        QCOMPARE(server.statistics().connections, 3);
    }
};

TONGDAI_TEST(TrustedProxiesTest)

}  // namespace tongdai::http

#include "trusted_proxies_test.moc"
