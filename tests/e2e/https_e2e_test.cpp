#include "tests/support/engine_scene.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_registry.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>

#include <tuple>

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

namespace {

constexpr int kHttpsPatience = 15'000;

struct SecureAnswer {
    int status = 0;  ///< 0: none
    QJsonObject json;
    QString error;
};

}  // namespace

/// The real engine with a certificate: HTTPS and WSS on its one port, and nothing beside them (security S02).
class HttpsE2eTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void answersBehindItsCertificate();
    void takesAMessage();
    void carriesWebSockets();
    void isNotBelievedWithoutItsAuthority();
    void plainTextIsNotAnswered();
    void stops();

private:
    QSslConfiguration trusting(const QString& authority) const;
    SecureAnswer ask(const QByteArray& request, const QString& authority);

    TestCertificates m_certificates;
    EngineScene m_scene;
};

void HttpsE2eTest::initTestCase()
{
    QVERIFY2(m_certificates.make(), qPrintable(m_certificates.problem()));
    m_scene.engine.setEnvironment(u"TLS_CERTIFICATE_FILE"_s, m_certificates.certificate());
    m_scene.engine.setEnvironment(u"TLS_KEY_FILE"_s, m_certificates.key());
    QVERIFY2(m_scene.start(), qPrintable(m_scene.engine.problem()));
    QCOMPARE(m_scene.engine.url().scheme(), u"https"_s);
}

QSslConfiguration HttpsE2eTest::trusting(const QString& authority) const
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromPath(authority));
    return tls;
}

SecureAnswer HttpsE2eTest::ask(const QByteArray& request, const QString& authority)
{
    SecureAnswer answer;
    QSslSocket socket;
    socket.setSslConfiguration(trusting(authority));
    QByteArray received;
    QObject::connect(&socket, &QSslSocket::encrypted, &socket, [&] { socket.write(request); });
    QObject::connect(&socket, &QIODevice::readyRead, &socket, [&] { received += socket.readAll(); });
    socket.connectToHostEncrypted(u"127.0.0.1"_s, quint16(m_scene.engine.url().port()));
    std::ignore = QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, kHttpsPatience);
    answer.error = socket.errorString();
    answer.status = received.mid(9, 3).toInt();
    answer.json = QJsonDocument::fromJson(received.mid(received.indexOf("\r\n\r\n") + 4)).object();
    return answer;
}

void HttpsE2eTest::answersBehindItsCertificate()
{
    const SecureAnswer answer =
        ask("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", m_certificates.authority());
    QVERIFY2(answer.status == 200, qPrintable(answer.error));
    QCOMPARE(answer.json.value("status"_L1).toString(), u"healthy"_s);
}

void HttpsE2eTest::takesAMessage()
{
    const QByteArray body = QJsonDocument(JsonClient::message(u"c1"_s, u"m1"_s, u"còn hàng không ạ?"_s)).toJson();
    const SecureAnswer answer =
        ask("POST /api/v1/enhanced-handle-message HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            "Authorization: Bearer " +
                m_scene.engine.pancakeToken() + "\r\nContent-Type: application/json\r\nContent-Length: " +
                QByteArray::number(body.size()) + "\r\n\r\n" + body,
            m_certificates.authority());
    QVERIFY2(answer.status == 200, qPrintable(answer.error));
    QCOMPARE(m_scene.rows(u"select content from messages where message_id = cast('m1' as blob)"_s),
             QStringList{u"còn hàng không ạ?"_s});
}

void HttpsE2eTest::carriesWebSockets()
{
    QWebSocket socket;
    socket.setSslConfiguration(trusting(m_certificates.authority()));
    QSignalSpy received(&socket, &QWebSocket::textMessageReceived);
    QUrl url = m_scene.engine.url();
    url.setScheme(u"wss"_s);
    url.setPath(u"/socket.io/"_s);
    url.setQuery(u"EIO=4&transport=websocket"_s);
    socket.open(url);
    QTRY_VERIFY_WITH_TIMEOUT(!received.isEmpty(), kHttpsPatience);
    const QString opened = received.first().first().toString();
    QVERIFY2(opened.startsWith(u"0{"_s) && opened.contains(u"\"sid\""_s), qPrintable(opened));
}

void HttpsE2eTest::isNotBelievedWithoutItsAuthority()
{
    const SecureAnswer answer = ask("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", m_certificates.otherAuthority());
    QCOMPARE(answer.status, 0);
    QVERIFY2(answer.error.contains(u"certificate"_s), qPrintable(answer.error));
}

void HttpsE2eTest::plainTextIsNotAnswered()
{
    QTcpSocket socket;
    QByteArray received;
    connect(&socket, &QIODevice::readyRead, this, [&] { received += socket.readAll(); });
    socket.connectToHost(u"127.0.0.1"_s, quint16(m_scene.engine.url().port()));
    socket.write("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    QTRY_VERIFY_WITH_TIMEOUT(socket.state() == QAbstractSocket::UnconnectedState, kHttpsPatience);
    QVERIFY2(!received.contains("HTTP/"), received.constData());
    answersBehindItsCertificate();
}

void HttpsE2eTest::stops()
{
    QCOMPARE(m_scene.engine.stop(), std::optional<int>(0));
}

TONGDAI_TEST(HttpsE2eTest)
#include "https_e2e_test.moc"
