#include "engine/domain/statistics/recent_latency.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace std::chrono_literals;

class RecentLatencyTest : public QObject {
    Q_OBJECT
private slots:
    void aBusyStartIsNotSlow()
    {
        RecentLatency latency;
        QVERIFY(!latency.median());
        latency.add(900ms);
        latency.add(400ms);
        QVERIFY(!latency.isSlow(50ms));
        for (int i = 0; i < 3; ++i)
            latency.add(1ms);
        QVERIFY(!latency.isSlow(50ms));
        QCOMPARE(latency.median()->count(), 1.0);
    }

    void threeSlowAnswersAreSlow()
    {
        RecentLatency latency;
        latency.add(60ms);
        latency.add(60ms);
        QVERIFY(!latency.isSlow(50ms));
        latency.add(60ms);
        QVERIFY(latency.isSlow(50ms));
    }

    void oneHiccupAmongFastAnswersIsNot()
    {
        RecentLatency latency;
        for (const auto answer : {1ms, 2ms, 3000ms, 2ms, 1ms, 700ms})
            latency.add(answer);
        QVERIFY(!latency.isSlow(50ms));
        QCOMPARE(latency.median()->count(), 2.0);
    }

    void isFastAgainAfterThreeFastAnswers()
    {
        RecentLatency latency;
        for (int i = 0; i < 20; ++i)
            latency.add(80ms);
        latency.add(1ms);
        latency.add(1ms);
        QVERIFY(latency.isSlow(50ms));
        latency.add(1ms);
        QVERIFY(!latency.isSlow(50ms));
    }

    void nothingOfBeforeCountsOnceCleared()
    {
        RecentLatency latency;
        for (int i = 0; i < 5; ++i)
            latency.add(80ms);
        latency.clear();
        QVERIFY(!latency.median());
        latency.add(1ms);
        QVERIFY(!latency.isSlow(50ms));
        QCOMPARE(latency.median()->count(), 1.0);
    }
};

TONGDAI_TEST(RecentLatencyTest)

}  // namespace tongdai

#include "recent_latency_test.moc"
