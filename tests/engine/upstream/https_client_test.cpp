#include "engine/upstream/http_client.h"

#include "tests/engine/upstream/result_of.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using upstream::HttpClient;
using upstream::HttpFailure;
using upstream::HttpReply;
using upstream::HttpRequest;
using upstream::HttpResult;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Answers every request with "ok", behind TLS.
class SecureService {
public:
    SecureService(const QString& certificate, const QString& key)
    {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(QSslCertificate(contentOf(certificate)));
        tls.setPrivateKey(QSslKey(contentOf(key), QSsl::Rsa));
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_server.setSslConfiguration(tls);
        QObject::connect(&m_server, &QTcpServer::pendingConnectionAvailable, &m_server, [this] {
            QTcpSocket* socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QIODevice::readyRead, socket, [this, socket] {
                m_received += socket->readAll();
                if (!m_received.contains("\r\n\r\n")) return;
                socket->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            });
        });
        m_server.listen(QHostAddress::LocalHost);
    }
    QUrl url() const { return QUrl(u"https://127.0.0.1:%1"_s.arg(m_server.serverPort())); }
    QByteArray received() const { return m_received; }

private:
    QSslServer m_server;
    QByteArray m_received;
};

HttpResult ask(const QUrl& origin)
{
    HttpClient client(origin);
    HttpRequest request;
    request.target = "/process"_ba;
    request.body = R"({"secret":"of the shop"})"_ba;
    return resultOf(client.send(request));
}

}  // namespace

/// The AI service and the platform behind https: a certificate of an authority this computer trusts, for that very
/// name, or nothing is said (security S02).
class HttpsClientTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY2(m_certificates.make(), qPrintable(m_certificates.problem())); }
    void init() { m_before = QSslConfiguration::defaultConfiguration(); }
    void cleanup() { QSslConfiguration::setDefaultConfiguration(m_before); }

    void talksBehindATrustedCertificate()
    {
        trust(m_certificates.authority());
        const SecureService service(m_certificates.certificate(), m_certificates.key());
        const HttpResult result = ask(service.url());
        const auto* reply = std::get_if<HttpReply>(&result);
        QVERIFY2(reply, qPrintable(reply ? QString() : std::get<HttpFailure>(result).what));
        QCOMPARE(reply->status, 200);
        QCOMPARE(reply->body, "ok"_ba);
        QVERIFY(service.received().contains("of the shop"));
    }
    void saysNothingToAnUnknownAuthority()
    {
        const SecureService service(m_certificates.certificate(), m_certificates.key());
        expectUnreachable(service);
    }
    void saysNothingToAnotherName()
    {
        trust(m_certificates.authority());
        const SecureService service(m_certificates.strangersCertificate(), m_certificates.strangersKey());
        expectUnreachable(service);
    }

private:
    void trust(const QString& authority)
    {
        QSslConfiguration tls = m_before;
        tls.setCaCertificates(QSslCertificate::fromPath(authority));
        QSslConfiguration::setDefaultConfiguration(tls);
    }
    void expectUnreachable(const SecureService& service)
    {
        const HttpResult result = ask(service.url());
        const auto* failure = std::get_if<HttpFailure>(&result);
        QVERIFY(failure);
        QCOMPARE(failure->kind, HttpFailure::Kind::Unreachable);
        QVERIFY(!failure->wasWritten);
        QVERIFY2(failure->what.contains(u"certificate"_s, Qt::CaseInsensitive) ||
                     failure->what.contains(u"host name"_s, Qt::CaseInsensitive),
                 qPrintable(failure->what));
        QCOMPARE(service.received(), QByteArray());
    }

    TestCertificates m_certificates;
    QSslConfiguration m_before;
};

TONGDAI_TEST(HttpsClientTest)

}  // namespace tongdai::testing

#include "https_client_test.moc"
