#include "engine/contract/iso_time.h"
#include "engine/contract/json/chat/chat_history.h"
#include "engine/contract/redis_keys.h"
#include "engine/history/privacy/sql_privacy.h"
#include "engine/history/sql_history.h"
#include "engine/state/local/local_live_state.h"
#include "engine/state/redis/live/chat_session_cache.h"
#include "engine/state/redis/live/trace_eraser.h"
#include "engine/work/chat/erase_chat_session.h"
#include "tests/engine/history/await_task.h"
#include "tests/engine/state/redis_fixture.h"
#include "tests/support/test_registry.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::await;
using testing::waitUntil;

namespace {

class CacheClock final : public ports::Clock {
public:
    TimePoint now() const override { return TimePoint(std::chrono::milliseconds(1'763'712'000'000)); }
    std::chrono::nanoseconds elapsed() const override { return now().time_since_epoch(); }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
};

const SenderId kUser{"u42"_ba};
const ConversationId kSession{"s7"_ba};
const ChatCaller kCaller{kUser, false, false};

QStringList shown(const ChatPage& page)
{
    QStringList lines;
    for (const ChatEntry& entry : page.page.entries) {
        lines << u"%1|%2|%3|%4|%5"_s
                     .arg(entry.messageId.toString(), entry.user.toString(), entry.userMessage.value_or(u"-"_s),
                          entry.aiResponse.value_or(u"-"_s))
                     .arg(entry.at);
    }
    return lines << u"of %1, %2 in session"_s.arg(page.page.total).arg(page.session.messageCount);
}

/// The page as callers get it.
QByteArray bodyOf(const ChatPage& page, int number, int size)
{
    contract::HistoryPageAnswer answer;
    answer.entries = page.page.entries;
    answer.totalCount = page.page.total;
    answer.currentPage = number;
    answer.pageSize = size;
    answer.session = page.session;
    return QJsonDocument(contract::toJson(answer)).toJson(QJsonDocument::Compact);
}

}  // namespace

/// The chat history with a real store and a real Redis: whoever answers, the answer is the same, and nothing is lost
/// when one of them is away.
class ChatHistoryRedisTest : public QObject {
    Q_OBJECT

    struct Parts {
        explicit Parts(const testing::RedisServer& server)
            : history(sqliteBackend(dir.filePath(u"history.sqlite"_s)), clock),
              privacy(history),
              side(redis::Endpoint::onUnixSocket(server.socketPath()), QUuid::createUuid().toByteArray(QUuid::Id128)),
              cache(side.connection, side.health, {}),
              traces(side.connection, side.health),
              live(clock),
              chat({clock, history, cache, live}, {}),
              erase(privacy, traces, cache)
        {
            await(history.open());
        }
        QTemporaryDir dir;
        CacheClock clock;
        SqlHistory history;
        SqlPrivacy privacy;
        testing::EngineSide side;
        redis::ChatSessionCache cache;
        redis::TraceEraser traces;
        LocalLiveState live;
        ChatHistory chat;
        EraseChatSession erase;
    };
    testing::RedisServer m_server;
    std::unique_ptr<Parts> m_parts;

