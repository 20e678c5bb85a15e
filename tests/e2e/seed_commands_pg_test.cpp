#include "tests/support/redis_server.h"
#include "tests/support/store_scene.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSeedPatience = 60'000;
/// What the store needs for a commit, in ms.
constexpr qint64 kSlowCommit = 500;

/// A page of the older product with a customer in front of it.
class CustomerPage {
public:
    explicit CustomerPage(int number) : session(number)
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [this](const QString& text) {
            const QJsonObject line = QJsonDocument::fromJson(text.toUtf8()).object();
            const QString sender = line["sender_type"_L1].toString();
            if (sender == "customer"_L1) own << line["id"_L1].toString();
            if (sender == "bot"_L1) bot << line["content"_L1].toString();
            if (sender == "customer"_L1) ownAfter << watch.elapsed();
            if (sender == "bot"_L1) botAfter << watch.elapsed();
        });
    }
    bool open(QUrl engine)
    {
        engine.setScheme(u"ws"_s);
        engine.setPath(u"/chat/ws/customer"_s);
        engine.setQuery(u"sessionId=%1"_s.arg(session));
        QSignalSpy connected(&socket, &QWebSocket::connected);
        socket.open(engine);
        return !connected.isEmpty() || connected.wait(kSeedPatience);
    }
    void say(const QString& text, const QString& id)
    {
        watch.start();
        const QJsonObject message{{u"chat_session_id"_s, session},
                                  {u"sender_type"_s, u"customer"_s},
                                  {u"content"_s, text},
                                  {u"image"_s, QJsonArray()},
                                  {u"client_message_id"_s, id}};
        socket.sendTextMessage(QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
    }

    int session;
    QWebSocket socket;
    QElapsedTimer watch;
    QStringList own;
    QStringList bot;
    QList<qint64> ownAfter;  ///< ms from the message to its bubble
    QList<qint64> botAfter;
};

QByteArray savedLine(int session, int n)
{
    const QJsonObject element{
        {u"id"_s, u"line-%1-%2"_s.arg(session).arg(n)},
        {u"type"_s, u"save_message"_s},
        {u"chat_session_id"_s, session},
        {u"payload"_s, QJsonObject{{u"sender_type"_s, u"customer"_s}, {u"content"_s, u"dòng %1"_s.arg(n)}}},
        {u"attempts"_s, 0},
        {u"max_attempts"_s, 5}};
    return QJsonDocument(element).toJson(QJsonDocument::Compact);
}

}  // namespace

/// What administrators of the older product look at with redis-cli shows the same here, and its promise that customers
/// never wait for background work holds over a store whose commits take half a second.
class SeedCommandsPgTest : public QObject {
    Q_OBJECT

    SharedPostgres m_store;
    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<StoreScene> m_scene;
    int m_round = 0;

    void makeCommitsSlow()
    {
        m_store.rows(
            u"create function is_slow() returns trigger language plpgsql as $$ begin "
            "if current_setting('test.slept', true) is distinct from txid_current()::text then "
            "perform set_config('test.slept', txid_current()::text, true); perform pg_sleep(%1 / 1000.0); end if; "
            "return null; end $$"_s.arg(kSlowCommit));
        for (const auto* table : {"messages", "conversations", "tasks"}) {
            m_store.rows(
                u"create constraint trigger %1_is_slow after insert or update on %1 deferrable initially "
                "deferred for each row execute function is_slow()"_s.arg(QLatin1StringView(table)));
        }
    }
    QByteArray count(const QString& where)
    {
        return m_store.rows(u"select count(*) from "_s + where).join(u',').toUtf8();
    }

private slots:
    void initTestCase() { QVERIFY2(m_store.start(), qPrintable(m_store.problem())); }
    void init()
    {
        m_redis = std::make_unique<RedisServer>(RedisServer::Options{true, {}});
        QVERIFY2(m_redis->start(), qPrintable(m_redis->problem()));
        QVERIFY(m_store.useNewDatabase(u"seed%1"_s.arg(++m_round)));
        m_scene = std::make_unique<StoreScene>(m_store);
        m_scene->engine.setEnvironment(u"REDIS_HOST"_s, u"127.0.0.1"_s);
        m_scene->engine.setEnvironment(u"REDIS_PORT"_s, QString::number(m_redis->port()));
        QVERIFY(m_scene->start());
        QTRY_COMPARE_WITH_TIMEOUT(m_scene->admin.get("/api/v1/admin/health").json["redis_status"_L1].toString(),
                                  u"connected"_s, kSeedPatience);
    }
    void cleanup()
    {
        m_scene.reset();
        m_redis.reset();
    }

