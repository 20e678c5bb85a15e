#include "tests/support/engine_scene.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QTest>
#include <QWebSocket>

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

namespace {

constexpr int kCrowdPatience_ms = 10'000;
const QByteArray kCrowdSecret(48, 'k');
const QString kTooFast = u"Bạn đang gửi tin nhắn quá nhanh, vui lòng thử lại sau."_s;

QByteArray base64UrlText(const QByteArray& bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// Of the user u-7, as any JWT library makes it.
QByteArray userToken()
{
    const QByteArray text = base64UrlText(R"({"alg":"HS256","typ":"JWT"})") + '.' +
                            base64UrlText(R"({"userId":"u-7","role":"User","exp":)" +
                                          QByteArray::number(QDateTime::currentSecsSinceEpoch() + 3600) + '}');
    return text + '.' + base64UrlText(QMessageAuthenticationCode::hash(text, kCrowdSecret, QCryptographicHash::Sha256));
}

ClientReply ask(JsonClient& client, const ClientRequest& request)
{
    std::optional<ClientReply> reply;
    client.send(request, [&reply](const ClientReply& given) { reply = given; });
    if (!QTest::qWaitFor([&reply] { return reply.has_value(); }, 60'000)) return {};
    return *reply;
}

/// A visitor of a shop's page: the widget's identity and the chat by polling.
class Visitor {
public:
    explicit Visitor(const QUrl& engine, const QByteArray& from = {}) : m_client(engine)
    {
        if (!from.isEmpty()) m_headers.emplaceBack("X-Forwarded-For"_ba, from);
        const ClientReply identity = m_client.post("/widget/visitor", {});
        token = identity.json["token"_L1].toString().toUtf8();
        user = identity.json["userId"_L1].toString();
        m_thread = identity.json["threadId"_L1].toString();
    }
    /// Empty: joined, else why not.
    QString join(const QByteArray& withToken)
    {
        const QByteArray opened = call("GET", "/socket.io/?EIO=4&transport=polling", {});
        m_sid = QJsonDocument::fromJson(opened.mid(1)).object()["sid"_L1].toString().toUtf8();
        call("POST", at(), "40/chat,{\"token\":\"" + withToken + "\"}");
        const QByteArray answer = call("GET", at(), {});
        if (answer.startsWith("40/chat,")) return {};
        return QJsonDocument::fromJson(answer.mid(answer.indexOf('{'))).object()["message"_L1].toString();
    }
    /// Empty: acknowledged, else what the acknowledgement says.
    QString say(const QString& text)
    {
        const QByteArray id = QByteArray::number(++m_said);
        const QJsonArray event{u"chat:send-message"_s, QJsonObject{{u"threadId"_s, m_thread}, {u"body"_s, text}}};
        call("POST", at(), "42/chat," + id + QJsonDocument(event).toJson(QJsonDocument::Compact));
        const QByteArray wanted = "43/chat," + id;
        for (int polls = 0; polls < 50; ++polls) {
            for (const QByteArray& packet : call("GET", at(), {}).split('\x1e')) {
                if (packet == "2") call("POST", at(), "3");
                if (!packet.startsWith(wanted)) continue;
                const QJsonObject answer = QJsonDocument::fromJson(packet.mid(wanted.size())).array().at(0).toObject();
                return answer["success"_L1].toBool() ? QString() : answer["message"_L1].toString();
            }
        }
        return u"no answer"_s;
    }

    /// So many joins of a thread at once; how many were answered with which text.
    QMap<QString, int> joinThreads(int joins)
    {
        QByteArrayList packets;
        for (int i = 0; i < joins; ++i)
            packets << "42/chat," + QByteArray::number(1000 + i) + R"(["chat:join",{"threadId":"t-)" +
                           QByteArray::number(i) + "\"}]";
        call("POST", at(), packets.join('\x1e'));
        QMap<QString, int> answers;
        for (int polls = 0, heard = 0; polls < 200 && heard < joins; ++polls) {
            for (const QByteArray& packet : call("GET", at(), {}).split('\x1e')) {
                if (packet == "2") call("POST", at(), "3");
                if (!packet.startsWith("43/chat,")) continue;
                ++heard;
                const QJsonArray answer = QJsonDocument::fromJson(packet.mid(packet.indexOf('['))).array();
                ++answers[answer.at(0)["message"_L1].toString()];
            }
        }
        return answers;
    }

    QByteArray token;
    QString user;

private:
    QByteArray at() const { return "/socket.io/?EIO=4&transport=polling&sid=" + m_sid; }
    QByteArray call(const QByteArray& method, const QByteArray& target, const QByteArray& body)
    {
        return ask(m_client, {method, target, body, m_headers}).body;
    }

    JsonClient m_client;
    QList<std::pair<QByteArray, QByteArray>> m_headers;
    QString m_thread;
    QByteArray m_sid;
    int m_said = 0;
};

/// A page that speaks by plain WebSocket.
class PlainPage : public QObject {
public:
    PlainPage(QUrl engine, const QString& session, const QByteArray& from)
    {
        connect(&m_socket, &QWebSocket::textMessageReceived, this,
                [this](const QString& text) { m_heard << QJsonDocument::fromJson(text.toUtf8()).object(); });
        engine.setScheme(u"ws"_s);
        QNetworkRequest request(engine.resolved(QUrl(u"/chat/ws/customer?sessionId="_s + session)));
        request.setRawHeader("X-Forwarded-For", from);
        m_socket.open(request);
        (void)QTest::qWaitFor([this] { return m_socket.isValid(); }, kCrowdPatience_ms);
    }
    /// What came back for it: "customer" for its own line, else the code of the error.
    QString say(const QString& text)
    {
        m_heard.clear();
        m_socket.sendTextMessage(QString::fromUtf8(
            QJsonDocument(QJsonObject{{u"sender_type"_s, u"customer"_s}, {u"content"_s, text}}).toJson()));
        const auto answer = [this] {
            for (const QJsonObject& each : m_heard) {
                if (each["type"_L1].toString() == "error"_L1) return each["code"_L1].toString();
                if (each["sender_type"_L1].toString() == "customer"_L1) return u"customer"_s;
            }
            return QString();
        };
        (void)QTest::qWaitFor([&] { return !answer().isEmpty(); }, kCrowdPatience_ms);
        return answer();
    }

private:
    QWebSocket m_socket;
    QList<QJsonObject> m_heard;
};

}  // namespace

/// Security S07, S40: many as one, or one as many, through every door.
class CrowdsE2eTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_scene = std::make_unique<EngineScene>();
        m_scene->engine.setEnvironment(u"JWT_SECRET"_s, QString::fromLatin1(kCrowdSecret));
        m_scene->engine.setEnvironment(u"TRUSTED_PROXIES"_s, u"127.0.0.1,::1"_s);
    }
    void cleanup()
    {
        QCOMPARE(m_scene->engine.stop(), std::optional<int>(0));
        m_scene.reset();
    }

