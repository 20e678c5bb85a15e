#include "engine/domain/statistics/quantile_sketch.h"

#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace tongdai {

namespace {

using Values = std::vector<double>;

/// By its definition, of all values.
double trueQuantile(Values values, double share)
{
    std::ranges::sort(values);
    return values.at(size_t(std::floor(share * double(values.size() - 1))));
}

Values made(const QByteArray& shape)
{
    std::mt19937_64 random(20'261'129);
    std::lognormal_distribution<double> slow(1.0, 2.5);
    std::uniform_real_distribution<double> even(0.001, 600.0);
    std::exponential_distribution<double> waits(0.01);
    Values values;
    for (int i = 0; i < 20'000; ++i) {
        if (shape == "lognormal") values.push_back(slow(random));
        if (shape == "uniform") values.push_back(even(random));
        if (shape == "exponential") values.push_back(waits(random));
        if (shape == "one value") values.push_back(2.74);
        if (shape == "two far apart") values.push_back(i % 10 == 0 ? 86'400.0 : 0.002);
        if (shape == "powers of ten") values.push_back(std::pow(10.0, i % 12 - 5));
    }
    return values;
}

}  // namespace

class QuantileSketchTest : public QObject {
    Q_OBJECT
private slots:
    void staysWithinItsErrorBound_data()
    {
        QTest::addColumn<Values>("values");
        for (const char* shape : {"lognormal", "uniform", "exponential", "one value", "two far apart", "powers of ten"})
            QTest::newRow(shape) << made(shape);
    }

    void staysWithinItsErrorBound()
    {
        QFETCH(Values, values);
        QuantileSketch sketch;
        for (const double value : values)
            sketch.add(value);
        QCOMPARE(sketch.count(), qint64(values.size()));
        for (const double share : {0.0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0}) {
            const double expected = trueQuantile(values, share);
            const double error = std::abs(sketch.quantile(share) - expected) / expected;
            QVERIFY2(error <= QuantileSketch::kRelativeError * 1.000001,
                     qPrintable(QStringLiteral("%1: %2 for %3").arg(share).arg(sketch.quantile(share)).arg(expected)));
        }
    }

    void partsTogetherAreTheWhole()
    {
        const Values values = made("lognormal");
        QuantileSketch whole;
        std::array<QuantileSketch, 7> parts;
        for (size_t i = 0; i < values.size(); ++i) {
            whole.add(values[i]);
            parts[(i * i) % 7].add(values[i]);
        }
        QuantileSketch together;
        for (const QuantileSketch& part : parts)
            together.merge(part);
        QVERIFY(together == whole);
    }

    void mergesWithItself()
    {
        QuantileSketch sketch;
        sketch.add(3.0);
        sketch.add(0.0);
        sketch.merge(sketch);
        QCOMPARE(sketch.count(), 4);
        QCOMPARE(sketch.quantile(0.4), 0.0);
    }

    void keepsItsMemoryBounded()
    {
        QuantileSketch sketch;
        for (double value = QuantileSketch::kSmallest; value < 1e15; value *= 1.001)
            sketch.add(value);
        QVERIFY(sketch.bins() <= QuantileSketch::kMostBins);
        sketch.add(1e15, 1'000'000);
        QVERIFY2(std::abs(sketch.quantile(0.99) / 1e15 - 1) <= QuantileSketch::kRelativeError,
                 "the large ones keep their precision");
    }

    void countsWhatIsNoTimeAsNothing()
    {
        QuantileSketch sketch;
        QCOMPARE(sketch.quantile(0.5), 0.0);
        sketch.add(-3);
        sketch.add(std::numeric_limits<double>::quiet_NaN());
        sketch.add(1e-9);
        QCOMPARE(sketch.count(), 3);
        QCOMPARE(sketch.quantile(1), 0.0);
        sketch.add(std::numeric_limits<double>::infinity());
        QVERIFY(std::isfinite(sketch.quantile(1)));
        sketch.add(5, 0);
        QCOMPARE(sketch.count(), 4);
    }
};

TONGDAI_TEST(QuantileSketchTest)

}  // namespace tongdai

#include "quantile_sketch_test.moc"
