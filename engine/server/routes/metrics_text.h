#pragma once

#include "engine/domain/shop/health.h"

#include <QByteArray>

#include <array>
#include <utility>
#include <vector>

namespace tongdai {

/// A number for monitoring; the name without the program's prefix. Those of one name stand together.
struct Figure {
    QByteArray name;
    QByteArray help;
    double value = 0;
    bool isCounter = false;  ///< only grows while the program runs
    QByteArray labels = {};  ///< `step="ai"`; values are words of the program, never of its users
};

/// How long something took, in how many cases: counts by bounds that are always the same, so that many engines' can be
/// added up.
struct DurationHistogram {
    /// Seconds; what takes longer than the last stands beyond.
    static constexpr std::array kBounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25,
                                        0.5,   1.0,    2.5,   5.0,  10.0,  30.0, 60.0};
    std::array<qint64, kBounds.size() + 1> counts{};
    double sum = 0;

    void add(double seconds);
    qint64 count() const;
};

/// Histograms of one name, each with its labels.
struct HistogramFamily {
    QByteArray name;
    QByteArray help;
    std::vector<std::pair<QByteArray, DurationHistogram>> members;
};

struct Metrics {
    std::vector<Figure> figures;
    std::vector<HistogramFamily> histograms;
};

/// GET /metrics: health and metrics in the text format monitoring systems read (version 0.0.4). The level as a number
/// is the step of the ladder (design §7), 1 = full; a part is 1 while it works.
QByteArray metricsText(const HealthSnapshot& health, const Metrics& metrics);

}  // namespace tongdai
