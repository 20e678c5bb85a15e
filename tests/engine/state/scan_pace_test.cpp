#include "engine/state/redis/inspect/scan_pace.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace std::chrono_literals;
using redis::ScanPace;

/// How many keys a step of a SCAN looks at.
class ScanPaceTest : public QObject {
    Q_OBJECT
private slots:
    void slowStepsAreSmallerAtOnceAndQuickOnesLargerByAndBy()
    {
        ScanPace pace;
        QCOMPARE(pace.count(), ScanPace::kUsual);
        pace.took(6ms);
        QCOMPARE(pace.count(), ScanPace::kUsual / 2);
        pace.took(1ms);  // neither
        QCOMPARE(pace.count(), ScanPace::kUsual / 2);
        for (int i = 0; i < 10; ++i)
            pace.took(6ms);
        QCOMPARE(pace.count(), ScanPace::kLeast);
        pace.took(100us);
        QVERIFY(pace.count() > ScanPace::kLeast && pace.count() < 2 * ScanPace::kLeast);
        for (int i = 0; i < 100; ++i)
            pace.took(100us);
        QCOMPARE(pace.count(), ScanPace::kMost);
    }
};

TONGDAI_TEST(ScanPaceTest)

}  // namespace tongdai

#include "scan_pace_test.moc"
