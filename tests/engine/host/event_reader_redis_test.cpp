#include "engine/host/statistics/event_reader.h"

#include "engine/history/sql_history.h"
#include "engine/host/machine/system_clock.h"
#include "engine/host/statistics/statistics_host.h"
#include "tests/engine/history/await_task.h"
#include "tests/support/redis_server.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// The reader over a real Redis and a real store. Events are written into the store by taking messages; what the stream
/// gets of them each test decides.
class EventReaderTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    SystemClock m_clock;
    RedisServer m_redis;
    std::unique_ptr<SqlHistory> m_history;
    std::unique_ptr<EventReader> m_reader;
    StatsNews m_total;
    bool m_hasRedis = true;
    int m_written = 0;

    /// A message of a customer; its events.
    std::vector<HistoryEvent> take()
    {
        IncomingMessage message;
        message.source = "platform";
        message.conversation = ConversationId("c" + QByteArray::number(m_written % 7));
        message.messageId = MessageId("m" + QByteArray::number(++m_written));
        message.sender = SenderId("u1"_ba);
        message.senderType = u"user"_s;
        message.content = u"Còn size M không?"_s;
        message.sentAt = 1;
        message.bodyHash = hashBody(message);
        const qint64 before = await(m_history->newestEventId());
        await(m_history->accept(message, {}));
        return await(m_history->eventsAfter(before, 100));
    }

    void stream(const std::vector<HistoryEvent>& events)
    {
        for (const HistoryEvent& event : events) {
            m_redis.cli({"XADD", "chat:logs:events", "*", "event", event.kind.toUtf8(), "threadId",
                         event.conversation.bytes(), "userId", event.user.bytes(), "messageId", event.messageId.bytes(),
                         "seq", QByteArray::number(event.rev), "data",
                         QJsonDocument(event.data).toJson(QJsonDocument::Compact), "eid",
                         QByteArray::number(event.id)});
        }
    }

    qint64 eventsOfStore() { return await(m_history->newestEventId()); }

private slots:
    void init()
    {
        QVERIFY(m_redis.start());
        m_history = std::make_unique<SqlHistory>(
            sqliteBackend(m_dir.filePath(u"h%1.sqlite"_s.arg(QRandomGenerator::global()->generate()))), m_clock);
        await(m_history->open());
        m_written = 0;
        m_total = {};
        m_hasRedis = true;
        m_reader = std::make_unique<EventReader>(EventReader::Ports{m_clock, *m_history, [this] { return m_hasRedis; }},
                                                 redis::Endpoint::onUnixSocket(m_redis.socketPath()));
        connect(m_reader.get(), &EventReader::told, this, [this](const StatsNews& news) {
            m_total.in += news.in;
            m_total.events += news.events;
            m_total.from = news.from;
        });
        take();
        m_reader->start();
        QTRY_COMPARE(m_reader->figures().upto, eventsOfStore());  // it begins behind what is there
    }

    void cleanup()
    {
        m_reader.reset();
        m_history.reset();
        m_redis.stop();
    }

    void countsEachEventOnceHoweverOftenItComes()
    {
        const std::vector<HistoryEvent> first = take();
        const std::vector<HistoryEvent> second = take();
        stream(second);  // out of order
        stream(first);
        stream(first);
        stream(second);
        QTRY_COMPARE(m_total.in, 2);
        QTRY_VERIFY(m_reader->figures().repeated >= qint64(first.size() + second.size()));
        QCOMPARE(m_total.events, qint64(first.size() + second.size()));
        QCOMPARE(m_total.from, StatsNews::From::Stream);
        QVERIFY(m_reader->figures().lag < 10);
    }

    void readsWhatTheStreamLostFromTheStore()
    {
        std::vector<HistoryEvent> last;
        for (int i = 0; i < 30; ++i)
            last = take();  // none of these is ever in the stream: trimmed, or not written
        stream(last);
        QTRY_COMPARE(m_total.in, 30);
        QVERIFY(m_reader->figures().refilled >= 29);
        // A tail that no later event shows to be missing.
        take();
        QTRY_COMPARE_WITH_TIMEOUT(m_total.in, 31, 15'000);
    }

    void goesOnWithoutRedisAndAfterIt()
    {
        m_hasRedis = false;
        m_redis.stop();
        Change change;
        change.events = take();
        QTRY_VERIFY((m_reader->changed(change), m_total.in == 1));  // once, however often it is told
        QCOMPARE(m_total.from, StatsNews::From::Engine);
        take();  // by another engine
        QTRY_COMPARE(m_total.in, 2);
        QVERIFY(m_redis.start());
        take();  // while it comes back
        m_hasRedis = true;
        QTRY_COMPARE_WITH_TIMEOUT(m_total.in, 3, 15'000);
        stream(take());
        QTRY_COMPARE_WITH_TIMEOUT(m_total.in, 4, 15'000);
    }

    void tellsTheWindowAtMostTenTimesASecond()
    {
        const StepMeter steps(m_clock);
        DeskGate gate({OperatorId("lan"_ba), u"Lan"_s});
        gate.setRoster({});
        const FigureRecorder recorder(m_clock, [] { return std::vector<Figure>(); });
        StatisticsService service(*m_history, *m_history, steps, recorder, gate, m_clock);
        connect(m_reader.get(), &EventReader::told, &service, &StatisticsService::moved);
        StatisticsHost host;
        host.attach(&service);
        QSignalSpy moved(&host, &api::Statistics::moved);
        QElapsedTimer watch;
        watch.start();
        for (int i = 0; i < 60; ++i)
            stream(take());
        QTRY_COMPARE(m_total.in, 60);
        QVERIFY(moved.count() > 0);
        QVERIFY2(moved.count() <= watch.elapsed() / 100 + 1, qPrintable(QString::number(moved.count())));
    }
};

TONGDAI_TEST(EventReaderTest)

}  // namespace tongdai::testing

#include "event_reader_redis_test.moc"
