#include "engine/host/statistics/statistics_host.h"

#include "engine/domain/store_error.h"
#include "engine/history/sql_history.h"
#include "engine/host/machine/system_clock.h"
#include "tests/engine/history/await_task.h"
#include "tests/support/test_registry.h"

#include <QCoro/QCoroTimer>
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

class AwayStatistics : public ports::Statistics {
public:
    QCoro::Task<std::vector<StatsMark>> marks(TimePoint, TimePoint) override { co_return {}; }
    QCoro::Task<void> addMark(StatsMark) override { co_return; }
    QCoro::Task<bool> removeNote(QUuid) override { co_return false; }
    QCoro::Task<WorkingRules> workingRules() override { co_return WorkingRules(); }
    QCoro::Task<void> setWorkingRules(WorkingRules) override { co_return; }
    QCoro::Task<std::vector<GivenAnswer>> givenAnswers(GivenAnswersQuery) override { co_return {}; }
    QCoro::Task<ConversationFiguresPage> conversationFigures(ConversationFiguresQuery) override { co_return {}; }
    QCoro::Task<StatsReport> statistics(StatsQuery) override
    {
        throw StoreError(StoreError::Kind::Unreachable, u"statistics"_s, u"nowhere"_s, u"Connection refused"_s);
        co_return {};
    }
};

/// A shop whose answers never end.
class EndlessAnswers final : public AwayStatistics {
public:
    QCoro::Task<std::vector<GivenAnswer>> givenAnswers(GivenAnswersQuery query) override
    {
        co_await QCoro::sleepFor(std::chrono::milliseconds(1));
        GivenAnswer answer;
        answer.conversation = ConversationId("c1");
        answer.confidence = 0.4;
        answer.at = query.before;
        std::vector<GivenAnswer> answers(size_t(query.limit), answer);
        co_return answers;
    }
};

}  // namespace

