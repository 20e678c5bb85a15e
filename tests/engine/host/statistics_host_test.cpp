#include "engine/host/statistics/statistics_host.h"

#include "engine/domain/store_error.h"
#include "engine/history/sql_history.h"
#include "engine/host/system_clock.h"
#include "tests/engine/history/await_task.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

IncomingMessage writtenTo(const QByteArray& conversation, const QByteArray& source)
{
    IncomingMessage message;
    message.source = source;
    message.conversation = ConversationId(conversation);
    message.messageId = MessageId("m-"_ba + conversation);
    message.sender = SenderId("u1"_ba);
    message.senderType = u"user"_s;
    message.content = u"Còn size M không?"_s;
    message.sentAt = 1;
    message.bodyHash = hashBody(message);
    return message;
}

class AwayStatistics final : public ports::Statistics {
public:
    QCoro::Task<StatsReport> statistics(StatsQuery) override
    {
        throw StoreError(StoreError::Kind::Unreachable, u"statistics"_s, u"nowhere"_s, u"Connection refused"_s);
        co_return {};
    }
};

}  // namespace

/// The Stats page's way into the engine, over a real store.
class StatisticsHostTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    SystemClock m_clock;

    StatsQuery today() const
    {
        StatsQuery query;
        query.zone = "Asia/Ho_Chi_Minh";
        query.from = startOfDay(m_clock.now(), QTimeZone(query.zone));
        query.to = m_clock.now() + std::chrono::minutes(1);
        return query;
    }

private slots:
    void answersNotReadyBeforeTheEngineIsThere()
    {
        StatisticsHost host;
        QSignalSpy failed(&host, &api::Statistics::failed);
        const api::RequestId request = host.request(today());
        QVERIFY2(failed.isEmpty(), "never inside the call");
        QVERIFY(failed.wait());
        QCOMPARE(failed[0][0].value<api::RequestId>(), request);
        QCOMPARE(failed[0][1].value<api::DeskFailure>().error, api::DeskError::NotReady);
    }

    void showsTheSampleWhereThereIsNothingElse()
    {
        SqlHistory history(sqliteBackend(m_dir.filePath(u"history.sqlite"_s)), m_clock);
        await(history.open());
        StatisticsService service(history, history);
        StatisticsHost host;
        QSignalSpy ready(&host, &api::Statistics::ready);
        QSignalSpy counted(&host, &api::Statistics::counted);
        host.attach(&service);
        QCOMPARE(ready.count(), 1);
        const auto ask = [&] {
            host.request(today());
            return counted.wait() ? counted.takeFirst()[1].value<StatsReport>() : StatsReport();
        };
        QVERIFY(ask().isEmpty());
        await(history.accept(writtenTo("sample-1", kSampleSource), {}));
        StatsReport report = ask();
        QVERIFY2(report.query.sample && report.in == 1, "made up, and says so");
        await(history.accept(writtenTo("c1", "platform"), {}));
        report = ask();
        QVERIFY2(!report.query.sample && report.in == 1, "what is real stands alone");
    }

    void aStoreThatIsAwayIsAnAnswer()
    {
        SqlHistory history(sqliteBackend(m_dir.filePath(u"other.sqlite"_s)), m_clock);
        AwayStatistics away;
        StatisticsService service(away, history);
        StatisticsHost host;
        host.attach(&service);
        QSignalSpy failed(&host, &api::Statistics::failed);
        host.request(today());
        QVERIFY(failed.wait());
        const auto failure = failed[0][1].value<api::DeskFailure>();
        QCOMPARE(failure.error, api::DeskError::StoreDown);
        QCOMPARE(failure.detail, u"Connection refused"_s);
    }
};

TONGDAI_TEST(StatisticsHostTest)

}  // namespace tongdai::testing

#include "statistics_host_test.moc"
