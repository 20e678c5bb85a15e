#include "tests/support/engine_scene.h"
#include "tests/support/long_tests.h"
#include "tests/support/test_registry.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

namespace {

const QByteArray kDoor = "/api/v1/enhanced-handle-message";

ClientReply fetch(JsonClient& client, const QByteArray& method, const QByteArray& target)
{
    ClientRequest request;
    request.method = method;
    request.target = target;
    std::optional<ClientReply> answer;
    client.send(request, [&answer](const ClientReply& reply) { answer = reply; });
    if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 30'000)) qFatal("no answer");
    return *answer;
}

}  // namespace

/// What somebody hostile may send to the doors of a real engine.
class HostileInputE2eTest : public QObject {
    Q_OBJECT

    std::unique_ptr<EngineScene> m_scene;

    /// Every line of the log is one object, and none of them says what a caller made up.
    void theLogIsWhole()
    {
        QFile log(m_scene->engine.dataDir() + u"/tongdai.log"_s);
        QVERIFY(log.open(QIODevice::ReadOnly));
        for (const QByteArray& line : log.readAll().split('\n')) {
            if (line.isEmpty()) continue;
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            QVERIFY2(object.contains("message"_L1), line.constData());
            QVERIFY2(object["message"_L1].toString() != "forged"_L1, line.constData());
            QVERIFY2(!line.contains('\x1b') && !line.contains('\r'), line.constData());
        }
    }

private slots:
    void initTestCase()
    {
        m_scene = std::make_unique<EngineScene>();
        QVERIFY(m_scene->start());
        QVERIFY(m_scene->waitForRedis());
    }
    void cleanupTestCase()
    {
        QCOMPARE(m_scene->engine.stop(), std::optional<int>(0));
        m_scene.reset();
    }

    /// F64
    void pathsThatClimbOutLeadNowhere_data()
    {
        QTest::addColumn<QByteArray>("target");
        for (const char* target : {"/../secrets",
                                   "/..%2fsecrets",
                                   "/%2e%2e/secrets",
                                   "/%2e%2e%2fsecrets",
                                   "/..%5csecrets",
                                   "/..\\secrets",
                                   "/%c0%ae%c0%ae/secrets",
                                   "/%c0%ae%c0%ae%c0%afsecrets",
                                   "/widget.js/../secrets",
                                   "/widget.js%00.html",
                                   "/widget.js/..%2f..%2f..%2fetc%2fpasswd",
                                   "/demo/../../etc/passwd",
                                   "//etc/passwd",
                                   "/file:///etc/passwd",
                                   "/socket.io.js/..;/secrets",
                                   "/.%252e/secrets",
                                   "/web/demo.html",
                                   "/:/web/demo.html",
                                   "/.env",
                                   "/history.sqlite",
                                   "/settings.conf"})
            QTest::newRow(target) << QByteArray(target);
    }
    void pathsThatClimbOutLeadNowhere()
    {
        QFETCH(const QByteArray, target);
        for (JsonClient* const client : {&m_scene->client, &m_scene->admin}) {
            const ClientReply reply = fetch(*client, "GET", target);
            QVERIFY2(reply.status >= 400 && reply.status < 500, qPrintable(QString::number(reply.status)));
            for (const QByteArray& secret : {"root:"_ba, m_scene->engine.adminToken(), "SQLite format"_ba})
                QVERIFY2(!reply.body.contains(secret), reply.body.constData());
        }
    }

