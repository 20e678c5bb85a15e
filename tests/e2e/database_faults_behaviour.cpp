#include "tests/e2e/database_faults_behaviour.h"

#include "tests/support/long_tests.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Threads and descriptors of a process: what a fault may not make grow for ever.
int threadsOf(qint64 pid)
{
    QFile status(u"/proc/%1/status"_s.arg(pid));
    if (!status.open(QIODevice::ReadOnly)) return -1;
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("Threads:")) return line.mid(8).trimmed().toInt();
    }
    return -1;
}

/// 'T' while a SIGSTOP holds it.
[[maybe_unused]] char stateOf(qint64 pid)
{
    QFile stat(u"/proc/%1/stat"_s.arg(pid));
    if (!stat.open(QIODevice::ReadOnly)) return '?';
    const QByteArray text = stat.readAll();
    return text.mid(text.lastIndexOf(')') + 2).at(0);
}

}  // namespace

void DatabaseFaultsBehaviour::initTestCase()
{
    QVERIFY2(m_store->start(), qPrintable(m_store->problem()));
}

void DatabaseFaultsBehaviour::init()
{
    ++m_databases;
    QVERIFY(m_store->useNewDatabase(database()));
    m_scene = std::make_unique<StoreScene>(*m_store);
    StubScript varied;
    varied.maxDelay = 50;
    m_scene->ai.setScript(varied);
}

