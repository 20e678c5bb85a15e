#include "tests/support/engine_scene.h"
#include "tests/support/http_client.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QWebSocket>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A page of the original product: opens its socket, writes JSON, keeps what comes.
class Page : public QObject {
public:
    Page()
    {
        connect(&socket, &QWebSocket::textMessageReceived, this,
                [this](const QString& text) { received.append(QJsonDocument::fromJson(text.toUtf8()).object()); });
    }
    bool open(const QUrl& engine, const QString& path, const QList<std::pair<QByteArray, QByteArray>>& headers = {})
    {
        QUrl url = engine.resolved(QUrl(path));
        url.setScheme(u"ws"_s);
        QNetworkRequest request(url);
        for (const auto& [name, value] : headers)
            request.setRawHeader(name, value);
        QSignalSpy connected(&socket, &QWebSocket::connected);
        QSignalSpy ended(&socket, &QWebSocket::disconnected);
        socket.open(request);
        return QTest::qWaitFor([&] { return !connected.isEmpty() || !ended.isEmpty(); }, 10'000) &&
               !connected.isEmpty();
    }
    void say(const QJsonValue& session, const QString& as, const QString& text, const QString& id = {})
    {
        QJsonObject message{
            {u"chat_session_id"_s, session}, {u"sender_type"_s, as}, {u"content"_s, text}, {u"image"_s, QJsonArray()}};
        if (!id.isEmpty()) message[u"client_message_id"_s] = id;
        socket.sendTextMessage(QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
    }
    QList<QJsonObject> of(const QString& senderType) const
    {
        QList<QJsonObject> found;
        for (const QJsonObject& each : received) {
            if (each["sender_type"_L1].toString() == senderType) found.append(each);
        }
        return found;
    }
    QStringList problems() const
    {
        QStringList codes;
        for (const QJsonObject& each : received) {
            if (each["type"_L1].toString() == "error"_L1) codes.append(each["code"_L1].toString());
        }
        return codes;
    }

    QWebSocket socket;
    QList<QJsonObject> received;
};

constexpr int kPatience = 10'000;

}  // namespace

/// Real clients of contracts/background §2 against the real engine.
class PlainSocketsE2eTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void aCustomerIsAnsweredByTheBot();
    void anAdministratorTakesOverAndAnswers();
    void administratorsHearWhatACustomerSaidOfThemselves();
    void sessionsDoNotHearEachOther();
    void aRepeatedMessageIsStoredOnce();
    void refusesWhoMayNotComeIn_data();
    void refusesWhoMayNotComeIn();
    void refusesWhatASocketMayNotSay();
    void hostileFramesHurtNobody();
    void aFloodIsRefusedAndForgotten();
    void allThatAConnectionAsksForIsBounded();
    void whatTheAiSaysReachesTheCustomerOrAPerson();
    void closesInOrderAtTheEnd();

private:
    QList<std::pair<QByteArray, QByteArray>> adminCookie() const
    {
        return {{"Cookie"_ba, "x=1; access_token=" + m_engine.adminToken()}};
    }
    EngineProcess m_engine;
};

void PlainSocketsE2eTest::initTestCase()
{
    QVERIFY2(m_engine.start(), qPrintable(m_engine.problem()));
}