    /// F66: ids and names that would forge lines, keys or headers somewhere behind the door.
    void idsForgeNothing()
    {
        const QString forged = u"\r\n{\"level\":\"error\",\"message\":\"forged\"}\r\nX-Evil: 1\r\n\r\n"_s;
        const QStringList texts{forged,
                                u"c:1}{conv_lock:c9"_s,
                                u"*3\r\n$8\r\nFLUSHALL\r\n"_s,
                                u"\u001b[2J\u001b]0;title\u0007"_s,
                                u"a\u2028b\u2029c"_s,
                                u"..%2f..%2f"_s,
                                u"c1 EX 1"_s};
        int number = 0;
        for (const QString& text : texts) {
            QJsonObject message = JsonClient::message(text.left(120), u"m-%1"_s.arg(++number), text);
            message[u"sender_id"_s] = text.left(120);
            message[u"metadata"_s] = QJsonObject{{u"platform"_s, text}, {u"customer_name"_s, text}};
            const ClientReply reply = m_scene->client.post(kDoor, message);
            QVERIFY2(reply.status == 200 || reply.status == 422, qPrintable(text + QString::number(reply.status)));
            QVERIFY(!reply.headers.contains("x-evil"));
            const QByteArray path = "/api/v1/admin/conversations/" + QUrl::toPercentEncoding(text) + "/cancel";
            const ClientReply cancel = fetch(m_scene->admin, "POST", path);
            QVERIFY2(cancel.status >= 200 && cancel.status < 500, qPrintable(text));
        }
        QVERIFY(m_scene->settles(30s));
        QVERIFY(m_scene->waitForRedis());
        theLogIsWhole();
        QCOMPARE(m_scene->rows(u"pragma integrity_check"_s), QStringList{u"ok"_s});
    }

    /// F70: the same message fifty times at once has one effect; changed on the way it is a conflict, and never one
    /// more.
    void repetitionsAtOnceHaveOneEffect()
    {
        const QJsonObject message = JsonClient::message(u"c-same"_s, u"m-same"_s, u"còn hàng không?"_s);
        QJsonObject changed = message;
        changed[u"message_content"_s] = u"huỷ đơn"_s;
        std::vector<QJsonObject> bodies(isLong() ? 1'000 : 50, message);
        bodies.insert(bodies.begin() + 20, 10, changed);
        const int effects = m_scene->platform.effects();
        const int thoughts = m_scene->thoughts();
        const auto replies = m_scene->client.postAll(kDoor, bodies);
        const auto with = [&replies](int status) {
            return std::ranges::count_if(replies, [status](const ClientReply& each) { return each.status == status; });
        };
        QCOMPARE(with(409), 10);
        QCOMPARE(with(200) + with(202), qint64(bodies.size()) - 10);
        QVERIFY(m_scene->settles(30s));
        QCOMPARE(m_scene->platform.effects() - effects, 1);
        QCOMPARE(m_scene->thoughts() - thoughts, 1);
        QCOMPARE(
            m_scene->rows(u"select count(*) from messages where content = 'còn hàng không?' and sender_type = 'user' "
                          "and seq is not null"_s),
            QStringList{u"1"_s});
    }

    /// F71: two shops on one computer, with the same ids. Nothing of the one is in any answer, log or file of the
    /// other.
    void oneShopKnowsNothingOfAnother()
    {
        EngineScene other;
        QVERIFY(other.start());
        const QByteArray canary = "canary-of-the-other-shop";
        const QJsonObject theirs =
            JsonClient::message(u"c-twin"_s, u"m-twin"_s, u"bí mật "_s + QString::fromLatin1(canary));
        QCOMPARE(other.client.post(kDoor, theirs).status, 200);
        QCOMPARE(m_scene->say(u"c-twin"_s, u"m-twin"_s, u"của shop này"_s).status, 200);
        QByteArray seen;
        for (const char* target :
             {"/api/v1/admin/conversations", "/api/v1/admin/health", "/api/v1/admin/stats", "/api/v1/admin/audit",
              "/metrics", "/api/v1/admin/people/u1/erasure", "/api/v1/admin/holds", "/api/v1/admin/retention"})
            seen += fetch(m_scene->admin, "GET", target).body;
        QVERIFY(seen.contains("c-twin"));
        QVERIFY(!seen.contains(canary));
        QVERIFY(m_scene->settles(30s));
        QVERIFY(other.settles(30s));
        QCOMPARE(other.engine.stop(), std::optional<int>(0));
        QDirIterator files(m_scene->engine.dataDir(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly)) QVERIFY2(!file.readAll().contains(canary), qPrintable(file.fileName()));
        }
        // Its token opens nothing here.
        JsonClient stranger(m_scene->engine.url(), 1);
        stranger.setToken("token-of-another-shop-0123456789abcdef");
        QCOMPARE(stranger.get("/api/v1/admin/conversations").status, 401);
    }
};

TONGDAI_TEST(HostileInputE2eTest)

#include "hostile_input_e2e_test.moc"