    /// Sessions, visitors and syncs of one address together are one caller; the next address behind the same proxy is
    /// another.
    void oneAddressIsOneCallerAtEveryDoor()
    {
        start(u"ADDRESS_MESSAGES_PER_MINUTE"_s, 4);
        const QByteArray here = "198.51.100.7";
        PlainPage first(url(), u"s-1"_s, here);
        PlainPage second(url(), u"s-2"_s, here);
        QCOMPARE(first.say(u"một"_s), u"customer"_s);
        QCOMPARE(second.say(u"hai"_s), u"customer"_s);
        Visitor visitor(url(), here);
        QCOMPARE(visitor.join(visitor.token), QString());
        QCOMPARE(visitor.say(u"ba"_s), QString());
        QCOMPARE(sync("m-4", here).status, 200);

        QCOMPARE(first.say(u"năm"_s), u"too_fast"_s);
        QCOMPARE(PlainPage(url(), u"s-3"_s, here).say(u"sáu"_s), u"too_fast"_s);
        QCOMPARE(visitor.say(u"bảy"_s), kTooFast);
        const ClientReply refused = sync("m-8", here);
        QCOMPARE(refused.status, 429);
        QVERIFY(isWait(refused));
        QCOMPARE(m_scene->rows(u"select count(*) from messages where content in ('năm', 'sáu', 'bảy')"_s),
                 QStringList{u"0"_s});

        QCOMPARE(PlainPage(url(), u"s-4"_s, "198.51.100.8").say(u"chín"_s), u"customer"_s);
        // Whose address says nothing about customers is not counted by it.
        for (int i = 0; i < 6; ++i)
            QCOMPARE(m_scene->say(u"c-%1"_s.arg(i), u"p-%1"_s.arg(i), u"chào"_s).status, 200);
    }

    void allTogetherAreBoundedAndTold()
    {
        start(u"SHOP_MESSAGES_PER_MINUTE"_s, 3);
        for (int i = 1; i <= 3; ++i)
            QCOMPARE(m_scene->say(u"c-%1"_s.arg(i), u"m-%1"_s.arg(i), u"chào"_s).status, 200);
        const ClientReply refused = m_scene->say(u"c-4"_s, u"m-4"_s, u"chào"_s);
        QCOMPARE(refused.status, 429);
        QVERIFY(isWait(refused));
        QCOMPARE(refused.json["detail"_L1].toString(), u"too many messages of all senders; this one was not stored"_s);
        QCOMPARE(m_scene->rows(u"select count(*) from messages where message_id = 'm-4'"_s), QStringList{u"0"_s});
        QCOMPARE(m_scene->say(u"c-2"_s, u"m-2"_s, u"chào"_s).status, 200);  // it is stored
        QCOMPARE(PlainPage(url(), u"s-1"_s, "198.51.100.9").say(u"năm"_s), u"too_fast"_s);
        Visitor visitor(url());
        QCOMPARE(visitor.join(visitor.token), QString());
        QCOMPARE(visitor.say(u"sáu"_s), kTooFast);
        QCOMPARE(sync("m-7", {}).status, 429);
        const QByteArray figures = m_scene->admin.get("/metrics").body;
        QVERIFY(figures.contains("door_refused_total") && !figures.contains("door_refused_total 0"));
    }