void PlainSocketsE2eTest::aCustomerIsAnsweredByTheBot()
{
    Page customer;
    QVERIFY(customer.open(m_engine.url(), u"/chat/ws/customer?sessionId=101"_s));
    customer.say(101, u"customer"_s, u"Chào shop ơi"_s);
    QTRY_COMPARE_WITH_TIMEOUT(customer.of(u"bot"_s).size(), 1, kPatience);
    QCOMPARE(customer.of(u"customer"_s).size(), 1);
    const QJsonObject mine = customer.of(u"customer"_s).first();
    QCOMPARE(mine["content"_L1].toString(), u"Chào shop ơi"_s);
    QCOMPARE(mine["chat_session_id"_L1], QJsonValue(101));
    QVERIFY(!mine["id"_L1].toString().isEmpty());
    const QJsonObject bot = customer.of(u"bot"_s).first();
    QVERIFY(!bot["content"_L1].toString().isEmpty());
    QCOMPARE(bot["session_status"_L1].toString(), u"true"_s);
    QCOMPARE(bot["session_name"_L1].toString(), u"W-101"_s);
    const QStringList names{
        u"id"_s,    u"chat_session_id"_s, u"sender_type"_s,    u"sender_name"_s,      u"content"_s,
        u"image"_s, u"session_name"_s,    u"session_status"_s, u"current_receiver"_s, u"previous_receiver"_s,
        u"time"_s};
    for (const QString& name : names)
        QVERIFY2(bot.contains(name), qPrintable(name));
    QCOMPARE(bot.size(), names.size());
}

void PlainSocketsE2eTest::anAdministratorTakesOverAndAnswers()
{
    Page admin;
    QVERIFY(admin.open(m_engine.url(), u"/chat/ws/admin"_s, adminCookie()));
    Page customer;
    QVERIFY(customer.open(m_engine.url(), u"/chat/ws/customer?sessionId=102"_s));
    customer.say(u"102"_s, u"customer"_s, u"Cho mình gặp người"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!admin.of(u"bot"_s).isEmpty(), kPatience);
    QCOMPARE(admin.of(u"customer"_s).size(), 1);
    const QJsonValue session = admin.of(u"customer"_s).first()["chat_session_id"_L1];
    QCOMPARE(session, QJsonValue(102));

    admin.say(session, u"admin"_s, u"Dạ em nghe"_s);
    QTRY_COMPARE_WITH_TIMEOUT(customer.of(u"admin"_s).size(), 1, kPatience);
    const QJsonObject answer = customer.of(u"admin"_s).first();
    QCOMPARE(answer["content"_L1].toString(), u"Dạ em nghe"_s);
    QCOMPARE(answer["session_status"_L1].toString(), u"false"_s);
    QCOMPARE(answer["previous_receiver"_L1].toString(), u"Bot"_s);
    QCOMPARE(answer["current_receiver"_L1], answer["sender_name"_L1]);

    const qsizetype botLines = customer.of(u"bot"_s).size();
    customer.say(102, u"customer"_s, u"Cảm ơn"_s);
    QTRY_COMPARE_WITH_TIMEOUT(admin.of(u"customer"_s).size(), 2, kPatience);
    QCOMPARE(customer.of(u"bot"_s).size(), botLines);  // a person has it
    admin.say(session, u"admin"_s, u"Không có chi"_s);
    QTRY_COMPARE_WITH_TIMEOUT(customer.of(u"admin"_s).size(), 2, kPatience);
    QCOMPARE(customer.of(u"bot"_s).size(), botLines);
    QCOMPARE(admin.problems(), QStringList());
}

void PlainSocketsE2eTest::administratorsHearWhatACustomerSaidOfThemselves()
{
    Page admin;
    QVERIFY(admin.open(m_engine.url(), u"/chat/ws/admin"_s, adminCookie()));
    Page customer;
    QVERIFY(customer.open(m_engine.url(), u"/chat/ws/customer?sessionId=104"_s));
    const auto updates = [](const Page& page) {
        QList<QJsonObject> found;
        for (const QJsonObject& each : page.received) {
            if (each["type"_L1].toString() == "customer_info_update"_L1) found.append(each);
        }
        return found;
    };
    customer.say(104, u"customer"_s, u"Em tên là Nguyễn Thị Lan, số em 0912.345.678"_s);
    QTRY_COMPARE_WITH_TIMEOUT(updates(admin).size(), 1, kPatience);
    const QJsonObject expected{
        {u"type"_s, u"customer_info_update"_s},
        {u"chat_session_id"_s, 104},
        {u"customer_data"_s, QJsonObject{{u"name"_s, u"Nguyễn Thị Lan"_s}, {u"phone"_s, u"0912345678"_s}}}};
    QCOMPARE(updates(admin).first(), expected);
    QVERIFY(updates(customer).isEmpty());
}