    QByteArray cli(const QByteArrayList& args) const { return m_server.cli(args); }
    void sync(const QByteArray& id, qint64 secondsAgo, bool hasAnswer = true, const ChatCaller& caller = kCaller)
    {
        ChatEntry entry;
        entry.user = kUser;
        entry.session = kSession;
        entry.messageId = MessageId(id);
        entry.userMessage = u"Giá <bao nhiêu>? "_s + QString::fromUtf8(id);
        if (hasAnswer) entry.aiResponse = u"Dạ 250.000đ ạ."_s;
        entry.at = toTicks(m_parts->clock.now()) - secondsAgo * 10'000'000 + 1'234'567;
        entry.metadata = {{u"aiModel"_s, u"gemini-1.5-flash"_s}};
        const auto result = await(m_parts->chat.sync(caller, entry, true));
        QVERIFY(std::holds_alternative<EntryRecorded>(result));
    }
    std::optional<ChatPage> page(int number = 1, int size = 20, std::optional<Ticks> from = {})
    {
        ChatPageRequest request{kUser, kSession, number, size, from, {}};
        const auto result = await(m_parts->chat.page(kCaller, request));
        const auto* found = std::get_if<ChatPage>(&result);
        return found ? std::optional(*found) : std::nullopt;
    }
    bool isWarm()
    {
        const auto cached = await(m_parts->cache.find(kUser, kSession, 0, 1));
        return cached && cached->isOurs();
    }

private slots:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.problem())); }
    void init()
    {
        cli({"FLUSHALL"});
        m_parts = std::make_unique<Parts>(m_server);
        QVERIFY(m_parts->side.waitUntilUp());
    }
    void cleanup()
    {
        m_parts->history.close();
        m_parts.reset();
    }

    void answersTheSameFromRedisAndFromTheStore()
    {
        for (int i = 0; i < 45; ++i)
            sync("m" + QByteArray::number(i), 1000 - i, i % 7 != 0);
        QVERIFY(isWarm());
        QByteArrayList warm;  // byte for byte
        for (int number = 1; number <= 5; ++number)
            warm << bodyOf(*page(number, 10), number, 10);
        QCOMPARE(shown(*page(1, 10)).size(), 11);
        QCOMPARE(shown(*page(5, 10)).size(), 6);
        // Poisoned on purpose: what is read is really the copy.
        const QByteArray list = "chat_history:u42:s7";
        const QByteArray newest = cli({"LINDEX", list, "0"});
        cli({"LSET", list, "0", QByteArray(newest).replace("m44", "mXX")});
        QVERIFY(!shown(*page()).filter(u"mXX"_s).isEmpty());

        cli({"FLUSHALL"});
        QByteArrayList cold;
        for (int number = 1; number <= 5; ++number) {
            cold << bodyOf(*page(number, 10), number, 10);
            if (number == 1) QVERIFY(waitUntil([this] { return isWarm(); }));  // a cold read fills the copy
            if (number < 5) cli({"DEL", list, "session_info:s7"});
        }
        QCOMPARE(cold, warm);
    }

    void answersTheSameWhenEntriesComeOutOfOrder()
    {
        for (const auto& [id, ago] : {std::pair("m3"_ba, 10), {"m1"_ba, 30}, {"m4"_ba, 5}, {"m2"_ba, 20}})
            sync(id, ago);
        QVERIFY(waitUntil([this] { return isWarm(); }));
        const QStringList warm = shown(*page());
        QCOMPARE(warm.size(), 5);
        QVERIFY(warm[0].startsWith("m1"_L1) && warm[3].startsWith("m4"_L1));
        cli({"FLUSHALL"});
        QCOMPARE(shown(*page()), warm);
    }

    void filtersInRedisAloneAsTheStoreDoes()
    {
        for (int i = 0; i < 9; ++i)
            sync("m" + QByteArray::number(i), 100 - 10 * i);
        const Ticks from = toTicks(m_parts->clock.now()) - 50 * 10'000'000;
        const QStringList whole = shown(*page(1, 20));
        const QStringList filtered = shown(*page(1, 2, from));
        m_parts->history.close();
        QCOMPARE(shown(*page(1, 20)), whole);
        QCOMPARE(shown(*page(1, 2, from)), filtered);
    }

    void doesNotPassAPartOffAsTheWhole()
    {
        for (int i = 0; i < 4; ++i)
            sync("m" + QByteArray::number(i), 100 - i);
        cli({"LTRIM", "chat_history:u42:s7", "0", "1"});
        QCOMPARE(shown(*page()).last(), u"of 4, 4 in session"_s);
        QVERIFY(waitUntil([this] { return cli({"LLEN", "chat_history:u42:s7"}) == "4"; }));
        cli({"LTRIM", "chat_history:u42:s7", "0", "1"});
        m_parts->history.close();
        QVERIFY_THROWS_EXCEPTION(StoreError, page());
    }

    void answersFromTheStoreWhileRedisIsAway()
    {
        sync("m1", 20);
        m_server.stop();
        QVERIFY(waitUntil([this] { return !m_parts->side.health.canRead(); }));
        sync("m2", 10);
        QCOMPARE(shown(*page()).size(), 3);
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        QVERIFY(m_parts->side.waitUntilUp());
        QCOMPARE(shown(*page()).size(), 3);
        QVERIFY(waitUntil([this] { return isWarm(); }));
    }

    void takesOverWhatAnOlderServiceKept()
    {
        cli({"LPUSH", "chat_history:u42:s7",
             R"({"MessageId":"o1","UserId":"u42","SessionId":"s7","UserMessage":"c\u0169","AiResponse":"D\u1EA1","Timestamp":"2025-03-04T05:06:07Z","Metadata":{}})"});
        cli({"LPUSH", "chat_history:u42:s7",
             R"({"messageId":"o2","userId":"u42","sessionId":"s7","userMessage":"xin chào","aiResponse":null,"timestamp":"2025-03-04T05:06:08Z","metadata":{}})"});
        cli({"SADD", "user_sessions:u42", "s7"});
        cli({"HSET", "session_info:s7", "sessionId", "s7", "userId", "u42", "createdAt", "2025-03-04T05:06:07.0000000Z",
             "lastActivity", "2025-03-04T05:06:08.0000000Z", "messageCount", "2", "status", "active"});
        const auto foreign = await(
            m_parts->chat.page({SenderId("u43"_ba), false, false}, {SenderId("u43"_ba), kSession, 1, 20, {}, {}}));
        QVERIFY(std::holds_alternative<NoAccess>(foreign));
        const auto found = page();
        QVERIFY(found);
        QCOMPARE(shown(*found).last(), u"of 2, 2 in session"_s);
        QCOMPARE(found->page.entries[0].userMessage, u"cũ"_s);
        sync("m3", 10);
        QCOMPARE(shown(*page()).last(), u"of 3, 3 in session"_s);
        // And what it adds later, beside us.
        cli({"LPUSH", "chat_history:u42:s7",
             R"({"MessageId":"o4","UserId":"u42","SessionId":"s7","UserMessage":"x","AiResponse":"y","Timestamp":"2025-11-21T07:59:59Z","Metadata":{}})"});
        cli({"HINCRBY", "session_info:s7", "messageCount", "1"});
        QCOMPARE(shown(*page()).last(), u"of 4, 4 in session"_s);
    }

    void keepsWhatAnOlderServiceSaidOfItsSessions()
    {
        for (const auto& [id, status] :
             {std::pair("s1"_ba, "closed"_ba), {"s2"_ba, "archived"_ba}, {"s3"_ba, "active"_ba}}) {
            cli({"LPUSH", "chat_history:u42:" + id,
                 R"({"MessageId":"o-)" + id + R"(","UserId":"u42","SessionId":")" + id +
                     R"(","UserMessage":"c","AiResponse":"d","Timestamp":"2025-03-04T05:06:07Z","Metadata":{}})"});
            cli({"SADD", "user_sessions:u42", id});
            cli({"HSET", "session_info:" + id, "sessionId", id, "userId", "u42", "createdAt",
                 "2025-02-03T04:05:06.1234560Z", "lastActivity", "2025-03-04T05:06:08.0000000Z", "messageCount", "1",
                 "status", status});
        }
        const auto look = [this](const QByteArray& id) {
            return std::get<ChatSession>(await(m_parts->chat.session(kCaller, ConversationId(id))));
        };
        const Ticks began = contract::parseIsoTime(u"2025-02-03T04:05:06.123456Z"_s).value();
        for (int i = 0; i < 2; ++i) {  // when it is taken over, and from then on
            QCOMPARE(look("s1"_ba).status, ChatSessionStatus::Closed);
            QCOMPARE(look("s2"_ba).status, ChatSessionStatus::Archived);
            QCOMPARE(look("s3"_ba).status, ChatSessionStatus::Active);
            for (const auto& id : {"s1"_ba, "s2"_ba, "s3"_ba})
                QCOMPARE(look(id).createdAt, began);
        }
        const auto listed = await(m_parts->chat.sessions(kCaller, kUser));
        QCOMPARE(std::get<std::vector<ChatSession>>(listed).size(), 3u);
        cli({"FLUSHALL"});
        QCOMPARE(look("s1"_ba).status, ChatSessionStatus::Closed);
        QCOMPARE(look("s1"_ba).createdAt, began);
    }

    void followsAnArchiveOfAnOlderService_data()
    {
        QTest::addColumn<QString>("asked");
        for (const QString& asked : {u"session"_s, u"sessions"_s, u"page"_s, u"sync"_s})
            QTest::newRow(qPrintable(asked)) << asked;
    }
    void followsAnArchiveOfAnOlderService()
    {
        QFETCH(QString, asked);
        sync("m1", 20);
        QVERIFY(isWarm());
        cli({"HSET", "session_info:s7", "status", "archived"});
        const auto status = [this] {
            return std::get<ChatSession>(await(m_parts->chat.session(kCaller, kSession))).status;
        };
        ChatEntry entry;
        entry.user = kUser;
        entry.session = kSession;
        entry.messageId = MessageId("m2"_ba);
        entry.userMessage = u"còn không?"_s;
        if (asked == u"session"_s) QCOMPARE(status(), ChatSessionStatus::Archived);
        if (asked == u"sessions"_s) {
            const auto listed = await(m_parts->chat.sessions(kCaller, kUser));
            QCOMPARE(std::get<std::vector<ChatSession>>(listed).front().status, ChatSessionStatus::Archived);
        }
        if (asked == u"page"_s) QCOMPARE(page()->session.status, ChatSessionStatus::Archived);
        if (asked == u"sync"_s)
            QVERIFY(std::holds_alternative<SessionArchived>(await(m_parts->chat.sync(kCaller, entry, false))));
        cli({"FLUSHALL"});  // it is on record
        QCOMPARE(status(), ChatSessionStatus::Archived);

        // What is said since, elsewhere, counts more than the word in an old copy.
        IncomingMessage line;
        line.source = "platform"_ba;
        line.conversation = kSession;
        line.messageId = MessageId("g1"_ba);
        line.sender = kUser;
        line.content = u"alo"_s;
        line.sentAt = double(toTicks(m_parts->clock.now())) / 1e7;
        line.acceptedAt = m_parts->clock.now() + std::chrono::hours(1);
        line.bodyHash = hashBody(line);
        QVERIFY(std::holds_alternative<Accepted>(await(m_parts->history.accept(line, {}))));
        cli({"HSET", "session_info:s7", "userId", "u42", "status", "archived", "rev", "2", "total", "1", "messageCount",
             "1"});
        QCOMPARE(status(), ChatSessionStatus::Active);
    }

    void keepsStaleIdsOutOfTheList()
    {
        sync("m1", 20);
        cli({"SADD", "user_sessions:u42", "gone"});
        const auto sessions = await(m_parts->chat.sessions(kCaller, kUser));
        QCOMPARE(std::get<std::vector<ChatSession>>(sessions).size(), 1u);
        QCOMPARE(cli({"SMEMBERS", "user_sessions:u42"}), "s7"_ba);
    }

    void erasesTheCopiesTooOrRemembersTo()
    {
        sync("m1", 20);
        m_server.stop();
        QVERIFY(waitUntil([this] { return !m_parts->side.health.canRead(); }));
        QVERIFY(await(m_parts->erase.run(kCaller, kUser, kSession)) == EraseChatSession::Result::Erased);
        QVERIFY(!await(m_parts->erase.finishPending()));
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
        QVERIFY(m_parts->side.waitUntilUp());
        cli({"HSET", "session_info:s7", "userId", "u42"});  // as if it had kept its data
        QVERIFY(await(m_parts->erase.finishPending()));
        QCOMPARE(cli({"EXISTS", "session_info:s7"}), "0"_ba);
        QVERIFY(await(m_parts->privacy.pendingErasures(10)).empty());
        QVERIFY(!page());
    }

    void showsNoCopyOfAnErasedLineInAnothersSession()
    {
        sync("m1", 20, true, {kUser, false, true});  // by the platform: a user's own session would make way for a guest
        IncomingMessage line;
        line.source = "platform"_ba;
        line.conversation = kSession;
        line.messageId = MessageId("g1"_ba);
        line.sender = SenderId("guest"_ba);
        line.senderType = u"user"_s;
        line.content = u"tôi tên Hạnh"_s;
        line.sentAt = double(toTicks(m_parts->clock.now())) / 1e7 - 5;
        line.bodyHash = hashBody(line);
        QVERIFY(std::holds_alternative<Accepted>(await(m_parts->history.accept(line, {}))));
        page();
        QVERIFY(waitUntil([this] { return cli({"LLEN", "chat_history:u42:s7"}) == "2"; }));
        QCOMPARE(shown(*page()).filter(u"Hạnh"_s).size(), 1);

        const ErasureReport report = await(m_parts->erase.erasePerson(line.sender, "admin"_ba));
        QVERIFY(!report.livePending);
        const QStringList cold = shown(*page());
        QCOMPARE(cold.filter(u"Hạnh"_s), QStringList());
        QCOMPARE(cold.last(), u"of 2, 2 in session"_s);
        const QByteArray copies = cli({"LRANGE", "chat_history:u42:s7", "0", "-1"});
        QVERIFY(!copies.contains("H\\u1EA1nh") && !copies.contains("Hạnh"));
        cli({"DEL", contract::keys::erasedMark(kSession)});
        page();
        QVERIFY(waitUntil([this] { return isWarm(); }));
        QCOMPARE(shown(*page()), cold);
    }

    void keepsWhatWasErasedErased()
    {
        sync("m1", 20);
        const QByteArray element = cli({"LINDEX", "chat_history:u42:s7", "0"});
        QVERIFY(await(m_parts->erase.run(kCaller, kUser, kSession)) == EraseChatSession::Result::Erased);
        QCOMPARE(cli({"EXISTS", "chat_history:u42:s7", "session_info:s7"}), "0"_ba);
        // A copy that comes back from somewhere, say a restored Redis, is no history.
        cli({"LPUSH", "chat_history:u42:s7", element});
        cli({"HSET", "session_info:s7", "userId", "u42", "messageCount", "1"});
        QVERIFY(!page());
    }
};

TONGDAI_TEST(ChatHistoryRedisTest)

}  // namespace tongdai

#include "chat_history_redis_test.moc"
