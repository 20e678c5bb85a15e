#include "engine/domain/statistics/seen_events.h"

#include "tests/support/test_registry.h"

#include <QTest>

#include <random>

namespace tongdai {

class SeenEventsTest : public QObject {
    Q_OBJECT
private slots:
    void takesEachOnceInAnyOrder()
    {
        SeenEvents seen(100);
        std::mt19937 random(5);
        std::vector<qint64> come;
        for (qint64 id = 90; id < 1'100; ++id)
            come.insert(come.end(), 1 + random() % 3, id);
        std::shuffle(come.begin(), come.end(), random);
        qint64 taken = 0;
        for (const qint64 id : come)
            taken += seen.take(id) ? 1 : 0;
        QCOMPARE(taken, 999);
        QCOMPARE(seen.upto(), 1'099);
        QVERIFY(!seen.hasGap());
        QCOMPARE(seen.ahead(), 0);  // nothing is remembered of what has closed
    }

    void knowsThatSomethingIsMissing()
    {
        SeenEvents seen(7);
        QVERIFY(seen.take(9));
        QVERIFY(seen.hasGap());
        QCOMPARE(seen.upto(), 7);
        QVERIFY(!seen.take(9));
        QVERIFY(seen.take(8));
        QVERIFY(!seen.hasGap());
        QCOMPARE(seen.upto(), 9);
    }

    void passesOverWhatWillNeverCome()
    {
        SeenEvents seen;
        for (const qint64 id : {5, 6, 12})
            QVERIFY(seen.take(id));
        seen.passOver(4);
        QCOMPARE(seen.upto(), 6);
        seen.passOver(3);
        QCOMPARE(seen.upto(), 6);
        seen.passOver(11);
        QCOMPARE(seen.upto(), 12);
        QVERIFY(!seen.take(2));
    }
};

TONGDAI_TEST(SeenEventsTest)

}  // namespace tongdai

#include "seen_events_test.moc"