    void theCommandsShowWhatTheyPromise()
    {
        QCOMPARE(m_redis->cli({"ping"}), "PONG"_ba);
        QCOMPARE(m_redis->cli({"llen", "message_queue"}), "0"_ba);
        QCOMPARE(m_redis->cli({"keys", "chat_session:*"}), QByteArray());
        std::vector<std::unique_ptr<CustomerPage>> pages;
        QByteArrayList sessions;
        for (int i = 0; i < 5; ++i) {
            pages.push_back(std::make_unique<CustomerPage>(101 + i));
            QVERIFY(pages.back()->open(m_scene->engine.url()));
            pages.back()->say(u"còn size M không"_s, u"m1"_s);
            sessions << "chat_session:" + QByteArray::number(101 + i);
        }
        for (const auto& page : pages)
            QTRY_COMPARE_WITH_TIMEOUT(page->bot.size(), 1, kSeedPatience);
        // Who has a session open asks for it, and it is cached from then on.
        for (int i = 0; i < 5; ++i)
            QCOMPARE(m_scene->client.get("/chat/session/" + QByteArray::number(101 + i)).status, 200);
        const auto keys = [this] {
            QByteArrayList found = m_redis->cli({"keys", "chat_session:*"}).split('\n');
            std::ranges::sort(found);
            return found;
        };
        QTRY_COMPARE_WITH_TIMEOUT(keys(), sessions, kSeedPatience);

        // What waits is what the list's length says, however much of it the engine has taken over already.
        constexpr int kLines = 300;
        QByteArrayList push{"rpush", "message_queue"};
        for (int n = 0; n < kLines; ++n)
            push << savedLine(200 + n % 3, n);
        m_redis->cli(push);
        qint64 before = kLines;
        QElapsedTimer patience;
        patience.start();
        while (before > 0 && patience.elapsed() < kSeedPatience) {
            const qint64 waiting = m_redis->cli({"llen", "message_queue"}).toLongLong();
            QVERIFY2(waiting <= before, "the list grew, and nobody pushed");
            before = waiting;
            QCOMPARE(m_redis->cli({"ping"}), "PONG"_ba);
        }
        QTRY_COMPARE_WITH_TIMEOUT(count(u"messages where content like 'dòng %'"_s), QByteArray::number(kLines),
                                  kSeedPatience);
        QCOMPARE(m_redis->cli({"llen", "message_queue"}), "0"_ba);
    }

    /// A bubble is never shown for what is not stored, so it waits for its own commit; what other programs have saved
    /// in the background, hundreds of commits of it, it does not wait for.
    void customersNeverWaitForBackgroundWork()
    {
        makeCommitsSlow();
        CustomerPage page(301);
        QVERIFY(page.open(m_scene->engine.url()));
        constexpr int kMessages = 3;
        constexpr int kLines = 60;
        QByteArrayList push{"rpush", "message_queue"};
        for (int n = 0; n < kLines; ++n)
            push << savedLine(400, n);  // of one session, so one after the other
        m_redis->cli(push);
        QTRY_VERIFY_WITH_TIMEOUT(count(u"messages where content like 'dòng %'"_s) != "0", kSeedPatience);
        for (int n = 1; n <= kMessages; ++n) {
            page.say(u"còn size %1 không"_s.arg(n), u"m%1"_s.arg(n));
            QTRY_COMPARE_WITH_TIMEOUT(page.own.size(), n, kSeedPatience);
            QTRY_COMPARE_WITH_TIMEOUT(page.bot.size(), n, kSeedPatience);
        }
        QVERIFY2(count(u"messages where content like 'dòng %'"_s).toInt() < kLines, "there was no work beside it");
        const auto [ownLeast, ownMost] = std::ranges::minmax(page.ownAfter);
        const auto [botLeast, botMost] = std::ranges::minmax(page.botAfter);
        qInfo("a commit takes %lld ms; from the message to its bubble %lld to %lld ms, to the bot's %lld to %lld ms",
              kSlowCommit, ownLeast, ownMost, botLeast, botMost);
        QVERIFY2(ownLeast >= kSlowCommit, "a bubble before its commit");
        // Its own commit and what the writer has in hand; a background line alone needs several.
        QVERIFY2(ownMost < 4 * kSlowCommit, qPrintable(QString::number(ownMost)));

        // What was shown is there, whatever happens to the engine in that moment.
        page.say(u"đặt luôn nhé"_s, u"last"_s);
        QTRY_COMPARE_WITH_TIMEOUT(page.own.size(), kMessages + 1, kSeedPatience);
        m_scene->engine.crash();
        QCOMPARE(count(u"messages where content = 'đặt luôn nhé'"_s), "1"_ba);
        QVERIFY(!page.own.contains(QString()));
    }
};

TONGDAI_TEST(SeedCommandsPgTest)

}  // namespace tongdai::testing

#include "seed_commands_pg_test.moc"
