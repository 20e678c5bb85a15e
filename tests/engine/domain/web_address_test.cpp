#include "engine/domain/web_address.h"

#include "tests/support/test_registry.h"

namespace tongdai {

using namespace Qt::StringLiterals;

/// What a person may type where an origin or a host is wanted, and what becomes of it.
class WebAddressTest : public QObject {
    Q_OBJECT
private slots:
    void anOriginGetsTheSpellingOfBrowsers_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("origin");
        QTest::newRow("as sent") << u"https://shop.example"_s << u"https://shop.example"_s;
        QTest::newRow("slash") << u"https://shop.example/"_s << u"https://shop.example"_s;
        QTest::newRow("capitals") << u"HTTPS://Shop.Example"_s << u"https://shop.example"_s;
        QTest::newRow("usual port") << u"https://shop.example:443"_s << u"https://shop.example"_s;
        QTest::newRow("usual clear port") << u"http://shop.example:80/"_s << u"http://shop.example"_s;
        QTest::newRow("other port") << u"https://shop.example:8443"_s << u"https://shop.example:8443"_s;
        QTest::newRow("the other's port") << u"http://shop.example:443"_s << u"http://shop.example:443"_s;
        QTest::newRow("colon alone") << u"https://shop.example:"_s << u"https://shop.example"_s;
        QTest::newRow("spaces") << u"  https://shop.example "_s << u"https://shop.example"_s;
        QTest::newRow("international") << u"https://bücher.example"_s << u"https://xn--bcher-kva.example"_s;
        QTest::newRow("international, capitals") << u"https://BÜCHER.example/"_s << u"https://xn--bcher-kva.example"_s;
        QTest::newRow("decomposed") << u"https://bu\u0308cher.example"_s << u"https://xn--bcher-kva.example"_s;
        QTest::newRow("ASCII form") << u"https://XN--bcher-kva.example"_s << u"https://xn--bcher-kva.example"_s;
        QTest::newRow("qualified") << u"https://shop.example."_s << u"https://shop.example"_s;
        QTest::newRow("IPv6") << u"http://[2001:DB8:0:0:0:0:0:1]:8080"_s << u"http://[2001:db8::1]:8080"_s;
        QTest::newRow("IPv4") << u"http://192.168.1.5:3000/"_s << u"http://192.168.1.5:3000"_s;
        QTest::newRow("one label") << u"http://localhost:5173"_s << u"http://localhost:5173"_s;
    }
    void anOriginGetsTheSpellingOfBrowsers()
    {
        QFETCH(QString, typed);
        QFETCH(QString, origin);
        const WebAddress read = webOrigin(typed);
        QCOMPARE(read.text, origin);
        QVERIFY(read.problem.isEmpty());
        QCOMPARE(webOrigin(read.text).text, origin);
    }

    void whatIsNoOriginSaysWhy_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("problem");
        QTest::newRow("no scheme") << u"shop.example"_s << u"https://"_s;
        QTest::newRow("no scheme, port") << u"shop.example:8443"_s << u"https://"_s;
        QTest::newRow("null") << u"null"_s << u"https://"_s;
        QTest::newRow("other scheme") << u"ftp://shop.example"_s << u"https://"_s;
        QTest::newRow("path") << u"https://shop.example/vi/"_s << u"path"_s;
        QTest::newRow("query") << u"https://shop.example?x=1"_s << u"behind the host"_s;
        QTest::newRow("fragment") << u"https://shop.example/#x"_s << u"behind the host"_s;
        QTest::newRow("password") << u"https://me:pw@shop.example"_s << u"password"_s;
        QTest::newRow("every page") << u"*"_s << u"pattern"_s;
        QTest::newRow("pattern") << u"https://*.shop.example"_s << u"pattern"_s;
        QTest::newRow("no host") << u"https://"_s << u"no origin"_s;
        QTest::newRow("two in one") << u"https://a.example https://b.example"_s << u"no origin"_s;
        QTest::newRow("semicolon") << u"https://a.example;https://b.example"_s << u"no origin"_s;
        QTest::newRow("port too large") << u"https://shop.example:70000"_s << u"no origin"_s;
        QTest::newRow("port zero") << u"https://shop.example:0"_s << u"port"_s;
    }
    void whatIsNoOriginSaysWhy()
    {
        QFETCH(QString, typed);
        QFETCH(QString, problem);
        const WebAddress read = webOrigin(typed);
        QVERIFY(read.text.isEmpty());
        QVERIFY2(read.problem.contains(problem), qPrintable(read.problem));
    }

    void aHostGetsTheSpellingOfItsHeader_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("host");
        QTest::newRow("as sent") << u"shop.example"_s << u"shop.example"_s;
        QTest::newRow("capitals") << u"Shop.Example"_s << u"shop.example"_s;
        QTest::newRow("qualified") << u"shop.example."_s << u"shop.example"_s;
        QTest::newRow("port") << u"shop.example:8000"_s << u"shop.example"_s;
        QTest::newRow("address of a page") << u"https://shop.example/"_s << u"shop.example"_s;
        QTest::newRow("international") << u"bücher.example"_s << u"xn--bcher-kva.example"_s;
        QTest::newRow("IPv4") << u"192.168.1.5"_s << u"192.168.1.5"_s;
        QTest::newRow("IPv6") << u"2001:DB8:0:0:0:0:0:1"_s << u"2001:db8::1"_s;
        QTest::newRow("IPv6 in brackets") << u"[2001:db8::1]:8000"_s << u"2001:db8::1"_s;
    }
    void aHostGetsTheSpellingOfItsHeader()
    {
        QFETCH(QString, typed);
        QFETCH(QString, host);
        const WebAddress read = hostName(typed);
        QCOMPARE(read.text, host);
        QVERIFY(read.problem.isEmpty());
    }

    void whatIsNoHostSaysWhy_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("problem");
        QTest::newRow("every host") << u"*"_s << u"pattern"_s;
        QTest::newRow("pattern") << u"*.shop.example"_s << u"pattern"_s;
        QTest::newRow("path") << u"shop.example/chat"_s << u"path"_s;
        QTest::newRow("two in one") << u"a.example b.example"_s << u"no host name"_s;
        QTest::newRow("other scheme") << u"redis://shop.example"_s << u"no host name"_s;
        QTest::newRow("port that is none") << u"shop.example:http"_s << u"no host name"_s;
        QTest::newRow("name and password") << u"me@shop.example"_s << u"password"_s;
    }
    void whatIsNoHostSaysWhy()
    {
        QFETCH(QString, typed);
        QFETCH(QString, problem);
        const WebAddress read = hostName(typed);
        QVERIFY(read.text.isEmpty());
        QVERIFY2(read.problem.contains(problem), qPrintable(read.problem));
    }
};

TONGDAI_TEST(WebAddressTest)

}  // namespace tongdai

#include "web_address_test.moc"