/// The Stats page's way into the engine, over a real store.
class StatisticsHostTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    SystemClock m_clock;
    StepMeter m_steps{m_clock};
    FigureRecorder m_recorder{m_clock, [this] { return m_figures; }};
    std::vector<Figure> m_figures;

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
        api::Asked<StatsReport> asked = host.report(today());
        QVERIFY2(!asked.isFinished(), "never inside the call");
        QTRY_VERIFY(asked.isFinished());
        QCOMPARE(std::get<api::DeskFailure>(asked.result()).error, api::DeskError::NotReady);
    }

    void anAskerThatIsGoneHearsNothing()
    {
        StatisticsHost host;
        auto asker = std::make_unique<QObject>();
        bool heard = false;
        api::Asked<StatsReport> asked = host.report(today());
        api::whenAnswered<StatsReport>(asker.get(), asked, [&](const api::Answer<StatsReport>&) { heard = true; });
        asker.reset();
        QTRY_VERIFY(asked.isFinished());
        QVERIFY(!heard);
    }

    void onlyTheNewestAnswerCounts()
    {
        StatisticsHost host;
        QObject asker;
        api::NewestAnswer newest;
        int first = 0;
        int second = 0;
        newest.await(&asker, host.report(today()), [&](const api::Answer<StatsReport>&) { ++first; });
        newest.await(&asker, host.report(today()), [&](const api::Answer<StatsReport>&) { ++second; });
        QTRY_COMPARE(second, 1);
        QCOMPARE(first, 0);
        QVERIFY(!newest.isWaiting());
    }

    void showsTheSampleWhereThereIsNothingElse()
    {
        SqlHistory history(sqliteBackend(m_dir.filePath(u"history.sqlite"_s)), m_clock);
        await(history.open());
        DeskGate gate({OperatorId("lan"_ba), u"Lan"_s});
        gate.setRoster({});
        StatisticsService service(history, history, m_steps, m_recorder, gate, m_clock);
        StatisticsHost host;
        QSignalSpy ready(&host, &api::Statistics::ready);
        host.attach(&service);
        QCOMPARE(ready.count(), 1);
        const auto ask = [&] {
            api::Asked<StatsReport> asked = host.report(today());
            return QTest::qWaitFor([&] { return asked.isFinished(); }) ? std::get<StatsReport>(asked.result())
                                                                       : StatsReport();
        };
        QVERIFY(ask().isEmpty());
        await(history.accept(writtenTo("sample-1", kSampleSource), {}));
        StatsReport report = ask();
        QVERIFY2(report.query.sample && report.in == 1, "made up, and says so");
        await(history.accept(writtenTo("c1", "platform"), {}));
        report = ask();
        QVERIFY2(!report.query.sample && report.in == 1, "what is real stands alone");
    }

    void tellsTheStepsOfToday()
    {
        SqlHistory history(sqliteBackend(m_dir.filePath(u"steps.sqlite"_s)), m_clock);
        DeskGate gate({OperatorId("lan"_ba), u"Lan"_s});
        gate.setRoster({});
        StatisticsService service(history, history, m_steps, m_recorder, gate, m_clock);
        StatisticsHost host;
        host.attach(&service);
        for (int i = 1; i <= 100; ++i)
            m_steps.turnTimed({1, 2, 3, 10.0 * i, 0.1, 4, 5});
        api::Asked<StepTimes> asked = host.steps();
        QTRY_VERIFY(asked.isFinished());
        const auto times = std::get<StepTimes>(asked.result());
        QCOMPARE(times.steps[3].count, 100);
        QVERIFY(std::abs(times.steps[3].p95 - 0.95) < 0.02);
        QVERIFY(std::abs(times.steps[3].p99 - 0.99) < 0.02);
        QVERIFY(std::abs(times.steps[6].p50 - 0.005) < 0.0001);
    }

    void tellsHowTheEngineWent()
    {
        SqlHistory history(sqliteBackend(m_dir.filePath(u"trail.sqlite"_s)), m_clock);
        DeskGate gate({OperatorId("lan"_ba), u"Lan"_s});
        gate.setRoster({});
        StatisticsService service(history, history, m_steps, m_recorder, gate, m_clock);
        StatisticsHost host;
        host.attach(&service);
        m_figures = {{"turns_in_work", {}, 3, false},
                     {"limit_refusals_total", {}, 7, true, "scope=\"sender\""},
                     {"history_commits_total", {}, 99, true}};
        m_recorder.look();
        api::Asked<FigureTrail> asked = host.trail();
        QTRY_VERIFY(asked.isFinished());
        const auto trail = std::get<FigureTrail>(asked.result());
        QCOMPARE(trail.at.size(), 1u);
        QCOMPARE(trail.find("turns_in_work")->newest(), 3.0);
        QCOMPARE(trail.find("limit_refusals_total", "sender")->newest(), 7.0);
        QVERIFY2(!trail.find("history_commits_total"), "it is not drawn");
    }

    void aTrialEndsWhenItIsCancelledOrAnotherBegins()
    {
        SqlHistory history(sqliteBackend(m_dir.filePath(u"trial.sqlite"_s)), m_clock);
        EndlessAnswers endless;
        DeskGate gate({OperatorId("lan"_ba), u"Lan"_s});
        gate.setRoster({});
        StatisticsService service(endless, history, m_steps, m_recorder, gate, m_clock);
        StatisticsHost host;
        host.attach(&service);
        api::Asked<RuleEffect> first = host.tryRule({50, {}});
        QTRY_VERIFY(service.trial() && service.trial()->done >= 2'000);
        QCOMPARE(QByteArray(service.trial()->kind), "rule_trial"_ba);
        api::Asked<RuleEffect> second = host.tryRule({60, {}});
        QTRY_VERIFY(first.isFinished());
        QCOMPARE(std::get<api::DeskFailure>(first.result()).error, api::DeskError::Refused);
        QVERIFY(!second.isFinished());
        host.cancelTrial();
        QTRY_VERIFY(second.isFinished());
        QCOMPARE(std::get<api::DeskFailure>(second.result()).detail, u"cancelled"_s);
        QVERIFY(!service.trial());
    }

    void aRuleIsTriedOnTheSampleWhereThereIsNothingElse()
    {
        SqlHistory history(sqliteBackend(m_dir.filePath(u"tried.sqlite"_s)), m_clock);
        await(history.open());
        DeskGate gate({OperatorId("lan"_ba), u"Lan"_s});
        gate.setRoster({});
        StatisticsService service(history, history, m_steps, m_recorder, gate, m_clock);
        StatisticsHost host;
        host.attach(&service);
        const auto give = [&](const QByteArray& conversation, const QByteArray& source) {
            const auto accepted =
                std::get<Accepted>(await(history.accept(writtenTo(conversation, source), OwnerId("engine"_ba))));
            FinishRequest request;
            request.claim = *accepted.claim;
            request.upto = 1;
            request.turn.answer.responseText = u"Dạ còn ạ"_s;
            request.turn.answer.confidence = 0.4;
            await(history.finish(request));
        };
        const auto tried = [&] {
            api::Asked<RuleEffect> asked = host.tryRule({50, {}});
            return QTest::qWaitFor([&] { return asked.isFinished(); }) ? std::get<RuleEffect>(asked.result())
                                                                       : RuleEffect();
        };
        QCOMPARE(tried().answers(), 0);
        give("sample-1", kSampleSource);
        QVERIFY(tried().sample && tried().nowHeld == 1);
        give("c1", "platform");
        const RuleEffect effect = tried();
        QVERIFY(!effect.sample && effect.nowHeld == 1);
        QCOMPARE(effect.conversations.front().conversation.toString(), u"c1"_s);
    }

    void aStoreThatIsAwayIsAnAnswer()
    {
        SqlHistory history(sqliteBackend(m_dir.filePath(u"other.sqlite"_s)), m_clock);
        AwayStatistics away;
        DeskGate gate({OperatorId("lan"_ba), u"Lan"_s});
        gate.setRoster({});
        StatisticsService service(away, history, m_steps, m_recorder, gate, m_clock);
        StatisticsHost host;
        host.attach(&service);
        api::Asked<StatsReport> asked = host.report(today());
        QTRY_VERIFY(asked.isFinished());
        const auto failure = std::get<api::DeskFailure>(asked.result());
        QCOMPARE(failure.error, api::DeskError::StoreDown);
        QCOMPARE(failure.detail, u"Connection refused"_s);
    }
};

TONGDAI_TEST(StatisticsHostTest)

}  // namespace tongdai::testing

#include "statistics_host_test.moc"