    /// Joins, read marks and typing cost as much as messages do. None of these threads exists, and that is not told.
    void actsThatAreNoMessagesAreBoundedAsWell()
    {
        start({}, 0);
        Visitor visitor(url());
        QCOMPARE(visitor.join(visitor.token), QString());
        const QMap<QString, int> answers = visitor.joinThreads(650);
        QCOMPARE(answers, (QMap<QString, int>{{u"Bạn không có quyền truy cập cuộc hội thoại này"_s, 600},
                                              {u"Không thể tham gia cuộc hội thoại"_s, 50}}));
        QCOMPARE(visitor.say(u"một"_s), QString());  // messages have a bound of their own
    }

    /// At whatever door they are tried, on both addresses of this computer, and written down.
    void wrongTokensAreSlowedAndWrittenDown_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("IPv4") << u"127.0.0.1"_s;
        QTest::newRow("IPv6") << u"::1"_s;
    }
    void wrongTokensAreSlowedAndWrittenDown()
    {
        QFETCH(QString, host);
        start({}, 0);
        QUrl there = url();
        there.setHost(host);
        JsonClient stranger(there);
        const auto triedAt = [&](const QByteArray& target, const QByteArray& token) {
            return ask(stranger,
                       {"GET", target, {}, {{"Authorization", "Bearer " + token}, {"X-Forwarded-For", "203.0.113.5"}}});
        };
        // A token that everybody is given proves nothing about the shop's.
        Visitor customer(there, "203.0.113.5");
        QCOMPARE(customer.join(customer.token), QString());
        const QByteArray wrong(40, 'w');
        const QByteArray route = "/api/v1/admin/stats";
        for (int i = 0; i < 7; ++i)
            QCOMPARE(triedAt(route, wrong).status, 401);
        QCOMPARE(triedAt("/api/chat/threads", wrong).status, 410);
        QCOMPARE(triedAt("/api/chathistory/u1/sessions", wrong).status, 401);
        QCOMPARE(triedAt("/health", wrong).status, 200);
        const auto hasToWaitLong = [&] {
            const ClientReply refused = triedAt(route, wrong);
            return refused.status == 429 && refused.headers.value("retry-after").toInt() >= 4;
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasToWaitLong(), kCrowdPatience_ms);
        for (const QByteArray& each :
             {route, "/metrics"_ba, "/api/chat/threads"_ba, "/api/chathistory/u1/sessions"_ba, "/chat/ws/admin"_ba}) {
            const ClientReply refused = triedAt(each, m_scene->engine.adminToken());
            QVERIFY2(refused.status == 429, (each + ' ' + QByteArray::number(refused.status)).constData());
            QVERIFY(isWait(refused));
        }
        QCOMPARE(customer.say(u"một"_s), QString());
        QCOMPARE(Visitor(there, "203.0.113.5").join(customer.token), QString());
        QCOMPARE(Visitor(there, "203.0.113.5").join(m_scene->engine.adminToken()), u"Token is not validated"_s);

        // The shop's own programs come from somewhere else.
        QCOMPARE(m_scene->admin.get(route).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(triedAt(route, m_scene->engine.adminToken()).status, 200, kCrowdPatience_ms);
        QTRY_COMPARE(m_scene->rows(u"select count(*) > 2 from audit where action = 'login_refused'"_s),
                     QStringList{u"1"_s});
        QVERIFY(m_scene->admin.get("/api/v1/admin/audit/verify").json["intact"_L1].toBool());
    }

private:
    void start(const QString& setting, int number)
    {
        if (!setting.isEmpty()) m_scene->engine.setEnvironment(setting, QString::number(number));
        QVERIFY2(m_scene->start(), qPrintable(m_scene->engine.problem()));
    }
    QUrl url() const { return m_scene->engine.url(); }
    static bool isWait(const ClientReply& reply)
    {
        const int wait = reply.headers.value("retry-after").toInt();
        return wait >= 1 && wait <= 60;
    }
    ClientReply sync(const QByteArray& messageId, const QByteArray& from) const
    {
        JsonClient client(url());
        const QJsonObject body{{u"userId"_s, u"u-7"_s},
                               {u"sessionId"_s, u"own-1"_s},
                               {u"messageId"_s, QString::fromLatin1(messageId)},
                               {u"userMessage"_s, u"chào"_s},
                               {u"aiResponse"_s, u"dạ"_s},
                               {u"timestamp"_s, u"2025-03-04T05:06:07Z"_s}};
        QList<std::pair<QByteArray, QByteArray>> headers{{"Authorization", "Bearer " + userToken()}};
        if (!from.isEmpty()) headers.emplaceBack("X-Forwarded-For"_ba, from);
        return ask(client,
                   {"POST", "/api/chathistory/sync", QJsonDocument(body).toJson(QJsonDocument::Compact), headers});
    }
    std::unique_ptr<EngineScene> m_scene;
};

TONGDAI_TEST(CrowdsE2eTest)
#include "crowds_e2e_test.moc"
