#include "tests/support/engine_scene.h"
#include "tests/support/long_tests.h"
#include "tests/support/steady_senders.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

/// Row F10 of guarantees 3.4: the engine is killed every 50 to 200 ms after each of its starts, while customers go on
/// writing. One engine, because a SQLite history belongs to one. TONGDAI_LONG_TESTS=1: a whole minute of it, 10: the
/// matrix' ten.
class KillStormE2eTest : public QObject {
    Q_OBJECT

private slots:
    void nothingIsLostOrDoubledInAStormOfKills();
};

void KillStormE2eTest::nothingIsLostOrDoubledInAStormOfKills()
{
    static constexpr int kConversations = 60;
    const qint64 duration = stormLength(20s);
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);

    EngineScene scene;
    StubScript varied;
    varied.maxDelay = 100;
    scene.ai.setScript(varied);
    SteadySenders senders(scene.client, 40);
    int kills = 0;
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < duration) {
        for (int i = 0; i < 40; ++i) {
            const QString id = u"m-%1"_s.arg(senders.total());
            senders.add(u"c-%1"_s.arg(random.bounded(kConversations)), id, u"tin nhắn "_s + id);
        }
        QVERIFY(scene.start());
        senders.resume();
        QTest::qWait(random.bounded(50, 201));
        scene.engine.crash();
        senders.pause();
        ++kills;
    }

    QVERIFY(scene.start());
    senders.resume();
    QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), 180'000);
    QVERIFY(scene.settles(180s));
    qInfo("%d messages, %d kills, %d repeated deliveries, %d re-sent rows", senders.total(), kills, senders.repeated(),
          scene.platform.repeated());
    QVERIFY2(kills >= 5, "no storm");
    QVERIFY2(senders.repeated() > 0, "no kill hit a message");
    QCOMPARE(senders.surprises(), QStringList());
    QCOMPARE(scene.wrongs(senders.promises()), QStringList());
    QCOMPARE(scene.rows(u"select count(*) from messages where seq is not null"_s),
             QStringList{QString::number(senders.total())});
    QCOMPARE(scene.engine.stop(), std::optional<int>(0));
}

TONGDAI_TEST(KillStormE2eTest)
#include "kill_storm_e2e_test.moc"