void DatabaseFaultsBehaviour::cleanup()
{
    if (QTest::currentTestFailed()) qInfo("%s", m_scene->engine.errorOutput().right(4'000).constData());
    if (m_proxy) m_proxy->resetAll();
    m_scene->engine.stop();
    m_scene.reset();
    m_proxy.reset();
}

bool DatabaseFaultsBehaviour::startThroughProxy()
{
    m_proxy = TcpProxy::toUnixSocket(serverSocket());
    if (!m_proxy->isListening()) return false;
    m_scene->setStoreSettings(settingsAt(m_proxy->port()));
    return m_scene->start() && m_scene->reachesLevel(u"full"_s, 30s);
}

void DatabaseFaultsBehaviour::everythingIsRight(StoreScene& scene, const SteadySenders& senders)
{
    QCOMPARE(senders.surprises(), QStringList());
    QVERIFY(scene.settles(180s));
    QCOMPARE(scene.wrongs(senders.promises()), QStringList());
    const QString total = QString::number(senders.total());
    QCOMPARE(scene.storedMessages(), QStringList{total + u'|' + total});
}

/// F35: packets go nowhere and nobody says so.
void DatabaseFaultsBehaviour::aBlackHoleIsToldInTime()
{
    QVERIFY(startThroughProxy());
    SteadySenders senders(m_scene->client, 40);
    MessageStream stream(senders, 30);
    senders.resume();
    QTRY_VERIFY_WITH_TIMEOUT(senders.acknowledged() >= 30, 20'000);
    const int threads = threadsOf(m_scene->engine.pid());
    m_proxy->setBlackHole(TcpProxy::Direction::ToServer, true);
    m_proxy->setBlackHole(TcpProxy::Direction::ToClient, true);
    senders.forgetSlowest();
    QVERIFY(m_scene->reachesLevel(u"no_database"_s, 9s));
    QElapsedTimer health;
    health.start();
    QCOMPARE(m_scene->admin.get("/api/v1/admin/health").status, 200);
    QVERIFY2(health.elapsed() < 3'000, qPrintable(QString::number(health.elapsed())));
    const int before = senders.journalled();
    QTest::qWait(isLong() ? 60'000 : 3'000);
    QVERIFY(senders.journalled() - before >= 60 / MessageStream::kSlowness);
    // Whoever was in a turn when it began waits for the turn; a message that is new waits for nothing.
    const QJsonObject message = JsonClient::message(u"c-new"_s, u"m-new"_s, u"có ai không?"_s);
    const ClientReply fresh = m_scene->client.post("/api/v1/enhanced-handle-message", message);
    QCOMPARE(fresh.status, 202);
    QVERIFY2(fresh.microseconds < 6'000'000, qPrintable(QString::number(fresh.microseconds)));
    QVERIFY(threadsOf(m_scene->engine.pid()) <= threads + 4);

    m_proxy->setBlackHole(TcpProxy::Direction::ToServer, false);
    m_proxy->setBlackHole(TcpProxy::Direction::ToClient, false);
    m_proxy->resetAll();
    stream.stop();
    QVERIFY(m_scene->reachesLevel(u"full"_s, 30s));
    senders.add(message);  // once more, so that it counts as one of the messages
    QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), kDrainPatience);
    QVERIFY(m_scene->settles(180s));  // hundreds of messages through a proxy on this thread
    QCOMPARE(senders.refused(), 0);
    QCOMPARE(m_scene->wrongs(senders.promises()), QStringList());
    const QString total = QString::number(senders.total());
    QCOMPARE(m_scene->storedMessages(), QStringList{total + u'|' + total});
}

/// F36: the connection breaks somewhere after a request went out, often behind a COMMIT.
void DatabaseFaultsBehaviour::answersToCommitsThatAreLostDoubleNothing()
{
    QVERIFY(startThroughProxy());
    SteadySenders senders(m_scene->client, 40);
    MessageStream stream(senders, 100);
    senders.resume();
    const int cuts = isLong() ? 1'000 : 60;
    QRandomGenerator random(1);
    int done = 0;
    for (; done < cuts; ++done) {
        m_proxy->cutAfter(random.bounded(1, 1'500));
        QTest::qWait(random.bounded(20, 80));
    }
    stream.stop();
    QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), 180'000);
    everythingIsRight(*m_scene, senders);
    qInfo("%d messages, %d cuts, %d connections, %d through the journal", senders.total(), done,
          m_proxy->acceptedCount(), senders.journalled());
    QVERIFY2(m_proxy->acceptedCount() > cuts / 4, "no cut hit a connection");
}

/// F37: another program locks our rows in the wrong order, and for longer than we wait.
void DatabaseFaultsBehaviour::locksAndDeadlocksOfOthersAreWaitedOut()
{
    QVERIFY(m_scene->start());
    QVERIFY(m_scene->reachesLevel(u"full"_s, 30s));
    SteadySenders senders(m_scene->client, 40);
    for (int i = 0; i < 10; ++i)
        senders.add(u"c-%1"_s.arg(i), u"first-%1"_s.arg(i), u"chào"_s);
    senders.resume();
    QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), 30'000);

    const auto lock = [](int row) {
        return u"select fence from conversations where conversation_id = 'c-%1' for update; "_s.arg(row);
    };
    MessageStream stream(senders, 60, 10);
    // The server may end the other program instead of us; then once more.
    const int rounds = isLong() ? 40 : 5;
    for (int round = 0; round < rounds || (round < 40 && m_scene->figure("history_retries_total") == 0); ++round) {
        // Against the order of ids, which is ours: a deadlock. Then held for longer than a lock is waited for.
        const double held = round % 2 == 0 ? 0.3 : 3.0;
        const QStringList command =
            clientCommand(u"begin; "_s + lock(7) + pauseFor(0.2) + lock(2) + pauseFor(held) + u"commit;"_s);
        QProcess other;
        other.start(command.first(), command.mid(1));
        QVERIFY(QTest::qWaitFor([&other] { return other.state() == QProcess::NotRunning; }, 20'000));
    }
    stream.stop();
    QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), kDrainPatience);
    everythingIsRight(*m_scene, senders);
    qInfo("%d messages, %.0f transactions run again, %d through the journal", senders.total(),
          m_scene->figure("history_retries_total"), senders.journalled());
    QVERIFY2(m_scene->figure("history_retries_total") > 0, "nothing was in the way");
}

/// F12: the server's own limits let the others proceed.
void DatabaseFaultsBehaviour::anEngineStoppedInATransactionHoldsNobodyUp()
{
    QVERIFY(m_scene->start("finish.before-commit@1:stop:15"));
    SteadySenders senders(m_scene->client, 4);
    senders.add(u"c1"_s, u"m1"_s, u"còn hàng không?"_s);
    senders.resume();
    const qint64 pid = m_scene->engine.pid();
    QVERIFY(QTest::qWaitFor([pid] { return stateOf(pid) == 'T'; }, 20'000));

    StoreScene other(*m_store);
    QVERIFY(other.start());
    QVERIFY(other.reachesLevel(u"full"_s, 30s));
    SteadySenders others(other.client, 4);
    QElapsedTimer blocked;
    blocked.start();
    others.add(u"c1"_s, u"m2"_s, u"alo?"_s);
    others.resume();
    QTRY_VERIFY_WITH_TIMEOUT(others.isDone(), 10'000);
    const qint64 answered = blocked.elapsed();
    QVERIFY2(answered <= 6'000, qPrintable(QString::number(answered)));
    QTRY_COMPARE_WITH_TIMEOUT(m_store->rows(u"select count(*) from messages where message_id = 'm2'"_s),
                              QStringList{u"1"_s}, 10'000);
    const qint64 stored = blocked.elapsed();
    QVERIFY(QTest::qWaitFor([pid] { return stateOf(pid) != 'T'; }, 20'000));
    QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), kDrainPatience);
    QVERIFY(m_scene->settles(60s));
    qInfo("answered after %lld ms, in the store after %lld ms", answered, stored);
    QCOMPARE(m_scene->storedMessages(), QStringList{u"2|2"_s});
    QCOMPARE(other.engine.stop(), std::optional<int>(0));
    // One platform, in the end: both engines' sights together.
    std::vector<PromiseFact> promises = senders.promises();
    promises.insert(promises.end(), others.promises().begin(), others.promises().end());
    WorldFacts facts;
    facts.store = m_store->facts();
    facts.promises = promises;
    facts.sights = sightsOf(m_scene->platform);
    for (const SightFact& sight : sightsOf(other.platform))
        facts.sights.push_back(sight);
    QCOMPARE(brokenInvariants(facts), QStringList());
}

}  // namespace tongdai::testing
