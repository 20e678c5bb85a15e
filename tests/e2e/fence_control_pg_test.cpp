#include "tests/support/engine_team.h"
#include "tests/support/long_tests.h"
#include "tests/support/steady_senders.h"
#include "tests/support/test_registry.h"

#include <QRandomGenerator>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

namespace {

constexpr int kFencedConversations = 20;
constexpr int kFencedPerSecond = 25;
const QByteArray kShortLeases = "lease:2,renew:700";

}  // namespace

/// The control of guarantees 2.19: engines that are paused for longer than their leases, with the fence and without it.
/// It shows that the checker of all the other storms would notice. On a private PostgreSQL.
/// TONGDAI_LONG_TESTS=1: 40 s of it, as long as the table's.
class FenceControlPgTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY2(m_store.start(), qPrintable(m_store.problem())); }
    void lateAnswersDoubleNothing();
    void withoutTheFenceTheCheckerSeesDoubles();
    void cleanup();

private:
    struct Outcome {
        int messages = 0;
        int pauses = 0;
        qint64 refused = 0;
        qsizetype doubled = 0;  ///< messages that more than one turn decided about
        QStringList wrongs;
    };
    Outcome storm(const QByteArray& fault);
    void pauseInTurns(Outcome& outcome);

    SharedPostgres m_store;
    std::unique_ptr<EngineTeam> m_team;
    std::vector<std::unique_ptr<SteadySenders>> m_senders;
};

void FenceControlPgTest::cleanup()
{
    for (EngineTeam::Member& member : m_team->members) {
        if (QTest::currentTestFailed()) qInfo("%s", member.engine.errorOutput().right(4'000).constData());
        member.engine.stop();
    }
    m_senders.clear();
    m_team.reset();
}

/// Long enough for the other engine to take over what the paused one holds.
void FenceControlPgTest::pauseInTurns(Outcome& outcome)
{
    while (outcome.pauses < (isLong() ? 10 : 4)) {
        EngineProcess& engine = m_team->members[size_t(outcome.pauses % 2)].engine;
        QTest::qWait(600);
        engine.pause();
        QTest::qWait(3'600);
        engine.resume();
        ++outcome.pauses;
    }
}

FenceControlPgTest::Outcome FenceControlPgTest::storm(const QByteArray& fault)
{
    Outcome outcome;
    m_team = std::make_unique<EngineTeam>(m_store);
    StubScript varied;
    varied.minDelay = 1;
    varied.maxDelay = 600;
    m_team->ai.setScript(varied);
    if (!m_team->start()) return outcome;
    for (EngineTeam::Member& member : m_team->members) {
        member.engine.stop();
        if (!m_team->startMember(member, fault) || !m_team->waitForRedis(member)) return outcome;
        m_senders.push_back(std::make_unique<SteadySenders>(member.client, 60));
        m_senders.back()->resume();
    }
    QTimer writer;
    connect(&writer, &QTimer::timeout, this, [this, &outcome] {
        const int number = outcome.messages++;
        const int conversation = QRandomGenerator::global()->bounded(kFencedConversations);
        m_senders[size_t(number % 2)]->add(u"c-%1"_s.arg(conversation), u"m-%1"_s.arg(number), u"tin %1"_s.arg(number));
    });
    writer.start(1'000 / kFencedPerSecond);
    pauseInTurns(outcome);
    writer.stop();
    const auto isAcknowledged = [this] { return m_senders[0]->isDone() && m_senders[1]->isDone(); };
    // Without the fence a conversation may be beyond settling: what is wrong by then is enough.
    const bool isSettled = QTest::qWaitFor(isAcknowledged, 20'000) && m_team->settles(20s);
    std::vector<PromiseFact> promises = m_senders[0]->promises();
    promises.insert(promises.end(), m_senders[1]->promises().begin(), m_senders[1]->promises().end());
    outcome.wrongs = m_team->wrongs(promises);
    if (!isSettled) outcome.wrongs << u"not settled"_s;
    for (EngineTeam::Member& member : m_team->members)
        outcome.refused += member.engine.errorOutput().count("late answer refused");
    const auto count = [&outcome](const QString& what) {
        return outcome.wrongs.filter(QRegularExpression(what)).size();
    };
    outcome.doubled = count(u"has ([2-9] effects|[0-9] effects, [2-9] superseding|1 effects, 1 superseding)"_s);
    qInfo(
        "%d messages | %d pauses | %lld late answers refused | lost %lld | decided twice %lld, %lld of them answered "
        "twice | out of order %lld",
        outcome.messages, outcome.pauses, outcome.refused, qint64(count(u"not stored"_s)), qint64(outcome.doubled),
        qint64(count(u"has [2-9] effects"_s)), qint64(count(u"^I3"_s)));
    return outcome;
}

void FenceControlPgTest::lateAnswersDoubleNothing()
{
    QVERIFY(m_store.useNewDatabase(u"fenced"_s));
    const Outcome outcome = storm(kShortLeases);
    QVERIFY2(outcome.refused > 0, "nobody was late");
    QCOMPARE(outcome.wrongs, QStringList());
}

void FenceControlPgTest::withoutTheFenceTheCheckerSeesDoubles()
{
    QVERIFY(m_store.useNewDatabase(u"unfenced"_s));
    const Outcome outcome = storm(kShortLeases + ",no-fence:1");
    QCOMPARE(outcome.refused, 0);
    QVERIFY2(outcome.doubled > 0, qPrintable(outcome.wrongs.join(u'\n')));
}

TONGDAI_FAILPOINT_TEST(FenceControlPgTest)
#include "fence_control_pg_test.moc"
