#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/statistics/figure_trail.h"
#include "engine/server/routes/metrics_text.h"

#include <QTimer>

#include <functional>

namespace tongdai {

/// Keeps the last half hour of those figures of /metrics that the Stats page draws. Looks every few seconds, whether or
/// not there is a window: one that is opened later has something to show. Engine loop.
class FigureRecorder final {
public:
    using Read = std::function<std::vector<Figure>()>;

    FigureRecorder(const ports::Clock& clock, Read read);
    void start();
    void stop() { m_timer.stop(); }
    const FigureTrail& trail() const { return m_trail; }
    /// One look.
    void look();

private:
    const ports::Clock& m_clock;
    Read m_read;
    FigureTrail m_trail;
    QTimer m_timer;
};

}  // namespace tongdai
