#include "engine/state/redis/event_stream_reader.h"
#include "engine/state/redis/redis_live_state.h"
#include "tests/engine/state/redis_fixture.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using redis::Endpoint;
using redis::EventStreamReader;
using testing::RedisServer;
using testing::waitUntil;

class EventStreamRedisTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_server;
    std::vector<HistoryEvent> m_heard;

    Endpoint endpoint() const { return Endpoint::onUnixSocket(m_server->socketPath()); }
    std::unique_ptr<EventStreamReader> reader()
    {
        EventStreamReader::Options options;
        options.block = 50ms;
        options.batch = 10;
        auto made = std::make_unique<EventStreamReader>(endpoint(), options);
        connect(made.get(), &EventStreamReader::eventsReceived, this, [this](const std::vector<HistoryEvent>& events) {
            m_heard.insert(m_heard.end(), events.begin(), events.end());
        });
        return made;
    }
    void add(int rev)
    {
        m_server->cli({"XADD"_ba, "chat:logs:events"_ba, "*"_ba, "event"_ba, "message_sent"_ba, "threadId"_ba, "t"_ba,
                       "userId"_ba, "u"_ba, "messageId"_ba, "m"_ba, "seq"_ba, QByteArray::number(rev)});
    }

private slots:
    void init()
    {
        m_heard.clear();
        m_server = std::make_unique<RedisServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
    }

    void hearsWhatAnotherEngineSettled()
    {
        testing::EngineSide other(endpoint(), "shop"_ba);
        QVERIFY(other.waitUntilUp());
        redis::RedisLiveState state(other.connection, other.health, 60s);
        HistoryEvent event;
        event.id = 99;
        event.kind = u"message_sent"_s;
        event.conversation = ConversationId("hanh"_ba);
        event.user = SenderId("an"_ba);
        event.messageId = MessageId("m-1"_ba);
        event.rev = 5;
        event.data = {{u"text"_s, u"Chào shop"_s}};
        testing::finished(state.settle({event.conversation, {}, {}, {event}}));  // before anybody listens

        const auto stream = reader();
        QSignalSpy positioned(stream.get(), &EventStreamReader::positioned);
        stream->open();
        QVERIFY(waitUntil([&] { return positioned.size() == 1; }));
        event.rev = 6;
        testing::finished(state.settle({event.conversation, {}, {}, {event}}));
        QVERIFY(waitUntil([&] { return !m_heard.empty(); }));
        QCOMPARE(m_heard.size(), std::size_t(1));
        QCOMPARE(m_heard[0].rev, 6);
        QCOMPARE(m_heard[0].id, 99);
        QCOMPARE(m_heard[0].kind, u"message_sent"_s);
        QCOMPARE(m_heard[0].conversation, event.conversation);
        QCOMPARE(m_heard[0].user, event.user);
        QCOMPARE(m_heard[0].messageId, event.messageId);
        QCOMPARE(m_heard[0].data, event.data);
    }

    void goesOnWhereItWasAfterALoss()
    {
        const auto stream = reader();
        QSignalSpy positioned(stream.get(), &EventStreamReader::positioned);
        QSignalSpy gaps(stream.get(), &EventStreamReader::gapFound);
        stream->open();
        QVERIFY(waitUntil([&] { return positioned.size() == 1; }));
        add(1);
        QVERIFY(waitUntil([&] { return m_heard.size() == 1; }));
        stream->close();
        for (int rev = 2; rev <= 30; ++rev)
            add(rev);
        stream->open();
        QVERIFY(waitUntil([&] { return m_heard.size() == 30; }));
        for (int i = 0; i < 30; ++i)
            QCOMPARE(m_heard[size_t(i)].rev, i + 1);
        QCOMPARE(gaps.size(), 0);
        QCOMPARE(positioned.size(), 1);
    }

    void trimmedOrFlushedStreamIsAGap_data()
    {
        QTest::addColumn<QByteArrayList>("command");
        QTest::newRow("trimmed") << QByteArrayList{"XTRIM"_ba, "chat:logs:events"_ba, "MAXLEN"_ba, "2"_ba};
        QTest::newRow("flushed") << QByteArrayList{"FLUSHALL"_ba};
    }
    void trimmedOrFlushedStreamIsAGap()
    {
        QFETCH(const QByteArrayList, command);
        const auto stream = reader();
        QSignalSpy positioned(stream.get(), &EventStreamReader::positioned);
        QSignalSpy gaps(stream.get(), &EventStreamReader::gapFound);
        stream->open();
        QVERIFY(waitUntil([&] { return positioned.size() == 1; }));
        add(1);
        QVERIFY(waitUntil([&] { return m_heard.size() == 1; }));
        stream->close();
        for (int rev = 2; rev <= 5; ++rev)
            add(rev);
        m_server->cli(command);
        stream->open();
        QVERIFY(waitUntil([&] { return gaps.size() == 1; }));
        m_heard.clear();
        add(6);
        QVERIFY(waitUntil([&] { return !m_heard.empty(); }));
        QCOMPARE(m_heard.back().rev, 6);
        QCOMPARE(gaps.size(), 1);
    }

    /// Flushed while we listen: the ids of a new stream are larger, so nothing but the missing last entry tells.
    void flushWhileListeningIsNoticed()
    {
        const auto stream = reader();
        QSignalSpy positioned(stream.get(), &EventStreamReader::positioned);
        QSignalSpy gaps(stream.get(), &EventStreamReader::gapFound);
        stream->open();
        QVERIFY(waitUntil([&] { return positioned.size() == 1; }));
        add(1);
        QVERIFY(waitUntil([&] { return m_heard.size() == 1; }));
        m_server->cli({"FLUSHALL"_ba});
        QVERIFY(waitUntil([&] { return gaps.size() == 1; }));
        add(2);
        QVERIFY(waitUntil([&] { return m_heard.size() == 2; }));
    }

    void strangeEntriesAreReadAsFarAsTheyGo()
    {
        const auto stream = reader();
        QSignalSpy positioned(stream.get(), &EventStreamReader::positioned);
        stream->open();
        QVERIFY(waitUntil([&] { return positioned.size() == 1; }));
        m_server->cli(
            {"XADD"_ba, "chat:logs:events"_ba, "*"_ba, "seq"_ba, "many"_ba, "data"_ba, "{broken"_ba, "odd"_ba, ""_ba});
        add(2);
        QVERIFY(waitUntil([&] { return m_heard.size() == 2; }));
        QVERIFY(m_heard[0].kind.isEmpty());
        QVERIFY(m_heard[0].data.isEmpty());
    }
};

TONGDAI_TEST(EventStreamRedisTest)

}  // namespace tongdai

#include "event_stream_redis_test.moc"
