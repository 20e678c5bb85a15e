#include "engine/domain/statistics/figure_trail.h"

#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace tongdai::testing {

using namespace std::chrono_literals;

/// The engine's own figures of the last half hour.
class FigureTrailTest : public QObject {
    Q_OBJECT

    static constexpr TimePoint kBegin{std::chrono::milliseconds(1'763'712'000'000)};

private slots:
    void keepsEachFigureAtEachMoment()
    {
        FigureTrail trail;
        trail.add(kBegin, {{"held", {}, false, 3}});
        trail.add(kBegin + 5s, {{"held", {}, false, 4}, {"refused", "sender", true, 10}});
        trail.add(kBegin + 10s, {{"refused", "sender", true, 12}, {"refused", "shop", true, 1}});
        trail.add(kBegin + 10s, {{"held", {}, false, 99}});  // the clock stood still
        QCOMPARE(trail.at.size(), 3u);
        const FigureSeries& held = *trail.find("held");
        QCOMPARE(held.values[0], 3.0);
        QCOMPARE(held.values[1], 4.0);
        QVERIFY(std::isnan(held.newest()));
        const FigureSeries& refused = *trail.find("refused", "sender");
        QVERIFY(std::isnan(refused.values[0]));
        QCOMPARE(refused.newest(), 12.0);
        QCOMPARE(refused.grown(), 2.0);
        QVERIFY(trail.find("refused", "shop") && !trail.find("refused") && !trail.find("nothing"));
    }

    void aClockThatWasHoursAheadHidesNothing()
    {
        FigureTrail trail;
        trail.add(kBegin + 8h, {{"held", {}, false, 1}});
        trail.add(kBegin, {{"held", {}, false, 2}});
        trail.add(kBegin + 5s, {{"held", {}, false, 3}});
        QCOMPARE(trail.at, (std::vector{kBegin, kBegin + 5s}));
        QCOMPARE(trail.find("held")->values, (std::vector{2.0, 3.0}));
    }

    void countsByTheMinute()
    {
        FigureTrail trail;
        for (int i = 0; i <= 36; ++i)  // two a sample for two minutes, then none
            trail.add(kBegin + 5s * i, {{"done", {}, true, double(2 * std::min(i, 24))}});
        const std::vector<double> rates = trail.find("done")->perMinute(trail.at);
        QVERIFY(std::isnan(rates[0]));
        QCOMPARE(rates[1], 24.0);
        QCOMPARE(rates[12], 24.0);
        QCOMPARE(rates[24], 24.0);
        QCOMPARE(rates[30], 12.0);  // half of the last minute
        QCOMPARE(rates[36], 0.0);
    }

    void isBounded()
    {
        FigureTrail trail;
        for (int i = 0; i < 1'000; ++i)
            trail.add(kBegin + 5s * i, {{"n", {}, true, double(i)}, {i < 10 ? "gone" : "n2", {}, false, 1}});
        QCOMPARE(trail.at.size(), FigureTrail::kMost);
        QCOMPARE(trail.at.back(), kBegin + 5s * 999);
        for (const FigureSeries& each : trail.series)
            QCOMPARE(each.values.size(), FigureTrail::kMost);
        QCOMPARE(trail.find("n")->values.front(), 640.0);
        QVERIFY(std::isnan(trail.find("gone")->values.front()));
    }
};

TONGDAI_TEST(FigureTrailTest)

}  // namespace tongdai::testing

#include "figure_trail_test.moc"