void PlainSocketsE2eTest::sessionsDoNotHearEachOther()
{
    Page one;
    Page sameSession;
    Page other;
    QVERIFY(one.open(m_engine.url(), u"/chat/ws/customer?sessionId=phi%C3%AAn-1"_s));
    QVERIFY(sameSession.open(m_engine.url(), u"/chat/ws/customer?sessionId=phi%C3%AAn-1"_s));
    QVERIFY(other.open(m_engine.url(), u"/chat/ws/customer?sessionId=phi%C3%AAn-2"_s));
    one.say(u"phiên-1"_s, u"customer"_s, u"xin chào"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!sameSession.of(u"bot"_s).isEmpty(), kPatience);
    QCOMPARE(sameSession.of(u"customer"_s).first()["chat_session_id"_L1].toString(), u"phiên-1"_s);
    other.say({}, u"customer"_s, u"xin chào"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!other.of(u"bot"_s).isEmpty(), kPatience);
    QCOMPARE(other.of(u"customer"_s).size(), 1);
    QCOMPARE(one.of(u"customer"_s).size(), 1);
}

void PlainSocketsE2eTest::aRepeatedMessageIsStoredOnce()
{
    Page customer;
    QVERIFY(customer.open(m_engine.url(), u"/chat/ws/customer?sessionId=103"_s));
    for (int i = 0; i < 3; ++i)
        customer.say(103, u"customer"_s, u"một lần thôi"_s, u"key-1"_s);
    customer.say(103, u"customer"_s, u"lời khác"_s, u"key-1"_s);
    customer.say(103, u"customer"_s, u"xong"_s);
    QTRY_COMPARE_WITH_TIMEOUT(customer.problems(), QStringList{u"message_id_reused"_s}, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(customer.of(u"customer"_s).size(), 2, kPatience);
    QCOMPARE(customer.of(u"customer"_s).first()["id"_L1].toString(), u"key-1"_s);
    QCOMPARE(customer.of(u"customer"_s).last()["content"_L1].toString(), u"xong"_s);
}

void PlainSocketsE2eTest::refusesWhoMayNotComeIn_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("no session") << u"/chat/ws/customer"_s << ""_ba
                                << "400"_ba;
    QTest::newRow("blank session") << u"/chat/ws/customer?sessionId=a%20b"_s << ""_ba
                                   << "400"_ba;
    QTest::newRow("other path") << u"/chat/ws/root"_s << ""_ba
                                << "404"_ba;
    QTest::newRow("admin without token") << u"/chat/ws/admin"_s << ""_ba
                                         << "401"_ba;
    QTest::newRow("admin with a wrong one") << u"/chat/ws/admin"_s << "Cookie: access_token=abc"_ba
                                            << "401"_ba;
    QTest::newRow("foreign page") << u"/chat/ws/customer?sessionId=1"_s << "Origin: https://evil.example"_ba
                                  << "403"_ba;
    QTest::newRow("foreign host") << u"/chat/ws/customer?sessionId=1"_s << "Host: evil.example"_ba
                                  << "421"_ba;
}

void PlainSocketsE2eTest::refusesWhoMayNotComeIn()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, status);
    const QUrl url = m_engine.url();
    QTcpSocket socket;
    socket.connectToHost(url.host(), quint16(url.port()));
    QVERIFY(socket.waitForConnected());
    QByteArray head = "GET " + path.toLatin1() +
                      " HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    if (!header.startsWith("Host")) head += "Host: 127.0.0.1\r\n";
    socket.write(head + header + (header.isEmpty() ? "\r\n" : "\r\n\r\n"));
    QTRY_VERIFY(socket.state() == QAbstractSocket::UnconnectedState || socket.bytesAvailable() > 12);
    const QByteArray answer = socket.readAll();
    QVERIFY2(answer.startsWith("HTTP/1.1 " + status), answer.constData());
}

