#include "tests/support/engine_scene.h"
#include "tests/support/full_disk.h"
#include "tests/support/signed_token.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

namespace {

const QByteArray kDiskSecret(48, 'k');

QJsonObject exchangeIn(const QString& session)
{
    return {{u"messageId"_s, u"s-"_s + session}, {u"userId"_s, u"khach7"_s},
            {u"sessionId"_s, session},           {u"userMessage"_s, u"còn hàng không?"_s},
            {u"aiResponse"_s, u"Dạ còn ạ"_s},    {u"timestamp"_s, u"2026-03-01T09:00:00Z"_s}};
}

/// Nothing that fits where room was left.
QString bulkyText(int number)
{
    QString text = u"tin nhắn số %1: "_s.arg(number);
    for (int i = 0; i < 600; ++i)
        text += QString::number(QRandomGenerator::global()->generate64(), 36);
    return text;
}

}  // namespace

/// Rows F38 and F39 of guarantees 3.4 for a shop without a server: the data folder's disk is full. Health says so,
/// every door that writes answers 503 with a time to come back, and nothing that was answered is lost.
class FullDiskE2eTest : public QObject {
    Q_OBJECT

    std::unique_ptr<FullDisk> m_disk;
    std::unique_ptr<EngineScene> m_scene;
    std::vector<PromiseFact> m_promises;

    ClientReply say(int number)
    {
        const QString id = u"m-%1"_s.arg(number);
        ClientReply reply = m_scene->say(u"c-%1"_s.arg(number % 5), id, bulkyText(number));
        if (reply.status == 200 || reply.status == 202) m_promises.push_back({"platform", id.toUtf8()});
        return reply;
    }
    QString level() { return m_scene->admin.get("/api/v1/admin/health").json[u"level"_s].toString(); }
    double diskIsUp()
    {
        for (const QByteArray& line : m_scene->admin.get("/metrics").body.split('\n')) {
            if (line.startsWith("tongdai_part_up{part=\"disk\"} ")) return line.mid(line.indexOf(' ') + 1).toDouble();
        }
        return -1;
    }
    ClientReply ask(JsonClient& client, const QByteArray& method, const QByteArray& target, const QJsonObject& body)
    {
        ClientRequest request;
        request.method = method;
        request.target = target;
        if (!body.isEmpty()) request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
        std::optional<ClientReply> answer;
        client.send(request, [&answer](const ClientReply& reply) { answer = reply; });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 60'000)) return {};
        return *answer;
    }

private slots:
    void init()
    {
        m_promises.clear();
        m_disk = std::make_unique<FullDisk>();
        QVERIFY2(m_disk->problem().isEmpty(), qPrintable(m_disk->problem()));
        m_scene = std::make_unique<EngineScene>();
        m_scene->engine.setEnvironment(u"JWT_SECRET"_s, QString::fromLatin1(kDiskSecret));
        m_scene->engine.setEnvironment(u"ASAN_OPTIONS"_s, u"verify_asan_link_order=0:detect_leaks=0"_s);
        const FullDisk::Mount mount(*m_disk, m_scene->engine.dataDir());
        QVERIFY2(m_scene->start(), qPrintable(m_scene->engine.problem()));
        QVERIFY(m_scene->waitForRedis());
        for (int i = 0; i < 10; ++i)
            QCOMPARE(say(i).status, 200);
        QTRY_COMPARE(level(), u"full"_s);
        QCOMPARE(diskIsUp(), 1.0);
    }
    void cleanup()
    {
        m_scene.reset();
        m_disk.reset();
    }

