#include "tests/support/engine_scene.h"
#include "tests/support/long_tests.h"
#include "tests/support/steady_senders.h"
#include "tests/support/test_registry.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

/// Rows F01 and F02 of guarantees 3.4 over and over on one history: the engine dies at the door, before or after the
/// accept's commit, with several messages under way. TONGDAI_LONG_TESTS=1: the matrix' 200 times.
class AcceptKillsE2eTest : public QObject {
    Q_OBJECT

private slots:
    void everyMessageIsStoredOnceHoweverOftenItsEngineDies();
};

void AcceptKillsE2eTest::everyMessageIsStoredOnceHoweverOftenItsEngineDies()
{
    const int wanted = isLong() ? 200 : 12;
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    static constexpr const char* kPlaces[] = {"request.parsed", "accept.before-commit", "accept.committed"};

    EngineScene scene;
    StubScript quick;
    quick.maxDelay = 20;
    scene.ai.setScript(quick);
    SteadySenders senders(scene.client, 8);
    int deaths = 0;
    for (int kill = 0; kill < wanted; ++kill) {
        for (int i = 0; i < 6; ++i) {
            const QString id = u"m-%1"_s.arg(senders.total());
            senders.add(u"c-%1"_s.arg(random.bounded(20)), id, u"tin nhắn "_s + id);
        }
        const QByteArray place = kPlaces[random.bounded(3)];
        QVERIFY(scene.start(place + '@' + QByteArray::number(random.bounded(1, 4)) + ":kill"));
        senders.resume();
        deaths += scene.engine.waitForEnd(20'000) ? 1 : 0;
        senders.pause();
        scene.engine.crash();
    }
    QCOMPARE(deaths, wanted);

    QVERIFY(scene.start());
    senders.resume();
    QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), 120'000);
    QVERIFY(scene.settles(120s));
    qInfo("%d messages, %d kills, %d repeated deliveries, lost 0, doubled 0", senders.total(), deaths,
          senders.repeated());
    QCOMPARE(senders.surprises(), QStringList());
    QCOMPARE(scene.wrongs(senders.promises()), QStringList());
    QCOMPARE(scene.rows(u"select count(*), count(distinct message_id) from messages where seq is not null"_s),
             QStringList{u"%1|%1"_s.arg(senders.total())});
    QCOMPARE(scene.engine.stop(), std::optional<int>(0));
}

TONGDAI_FAILPOINT_TEST(AcceptKillsE2eTest)
#include "accept_kills_e2e_test.moc"
