#include "engine/host/statistics/outage_recorder.h"

#include "engine/domain/store_error.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class OutageClock final : public ports::Clock {
public:
    TimePoint now() const override { return at; }
    std::chrono::nanoseconds elapsed() const override { return at.time_since_epoch(); }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
    TimePoint at{std::chrono::milliseconds(1'763'712'000'000)};
};

/// Keeps marks, or is away.
class KeptMarks final : public ports::Statistics {
public:
    QCoro::Task<StatsReport> statistics(StatsQuery) override { co_return {}; }
    QCoro::Task<std::vector<StatsMark>> marks(TimePoint, TimePoint) override { co_return kept; }
    QCoro::Task<void> addMark(StatsMark mark) override
    {
        if (isAway) throw StoreError(StoreError::Kind::Unreachable, u"marks"_s, u"nowhere"_s, u"refused"_s);
        kept.push_back(std::move(mark));
        co_return;
    }
    QCoro::Task<bool> removeNote(QUuid) override { co_return false; }
    QCoro::Task<WorkingRules> workingRules() override { co_return WorkingRules(); }
    QCoro::Task<void> setWorkingRules(WorkingRules) override { co_return; }
    QCoro::Task<std::vector<GivenAnswer>> givenAnswers(GivenAnswersQuery) override { co_return {}; }
    QCoro::Task<ConversationFiguresPage> conversationFigures(ConversationFiguresQuery) override { co_return {}; }
    std::vector<StatsMark> kept;
    bool isAway = false;
};

}  // namespace

/// Deploys and outages come into the charts by themselves (features H2).
class OutageRecorderTest : public QObject {
    Q_OBJECT

    struct Stage {
        OutageClock clock;
        KeptMarks marks;
        OutageRecorder recorder{marks, clock};
        void report(Part part, PartState state)
        {
            PartHealth health;
            health.part = part;
            health.state = state;
            health.since = clock.at;
            HealthSnapshot snapshot;
            snapshot.parts = {health};
            recorder.take(snapshot);
        }
    };

private slots:
    void writesAnOutageWhenItIsOver()
    {
        Stage stage;
        const TimePoint from = stage.clock.at;
        stage.report(Part::Redis, PartState::Down);
        stage.clock.at += 60s;
        stage.report(Part::Redis, PartState::Down);
        QVERIFY(stage.marks.kept.empty());
        stage.report(Part::Redis, PartState::Ok);
        stage.report(Part::Redis, PartState::Ok);
        QCOMPARE(stage.marks.kept.size(), size_t(1));
        QCOMPARE(stage.marks.kept[0].kind, StatsMark::Kind::Outage);
        QCOMPARE(stage.marks.kept[0].text, u"redis"_s);
        QCOMPARE(stage.marks.kept[0].from, from);
        QCOMPARE(stage.marks.kept[0].to, from + 60s);
    }

    void leavesOutWhatIsShortOrNoPartOfTheShop()
    {
        Stage stage;
        stage.report(Part::Redis, PartState::Down);
        stage.clock.at += 2s;
        stage.report(Part::Redis, PartState::Slow);
        stage.report(Part::Disk, PartState::Down);
        stage.clock.at += 2min;
        stage.report(Part::Disk, PartState::Ok);
        QVERIFY(stage.marks.kept.empty());
    }

    void writesTheStoresOwnOutageWhenItIsBack()
    {
        Stage stage;
        stage.marks.isAway = true;
        stage.recorder.begin(u"0.2.0"_s);
        stage.report(Part::History, PartState::Down);
        stage.clock.at += 30s;
        stage.report(Part::History, PartState::Ok);  // said a moment before it takes anything
        QVERIFY(stage.marks.kept.empty());
        stage.marks.isAway = false;
        stage.report(Part::Ai, PartState::Ok);
        QCOMPARE(stage.marks.kept.size(), size_t(2));
        QCOMPARE(stage.marks.kept[0].text, u"0.2.0"_s);
        QCOMPARE(stage.marks.kept[1].to - stage.marks.kept[1].from, 30s);
    }
};

TONGDAI_TEST(OutageRecorderTest)

}  // namespace tongdai

#include "outage_recorder_test.moc"