void PlainSocketsE2eTest::refusesWhatASocketMayNotSay()
{
    Page customer;
    QVERIFY(customer.open(m_engine.url(), u"/chat/ws/customer?sessionId=104"_s));
    customer.say(104, u"admin"_s, u"Tôi là quản trị"_s);
    customer.say(104, u"bot"_s, u"Tôi là bot"_s);
    customer.say(101, u"customer"_s, u"phiên của người khác"_s);
    QTRY_COMPARE_WITH_TIMEOUT(customer.problems(), (QStringList{u"forbidden"_s, u"forbidden"_s, u"forbidden"_s}),
                              kPatience);
    Page admin;
    QVERIFY(admin.open(m_engine.url(), u"/chat/ws/admin"_s, {{"Authorization"_ba, "Bearer " + m_engine.adminToken()}}));
    admin.say(987654, u"admin"_s, u"không có phiên này"_s);
    admin.say({}, u"admin"_s, u"cho ai?"_s);
    admin.say(104, u"customer"_s, u"giả khách"_s);
    QTRY_COMPARE_WITH_TIMEOUT(admin.problems().size(), 3, kPatience);
    QVERIFY(admin.problems().contains(u"not_found"_s));
    QVERIFY(admin.problems().contains(u"bad_message"_s));
    QVERIFY(admin.problems().contains(u"forbidden"_s));
    QCOMPARE(admin.of(u"customer"_s).size(), 0);
}