    void isSaidAndIsOverWhenThereIsRoom()
    {
        m_disk->setRoom(0);
        QTRY_COMPARE_WITH_TIMEOUT(level(), u"read_only"_s, 15'000);
        QCOMPARE(diskIsUp(), 0.0);
        QCOMPARE(m_scene->client.get("/health").status, 503);
        // It stays said: a look at the history that changes nothing is no sign that customers' messages fit.
        QVERIFY(!QTest::qWaitFor([this] { return level() != u"read_only"_s; }, 6'000));
        m_disk->makeRoom();
        QTRY_COMPARE_WITH_TIMEOUT(level(), u"full"_s, 15'000);
        QCOMPARE(diskIsUp(), 1.0);
        QCOMPARE(say(100).status, 200);
        QCOMPARE(m_scene->wrongs(m_promises), QStringList());
    }

    void everyDoorAsksToComeBackAndNothingIsLost()
    {
        QCOMPARE(m_scene->client.post("/api/chathistory/sync", exchangeIn(u"phien-6"_s)).status, 200);
        m_disk->setRoom(0);
        int refused = 0;
        for (int i = 100; i < 400 && refused < 3; ++i) {
            const ClientReply reply = say(i);
            if (reply.status == 200 || reply.status == 202) continue;
            QCOMPARE(reply.status, 503);
            QVERIFY(reply.headers.contains("retry-after"));
            ++refused;
        }
        QCOMPARE(refused, 3);

        const QJsonObject hold{
            {u"kind"_s, u"person"_s}, {u"subject"_s, u"khach7"_s}, {u"reason"_s, bulkyText(3).left(900)}};
        const QJsonObject thread{
            {u"id"_s, u"thread-7"_s},
            {u"participants"_s, QJsonArray{QJsonObject{{u"userId"_s, u"khach7"_s}, {u"role"_s, u"CLIENT"_s}}}}};
        const QJsonObject sendAll{{u"customers"_s, QJsonArray{u"c-1"_s}},
                                  {u"content"_s, bulkyText(4)},
                                  {u"image"_s, QJsonArray()},
                                  {u"client_message_id"_s, u"k-1"_s}};
        const QJsonObject consolidated{{u"conversation_id"_s, u"0b3f2c1e-7a55-4d0c-9b11-3f1c7a2d9e01"_s},
                                       {u"history"_s, u"<USER>%1</USER>"_s.arg(bulkyText(5))}};
        JsonClient visitor(m_scene->engine.url());
        visitor.setToken(signedToken({{u"userId"_s, u"khach7"_s}, {u"role"_s, u"User"_s}}, kDiskSecret));
        struct Door {
            JsonClient* client;
            QByteArray method;
            QByteArray target;
            QJsonObject body;
            bool mayFindNothing = false;  ///< what it would remove is not there: then nothing is written
            int refusal = 503;            ///< with a time to come back; contracts/handle-message §6.4 knows 500 alone
        };
        const std::vector<Door> doors{
            {&m_scene->client, "POST"_ba, "/api/chathistory/sync"_ba, exchangeIn(u"phien-7"_s)},
            {&m_scene->admin, "POST"_ba, "/api/chat/threads"_ba, thread},
            {&m_scene->admin, "POST"_ba, "/api/v1/admin/holds"_ba, hold},
            {&m_scene->admin, "POST"_ba, "/api/v1/admin/people/khach7/erasure"_ba, {}},
            {&m_scene->admin, "POST"_ba, "/api/v1/admin/retention"_ba, {}, true},
            {&m_scene->admin, "POST"_ba, "/api/v1/admin/conversations/c-1/cancel"_ba, {}},
            {&m_scene->admin, "POST"_ba, "/api/v1/admin/system/cleanup"_ba, {}, true},
            {&visitor, "DELETE"_ba, "/api/chathistory/khach7/sessions/phien-6"_ba, {}},
            {&m_scene->admin, "PATCH"_ba, "/chat/c-1"_ba, {{u"status"_s, u"false"_s}}},
            {&m_scene->admin, "POST"_ba, "/chat/send_message"_ba, sendAll},
            {&m_scene->admin, "PUT"_ba, "/api/v1/admin/channels/web/bot"_ba, {{u"bot"_s, u"off"_s}}},
            {&m_scene->client, "POST"_ba, "/api/v1/chat/message"_ba, consolidated, false, 500},
        };
        for (const Door& door : doors) {
            const ClientReply reply = ask(*door.client, door.method, door.target, door.body);
            const QString what = u"%1: %2 %3"_s.arg(QString::fromLatin1(door.target))
                                     .arg(reply.status)
                                     .arg(QString::fromUtf8(reply.body));
            if (door.mayFindNothing && reply.status == 200) continue;
            QVERIFY2(reply.status == door.refusal, qPrintable(what));
            QVERIFY2(door.refusal != 503 || reply.headers.contains("retry-after"), qPrintable(what));
        }

        m_disk->makeRoom();
        QTRY_COMPARE_WITH_TIMEOUT(level(), u"full"_s, 15'000);
        QCOMPARE(say(1000).status, 200);
        QVERIFY(m_scene->settles(60s));
        QCOMPARE(m_scene->wrongs(m_promises), QStringList());
        QCOMPARE(m_scene->engine.stop(), std::optional<int>(0));
    }
};

TONGDAI_TEST(FullDiskE2eTest)
#include "full_disk_e2e_test.moc"
