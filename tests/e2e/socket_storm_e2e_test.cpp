#include "tests/support/engine_scene.h"
#include "tests/support/long_tests.h"
#include "tests/support/process_facts.h"
#include "tests/support/test_registry.h"

#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QTest>
#include <QWebSocket>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

namespace {

const QByteArray kStormSecret(48, 's');
constexpr int kSockets = 200;  // fewer than one address may hold

QByteArray stormToken(int number)
{
    const auto part = [](const QByteArray& bytes) {
        return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    const QJsonObject claims{{u"id"_s, u"khach-%1"_s.arg(number)},
                             {u"email"_s, u"khach-%1@example.com"_s.arg(number)},
                             {u"role"_s, u"customer"_s},
                             {u"exp"_s, QDateTime::currentSecsSinceEpoch() + 3600}};
    const QByteArray text = part(R"({"alg":"HS256","typ":"JWT"})") + '.' + part(QJsonDocument(claims).toJson());
    return text + '.' + part(QMessageAuthenticationCode::hash(text, kStormSecret, QCryptographicHash::Sha256));
}

/// A chat client that comes back at once whenever it was cut, as impatient ones do.
class Comer : public QObject {
public:
    Comer(const QUrl& engine, int number) : m_url(engine.resolved(QUrl(u"/socket.io/?EIO=4&transport=websocket"_s)))
    {
        m_url.setScheme(u"ws"_s);
        m_hello = u"40/chat,"_s +
                  QString::fromUtf8(QJsonDocument(QJsonObject{{u"token"_s, QString::fromLatin1(stormToken(number))}})
                                        .toJson(QJsonDocument::Compact));
        connect(&m_socket, &QWebSocket::textMessageReceived, this, [this](const QString& text) {
            if (text.startsWith(u'0')) m_socket.sendTextMessage(m_hello);
            if (text == "2"_L1) m_socket.sendTextMessage(u"3"_s);
            if (text.startsWith("40/chat,"_L1)) isIn = true;
            if (text.startsWith("44/chat,"_L1)) refusal = text;
        });
        connect(&m_socket, &QWebSocket::disconnected, this, [this] {
            isIn = false;
            // Not within the old socket's end.
            if (comesBack)
                QMetaObject::invokeMethod(
                    this, [this] { come(); }, Qt::QueuedConnection);
        });
    }
    void come() { m_socket.open(m_url); }
    void drop() { m_socket.abort(); }

    bool isIn = false;
    bool comesBack = true;
    QString refusal;

private:
    QUrl m_url;
    QString m_hello;
    QWebSocket m_socket;
};

}  // namespace

/// F53: every socket drops and returns at the same moment, again and again.
class SocketStormE2eTest : public QObject {
    Q_OBJECT
private slots:
    void everybodyIsBack()
    {
        EngineScene scene;
        scene.engine.setEnvironment(u"JWT_SECRET"_s, QString::fromLatin1(kStormSecret));
        QVERIFY(scene.start());
        QVERIFY(scene.waitForRedis());
        std::vector<std::unique_ptr<Comer>> comers;
        for (int i = 0; i < kSockets; ++i) {
            comers.push_back(std::make_unique<Comer>(scene.engine.url(), i));
            comers.back()->come();
        }
        const auto isIn = [](const auto& each) { return each->isIn; };
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::all_of(comers, isIn), 20'000);
        const auto changes = [&scene] {
            for (const QByteArray& line : scene.admin.get("/metrics").body.split('\n')) {
                if (line.startsWith("tongdai_history_changes_total "))
                    return line.mid(line.indexOf(' ') + 1).toDouble();
            }
            return -1.0;
        };
        const int descriptors = process::descriptors(scene.engine.pid());
        const double before = changes();
        QVERIFY(before >= 0);
        const int rounds = isLong() ? 50 : 3;
        for (int round = 0; round < rounds; ++round) {
            for (const auto& each : comers)
                each->drop();
            QTRY_VERIFY_WITH_TIMEOUT(std::ranges::all_of(comers, isIn), 20'000);
            QCOMPARE(scene.say(u"c-1"_s, u"m-%1"_s.arg(round), u"có ai không?"_s).status, 200);  // others are served
        }
        for (const auto& each : comers)
            QCOMPARE(each->refusal, QString());
        const double perReturn = (changes() - before) / (rounds * kSockets);
        qInfo("%d times %d sockets came back, %.2f changes of the history each", rounds, kSockets, perReturn);
        QVERIFY2(perReturn <= 2, qPrintable(QString::number(perReturn)));
        QTRY_VERIFY(process::descriptors(scene.engine.pid()) <= descriptors + 8);
        for (const auto& each : comers)
            each->comesBack = false;
        comers.clear();
        QTRY_VERIFY_WITH_TIMEOUT(process::descriptors(scene.engine.pid()) <= descriptors - kSockets + 8, 10'000);
        QCOMPARE(scene.engine.stop(), std::optional<int>(0));
    }
};

TONGDAI_TEST(SocketStormE2eTest)

#include "socket_storm_e2e_test.moc"
