#include "tests/e2e/storm_behaviour.h"

#include "tests/support/long_tests.h"

#include <QTest>
#include <QTimer>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kConversations = 20;
constexpr int kPerSecond = 40;

}  // namespace

void StormBehaviour::initTestCase()
{
    QVERIFY2(m_store->start(), qPrintable(m_store->problem()));
    QVERIFY(m_store->useNewDatabase(u"storm"_s));
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    m_random.seed(seed);
    m_team = std::make_unique<EngineTeam>(*m_store);
    StubScript varied;
    varied.minDelay = 1;
    varied.maxDelay = 600;
    m_team->ai.setScript(varied);
    QVERIFY(m_team->start());
    for (Member& member : m_team->members) {
        m_senders.push_back(std::make_unique<SteadySenders>(member.client, 30));
        m_senders.back()->resume();
    }
}

/// Every tenth message goes to both engines: whoever is second finds a repetition.
void StormBehaviour::write()
{
    const int number = m_counts.messages++;
    const QJsonObject message = JsonClient::message(u"c-%1"_s.arg(m_random.bounded(kConversations)),
                                                    u"m-%1"_s.arg(number), u"tin nhắn số %1"_s.arg(number));
    const size_t first = m_random.bounded(2) == 0 ? 0 : 1;
    m_senders[first]->add(message);
    if (m_random.bounded(10) != 0) return;
    m_senders[1 - first]->add(message);
    ++m_counts.replays;
}

bool StormBehaviour::start(size_t member)
{
    const bool isUp = m_team->startMember(m_team->members[member]);
    if (isUp) m_senders[member]->resume();
    return isUp;
}

void StormBehaviour::harmAnEngine()
{
    const size_t which = m_random.bounded(2) == 0 ? 0 : 1;
    EngineProcess& engine = m_team->members[which].engine;
    if (m_random.bounded(2) == 0) {
        engine.pause();
        QTest::qWait(m_random.bounded(100, 1'500));
        engine.resume();
        ++m_counts.pauses;
        return;
    }
    engine.crash();
    m_senders[which]->pause();
    ++m_counts.kills;
    QVERIFY(start(which));
}

void StormBehaviour::harmRedis()
{
    if (m_random.bounded(3) != 0) {
        m_team->redis.cli({"FLUSHALL"_ba});
        ++m_counts.flushes;
        return;
    }
    m_team->redis.kill();
    ++m_counts.redisKills;
    QTest::qWait(1'000);
    QVERIFY(m_team->redis.restart());
}

void StormBehaviour::harmTheDatabase()
{
    killServer();
    ++m_counts.databaseKills;
    QTest::qWait(m_random.bounded(200, 2'000));
    QVERIFY2(m_store->start(), qPrintable(m_store->problem()));
}

void StormBehaviour::nothingIsLostOrDoubledInAStorm()
{
    QTimer writer;
    connect(&writer, &QTimer::timeout, this, [this] { write(); });
    writer.start(1'000 / kPerSecond);
    QElapsedTimer clock;
    clock.start();
    qint64 nextRedis = 1'400;
    qint64 nextDatabase = 4'000;
    const qint64 duration = longMinutes() > 1 ? stormLength(12s) : isLong() ? 180'000 : 12'000;
    while (clock.elapsed() < duration) {
        QTest::qWait(m_random.bounded(50, 400));
        harmAnEngine();
        if (clock.elapsed() >= nextRedis) {
            harmRedis();
            nextRedis = clock.elapsed() + 1'400;
        }
        if (clock.elapsed() >= nextDatabase) {
            harmTheDatabase();
            nextDatabase = clock.elapsed() + 8'000;
        }
        if (QTest::currentTestFailed()) return;
    }
    writer.stop();
    QTRY_VERIFY_WITH_TIMEOUT(m_senders[0]->isDone() && m_senders[1]->isDone(), 120'000);
    // What was taken on while the store was away is work, too, as soon as it is in the store.
    for (Member& member : m_team->members)
        QTRY_COMPARE_WITH_TIMEOUT(member.admin.get("/health").json.value("journal_waiting"_L1).toInteger(-1), 0,
                                  180'000);
    QVERIFY(m_team->settles(180s));  // a killed engine's leases have to run out

    std::vector<PromiseFact> promises = m_senders[0]->promises();
    promises.insert(promises.end(), m_senders[1]->promises().begin(), m_senders[1]->promises().end());
    tellResult(clock.elapsed());
    QCOMPARE(m_senders[0]->surprises() + m_senders[1]->surprises(), QStringList());
    QCOMPARE(m_team->wrongs(promises), QStringList());
    const QString total = QString::number(m_counts.messages);
    QCOMPARE(m_store->rows(u"select count(*), count(distinct message_id) from messages where seq is not null"_s),
             QStringList{total + u'|' + total});
    QVERIFY2(m_counts.kills > 0 && m_counts.flushes + m_counts.redisKills > 0 && m_counts.databaseKills > 0,
             "no storm");
    for (Member& member : m_team->members)
        QCOMPARE(member.engine.stop(), std::optional<int>(0));
}

void StormBehaviour::tellResult(qint64 milliseconds)
{
    qint64 fenced = 0;
    for (Member& member : m_team->members)
        fenced += member.engine.errorOutput().count("late answer refused");
    qInfo(
        "accepted %d | replays %d | kill -9 %d | SIGSTOP %d | FLUSHALL %d | Redis kills %d | DB kills %d | late "
        "answers "
        "refused %lld | through the journal %d | outbox re-sends %d | %lld s",
        m_counts.messages, m_counts.replays, m_counts.kills, m_counts.pauses, m_counts.flushes, m_counts.redisKills,
        m_counts.databaseKills, fenced, m_senders[0]->journalled() + m_senders[1]->journalled(),
        m_team->platform.repeated(), milliseconds / 1000);
}

}  // namespace tongdai::testing