void PlainSocketsE2eTest::hostileFramesHurtNobody()
{
    Page bystander;
    QVERIFY(bystander.open(m_engine.url(), u"/chat/ws/customer?sessionId=105"_s));
    {
        Page hostile;
        QVERIFY(hostile.open(m_engine.url(), u"/chat/ws/customer?sessionId=106"_s));
        for (const QString& text : {u"{"_s, u"[]"_s, u"null"_s, QString(), u"{\"sender_type\":[]}"_s,
                                    QString(900'000, u'['), u"{\"content\":"_s + QString(800'000, u'1') + u'}'}) {
            hostile.socket.sendTextMessage(text);
        }
        hostile.socket.sendBinaryMessage(QByteArray(1000, '\xff'));
        QTRY_COMPARE_WITH_TIMEOUT(hostile.problems().size(), 8, kPatience);
        QSignalSpy ended(&hostile.socket, &QWebSocket::disconnected);
        hostile.socket.sendTextMessage(QString(2'000'000, u'x'));
        QTRY_VERIFY_WITH_TIMEOUT(!ended.isEmpty(), kPatience);
    }
    {
        // Bytes that are no frames at all, straight after the handshake.
        QTcpSocket raw;
        raw.connectToHost(m_engine.url().host(), quint16(m_engine.url().port()));
        QVERIFY(raw.waitForConnected());
        raw.write(
            "GET /chat/ws/customer?sessionId=107 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
            "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        QTRY_VERIFY(raw.bytesAvailable() > 12);
        QVERIFY(raw.readAll().startsWith("HTTP/1.1 101"));
        raw.write(QByteArray("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 10));  // reserved bits, unmasked, huge
        QTRY_COMPARE_WITH_TIMEOUT(raw.state(), QAbstractSocket::UnconnectedState, kPatience);
    }
    bystander.say(105, u"customer"_s, u"vẫn chạy chứ?"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!bystander.of(u"bot"_s).isEmpty(), kPatience);
    QVERIFY(m_engine.isRunning());
}

void PlainSocketsE2eTest::aFloodIsRefusedAndForgotten()
{
    Page customer;
    QVERIFY(customer.open(m_engine.url(), u"/chat/ws/customer?sessionId=108"_s));
    for (int i = 0; i < 40; ++i)
        customer.say(108, u"customer"_s, u"tin %1"_s.arg(i));
    QTRY_COMPARE_WITH_TIMEOUT(customer.problems().size(), 15, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(customer.of(u"customer"_s).size(), 25, kPatience);
    for (int i = 0; i < 25; ++i)  // in the order they were written
        QCOMPARE(customer.of(u"customer"_s).at(i)["content"_L1].toString(), u"tin %1"_s.arg(i));
}

/// CONNECTION_CALLS_PER_MINUTE counts what is no message as well, and one connection alone.
void PlainSocketsE2eTest::allThatAConnectionAsksForIsBounded()
{
    EngineProcess engine;
    engine.setEnvironment(u"CONNECTION_CALLS_PER_MINUTE"_s, u"5"_s);
    QVERIFY2(engine.start(), qPrintable(engine.problem()));
    Page eager;
    QVERIFY(eager.open(engine.url(), u"/chat/ws/customer?sessionId=110"_s));
    for (int i = 0; i < 5; ++i)
        eager.socket.sendTextMessage(u"[]"_s);
    for (int i = 0; i < 3; ++i)
        eager.say(110, u"customer"_s, u"tin %1"_s.arg(i));
    QTRY_COMPARE_WITH_TIMEOUT(eager.problems().size(), 8, kPatience);
    QCOMPARE(eager.problems().mid(5), QStringList(3, u"too_fast"_s));
    QVERIFY(eager.of(u"customer"_s).isEmpty());
    Page other;
    QVERIFY(other.open(engine.url(), u"/chat/ws/customer?sessionId=110"_s));
    other.say(110, u"customer"_s, u"xin chào"_s);
    QTRY_COMPARE_WITH_TIMEOUT(other.of(u"customer"_s).size(), 1, kPatience);
    QCOMPARE(engine.stop(), std::optional<int>(0));
}

/// As over HTTP (HandleMessageE2eTest): a text without an action is sent, and where nothing can be said a person is
/// asked and the customer reads no empty line.
void PlainSocketsE2eTest::whatTheAiSaysReachesTheCustomerOrAPerson()
{
    EngineScene scene;
    QVERIFY(scene.start());
    scene.ai.setAnswer([](const StubRequest& request) -> std::optional<QJsonObject> {
        const bool isSilent = request.body.contains("im lặng");
        return QJsonObject{{u"response_text"_s, isSilent ? u"  "_s : u"Dạ còn ạ"_s}, {u"actions"_s, QJsonArray()}};
    });
    Page answered;
    QVERIFY(answered.open(scene.engine.url(), u"/chat/ws/customer?sessionId=201"_s));
    answered.say(201, u"customer"_s, u"còn hàng không?"_s);
    QTRY_COMPARE_WITH_TIMEOUT(answered.of(u"bot"_s).size(), 1, kPatience);
    QCOMPARE(answered.of(u"bot"_s).first()["content"_L1].toString(), u"Dạ còn ạ"_s);

    Page silent;
    QVERIFY(silent.open(scene.engine.url(), u"/chat/ws/customer?sessionId=202"_s));
    silent.say(202, u"customer"_s, u"im lặng đi"_s);
    const QString waiting = u"select count(*) from conversations where bot_mode = 1 and waiting_since is not null"_s;
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(waiting), QStringList{u"1"_s}, kPatience);
    QVERIFY(scene.settles(60s));
    QVERIFY(silent.of(u"bot"_s).isEmpty());
    QCOMPARE(scene.rows(u"select count(*) from messages where speaker = 1 and content <> ''"_s), QStringList{u"1"_s});
    QCOMPARE(scene.engine.stop(), std::optional<int>(0));
}

void PlainSocketsE2eTest::closesInOrderAtTheEnd()
{
    Page customer;
    QVERIFY(customer.open(m_engine.url(), u"/chat/ws/customer?sessionId=109"_s));
    QSignalSpy ended(&customer.socket, &QWebSocket::disconnected);
    QCOMPARE(m_engine.stop(), std::optional<int>(0));
    QTRY_VERIFY_WITH_TIMEOUT(!ended.isEmpty(), kPatience);
}

TONGDAI_TEST(PlainSocketsE2eTest)

}  // namespace tongdai::testing

#include "plain_sockets_e2e_test.moc"
