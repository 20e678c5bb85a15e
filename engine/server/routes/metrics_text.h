#pragma once

#include "engine/domain/health.h"

#include <QByteArray>

#include <vector>

namespace tongdai {

/// A number for monitoring; the name without the program's prefix.
struct Figure {
    QByteArray name;
    QByteArray help;
    double value = 0;
    bool isCounter = false;  ///< only grows while the program runs
};

/// GET /metrics: health and figures in the text format monitoring systems read (version 0.0.4). The level as a number
/// is the step of the ladder (design §7), 1 = full; a part is 1 while it works.
QByteArray metricsText(const HealthSnapshot& health, const std::vector<Figure>& figures);

}  // namespace tongdai
